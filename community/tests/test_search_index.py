"""How threads are found: what is handed to the index, and when."""

import pytest

from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import Thread
from community.search_indexes import ThreadIndex
from community.tests.factories import make_answer, make_board, make_thread
from search.models import IndexTask

pytestmark = pytest.mark.django_db


def document_of(thread):
    return ThreadIndex().document(ThreadIndex().index_queryset().get(pk=thread.pk))


def queued(thread) -> int:
    return IndexTask.objects.filter(identifier=f"community.thread.{thread.pk}").count()


def test_a_thread_hands_over_question_tags_board_and_answers_with_their_places():
    thread = make_thread(board=make_board("delivery", en="Delivery"), tags=["parcel"])
    accepted, hidden = make_answer(thread, body="Look **here**."), make_answer(thread, body="Buy pills")
    actions.accept_answer(accepted, actor=thread.author)
    actions.hide_answer(hidden, actor=make_moderator(), reason="Spam")
    document = document_of(thread)
    assert document.kind == "thread"
    assert document.place == "Delivery"
    assert document.body == "I sent it back two weeks ago."
    assert document.url == f"/en/community/{thread.pk}/{thread.slug}/"
    assert document.tags == ["parcel"]
    assert document.solved is True
    [passage] = document.passages
    assert (passage.text, passage.label) == ("Look here.", "Accepted answer")
    assert passage.url == f"{document.url}#answer-{accepted.pk}"


def test_comments_that_everyone_sees_are_found_after_the_answers_and_lead_to_themselves():
    thread = make_thread()
    answer, hidden = make_answer(thread, body="Press it."), make_answer(thread, body="Spam")
    shown = actions.comment(answer, make_user(), "Works with KE-10482, too")
    taken_back = actions.comment(thread, make_user(), "Never mind")
    actions.comment(hidden, make_user(), "About spam")
    actions.hide_answer(hidden, actor=make_moderator(), reason="Spam")
    before = queued(thread)
    actions.withdraw_comment(taken_back, actor=taken_back.author)
    assert queued(thread) > before
    passages = document_of(thread).passages
    assert [(one.text, one.label) for one in passages] == [
        ("Press it.", "Answer"),
        ("Works with KE-10482, too", "Comment"),
    ]
    assert passages[1].weight < passages[0].weight
    assert passages[1].url.endswith(f"#comment-{shown.pk}")


def test_a_persian_thread_speaks_persian_wherever_it_is_indexed():
    thread = make_thread(lang="fa", title="پول من کجاست؟", board=make_board("returns", en="Returns", fa="مرجوعی"))
    assert document_of(thread).place == document_of(thread).group == "مرجوعی"
    assert document_of(thread).group_key == "board-returns"
    assert document_of(thread).url.startswith("/fa/")


def test_solved_and_helpful_threads_are_worth_more():
    silent, solved, loved = make_thread(), make_thread(), make_thread()
    actions.accept_answer(make_answer(solved), actor=solved.author)
    answer = make_answer(loved)
    actions.accept_answer(answer, actor=loved.author)
    for _ in range(3):
        actions.vote_helpful(answer, actor=make_user())
    assert document_of(silent).quality < document_of(solved).quality < document_of(loved).quality <= 1


def test_hidden_threads_are_not_public_and_leave_the_index():
    thread = make_thread()
    before = queued(thread)
    actions.hide_thread(thread, actor=make_moderator(), reason="Spam")
    assert not ThreadIndex().index_queryset().contains(thread)
    assert queued(thread) > before


@pytest.mark.parametrize("act", ["answer", "accept", "vote", "edit", "hide"])
def test_each_change_queues_the_thread_once(act):
    thread, moderator = make_thread(), make_moderator()
    answer = make_answer(thread)
    changes = {
        "answer": lambda: make_answer(thread),
        "accept": lambda: actions.accept_answer(answer, actor=thread.author),
        "vote": lambda: actions.vote_helpful(answer, actor=moderator),
        "edit": lambda: actions.edit_answer(answer, actor=moderator, body="Other words", reason="Clearer"),
        "hide": lambda: actions.hide_answer(answer, actor=moderator, reason="Spam"),
    }
    before = queued(thread)
    changes[act]()
    assert queued(thread) == before + 1


def test_a_deleted_thread_is_queued_for_removal():
    thread = make_thread()
    pk, before = thread.pk, queued(thread)
    thread.delete()
    assert IndexTask.objects.filter(identifier=f"community.thread.{pk}").count() == before + 1
    assert not Thread.objects.exists()
