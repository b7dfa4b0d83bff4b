"""What a bundle says: what is new, subject by subject."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Notification

MOST_LINES = 20


@dataclass
class Part:
    """One subject, for instance a thread: what happened in it, the newest last, and where to read it."""

    notifications: list[Notification] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.notifications[-1].context.get("title", "")

    @property
    def path(self) -> str:
        return self.notifications[-1].url


@dataclass(frozen=True)
class Summary:
    """``number`` of all; ``more`` of them are older than what is shown, and only counted."""

    parts: list[Part]
    number: int
    more: int


def summary_of(notifications: Iterable[Notification]) -> Summary:
    """``notifications`` with the newest last. The subject that was spoken of last stands last."""
    told = list(notifications)
    shown, parts = told[-MOST_LINES:], {}
    for one in shown:
        part = parts.pop(one.group, None) or Part()
        part.notifications.append(one)
        parts[one.group] = part
    return Summary(list(parts.values()), len(told), len(told) - len(shown))
