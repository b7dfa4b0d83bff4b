"""A post's history: its earlier words, for everyone who sees it, and what moderators did, for them alone."""

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
from community.models import ModerationAction, Revision, Thread
from community.permissions import can_edit_answer, can_edit_thread, can_moderate, can_retag, is_author
from community.versions import first_version, versions_of
from community.views.common import answer_or_404, comment_or_404, thread_or_404

ACTS_PER_PAGE = 30
VERSIONS_PER_PAGE = 10
RETAGS = 20  # of a question are shown
WITH_POST = ("thread", "answer__thread", "comment__question", "comment__answer")


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


@require_safe
def thread_versions(request, pk):
    return _versions(request, thread_or_404(request.user, pk))


@require_safe
def answer_versions(request, pk):
    answer = answer_or_404(request.user, pk)
    return _versions(request, answer, answer=answer)


def _versions(request, post, answer=None):
    """The newest first, and at the very end the words as they were first written."""
    kept = post.revisions.select_related("editor").order_by("-pk")
    page = Paginator(kept, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    start, revisions = page.start_index() - 1, list(page.object_list)
    newer = kept[start - 1] if start > 0 else None
    sees_hidden = can_moderate(request.user) or is_author(request.user, post)
    page.object_list = versions_of(post, revisions, newer, sees_hidden=sees_hidden)
    thread, oldest = answer.thread if answer else post, revisions[-1] if revisions else None
    words = {
        "page": page,
        "first": None if page.has_next() else first_version(post, oldest, sees_hidden=sees_hidden),
        "post": post,
        "answer": answer,
        "thread": thread,
        "may_forget": can_moderate(request.user),
        "takes_back": _taken_back_by(request.user, post, revisions) if start <= 0 else None,
        "retags": None if answer else post.retags.select_related("member").order_by("-pk")[:RETAGS],
        "may_put_back": not answer and (can_retag(request.user, post) or can_edit_thread(request.user, post)),
        "crumbs": [(_("Community"), reverse("community_home")), (thread.title, post.get_absolute_url())],
    }
    return render(request, "community/versions.html", words)


def _taken_back_by(user, post, revisions: list[Revision]) -> int | None:
    """The newest change, when another made it, for the author who would rather have the words as they were."""
    newest = revisions[0] if revisions else None
    is_anothers = newest is not None and is_author(user, post) and newest.editor_id != user.pk
    may_edit = can_edit_thread(user, post) if isinstance(post, Thread) else can_edit_answer(user, post)
    return newest.pk if is_anothers and newest.forgotten_at is None and may_edit else None


@require_POST
@moderators_only
def forget(request, pk):
    """Take the words before a change away for good."""
    kept = get_object_or_404(Revision.objects.select_related("thread", "answer__thread"), pk=pk)
    name = "answer_versions" if kept.answer_id else "thread_versions"
    try:
        actions.forget_words(kept, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The words are gone for everyone. That you did it stays in the log."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(name, kept.answer_id or kept.thread_id)


@require_POST
@moderators_only
def undo(request, pk):
    done = get_object_or_404(ModerationAction.objects.select_related(*WITH_POST), pk=pk)
    try:
        actions.undo(done, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Undone. Both stay in the history."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(done.history_url or "community_home")
