"""Pages of badges: what each asks for, who holds it, how near one is; honours in the CMS; the newcomer of the month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import make_agent, make_member, make_moderator
from community import actions
from community.actions.honouring import appoint_champion, take_honour_back
from community.badges import BADGES, newcomers
from community.badges.newcomers import name_newcomers, newcomer_of
from community.badges.reviewing import review_badges
from community.errors import Refused
from community.models import BadgeAward, Board, Standing
from community.tests.factories import make_board
from community.tests.reputation import badge_stories as stories
from community.tests.reputation.badge_stories import people

pytestmark = pytest.mark.django_db
BADGES_PAGE = "/en/community/badges/"


def award(member: User, slug: str, **fields) -> BadgeAward:
    return BadgeAward.objects.create(member=member, badge=slug, **fields)


def page(client, path: str, reader: User | None = None) -> str:
    client.logout()
    if reader:
        client.force_login(reader)
    found = client.get(path)
    assert found.status_code == 200
    return found.content.decode()


def test_a_guest_reads_what_each_badge_asks_for_and_how_many_hold_it(client):
    award(make_member(), "rescuer")
    read = page(client, BADGES_PAGE)
    assert all(f'href="/en/community/badges/{slug}/"' in read for slug in BADGES)
    assert "1 member holds it" in read and "Nobody holds it yet" in read
    assert "You so far" not in read and "You hold it" not in read and "The badge beside your name" not in read


def test_a_member_reads_what_they_hold_and_how_near_they_are(client):
    member = make_member()
    stories.solve(member, 3)
    review_badges(member, now())
    read = page(client, BADGES_PAGE, member)
    assert read.count("You hold it") == 1
    row = read.split('id="solver-2"')[1].split("</li>")[0]
    assert 'value="3" max="10"' in row and "3 of 10" in row
    assert "progress" not in read.split('id="solver-3"')[1].split("</li>")[0]


def test_the_team_reads_the_page_without_badges_of_their_own(client):
    agent = make_agent()
    award(agent, "rescuer")
    read = page(client, BADGES_PAGE, agent)
    assert "You hold it" not in read and "member holds it" not in read


def test_a_badge_has_a_page_of_who_holds_it_and_an_unknown_one_has_none(client):
    member = make_member(display_name="Mara <b>")
    gone, hidden = make_member(display_name="Gone", is_active=False), make_member(display_name="Shy")
    actions.choose_listing(actor=hidden, listed=False)
    for one in (member, gone, hidden):
        award(one, "rescuer")
    read = page(client, f"{BADGES_PAGE}rescuer/")
    assert "Mara &lt;b&gt;" in read and "Gone" not in read and "Shy" not in read
    assert client.get(f"{BADGES_PAGE}no-such/").status_code == 404


def test_the_holder_reads_what_earned_it_as_far_as_they_may_see_it(client):
    member, board = make_member(), make_board("quiet")
    open_one = stories.solve(member, 1)[0]
    secret = stories.solve(member, 1, board=board)[0]
    type(secret.thread).objects.filter(pk=secret.thread_id).update(title="Secret lamp")
    review_badges(member, now())
    Board.objects.filter(pk=board.pk).update(is_private=True)
    own = page(client, f"{BADGES_PAGE}solver-1/", member)
    assert f"#answer-{open_one.pk}" in own and "Secret lamp" not in own
    assert "It was earned by" not in page(client, f"{BADGES_PAGE}solver-1/", make_member())


def test_experts_of_a_private_board_are_nobody_to_whom_it_is_closed(client):
    board = make_board("quiet")
    Board.objects.filter(pk=board.pk).update(is_private=True)
    member = make_member(display_name="Insider")
    award(member, "board-expert", board=board)
    assert "Insider" not in page(client, f"{BADGES_PAGE}board-expert/")
    assert "Insider" in page(client, f"{BADGES_PAGE}board-expert/", make_moderator())
    assert "Quiet" not in page(client, f"/en/members/{member.pk}/")
    assert "Quiet" in page(client, f"/en/members/{member.pk}/", member)


def test_pages_cost_the_same_for_few_and_many(client):
    member = make_member()
    stories.solve(member, 1)
    review_badges(member, now())
    numbers = []
    for many in (1, 25):
        for one in people(many):
            award(one, "solver-1")
            award(one, "board-expert", board=make_board())
        for path in (BADGES_PAGE, f"{BADGES_PAGE}solver-1/", f"{BADGES_PAGE}board-expert/"):
            client.force_login(member)
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            numbers.append(len(captured))
    assert numbers[:3] == numbers[3:]
    assert max(numbers) <= 22


def test_a_member_chooses_the_badge_beside_their_name_on_the_page(client):
    member = make_member(about="I repair old lamps")
    stories.solve(member, 1)
    review_badges(member, now())
    client.force_login(member)
    client.post(f"{BADGES_PAGE}choose/", {"badge": "introduced"})
    assert Standing.objects.get(pk=member.pk).badge == "introduced"
    assert '<option value="introduced" selected>' in client.get(BADGES_PAGE).content.decode()
    refused = client.post(f"{BADGES_PAGE}choose/", {"badge": "champion"}, follow=True).content.decode()
    assert "You do not hold this badge" in refused
    assert Standing.objects.get(pk=member.pk).badge == "introduced"
    assert client.get(f"{BADGES_PAGE}choose/").status_code == 405
    client.logout()
    assert "login" in client.post(f"{BADGES_PAGE}choose/", {"badge": "introduced"}).url


# Newcomer of the Month

MONTH = date(2026, 3, 1)
AFTER = datetime(2026, 4, 2, 0, 1, tzinfo=UTC)


def newcomer(number: int, *, joined=datetime(2026, 2, 10, tzinfo=UTC), day: int = 20) -> User:
    """Solved so many people's questions in March."""
    member = make_member(date_joined=joined)
    days = (now() - datetime(2026, 3, day, 12, tzinfo=UTC)) / timedelta(days=1)
    stories.solve(member, number, days=days)
    return member


