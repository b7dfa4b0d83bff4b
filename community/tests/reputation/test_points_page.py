"""Every number opens its entries: what, when, by which rule, clipped by which cap, waiting until when."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.closing import close_account, export_of
from accounts.models import User
from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import Board, PendingPoints, PointEntry, PointReview, RulesVersion, Standing, Thanks
from community.models.standing import Level
from community.points_page import NAMES
from community.privileges import PRIVILEGES
from community.reputation import versions
from community.reputation.levels import ENTRY
from community.reputation.rules import DEFAULTS, RULES
from community.reputation.ticking import tick_standing
from community.rules_page import cap_in_words, value_in_words
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


def page_of(member, reader=None, query="") -> str:
    client = signed_in(reader) if reader else Client()
    return client.get(f"/en/members/{member.pk}/points/{query}").content.decode()


_minutes = count(1)


def helped(member, *, times=1, board=None):
    """So many answers of theirs that somebody found helpful."""
    for _time in range(times):
        at = timezone.now() - timedelta(minutes=next(_minutes))
        answer = make_answer(make_thread(board=board), author=member, created_at=at)
        actions.vote_helpful(answer, actor=make_user(password=None), at=timezone.now())
    return answer


# --- the ledger, told ------------------------------------------------------------------------------------------------


def test_a_member_reads_what_each_entry_is_for_and_what_is_clipped_by_which_cap():
    member = make_user()
    answer = helped(member)
    for _voter in range(6):
        actions.vote_helpful(answer, actor=make_user(password=None), at=timezone.now())
    page = page_of(member, member)
    assert page.count("Somebody found your answer helpful</p>") == 7
    assert "This post has earned all it can this way (30)" in page
    assert escape(answer.get_absolute_url()) in page
    assert "30 of 150" in page and "0 of 15" in page


def test_an_acceptance_says_when_it_counts_and_then_that_it_did():
    thread = make_thread()
    answer = make_answer(thread)
    at = timezone.now()
    actions.accept_answer(answer, actor=thread.author, at=at)
    PendingPoints.objects.update(review=None)
    member = answer.author
    due = PendingPoints.objects.get(entry__rule="accepted").due_at
    assert due == at + timedelta(hours=24)
    page = page_of(member, member)
    assert "+25 on" in page and "if it still stands" in page and "(+25)" in page
    tick_standing(at + timedelta(hours=25))
    page = page_of(member, member)
    assert "(+25)" not in page and "+25 on" not in page
    assert "It waited, and counted later" in page and "Counts now: Your answer was accepted" in page


def test_what_was_taken_back_stands_there_with_the_reason():
    member = make_user()
    answer, voter = make_answer(author=member), make_user()
    actions.vote_helpful(answer, actor=voter)
    actions.withdraw_vote(answer, actor=voter)
    page = page_of(member, member)
    assert "Taken back: Somebody found your answer helpful" in page
    assert "It was taken back by the one who gave it" in page and "Taken back since" in page
    assert "−5" in page


def test_a_post_on_a_private_board_is_named_to_who_sees_it_only():
    member, board = make_user(), make_board("inner")
    answer = helped(member, board=board)
    Board.objects.filter(pk=board.pk).update(is_private=True)
    title = answer.thread.title
    for reader in (None, make_user()):
        page = page_of(member, reader)
        assert title not in page and "a post on a private board" in page and "board=inner" not in page
    assert title in page_of(member, make_moderator())
    assert Client().get(f"/en/members/{member.pk}/points/?board=inner").status_code == 404


def test_others_read_neither_what_waits_nor_who_reported_nor_what_a_person_decided():
    member, moderator = make_user(), make_moderator()
    helped(member)
    spam = make_answer(author=make_user())
    actions.flag(spam, actor=member, reason="spam")
    actions.hide_answer(spam, actor=moderator, reason="spam")
    thread = make_thread()
    actions.accept_answer(make_answer(thread, author=member), actor=thread.author)
    entry = PointEntry.objects.get(member=member, rule="accepted")
    review = PointReview.objects.create(cause="quick", key="x")
    PendingPoints.objects.filter(pk=entry.pk).update(review=review)
    if PointEntry.objects.filter(member=member, rule="flag").exists():
        assert "Your report was right" in page_of(member, member)
    own = page_of(member, member)
    assert "once a person of our team has looked at it" in own
    for reader in (None, make_user()):
        page = page_of(member, reader)
        assert f'id="entry-{entry.pk}"' not in page
        assert "Reports that were right" not in page and "Your report" not in page
        assert "looked at it" not in page and "Today" not in page
        assert "Answers found helpful" in page
    total = Standing.objects.get(member=member).points
    sums = Client().get(f"/en/members/{member.pk}/points/").context["totals"]
    assert sum(total.points for total in sums) == total


def test_entries_are_narrowed_by_rule_and_board_and_an_unknown_rule_narrows_nothing():
    member = make_user()
    here, there = make_board("orders"), make_board("delivery")
    helped(member, board=here)
    helped(member, times=2, board=there)
    url = f"/en/members/{member.pk}/points/"
    found = {"": 3, "?board=orders": 1, "?rule=helpful&board=delivery": 2, "?rule=fixed": 0, "?rule=%3Cscript%3E": 3}
    for query, number in found.items():
        assert len(Client().get(url + query).context["page"].object_list) == number
    assert "Nothing of this kind yet" in page_of(member, query="?rule=fixed")


def test_a_hundred_entries_are_read_page_by_page_each_once():
    member, version = make_user(), versions.current()
    PointEntry.objects.bulk_create(
        PointEntry(
            member=member,
            rule="hint",
            fact=-number - 1,
            step="award",
            sign=1,
            amount=3,
            points=3,
            version_id=version.pk,
            day=timezone.now().date(),
            at=timezone.now() - timedelta(minutes=number // 7),
        )
        for number in range(100)
    )
    client, seen, query = signed_in(member), [], ""
    while query is not None:
        page = client.get(f"/en/members/{member.pk}/points/{query}").context["page"]
        seen += [entry.pk for entry in page]
        query = f"?after={page.next}" if page.next else None
    assert len(seen) == len(set(seen)) == 100


@pytest.mark.parametrize("whose", ["own", "others"])
def test_a_points_page_costs_the_same_with_few_entries_and_many(whose):
    member = make_user()
    client, costs = signed_in(member) if whose == "own" else Client(), []
    for times in (2, 12):
        helped(member, times=times)
        thread = make_thread()
        at = timezone.now() - timedelta(minutes=next(_minutes))
        actions.accept_answer(make_answer(thread, author=member, created_at=at), actor=thread.author)
        client.get(f"/en/members/{member.pk}/points/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/members/{member.pk}/points/")
        costs.append(len(captured))
    assert costs[0] == costs[1] <= (OWN if whose == "own" else OTHERS)


OWN, OTHERS = 22, 8


def test_a_member_without_points_reads_how_they_come_and_a_stranger_gets_404():
    member = make_user()
    assert "No points yet" in page_of(member) and "No points yet" in page_of(member, member)
    assert Client().get("/en/members/999999/points/").status_code == 404


def test_a_hostile_title_and_reason_stay_text():
    member = make_user()
    answer = make_answer(make_thread(title="<script>alert(1)</script> my lamp?"), author=member)
    actions.vote_helpful(answer, actor=make_user())
    page = page_of(member, member)
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


# --- how points work -------------------------------------------------------------------------------------------------


def rules_page() -> str:
    return Client().get("/en/community/points/").content.decode()


def test_every_declared_rule_stands_there_with_its_value_and_every_limit():
    page, values = rules_page(), versions.current().values
    for rule in RULES.values():
        row = page.split(f'id="rule-{rule.slug}"')[1].split("</tr>")[0]
        assert escape(str(rule.title)) in row and escape(str(rule.words)) in row
        if rule.slug in values:
            assert (f"+{values[rule.slug]}" if values[rule.slug] > 0 else f"−{-values[rule.slug]}") in row
        for cap in rule.caps:
            where = page.split('id="limits"')[1].split("</section>")[0] if cap.rules else row
            assert escape(cap_in_words(cap, values)) in where
            assert str(values[cap.value]) in cap_in_words(cap, values)
        if rule.waits:
            assert f"Counts after {values[rule.waits]} " in row
    assert set(NAMES) == set(RULES)


def test_every_level_stands_there_with_what_it_asks_and_brings():
    page = rules_page().split('id="levels"')[1].split('id="fair"')[0]
    for level in Level:
        assert escape(str(level.label)) in page
    for requirements in ENTRY.values():
        for one in requirements:
            assert f"{escape(str(one.words))}: {one.need}" in page
    for privilege in PRIVILEGES.values():
        assert escape(privilege.words) in page


def test_a_newer_version_is_what_the_page_says_with_what_changed_and_why():
    values = {**DEFAULTS, "accepted": 31, "votes.day": 140}
    RulesVersion.objects.create(number=2, values=values, note="Solved questions are worth more")
    versions.forget_current()
    page = rules_page()
    assert "+31" in page and "Together at most 140 points a day" in page
    history = page.split('id="versions"')[1]
    assert "Solved questions are worth more" in history
    assert "25 → 31" in history and "150 → 140" in history and escape(value_in_words("votes.day")) in history
    versions.forget_current()


@pytest.mark.parametrize("key", DEFAULTS)
def test_every_value_has_a_name(key):
    assert value_in_words(key) and "_" not in value_in_words(key)


def test_thresholds_of_detection_are_told_to_nobody():
    page = rules_page()
    assert "How exactly we look is the one thing we do not tell" in page
    assert "40 %" not in page and "within 2 minutes" not in page and "5 minutes" not in page


def test_the_rules_are_led_to_from_points_and_boards(client):
    member = make_user()
    for path in (reverse("leaderboard"), reverse("member_points", args=[member.pk])):
        assert reverse("points_rules") in client.get(path).content.decode()


# --- the profile, the file one takes along, and leaving --------------------------------------------------------------


def profile_of(member, reader=None) -> str:
    client = signed_in(reader) if reader else Client()
    return client.get(reverse("member", args=[member.pk])).content.decode()


def test_a_profile_shows_points_level_expertise_thanks_and_to_its_owner_the_next_step():
    member, lamps = make_user(), make_board("lamps", en="Lamps")
    answer = make_answer(make_thread(board=lamps), author=member)
    actions.accept_answer(answer, actor=answer.thread.author)
    Thanks.objects.create(answer=answer, member=answer.thread.author, words="That was <b>it</b>")
    Standing.objects.filter(member=member).update(level=2, balance=42)
    page = profile_of(member)
    assert "Helper" in page and "42 points" in page
    assert reverse("member_points", args=[member.pk]) in page
    assert re.search(r"<bdi>Lamps</bdi> <span[^>]*>1</span>", page)
    assert "That was &lt;b&gt;it" in page and "1 thanks" in page
    assert "Next level" not in page and "Next level: Advocate" in profile_of(member, member)


def test_thanks_and_expertise_on_a_private_board_are_told_to_nobody_else():
    member, board = make_user(), make_board("inner", en="Inner")
    answer = make_answer(make_thread(board=board), author=member)
    actions.accept_answer(answer, actor=answer.thread.author)
    Thanks.objects.create(answer=answer, member=answer.thread.author, words="Secretly thankful")
    Board.objects.filter(pk=board.pk).update(is_private=True)
    assert "Secretly" not in profile_of(member) and "Inner" not in profile_of(member)


def test_own_points_and_level_stand_in_the_account_menu():
    member = make_user()
    Standing.objects.filter(member=member).update(level=3, balance=77)
    menu = signed_in(member).get("/en/community/").content.decode().split("menu__head")[1].split("</details>")[0]
    assert "Advocate" in menu and "77 points" in menu


def test_the_file_one_takes_along_holds_entries_without_who_gave_them():
    member, voter = make_user(), make_user(display_name="Vera Voter")
    actions.vote_helpful(make_answer(author=member), actor=voter)
    file = export_of(User.objects.get(pk=member.pk))
    assert [(one["rule"], one["points"]) for one in file["standing"]["entries"]] == [
        ("first_answer", 0),
        ("helpful", 5),
    ]
    assert file["standing"]["points"] == 5 and "giver" not in str(file["standing"])


def test_who_closes_the_account_is_on_no_board_from_that_moment_on():
    member, voter = make_user(display_name="Lena Leaves"), make_user()
    actions.vote_helpful(make_answer(author=member), actor=voter)
    board = lambda: Client().get("/en/community/leaderboard/").content.decode()  # noqa: E731
    assert "Lena Leaves" in board()
    close_account(voter)
    assert "Lena Leaves" in board()  # who was helped may go: what they gave stays
    close_account(member)
    assert "Lena Leaves" not in board()
    assert not PointEntry.objects.filter(member=member.pk).exists()
