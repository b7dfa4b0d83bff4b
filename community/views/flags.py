"""Reporting a post: a page of its own, and with script the same form in a dialog of the thread's page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import actions
from community.errors import Refused
from community.forms import FlagForm
from community.models import Flag
from community.permissions import can_block, can_flag, can_moderate
from community.views.common import answer_or_404, comment_or_404, lead_to, thanks_or_404, thread_or_404, to_sign_in


def _report(request, post, name: str):
    """GET: the form, or what became of an earlier report. POST: report."""
    page = reverse(f"report_{name}", args=[post.pk])
    if not request.user.is_authenticated:
        return to_sign_in(request, page, _("Sign in to report this."))
    form = FlagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _reported(form, post, request.user):
        messages.success(request, _("Thank you. A moderator looks at it soon."))
        return lead_to(request, _place_after(post))
    words = {
        "form": form,
        "post": post,
        "page": page,
        "withdraw_url": reverse(f"withdraw_{name}_report", args=[post.pk]),
        "mine": Flag.objects.about(post).filter(reporter=request.user).exclude(state=Flag.State.WITHDRAWN).first(),
        "may_report": can_flag(request.user, post),
        "may_block": bool(post.author) and can_block(request.user, post.author),
        "back_url": post.get_absolute_url(),
    }
    template = "community/parts/report.html" if request.htmx else "community/report.html"
    return render(request, template, words, status=422 if form.errors else 200)


def _reported(form, post, actor) -> bool:
    try:
        actions.flag(post, actor=actor, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _place_after(post):
    """Where the post stood; the lists, when nobody sees its question any more."""
    thread = getattr(post, "thread", post)
    return reverse("community_home") if thread.is_hidden else thread


def _withdraw(request, post):
    if not request.user.is_authenticated:
        return to_sign_in(request, post.get_absolute_url(), _("Sign in to take it back."))
    actions.withdraw_flag(post, actor=request.user)
    messages.success(request, _("You took your report back."))
    return lead_to(request, post)


@require_http_methods(["GET", "HEAD", "POST"])
def report_thread(request, pk):
    return _report(request, thread_or_404(request.user, pk), "thread")


@require_http_methods(["GET", "HEAD", "POST"])
def report_answer(request, pk):
    return _report(request, answer_or_404(request.user, pk), "answer")


@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request, pk):
    return _report(request, comment_or_404(request.user, pk), "comment")


@require_http_methods(["GET", "HEAD", "POST"])
def report_thanks(request, pk):
    said = thanks_or_404(request.user, pk)
    if said.is_hidden and not can_moderate(request.user):
        raise Http404
    return _report(request, said, "thanks")


@require_POST
def withdraw_thanks_report(request, pk):
    return _withdraw(request, thanks_or_404(request.user, pk))


@require_POST
def withdraw_comment_report(request, pk):
    return _withdraw(request, comment_or_404(request.user, pk))


@require_POST
def withdraw_thread_report(request, pk):
    return _withdraw(request, thread_or_404(request.user, pk))


@require_POST
def withdraw_answer_report(request, pk):
    return _withdraw(request, answer_or_404(request.user, pk))
