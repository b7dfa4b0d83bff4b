"""Helpful or not, and "this fixed it": one word a member, the surest answers first, and no number that shames."""

import re

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_moderator, make_user
from community import actions
from community.actions import Refused
from community.helpfulness import fill_helpfulness, helpfulness_of
from community.models import Answer, FixConfirmation, Thread, Vote
from community.rules import VOTES_A_MINUTE
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def said(answer) -> tuple:
    """What is counted, what the rows say, and whether the bound is theirs."""
    answer.refresh_from_db()
    votes = Vote.objects.filter(answer=answer)
    facts = votes.filter(is_helpful=True).count(), votes.filter(is_helpful=False).count()
    assert (answer.helpful_count, answer.unhelpful_count) == facts
    assert answer.helpfulness == helpfulness_of(*facts, answer.imported_score)
    assert answer.confirmed_count == FixConfirmation.objects.filter(answer=answer).count()
    return facts


def test_a_member_says_one_thing_of_an_answer_and_may_change_their_mind():
    answer, member = make_answer(), make_user()
    for act, expected in (
        (actions.vote_unhelpful, (0, 1)),
        (actions.vote_unhelpful, (0, 1)),
        (actions.vote_helpful, (1, 0)),
        (actions.vote_unhelpful, (0, 1)),
        (actions.withdraw_vote, (0, 0)),
        (actions.withdraw_vote, (0, 0)),
    ):
        act(answer, actor=member)
        assert said(answer) == expected


def test_not_helpful_is_refused_as_helpful_is():
    answer = make_answer()
    with pytest.raises(Refused, match="own answer"):
        actions.vote_unhelpful(answer, actor=answer.author)
    member = make_user()
    actions.sanction(member, "24h", actor=make_moderator(), reason="Calm down")
    with pytest.raises(Refused):
        actions.vote_unhelpful(answer, actor=member)
    voter, thread = make_user(), make_thread()
    for number in range(VOTES_A_MINUTE):
        act = actions.vote_unhelpful if number % 2 else actions.vote_helpful
        act(make_answer(thread, created_at=thread.created_at), actor=voter)
    with pytest.raises(Refused, match="vote this often"):
        actions.vote_unhelpful(answer, actor=voter)
    assert said(answer) == (0, 0)


def test_nobody_is_told_of_a_vote_and_no_page_shows_how_many_were_against(client):
    answer = make_answer()
    for _ in range(17):
        actions.vote_unhelpful(answer, actor=make_user())
    told = answer.author.notifications.count()
    assert told == 0
    html = client.get(answer.thread.get_absolute_url()).content.decode()
    assert not re.search(r">\s*17\s*<", html)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((1, 0, 0), (0, 0, 0)),
        ((9, 1, 0), (2, 0, 0)),  # ninety of a hundred are surer than two of two
        ((90, 10, 0), (9, 1, 0)),
        ((2, 0, 0), (3, 3, 0)),
        ((0, 0, 5), (0, 0, 2)),  # a score it came with counts as so many votes
        ((5, 0, 0), (5, 0, -3)),
    ],
)
def test_the_bound_knows_how_sure_it_is(better, worse):
    assert helpfulness_of(*better) > helpfulness_of(*worse) >= 0


def titles_in_order(client, thread, query="") -> list[int]:
    page = client.get(thread.get_absolute_url() + query)
    return [answer.pk for answer in page.context["answers"]]


def test_accepted_then_the_teams_then_the_surest_then_the_oldest(client):
    thread = make_thread()
    first, second, doubted, sure, official, accepted = (make_answer(thread) for _ in range(6))
    Answer.objects.filter(pk=official.pk).update(is_official=True)
    actions.accept_answer(accepted, actor=thread.author)
    actions.vote_unhelpful(doubted, actor=make_user())
    actions.vote_helpful(sure, actor=make_user())
    expected = [accepted.pk, official.pk, sure.pk, first.pk, second.pk, doubted.pk]
    assert titles_in_order(client, thread) == expected
    assert titles_in_order(client, thread, "?order=newest") == sorted(expected, reverse=True)


def test_each_of_the_first_says_why(client):
    thread, agent = make_thread(), make_agent()
    accepted, official = make_answer(thread), make_answer(thread, author=agent, official=True)
    actions.accept_answer(accepted, actor=thread.author)
    for _ in range(2):
        actions.confirm_fix(accepted, actor=make_user())
    page = client.get(thread.get_absolute_url()).content.decode()
    of_accepted, of_official = (
        page.partition(f'id="answer-{one.pk}"')[2].partition("</article>")[0] for one in (accepted, official)
    )
    assert "Chosen by the one who asked" in of_accepted
    assert "Fixed it for 2 people" in of_accepted
    assert "Our team’s answer" in of_official
    assert "Fixed it" not in of_official


def test_what_was_there_before_is_filled_in():
    answers = [make_answer() for _ in range(3)]
    for answer, score in zip(answers, (7, 7, -2), strict=True):
        Answer.objects.filter(pk=answer.pk).update(imported_score=score)
    fill_helpfulness(apps.get_model("community", "Answer").objects.all())
    for answer in answers:
        said(answer)
    assert answers[0].helpfulness == answers[1].helpfulness > 0.6


