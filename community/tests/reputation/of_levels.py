"""Members of each level, and what they press, for the tests of what they may."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import (
    BadgeAward,
    ExpertTerm,
    PointReview,
    Standing,
    Thread,
)
from community.reputation.watching import forget_groups
from community.tests.factories import make_answer, make_thread

A_WHILE = timedelta(days=20)


def of_level(level: int, board=None):
    member = make_user()
    Standing.objects.filter(member=member).update(level=level)
    if board:
        ends_at = now() + timedelta(days=300)
        ExpertTerm.objects.create(member=member, board=board, accepted_at=now(), ends_at=ends_at)
    return type(member).objects.get(pk=member.pk)


def holder(board):
    """Of the badge that an invitation asks for."""
    member = make_user()
    BadgeAward.objects.create(member=member, badge="board-expert", board=board)
    return member


def post(member, name, pk, **words):
    return signed_in(member).post(reverse(name, args=[pk]), words, follow=True)


def solved(**overrides) -> Thread:
    answer = make_answer(make_thread(**overrides))
    actions.accept_answer(answer, actor=answer.thread.author)
    answer.thread.refresh_from_db()
    return answer.thread


def parted(*members):
    """A person found that they gave each other points."""
    review = PointReview.objects.create(
        cause="circle", key="circle", verdict="reversed", decided_at=now() - A_WHILE, decided_by=make_moderator()
    )
    review.members.set(members)
    forget_groups()
