"""The moderators' queue: who sees it, claims, decisions, two at once, many at once, and the database's share."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_agent, make_editor, make_member, make_moderator, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import Flag, ModerationAction, Review
from community.reviews import queue
from community.rules import CLAIM_LASTS
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
QUEUE = "/en/community/moderation/"


def reported(post=None, reason: str = "spam") -> Review:
    post = post or make_answer(body="Buy lamps at a place of mine")
    actions.flag(post, actor=make_member(), reason=reason)
    return Review.objects.waiting().about(post).get()


def decide(client, review, decision: str, **words):
    words = {"decision": decision, "seen": review.version, **words}
    return client.post(reverse("decide_review", args=[review.pk]), words, follow=True)


@pytest.fixture
def nina():
    return make_moderator(display_name="Nina")


def test_for_others_the_queue_does_not_exist(client):
    review = reported()
    addresses = [QUEUE, review.url]
    posts = [reverse(name, args=[review.pk]) for name in ("claim_review", "decide_review")] + [
        reverse("decide_reviews")
    ]
    for make in (make_user, make_agent, make_editor):
        page = signed_in(make())
        assert {page.get(address).status_code for address in addresses} == {404}
        assert {page.post(address).status_code for address in posts} == {404}
    assert "/account/login/" in client.get(QUEUE).url
    assert review.is_waiting


def test_an_empty_queue_says_so(nina):
    assert "Nothing waits" in signed_in(nina).get(QUEUE).content.decode()


def test_the_queue_shows_the_post_the_reasons_and_the_authors_record(nina):
    author = make_member(display_name="Vlad")
    actions.hide_thread(make_thread(author=author), actor=make_moderator(), reason="Spam")
    answer = make_answer(author=author, body="Buy lamps at a place of mine")
    actions.flag(answer, actor=make_member(), reason="other", words="A shop of his")
    page = signed_in(nina).get(QUEUE).content.decode()
    for words in ("Buy lamps", "Something else", "A shop of his", "Vlad", "1 hidden before"):
        assert words in page
    page = signed_in(nina).get(Review.objects.waiting().get().url).content.decode()
    for words in ("Buy lamps", "A shop of his", answer.thread.body_html, "Hide as spam"):
        assert words in page


def test_the_account_menu_counts_what_waits_for_moderators_only(nina):
    reported()
    assert "menu__count" in signed_in(nina).get("/en/community/").content.decode()
    assert "menu__count" not in signed_in(make_member()).get("/en/community/").content.decode()


@pytest.mark.parametrize(
    ("decision", "words", "act", "flag_state"),
    [
        ("keep", {}, "keep", "declined"),
        ("spam", {}, "hide", "upheld"),
        ("hide", {"reason": "Rude"}, "hide", "upheld"),
        ("close", {"reason": "It goes in circles"}, "close", "upheld"),
        ("move", {"reason": "About delivery", "board": "delivery"}, "move", "upheld"),
    ],
)
def test_each_decision_is_an_act_and_settles_the_reports(nina, decision, words, act, flag_state):
    make_board("delivery")
    review = reported(make_thread())
    assert "Nothing waits." in decide(signed_in(nina), review, decision, **words).content.decode()
    review.refresh_from_db()
    assert (review.decision.act, review.closed_by, Flag.objects.get().state) == (act, nina, flag_state)


def test_keeping_what_reports_hid_shows_it_again(nina):
    thread = make_thread()
    actions.flag(thread, actor=make_agent(), reason="spam")
    decide(signed_in(nina), Review.objects.get(), "keep")
    thread.refresh_from_db()
    assert not thread.is_hidden and ModerationAction.objects.latest("pk").act == "restore"


def test_moving_what_reports_hid_shows_it_again_on_its_board(nina):
    board, thread = make_board("delivery"), make_thread()
    actions.flag(thread, actor=make_agent(), reason="off_topic")
    decide(signed_in(nina), Review.objects.get(), "move", board="delivery", reason="About delivery")
    thread.refresh_from_db()
    assert (thread.is_hidden, thread.board, Flag.objects.get().state) == (False, board, "upheld")


@pytest.mark.parametrize(
    ("decision", "words", "why"),
    [
        ("hide", {"reason": " \u200b"}, "Say why"),
        ("move", {"reason": "My own words", "board": ""}, "another board"),
        ("close", {"reason": "My own words"}, "is closed"),
        ("nonsense", {"reason": "My own words"}, "Choose what to do"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_is_kept(nina, decision, words, why):
    thread = make_thread()
    actions.close_thread(thread, actor=nina)
    review = reported(thread)
    page = decide(signed_in(nina), review, decision, **words)
    assert page.status_code == 409 and why in page.content.decode()
    assert words["reason"].strip(" \u200b") in page.content.decode()
    review.refresh_from_db()
    assert review.is_waiting


def test_who_looks_at_it_is_said_to_the_second_who_cannot_decide_meanwhile(nina):
    review, second = reported(), make_moderator(display_name="Otto")
    claimed = signed_in(nina).post(reverse("claim_review", args=[review.pk]), follow=True)
    assert "You look at it until" in claimed.content.decode()
    otto = signed_in(second)
    for page in (otto.get(QUEUE), otto.get(review.url), decide(otto, review, "keep")):
        assert "Nina looks at it until" in page.content.decode()
    with pytest.raises(Refused, match="Nina"):
        actions.claim(review, actor=second)
    Review.objects.update(claimed_until=timezone.now() - CLAIM_LASTS)
    assert actions.claim(review, actor=second).claimed_by == second
    actions.release(review, actor=second)
    decide(signed_in(nina), review, "keep")
    assert not Review.objects.waiting().exists()


def test_the_second_moderator_is_told_what_the_first_decided(nina):
    review, second = reported(), make_moderator()
    decide(signed_in(nina), review, "spam")
    page = decide(signed_in(second), review, "keep")
    assert page.status_code == 409 and "Nina decided already: Hidden." in page.content.decode()
    assert ModerationAction.objects.count() == 1


def test_a_decision_on_what_changed_meanwhile_is_refused(nina):
    answer = make_answer()
    review = reported(answer)
    actions.edit_answer(answer, actor=answer.author, body="Decent words instead")
    page = decide(signed_in(nina), review, "spam")
    assert "Look once more" in page.content.decode() and "Decent words" in page.content.decode()
    answer.refresh_from_db()
    assert not answer.is_hidden


def test_nobody_decides_on_their_own_while_there_is_another(nina):
    thread = make_thread(author=nina)
    review = reported(thread)
    actions.decide(review, "keep", actor=nina, seen=review.version)
    review = reported(make_thread(author=nina))
    make_moderator()
    with pytest.raises(Refused, match="Another moderator"):
        actions.decide(review, "keep", actor=nina, seen=review.version)


def test_many_are_decided_at_once_and_each_that_cannot_be_says_why(nina):
    first, second, third = (reported() for _ in range(3))
    actions.claim(third, actor=make_moderator(display_name="Otto"))
    ticked = [f"{review.pk}:{review.version}" for review in (first, second, third)] + ["x:1", "99999:1", "no"]
    page = signed_in(nina).post(reverse("decide_reviews"), {"review": ticked, "decision": "spam"}, follow=True)
    words = page.content.decode()
    assert "Decided on 2 posts. 1 still waits." in words and "Otto looks at it until" in words
    assert ModerationAction.objects.filter(act="hide", reason="spam").count() == 2
    empty = signed_in(nina).post(reverse("decide_reviews"), {"decision": "spam"}, follow=True)
    assert "Tick what you want" in empty.content.decode()


def test_pages_of_a_form_lead_back_when_they_are_read(nina):
    review = reported()
    page = signed_in(nina)
    assert page.get(reverse("decide_review", args=[review.pk])).url == review.url
    assert page.get(reverse("decide_reviews")).url == QUEUE
    assert page.get(reverse("claim_review", args=[review.pk])).status_code == 405
    assert review.is_waiting


def test_the_queue_costs_the_same_for_few_and_many(nina, django_assert_max_num_queries):
    page, costs = signed_in(nina), []
    for more in (1, 12):
        for _ in range(more):
            reported()
        page.get(QUEUE)
        cache.clear()
        with django_assert_max_num_queries(20) as counted:
            page.get(QUEUE)
        costs.append(len(counted))
    assert costs[0] == costs[1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan")
def test_the_queue_is_read_in_order_from_an_index():
    plan = queue()[:20].explain()
    assert "USING INDEX review_queue" in plan and "TEMP B-TREE" not in plan
