"""The tour: six steps on the real pages, each proved by the page it is done on. Level 1 and a badge, once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, User
from accounts.tests.factories import make_moderator, make_newcomer, make_user
from community import tour
from community.models import Answer, BadgeAward, Standing, Thread
from community.tests.factories import make_answer, make_thread
from community.tests.reputation.touring import (
    NEXT,
    PRACTICE,
    TOUR,
    begin,
    go_on,
    holds_badge,
    page_of,
    solved_question,
    standing_of,
    take_time,
    token_in,
    token_on,
    walk,
)
from kb.actions import ensure_site
from kb.tests.factories import make_article
from search.worker import drain

pytestmark = pytest.mark.django_db


def test_newcomer_walks_it_and_is_at_level_1_with_the_badge(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    walk(client, to=5)
    take_time(client)
    threads, answers = Thread.objects.count(), Answer.objects.count()
    reported = client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True)
    assert "What happens to your report" in page_of(reported)
    finished = client.post(NEXT, {"token": token_in(page_of(reported))}, follow=True)

    standing = standing_of(newcomer)
    assert (standing.level, standing.tour_step) == (1, 6)
    assert standing.toured_at is not None
    assert holds_badge(newcomer)
    assert "You know your way around" in page_of(finished)
    assert "Say which answers helped" in page_of(finished)
    assert 'class="tour ' not in page_of(finished)
    assert (Thread.objects.count(), Answer.objects.count()) == (threads, answers), "nothing of it is stored"


def test_new_member_may_vote_at_once_afterwards(client):
    newcomer, answer = make_newcomer(), make_answer()
    client.force_login(newcomer)
    refused = client.post(reverse("vote", args=[answer.pk]), follow=True)
    assert TOUR in page_of(refused), "the way there stands beside the refusal"
    begin(client, newcomer)
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    client.post(reverse("vote", args=[answer.pk]))
    answer.refresh_from_db()
    assert answer.helpful_count == 1


def test_the_first_step_says_what_the_search_brought(client):
    begin(client, make_newcomer())
    nothing = page_of(client.get("/en/search/?q=zzqx"))
    assert "Nothing there this time" in nothing and "the likeliest first" not in nothing
    make_thread(title="Where is my refund for the lamp?")
    drain()
    found = page_of(client.get("/en/search/?q=refund"))
    assert "the likeliest first" in found and "Nothing there this time" not in found
    assert token_in(nothing) and token_in(found), "either way one goes on"


def test_nothing_stands_on_pages_where_it_does_not_run(client):
    thread = make_thread()
    for member in (None, make_user()):
        if member:
            client.force_login(member)
        assert "tour__" not in page_of(client.get(thread.get_absolute_url()))


def test_bar_asks_the_database_nothing(client):
    thread, member = make_thread(), make_user()
    client.force_login(member)
    client.get(thread.get_absolute_url())
    with CaptureQueriesContext(connection) as without:
        client.get(thread.get_absolute_url())
    client.post(f"{TOUR}begin/")
    with CaptureQueriesContext(connection) as running:
        assert "tour__" in page_of(client.get(thread.get_absolute_url()))
    assert len(running) == len(without)


def test_step_is_done_on_its_own_page_only(client):
    begin(client, make_newcomer())
    assert not token_on(client, "/en/community/"), "no search yet"
    assert not token_on(client, "/en/search/?q="), "nothing typed"
    assert token_on(client, "/en/search/?q=refund")
    walk(client, to=1)
    open_question = make_thread()
    assert not token_on(client, "/en/search/?q=refund")
    assert not token_on(client, open_question.get_absolute_url()), "nothing solves that"
    assert token_on(client, solved_question())


def test_article_counts_as_read(client):
    ensure_site()
    begin(client, make_newcomer())
    walk(client, to=1)
    assert token_on(client, make_article().url)


def test_hints_bring_the_next_step_along_while_typing(client):
    begin(client, make_newcomer())
    walk(client, to=2)
    typed = {"headers": {"HX-Request": "true", "HX-Current-URL": "http://testserver/en/community/ask/"}}
    short = client.get("/en/community/ask/hints/?title=Where", **typed)
    assert "hx-swap-oob" not in page_of(short)
    long = page_of(client.get("/en/community/ask/hints/?title=Where is my refund for the lamp", **typed))
    assert long.count("hx-swap-oob") == 2
    assert 'name="next" value="/en/community/ask/"' in long, "it leads back to the page, not to the fragment"
    assert go_on(client, token_in(long)).url == PRACTICE


def test_without_script_the_check_button_shows_them(client):
    begin(client, make_newcomer())
    walk(client, to=2)
    checked = client.post("/en/community/ask/", {"title": "Where is my refund for the lamp", "check": "1"})
    assert token_in(page_of(checked))


def test_token_of_another_step_member_or_hand_is_refused(client):
    newcomer, other = make_newcomer(), make_newcomer()
    begin(client, newcomer)
    for token in (
        "",
        "nonsense",
        tour.token_for(other, tour.STEPS[0]),
        tour.token_for(newcomer, tour.STEPS[1]),
        signing.dumps([newcomer.pk, 1]),
    ):
        response = client.post(NEXT, {"token": token, "next": "/en/community/"}, follow=True)
        assert "Goes on when you have searched." in page_of(response)
        assert standing_of(newcomer).tour_step == 0


def test_token_grows_old(client, monkeypatch):
    newcomer = make_newcomer()
    begin(client, newcomer)
    token = token_on(client, "/en/search/?q=refund")
    monkeypatch.setattr(tour, "TOKEN_LASTS", -1)
    go_on(client, token)
    assert standing_of(newcomer).tour_step == 0


def test_pressed_twice_it_is_one_step(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    token = token_on(client, "/en/search/?q=refund")
    go_on(client, token)
    go_on(client, token)
    assert standing_of(newcomer).tour_step == 1


def test_script_that_is_quicker_than_reading_is_asked_to_stay(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    walk(client)
    standing = standing_of(newcomer)
    assert (standing.level, standing.tour_step, standing.toured_at) == (0, 5, None)
    assert "quicker than anyone can read" in page_of(client.get(PRACTICE))
    take_time(client)
    go_on(client, token_on(client, PRACTICE))
    assert standing_of(newcomer).level == 1


def test_unconfirmed_address_earns_nothing(client):
    newcomer = make_newcomer()
    EmailAddress.objects.filter(user=newcomer).update(verified=False)
    begin(client, newcomer)
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    assert (standing_of(newcomer).level, standing_of(newcomer).tour_step) == (0, 5)
    EmailAddress.objects.filter(user=newcomer).update(verified=True)
    go_on(client, token_on(client, PRACTICE))
    assert standing_of(newcomer).level == 1


def test_second_walk_gives_nothing_new(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    first = standing_of(newcomer).toured_at
    told = Notification.objects.filter(recipient=newcomer).count()

    client.post(f"{TOUR}begin/")
    assert standing_of(newcomer).tour_step == 0
    assert "Once more" in page_of(client.get(TOUR))
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    assert standing_of(newcomer).toured_at == first
    assert BadgeAward.objects.filter(member=newcomer, badge="oriented").count() == 1
    assert Notification.objects.filter(recipient=newcomer).count() == told


def test_team_walks_it_for_nothing(client):
    moderator = make_moderator()
    begin(client, moderator)
    assert "the team has none" in page_of(client.get(TOUR))
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    standing = standing_of(moderator)
    assert (standing.tour_step, standing.toured_at) == (6, None)
    assert not holds_badge(moderator)


def test_left_and_taken_up_again_it_goes_on_where_it_was(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    walk(client, to=3)
    left = client.post(f"{TOUR}skip/", {"next": "/en/community/"}, follow=True)
    assert left.redirect_chain == [("/en/community/", 302)]
    assert "tour__" not in page_of(left)
    assert "Go on with the tour" in page_of(left), "in the menu"

    client.logout()
    client.force_login(newcomer)
    assert "Go on with step 4" in page_of(client.get(TOUR))
    assert client.post(f"{TOUR}begin/").url == PRACTICE


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_skipping_leads_to_no_other_site(client, path):
    begin(client, make_newcomer())
    assert client.post(f"{TOUR}skip/", {"next": path}).url == TOUR


def test_guest_signs_in_first_and_comes_back(client):
    page = page_of(client.get(TOUR))
    assert f"/en/account/login/?next={TOUR.replace('/', '%2F')}" in page
    assert client.post(f"{TOUR}begin/").url == f"/en/account/login/?next={TOUR.replace('/', '%2F')}"
    for address in (NEXT, f"{TOUR}skip/", PRACTICE, f"{PRACTICE}preview/", f"{PRACTICE}report/sale/"):
        assert client.post(address, {"body": "x", "token": "x"}).status_code == 302


def test_reading_changes_nothing(client):
    newcomer = make_newcomer()
    begin(client, newcomer)
    for address in (TOUR, "/en/search/?q=refund", PRACTICE, f"{PRACTICE}report/sale/"):
        client.get(address)
    for address in (f"{TOUR}begin/", NEXT, f"{TOUR}skip/", f"{PRACTICE}preview/"):
        assert client.get(address).status_code == 405
    assert standing_of(newcomer).tour_step == 0


@pytest.mark.parametrize("language", ["en", "ru", "el", "fa", "sq"])
def test_every_page_of_it_is_there_in_every_language(client, language):
    newcomer = make_newcomer()
    begin(client, newcomer)
    Standing.objects.filter(member=newcomer).update(tour_step=5)
    for name in ("tour", "tour_practice"):
        address = reverse(name).replace("/en/", f"/{language}/")
        assert client.get(address).status_code == 200


def test_who_signs_up_is_offered_it_once_in_the_inbox(client):
    form = {"email": "mara@example.com", "display_name": "Mara", "password1": "a long sentence 42"}
    client.post("/en/account/signup/", form)
    client.post("/en/account/signup/", form)
    mara = User.objects.get(email="mara@example.com")
    [offer] = Notification.objects.filter(recipient=mara, event="tour_offered")
    client.force_login(mara)
    assert "In two minutes the tour shows" in page_of(client.get("/en/account/inbox/"))
    assert client.post(f"/en/account/inbox/{offer.pk}/open/").url == TOUR


def test_long_time_member_gets_the_badge_only(client):
    member = make_user(date_joined=timezone.now() - timedelta(days=90))
    begin(client, member)
    walk(client, to=5)
    take_time(client)
    go_on(client, token_in(page_of(client.post(f"{PRACTICE}report/sale/", {"reason": "spam"}, follow=True))))
    assert standing_of(member).level == 1
    assert holds_badge(member)
