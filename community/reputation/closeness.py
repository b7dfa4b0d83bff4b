"""Who has no say in what another did: what the one decides pays the other nothing either."""

from datetime import datetime

from accounts.models import User
from community.reputation.companies import of_one_company
from community.reputation.watching import were_parted


def are_close(one: User, other: User, at: datetime) -> bool:
    """Of one company or household, or taken apart by a person who looked at what they gave each other."""
    return of_one_company(one, other) or were_parted(one.pk, other.pk, at)