def test_who_solved_most_people_is_newcomer_of_the_month_and_is_told():
    newcomer(2)
    first = newcomer(3)
    newcomer(4, joined=datetime(2026, 1, 25, tzinfo=UTC))  # more than 60 days before
    [given] = [one for one in name_newcomers(AFTER) if one.month == MONTH]
    assert (given.member, given.evidence["solved"], len(given.evidence["answers"])) == (first, 3, 3)
    assert first.notifications.get(event="newcomer_of_month").context["title"] == "March 2026"
    assert Standing.objects.get(pk=first.pk).badge == "newcomer-of-the-month"
    assert name_newcomers(AFTER) == []


def test_the_month_is_over_for_a_day_before_anybody_is_named_and_what_was_missed_is_caught_up():
    newcomer(2, day=31)
    assert name_newcomers(datetime(2026, 4, 1, 23, 59, tzinfo=UTC)) == []
    assert [one.month for one in name_newcomers(datetime(2026, 6, 5, tzinfo=UTC))] == [MONTH]


def test_who_was_named_once_leaves_the_next_month_to_others():
    earlier = datetime(2026, 2, 20, tzinfo=UTC)
    member = newcomer(3, joined=earlier, day=5)
    award(member, "newcomer-of-the-month", month=date(2026, 2, 1))
    assert newcomer_of(MONTH) is None
    second = newcomer(2, joined=earlier)
    assert newcomer_of(MONTH)[0] == second


def test_nobody_is_named_who_helped_one_person_only_even_twice():
    member = newcomer(1)
    [asker] = people(1)
    days = (now() - datetime(2026, 3, 12, tzinfo=UTC)) / timedelta(days=1)
    stories.solve(make_member(date_joined=datetime(2026, 2, 10, tzinfo=UTC)), 2, askers=[asker] * 2, days=days)
    assert newcomer_of(MONTH) is None
    assert member.badge_awards.count() == 0


def test_ties_go_to_more_points_of_the_month_and_then_to_who_joined_first():
    later = newcomer(2, joined=datetime(2026, 2, 12, tzinfo=UTC))
    earlier = newcomer(2)
    assert newcomer_of(MONTH)[0] == earlier
    days = (now() - datetime(2026, 3, 22, tzinfo=UTC)) / timedelta(days=1)
    stories.helpful(later.answers.first(), 1, days=days)
    assert newcomer_of(MONTH)[0] == later


def test_neither_the_team_nor_who_is_not_listed_is_named():
    shy = newcomer(4)
    actions.choose_listing(actor=shy, listed=False)
    listed = newcomer(2)
    assert newcomer_of(MONTH)[0] == listed


