"""Boards, profiles and questions lead on over HTTP."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import Answer
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reading import queries_of, texts
from search.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_thread()


def test_the_boards_page_tells_what_each_board_is_about_and_what_was_said_last(client):
    thread = make_thread(title="The newest of this board")
    make_thread(title="Вопрос про лампу", lang="ru")
    make_board("quiet-board")
    page = texts(client.get("/en/community/boards/"))
    assert thread.title in page
    assert "1 question" in page and "0 questions" in page
    assert "No questions yet. Ask the first one." in page
    assert "Вопрос" not in page
    assert "2 questions" in texts(client.get("/en/community/boards/?lang=all"))


def test_the_boards_page_costs_the_same_with_1_and_12_boards(client, django_assert_max_num_queries):
    costs = []
    for more in (1, 11):
        for number in range(more):
            make_thread(title=f"Question number {number}", board=make_board(f"board-{more}-{number}"))
        costs.append(queries_of(client, reverse("boards"), django_assert_max_num_queries, 8))
    assert costs[0] == costs[1]


def test_hidden_questions_are_not_counted_nor_shown_as_the_latest(client, thread):
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    page = texts(client.get("/en/community/boards/"))
    assert thread.title not in page
    assert "0 questions" in page


def test_the_head_of_a_solved_question_leads_to_the_accepted_answer(client, thread):
    answer = make_answer(thread)
    jump = f'class="question__jump" href="#answer-{answer.pk}"'
    assert jump not in texts(client.get(thread.get_absolute_url()))
    actions.accept_answer(answer, actor=thread.author)
    assert jump in texts(client.get(thread.get_absolute_url()))


def test_a_question_without_answers_says_so_in_words(client, thread):
    page = texts(client.get(thread.get_absolute_url()))
    assert "No answers yet" in page and "Be the first." in page
    assert "0 answers" not in page
    own = texts(signed_in(thread.author).get(thread.get_absolute_url()))
    assert "Be the first." not in own


def test_the_askers_own_answers_are_marked(client, thread):
    make_answer(thread)
    assert "answer__role" not in texts(client.get(thread.get_absolute_url()))
    make_answer(thread, author=thread.author)
    assert texts(client.get(thread.get_absolute_url())).count("answer__role") == 1


def test_a_profile_shows_where_and_what_was_answered(client, thread):
    answer = make_answer(thread, body="Turn it **off** and on again.")
    page = texts(client.get(reverse("member", args=[answer.author_id])))
    assert "Turn it off and on again." in page
    assert thread.board.name in page


def test_an_empty_profile_offers_a_next_step_to_its_owner(client):
    member = make_user()
    own = texts(signed_in(member).get(reverse("member", args=[member.pk])))
    assert "See unsolved questions" in own
    assert "See unsolved questions" not in texts(client.get(reverse("member", args=[member.pk])))


def test_a_board_is_named_once_in_its_own_list_and_on_every_line_of_the_whole_one(client, thread):
    place = f"<span>{thread.board.name}</span>"
    assert place in texts(client.get("/en/community/"))
    assert place not in texts(client.get(f"/en/community/?board={thread.board.slug}"))


def test_a_thread_hidden_a_moment_ago_is_not_named_as_related(client):
    asked, other = make_thread(title="Refund for the oak lamp"), make_thread(title="Refund for the oak lamp and shade")
    actions.accept_answer(make_answer(thread=other), actor=other.author)
    drain()
    assert other.title in texts(client.get(asked.get_absolute_url()))
    actions.hide_thread(other, actor=make_moderator(), reason="Advertising")
    assert other.title not in texts(client.get(asked.get_absolute_url()))


def test_after_a_refused_answer_the_language_menu_leads_to_the_question(client, thread):
    address = reverse("answer_thread", args=[thread.pk])
    assert client.post(address, {"body": ""}).status_code == 422
    page = client.post(reverse("set_language"), {"language": "fa", "next": address}, follow=True)
    assert page.status_code == 200 and page.request["PATH_INFO"].startswith(f"/fa/community/{thread.pk}/")
    assert client.put(address).status_code == 405 and not Answer.objects.exists()
