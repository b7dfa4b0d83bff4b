"""The badge beside a name: the member's choice among theirs, else the one that is hardest to come by."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.badges.declared import BADGES
from community.errors import Refused
from community.models import BadgeAward, Standing

NONE = "none"  # a choice, too


def put_beside_name(standing: Standing) -> None:
    """After badges came or went. The standing is held."""
    held = _held(standing.pk)
    stays = standing.chose_badge and (not standing.badge or standing.badge in held)
    if not stays:
        _put(standing, max(held, key=lambda slug: BADGES[slug].weight, default=""), is_chosen=False)


@transaction.atomic
def choose_badge(slug: str, *, actor: User) -> None:
    """``slug``: one of theirs; ``none``: no badge; empty: the one that is hardest to come by, whichever that is."""
    standing = Standing.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    if slug and slug != NONE and slug not in _held(actor.pk):
        raise Refused(_("You do not hold this badge. Choose one of yours."))
    if slug:
        _put(standing, "" if slug == NONE else slug, is_chosen=True)
    else:
        standing.chose_badge = False
        put_beside_name(standing)
        standing.save(update_fields=["chose_badge"])


def _held(member: int) -> set[str]:
    held = BadgeAward.objects.held().filter(member=member, badge__in=BADGES)
    return set(held.values_list("badge", flat=True))


def _put(standing: Standing, slug: str, *, is_chosen: bool) -> None:
    standing.badge, standing.chose_badge = slug, is_chosen
    standing.save(update_fields=["badge", "chose_badge"])
