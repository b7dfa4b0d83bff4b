"""What other apps' pages show about escalation."""

from collections.abc import Collection

from django import template
from django.utils import timezone

from site_config.formats import localized_datetime
from tickets.models import Escalation
from tickets.permissions import can_work_tickets

register = template.Library()
UNSETTLED = ("waiting", "answered")


@register.inclusion_tag("tickets/parts/escalation_notice.html", takes_context=True)
def escalation_notice(context, thread, user):
    """What happens next with a question, as far as this reader may know; at most two queries.

    Everyone sees that it is with the team; the asker and agents see when it will be, and get the link.
    """
    escalation = (
        Escalation.objects.filter(thread=thread).select_related("ticket", "policy").order_by("-generation").first()
    )
    is_asker = bool(user.is_authenticated and thread.author_id == user.pk)
    is_agent = bool(user.is_authenticated and can_work_tickets(user))
    words = {"thread": thread, "escalation": escalation, "is_asker": is_asker, "is_agent": is_agent, "kind": ""}
    if escalation is not None:
        words |= {"ticket": getattr(escalation, "ticket", None), "kind": _kind(escalation, is_asker, is_agent)}
        words["due"] = localized_datetime(escalation.due_at)
        words["may_ask"] = is_asker and _waits(escalation) and escalation.policy and escalation.policy.asker_may_ask
    return {**words, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def with_team(threads) -> set[int]:
    """Those of a page's questions that our team visibly works on: one query for all, none where all are settled."""
    return _with_team([thread.pk for thread in threads if thread.status in UNSETTLED])


@register.simple_tag
def hits_with_team(hits) -> set[str]:
    """The same for search hits, by their identifiers (``community.thread.7``)."""
    found = (hit.id.removeprefix("community.thread.") for hit in hits if hit.kind == "thread" and not hit.solved)
    return {f"community.thread.{key}" for key in _with_team([int(key) for key in found if key.isdecimal()])}


@register.simple_tag
def status_with_team(thread) -> str:
    """The status of one question, for its own page."""
    return status_among(thread, with_team([thread]))


@register.filter
def status_among(thread, team: set[int]) -> str:
    """The status of a question in a list, given those that are `with_team`."""
    return "escalated" if thread.pk in team else thread.status


def _with_team(keys: Collection[int]) -> set[int]:
    if not keys:
        return set()
    linked = Escalation.objects.filter(thread__in=keys, state=Escalation.State.LINKED)
    return set(linked.exclude(ticket__hidden_from_requester=True).values_list("thread_id", flat=True))


def _kind(escalation: Escalation, is_asker: bool, is_agent: bool) -> str:
    """Which of the notices this reader gets; none where it is the team's own business."""
    staff_only = escalation.policy and escalation.policy.consent == "staff_only"
    if escalation.state == Escalation.State.AWAITING_CONSENT:
        return "consent" if is_asker else "scheduled" if is_agent else ""
    if _waits(escalation):
        if staff_only and not is_agent:
            return ""
        if is_asker or is_agent:
            return "overdue" if escalation.due_at <= timezone.now() else "scheduled"
        return ""
    if escalation.state == Escalation.State.LINKED:
        ticket = getattr(escalation, "ticket", None)
        return "linked" if is_agent or not (ticket and ticket.hidden_from_requester) else ""
    return "resolved" if escalation.state == Escalation.State.RESOLVED and (is_asker or is_agent) else ""


def _waits(escalation: Escalation) -> bool:
    return escalation.state in Escalation.WAITING
