"""Who hears of what: apps above register what they know, so that accounts need not know them."""

from collections.abc import Callable, Iterable

from accounts.models import Notification, User

# (actor, ids of recipients) → ids of those who want to hear nothing of that actor.
Deaf = Callable[[User, set[int]], set[int]]
# (recipient, notifications) → those of them whose subject the recipient may still see.
StillSeen = Callable[[User, list[Notification]], list[Notification]]

_deaf: list[Deaf] = []
_still_seen: list[StillSeen] = []


def leave_out(ask: Deaf) -> Deaf:
    """Register who never hears of an actor: they are left out of every notification about what that actor did."""
    _deaf.append(ask)
    return ask


def still_seen_by(ask: StillSeen) -> StillSeen:
    """Register what is asked once more right before a mail goes out."""
    _still_seen.append(ask)
    return ask


def who_hears(recipients: Iterable[User | None], actor: User | None) -> dict[int, User]:
    """The recipients by number, each once: active, not the actor, and willing to hear of the actor."""
    told = {user.pk: user for user in recipients if user and user.is_active and (not actor or user.pk != actor.pk)}
    if actor and told:
        deaf = set().union(*(ask(actor, set(told)) for ask in _deaf))
        told = {pk: user for pk, user in told.items() if pk not in deaf}
    return told


def still_seen(recipient: User, notifications: list[Notification]) -> list[Notification]:
    """Without what was hidden, deleted or blocked since, in the order given."""
    for ask in _still_seen:
        notifications = ask(recipient, notifications) if notifications else []
    return notifications
