"""What each level may: refused one level below, allowed at its own, by the address of it."""

import html
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_agent, make_moderator, make_newcomer, make_user
from community import actions
from community.actions import Refused
from community.models import (
    BadgeAward,
    Board,
    ExpertTerm,
    ModerationAction,
    PointReview,
    Proposal,
    Retag,
    Standing,
    SupportForAnswer,
    Thread,
    Verification,
)
from community.permissions import can_edit_answer
from community.reputation.ticking import tick_standing
from community.reputation.watching import forget_groups
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(days=20)


def of_level(level: int, board=None):
    member = make_user()
    Standing.objects.filter(member=member).update(level=level)
    if board:
        ends_at = now() + timedelta(days=300)
        ExpertTerm.objects.create(member=member, board=board, accepted_at=now(), ends_at=ends_at)
    return type(member).objects.get(pk=member.pk)


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def holder(board):
    """Of the badge that an invitation asks for."""
    member = make_user()
    BadgeAward.objects.create(member=member, badge="board-expert", board=board)
    return member


def post(member, name, pk, **words):
    return signed_in(member).post(reverse(name, args=[pk]), words, follow=True)


def solved(**overrides) -> Thread:
    answer = make_answer(make_thread(**overrides))
    actions.accept_answer(answer, actor=answer.thread.author)
    answer.thread.refresh_from_db()
    return answer.thread


# --- level 2 ----------------------------------------------------------------------------------------------------------


def test_tags_of_others_from_level_two_on_and_everyone_reads_who_changed_them():
    thread = make_thread(tags=["lamp"])
    url = reverse("retag", args=[thread.pk])
    assert signed_in(of_level(1)).post(url, {"tags": "refund"}).status_code == 404
    helper = of_level(2)
    assert b"Look after it" in signed_in(helper).get(thread.get_absolute_url()).content
    signed_in(helper).post(url, {"tags": "refund, lamp"})
    assert sorted(tag.name for tag in thread.tags.all()) == ["lamp", "refund"]
    done = Retag.objects.get()
    assert (done.member, done.before, done.after) == (helper, ["lamp"], ["lamp", "refund"])
    assert reverse("thread_versions", args=[thread.pk]) in Client().get(thread.get_absolute_url()).content.decode()
    versions = Client().get(reverse("thread_versions", args=[thread.pk])).content.decode()
    assert "Tags changed" in versions and str(helper) in versions and "Put it back" not in versions
    post(thread.author, "put_tags_back", done.pk)
    assert [tag.name for tag in thread.tags.all()] == ["lamp"]
    with pytest.raises(Refused):
        actions.put_tags_back(done, actor=helper)


def test_too_many_tags_are_refused_beside_the_field_and_nothing_typed_is_lost():
    thread = make_thread()
    page = signed_in(of_level(2)).post(reverse("retag", args=[thread.pk]), {"tags": "a1,b1,c1,d1,e1,f1"})
    assert page.status_code == 422 and "a1,b1,c1,d1,e1,f1" in page.content.decode()
    assert not Retag.objects.exists()


def test_asked_before_is_proposed_from_level_two_on_and_merges_when_confirmed():
    thread, target, moderator = make_thread(), make_thread(), make_moderator()
    url = f"{reverse('propose_duplicate', args=[thread.pk])}?into={target.pk}"
    assert signed_in(of_level(1)).post(url, {"words": ""}).status_code == 404
    helper = of_level(2)
    assert target.title in signed_in(helper).get(url).content.decode()
    signed_in(helper).post(url, {"words": "The same lamp."})
    proposal = Proposal.objects.get()
    assert (proposal.member, proposal.target, proposal.words) == (helper, target, "The same lamp.")
    with pytest.raises(Refused, match="already"):
        actions.propose_duplicate(thread, target, actor=of_level(2))
    queue = signed_in(moderator).get(reverse("proposals")).content.decode()
    assert "The same lamp." in queue
    assert "What members propose" in signed_in(moderator).get(reverse("reviews")).content.decode()
    post(moderator, "decide_proposal", proposal.pk, decision="confirm")
    thread.refresh_from_db()
    assert thread.merged_into == target
    assert Standing.objects.get(member=helper).points == 3
    assert helper.notifications.get(event="proposal_decided").context["state"] == "confirmed"
    merged = ModerationAction.objects.get(act="merge")
    actions.undo(merged, actor=moderator)
    assert Standing.objects.get(member=helper).points == 0


def test_out_of_date_is_proposed_at_level_two_and_marked_at_level_three():
    thread = solved()
    url = reverse("thread_act", args=[thread.pk, "outdate"])
    helper = of_level(2)
    assert signed_in(helper).post(url, {"reason": "The form is gone."}).status_code == 404
    empty = signed_in(helper).post(reverse("propose_outdated", args=[thread.pk]), {"words": " "})
    assert empty.status_code == 422
    post(helper, "propose_outdated", thread.pk, words="The form is gone.")
    assert Proposal.objects.get().kind == "outdated"
    signed_in(of_level(3)).post(url, {"reason": "The form is gone since May."})
    thread.refresh_from_db()
    assert thread.is_outdated
    assert Proposal.objects.get().state == "confirmed"
    assert Standing.objects.get(member=helper).points == 3


