"""Asking for another look at what was hidden: the author's page, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import actions
from community.actions.appealing import hiding_of, is_withdrawn
from community.errors import Refused
from community.forms import AppealForm
from community.models import Appeal
from community.permissions import is_author
from community.views.common import answer_or_404, comment_or_404, thread_or_404

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _appeal(request, post):
    if not is_author(request.user, post):
        raise Http404
    if not post.is_hidden or is_withdrawn(post):
        return redirect(post)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(post, actor=request.user, words=form.cleaned_data["words"])
            messages.success(request, _("Sent. Another moderator looks at it, and we tell you what comes of it."))
            return redirect(post)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    mine = Appeal.objects.about(post).filter(against=hiding_of(post)).first()
    words = {"form": form, "post": post, "mine": mine, "waits_anyway": post.hidden_by_id is None}
    return render(request, "community/appeal.html", words, status=422 if form.errors else 200)


@GET_OR_POST
@login_required
def appeal_thread(request, pk):
    return _appeal(request, thread_or_404(request.user, pk))


@GET_OR_POST
@login_required
def appeal_answer(request, pk):
    return _appeal(request, answer_or_404(request.user, pk))


@GET_OR_POST
@login_required
def appeal_comment(request, pk):
    return _appeal(request, comment_or_404(request.user, pk))
