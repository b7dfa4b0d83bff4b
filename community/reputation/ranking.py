"""Who stands on the boards of honour: neither the team nor who opted out (RULES §1), nor who left or may not write
here any more."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from community.models import Sanction, Standing, Tally
from community.models.members import TEAM


def is_to_be_ranked() -> Q:
    """Of a `Standing`, as roles, choices, accounts and silences are now."""
    roles = User.groups.through.objects.filter(user=OuterRef("member"), group__name__in=TEAM)
    for_good = Sanction.objects.silences().filter(member=OuterRef("member"), until=None)
    stands = Q(hides_rank=False, member__is_superuser=False, member__is_active=True)
    return stands & ~Q(Exists(roles)) & ~Q(Exists(for_good.order_by()))


@transaction.atomic
def rank_again(members: Iterable[int]) -> None:
    """Bring standings and tallies in line with it. Whoever comes back is ranked again."""
    rows = Standing.objects.filter(member__in=list(members)).annotate(is_listed=is_to_be_ranked())
    for standing in rows.order_by("pk").select_for_update(of=("self",), no_key=True):
        if standing.is_listed != standing.is_ranked:
            Standing.objects.filter(pk=standing.pk).update(is_ranked=standing.is_listed)
            Tally.objects.filter(member=standing.pk).update(is_ranked=standing.is_listed)
