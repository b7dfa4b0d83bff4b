"""What level 3 may, and two of it together: refused below, allowed at its own, by the address of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from accounts.tests.factories import make_agent, make_moderator, make_newcomer, make_user, signed_in
from community import actions
from community.actions import Refused
from community.models import (
    ModerationAction,
    Standing,
    SupportForAnswer,
)
from community.permissions import can_edit_answer
from community.tests.factories import make_answer, make_board, make_thread
from community.tests.reputation.of_levels import A_WHILE, of_level, parted, post, solved

pytestmark = pytest.mark.django_db


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
