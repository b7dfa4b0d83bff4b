"""The tour, step by step. At its end a member is at level 1 and holds the badge Oriented: once, however often."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.badges.reviewing import review_badges
from community.models import Standing
from community.permissions import is_member
from community.reputation.ledger import hold
from community.reputation.levels import advance
from community.standing import is_team
from community.tour import LAST, QUICKEST


@transaction.atomic
def begin_tour(*, actor: User) -> None:
    """Where it was left. Whoever walked it to its end begins anew, and earns nothing by it."""
    standing = _held(actor)
    if standing.tour_step >= LAST:
        standing.tour_step = 0
        standing.save(update_fields=["tour_step"])


@transaction.atomic
def finish_tour_step(number: int, *, actor: User, seconds: float, at: datetime | None = None) -> None:
    """The step after those that are done; any other is no change. ``seconds``: since this walk began."""
    standing = _held(actor)
    if number != standing.tour_step + 1:
        return
    if number == LAST:
        _refuse_too_quick(seconds)
    standing.tour_step = number
    standing.save(update_fields=["tour_step"])
    if number == LAST and not standing.toured_at and not is_team(actor):
        _reward(standing, at or timezone.now())


def _held(actor: User) -> Standing:
    refuse_unless(is_member(actor), _("Sign in to take the tour."))
    standing = hold([actor.pk])[actor.pk]
    standing.member = actor
    actor.standing = standing
    return standing


def _refuse_too_quick(seconds: float) -> None:
    words = _("That was quicker than anyone can read. Look around for a moment, then press the button again.")
    refuse_unless(seconds >= QUICKEST, words)


def _reward(standing: Standing, at: datetime) -> None:
    """For confirmed addresses only."""
    is_confirmed = EmailAddress.objects.filter(user=standing.member, verified=True).exists()
    refuse_unless(is_confirmed, _("Confirm your email address first. The tour waits for you here."))
    standing.toured_at = at
    standing.save(update_fields=["toured_at"])
    advance(standing, at)
    review_badges(standing.member, at)
