"""Blocking a member, and the private list of those one blocked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from community import actions
from community.cursors import page_of
from community.errors import Refused
from community.models import Block
from community.views.common import is_own_path, to_sign_in


@require_POST
def block(request, pk):
    return _perform(
        request, pk, actions.block, _("Blocked. You hear nothing of them any more, and they do not learn it.")
    )


@require_POST
def unblock(request, pk):
    return _perform(request, pk, actions.unblock, _("You see and hear of them again."))


def _perform(request, pk: int, act, done: str):
    """Back to where the button stood."""
    member = get_object_or_404(User, pk=pk)
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path.rsplit("/", 2)[0] + "/", _("Sign in to block a member."))
    try:
        act(member, actor=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.message)
    came_from = request.POST.get("next", "")
    return redirect(came_from) if is_own_path(came_from) else redirect("member", pk=pk)


@login_required
@require_safe
def blocked(request):
    blocks = Block.objects.filter(member=request.user).select_related("blocked__standing")
    page = page_of(blocks, "-created_at", request.GET)
    return render(request, "community/blocked.html", {"page": page})
