"""First posts: a moderator looks before everyone does, nobody is told before that, and their author is never shamed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_newcomer, signed_in
from community import actions
from community.actions import Refused
from community.models import Answer, Comment, ModerationAction, Review, Thread
from community.models.reasons import SCREENING
from community.signals import thread_changed
from community.tests.factories import make_answer, make_board, make_thread
from search.models import IndexTask

pytestmark = pytest.mark.django_db


def decide(post, decision="keep", *, by=None, reason=""):
    review = Review.objects.waiting().about(post).get()
    actions.decide(review, decision, actor=by or make_moderator(), seen=review.version, reason=reason)
    post.refresh_from_db()
    return review


def told(user) -> list[str]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("event", flat=True))


def had_time(page) -> None:
    """As after signing in: what is sent at once was written before."""
    session = page.session
    session["drafts"] = {"answer-1": {"body": "Words of before"}}
    session.save()


def inbox_of(user) -> str:
    return signed_in(user).get(reverse("inbox")).content.decode()


@pytest.fixture
def announced():
    """Threads of which the apps above heard: the escalation clock is set by that."""
    heard = []
    receiver = lambda thread, **kwargs: heard.append(thread.pk)  # noqa: E731
    thread_changed.connect(receiver, weak=False)
    yield heard
    thread_changed.disconnect(receiver)


def test_a_newcomers_first_question_waits_and_nobody_hears_of_it(announced):
    asker = make_newcomer()
    thread = make_thread(author=asker)
    assert (thread.is_hidden, thread.hidden_by, thread.hidden_reason) == (True, None, SCREENING)
    assert Review.objects.waiting().get().cause == "screening"
    assert thread.waiting_since is None and announced == []
    assert thread not in Thread.objects.public()
    assert Client().get(thread.get_absolute_url()).status_code == 404
    assert not Notification.objects.exists() and not ModerationAction.objects.exists()


def test_its_author_reads_that_we_look_and_how_long_it_takes_and_may_edit_it():
    asker = make_newcomer()
    thread = make_thread(author=asker)
    page = signed_in(asker).get(thread.get_absolute_url()).content.decode()
    assert "We look at first posts before everyone sees them. Usually within 12 hours." in page
    assert "Waits for a look" in page
    assert "Only you and the moderators" not in page and "Ask for another look" not in page
    actions.edit_thread(thread, actor=asker, title=thread.title, body="I sent it back three weeks ago.")
    review = Review.objects.waiting().get()
    assert (review.version, review.is_edited, review.cause) == (2, True, "screening")


def test_approved_it_begins_now_and_is_announced_once(announced):
    asker, moderator = make_newcomer(), make_moderator()
    thread = make_thread(author=asker)
    Thread.objects.update(created_at=timezone.now() - timedelta(hours=9))
    Review.objects.update(opened_at=Thread.objects.get().created_at)
    IndexTask.objects.all().delete()
    decide(thread, by=moderator)
    assert not thread.is_hidden and thread.waiting_since == thread.created_at == thread.last_activity_at
    assert thread.created_at > timezone.now() - timedelta(minutes=1)
    assert IndexTask.objects.exists() and announced == [thread.pk]
    assert told(asker) == ["post_moderated"]
    assert "Everyone sees your question" in inbox_of(asker)
    done = ModerationAction.objects.get()
    assert (done.act, done.actor) == ("approve", moderator)
    with pytest.raises(Refused, match="Looked at and shown"):
        actions.decide(Review.objects.get(), "keep", actor=moderator, seen=1)


def test_a_first_answer_is_counted_and_told_when_it_is_approved():
    thread, helper = make_thread(), make_newcomer()
    answer = make_answer(thread, author=helper)
    thread.refresh_from_db()
    assert answer.is_hidden and thread.answer_count == 0 and told(thread.author) == []
    assert not thread.follows.filter(member=helper).exists()
    decide(answer)
    thread.refresh_from_db()
    assert thread.answer_count == 1 and told(thread.author) == ["thread_answered"]
    assert thread.follows.filter(member=helper).exists()
    actions.hide_answer(answer, actor=make_moderator(), reason="A mistake")
    actions.restore_answer(answer, actor=make_moderator())
    assert told(thread.author) == ["thread_answered"]


def test_a_first_comment_waits_too():
    thread, newcomer = make_thread(), make_newcomer()
    comment = actions.comment(thread, newcomer, "Which lamp is it, please?")
    thread.refresh_from_db()
    assert comment.is_hidden and thread.comment_count == 0 and told(thread.author) == []
    decide(comment)
    thread.refresh_from_db()
    assert thread.comment_count == 1 and told(thread.author) == ["post_commented"]


def test_the_third_post_of_a_newcomer_is_seen_at_once():
    newcomer = make_newcomer()
    for number in range(2):
        decide(make_thread(author=newcomer, body=f"A question of another kind, number {number}"))
    assert not make_answer(make_thread(), author=newcomer).is_hidden


def test_what_was_refused_does_not_count_as_a_first_post():
    newcomer = make_newcomer()
    decide(make_thread(author=newcomer, body="Advertising"), "spam")
    decide(make_thread(author=newcomer, body="A real question"))
    assert make_thread(author=newcomer, body="Another real question").is_hidden


def test_one_post_waits_at_a_time_and_the_second_is_kept_in_its_form():
    newcomer = make_newcomer()
    waiting = make_thread(author=newcomer, submission_key="form")
    assert make_thread(author=newcomer, submission_key="form") == waiting
    board, page = make_board(), signed_in(newcomer)
    form = page.get(reverse("ask")).context["form"]
    words = {"board": board.slug, "title": "Where is my second lamp?", "body": "My long second question"}
    had_time(page)
    refused = page.post(reverse("ask"), {**words, "key_field": form["key_field"].value()})
    text = refused.content.decode()
    assert refused.status_code == 422 and "We are still looking at your first post" in text
    assert "My long second question" in text
    assert Thread.objects.count() == 1


def test_members_and_the_team_are_not_screened_nor_what_happened_elsewhere():
    assert not make_thread(author=make_member()).is_hidden
    assert not make_thread(author=make_moderator(date_joined=timezone.now())).is_hidden
    assert not make_thread(author=make_newcomer(), created_at=timezone.now()).is_hidden


def test_refused_it_stays_hidden_with_the_reason_and_can_be_appealed_once():
    asker = make_newcomer()
    thread = make_thread(author=asker)
    decide(thread, "hide", reason="Please ask in one question only")
    assert thread.is_hidden and told(asker) == ["post_moderated"]
    assert "and do not show it" in inbox_of(asker)
    page = signed_in(asker).get(thread.get_absolute_url()).content.decode()
    assert "Please ask in one question only" in page and "Ask for another look" in page
    actions.appeal(thread, actor=asker, words="It is one question.")
    with pytest.raises(Refused, match="already"):
        actions.appeal(thread, actor=asker, words="It is one question.")
    decide(thread)
    assert not thread.is_hidden and ModerationAction.objects.latest("pk").act == "approve"


def test_a_refused_post_that_its_author_put_right_is_announced_when_it_is_approved():
    thread, helper = make_thread(), make_newcomer()
    answer = make_answer(thread, author=helper)
    decide(answer, "hide", reason="Leave the number out, please")
    actions.edit_answer(answer, actor=helper, body="Five working days, they say.")
    assert Review.objects.waiting().get().cause == "screening"
    decide(answer)
    assert told(thread.author) == ["thread_answered"]


def test_undoing_a_refusal_or_an_approval_lets_it_wait_again():
    moderator, asker = make_moderator(), make_newcomer()
    thread = make_thread(author=asker)
    decide(thread, "spam", by=moderator)
    actions.undo(ModerationAction.objects.latest("pk"), actor=moderator)
    thread.refresh_from_db()
    assert thread.is_hidden and thread.waits_for_look and Review.objects.waiting().count() == 1
    decide(thread, by=moderator)
    approval = ModerationAction.objects.latest("pk")
    assert approval.act == "approve"
    actions.undo(approval, actor=moderator)
    thread.refresh_from_db()
    assert thread.waits_for_look and Review.objects.waiting().count() == 1
    decide(thread, by=moderator)
    assert not thread.is_hidden and ModerationAction.objects.latest("pk").act == "restore"


def test_a_comment_that_its_author_takes_back_waits_no_more():
    comment = actions.comment(make_thread(), make_newcomer(), "Which lamp is it, please?")
    actions.withdraw_comment(comment, actor=comment.author)
    assert not Review.objects.waiting().exists()
    assert not actions.comment(make_thread(), comment.author, "And which lamp is this one?").post.is_hidden


def test_newcomers_neither_vote_nor_report_and_read_when_they_may():
    newcomer, answer = make_newcomer(), make_answer()
    page = signed_in(newcomer)
    refused = page.post(reverse("vote", args=[answer.pk]), follow=True).content.decode()
    assert "read five questions" in refused and reverse("tour") in refused
    with pytest.raises(Refused, match="read five questions"):
        actions.flag(answer, actor=newcomer, reason="spam")
    answer.refresh_from_db()
    assert answer.helpful_count == 0
    actions.me_too(answer.thread, actor=newcomer)


@pytest.mark.parametrize(
    ("make", "links", "pictures", "words"),
    [
        (make_newcomer, 3, 0, "may hold 2 links. It will be more"),
        (make_member, 21, 0, "may hold 20 links. Please leave some out"),
    ],
)
def test_links_of_a_post_are_limited_by_level_with_a_message_beside_the_text(make, links, pictures, words):
    author, board = make(), make_board()
    body = "Look here, it says all there is to say:\n\n" + "\n".join(
        f"[place {number}](https://shop{number}.example/x)" for number in range(links)
    )
    page = signed_in(author)
    form = {"board": board.slug, "title": "Where is my lamp?", "body": body}
    form["key_field"] = page.get(reverse("ask")).context["form"]["key_field"].value()
    had_time(page)
    refused = page.post(reverse("ask"), form)
    assert refused.status_code == 422 and words in " ".join(refused.context["form"].errors["body"])
    assert "https://shop0.example/x" in refused.content.decode()
    assert not Thread.objects.exists()


def test_links_to_this_site_are_free(settings):
    body = "\n".join(f"[article](/en/help/{number}/) and [that]({settings.SITE_URL}/x)" for number in range(4))
    assert make_thread(author=make_newcomer(), body=f"I read these, and they did not help me:\n\n{body}")


def test_the_queue_holds_one_row_a_post_whatever_kind():
    newcomers = [make_newcomer() for _ in range(3)]
    thread = make_thread()
    make_thread(author=newcomers[0])
    make_answer(thread, author=newcomers[1])
    actions.comment(thread, newcomers[2], "Which lamp is it?")
    assert {type(review.post) for review in Review.objects.waiting()} == {Thread, Answer, Comment}
