"""Following a question, a board or a tag, and the page of all that one follows."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import actions
from community.cursors import page_of
from community.errors import Refused
from community.followers import followed_by, level_of_follow
from community.models import Board, Follow, Tag, Thread
from community.permissions import can_follow
from community.views.common import is_own_path, lead_to, thread_or_404, to_sign_in

STOP = "stop"


@require_POST
def follow_thread(request, pk):
    found = thread_or_404(request.user, pk)
    return _change(request, found, back=found.get_absolute_url())


@require_POST
def unfollow_thread(request, pk):
    found = thread_or_404(request.user, pk)
    return _change(request, found, back=found.get_absolute_url(), level=STOP)


@require_POST
def follow_board(request, pk):
    found = get_object_or_404(Board.objects.with_texts(), pk=pk)
    if Board.objects.closed_to(request.user).filter(pk=pk).exists():
        raise Http404
    return _change(request, found, back=found.get_absolute_url())


@require_POST
def follow_tag(request, pk):
    """A tag that only questions out of the reader's sight have does not exist for them; nor does its name."""
    found = get_object_or_404(Tag, pk=pk)
    is_seen = Thread.objects.visible_to(request.user).filter(tags=found).exists()
    if not is_seen and found.threads.exists() and not level_of_follow(request.user, found):
        raise Http404
    return _change(request, found, back=found.get_absolute_url())


def _change(request, followed, *, back: str, level: str = ""):
    """``level`` says how much of it the reader wants to hear; "stop" forgets what they said."""
    level, back = level or request.POST.get("level") or Follow.Level.EVERYTHING, _came_from(request) or back
    if not request.user.is_authenticated:
        return to_sign_in(request, back, _("Sign in to follow it."))
    try:
        if level == STOP:
            actions.unfollow(followed, actor=request.user)
        else:
            actions.follow(followed, actor=request.user, level=level)
    except Refused as refusal:
        return HttpResponse(refusal.message, status=409, content_type="text/plain; charset=utf-8")
    if not request.htmx:
        return lead_to(request, back)
    words = {"followed": followed, "level": "" if level == STOP else level, "at_end": "at_end" in request.POST}
    return render(request, "community/parts/follow_menu.html", words)


def _came_from(request) -> str:
    path = request.POST.get("next", "")
    return path if is_own_path(path) else ""


@login_required
@require_safe
def following(request):
    """Boards and tags above, then questions, what was followed last first."""
    threads = page_of(followed_by(request.user).filter(thread__isnull=False), "-created_at", request.GET)
    others = followed_by(request.user).filter(thread=None) if threads.is_first else []
    words = {"threads": threads, "others": [one for one in others if can_follow(request.user, one.followed)]}
    return render(request, "community/following.html", words)
