"""A request follows its question when that is merged, and comes back with it."""

import pytest
from django.utils import timezone

from accounts.tests.factories import make_member, make_moderator
from community import actions as community
from community.models import ModerationAction, Thread
from community.tests.factories import make_answer, make_thread
from search.queries import Hit
from tickets import actions
from tickets.models import Escalation, Ticket
from tickets.templatetags import tickets_tags
from tickets.tests.factories import make_escalated_ticket

pytestmark = pytest.mark.django_db


def unmerge(actor):
    community.undo(ModerationAction.objects.filter(act="merge").latest("pk"), actor=actor)


def test_the_request_and_its_escalation_go_along_and_come_back():
    ticket, moderator = make_escalated_ticket(), make_moderator()
    source, target = ticket.thread, make_thread()
    waiting = target.escalations.get()
    community.merge_threads(source, target, actor=moderator)
    ticket.refresh_from_db()
    waiting.refresh_from_db()
    assert ticket.thread == target
    assert (waiting.state, waiting.cancelled_because) == ("cancelled", "duplicate")
    assert target.escalations.get(state="linked") == ticket.escalation
    assert "merged" in ticket.events.values_list("kind", flat=True)
    unmerge(moderator)
    ticket.refresh_from_db()
    assert ticket.thread == source
    assert source.escalations.get(state="linked") == ticket.escalation
    assert target.escalations.order_by("-generation").first().state == "scheduled"


def test_what_was_merged_does_not_go_to_the_team():
    source, target = make_thread(), make_thread()
    community.merge_threads(source, target, actor=make_moderator())
    assert source.escalations.get().cancelled_because == "duplicate"
    assert actions.recompute(Thread.objects.get(pk=source.pk)).state == "cancelled"


def test_two_requests_both_stand():
    one, other = make_escalated_ticket(), make_escalated_ticket()
    community.merge_threads(one.thread, other.thread, actor=make_moderator())
    assert set(Ticket.objects.values_list("thread", flat=True)) == {other.thread_id}
    assert Escalation.objects.filter(state="linked").count() == 2
    agent_reads = other.thread.answers.count()
    answer = make_answer(Thread.objects.get(pk=other.thread_id))
    community.accept_answer(answer, actor=other.thread.author)
    assert agent_reads == 0
    assert "community_solved" in other.events.values_list("kind", flat=True)


def test_needing_information_pauses_the_clock_and_the_reply_starts_the_next_generation():
    thread, moderator = make_thread(), make_moderator()
    community.request_information(thread, actor=moderator, text="Which lamp is it?")
    assert thread.escalations.get().cancelled_because == "needs_info"
    later = timezone.now()
    community.give_information(Thread.objects.get(pk=thread.pk), actor=thread.author, text="The small one.")
    last = thread.escalations.order_by("-generation").first()
    assert (last.generation, last.state) == (2, "scheduled")
    assert last.clock_from >= later


def test_not_solved_starts_the_next_generation():
    thread = make_thread()
    community.accept_answer(make_answer(thread), actor=thread.author)
    community.not_solved(Thread.objects.get(pk=thread.pk), actor=thread.author, missing="It still hums.")
    assert [one.state for one in thread.escalations.order_by("generation")] == ["cancelled", "scheduled"]


def test_a_locked_question_waits_for_nobody():
    thread, moderator = make_thread(), make_moderator()
    community.lock_thread(thread, actor=moderator)
    assert thread.escalations.get().state == "cancelled"
    community.unlock_thread(thread, actor=moderator)
    assert thread.escalations.order_by("-generation").first().state == "scheduled"


def test_search_hits_say_how_a_question_stands():
    threads = [make_thread() for _ in range(3)]
    community.archive_thread(threads[0], actor=make_moderator())
    community.request_information(threads[1], actor=make_member(), text="Which lamp is it?")
    hits = [Hit(f"community.thread.{one.pk}", "thread", "en", one.title, "/") for one in threads]
    statuses = tickets_tags.hit_statuses(hits)
    assert [tickets_tags.status_of_hit(statuses, hit) for hit in hits] == ["archived", "needs_info", "open"]
