"""The agents' desk: queues, a list, one conversation. For everyone else it does not exist."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community.errors import Refused
from community.personal_data import find_personal_data
from site_config.markdown import render_markdown
from site_config.posting import posted_from
from tickets import actions
from tickets.actions import Stale
from tickets.desk import Promise, desk_page, reply_form
from tickets.forms import AgentReplyForm, ChangeForm, SolveForm
from tickets.models import Ticket
from tickets.models.messages import Visibility
from tickets.permissions import can_work_tickets
from tickets.queries import QUEUES, queue, queue_counts, ticket_for_desk

TICKETS_PER_PAGE = 50


def agents_only(view):
    """Guests are sent to sign in; anyone who is no agent gets a 404."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not can_work_tickets(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@require_safe
@agents_only
def desk(request):
    counts = queue_counts(request.user)
    name = request.GET.get("queue")
    if name not in QUEUES:
        name = "mine" if counts["mine"] else "open"
    page = Paginator(queue(name, request.user), TICKETS_PER_PAGE).get_page(request.GET.get("page"))
    promise = Promise()
    words = {"queue": name, "queue_name": QUEUES[name], "counts": counts, "page": page}
    words["rows"] = [promise.row(ticket) for ticket in page]
    return render(request, "desk/desk.html", {**words, "queues": QUEUES})


@require_safe
@agents_only
def desk_ticket(request, pk):
    return desk_page(request, get_object_or_404(ticket_for_desk(), pk=pk))


@posted_from("desk_ticket")
@agents_only
def reply(request, pk):
    """Send; for a message on the question, show first what everyone will read, and warn of personal data."""
    ticket = get_object_or_404(ticket_for_desk(), pk=pk)
    form = AgentReplyForm(request.POST, has_thread=ticket.may_show_on_thread)
    if not form.is_valid() or "edit" in request.POST:
        form = form if form.errors else reply_form(ticket, request.POST)
        return desk_page(request, ticket, reply=form, status=422 if form.errors else 200)
    words = form.cleaned_data
    if words["visibility"] == Visibility.THREAD and "publish" not in request.POST:
        preview = {"html": render_markdown(words["body"]), "findings": find_personal_data(words["body"])}
        return desk_page(request, ticket, reply=form, preview=preview)
    return _perform(
        request, ticket, "reply", form, actions.reply, author=request.user, body=words["body"],
        visibility=words["visibility"], then=words["then"], submission_key=form.submission_key,
    )  # fmt: skip


@posted_from("desk_ticket")
@agents_only
def solve(request, pk):
    ticket = get_object_or_404(ticket_for_desk(), pk=pk)
    form = SolveForm(request.POST)
    if not form.is_valid():
        return desk_page(request, ticket, solve=form, status=422)
    words = form.cleaned_data
    return _perform(
        request, ticket, "solve", form, actions.solve, actor=request.user, public_summary=words["public_summary"],
        is_private=words["is_private"],
    )  # fmt: skip


@posted_from("desk_ticket")
@agents_only
def change(request, pk):
    """Take, give back, assign, priority, state, reopen."""
    ticket, form = get_object_or_404(ticket_for_desk(), pk=pk), ChangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That did not arrive completely. Please try again."))
        return redirect("desk_ticket", pk=pk)
    action, arguments = _change_of(form.cleaned_data["action"], form.cleaned_data["value"], request.user)
    return _perform(request, ticket, "change", form, action, actor=request.user, **arguments)


def _change_of(name: str, value: str, agent: User) -> tuple:
    if name == "assign":
        return actions.assign, {"assignee": get_object_or_404(User, pk=int(value) if value.isdecimal() else 0)}
    if name == "priority":
        return actions.set_priority, {"priority": int(value) if value.isdecimal() else 0}
    if name == "state":
        return actions.set_state, {"state": value}
    if name == "give_back":
        return actions.assign, {"assignee": None}
    return {"take": actions.take, "reopen": actions.reopen}[name], {}


def _perform(request, ticket: Ticket, what: str, form, action, **arguments):
    """Let an agent act on the ticket as they saw it; a refusal, or a colleague's change, is shown beside their text."""
    try:
        action(ticket, seen_version=form.cleaned_data["version"], **arguments)
    except Stale as refusal:
        return _both_versions(request, ticket, what, form, refusal)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        if what == "change":
            messages.error(request, refusal.message)
            return redirect("desk_ticket", pk=ticket.pk)
        return desk_page(request, ticket, status=422, **{what: form})
    return redirect("desk_ticket", pk=ticket.pk)


def _both_versions(request, ticket, what, form, refusal):
    """What the colleague wrote meanwhile, and what was typed here, one above the other. Sending again then works."""
    ticket = ticket_for_desk().get(pk=ticket.pk)
    seen = {name: form.cleaned_data.get(name) or 0 for name in ("seen_message", "seen_event")}
    changes = {
        "reason": refusal.message,
        "messages": [message for message in ticket.messages.all() if message.pk > seen["seen_message"]],
        "events": [event for event in ticket.events.all() if event.pk > seen["seen_event"]],
    }
    typed = {what: reply_form(ticket, request.POST)} if what == "reply" else {}
    if what == "solve":
        typed = {"solve": SolveForm(initial=form.cleaned_data)}
    return desk_page(request, ticket, changes=changes, status=409, **typed)
