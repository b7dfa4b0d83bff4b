"""Two accounts become one while others vote: nobody is turned away because two waited for each other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.tests.factories import make_member, make_user
from community import actions
from community.actions.uniting import unite_members
from community.models import Answer, PointEntry, Vote
from community.tests.factories import make_answer

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
