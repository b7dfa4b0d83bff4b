"""Asking for more, replying to that, and saying that it is not solved: each a page of its own with one field."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import actions
from community.errors import Refused
from community.permissions import may_go
from community.state_forms import MissingForm, ReplyForm, RequestForm
from community.views.common import thread_or_404, to_sign_in

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
def request_info(request, pk):
    words = {
        "title": _("Ask for more information"),
        "lead": _("The question waits until its author replies. Others may still answer."),
        "button": _("Ask for it"),
        "done": _("Asked. We tell you when there is a reply."),
        "sign_in": _("Sign in to ask for more information."),
    }
    return _say(request, pk, RequestForm, "ask_for_info", actions.request_information, words)


@GET_OR_POST
def give_info(request, pk):
    words = {
        "title": _("Reply"),
        "lead": _("Somebody needs to know more before they can answer."),
        "button": _("Reply"),
        "done": _("Thank you. Whoever asked is told, and your question waits for answers again."),
        "sign_in": _("Sign in to reply."),
    }
    return _say(request, pk, ReplyForm, "give_info", actions.give_information, words)


@GET_OR_POST
def not_solved(request, pk):
    words = {
        "title": _("Not solved after all"),
        "lead": _("Your question is open again, and whoever wrote the accepted answer reads what is missing."),
        "button": _("Open it again"),
        "done": _("Your question is open again."),
        "sign_in": _("Sign in to change which answer is accepted."),
    }
    act = lambda thread, *, text, **said: actions.not_solved(thread, missing=text, **said)  # noqa: E731
    return _say(request, pk, MissingForm, "take_back", act, words)


def _say(request, pk, form_class, way, act, words):
    """Whoever may not (any more) is led back; a refusal stands beside what was typed."""
    thread = thread_or_404(request.user, pk)
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path, words["sign_in"])
    if request.method != "POST" and not may_go(request.user, thread, way):
        return redirect(thread)
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, form, act, thread):
        messages.success(request, words["done"])
        return redirect(thread)
    crumbs = [(_("Community"), reverse("community_home")), (thread.title, thread.get_absolute_url())]
    context = {**words, "form": form, "thread": thread, "crumbs": crumbs}
    return render(request, "community/clarify.html", context, status=422 if form.errors else 200)


def _done(request, form, act, thread) -> bool:
    said = {"text": form.cleaned_data["text"], "submission_key": form.submission_key, "origin": form.origin(request)}
    try:
        act(thread, actor=request.user, **said)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
