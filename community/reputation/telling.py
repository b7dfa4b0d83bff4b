"""Who lost points is told of it at once, with the reason; what a giver took back themselves, quietly."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import override

from accounts.actions import notify, tell_in_inbox
from accounts.models import User
from community.models import PointEntry, Thread
from community.models.points import Why


def tell_losses(entries: Iterable[PointEntry], now: datetime) -> None:
    """Of entries just written. Nothing is said of what came back in the same moment, as when questions are merged."""
    entries = list(entries)
    losers = {entry.member_id for entry in entries if entry.amount < 0}
    if not losers:
        return
    for member in User.objects.filter(pk__in=losers).order_by("pk"):
        mine = [entry for entry in entries if entry.member_id == member.pk]
        taken = [entry for entry in mine if entry.amount < 0]
        moved, meant = sum(entry.points for entry in mine), sum(entry.amount for entry in mine)
        if all(entry.why == Why.WITHDRAWN for entry in taken):
            if moved < 0:
                _tell_quietly(member, taken, -moved, now)
        elif moved < 0 or (meant < 0 and any(entry.review_id for entry in taken)):
            _tell(member, taken, -(meant if moved >= 0 else moved), now)


def points_address(member: User, entry: PointEntry) -> str:
    """The entry on the member's own page."""
    with override(member.language):
        return f"{reverse('member_points', args=[member.pk])}#entry-{entry.pk}"


def _tell(member: User, taken: list[PointEntry], number: int, now: datetime) -> None:
    heaviest = min(taken, key=lambda entry: entry.amount)
    words = _words(member, taken, number, now) | {"why": heaviest.why, "rule": heaviest.rule, "reason": heaviest.reason}
    notify([member], "points_reversed", url=points_address(member, heaviest), context=words)


def _tell_quietly(member: User, taken: list[PointEntry], number: int, now: datetime) -> None:
    """One line a day and subject, however often it goes on and off: it names what the day took, on the whole."""
    last = taken[-1]
    today = PointEntry.objects.filter(member=member, answer=last.answer_id, thread=last.thread_id)
    today = today.filter(at__gte=now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
    net = today.aggregate(net=Sum("points"))["net"] or 0
    words = _words(member, taken, max(number, -net), now)
    tell_in_inbox([member], "points_withdrawn", url=points_address(member, taken[-1]), context=words)


def _words(member: User, taken: list[PointEntry], number: int, now: datetime) -> dict:
    """The title only where it is of one question that the member may read: it may have moved to a private board."""
    first = taken[0]
    subject = f"answer-{first.answer_id}" if first.answer_id else f"thread-{first.thread_id}"
    if first.review_id:
        subject = f"review-{first.review_id}"
    title = _title(member, first) if len({(one.answer_id, one.thread_id) for one in taken}) == 1 else ""
    return {"title": title, "number": number, "group": f"points-{now.astimezone(UTC).date()}-{subject}"}


def _title(member: User, entry: PointEntry) -> str:
    if not entry.answer_id and not entry.thread_id:
        return ""
    about = Q(answers=entry.answer_id) if entry.answer_id else Q(pk=entry.thread_id)
    return Thread.objects.reachable_by(member).filter(about).values_list("title", flat=True).first() or ""
