"""The invitation to be an expert of a board: read, accepted, declined, laid down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import actions
from community.errors import Refused
from community.models import ExpertTerm
from community.models.standing import Level
from community.privileges import privileges_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request, pk):
    """Only whom it invites finds it."""
    terms = ExpertTerm.objects.select_related("board").prefetch_related("board__texts")
    term = get_object_or_404(terms, pk=pk, member=request.user)
    if request.method == "POST":
        accepts = request.POST.get("decision") == "accept"
        try:
            (actions.accept_invitation if accepts else actions.lay_down)(term, actor=request.user)
            messages.success(
                request, _("Thank you. You are an expert of this board now.") if accepts else _("It is over.")
            )
        except Refused as refusal:
            messages.error(request, refusal.html)
        return redirect("expert_invitation", pk)
    words = {"term": term, "privileges": privileges_of(Level.EXPERT), "crumbs": _crumbs()}
    return render(request, "community/expert_invitation.html", words)


def _crumbs() -> list:
    return [(_("Community"), reverse("community_home"))]
