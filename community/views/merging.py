"""Merging two questions: choose the other one, see what will happen, do it. And splitting one."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import actions
from community.actions.merging import refuse_senseless
from community.errors import Refused
from community.models import Answer, Thread
from community.permissions import can_decide_proposals_in
from community.state_forms import MergeForm, SplitForm
from community.texts import shorten, words_of
from community.views.common import thread_or_404
from community.views.history import moderators_only
from search.engines.base import SearchUnavailable
from search.queries import search

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
ADDRESS = re.compile(r"/community/(\d{1,9})(?:/|$)")
FOUND = 8


@GET_OR_POST
@login_required
def merge(request, pk):
    """``?into=`` shows what will happen; before that, ``?q=`` looks for the other question by address or words. It is
    there for moderators, and for experts on their boards."""
    thread = thread_or_404(request.user, pk)
    if not can_decide_proposals_in(request.user, thread):
        raise Http404
    into = numbered(request, request.GET.get("into", ""))
    if into is None:
        return choose(request, thread, heading=_("Merge with another question"))
    form = MergeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge_threads(thread, into, actor=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("Merged. The author of the other question follows this one now."))
            return redirect(into)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    words = {
        "form": form,
        "thread": thread,
        "into": into,
        "refusal": why_not(thread, into),
        "crumbs": crumbs_to(thread),
    }
    return render(request, "community/merge.html", words, status=422 if form.errors else 200)


def choose(request, thread, *, heading: str):
    """The page that looks for another question; each found leads back with ``?into=``."""
    query = request.GET.get("q", "").strip()[:300]
    if address := ADDRESS.search(query):
        found = [one for one in [numbered(request, address[1])] if one]
    else:
        keys = _alike(query or thread.title, thread.language)
        rows = Thread.objects.visible_to(request.user).for_cards().in_bulk(keys)
        found = [rows[key] for key in keys if key in rows]
    found = [one for one in found if one.pk != thread.pk][:FOUND]
    for one in found:
        one.merge_url = f"{request.path}?into={one.pk}"
    words = {"thread": thread, "query": query, "found": found, "heading": heading, "crumbs": crumbs_to(thread)}
    return render(request, "community/merge_choose.html", words)


def _alike(words: str, language: str) -> list[int]:
    """Questions that search finds by these words, solved or not; none while it cannot answer."""
    try:
        hits = search(words, lang=language, only_lang=language, kind="thread", per_page=FOUND + 1).hits
    except SearchUnavailable:
        return []
    return [int(hit.id.removeprefix("community.thread.")) for hit in hits]


def numbered(request, number: str) -> Thread | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return Thread.objects.visible_to(request.user).for_cards().filter(pk=int(number)).first()


def why_not(thread: Thread, into: Thread) -> str:
    try:
        refuse_senseless(thread, into)
    except Refused as refusal:
        return refusal.message
    return ""


def crumbs_to(thread: Thread) -> list:
    return [(_("Community"), reverse("community_home")), (thread.title, thread.get_absolute_url())]


@GET_OR_POST
@moderators_only
def split(request, pk):
    thread = thread_or_404(request.user, pk)
    answers = list(thread.answers.select_related("author").defer("body_source").order_by("created_at", "pk"))
    for answer in answers:
        answer.thread, answer.excerpt = thread, shorten(words_of(answer.body_html), 200)
    ticked = {int(key) for key in request.POST.getlist("answer") if key.isascii() and key.isdigit() and len(key) < 10}
    form = SplitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = [answer for answer in answers if answer.pk in ticked]
        if new := _split(request, thread, chosen, form):
            messages.success(request, _("Done. Both questions link to each other."))
            return redirect(new)
    words = {"thread": thread, "answers": answers, "ticked": ticked, "form": form, "crumbs": crumbs_to(thread)}
    return render(request, "community/split.html", words, status=422 if form.errors else 200)


def _split(request, thread: Thread, chosen: list[Answer], form) -> Thread | None:
    try:
        return actions.split_thread(thread, chosen, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
