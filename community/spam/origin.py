"""Where a post comes from, as far as the defence against spam must know: never kept longer than the post waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """``pace`` is empty, ``fast`` (sent sooner than anyone reads the form) or ``old`` (a form of more than a day)."""

    address: str = ""
    agent: str = ""
    pace: str = ""


UNKNOWN_ORIGIN = Origin()