def test_a_proposal_is_declined_with_a_word_or_taken_back():
    helper, moderator = of_level(2), make_moderator()
    proposal = actions.propose_outdated(solved(), actor=helper, words="Since May.")
    other = actions.propose_outdated(solved(), actor=helper, words="Since May.")
    post(moderator, "decide_proposal", proposal.pk, decision="decline", words="It works as before.")
    assert helper.notifications.get(event="proposal_decided").context["reply"] == "It works as before."
    assert signed_in(of_level(2)).post(reverse("withdraw_proposal", args=[other.pk])).status_code == 404
    page = signed_in(helper).get(other.thread.get_absolute_url()).content.decode()
    assert reverse("withdraw_proposal", args=[other.pk]) in page
    post(helper, "withdraw_proposal", other.pk)
    other.refresh_from_db()
    assert other.state == "withdrawn"
    assert Standing.objects.get(member=helper).points == 0


def test_experts_are_told_of_proposals_on_their_board_in_one_line_and_without_mail(mailoutbox):
    board, helper = make_board("lamps"), of_level(2)
    expert, of_another, moderator = of_level(4, board), of_level(4, make_board("parcels")), make_moderator()
    for _number in range(2):
        actions.propose_outdated(solved(board=board), actor=helper, words="Since May.")
    actions.propose_outdated(solved(board=board), actor=expert, words="Since May.")  # their own
    told = expert.notifications.get(event="proposal_made")
    assert (told.context["number"], told.mail_due_at) == (2, None)
    inbox = signed_in(expert).get("/en/account/inbox/").content.decode()
    assert "On “Lamps”, 2 new proposals of members wait for you to decide." in inbox
    assert told.url == reverse("proposals") and signed_in(expert).get(told.url).status_code == 200
    for other in (of_another, moderator, helper):
        assert not other.notifications.filter(event="proposal_made").exists()
    silenced = actions.sanction(expert, "24h", actor=moderator, reason="Rude")
    actions.propose_outdated(solved(board=board), actor=helper, words="Since May.")
    assert silenced.holds and expert.notifications.get(event="proposal_made").context["number"] == 2
    assert not mailoutbox


def test_members_do_not_find_the_list_of_proposals():
    for member in (of_level(2), of_level(3), make_agent()):
        assert signed_in(member).get(reverse("proposals")).status_code == 404


# --- level 3 ----------------------------------------------------------------------------------------------------------


def test_advocates_edit_others_words_with_a_reason_and_the_author_takes_it_back():
    answer = make_answer(body="It takes five day.")
    url = reverse("edit_answer", args=[answer.pk])
    signed_in(of_level(2)).post(url, {"body": "It takes five days.", "reason": "A letter."})
    answer.refresh_from_db()
    assert answer.body_source == "It takes five day."
    advocate = of_level(3)
    assert signed_in(advocate).post(url, {"body": "It takes five days.", "reason": ""}).status_code == 422
    signed_in(advocate).post(url, {"body": "It takes five days.", "reason": "A letter."})
    answer.refresh_from_db()
    assert answer.body_source == "It takes five days."
    told = answer.author.notifications.get(event="post_moderated")
    assert told.context["reason"] == "A letter."
    kept = answer.revisions.get()
    page = signed_in(answer.author).get(reverse("answer_versions", args=[answer.pk])).content.decode()
    assert reverse("put_words_back", args=[kept.pk]) in page and str(advocate) in page
    assert (
        reverse("put_words_back", args=[kept.pk])
        not in signed_in(advocate).get(reverse("answer_versions", args=[answer.pk])).content.decode()
    )
    post(answer.author, "put_words_back", kept.pk)
    answer.refresh_from_db()
    assert answer.body_source == "It takes five day."


def test_advocates_change_words_only_neither_the_board_nor_what_our_team_says():
    thread, advocate = make_thread(tags=["lamp"]), of_level(3)
    words = {"title": "Where is my refund for the desk lamp?", "body": thread.body_source, "reason": "Which lamp"}
    signed_in(advocate).post(reverse("edit_thread", args=[thread.pk]), {**words, "board": make_board("other").slug})
    thread.refresh_from_db()
    assert thread.title.endswith("desk lamp?") and thread.board.slug == "returns"
    assert [tag.name for tag in thread.tags.all()] == ["lamp"]
    official = actions.answer(thread, make_agent(), "It is on its way.", official=True)
    assert not can_edit_answer(advocate, official)


def waiting_for_two(**overrides):
    thread = make_thread(created_at=now() - A_WHILE, **overrides)
    return make_answer(thread, created_at=now() - A_WHILE)


