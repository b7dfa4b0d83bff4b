"""Two accounts become one while others vote: nobody is turned away because two waited for each other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from django.db import OperationalError, connection
from django.utils.timezone import now

from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.actions import dissolving
from community.actions.uniting import unite_members
from community.models import Answer, PointEntry, Vote
from community.reputation.rebuild import rebuild
from community.reputation.tallies import let_days_go
from community.tests.factories import make_answer, make_board

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_votes_go_on_while_two_accounts_become_one():
    kept, gone = make_user(), make_user()
    earlier = now() - timedelta(days=3)
    answers = [make_answer(author=gone, created_at=earlier) for _one in range(6)]
    voters = [make_member() for _one in range(4)]
    ready = threading.Barrier(3)

    def together(act):
        try:
            ready.wait()
            act()
        finally:
            connection.close()

    def vote(some):
        for voter in some:
            for answer in answers:
                tab = Answer.objects.select_related("thread__board", "author").get(pk=answer.pk)
                actions.vote_helpful(tab, actor=voter, at=earlier)

    acts = [lambda: vote(voters[:2]), lambda: vote(voters[2:]), lambda: unite_members(kept, gone)]
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(together, act) for act in acts]:
            done.result()
    assert {answer.author for answer in Answer.objects.all()} == {kept}
    assert Vote.objects.count() == len(voters) * len(answers)
    assert {entry.member_id for entry in PointEntry.objects.filter(rule="helpful")} == {kept.pk}


def test_a_board_is_dissolved_while_days_leave_its_sums(monkeypatch):
    earlier, target, carried = now() - timedelta(days=10), make_board("other"), threading.Event()
    let_days_go(now() - timedelta(days=8))
    answer = make_answer(author=make_user(), created_at=earlier)
    actions.vote_helpful(answer, actor=make_member(), at=earlier)

    def days_leave():
        try:
            carried.wait()
            let_days_go(now())
        except OperationalError:  # SQLite waits so long and no longer
            pass
        finally:
            connection.close()

    def carry(*boards):
        carry_board(*boards)
        carried.set()
        sleep(1)

    carry_board = dissolving.carry_board
    monkeypatch.setattr(dissolving, "carry_board", carry)
    with ThreadPoolExecutor(1) as pool:
        leaving = pool.submit(days_leave)
        dissolving.dissolve_board(answer.thread.board, target, actor=make_moderator())
        leaving.result()
    let_days_go(now())
    assert [line for _report, lines in rebuild() for line in lines] == []
