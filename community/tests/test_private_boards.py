"""A private board: for those inside a board like any other, for everyone else nothing at all."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import Notification
from accounts.tests.factories import make_agent, make_member, make_moderator, make_newcomer, signed_in
from community import actions
from community.actions import Refused
from community.models import Board
from community.permissions import can_ask_in
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside():
    """A private board, and somebody of its group."""
    board, group = make_board("partners", en="Partners"), Group.objects.create(name="Partners")
    board.is_private = True
    board.save()
    board.groups.add(group)
    member = make_member()
    member.groups.add(group)
    return board, member


def test_those_inside_ask_answer_and_comment_there(inside):
    board, member = inside
    answer = make_answer(make_thread(board=board, author=member), author=make_agent(), body="Like so")
    comment = actions.comment(answer, member, "Thank you")
    page = signed_in(member).get(answer.thread.get_absolute_url()).content.decode()
    assert "Thank you" in page
    assert "Only for those on this board" in page
    assert "Only for those on this board" in signed_in(member).get(reverse("boards")).content.decode()
    assert "Only for those on this board" in signed_in(member).get(reverse("community_home")).content.decode()
    assert signed_in(make_moderator()).get(comment.get_absolute_url().split("#")[0]).status_code == 200


def test_for_everyone_else_nothing_of_it_exists(inside):
    board, member = inside
    answer = make_answer(make_thread(board=board, author=member, title="A secret price list"), author=make_agent())
    comment = actions.comment(answer, member, "Words inside")
    stranger = make_member()
    for client in (Client(), signed_in(stranger)):
        assert client.get(answer.thread.get_absolute_url()).status_code == 404
        assert client.get(reverse("comment", args=[comment.pk])).status_code == 404
        assert client.get(reverse("answer_comments", args=[answer.pk])).status_code == 404
        assert client.post(reverse("comment_answer", args=[answer.pk]), {"text": "Let me in"}).status_code == 404
        assert "secret price" not in client.get(reverse("community_home")).content.decode()
        assert "Partners" not in client.get(reverse("boards")).content.decode()
    for act, words in (
        (lambda: actions.answer(answer.thread, stranger, "Me too"), "answer"),
        (lambda: actions.comment(answer, stranger, "Me too"), "comment"),
        (lambda: actions.vote_helpful(answer, actor=stranger), "vote"),
        (lambda: actions.me_too(answer.thread, actor=stranger), "me too"),
        (lambda: actions.flag(answer, actor=stranger, reason="spam"), "flag"),
        (lambda: actions.follow(answer.thread, actor=stranger), "follow"),
        (lambda: make_thread(board=board, author=stranger), "ask"),
    ):
        with pytest.raises(Refused):
            act()
            pytest.fail(words)


def test_who_is_let_out_hears_nothing_more(inside):
    board, member = inside
    other = make_member()
    other.groups.add(*board.groups.all())
    answer = make_answer(make_thread(board=board, author=member), author=other)
    actions.comment(answer, other, "First")
    other.groups.clear()
    Notification.objects.all().delete()
    actions.comment(answer, member, f"More for @{other}")
    assert not Notification.objects.filter(recipient=other).exists()


def test_a_board_that_becomes_private_later_is_silent_for_those_outside(inside):
    board, helper = make_board("open"), make_member()
    answer = make_answer(make_thread(board=board), author=helper)
    Board.objects.filter(pk=board.pk).update(is_private=True)
    Notification.objects.all().delete()
    actions.comment(answer, make_moderator(), "Between us")
    assert not Notification.objects.filter(recipient=helper).exists()
    assert Client().get(answer.thread.get_absolute_url()).status_code == 404


def test_a_board_says_who_may_ask_and_holds_to_it():
    board, newcomer, member, agent = make_board(), make_newcomer(), make_member(), make_agent()
    url = f"{reverse('community_home')}?board={board.slug}"
    assert "On this board" not in signed_in(newcomer).get(url).content.decode()
    Board.objects.filter(pk=board.pk).update(who_may_ask="members")
    board.refresh_from_db()
    assert [can_ask_in(user, board) for user in (newcomer, member, agent)] == [False, True, True]
    assert "members of level 1 ask" in signed_in(newcomer).get(url).content.decode()
    Board.objects.filter(pk=board.pk).update(who_may_ask="team")
    board.refresh_from_db()
    assert [can_ask_in(user, board) for user in (newcomer, member, agent)] == [False, False, True]
    assert "only our team asks" in signed_in(member).get(url).content.decode()
    with pytest.raises(Refused, match="only our team asks"):
        make_thread(board=board, author=member)
    own = make_thread(board=make_board("elsewhere"), author=member)
    with pytest.raises(Refused, match="only our team asks"):
        actions.edit_thread(own, actor=member, title=own.title, body=own.body_source, board=board)
    assert make_answer(make_thread(board=board, author=agent), author=member)
