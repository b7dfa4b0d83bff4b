"""Names with what stands beside them, and the boards of honour."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from accounts.models import MODERATORS, User
from accounts.tests.factories import make_moderator, make_user, signed_in
from community import actions
from community.models import Answer, Board, Standing, Tally
from community.reputation.mending import mend
from community.reputation.rebuild import accounts
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


THREAD, LIST_OF_QUESTIONS = 6, 5  # as before names said more than a name


def give(member, total, *, days_30=0, days_7=0, scope="all") -> None:
    Tally.objects.create(member=member, scope=scope, total=total, days_30=days_30, days_7=days_7)


def board(client, query="?period=all"):
    return client.get("/en/community/leaderboard/" + query)


def rows(page) -> list[tuple[int, int]]:
    honour = page.context["honour"]
    return [(one.place, one.points) for one in (*honour.top, *honour.around)]


# --- names ------------------------------------------------------------------------------------------------------------


def stand(member, **words) -> None:
    Standing.objects.filter(member=member).update(**words)


@pytest.mark.parametrize("people", [2, 30])
def test_names_with_level_and_points_cost_a_thread_page_nothing(people, django_assert_num_queries):
    thread = make_thread()
    for _person in range(people):
        author = make_user(password=None)
        stand(author, level=2, balance=12_400)
        actions.comment(make_answer(thread, author=author), author=author, text="One word more about it.")
    path = thread.get_absolute_url()
    Client().get(path)
    with django_assert_num_queries(THREAD):
        page = Client().get(path).content.decode()
    assert 'title="12,400 points"' in page
    assert page.count('title="Helper"') >= 2 * people


@pytest.mark.parametrize(
    ("language", "points", "shown"),
    [("en", 999, "999"), ("en", 1172, "1,172"), ("el", 1172, "1.172"), ("fa", 1172, "۱٬۱۷۲"), ("fa", 999, "۹۹۹")],
)
def test_a_thousand_points_are_grouped_as_the_reader_writes_numbers(language, points, shown):
    author = make_user()
    stand(author, level=2, balance=points)
    give(author, points)
    thread = make_answer(make_thread(), author=author).thread
    with override(language):
        paths = [thread.get_absolute_url(), reverse("member", args=[author.pk]), reverse("leaderboard") + "?period=all"]
    for path in paths:
        page = Client().get(path).content.decode()
        assert shown in page and (points < 1000 or "1172" not in page)


@pytest.mark.parametrize("people", [2, 19])
def test_names_cost_a_list_nothing(people, django_assert_num_queries):
    for _person in range(people):
        author = make_user(password=None)
        stand(author, level=3)
        make_thread(author=author, title=f"Where is parcel {author.pk} of mine now?")
    Client().get("/en/community/")
    with django_assert_num_queries(LIST_OF_QUESTIONS):
        page = Client().get("/en/community/").content.decode()
    assert page.count('title="Advocate"') == people


def test_who_has_little_and_who_left_is_a_name_and_no_more(client):
    thread = make_thread()
    left = make_answer(thread, author=make_user())
    Answer.objects.filter(pk=left.pk).update(author=None)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Former member" in page
    assert "member-name__level" not in page and "member-name__points" not in page


def test_a_hostile_name_stays_text_everywhere(client):
    member = make_user(display_name="<img src=x onerror=alert(1)>")
    stand(member, level=2, balance=7)
    give(member, 7)
    for path in (make_thread(author=member).get_absolute_url(), "/en/community/leaderboard/?period=all"):
        page = client.get(path).content.decode()
        assert "<img src=x" not in page and "&lt;img src=x" in page


# --- the boards -------------------------------------------------------------------------------------------------------


def test_equal_points_share_a_place_and_the_next_one_is_left_out(client):
    for total in (50, 40, 40, 30):
        give(make_user(), total)
    assert rows(board(client)) == [(1, 50), (2, 40), (2, 40), (4, 30)]


def test_one_sees_the_first_ten_and_oneself_with_three_on_either_side():
    members = [make_user(password=None) for _ in range(30)]
    for number, member in enumerate(members):
        give(member, 1000 - 10 * number)
    page = board(signed_in(members[19]))
    assert [place for place, _points in rows(page)] == [*range(1, 11), *range(17, 24)]
    honour = page.context["honour"]
    assert honour.has_gap and honour.own.place == 20
    assert "Place 20, with 810 points." in page.content.decode()
    assert "10 more bring you to place 19." in page.content.decode()


@pytest.mark.parametrize(("own", "shown", "gap"), [(0, 10, False), (8, 12, False), (13, 17, False), (14, 17, True)])
def test_nothing_is_shown_twice_and_a_gap_only_where_there_is_one(own, shown, gap):
    members = [make_user(password=None) for _ in range(20)]
    for number, member in enumerate(members):
        give(member, 500 - number)
    page = board(signed_in(members[own]))
    honour = page.context["honour"]
    listed = [one.member.pk for one in (*honour.top, *honour.around)]
    assert len(listed) == len(set(listed)) == shown
    assert honour.has_gap is gap
    assert honour.own.member == members[own] and page.content.decode().count('class="honour__own"') == 1


def test_many_with_the_same_points_share_the_last_place_and_are_counted():
    members = [make_user(password=None) for _ in range(18)]
    for number, member in enumerate(members):
        give(member, 5 if number > 4 else 100 - number)
    page = board(signed_in(members[17]))
    honour = page.context["honour"]
    assert [one.place for one in honour.top] == [1, 2, 3, 4, 5, *[6] * 5]
    assert honour.more == 8
    assert honour.own.place == 6
    assert honour.next_place is None or honour.next_place.place == 5


def test_a_period_and_a_language_and_a_board_count_for_themselves(client):
    member, other = make_user(display_name="Gerda"), make_user(display_name="Horst")
    place = make_board("delivery")
    give(member, 90, days_30=40, days_7=0)
    give(other, 10, days_30=10, days_7=10)
    give(other, 10, scope=f"board-{place.pk}")
    give(member, 30, scope="lang-el")
    assert rows(board(client, "")) == [(1, 40), (2, 10)]
    assert rows(board(client, "?period=7")) == [(1, 10)]
    assert rows(board(client, "?period=all&board=delivery")) == [(1, 10)]
    assert rows(board(client, "?period=all&lang=el")) == [(1, 30)]
    assert "Nobody yet" in board(client, "?period=7&lang=fa").content.decode()
    assert board(client, "?period=nonsense&lang=xx").status_code == 200


def test_a_board_that_is_closed_to_the_reader_is_not_there(client):
    Board.objects.filter(pk=make_board("inner").pk).update(is_private=True)
    assert board(client, "?board=inner").status_code == 404
    assert "board=inner" not in board(client).content.decode()
    assert board(signed_in(make_moderator()), "?board=inner").status_code == 200


def test_who_wants_no_place_has_none_from_that_moment_on_and_gets_it_back():
    shy, other = make_user(display_name="Shy Sheila"), make_user()
    actions.vote_helpful(make_answer(author=shy), actor=other)
    client = signed_in(shy)
    assert "Shy Sheila" in board(client).content.decode()
    done = client.post(reverse("choose_listing"), {"listed": "0", "next": "/en/account/preferences/"})
    assert done.url == "/en/account/preferences/"
    assert "Shy Sheila" not in board(Client()).content.decode()
    assert "You are not listed" in board(client).content.decode()
    actions.vote_helpful(make_answer(author=shy), actor=make_user())  # and what comes later changes nothing
    assert rows(board(Client())) == []
    client.post(reverse("choose_listing"), {"listed": "1", "next": "https://elsewhere.example/"})
    assert rows(board(Client())) == [(1, 10)]


def test_the_switch_stands_in_the_preferences_and_refuses_guests_and_reading():
    assert Client().get(reverse("choose_listing")).status_code == 405
    assert "/account/login/" in Client().post(reverse("choose_listing"), {"listed": "0"}).url
    page = signed_in(make_user()).get("/en/account/preferences/").content.decode()
    assert reverse("choose_listing") in page


def test_who_joins_the_team_leaves_the_boards_and_reads_why():
    member = make_user(display_name="Mo Derator")
    give(member, 500)
    assert rows(board(Client())) == [(1, 500)]
    member.groups.add(Group.objects.get(name=MODERATORS))
    page = board(signed_in(member)).content.decode()
    assert rows(board(Client())) == [] and "earns no points and is not listed" in page
    member.groups.clear()
    assert rows(board(Client())) == [(1, 500)]


def test_a_closed_account_is_on_no_board_until_it_is_opened_again():
    gone, here = make_user(), make_user()
    give(gone, 500)
    give(here, 40)
    answer = make_answer(author=gone)
    gone.is_active = False
    gone.save()
    assert rows(board(Client())) == [(1, 40)]
    actions.vote_helpful(answer, actor=make_user())
    assert rows(board(Client())) == [(1, 40)]  # what comes later changes nothing
    gone.is_active = True
    gone.save(update_fields=["is_active"])
    assert rows(board(Client()))[0] == (1, 505)


def test_who_may_never_write_here_again_is_ranked_once_the_silence_is_lifted():
    member, moderator = make_user(), make_moderator()
    give(member, 500)
    actions.sanction(member, "24h", actor=moderator, reason="spam")
    assert rows(board(Client())) == [(1, 500)]
    given = actions.sanction(member, "permanent", actor=moderator, reason="spam")
    assert rows(board(Client())) == []
    actions.lift(given, actor=moderator)
    assert rows(board(Client())) == [(1, 500)]


def test_whoever_was_closed_behind_our_back_is_found_by_the_nightly_comparison():
    member = make_user()
    actions.vote_helpful(make_answer(author=member), actor=make_user())
    User.objects.filter(pk=member.pk).update(is_active=False)
    found = [line for account in accounts([member.pk], now()) for line in account.differences()]
    assert len(found) == 1 and "listed otherwise" in found[0]
    mend(accounts([member.pk], now()), now())
    assert not [line for account in accounts([member.pk], now()) for line in account.differences()]
    assert rows(board(Client())) == []


@pytest.mark.parametrize("members", [5, 200])
def test_a_board_of_honour_takes_five_queries_however_many_are_listed(members, django_assert_num_queries):
    users = [make_user(password=None) for _ in range(members)]
    Tally.objects.bulk_create(
        Tally(member=user, scope="all", total=1000 - number // 3) for number, user in enumerate(users)
    )
    client = signed_in(users[members // 2])
    board(client)
    with django_assert_num_queries(5):
        board(client)


def test_points_that_are_all_gone_are_no_place(client):
    give(make_user(), 0)
    give(make_user(), -5)
    assert rows(board(client)) == []
