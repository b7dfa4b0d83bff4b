"""What other apps' pages show about escalation."""

from collections.abc import Collection

from django import template
from django.db.models import Exists, OuterRef
from django.utils import timezone

from community.models import Thread
from community.standing import has_level_for
from site_config.formats import localized_soon
from tickets.models import Escalation
from tickets.permissions import can_make_private, can_work_tickets

register = template.Library()
UNSETTLED = ("waiting", "answered")


@register.inclusion_tag("tickets/parts/escalation_notice.html", takes_context=True)
def escalation_notice(context, thread, user):
    """What happens next with a question, as far as this reader may know: one query a page.

    Everyone sees that it is with the team, and since when; the asker, agents and members who earned it (RULES §1) when
    it will be; the asker and agents get the link.
    """
    escalation = _escalation_of(thread)
    is_asker = bool(user.is_authenticated and thread.author_id == user.pk)
    is_agent = bool(user.is_authenticated and can_work_tickets(user))
    words = {"thread": thread, "escalation": escalation, "is_asker": is_asker, "is_agent": is_agent, "kind": ""}
    if escalation is not None:
        sees_clock = is_asker or is_agent or _sees_clocks(user, escalation)
        words |= {
            "ticket": getattr(escalation, "ticket", None),
            "kind": _kind(escalation, is_asker, is_agent, sees_clock),
        }
        words["due"] = localized_soon(escalation.due_at)
        words["may_ask"] = is_asker and _waits(escalation) and escalation.policy and escalation.policy.asker_may_ask
    ticket = words.get("ticket")  # Of a question that was merged into this one its own asker has the request.
    words["is_requester"] = bool(ticket and user.is_authenticated and ticket.requester_id == user.pk)
    has_team = escalation is not None and escalation.linked_at is not None
    words["may_make_private"] = is_asker and not has_team and can_make_private(user, thread)
    if thread.is_withdrawn and (is_asker or is_agent):
        words["private_ticket"] = thread.tickets.order_by("pk").first()
    return {**words, "csrf_token": context.get("csrf_token")}


def _escalation_of(thread) -> Escalation | None:
    """The last one of a question: one query, whatever of its page needs it."""
    if not hasattr(thread, "_escalation"):
        found = Escalation.objects.filter(thread=thread).select_related("ticket", "policy")
        thread._escalation = found.order_by("-generation").first()
    return thread._escalation


def _sees_clocks(user, escalation: Escalation) -> bool:
    return _waits(escalation) and user.is_authenticated and has_level_for(user, "clock")


@register.simple_tag
def with_team(threads) -> set[int]:
    """Those of a page's questions that our team visibly works on: one query for all, none where all are settled."""
    return _with_team([thread.pk for thread in threads if thread.status in UNSETTLED])


@register.simple_tag
def hit_statuses(hits) -> dict[str, str]:
    """The statuses of a page's questions among its hits, by their identifiers: one query for all of them."""
    keys = [hit.id.removeprefix("community.thread.") for hit in hits if hit.kind == "thread"]
    keys = [int(key) for key in keys if key.isdecimal()]
    if not keys:
        return {}
    linked = Escalation.objects.filter(thread=OuterRef("pk"), state=Escalation.State.LINKED)
    linked = linked.exclude(ticket__hidden_from_requester=True)
    threads = Thread.objects.filter(pk__in=keys).defer("body_source", "body_html").annotate(linked=Exists(linked))
    return {
        f"community.thread.{thread.pk}": status_among(thread, {thread.pk} if thread.linked else set())
        for thread in threads
    }


@register.filter
def status_of_hit(statuses: dict[str, str], hit) -> str:
    """What was found but is not there any more says what the index knew."""
    status = statuses.get(hit.id, "solved" if hit.solved else "open")
    return "open" if status in UNSETTLED else status


@register.simple_tag
def status_with_team(thread) -> str:
    """The status of one question, for its own page."""
    escalation = _escalation_of(thread)
    is_linked = escalation is not None and escalation.state == Escalation.State.LINKED
    return status_among(thread, {thread.pk} if is_linked and _is_shown(escalation) else set())


@register.filter
def status_among(thread, team: set[int]) -> str:
    """The status of a question in a list, given those that are `with_team`."""
    return "escalated" if thread.pk in team and thread.status in UNSETTLED else thread.status


def _with_team(keys: Collection[int]) -> set[int]:
    if not keys:
        return set()
    linked = Escalation.objects.filter(thread__in=keys, state=Escalation.State.LINKED)
    return set(linked.exclude(ticket__hidden_from_requester=True).values_list("thread_id", flat=True))


def _is_shown(escalation: Escalation) -> bool:
    ticket = getattr(escalation, "ticket", None)
    return not (ticket and ticket.hidden_from_requester)


def _kind(escalation: Escalation, is_asker: bool, is_agent: bool, sees_clock: bool) -> str:
    """Which of the notices this reader gets; none where it is the team's own business."""
    staff_only = escalation.policy and escalation.policy.consent == "staff_only"
    if escalation.state == Escalation.State.AWAITING_CONSENT:
        return "consent" if is_asker else "awaiting" if is_agent else ""
    if _waits(escalation):
        if staff_only and not is_agent:
            return ""
        if sees_clock:
            return "overdue" if escalation.due_at <= timezone.now() else "scheduled"
        return ""
    if escalation.state == Escalation.State.LINKED:
        return "linked" if is_agent or _is_shown(escalation) else ""
    return "resolved" if escalation.state == Escalation.State.RESOLVED and (is_asker or is_agent) else ""


def _waits(escalation: Escalation) -> bool:
    return escalation.state in Escalation.WAITING
