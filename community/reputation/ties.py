"""What is known of who belongs together: organisations and households, as they are kept in the CMS."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from community.models import Household, Organisation
from community.reputation.mail_domains import normalised

KEPT = 60  # seconds: other processes know of a new organisation after that
_KEY = "reputation.ties"


@dataclass(frozen=True)
class Ties:
    """``domains`` and ``providers`` lead to the organisation they are of; households are pairs, the lower key first."""

    domains: dict[str, int]
    providers: dict[str, int]
    households: frozenset[tuple[int, int]]


def named_providers() -> list[str]:
    """Ids of the ways to sign in that say of which organisation somebody is."""
    return sorted(known_ties().providers)


def known_ties() -> Ties:
    return cache.get_or_set(_KEY, _read, KEPT)


def forget_ties() -> None:
    """For whoever changed organisations or households: at once for this process, for others when it is committed."""
    cache.delete(_KEY)
    transaction.on_commit(lambda: cache.delete(_KEY))


def _read() -> Ties:
    domains, providers = {}, {}
    for organisation in Organisation.objects.all():
        for line in organisation.domains.splitlines():
            if name := normalised(line.strip().lstrip("@")):
                domains[name] = organisation.pk
        for line in organisation.providers.split():
            providers[line] = organisation.pk
    return Ties(domains, providers, frozenset(Household.objects.values_list("one", "other")))
