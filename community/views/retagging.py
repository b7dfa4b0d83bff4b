"""The tags of others' questions; and putting back what others changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import actions
from community.caring_forms import RetagForm
from community.errors import Refused
from community.models import Retag, Revision
from community.permissions import can_retag
from community.views.common import thread_or_404
from community.views.merging import crumbs_to


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retag(request, pk):
    thread = thread_or_404(request.user, pk)
    if not can_retag(request.user, thread):
        raise Http404
    tags = ", ".join(tag.name for tag in thread.tags.all())
    form = RetagForm(request.POST if request.method == "POST" else None, initial={"tags": tags})
    if request.method == "POST" and form.is_valid():
        try:
            actions.retag(thread, form.cleaned_data["tags"], actor=request.user)
            messages.success(request, _("Changed. Everyone can read it in the earlier versions."))
            return redirect(thread)
        except Refused as refusal:
            form.add_error("tags", refusal.html)
    words = {"form": form, "thread": thread, "crumbs": crumbs_to(thread)}
    return render(request, "community/retag.html", words, status=422 if form.errors else 200)


@require_POST
@login_required
def put_tags_back(request, pk):
    done = get_object_or_404(Retag.objects.select_related("thread__board"), pk=pk)
    thread_or_404(request.user, done.thread_id)
    return _put_back(request, "thread_versions", done.thread_id, actions.put_tags_back, done)


@require_POST
@login_required
def put_words_back(request, pk):
    kept = get_object_or_404(Revision.objects.select_related("thread__board", "answer__thread__board"), pk=pk)
    name = "answer_versions" if kept.answer_id else "thread_versions"
    return _put_back(request, name, kept.answer_id or kept.thread_id, actions.put_words_back, kept)


def _put_back(request, name, pk, act, row):
    try:
        act(row, actor=request.user)
        messages.success(request, _("It is as it was before."))
    except Refused as refusal:
        messages.error(request, refusal.html)
    return redirect(name, pk)
