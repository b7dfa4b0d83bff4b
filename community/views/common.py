"""What every view of a post does: find it as this reader may, act, answer with a fragment or lead back."""

import json
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from community import permissions
from community.errors import Refused
from community.models import Answer, Comment, SolvedByHint, Thanks, Thread
from community.models.comments import Post
from community.relations import with_signs
from community.texts import without_controls

MAX_PATH = SolvedByHint._meta.get_field("path").max_length


def thread_or_404(user, pk: int) -> Thread:
    """A thread the reader may see, merged or not; for anyone else it does not exist."""
    threads = with_signs(Thread.objects.reachable_by(user)).select_related("board", "author__standing")
    return get_object_or_404(threads.prefetch_related("board__texts", "tags"), pk=pk)


def answer_or_404(user, pk: int) -> Answer:
    answers = Answer.objects.visible_to(user).select_related("author__standing", "thread__author__standing")
    answer = get_object_or_404(answers, pk=pk)
    if not permissions.can_see_thread(user, answer.thread):
        raise Http404
    return answer


def comment_or_404(user, pk: int) -> Comment:
    comments = Comment.objects.visible_to(user).select_related("author__standing", "question__author", "answer__author")
    comment = get_object_or_404(comments, pk=pk)
    if not permissions.can_see_thread(user, comment.question):
        raise Http404
    if comment.answer:
        comment.answer.thread = comment.question
    return comment


def thanks_or_404(user, pk: int) -> Thanks:
    said = get_object_or_404(Thanks.objects.select_related("answer__thread__board", "member"), pk=pk)
    if not permissions.sees_answer(user, said.answer):
        raise Http404
    return said


def perform(request, post: Post, act, *, sign_in: str, done: str = "", fragment=None, **words):
    """Let the reader act on a post. Guests are sent to sign in and back; a refusal is shown where the post stands."""
    if not request.user.is_authenticated:
        return to_sign_in(request, post.get_absolute_url(), sign_in)
    try:
        act(post, actor=request.user, **words)
    except Refused as refusal:
        if fragment and request.htmx:
            return said_in_passing(refusal)
        messages.error(request, refusal.html)
        return lead_to(request, post)
    if fragment and request.htmx:
        return fragment(request, post)
    if done:
        messages.success(request, done)
    return lead_to(request, post)


def said_in_passing(refusal: Refused) -> HttpResponse:
    """For the toast (static/js/live.js): plain words, or with a way out as a button."""
    action, address = refusal.way_out
    if not action:
        return HttpResponse(refusal.message, status=409, content_type="text/plain; charset=utf-8")
    return JsonResponse({"words": refusal.message, "action": action, "address": address}, status=409)


def to_sign_in(request, next_path: str, message: str) -> HttpResponse:
    messages.info(request, message)
    return lead_to(request, f"{resolve_url('account_login')}?{urlencode({'next': next_path})}")


def lead_to(request, target) -> HttpResponse:
    """A redirect. htmx is told to load the whole page, because a fragment cannot show it; the page it stands on already
    ("page-changed", static/js/live.js) would only be scrolled by a redirect to another place in it."""
    if request.htmx:
        address = resolve_url(target)
        if urlsplit(request.htmx.current_url or "").path == urlsplit(address).path:
            return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"page-changed": address})})
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(target)


def is_own_path(path: str) -> bool:
    """Whether a stranger's ``path`` is a path on this site that may be kept and led to."""
    is_path = path.startswith("/") and len(path) <= MAX_PATH and without_controls(path) == path
    return is_path and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
