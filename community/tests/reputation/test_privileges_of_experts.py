"""What our team and the experts of a board may there, and how one becomes an expert."""

import html
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_agent, make_moderator, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import (
    BadgeAward,
    Board,
    ExpertTerm,
    ModerationAction,
    Proposal,
    Standing,
    Verification,
)
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reputation.of_levels import A_WHILE, holder, of_level, post

pytestmark = pytest.mark.django_db


def test_our_team_and_experts_of_the_board_verify_and_say_so_beside_the_answer():
    board = make_board()
    answer, expert, elsewhere = make_answer(), of_level(4, board), of_level(4, make_board("lamps"))
    page = answer.thread.get_absolute_url()
    for member in (of_level(3), elsewhere):
        assert reverse("verify_answer", args=[answer.pk]) not in signed_in(member).get(page).content.decode()
        post(member, "verify_answer", answer.pk)
        assert not Verification.objects.exists()
    assert reverse("verify_answer", args=[answer.pk]) in signed_in(expert).get(page).content.decode()
    post(expert, "verify_answer", answer.pk)
    assert Standing.objects.get(member=answer.author).points == 15
    assert f"Verified by an expert of this board: {expert}" in Client().get(page).content.decode()
    assert answer.author.notifications.filter(event="answer_verified").exists()
    with pytest.raises(Refused):
        actions.unverify_answer(answer, actor=make_agent())
    post(expert, "unverify_answer", answer.pk)
    assert Standing.objects.get(member=answer.author).points == 0
    agent = make_agent()
    post(agent, "verify_answer", answer.pk)
    assert f"Verified by our team: {agent}" in Client().get(page).content.decode()
    own = make_answer(author=expert)
    with pytest.raises(Refused, match="own"):
        actions.verify_answer(own, actor=expert)


def test_experts_merge_close_open_and_decide_on_their_board_only():
    board, there = make_board(), make_board("lamps")
    expert, helper = of_level(4, board), of_level(2)
    here, target, other = make_thread(), make_thread(), make_thread(board=there)
    for thread in (here, other):
        signed_in(expert).post(reverse("thread_act", args=[thread.pk, "close"]), {"reason": ""})
        thread.refresh_from_db()
    assert here.is_closed and not other.is_closed
    assert ModerationAction.objects.get(act="close").actor == expert
    signed_in(expert).post(reverse("thread_act", args=[here.pk, "reopen"]), {"reason": ""})
    here.refresh_from_db()
    assert not here.is_closed
    proposal = actions.propose_duplicate(here, target, actor=helper)
    elsewhere = actions.propose_duplicate(other, make_thread(board=there), actor=helper)
    page = signed_in(expert).get(reverse("proposals")).content.decode()
    assert f"proposal-{proposal.pk}" in page and f"proposal-{elsewhere.pk}" not in page
    assert signed_in(expert).post(reverse("decide_proposal", args=[elsewhere.pk]), {}).status_code == 404
    secret = make_thread(title="What only the insiders read", board=make_board("inside"))
    Board.objects.filter(slug="inside").update(is_private=True)
    into_secret = Proposal.objects.create(thread=make_thread(), target=secret, member=helper, kind="duplicate")
    assert "insiders" not in signed_in(expert).get(reverse("proposals")).content.decode()
    assert signed_in(expert).post(reverse("decide_proposal", args=[into_secret.pk]), {}).status_code == 404
    post(expert, "decide_proposal", proposal.pk, decision="confirm")
    here.refresh_from_db()
    assert here.merged_into == target
    with pytest.raises(Refused, match="boards"):
        actions.merge_threads(target, other, actor=expert)
    for act in ("lock", "archive", "hide", "move"):
        assert signed_in(expert).get(reverse("thread_act", args=[target.pk, act])).status_code == 404


def test_an_expert_is_invited_accepts_for_a_year_and_stands_among_the_alumni():

    board = make_board()
    member = holder(board)
    for invited, actor in ((member, make_agent()), (make_user(), make_moderator())):
        with pytest.raises(Refused):
            actions.invite_expert(invited, board, actor=actor)
    term = actions.invite_expert(member, board, actor=make_moderator())
    with pytest.raises(Refused):
        actions.invite_expert(member, board, actor=make_moderator())
    told = member.notifications.get(event="expert_invited")
    client = signed_in(member)
    assert "Accept the invitation" in client.get(told.url).content.decode()
    assert signed_in(make_user()).get(told.url).status_code == 404
    client.post(told.url, {"decision": "accept"})
    term.refresh_from_db()
    assert Standing.objects.get(member=member).level == 4
    assert (term.ends_at - term.accepted_at).days == 365
    tick_standing(term.ends_at + timedelta(minutes=1))
    term.refresh_from_db()
    assert term.ended_at == term.ends_at
    assert Standing.objects.get(member=member).level == 1
    assert "Returns" in Client().get(reverse("member", args=[member.pk])).content.decode()


def test_who_declines_stays_what_they_are():
    member = holder(make_board())
    term = actions.invite_expert(member, make_board(), actor=make_moderator())
    signed_in(member).post(reverse("expert_invitation", args=[term.pk]), {"decision": "decline"})
    term.refresh_from_db()
    assert term.ended_at and not term.accepted_at
    with pytest.raises(Refused):
        actions.accept_invitation(term, actor=member)
    assert Standing.objects.get(member=member).level == 1


def test_a_moderator_invites_whom_the_badge_names_and_ends_a_term_in_the_cms():
    board, moderator = make_board(), make_moderator()
    member, cms = holder(board), signed_in(moderator)
    assert str(member) in cms.get(reverse("experts:add")).content.decode()
    cms.post(reverse("experts:add"), {"holder": BadgeAward.objects.get().pk}, follow=True)
    term = ExpertTerm.objects.get()
    assert (term.member, term.board, term.invited_by) == (member, board, moderator)
    assert str(member) not in cms.get(reverse("experts:add")).content.decode()
    late = cms.post(reverse("experts:add"), {"holder": BadgeAward.objects.get().pk}).content.decode()
    assert "They are invited already, or are an expert of this board." in late
    actions.accept_invitation(term, actor=member)
    listed = cms.get(reverse("experts:index")).content.decode()
    assert str(member) in listed and reverse("experts:edit", args=[term.pk]) in listed
    cms.post(reverse("experts:edit", args=[term.pk]), {"sure": "on"})
    term.refresh_from_db()
    assert term.ended_at
    assert Standing.objects.get(member=member).level == 1
    assert signed_in(make_agent()).get(reverse("experts:index")).status_code in (302, 403)


def test_where_nobody_can_be_invited_the_cms_says_what_it_takes_and_who_is_nearest():
    cms, near = signed_in(make_moderator()), make_user(display_name="Iris <b>")
    page = cms.get(reverse("experts:add")).content.decode()
    assert "Nobody holds it whom you have not invited yet." in page and "The nearest" not in page
    for _number in range(2):
        answer = make_answer(make_thread(board=make_board("lamps")), author=near, created_at=now() - A_WHILE)
        actions.accept_answer(answer, actor=answer.thread.author, at=now() - timedelta(days=2))
    tick_standing(now())
    page = html.unescape(cms.get(reverse("experts:add")).content.decode())
    assert "Have 25 answers on one board accepted within 180 days" in page
    assert "Iris &lt;b&gt;" in cms.get(reverse("experts:add")).content.decode()
    assert "on Lamps: 2 of 25" in page
