"""What moderators did to a post, and undoing it. For everyone else these pages do not exist."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import actions
from community.changes import changes_of
from community.errors import Refused
from community.models import ModerationAction
from community.permissions import can_moderate
from community.views.common import answer_or_404, comment_or_404, thread_or_404

ACTS_PER_PAGE = 30


def moderators_only(view):
    """Guests are sent to sign in; anyone who is no moderator gets a 404."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not can_moderate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@require_safe
@moderators_only
def thread_history(request, pk):
    return _history(request, thread_or_404(request.user, pk))


@require_safe
@moderators_only
def answer_history(request, pk):
    answer = answer_or_404(request.user, pk)
    return _history(request, answer, answer=answer)


@require_safe
@moderators_only
def comment_history(request, pk):
    comment = comment_or_404(request.user, pk)
    return _history(request, comment, comment=comment)


def _history(request, post, answer=None, comment=None):
    page = Paginator(ModerationAction.objects.about(post), ACTS_PER_PAGE).get_page(request.GET.get("page"))
    for done in page:
        done.changes = changes_of(done)
    thread = getattr(post, "thread", post)
    crumbs = [(_("Community"), reverse("community_home")), (thread.title, post.get_absolute_url())]
    words = {"page": page, "post": post, "answer": answer, "comment": comment, "thread": thread, "crumbs": crumbs}
    return render(request, "community/history.html", words)


@require_POST
@moderators_only
def undo(request, pk):
    done = get_object_or_404(ModerationAction.objects.select_related("thread", "answer__thread", "comment__question", "comment__answer"), pk=pk)
    try:
        actions.undo(done, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Undone. Both stay in the history."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(done.history_url or "community_home")
