"""Reporting a post: who may, what it weighs, when it hides, and what those concerned are told."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.actions import quietly
from accounts.models import Notification
from accounts.tests.factories import make_agent, make_editor, make_member, make_moderator, make_newcomer, signed_in
from community import actions
from community.actions import Refused
from community.models import Flag, ModerationAction, Review
from community.standing import level_of
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def report(post, times: int = 1, reason: str = "spam", make=make_member):
    for _ in range(times):
        actions.flag(post, actor=make(), reason=reason)
    post.refresh_from_db()


def waiting() -> Review:
    return Review.objects.waiting().get()


def test_the_team_stands_above_members_and_newcomers_below():
    assert [level_of(make()) for make in (make_newcomer, make_member, make_agent, make_editor, make_moderator)] == [
        *(0, 1, 5, 5, 5)
    ]


def test_a_report_waits_once_and_is_taken_back():
    answer, reporter = make_answer(), make_member()
    for _ in range(2):
        actions.flag(answer, actor=reporter, reason="rude")
    assert (Flag.objects.count(), waiting().weight, waiting().post) == (1, 2, answer)
    for _ in range(2):
        actions.withdraw_flag(answer, actor=reporter)
    assert not Review.objects.waiting().exists()
    actions.flag(answer, actor=reporter, reason="spam")
    assert (Flag.objects.get().reason, waiting().weight) == ("spam", 2)


def test_guests_authors_and_nonsense_are_refused():
    thread = make_thread()
    for someone, reason, words in (
        (AnonymousUser(), "spam", ""),
        (thread.author, "spam", ""),
        (make_member(), "because", ""),
        (make_member(), "other", " \u200b "),
    ):
        with pytest.raises(Refused):
            actions.flag(thread, actor=someone, reason=reason, words=words)
    assert not Flag.objects.exists()


def test_enough_weight_from_enough_people_hides_and_the_author_is_told_why():
    answer = make_answer()
    report(answer, 3)
    assert not answer.is_hidden
    report(answer, 1, "rude")
    assert answer.is_hidden and answer.hidden_by is None
    assert (answer.hidden_reason, answer.why_hidden) == ("spam,rude", "Spam or advertising; Rude or abusive")
    assert answer.thread.answer_count == 0
    done = ModerationAction.objects.get()
    assert (done.act, done.actor) == ("flagged", None)
    told = Notification.objects.get(event="post_moderated")
    assert told.recipient == answer.author
    page = signed_in(answer.author).get("/en/account/inbox/").content.decode()
    assert "was reported and is hidden until" in page and "Spam or advertising; Rude or abusive" in page


def test_newcomers_do_not_report_yet():
    with pytest.raises(Refused, match="read five questions"):
        actions.flag(make_thread(), actor=make_newcomer(), reason="spam")
    assert not Flag.objects.exists()


@pytest.mark.parametrize("make", [make_agent, make_editor, make_moderator])
def test_one_of_the_team_alone_hides(make):
    thread = make_thread()
    report(thread, 1, make=make)
    assert thread.is_hidden and thread.waiting_since is None


def test_a_moderator_who_hides_it_upholds_and_the_reporters_are_told_in_the_inbox_only():
    answer, reporter = make_answer(), make_member()
    actions.flag(answer, actor=reporter, reason="spam")
    actions.hide_answer(answer, actor=make_moderator(), reason="Advertising")
    assert Flag.objects.get().state == "upheld"
    assert not Review.objects.waiting().exists()
    told = Notification.objects.get(recipient=reporter)
    assert told.event == "flag_decided" and not mail.outbox
    assert "agreed with your report" in signed_in(reporter).get("/en/account/inbox/").content.decode()
    with pytest.raises(Refused):
        actions.flag(answer, actor=reporter, reason="spam")


def test_what_reports_hid_a_moderator_confirms_without_counting_twice():
    answer = make_answer()
    report(answer, 4)
    moderator = make_moderator()
    actions.hide_answer(answer, actor=moderator, reason="Advertising")
    assert (answer.hidden_by, answer.why_hidden, answer.thread.answer_count) == (moderator, "Advertising", 0)
    actions.restore_answer(answer, actor=moderator)
    assert answer.thread.answer_count == 1


def test_showing_it_again_declines_and_a_declined_report_is_not_repeated():
    thread, reporter = make_thread(), make_agent()
    actions.flag(thread, actor=reporter, reason="off_topic")
    actions.restore_thread(thread, actor=make_moderator())
    assert Flag.objects.get().state == "declined"
    with pytest.raises(Refused, match="before"):
        actions.flag(thread, actor=reporter, reason="spam")


def test_decisions_on_several_reports_are_told_as_one_while_unread():
    reporter, moderator = make_member(), make_moderator()
    for number in range(3):
        thread = make_thread()
        actions.flag(thread, actor=reporter, reason="spam")
        if number:
            actions.hide_thread(thread, actor=moderator, reason="Advertising")
        else:
            report(thread, 1, make=make_agent)
            actions.restore_thread(thread, actor=moderator)
    assert reporter.notifications.count() == 1
    page = signed_in(reporter).get("/en/account/inbox/").content.decode()
    assert "Agreed: 2. Stays as it is: 1." in page


def test_an_edit_of_what_is_hidden_goes_back_to_the_queue():
    answer = make_answer()
    actions.hide_answer(answer, actor=make_moderator(), reason="Holds a phone number")
    assert not Review.objects.waiting().exists()
    actions.edit_answer(answer, actor=answer.author, body="Without the number")
    assert waiting().is_edited and waiting().post == answer
    answer.refresh_from_db()
    assert answer.is_hidden


def test_heavy_reports_come_before_older_light_ones():
    light, heavy = make_thread(), make_thread()
    report(light), report(heavy, 3)
    assert [review.thread for review in Review.objects.waiting().in_turn()] == [heavy, light]


def test_nobody_is_told_of_what_happened_elsewhere():
    answer, reporter = make_answer(), make_member()
    with quietly():
        actions.flag(answer, actor=reporter, reason="spam")
        actions.hide_answer(answer, actor=make_moderator(), reason="Spam")
    assert not Notification.objects.filter(event="flag_decided").exists()


def test_the_database_refuses_a_second_report_and_a_second_review():
    thread, reporter = make_thread(), make_member()
    actions.flag(thread, actor=reporter, reason="spam")
    for twin in (Flag.objects.get(), waiting()):
        twin.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def test_words_of_the_reports_decision_in_every_language():
    reporter, moderator = make_member(), make_moderator()
    thread = make_thread()
    actions.flag(thread, actor=reporter, reason="spam")
    actions.hide_thread(thread, actor=moderator, reason="spam")
    for language in ("en", "ru", "el", "fa", "sq"):
        with translation.override(language):
            assert signed_in(reporter).get(f"/{language}/account/inbox/").status_code == 200


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_form_works_without_script_and_says_what_happens(client):
    answer = make_answer()
    reporter = make_member()
    page, address = signed_in(reporter), reverse("report_answer", args=[answer.pk])
    assert address in page.get(answer.thread.get_absolute_url()).content.decode()
    empty = page.post(address, {})
    assert empty.status_code == 422 and "Choose what is wrong" in empty.content.decode()
    wordless = page.post(address, {"reason": "other", "words": " "})
    assert wordless.status_code == 422 and "Say in a few words" in wordless.content.decode()
    sent = page.post(address, {"reason": "other", "words": "It copies a book"}, follow=True)
    assert "A moderator looks at it soon" in sent.content.decode()
    assert "Reported" in sent.content.decode()
    assert "Take the report back" in page.get(address).content.decode()
    page.post(reverse("withdraw_answer_report", args=[answer.pk]))
    assert Flag.objects.get().state == "withdrawn"
    assert "/account/login/" in client.get(address).url


def test_with_htmx_the_form_is_a_fragment_and_success_leads_away():
    thread = make_thread()
    page, address = signed_in(make_member()), reverse("report_thread", args=[thread.pk])
    fragment = page.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and 'name="reason"' in fragment
    sent = page.post(address, {"reason": "spam"}, headers={"HX-Request": "true"})
    assert sent["HX-Redirect"] == thread.get_absolute_url()


def test_who_hides_a_question_by_reporting_it_is_led_to_a_page_that_exists():
    thread = make_thread()
    page, address = signed_in(make_agent()), reverse("report_thread", args=[thread.pk])
    assert page.post(address, {"reason": "spam"}, follow=True).status_code == 200
    assert page.get(address).status_code == 404


def test_reports_stay_unseen_by_others(client):
    answer = make_answer()
    actions.flag(answer, actor=make_member(display_name="Whistle"), reason="other", words="It copies a book")
    for reader in (client, signed_in(answer.author), signed_in(make_member())):
        assert "copies a book" not in reader.get(answer.thread.get_absolute_url()).content.decode()


def test_reports_and_silences_cost_a_guest_no_query_and_a_member_one(django_assert_max_num_queries):
    answer = make_answer()
    actions.accept_answer(answer, actor=answer.thread.author)
    address = answer.thread.get_absolute_url()
    for page, limit in ((Client(), 6), (signed_in(make_member()), 14)):
        page.get(address)
        with django_assert_max_num_queries(limit):
            page.get(address)
