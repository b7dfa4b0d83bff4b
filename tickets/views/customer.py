"""The customer's own requests. What is not theirs does not exist for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.errors import Refused
from community.models import Thread
from site_config.posting import posted_from
from tickets import actions
from tickets.forms import CustomerReplyForm
from tickets.models import Escalation, Ticket
from tickets.permissions import can_make_private, can_reopen, can_solve_own, is_requester
from tickets.queries import ticket_for_customer

TICKETS_PER_PAGE = 20


@require_safe
@login_required
def my_tickets(request):
    """Unsolved first, then the newest."""
    tickets = Ticket.objects.of_customer(request.user)
    solved = request.GET.get("show") == "solved"
    shown = tickets.exclude(pk__in=tickets.unsolved()) if solved else tickets.unsolved()
    words = {
        "page": Paginator(shown.order_by("-created_at"), TICKETS_PER_PAGE).get_page(request.GET.get("page")),
        "solved": solved,
        "unsolved_count": tickets.unsolved().count(),
        "solved_count": tickets.exclude(pk__in=tickets.unsolved()).count(),
    }
    return render(request, "tickets/my_tickets.html", words)


@require_safe
@login_required
def ticket(request, pk):
    found = get_object_or_404(ticket_for_customer(request.user), pk=pk)
    return _ticket_page(request, found, CustomerReplyForm())


def _ticket_page(request, found, form, status=200):
    words = {
        "ticket": found,
        "form": form,
        "can_solve": can_solve_own(request.user, found),
        "can_reopen": can_reopen(request.user, found),
        "starts_follow_up": not found.is_unsolved and not can_reopen(request.user, found),
    }
    return render(request, "tickets/ticket.html", words, status=status)


@posted_from("ticket")
@login_required
def reply(request, pk):
    found, form = get_object_or_404(ticket_for_customer(request.user), pk=pk), CustomerReplyForm(request.POST)
    if not form.is_valid():
        return _ticket_page(request, found, form, status=422)
    try:
        message = actions.reply(
            found, author=request.user, body=form.cleaned_data["body"], submission_key=form.submission_key
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _ticket_page(request, found, form, status=422)
    if message.ticket_id != found.pk:
        messages.success(request, _("Your earlier request was closed, so we opened a new one and linked the two."))
    return redirect(f"{message.ticket.get_absolute_url()}#message-{message.pk}")


@require_POST
@login_required
def solved(request, pk):
    done = _("Good to hear. Your request is closed; answer within seven days to open it again.")
    return _act(request, pk, actions.solve, done)


@require_POST
@login_required
def reopen(request, pk):
    return _act(request, pk, actions.reopen, _("Your request is open again. Tell us what is still wrong."))


def _act(request, pk, action, done):
    found = get_object_or_404(Ticket.objects.of_customer(request.user), pk=pk)
    try:
        action(found, actor=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(found)


@require_POST
@login_required
def ask_team(request, thread_id):
    """The asker passes their question on, where the board's rule allows it."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    try:
        return _to_ticket(request, actions.ask_team(thread, actor=request.user))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(thread)


@login_required
def make_private(request, thread_id):
    """The asker's own question becomes a request that nobody else reads, after a page that says what that means."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user).filter(author=request.user), pk=thread_id)
    if request.method != "POST" and can_make_private(request.user, thread):
        return render(request, "tickets/make_private.html", {"thread": thread})
    try:
        made = actions.make_private(thread, actor=request.user) if request.method == "POST" else None
        if made:
            messages.success(request, _("Our team has it now, and nobody else reads it. We answer here and by email."))
    except Refused as refusal:
        messages.error(request, refusal.message)
        made = None
    return redirect(made if made and not made.hidden_from_requester else thread)


@require_POST
@login_required
def consent(request, pk):
    """The asker's yes or no to passing the question on."""
    escalation = get_object_or_404(Escalation.objects.filter(thread__author=request.user), pk=pk)
    try:
        if request.POST.get("answer") == "yes":
            return _to_ticket(request, actions.give_consent(escalation, actor=request.user))
        actions.decline(escalation, actor=request.user)
        messages.success(request, _("Your question stays with the community."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(escalation.thread)


def _to_ticket(request, made: Ticket):
    messages.success(request, _("Our team has your question now and answers it here."))
    return redirect(made if is_requester(request.user, made) and not made.hidden_from_requester else made.thread)
