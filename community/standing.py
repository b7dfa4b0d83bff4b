"""Where a member stands. The one place that knows: weights and limits ask here."""

from django.utils.timezone import now

from accounts.permissions import is_agent, is_editor, is_moderator
from community.models import Board, ExpertTerm, Sanction, Standing
from community.models.standing import Level
from community.privileges import level_for
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
    return level_of(user) >= Level.MEMBER


def has_level_for(user, privilege: str) -> bool:
    """By the table of `community.privileges`; the team has every level."""
    return level_of(user) >= level_for(privilege)


def has_earned(user, privilege: str) -> bool:
    """By helping: what the team does, it does by its roles."""
    return not is_team(user) and has_level_for(user, privilege)


def boards_of_expert(user) -> set[int]:
    """Of whose boards a member is an expert now: one query a request, and none for whoever is of another level."""
    if not user.is_authenticated or is_team(user) or standing_of(user).level != Level.EXPERT:
        return set()
    if not hasattr(user, "_boards_of_expert"):
        terms = ExpertTerm.objects.running(now()).filter(member=user)
        user._boards_of_expert = set(terms.values_list("board", flat=True))
    return user._boards_of_expert


def is_expert_of(user, board: Board | int) -> bool:
    return (board if isinstance(board, int) else board.pk) in boards_of_expert(user)


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
