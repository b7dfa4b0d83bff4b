"""What a cheat tries: later tries bring no more than the first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import PageViewRestriction

from accounts.closing import close_account
from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.models import ArticleProposal, ExpertTerm, PendingPoints, PointEntry, Standing
from community.reputation.ledger import score
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_board, make_thread
from kb.tests.conftest import site  # noqa: F401
from kb.tests.factories import make_article

pytestmark = pytest.mark.django_db


def points(member) -> int:
    return Standing.objects.get(member=member).points


def expert_of(board, **fields):
    member = make_user(**fields)
    Standing.objects.filter(member=member).update(level=4)
    ExpertTerm.objects.create(member=member, board=board, accepted_at=now(), ends_at=now() + timedelta(days=300))
    member.refresh_from_db()
    return member


def test_votes_turned_round_the_newest_first_pay_no_more_than_ten_in_thirty_days():
    voter, friend = make_member(), make_user()
    answers = [make_answer(author=friend, created_at=now() - timedelta(days=40)) for _one in range(14)]
    for day, answer in enumerate(answers):
        actions.vote_unhelpful(answer, actor=voter, at=now() - timedelta(days=28 - 2 * day))
    for answer in reversed(answers):
        actions.vote_helpful(answer, actor=voter)
    assert points(friend) <= 3 * 5


def test_an_expert_of_the_same_company_verifies_for_nothing():
    board = make_board()
    expert = expert_of(board, email="one@widgets.test")
    friend = make_user(email="two@widgets.test")
    answer = make_answer(make_thread(board=board), author=friend)
    actions.verify_answer(answer, actor=expert)
    assert answer.verification and points(friend) == 0
    assert PointEntry.objects.get(rule="verified").why == "company"


def test_what_a_person_took_back_is_not_verified_anew():
    board = make_board()
    expert, answer = expert_of(board), make_answer(make_thread(board=board))
    actions.verify_answer(answer, actor=expert)
    assert points(answer.author) == 15
    entry = PointEntry.objects.get(rule="verified")
    actions.reverse_award(entry, actor=make_moderator(), reason="They verify each other")
    actions.unverify_answer(answer, actor=expert)
    actions.verify_answer(answer, actor=expert)
    assert points(answer.author) == 0


def test_verifying_back_and_forth_tells_once():
    board = make_board()
    expert, answer = expert_of(board), make_answer(make_thread(board=board))
    for _press in range(4):
        actions.verify_answer(answer, actor=expert)
        actions.unverify_answer(answer, actor=expert)
    assert Notification.objects.filter(event="answer_verified").count() == 1


def test_what_waits_for_a_person_waits_though_its_giver_leaves():
    moment = now() - timedelta(days=2)
    thread = make_thread(created_at=moment - timedelta(hours=1))
    answer = make_answer(thread, created_at=moment - timedelta(minutes=3))
    actions.accept_answer(answer, actor=thread.author, at=moment)
    assert PendingPoints.objects.filter(member=answer.author).exclude(review=None).exists()
    close_account(thread.author)
    moderator = make_moderator()
    answer.refresh_from_db()
    actions.hide_answer(answer, actor=moderator, reason="off_topic")
    actions.restore_answer(answer, actor=moderator)
    tick_standing()
    assert points(answer.author) == 0


def test_an_article_helps_once_however_its_address_is_written():
    client, answer = Client(), make_answer()
    actions.accept_answer(answer, actor=answer.thread.author)
    client.force_login(make_user())
    for tail in ("", "?again=1", "#here"):
        path = f"{answer.thread.get_absolute_url()}{tail}"
        client.post(reverse("hint_solved"), {"title": "Refund", "path": path})
    entries = PointEntry.objects.filter(rule="hint")
    assert entries.count() == 1


def test_strangers_do_not_read_that_a_person_took_something_back():
    answer = make_answer()
    actions.vote_helpful(answer, actor=make_member())
    entry = PointEntry.objects.get(rule="helpful")
    actions.reverse_award(entry, actor=make_moderator(), reason="A friend of theirs")
    address = reverse("member_points", args=[answer.author_id])
    page = Client().get(address).content.decode()
    assert "Taken back since" not in page and "A friend of theirs" not in page
    client = Client()
    client.force_login(answer.author)
    assert "Taken back since" in client.get(address).content.decode()


def test_the_title_of_an_article_that_is_not_for_everyone_stands_on_no_points_page(site):  # noqa: F811
    member, page = make_user(), make_article("As it is.", title="The secret price list")
    text = {"title": page.title, "body": "As it should be.", "language": "en", "why": "Better"}
    ArticleProposal.objects.create(
        page=page, member=member, kind="edit", state="accepted", decided_at=now(), based_on="", **text
    )
    score("article_edit", members=[member.pk])
    address = reverse("member_points", args=[member.pk])
    ArticleProposal.objects.update(title="")
    assert "The secret price list" in Client().get(address).content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "The secret price list" not in Client().get(address).content.decode()


@pytest.mark.parametrize("name", ["suggest_text", "translate_article"])
def test_no_article_has_so_large_a_number(name):
    client = Client()
    client.force_login(make_user())
    assert client.get(reverse(name, args=[int("9" * 30)])).status_code == 404


def test_a_tick_looks_at_so_many_and_the_next_at_the_others(monkeypatch):
    monkeypatch.setattr("community.reputation.ticking.LOOKED_AT", 2)
    members = [make_user() for _one in range(3)]
    Standing.objects.update(due_at=None)
    for place, member in enumerate(members):
        Standing.objects.filter(member=member).update(due_at=now() - timedelta(hours=9 - place))
    tick_standing()
    assert [one.pk for one in Standing.objects.filter(due_at__lte=now())] == [members[2].pk]
    tick_standing()
    assert not Standing.objects.filter(due_at__lte=now()).exists()


def test_who_proposes_and_then_does_it_themselves_earns_nothing():
    """An advocate may mark what is outdated: that makes their own word no better."""
    answer, member = make_answer(), make_user()
    actions.accept_answer(answer, actor=answer.thread.author)
    Standing.objects.filter(member=member).update(level=3)
    member.refresh_from_db()
    actions.propose_outdated(answer.thread, actor=member, words="The shop has moved")
    actions.mark_outdated(answer.thread, actor=member, reason="The shop has moved")
    assert not PointEntry.objects.filter(rule="report", member=member).exists()


def test_an_expert_of_the_same_company_confirms_no_report_and_merges_for_nothing():
    board = make_board()
    expert, friend = expert_of(board, email="one@widgets.test"), make_user(email="two@widgets.test")
    Standing.objects.filter(member=friend).update(level=2)
    friend.refresh_from_db()
    thread, target = make_thread(board=board), make_thread(board=board)
    proposal = actions.propose_duplicate(thread, target, actor=friend)
    with pytest.raises(actions.Refused, match="too close"):
        actions.confirm_proposal(proposal, actor=expert)
    actions.merge_threads(thread, target, actor=expert)
    assert PointEntry.objects.get(rule="report").why == "company"
    assert points(friend) == 0
