"""What level 2 may: refused one level below, allowed at its own, by the address of it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_agent, make_moderator, signed_in
from community import actions
from community.actions import Refused
from community.models import (
    ModerationAction,
    Proposal,
    Retag,
    Standing,
)
from community.tests.factories import make_board, make_thread
from community.tests.reputation.of_levels import of_level, post, solved

pytestmark = pytest.mark.django_db


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
