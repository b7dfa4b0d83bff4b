"""The pages of moderators and members: the queue, a case with its drawing, an appeal, one award taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Notification
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import Household, Organisation, PointAppeal, PointEntry, PointReview, Standing
from community.models.points import Suspicion
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def points(member) -> int:
    return Standing.objects.get(member=member).points


@pytest.fixture
def case():
    """An acceptance within minutes, two days ago."""
    moment = now() - timedelta(days=2)
    thread = make_thread(
        author=make_user(display_name="<b>Ada</b>"),
        title="<i>Where</i> is my parcel?",
        created_at=moment - timedelta(hours=1),
    )
    answer = make_answer(thread, author=make_user(display_name="Bo"), created_at=moment - timedelta(minutes=2))
    actions.accept_answer(answer, actor=thread.author, at=moment)
    return PointReview.objects.get()


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def taken(reason: str = "A favour") -> PointEntry:
    """An award that a moderator took back: its reversal."""
    answer = make_answer()
    actions.vote_helpful(answer, actor=make_user())
    by = make_moderator(display_name="Mo")
    actions.reverse_award(PointEntry.objects.filter(rule="helpful").latest("pk"), actor=by, reason=reason)
    return PointEntry.objects.get(step="reverse", member=answer.author)


def page_of(review) -> str:
    return reverse("point-reviews:decide", args=[review.pk])


def test_the_queue_shows_what_waits_first_and_members_do_not_come_in(client, case, moderator):
    actions.decide_points(case, actor=moderator, verdict="kept")
    PointReview.objects.create(cause=Suspicion.BURST, key="x", opened_at=now() - timedelta(days=9))
    page = client.get(reverse("point-reviews:index")).content.decode()
    assert page.rindex("Many votes within minutes") < page.rindex("Accepted within minutes")  # the rows come last
    client.force_login(make_user())
    assert client.get(page_of(case)).status_code in (302, 403)


def test_a_case_says_in_words_picture_and_table_who_gave_whom(client, case, moderator):
    page = client.get(page_of(case)).content.decode()
    assert "accepted an answer by" in page
    assert page.count('class="point-graph__dot"') == 2
    assert page.count('class="point-graph__arrow"') == 2
    assert "&lt;b&gt;Ada" in page and "<b>Ada" not in page and "<i>Where" not in page


def test_one_press_reverses_with_a_reason_and_makes_them_a_household(client, case, moderator):
    refused = client.post(page_of(case), {"verdict": "reversed", "reason": " ", "seen": ""})
    assert refused.status_code == 422
    assert "Say why: the members will read it." in refused.content.decode()
    typed = {"verdict": "reversed", "reason": "Flatmates", "seen": "", "is_household": "on"}
    assert client.post(page_of(case), typed).status_code == 302
    assert Household.objects.count() == 1
    assert PointReview.objects.get().reason == "Flatmates"


def test_who_decides_after_another_is_told_and_sees_what_was_decided(client, case, moderator):
    actions.decide_points(case, actor=make_moderator(display_name="Mo"), verdict="kept")
    late = client.post(page_of(case), {"verdict": "reversed", "reason": "Arranged", "seen": ""})
    assert late.status_code == 422
    page = late.content.decode()
    assert "Mo decided this just now" in page
    assert 'name="seen" value="kept"' in page
    assert "Arranged" in page


def test_a_provider_is_no_organisation(client, moderator):
    address = reverse("organisations:add")
    refused = client.post(address, {"name": "All", "domains": "gmail.com", "providers": ""}).content.decode()
    assert "At gmail.com anybody gets an address." in refused
    client.post(address, {"name": "Acme", "domains": "@acme.test\nacme.example", "providers": ""})
    assert Organisation.objects.get().domains == "acme.test\nacme.example"


def test_a_member_asks_again_once_with_words_and_reads_what_comes_of_it(client):
    reversal = taken()
    member, address = reversal.member, reverse("point_appeal", args=[reversal.pk])
    client.force_login(member)
    assert "A favour" in client.get(address).content.decode()
    empty = client.post(address, {"words": "  "})
    assert empty.status_code == 422
    assert "Say why these points are right." in empty.content.decode()
    assert client.post(address, {"words": "I never met them."}).status_code == 302
    assert "A person decides soon" in client.get(address).content.decode()
    client.post(address, {"words": "Again"})
    appeal = PointAppeal.objects.get()
    actions.decide_point_appeal(appeal, actor=make_moderator(), is_granted=True, reply="You are right.")
    assert points(member) == 5
    assert "It is yours again" in client.get(address).content.decode()
    told = Notification.objects.get(recipient=member, event="points_reviewed")
    assert (told.context["verdict"], told.context["number"]) == ("returned", 5)


def test_nobody_asks_for_another_or_about_what_a_voter_took_back(client):
    reversal = taken()
    client.force_login(make_user())
    assert client.get(reverse("point_appeal", args=[reversal.pk])).status_code == 404
    answer, voter = make_answer(), make_user()
    actions.vote_helpful(answer, actor=voter)
    actions.withdraw_vote(answer, actor=voter)
    own = PointEntry.objects.get(step="reverse", member=answer.author)
    client.force_login(answer.author)
    assert client.get(reverse("point_appeal", args=[own.pk])).status_code == 404


def test_another_moderator_than_who_took_them_decides_where_there_is_one(client):
    reversal = taken()
    actions.appeal_points(reversal, actor=reversal.member, words="Why?")
    appeal, first = PointAppeal.objects.get(), reversal.review.decided_by
    address = reverse("point-appeals:decide", args=[appeal.pk])
    client.force_login(first)
    assert 'value="grant"' in client.get(address).content.decode()  # there is no other one
    second = make_moderator()
    assert 'value="grant"' not in client.get(address).content.decode()
    assert client.post(address, {"act": "grant", "reply": ""}).status_code == 422
    client.force_login(second)
    assert client.post(address, {"act": "decline", "reply": ""}).status_code == 422
    assert client.post(address, {"act": "decline", "reply": "It was arranged."}).status_code == 302
    assert points(reversal.member) == 0


def test_an_award_is_taken_back_on_the_members_page(client, moderator):
    answer = make_answer()
    actions.vote_helpful(answer, actor=make_user())
    entry = PointEntry.objects.get(rule="helpful")
    page = reverse("moderate_member", args=[answer.author.pk])
    assert reverse("reverse_points", args=[entry.pk]) in client.get(page).content.decode()
    client.post(reverse("reverse_points", args=[entry.pk]), {"reason": "A favour"})
    assert points(answer.author) == 0
    assert reverse("reverse_points", args=[entry.pk]) not in client.get(page).content.decode()
    client.force_login(make_user())
    assert client.post(reverse("reverse_points", args=[entry.pk]), {"reason": "x"}).status_code == 404
