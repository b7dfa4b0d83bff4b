"""Every list is read in order along an index, whatever narrows it: its time does not grow with the questions.

Asked of a community with every kind of content in it (bench/), whose numbers the database knows. PostgreSQL is asked
whether an index can do it at all: of so few rows it would rather sort.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.community import ME
from bench.community_content import fill
from community.cursors import _after, _before, _ordered
from community.honour import first_of
from community.lists import LISTS, Wanted, threads_to_list
from community.models import Answer, Board, Thread, Vote
from community.queries import boards_with_latest

pytestmark = pytest.mark.django_db
OF_EVERYONE = [show for show, listed in LISTS.items() if not listed.is_own]


@pytest.fixture
def community():
    fill(400, 1_200)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off")
    return Board.objects.get(slug="bench-1")


def lacks(plan: str, *, may_sort: bool = False) -> list[str]:
    """What is wrong with a plan: threads or answers read from end to end, or sorted."""
    if connection.vendor == "sqlite":
        wrong = ["SCAN community_thread\n", "SCAN community_answer\n", "SCAN community_vote\n"]
        return [f for f in [*wrong, *([] if may_sort else ["B-TREE FOR ORDER BY"])] if f in f"{plan}\n"]
    wrong = ["Seq Scan on community_thread", "Seq Scan on community_answer", "Seq Scan on community_vote"]
    return [found for found in [*wrong, *([] if may_sort else ["Sort Key"])] if found in plan]


def explained(found) -> str:
    return found.explain()


def test_every_list_of_everyone_follows_an_index_however_it_is_narrowed(community):
    wrong = {}
    for reader in (AnonymousUser(), User.objects.get(email=ME)):
        for show in OF_EVERYONE:
            for board in (None, community):
                for languages in (("en",), ()):
                    threads, order = threads_to_list(reader, Wanted(show, board, "", languages))
                    plan = explained(_ordered(threads, order)[:21])
                    if lacks(plan):
                        wrong[show, board and board.slug, languages] = plan
    assert not wrong


def test_the_next_page_and_the_one_before_follow_it_too(community):
    wrong = {}
    for show in OF_EVERYONE:
        threads, order = threads_to_list(AnonymousUser(), Wanted(show))
        line = _ordered(threads, order)[3]
        place = getattr(line, order.removeprefix("-")), line.pk
        for turn in (_after, _before):
            with CaptureQueriesContext(connection) as asked:
                assert turn(threads, order, place, 2)
            plan = plan_of(asked[0]["sql"])
            if lacks(plan):
                wrong[show, turn.__name__] = plan
    assert not wrong


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_a_members_own_lists_read_what_is_theirs_or_the_lists_index(community):
    reader, wrong = User.objects.get(email=ME), {}
    for show, may_sort in (("mine", False), ("new", False), ("help", False), ("followed", True)):
        for languages in ((), ("en",)):
            threads, order = threads_to_list(reader, Wanted(show, None, "", languages))
            plan = explained(_ordered(threads, order)[:21])
            if lacks(plan, may_sort=may_sort):
                wrong[show, languages] = plan
    assert not wrong


def test_a_small_tag_is_looked_up_and_a_large_one_met_along_the_list(community, monkeypatch):
    """As with the questions somebody follows: at most 500 are sorted."""
    for few, may_sort in ((500, True), (5, False)):
        monkeypatch.setattr("community.lists.FEW", few)
        threads, order = threads_to_list(AnonymousUser(), Wanted("active", None, "tag 0", ("en",)))
        assert not lacks(explained(_ordered(threads, order)[:21]), may_sort=may_sort)


def test_boards_profiles_and_helpers_read_only_what_they_show(community):
    reader = User.objects.get(email=ME)
    with CaptureQueriesContext(connection) as asked:
        boards_with_latest(reader, "en")
        first_of(30, 20)
        list(Answer.objects.public().filter(author=reader).order_by("-created_at")[:10])
        list(Thread.objects.public().filter(author=reader).newest()[:10])
    wrong = {}
    for query in asked:
        sql = query["sql"]
        if "SELECT" not in sql or ("COUNT(" in sql and "accepted_at" not in sql and "vote" not in sql):
            continue  # what a board counts is kept for five minutes
        if lacks(plan_of(sql), may_sort="GROUP BY" in sql or 'FROM "community_board"' in sql):
            wrong[sql] = plan_of(sql)
    assert not wrong and Vote.objects.exists()