# --- this fixed it ----------------------------------------------------------------------------------------------------


def test_later_readers_say_that_it_fixed_it_once_each_and_take_it_back():
    answer, reader = make_answer(), make_user()
    for act, expected in (
        (actions.confirm_fix, 1),
        (actions.confirm_fix, 1),
        (actions.withdraw_fix, 0),
        (actions.withdraw_fix, 0),
    ):
        act(answer, actor=reader)
        said(answer)
        assert answer.confirmed_count == expected


def test_neither_the_author_nor_the_one_who_asked_confirms():
    answer = make_answer()
    with pytest.raises(Refused, match="own answer"):
        actions.confirm_fix(answer, actor=answer.author)
    with pytest.raises(Refused, match="Accept the answer"):
        actions.confirm_fix(answer, actor=answer.thread.author)
    actions.hide_answer(answer, actor=make_moderator(), reason="Spam")
    with pytest.raises(Refused):
        actions.confirm_fix(answer, actor=make_user())


def test_its_author_reads_in_one_line_for_how_many_and_gets_no_mail(client, mailoutbox):
    one, other = make_answer(), make_answer(author=(author := make_user()))
    Answer.objects.filter(pk=one.pk).update(author=author)
    for _ in range(3):
        actions.confirm_fix(Answer.objects.get(pk=one.pk), actor=make_user())
    actions.confirm_fix(other, actor=(fickle := make_user()))
    actions.withdraw_fix(other, actor=fickle)
    actions.confirm_fix(other, actor=fickle)
    told = Notification.objects.filter(recipient=author, event="fix_confirmed")
    assert {(entry.url, entry.context["number"]) for entry in told} == {(one.home_url, 3), (other.home_url, 1)}
    client.force_login(author)
    inbox = client.get(reverse("inbox")).content.decode()
    assert "fixed it for 3 people" in inbox
    assert "fixed it for 1 person" in inbox
    assert not mailoutbox


# --- with and without script ------------------------------------------------------------------------------------------


def test_with_script_the_buttons_come_back_pressed_and_the_reason_changes(client):
    answer, reader = make_answer(), make_user()
    client.force_login(reader)
    helpful = client.post(reverse("vote", args=[answer.pk]), **HTMX).content.decode()
    assert f'id="helpful-{answer.pk}" class="vote vote--pressed" aria-pressed="true"' in helpful
    against = client.post(reverse("vote_unhelpful", args=[answer.pk]), **HTMX).content.decode()
    assert f'id="unhelpful-{answer.pk}" class="vote vote--icon vote--pressed" aria-pressed="true"' in against
    assert "what is missing" in against
    fixed = client.post(reverse("confirm_fix", args=[answer.pk]), {"top": "1"}, **HTMX).content.decode()
    assert f'id="fixed-{answer.pk}" class="vote vote--pressed"' in fixed
    assert f'id="fixed-for-{answer.pk}" hx-swap-oob="true"' in fixed and "Fixed it for 1 person" in fixed
    assert said(answer) == (0, 1)


def test_without_script_each_button_leads_back_to_the_answer(client):
    answer = make_answer()
    client.force_login(make_user())
    for name in ("vote", "vote_unhelpful", "withdraw_vote", "confirm_fix", "withdraw_fix"):
        done = client.post(reverse(name, args=[answer.pk]))
        assert (done.status_code, done["Location"]) == (302, answer.get_absolute_url())
    assert said(answer) == (0, 0)


def test_a_guest_sees_the_buttons_and_is_asked_to_sign_in_with_the_way_back(client):
    answer = make_answer()
    page = client.get(answer.thread.get_absolute_url()).content.decode()
    for name in ("vote", "vote_unhelpful", "confirm_fix"):
        address = reverse(name, args=[answer.pk])
        assert address in page
        asked = client.post(address)
        assert asked["Location"].startswith(reverse("account_login"))
        assert f"%23answer-{answer.pk}" in asked["Location"]
        assert client.get(address).status_code == 405


def test_readers_are_asked_whether_it_fixed_it_beside_what_they_try_first(client):
    thread = make_thread()
    first, second, accepted = (make_answer(thread) for _ in range(3))
    actions.accept_answer(accepted, actor=thread.author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert [one.pk for one in (first, second, accepted) if f'id="fixed-{one.pk}"' in page] == [accepted.pk]
    client.force_login(thread.author)
    assert 'id="fixed-' not in client.get(thread.get_absolute_url()).content.decode().replace("fixed-for", "")


@pytest.mark.parametrize("fields", [{"locked_at": timezone.now()}, {"state": "archived", "waiting_since": None}])
def test_where_nothing_changes_any_more_nobody_is_asked_for_a_verdict(client, fields):
    answer = make_answer()
    Thread.objects.filter(pk=answer.thread_id).update(**fields)
    for reader in (None, make_user()):
        if reader:
            client.force_login(reader)
        page = client.get(answer.thread.get_absolute_url()).content.decode()
        assert reverse("vote", args=[answer.pk]) not in page
        assert reverse("me_too", args=[answer.thread_id]) not in page
