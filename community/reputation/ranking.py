"""Who stands on the boards of honour: neither the team nor who opted out (RULES §1)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from community.models import Standing, Tally
from community.models.members import TEAM


@transaction.atomic
def rank_again(members: Iterable[int]) -> None:
    """Bring standings and tallies in line with the members' roles and choices."""
    members = list(members)
    roles = User.groups.through.objects.filter(user=OuterRef("member"), group__name__in=TEAM)
    rows = Standing.objects.filter(member__in=members).select_related("member").annotate(of_team=Exists(roles))
    for standing in rows.order_by("pk").select_for_update(of=("self",), no_key=True):
        listed = not (standing.hides_rank or standing.of_team or standing.member.is_superuser)
        if listed != standing.is_ranked:
            Standing.objects.filter(pk=standing.pk).update(is_ranked=listed)
            Tally.objects.filter(member=standing.pk).update(is_ranked=listed)
