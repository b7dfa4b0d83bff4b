"""Where a member stands. The one place that knows: weights and limits ask here."""

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.permissions import is_agent, is_editor, is_moderator
from community.models import Sanction
from community.rules import FULL_MEMBER_AFTER, STAFF_LEVEL


def is_team(user) -> bool:
    return is_moderator(user) or is_agent(user) or is_editor(user)


def level_of(user) -> int:
    """0 to 5, as of RULES §1.

    Levels are earned once points exist. Until then the team has 5, a member with a verified address and an account
    older than a day 1, everyone else 0.
    """
    if is_team(user):
        return STAFF_LEVEL
    if user.date_joined > timezone.now() - FULL_MEMBER_AFTER:
        return 0
    if hasattr(user, "_is_verified"):  # a page asked it along with other facts
        return int(user._is_verified)
    return int(EmailAddress.objects.filter(user=user, verified=True).exists())


def is_no_newcomer(user) -> bool:
    """Level 1 or more, as far as the member's own row tells: without asking anything else."""
    return is_team(user) or user.date_joined <= timezone.now() - FULL_MEMBER_AFTER


def silence_of(user) -> Sanction | None:
    """What keeps somebody from writing now. Pages ask once and remember it with `remember_silence`."""
    if user is None or not user.is_authenticated:
        return None
    if hasattr(user, "_silence"):
        return user._silence
    return user.sanctions.silences().first()


def remember_silence(user) -> Sanction | None:
    """For the rest of a request, whose user lives no longer."""
    user._silence = silence_of(user)
    return user._silence
