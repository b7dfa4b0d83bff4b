"""What moderators do with a question: one page an act, with what it does and the reason the author reads."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community import actions
from community.errors import Refused
from community.permissions import can_decide_proposals_in, can_moderate, knows_what_is_outdated
from community.state_forms import ActForm
from community.views.common import thread_or_404, to_sign_in


@dataclass(frozen=True)
class Page:
    """An act as it is offered: what its button says, what it does, what is said when it is done."""

    button: Promise
    does: Promise
    done: Promise
    icon: str
    needs_reason: bool = False


PAGES = {
    "close": Page(
        gettext_lazy("Close"),
        gettext_lazy("It takes no more answers. What was accepted stays so."),
        gettext_lazy("Closed: it takes no more answers."),
        "ban",
    ),
    "reopen": Page(
        gettext_lazy("Open again"),
        gettext_lazy("It takes answers again. Without an accepted one it waits from now."),
        gettext_lazy("Open again."),
        "rotate-ccw",
    ),
    "archive": Page(
        gettext_lazy("Archive"),
        gettext_lazy("It leaves the lists and takes nothing new. It is still found by searching."),
        gettext_lazy("Archived. It is still found by searching."),
        "archive",
    ),
    "lock": Page(
        gettext_lazy("Lock"),
        gettext_lazy("Only our team changes anything in it: no answers, comments, edits or votes of members."),
        gettext_lazy("Locked: only our team changes anything in it now."),
        "lock",
    ),
    "unlock": Page(
        gettext_lazy("Unlock"),
        gettext_lazy("Members take part again."),
        gettext_lazy("Members take part again."),
        "lock-open",
    ),
    "outdate": Page(
        gettext_lazy("Mark as outdated"),
        gettext_lazy("Readers see your reason above the question, and other questions are found before it."),
        gettext_lazy("Marked as outdated."),
        "history",
        needs_reason=True,
    ),
    "update": Page(
        gettext_lazy("Mark as up to date"),
        gettext_lazy("What it says holds after all, or again."),
        gettext_lazy("Marked as up to date."),
        "check",
    ),
    "move": Page(
        gettext_lazy("Move to another board"),
        gettext_lazy("With everything in it. Its address stays."),
        gettext_lazy("Moved."),
        "folder-input",
        needs_reason=True,
    ),
    "hide": Page(
        gettext_lazy("Hide"),
        gettext_lazy("Only its author and the moderators see it."),
        gettext_lazy("Hidden. The author still sees it, with your reason."),
        "eye-off",
        needs_reason=True,
    ),
}
ACTIONS = {
    "close": actions.close_thread,
    "reopen": actions.reopen_thread,
    "archive": actions.archive_thread,
    "lock": actions.lock_thread,
    "unlock": actions.unlock_thread,
    "outdate": actions.mark_outdated,
    "update": actions.mark_current,
    "hide": actions.hide_thread,
}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request, pk, name):
    """For everyone else the page does not exist; experienced members find that of what is outdated."""
    thread, page = thread_or_404(request.user, pk), PAGES.get(name)
    if page is None:
        raise Http404
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path, _("Sign in as a moderator."))
    if not _may(request.user, name, thread):
        raise Http404
    board = thread.board if name == "move" else None
    form = ActForm(request.POST if request.method == "POST" else None, needs_reason=page.needs_reason, board=board)
    if request.method == "POST" and form.is_valid() and _done(request, name, thread, form):
        messages.success(request, page.done)
        return redirect(thread)
    crumbs = [(_("Community"), reverse("community_home")), (thread.title, thread.get_absolute_url())]
    words = {"form": form, "thread": thread, "page": page, "crumbs": crumbs}
    return render(request, "community/act.html", words, status=422 if form.errors else 200)


def _may(user, name, thread) -> bool:
    """Moderators all of it; experienced members know what is outdated, experts close and open on their boards."""
    if name in ("outdate", "update"):
        return knows_what_is_outdated(user)
    if name in ("close", "reopen"):
        return can_decide_proposals_in(user, thread)
    return can_moderate(user)


def _done(request, name, thread, form) -> bool:
    try:
        if name == "move":
            words = {"reason": form.cleaned_data["reason"]}
            actions.move_thread(thread, form.cleaned_data["board"], actor=request.user, **words)
        else:
            ACTIONS[name](thread, actor=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
