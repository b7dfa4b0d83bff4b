"""Which values of the rules hold now."""

from dataclasses import dataclass

from django.core.cache import cache

from community.models import RulesVersion
from community.reputation.rules import DEFAULTS

KEPT = 60  # seconds: other processes know a new version after that
_KEY = "reputation.version"


@dataclass(frozen=True)
class Version:
    pk: int
    number: int
    values: dict[str, int]


def current() -> Version:
    """The newest version. What it does not name, because it is older than a rule, is as in `DEFAULTS`."""
    found = cache.get(_KEY)
    if found is None:
        newest = RulesVersion.objects.order_by("-number").first() or _first()
        found = version_of(newest)
        cache.set(_KEY, found, KEPT)
    return found


def version_of(row: RulesVersion) -> Version:
    return Version(row.pk, row.number, {**DEFAULTS, **row.values})


def forget_current() -> None:
    """For whoever wrote a newer version."""
    cache.delete(_KEY)


def _first() -> RulesVersion:
    """Where there is none, as in a database that was emptied."""
    return RulesVersion.objects.get_or_create(number=1, defaults={"values": DEFAULTS})[0]
