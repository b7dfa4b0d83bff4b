"""What moderators know of a member, and what they tell them. For everyone else it does not exist."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from community import actions
from community.actions.judging_points import can_judge_points
from community.errors import Refused
from community.forms import SanctionForm
from community.models import ModerationAction, PointEntry, Sanction
from community.models.points import Step
from community.permissions import can_sanction
from community.points_page import told
from community.reputation.evidence import standing
from community.reviews import record_of_author
from community.views.history import moderators_only

ACTS, AWARDS = 30, 20


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def member(request, pk):
    found = get_object_or_404(User, pk=pk)
    form = SanctionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sanction(found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Done. The member is told, with your reason."))
            return redirect("moderate_member", pk=pk)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    acts = ModerationAction.objects.filter(member=found).select_related("actor", "reverses", "reversed_by", "thread")
    words = {
        "member": found,
        "form": form,
        "record": record_of_author(found),
        "may_sanction": can_sanction(request.user, found),
        "silence": found.sanctions.silences().first(),
        "sanctions": found.sanctions.select_related("given_by", "lifted_by").order_by("-pk"),
        "acts": acts.order_by("-pk")[:ACTS],
        "awards": told(awards_to_take_back(found), request.user) if can_judge_points(request.user) else [],
        "crumbs": [(_("Community"), reverse("community_home")), (_("Moderation"), reverse("reviews"))],
    }
    return render(request, "community/moderate_member.html", words, status=422 if form.errors else 200)


def awards_to_take_back(member: User):
    """The newest that stand and brought something, or will."""
    awards = PointEntry.objects.filter(member=member, step=Step.AWARD, amount__gt=0)
    return standing(awards).select_related("pending").order_by("-at", "-pk")[:AWARDS]


@require_POST
@moderators_only
def lift(request, pk):
    given = get_object_or_404(Sanction.objects.select_related("member"), pk=pk)
    try:
        actions.lift(given, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Lifted. The member is told."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("moderate_member", pk=given.member_id)