def test_another_tick_that_was_faster_is_left_alone(monkeypatch):
    first, second = newcomer(3), newcomer(2)
    award(second, "newcomer-of-the-month", month=MONTH)
    assert newcomers._name(MONTH, AFTER) is None
    assert not first.badge_awards.exists() and not first.notifications.filter(event="newcomer_of_month").exists()
    with pytest.raises(IntegrityError):
        award(first, "newcomer-of-the-month", month=MONTH)


def test_the_newcomer_stands_on_the_page_with_the_reason(client):
    member = make_member(display_name="Nova")
    award(member, "newcomer-of-the-month", month=MONTH, evidence={"solved": 3})
    read = page(client, BADGES_PAGE)
    assert "Nova" in read and "March 2026" in read and "solved the questions of 3 people" in read
    assert "Nova" in page(client, "/en/community/leaderboard/")


# Champions


def test_a_champion_is_named_with_a_public_reason_and_counting_takes_nothing_away(client):
    member, moderator = make_member(), make_moderator()
    given = appoint_champion(member, actor=moderator, reason="A year of  patient answers.")
    assert "A year of patient answers." in page(client, f"{BADGES_PAGE}champion/")
    assert member.notifications.get(event="badge_earned").context["reason"] == given.reason
    assert review_badges(User.objects.get(pk=member.pk), now()) == []
    with pytest.raises(Refused):
        appoint_champion(member, actor=moderator, reason="Again")
    take_honour_back(given, actor=moderator, reason="Two accounts of one person")
    take_honour_back(given, actor=moderator, reason="Two accounts of one person")
    assert not BadgeAward.objects.held().exists()
    assert member.notifications.get(event="badge_revoked").context["reason"] == "Two accounts of one person"
    assert Standing.objects.get(pk=member.pk).badge == ""


def test_only_moderators_name_champions_never_one_of_the_team_never_without_a_reason():
    member = make_member()
    for actor, whom, reason in (
        (make_member(), member, "x"),
        (make_agent(), member, "x"),
        (make_moderator(), make_agent(), "x"),
        (make_moderator(), member, " \u200b "),
    ):
        with pytest.raises(Refused):
            appoint_champion(whom, actor=actor, reason=reason)
    counted = award(member, "rescuer")
    with pytest.raises(Refused):
        take_honour_back(counted, actor=make_moderator(), reason="x")


def test_a_moderator_names_a_champion_and_takes_it_back_in_the_cms(client):
    member = make_member(display_name="Mara")
    client.force_login(make_moderator())
    wrong = client.post("/cms/honours/new/", {"who": "nobody@nowhere.example", "reason": "Kind"})
    assert (
        "We know nobody of this address" in wrong.content.decode()
        and "nobody@nowhere.example" in wrong.content.decode()
    )
    client.post("/cms/honours/new/", {"who": f"https://x.example/en/members/{member.pk}/", "reason": "Kind"})
    given = BadgeAward.objects.get(member=member, badge="champion")
    again = client.post("/cms/honours/new/", {"who": member.email, "reason": "Kind"}).content.decode()
    assert "This member is a champion already." in again
    assert "Mara" in client.get("/cms/honours/").content.decode()
    done = client.post(f"/cms/honours/edit/{given.pk}/", {"words": "A mistake of ours"}, follow=True)
    assert f"/cms/honours/edit/{given.pk}/" not in done.content.decode()  # nothing leads to what is no more
    given.refresh_from_db()
    assert given.revoked_at
    assert "A mistake of ours" in client.get("/cms/honours/").content.decode()
    assert client.get(f"/cms/honours/delete/{given.pk}/").status_code != 200
    assert client.get(f"/cms/honours/edit/{given.pk}/", follow=True).status_code == 404


def test_badges_that_are_counted_are_not_among_the_honours_of_the_cms(client):
    counted = award(make_member(display_name="Mara"), "rescuer")
    client.force_login(make_moderator())
    read = client.get("/cms/honours/").content.decode()
    assert "Mara" not in read and "Name a champion" in read
    assert client.get(f"/cms/honours/edit/{counted.pk}/", follow=True).status_code == 404


def test_a_member_does_not_reach_the_honours_of_the_cms(client):
    client.force_login(make_member())
    assert client.get("/cms/honours/").status_code in (302, 403)
    client.post("/cms/honours/new/", {"who": "x", "reason": "y"})
    assert not BadgeAward.objects.exists()