def test_two_advocates_accept_what_the_silent_asker_does_not():
    answer = waiting_for_two()
    helper, first, second = of_level(2), of_level(3), of_level(3)
    with pytest.raises(Refused):
        actions.support_answer(answer, actor=helper)
    assert b"This solves it" in signed_in(first).get(answer.thread.get_absolute_url()).content
    post(first, "support_answer", answer.pk)
    answer.refresh_from_db()
    assert not answer.is_accepted
    assert b"Another advocate says so already" in signed_in(second).get(answer.thread.get_absolute_url()).content
    post(second, "support_answer", answer.pk)
    answer.refresh_from_db()
    assert answer.accepted_by == second
    done = ModerationAction.objects.get(act="accept")
    assert done.actor == second and str(first) in done.reason and str(second) in done.reason
    asker = answer.thread.author
    assert asker.notifications.filter(event="accepted_for_you").count() == 1
    assert not asker.notifications.filter(event="thread_solved").exists()
    assert [Standing.objects.get(member=one).points for one in (first, second)] == [0, 0]
    actions.unaccept_answer(answer, actor=asker)
    assert not SupportForAnswer.objects.exists()
    with pytest.raises(Refused, match="still here"):
        actions.support_answer(answer, actor=first)


def test_nobody_speaks_for_an_asker_who_is_here_nor_for_themselves_nor_their_company():
    advocate = of_level(3)
    fresh = make_answer(make_thread(created_at=now() - A_WHILE))
    spoke = waiting_for_two()
    actions.comment(spoke.thread, spoke.thread.author, "That is not it.")
    own = make_answer(make_thread(created_at=now() - A_WHILE), author=advocate, created_at=now() - A_WHILE)
    colleague = make_user(email="one@lamps.invalid")
    at_work = waiting_for_two(author=make_user(email="two@lamps.invalid"))
    Standing.objects.filter(member=colleague).update(level=3)
    colleague = type(colleague).objects.get(pk=colleague.pk)
    for answer, actor in ((fresh, advocate), (spoke, advocate), (own, advocate), (at_work, colleague)):
        with pytest.raises(Refused):
            actions.support_answer(answer, actor=actor)
    assert not SupportForAnswer.objects.exists()


def test_whoever_was_silenced_since_they_said_so_does_not_count():
    answer, moderator = waiting_for_two(), make_moderator()
    first, second, third = of_level(3), of_level(3), of_level(3)
    actions.support_answer(answer, actor=first)
    given = actions.sanction(first, "7d", actor=moderator, reason="Rude")
    assert b"Another advocate says so already" not in signed_in(second).get(answer.thread.get_absolute_url()).content
    assert not actions.support_answer(answer, actor=second)
    actions.lift(given, actor=moderator)
    assert actions.support_answer(answer, actor=third)


def test_whom_a_person_parted_have_no_say_in_what_the_other_did():
    first, second, author = of_level(3), of_level(3), make_user()
    board = make_board("lamps")
    expert = of_level(4, board)
    answer, own = waiting_for_two(), make_answer(waiting_for_two().thread, author=author, created_at=now() - A_WHILE)
    parted(first, second, author, expert)
    actions.support_answer(answer, actor=first)
    assert not actions.support_answer(answer, actor=second), "the two count as one"
    with pytest.raises(Refused, match="too close"):
        actions.support_answer(own, actor=first)
    thread = solved(board=board)
    Standing.objects.filter(member=author).update(level=2)
    author = type(author).objects.get(pk=author.pk)
    proposal = actions.propose_outdated(thread, actor=author, words="Since May.")
    assert not expert.notifications.filter(event="proposal_made").exists()
    with pytest.raises(Refused, match="too close"):
        actions.confirm_proposal(proposal, actor=expert)
    actions.mark_outdated(thread, actor=first, reason="Since May.")
    proposal.refresh_from_db()
    assert proposal.state == "confirmed" and Standing.objects.get(member=author).points == 0


def parted(*members):
    """A person found that they gave each other points."""
    review = PointReview.objects.create(
        cause="circle", key="circle", verdict="reversed", decided_at=now() - A_WHILE, decided_by=make_moderator()
    )
    review.members.set(members)
    forget_groups()


def test_one_report_of_an_advocate_hides_spam_of_a_new_member_and_of_nobody_else():
    def reported(author, reporter, reason="spam"):
        answer = make_answer(author=author, created_at=now() - A_WHILE)
        actions.flag(answer, actor=reporter, reason=reason)
        answer.refresh_from_db()
        return answer.is_hidden

    assert reported(make_newcomer(), of_level(3))
    assert not reported(make_newcomer(), of_level(2))
    assert not reported(make_newcomer(), of_level(3), "rude")
    assert not reported(make_user(), of_level(3))


# --- experts ----------------------------------------------------------------------------------------------------------


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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_agree_at_the_same_moment_accept_once():
    answer = waiting_for_two()
    advocates = [of_level(3) for _each in range(3)]

    def agree(member):
        try:
            return actions.support_answer(type(answer).objects.get(pk=answer.pk), actor=member)
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        accepted = list(pool.map(agree, advocates))
    answer.refresh_from_db()
    assert accepted.count(True) == 1 and answer.is_accepted
    assert ModerationAction.objects.filter(act="accept").count() == 1
