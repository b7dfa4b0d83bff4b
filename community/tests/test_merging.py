"""Merging two questions, and taking them apart: nothing is lost, nothing counts twice, everything comes back."""

import pytest

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.actions import Refused
from community.models import Answer, Comment, Follow, MeToo, ModerationAction, Thread
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


def counters_equal_facts() -> None:
    for thread in Thread.objects.all():
        assert thread.answer_count == thread.answers.filter(hidden_at=None).count()
        assert thread.comment_count == Comment.objects.about(thread).shown().count()
        assert thread.me_too_count == thread.me_toos.count()
        assert thread.follower_count == thread.follows.exclude(level="mute").count()
        assert thread.is_solved == (thread.answers.accepted().exists() and not thread.is_closed) or thread.is_merged
    for answer in Answer.objects.all():
        assert answer.comment_count == Comment.objects.about(answer).shown().count()
        assert set(answer.comments.values_list("question", flat=True)) <= {answer.thread_id}


def facts() -> dict:
    """Everything a merge touches, to compare before and after."""
    return {
        "threads": list(Thread.objects.order_by("pk").values()),
        "answers": list(Answer.objects.order_by("pk").values()),
        "comments": list(Comment.objects.order_by("pk").values("pk", "question", "answer", "object_pk")),
        "follows": list(Follow.objects.order_by("thread", "member").values("thread", "member", "level")),
        "me_toos": list(MeToo.objects.order_by("thread", "member").values("thread", "member")),
        "tags": sorted(Thread.tags.through.objects.values_list("thread", "tag")),
    }


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def two():
    """A solved question with all that can hang on one, and an open one with people of both."""
    both, other = make_user(), make_user()
    source = make_thread(tags=["lamp", "refund"])
    target = make_thread(title="How long does a refund take?", tags=["refund"])
    answer = make_answer(source, author=both)
    make_answer(target, author=other)
    actions.vote_helpful(answer, actor=other)
    actions.me_too(source, actor=both)
    actions.me_too(target, actor=both)
    actions.me_too(source, actor=target.author)
    actions.comment(source, other, "Which shop was it?")
    actions.comment(answer, other, "Thank you, that is it.")
    actions.accept_answer(answer, actor=source.author)
    return Thread.objects.get(pk=source.pk), Thread.objects.get(pk=target.pk)


def test_everything_comes_together_and_nobody_counts_twice(two, moderator):
    source, target = two
    Follow.objects.filter(thread=target, member__in=source.follows.values("member")).update(level="solution")
    actions.merge_threads(source, target, actor=moderator, reason="The same question")
    target.refresh_from_db()
    assert target.answer_count == 2
    assert target.comment_count == 1
    assert target.is_solved
    assert target.answers.accepted().get().helpful_count == 1
    assert {tag.name for tag in target.tags.all()} == {"lamp", "refund"}
    assert set(target.me_toos.values_list("member", flat=True)) == {
        source.author_id,
        target.answers.accepted().get().author_id,
    }
    assert target.follows.filter(member=source.author).exists()
    assert set(target.follows.values_list("level", flat=True)) == {"everything"}
    source = Thread.objects.get(pk=source.pk)
    assert source.merged_into == target
    assert source.waiting_since is None
    assert source.answers.count() == 0
    counters_equal_facts()


def test_the_author_is_told_where_it_went(two, moderator):
    source, target = two
    actions.merge_threads(source, target, actor=moderator, reason="The same question")
    told = Notification.objects.get(recipient=source.author, event="post_moderated")
    assert told.context["into"] == target.title
    assert told.context["reason"] == "The same question"


def test_taking_apart_puts_everything_back_as_it_was(two, moderator):
    before = facts()
    actions.merge_threads(*two, actor=moderator)
    actions.undo(ModerationAction.objects.get(act="merge"), actor=moderator)
    after = facts()
    for thread in after["threads"]:  # nobody undoes that time passed
        thread["last_activity_at"] = before["threads"][0]["last_activity_at"]
    for thread in before["threads"]:
        thread["last_activity_at"] = before["threads"][0]["last_activity_at"]
    assert after == before
    counters_equal_facts()


def test_what_was_written_since_stays_where_it_was_written(two, moderator):
    source, target = two
    actions.merge_threads(source, target, actor=moderator)
    late = make_answer(Thread.objects.get(pk=target.pk))
    actions.undo(ModerationAction.objects.get(act="merge"), actor=moderator)
    assert Answer.objects.get(pk=late.pk).thread == target
    assert Thread.objects.get(pk=source.pk).is_solved
    assert Thread.objects.get(pk=target.pk).state == "open"
    counters_equal_facts()


