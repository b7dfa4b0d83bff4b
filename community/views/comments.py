"""Commenting: on the thread's page without script, in place with it. Every fragment is the whole strip under a post."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import actions, drafts, permissions
from community.comment_forms import CommentForm, EditOthersCommentForm
from community.errors import Refused
from community.forms import AnswerForm, HideForm
from community.models import Answer
from community.own_facts import own_facts
from community.strips import Opened, draft_of, empty_form, key_of, put_strips
from community.views.common import answer_or_404, comment_or_404, lead_to, thread_or_404, to_sign_in
from community.views.threads import thread_page

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
def on_thread(request, pk):
    return _comment(request, thread_or_404(request.user, pk))


@GET_OR_POST
def on_answer(request, pk):
    return _comment(request, _answer(request, pk))


@require_safe
def of_thread(request, pk):
    return _all(request, thread_or_404(request.user, pk))


@require_safe
def of_answer(request, pk):
    return _all(request, _answer(request, pk))


def _answer(request, pk) -> Answer:
    """With its thread as pages show it."""
    answer = answer_or_404(request.user, pk)
    answer.thread = thread_or_404(request.user, answer.thread_id)
    return answer


def _all(request, post):
    return _strip(request, post) if request.htmx else redirect(place_of(post, "comments"))


def _comment(request, post):
    """Guests may write first: what they typed waits in the form when they come back signed in."""
    if request.method != "POST":
        if not request.htmx:
            return redirect(place_of(post, "write"))
        return _strip(request, post, form=empty_form(request, _thread(post), key_of(post)))
    form = CommentForm(request.POST, auto_id=f"comment-{key_of(post)}-%s")
    if not form.is_valid():
        return _again(request, post, form)
    if held_back := form.held_back():
        return _again(request, post, held_back)
    if not request.user.is_authenticated:
        drafts.keep(request, draft_of(_thread(post), key_of(post)), form)
        return to_sign_in(request, place_of(post, "write"), _("Sign in to post your comment. Your text is kept."))
    return _post(request, post, form)


def _post(request, post, form):
    words = {"submission_key": form.submission_key, "origin": form.origin(request)}
    try:
        new = actions.comment(post, request.user, form.cleaned_data["text"], **words)
    except Refused as refusal:
        refusal.show_in(form)
        return _again(request, post, form)
    drafts.forget(request, draft_of(_thread(post), key_of(post)))
    if request.htmx:
        post.refresh_from_db(fields=["comment_count"])
        return _strip(request, post)
    return redirect(new)


def _again(request, post, form):
    if request.htmx:
        return _strip(request, post, form=form, status=422)
    return thread_page(request, _thread(post), AnswerForm(), comment_on=post, comment_form=form, status=422)


def _thread(post):
    return post.thread if isinstance(post, Answer) else post


def place_of(post, what: str) -> str:
    """The thread's page with the comments of a post open (``comments``), or the form besides (``write``)."""
    key, far = key_of(post), {"answer": post.pk} if isinstance(post, Answer) else {}
    return f"{_thread(post).get_absolute_url()}?{urlencode({**far, what: key})}#comments-{key}"


def _strip(request, post, *, form=None, status=200):
    """All comments of one post, as they stand on its page."""
    thread = _thread(post)
    answers = [post] if isinstance(post, Answer) else []
    put_strips(request.user, thread, answers, own_facts(request.user, thread), Opened(key_of(post), form))
    words = {"strip": post.strip, "thread": thread, "hide_form": HideForm(auto_id=False)}
    return render(request, "community/parts/comments.html", words, status=status)


@login_required
def edit(request, pk):
    comment = comment_or_404(request.user, pk)
    if not permissions.can_edit_comment(request.user, comment):
        return redirect(comment)
    form_class = CommentForm if comment.author_id == request.user.pk else EditOthersCommentForm
    form = form_class(request.POST if request.method == "POST" else None, initial={"text": comment.body_source})
    if request.method == "POST" and form.is_valid() and (held_back := form.held_back(comment.body_source)):
        form = held_back
    elif request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("text", "reason") if name in form.cleaned_data}
        try:
            actions.edit_comment(comment, actor=request.user, **words)
            return redirect(comment)
        except Refused as refusal:
            refusal.show_in(form)
    words = {"form": form, "comment": comment, "thread": comment.question}
    return render(request, "community/edit_comment.html", words, status=422 if form.errors or form.exposure else 200)


@require_POST
def withdraw(request, pk):
    comment = comment_or_404(request.user, pk)
    place = place_of(comment.post, "comments")
    if not request.user.is_authenticated:
        return to_sign_in(request, place, _("Sign in to delete your comment."))
    try:
        actions.withdraw_comment(comment, actor=request.user)
        messages.success(request, _("Your comment is deleted."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return lead_to(request, place)


@require_safe
def permalink(request, pk):
    """Where a comment stands now, whatever page that is."""
    return redirect(comment_or_404(request.user, pk))
