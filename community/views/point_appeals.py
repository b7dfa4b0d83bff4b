"""Asking a person to look again at points that were taken back, and taking one award back as a moderator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import actions
from community.actions.appealing_points import appeal_for, taken_together
from community.errors import Refused
from community.forms import PointAppealForm
from community.models import PointEntry
from community.points_page import told
from community.views.history import moderators_only


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal(request, pk):
    """For whose points they were; for everyone else it does not exist."""
    entry = get_object_or_404(PointEntry.objects.select_related("review"), pk=pk, member=request.user)
    if not entry.may_be_appealed:
        raise Http404
    back = f"{reverse('member_points', args=[request.user.pk])}#entry-{entry.pk}"
    form = PointAppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal_points(entry, actor=request.user, words=form.cleaned_data["words"])
            messages.success(request, _("Sent. A person looks at it, and we tell you what comes of it."))
            return redirect(back)
        except Refused as refusal:
            refusal.show_in(form)
    taken = list(taken_together(entry).order_by("-at", "-pk")[:20])
    words = {
        "form": form,
        "entry": entry,
        "taken": told(taken, request.user),
        "number": -sum(taken_together(entry).values_list("amount", flat=True)),
        "mine": appeal_for(entry),
        "back": back,
        "crumbs": [(_("Community"), reverse("community_home")), (_("Your points"), back)],
    }
    return render(request, "community/point_appeal.html", words, status=422 if form.errors else 200)


@require_POST
@moderators_only
def reverse_entry(request, pk):
    entry = get_object_or_404(PointEntry, pk=pk)
    try:
        actions.reverse_award(entry, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Taken back. The members are told, with your reason."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('moderate_member', args=[entry.member_id])}#points")
