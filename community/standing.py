"""Where a member stands. The one place that knows: weights and limits ask here."""

from accounts.permissions import is_agent, is_editor, is_moderator
from community.models import Sanction, Standing
from community.rules import STAFF_LEVEL


def is_team(user) -> bool:
    return is_moderator(user) or is_agent(user) or is_editor(user)


def standing_of(user) -> Standing:
    """Points, level and badge: brought along with the session and with authors, else one query, once a request."""
    try:
        return user.standing
    except Standing.DoesNotExist:  # made by a way that sends no signals
        return Standing(member=user)


def level_of(user) -> int:
    """0 to 5, as of RULES §1; the team has 5."""
    return STAFF_LEVEL if is_team(user) else standing_of(user).level


def is_no_newcomer(user) -> bool:
    """Level 1 or more."""
    return level_of(user) >= 1


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