def test_the_solution_of_the_target_wins_and_the_other_is_given_back(two, moderator):
    source, target = two
    own = target.answers.get()
    actions.accept_answer(own, actor=target.author)
    actions.merge_threads(source, Thread.objects.get(pk=target.pk), actor=moderator)
    assert Thread.objects.get(pk=target.pk).answers.accepted().get() == own
    actions.undo(ModerationAction.objects.get(act="merge"), actor=moderator)
    assert Thread.objects.get(pk=source.pk).is_solved
    assert Thread.objects.get(pk=target.pk).is_solved
    counters_equal_facts()


def test_what_makes_no_sense_is_refused_with_what_to_do(moderator):
    thread, other = make_thread(), make_thread()
    persian = make_thread(lang="fa")
    private = make_thread(board=make_board("inside"))
    private.board.is_private = True
    private.board.save()
    hidden = make_thread()
    actions.hide_thread(hidden, actor=moderator, reason="A mistake")
    actions.merge_threads(other, thread, actor=moderator)
    for source, target, words in [
        (thread, thread, "same question"),
        (other, persian, "merged already"),
        (thread, other, "was merged into another"),
        (thread, persian, "different languages"),
        (private, thread, "private board"),
        (hidden, thread, "hidden"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.merge_threads(Thread.objects.get(pk=source.pk), Thread.objects.get(pk=target.pk), actor=moderator)
    with pytest.raises(Refused, match="moderators"):
        actions.merge_threads(make_thread(), thread, actor=make_user())


def test_a_merged_question_takes_nothing_and_says_where_to_go(two, moderator):
    source, target = two
    actions.merge_threads(source, target, actor=moderator)
    source = Thread.objects.get(pk=source.pk)
    for act in [
        lambda: make_answer(source),
        lambda: actions.me_too(source, actor=make_user()),
        lambda: actions.comment(source, make_user(), "Hello there"),
    ]:
        with pytest.raises(Refused, match="merged"):
            act()


def test_what_was_merged_into_it_goes_along_and_comes_back(moderator):
    first, second, third = make_thread(), make_thread(), make_thread()
    actions.merge_threads(first, second, actor=moderator)
    actions.merge_threads(Thread.objects.get(pk=second.pk), third, actor=moderator)
    assert Thread.objects.get(pk=first.pk).merged_into == third
    early, late = ModerationAction.objects.filter(act="merge").order_by("pk")
    with pytest.raises(Refused, match="Undo that first"):
        actions.undo(early, actor=moderator)
    actions.undo(late, actor=moderator)
    assert Thread.objects.get(pk=first.pk).merged_into == second
    actions.undo(early, actor=moderator)
    assert not Thread.objects.exclude(merged_into=None).exists()
    counters_equal_facts()


def test_answers_become_a_question_of_their_own_and_go_back(moderator):
    thread = make_thread()
    stays, first, second = make_answer(thread), make_answer(thread, body="My lamp hums."), make_answer(thread)
    commenter = make_user()
    actions.comment(first, commenter, "Mine does, too.")
    before = facts()
    new = actions.split_thread(thread, [second, first], actor=moderator, title="Why does my lamp hum at night?")
    new.refresh_from_db()
    assert (new.author, new.body_source, new.follow_up_of) == (first.author, "My lamp hums.", thread)
    assert (new.answer_count, new.comment_count) == (1, 1)
    assert Thread.objects.get(pk=thread.pk).answers.get() == stays
    assert Notification.objects.filter(recipient=second.author, event="post_moderated").exists()
    counters_equal_facts()
    actions.undo(ModerationAction.objects.get(act="split"), actor=moderator)
    counters_equal_facts()
    assert Thread.objects.get(pk=new.pk).is_hidden
    kept = [row for row in facts()["answers"] if row["thread_id"] == thread.pk]
    assert kept == before["answers"]
    assert facts()["comments"] == before["comments"]


def test_the_solution_stays_and_what_went_on_elsewhere_is_not_torn_out(moderator):
    thread = make_thread()
    solution, other = make_answer(thread), make_answer(thread)
    actions.accept_answer(solution, actor=thread.author)
    with pytest.raises(Refused, match="solved this question"):
        actions.split_thread(thread, [solution], actor=moderator, title="Why does my lamp hum at night?")
    with pytest.raises(Refused, match="Choose the answers"):
        actions.split_thread(thread, [], actor=moderator, title="Why does my lamp hum at night?")
    title, body = "Why does my lamp hum at night?", "Split off: how to stop the hum."
    new = actions.split_thread(thread, [other], actor=moderator, title=title, body=body)
    assert (new.author, new.answers.get()) == (moderator, other)
    make_answer(Thread.objects.get(pk=new.pk))
    with pytest.raises(Refused, match="went on"):
        actions.undo(ModerationAction.objects.get(act="split"), actor=moderator)
    counters_equal_facts()
