"""What members propose for others' questions, and the list of it for who decides: moderators, experts of a board."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import actions
from community.caring_forms import DuplicateForm, OutdatedForm
from community.errors import Refused
from community.models import Proposal, Thread
from community.permissions import can_moderate, can_propose
from community.standing import boards_of_expert
from community.views.common import thread_or_404
from community.views.merging import choose, crumbs_to, numbered, why_not

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 20


@GET_OR_POST
@login_required
def propose_duplicate(request, pk):
    """As merging: choose the other question, then say so."""
    thread = _thread_to_propose_for(request, pk)
    into = numbered(request, request.GET.get("into", ""))
    if into is None:
        return choose(request, thread, heading=_("This was asked before"))
    form = DuplicateForm(request.POST if request.method == "POST" else None)

    def act():
        actions.propose_duplicate(thread, into, actor=request.user, words=form.cleaned_data["words"])

    words = {"into": into, "refusal": why_not(thread, into), "heading": _("This was asked before")}
    return _proposed(request, thread, form, act, words)


@GET_OR_POST
@login_required
def propose_outdated(request, pk):
    thread = _thread_to_propose_for(request, pk)
    form = OutdatedForm(request.POST if request.method == "POST" else None)

    def act():
        actions.propose_outdated(thread, actor=request.user, words=form.cleaned_data["words"])

    return _proposed(request, thread, form, act, {"heading": _("This is out of date")})


def _thread_to_propose_for(request, pk):
    """For members of a lower level the page does not exist, as their page of the question does not offer it."""
    thread = thread_or_404(request.user, pk)
    if not can_propose(request.user, thread):
        raise Http404
    return thread


def _proposed(request, thread, form, act, words):
    if request.method == "POST" and form.is_valid():
        try:
            act()
            messages.success(request, _("Thank you. A moderator, or an expert of the board, decides on it."))
            return redirect(thread)
        except Refused as refusal:
            form.add_error(None, refusal.html)
    words |= {"form": form, "thread": thread, "crumbs": crumbs_to(thread)}
    return render(request, "community/propose.html", words, status=422 if form.errors else 200)


@require_POST
@login_required
def withdraw_proposal(request, pk):
    proposal = get_object_or_404(Proposal.objects.select_related("thread__board"), pk=pk, member=request.user)
    try:
        actions.withdraw_proposal(proposal, actor=request.user)
        messages.success(request, _("You took it back."))
    except Refused as refusal:
        messages.error(request, refusal.html)
    return redirect(proposal.thread)


@require_safe
@login_required
def proposals(request):
    """The oldest first."""
    waiting = _decidable(request.user)
    page = Paginator(waiting.order_by("created_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Community"), reverse("community_home"))]
    if can_moderate(request.user):
        crumbs.append((_("Moderation"), reverse("reviews")))
    return render(request, "community/proposals.html", {"page": page, "crumbs": crumbs})


@require_POST
@login_required
def decide_proposal(request, pk):
    """A refusal leads back to the list, where the word that was typed stands again."""
    proposal = get_object_or_404(_decidable(request.user, waiting=False), pk=pk)
    words, is_right = request.POST.get("words", ""), request.POST.get("decision") == "confirm"
    try:
        (actions.confirm_proposal if is_right else actions.decline_proposal)(proposal, actor=request.user, words=words)
        done = _("Done. The member is told.") if is_right else _("It stays as it is. The member is told.")
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.html)
    return redirect("proposals")


def _decidable(user, *, waiting: bool = True):
    boards = boards_of_expert(user)
    if not can_moderate(user) and not boards:
        raise Http404
    found = Proposal.objects.waiting() if waiting else Proposal.objects.all()
    if not can_moderate(user):
        seen = Thread.objects.visible_to(user)
        found = found.filter(Q(target=None) | Q(target__in=seen), thread__board__in=boards, thread__in=seen)
        found = found.exclude(member=user)
    threads = ("thread__board", "thread__author__standing", "target__board", "member__standing")
    return found.select_related(*threads).prefetch_related("thread__board__texts")
