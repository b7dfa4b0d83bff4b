"""A sentence of thanks is reported, waits in the queue, is hidden or kept, and undone, in the way of every post."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import Flag, ModerationAction, PointEntry, Review, Standing, Thanks
from community.reputation.rebuild import rebuild_nightly
from community.tests.factories import make_thanks, make_thread

pytestmark = pytest.mark.django_db
WORDS = "You took long enough for it, you fool"


@pytest.fixture
def thanks():
    return make_thanks(WORDS)


def report(said, member, reason="rude"):
    return signed_in(member).post(reverse("report_thanks", args=[said.pk]), {"reason": reason})


def thread_page(said, member=None) -> str:
    client = signed_in(member) if member else Client()
    return client.get(said.answer.thread.get_absolute_url()).content.decode()


def decide(review, decision, moderator, **words):
    posted = {"decision": decision, "seen": review.version, **words}
    return signed_in(moderator).post(reverse("decide_review", args=[review.pk]), posted, follow=True)


def test_any_member_and_whom_it_was_for_report_it_through_the_page(thanks):
    reader, receiver = make_user(), thanks.answer.author
    assert reverse("report_thanks", args=[thanks.pk]) in thread_page(thanks, reader)
    of_answer = reverse("answer_thanks", args=[thanks.answer_id])
    assert reverse("report_thanks", args=[thanks.pk]) in signed_in(receiver).get(of_answer).content.decode()
    for member in (reader, receiver, reader):
        assert report(thanks, member).status_code == 302
    review = Review.objects.waiting().get()
    assert (review.post, review.weight, Flag.objects.count()) == (thanks, 4, 2)
    assert "You reported this" in signed_in(reader).get(reverse("report_thanks", args=[thanks.pk])).content.decode()
    page = thread_page(thanks, reader)
    assert "Reported" not in page and WORDS in page


def test_nobody_reports_their_own_nor_as_a_guest_nor_what_they_cannot_see(thanks):
    assert report(thanks, thanks.member).status_code == 422
    assert "/account/login/" in Client().post(reverse("report_thanks", args=[thanks.pk]), {"reason": "rude"}).url
    actions.hide_thanks(thanks, actor=make_moderator(), reason="Unkind")
    assert report(thanks, make_user()).status_code == 404
    with pytest.raises(Refused, match="hidden already"):
        actions.flag(thanks, actor=make_user(), reason="rude")
    assert not Flag.objects.exists()


def test_thanks_their_answer_and_the_question_are_reported_apart(thanks):
    member = make_user()
    for post in (thanks, thanks.answer, thanks.answer.thread):
        actions.flag(post, actor=member, reason="rude")
    assert {review.post for review in Review.objects.waiting()} == {thanks, thanks.answer, thanks.answer.thread}
    page = thread_page(thanks, member)
    assert page.count("Reported") == 2


def test_a_moderator_reads_it_in_the_queue_hides_it_with_a_reason_and_takes_that_back(thanks):
    moderator, reporter = make_moderator(), make_user()
    report(thanks, reporter)
    review = Review.objects.waiting().get()
    for path in (reverse("reviews"), review.url):
        page = signed_in(moderator).get(path)
        assert WORDS in page.content.decode() and "Report" in page.content.decode()
    decide(review, "hide", moderator, reason="")
    assert WORDS in thread_page(thanks), "not without a reason"
    decide(review, "hide", moderator, reason="Unkind")
    assert WORDS not in thread_page(thanks)
    done = ModerationAction.objects.get(act="hide_thanks")
    assert (done.member, done.reason, done.answer) == (thanks.member, "Unkind", thanks.answer)
    assert Notification.objects.filter(recipient=thanks.member, event="post_moderated").count() == 1
    assert Notification.objects.get(recipient=reporter, event="flag_decided").context["upheld"] == 1
    assert Standing.objects.get(member=reporter).balance == 2
    assert not Review.objects.waiting().exists() and rebuild_nightly() == 0
    signed_in(moderator).post(reverse("undo_act", args=[done.pk]))
    assert WORDS in thread_page(thanks)


def test_kept_it_stands_and_who_reported_it_is_told(thanks):
    reporter = make_user()
    report(thanks, reporter)
    decide(Review.objects.waiting().get(), "keep", make_moderator())
    assert WORDS in thread_page(thanks)
    assert Flag.objects.get().state == Flag.State.DECLINED
    assert Notification.objects.get(recipient=reporter, event="flag_decided").context["declined"] == 1
    assert not Notification.objects.filter(recipient=thanks.member, event="post_moderated").exists()


def test_reports_of_enough_weight_hide_it_until_a_moderator_decides(thanks):
    report(thanks, make_user())
    actions.flag(thanks, actor=make_agent(), reason="rude")
    assert WORDS not in thread_page(thanks)
    review = Review.objects.waiting().get()
    decide(review, "keep", make_moderator())
    assert WORDS in thread_page(thanks)
    assert not Review.objects.waiting().exists()


def test_many_are_decided_on_at_once_and_spam_takes_no_points(thanks):
    before = Standing.objects.get(member=thanks.member).balance
    report(thanks, make_user(), "spam")
    review, moderator = Review.objects.waiting().get(), make_moderator()
    ticked = {"review": f"{review.pk}:{review.version}", "decision": "spam"}
    signed_in(moderator).post(reverse("decide_reviews"), ticked)
    assert WORDS not in thread_page(thanks)
    assert Standing.objects.get(member=thanks.member).balance == before


def test_taken_back_after_a_report_nothing_waits_and_what_was_decided_still_counts(thanks):
    moderator, reporter = make_moderator(), make_user()
    report(thanks, reporter)
    actions.hide_thanks(thanks, actor=moderator, reason="Unkind")
    actions.take_thanks_back(Thanks.objects.get(), actor=thanks.member)
    assert PointEntry.objects.filter(rule="flag").count() == 1 and rebuild_nightly() == 0
    with pytest.raises(Refused):
        actions.undo(ModerationAction.objects.get(act="hide_thanks"), actor=moderator)
    assert WORDS not in thread_page(thanks)


def test_a_report_taken_back_leaves_nothing_waiting(thanks):
    reporter = make_user()
    report(thanks, reporter)
    signed_in(reporter).post(reverse("withdraw_thanks_report", args=[thanks.pk]))
    assert not Review.objects.waiting().exists()


def test_what_its_reader_removed_is_not_shown_again_by_keeping_it(thanks):
    report(thanks, make_user())
    actions.remove_thanks(thanks, actor=thanks.answer.author)
    decide(Review.objects.waiting().get(), "keep", make_moderator())
    assert WORDS not in thread_page(thanks)


def test_reports_go_along_when_the_answer_does(thanks):
    report(thanks, make_user())
    target = make_thread(title="Where does my money for the lamp stay?")
    actions.merge_threads(thanks.answer.thread, target, actor=make_moderator())
    assert Review.objects.waiting().get().thread == target
