"""What the community's pages ask of the database does not grow with what is on them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.models import Answer, Thread
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reading import queries_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


@pytest.mark.parametrize("who", [None, make_user, make_moderator, make_agent])
def test_a_thread_costs_the_same_with_5_and_200_answers(who, django_assert_max_num_queries):
    client = signed_in(who()) if who else Client()
    short, long = make_thread(), make_thread(title="A question with many answers", tags=["a", "b"])
    for thread, count in ((short, 5), (long, 200)):
        members = [make_user(password=None) for _ in range(5)]
        Answer.objects.bulk_create(
            Answer(thread=thread, author=members[n % 5], body_source="x", body_html="<p>x</p>") for n in range(count)
        )
        Thread.objects.filter(pk=thread.pk).update(answer_count=count)
    costs = [
        queries_of(client, thread.get_absolute_url(), django_assert_max_num_queries, 18) for thread in (short, long)
    ]
    assert costs[0] == costs[1]


def test_a_list_costs_the_same_with_2_and_20_threads(django_assert_max_num_queries):
    client = signed_in(make_user())
    costs = []
    for more in (2, 18):
        for number in range(more):
            make_thread(title=f"Question number {number}", board=make_board(f"board-{number}"), tags=[f"t{number}"])
        costs.append(queries_of(client, "/en/community/", django_assert_max_num_queries, 15))
    assert costs[0] == costs[1]


def test_other_pages_stay_small(django_assert_max_num_queries, thread):
    for _ in range(12):
        asked = make_thread(author=thread.author, created_at=thread.created_at)
        actions.accept_answer(make_answer(asked), actor=make_moderator())
    client = signed_in(make_user())
    for path in (reverse("leaderboard"), reverse("member", args=[thread.author_id]), reverse("ask")):
        queries_of(client, path, django_assert_max_num_queries, 15)


def test_a_long_thread_pages_and_a_link_finds_the_answers_page(client, thread):
    author = make_user()
    answers = Answer.objects.bulk_create(
        Answer(thread=thread, author=author, body_source="x", body_html=f"<p>number {n}.</p>") for n in range(120)
    )
    Thread.objects.filter(pk=thread.pk).update(answer_count=120)
    last = Answer.objects.select_related("thread").get(pk=answers[-1].pk)
    page = texts(client.get(last.get_absolute_url()))
    assert "number 119." in page
    assert "number 0." not in page
    assert client.get(f"{thread.get_absolute_url()}?answer=x&page=nonsense").status_code == 200
