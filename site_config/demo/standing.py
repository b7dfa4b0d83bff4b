"""Where the demo's members began, what they were honoured with, and how it is counted meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from community import actions
from community.actions.honouring import appoint_champion
from community.models import Board
from community.reputation.tallies import let_days_go
from community.reputation.ticking import settle_due, tick_standing
from community.tour import LAST
from site_config.demo.staff import person
from site_config.demo.telling import Story

BEFORE = 500  # days ago, when none of them had joined
FIRST = 185  # days ago, when they began to help
LOOKS = (185, 150, 110, 80, 50, 31, 20, 10, 5, 2, 0)  # days ago, when levels and badges are looked at
EXPERT, BOARD, CHAMPION, UNLISTED = "m04", "account", "m06", "m08"
REASON = "Half a year of patient answers about everything with a plug, and a kettle that did not catch fire."


def tour(member: User) -> Story:
    """Everybody of the conversations took it on their first day: from then on their votes count."""
    yield (at := member.date_joined + timedelta(hours=2))
    for number in range(1, LAST + 1):
        actions.finish_tour_step(number, actor=member, seconds=120, at=at)


def honours(members: dict[str, User]) -> Iterator[Story]:
    yield _expert(members[EXPERT])
    yield _champion(members[CHAMPION])
    yield _unlisted(members[UNLISTED])


def _expert(member: User) -> Story:
    """With 25 accepted answers in the board, by then. Where the demo stood before points existed, they are not counted
    yet: the next run invites."""
    yield (at := timezone.now() - timedelta(days=3, hours=5))
    try:
        term = actions.invite_expert(member, Board.objects.get(slug=BOARD), actor=person("moderator"), at=at)
    except actions.Refused:
        return
    yield (at := at + timedelta(hours=9))
    actions.accept_invitation(term, actor=member, at=at)


def _champion(member: User) -> Story:
    yield (at := timezone.now() - timedelta(days=16))
    appoint_champion(member, actor=person("moderator"), reason=REASON, at=at)


def _unlisted(member: User) -> Story:
    """Helps, and does not want to be compared."""
    yield timezone.now() - timedelta(days=60)
    actions.choose_listing(actor=member, listed=False)


def standing_day_by_day() -> Story:
    """What the worker would have done: what waited counts on the day it was due. Levels and badges follow now and then,
    which is quicker, and on each of the last days."""
    now = timezone.now()
    let_days_go(now - timedelta(days=BEFORE))
    for days in range(FIRST, -1, -1):
        yield (day := now - timedelta(days=days))
        if days in LOOKS:
            tick_standing(day)
        else:
            settle_due(day)
