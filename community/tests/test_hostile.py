"""What somebody does who means harm, or presses too often: limited, refused with words; counters are right after."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_newcomer, make_user, signed_in
from community import actions
from community.actions import Refused
from community.counters import differences
from community.models import Answer, Comment, MeToo, ModerationAction, Review, Vote
from community.models import Thread as Question
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.test_races import at_once, on_a_file  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def counters_equal_the_facts_afterwards(db):
    yield
    assert [str(difference) for difference in differences()] == []


def fresh(post):
    return type(post).objects.get(pk=post.pk)


def in_hands(number: int, work) -> list:
    """``work`` in so many threads, started together; what each returned or raised."""
    barrier, results = Barrier(number), [None] * number

    def run(index):
        barrier.wait()
        try:
            results[index] = work(index)
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tries(times: int, act) -> int:
    """How often it was refused; anything but a refusal is an error of ours."""
    refused = 0
    for number in range(times):
        try:
            act(number)
        except Refused:
            refused += 1
    return refused


def test_a_bomb_of_a_thousand_questions_by_one_member_leaves_five():
    bomber, board = make_member(), make_board()
    words = "A text of the bomb that goes on with other words each time, number"

    def throw(hand):
        return tries(125, lambda n: make_thread(author=bomber, board=board, title=f"Question {hand}-{n}", body=words))

    assert sum(in_hands(8, throw)) == 995
    assert Question.objects.count() == 5
    assert Question.objects.public().count() == 3  # The same words for the fourth time wait for a look.


def test_a_bomb_by_twenty_new_accounts_leaves_one_post_each_that_nobody_sees():
    bombers, thread = [make_newcomer() for _ in range(20)], make_thread()

    def throw(hand):
        mine = bombers[hand * 5 : hand * 5 + 5]
        return sum(
            tries(10, lambda n, author=author: make_answer(fresh(thread), author=author, body=f"Bomb {n}"))
            for author in mine
        )

    assert sum(in_hands(4, throw)) == 180
    assert Answer.objects.count() == Review.objects.waiting().count() == 20
    thread.refresh_from_db()
    assert thread.answer_count == 0 and not Answer.objects.public().exists()
    assert not Notification.objects.filter(recipient=thread.author).exists()


def test_the_same_form_pressed_eight_times_at_once_is_one_question_one_answer_one_comment():
    asker, thread = make_member(), make_thread()
    page = signed_in(asker)
    form = page.get(reverse("ask")).context["form"]
    words = {"board": make_board().slug, "title": "Where is my lamp?", "body": "It is late.", "tags": ""}
    words["key_field"] = form["key_field"].value()
    cookie = page.cookies["sessionid"].value

    def press(index):
        client = Client()
        client.cookies["sessionid"] = cookie
        return client.post(reverse("ask"), words).status_code

    assert in_hands(8, press) == [302] * 8
    assert Question.objects.filter(author=asker).count() == 1
    results = at_once(
        *[lambda: actions.answer(fresh(thread), asker, "It comes tomorrow.", submission_key="form")] * 4,
        *[lambda: actions.comment(fresh(thread), asker, "Which lamp?", submission_key="form")] * 4,
    )
    assert len({repr(result) for result in results}) == 2, results
    assert Answer.objects.count() == Comment.objects.count() == 1


def test_ten_tabs_that_vote_this_way_and_that_are_one_vote():
    answer, voter = make_answer(), make_member()
    page = signed_in(voter)
    cookie = page.cookies["sessionid"].value
    names = ["vote", "vote_unhelpful"] * 4 + ["withdraw_vote", "vote"]

    def press(index):
        client = Client()
        client.cookies["sessionid"] = cookie
        return client.post(reverse(names[index], args=[answer.pk])).status_code

    assert set(in_hands(10, press)) <= {302, 200}
    assert Vote.objects.count() <= 1


def test_me_toos_and_follows_from_ten_tabs_count_once():
    thread, member = make_thread(), make_member()
    at_once(
        *[lambda: actions.me_too(fresh(thread), actor=member)] * 6,
        *[lambda: actions.follow(fresh(thread), actor=member)] * 4,
    )
    assert MeToo.objects.count() == 1 and fresh(thread).me_too_count == 1


def test_accepting_an_answer_that_is_being_hidden_never_leaves_both():
    for _round in range(4):
        thread, moderator = make_thread(), make_moderator()
        answer = make_answer(thread)
        results = at_once(
            lambda answer=answer, thread=thread: actions.accept_answer(fresh(answer), actor=thread.author),
            lambda answer=answer, moderator=moderator: actions.hide_answer(
                fresh(answer), actor=moderator, reason="Spam"
            ),
        )
        assert all(result is None or isinstance(result, Refused) for result in results)
        assert fresh(answer).is_hidden and not fresh(answer).is_accepted
        assert fresh(thread).state == "open"


def test_accepting_an_answer_whose_author_is_leaving_and_one_that_is_deleted_is_told_in_words():
    thread = make_thread()
    answer = make_answer(thread)
    gone = fresh(answer)
    Answer.objects.filter(pk=answer.pk).delete()
    Question.objects.filter(pk=thread.pk).update(answer_count=0)
    with pytest.raises(Refused, match="not there any more"):
        actions.accept_answer(gone, actor=thread.author)


def test_two_moderators_on_one_first_post_decide_once_and_it_is_told_once():
    thread, helper, moderators = make_thread(), make_newcomer(), [make_moderator(), make_moderator()]
    answer = make_answer(thread, author=helper)
    reviews = [Review.objects.get() for _ in moderators]
    results = at_once(
        *[
            lambda review=review, actor=actor: actions.decide(review, "keep", actor=actor, seen=review.version)
            for review, actor in zip(reviews, moderators, strict=True)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Refused"]
    assert not fresh(answer).is_hidden and fresh(thread).answer_count == 1
    events = Notification.objects.filter(recipient=thread.author, event="thread_answered")
    assert events.count() == 1 and ModerationAction.objects.count() == 1


def test_approving_while_the_author_edits_never_shows_what_nobody_read():
    for number in range(4):
        author, moderator = make_newcomer(), make_moderator()
        thread = make_thread(author=author, body="Honest words")
        review = Review.objects.waiting().get()
        results = at_once(
            lambda thread=thread, author=author, number=number: actions.edit_thread(
                fresh(thread), actor=author, title="A title of advertising", body=f"Advertising {number}"
            ),
            lambda review=review, moderator=moderator: actions.decide(
                Review.objects.get(pk=review.pk), "keep", actor=moderator, seen=1
            ),
        )
        now = fresh(thread)
        if now.is_hidden:  # The edit came first: the moderator is asked to look once more.
            assert isinstance(results[1], Refused)
            Review.objects.waiting().update(closed_at=timezone.now())
        else:
            assert results[1] is None


def test_a_newcomers_two_posts_at_once_leave_one_waiting():
    newcomer, thread, board = make_newcomer(), make_thread(), make_board()
    results = at_once(
        *[lambda: make_thread(author=newcomer, board=board)] * 3,
        *[lambda: make_answer(fresh(thread), author=newcomer)] * 3,
    )
    assert sum(isinstance(result, Refused) for result in results) == 5
    assert Review.objects.waiting().count() == 1


def test_reports_and_a_decision_at_the_same_moment():
    answer, moderator = make_answer(), make_moderator()
    actions.flag(answer, actor=make_member(), reason="spam")
    review, reporters = Review.objects.get(), [make_member() for _ in range(5)]
    at_once(
        lambda: actions.decide(review, "keep", actor=moderator, seen=review.version),
        *[lambda who=who: actions.flag(fresh(answer), actor=who, reason="spam") for who in reporters],
    )
    assert Review.objects.waiting().count() <= 1


@pytest.mark.parametrize(
    "text",
    [
        "\u202eesreveR",
        "> " * 100 + "deep",
        "[bank](https://xn--80ak6aa92e.example)",
        "<script>alert(1)</script> words",
        "a\u0300" * 400,
        "\u200b" * 50 + "words",
        "[" * 500 + "words" + "]" * 500,
    ],
)
def test_strange_texts_of_a_newcomer_wait_and_break_no_page_of_the_queue(text):
    thread = make_thread(author=make_newcomer(), title=f"What is this {text[:60]}", body=text)
    page = signed_in(make_moderator())
    for address in (reverse("reviews"), Review.objects.get().url):
        shown = page.get(address)
        assert shown.status_code == 200 and "<script>alert" not in shown.content.decode()
        assert "\u202e" not in shown.content.decode()
    assert signed_in(thread.author).get(thread.get_absolute_url()).status_code == 200


def test_old_newcomers_are_counted_from_their_visible_posts_only():
    newcomer = make_newcomer()
    for hours in (1, 2):
        hidden = make_thread(author=newcomer, created_at=timezone.now() - timedelta(hours=hours))
        actions.hide_thread(hidden, actor=make_moderator(), reason="Spam")
    assert make_answer(make_thread(author=make_user()), author=newcomer).is_hidden
