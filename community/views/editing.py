"""Changing a question or an answer. Whoever wrote meanwhile is not written over, and nothing typed is lost."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community import actions
from community.actions.editing import Stale
from community.changes import difference
from community.editing_forms import (
    EditAnswerForm,
    EditOthersAnswerForm,
    EditOthersQuestionForm,
    EditQuestionForm,
    ImproveQuestionForm,
)
from community.errors import Refused
from community.models import Answer, Thread
from community.permissions import can_edit_answer, can_edit_thread, can_moderate
from community.versions import version_of
from community.views.common import answer_or_404, thread_or_404
from community.views.writing import brings_picture, form_with_picture, preview_of

CHANGED = ("title", "body", "board", "tags", "reason", "version")


@login_required
def edit_thread(request: HttpRequest, pk: int) -> HttpResponse:
    thread = thread_or_404(request.user, pk)
    if not can_edit_thread(request.user, thread):
        return redirect(thread)
    others = EditOthersQuestionForm if can_moderate(request.user) else ImproveQuestionForm
    form_class = EditQuestionForm if thread.author_id == request.user.pk else others
    tags = ", ".join(tag.name for tag in thread.tags.all())
    words = {"board": thread.board.slug, "title": thread.title, "body": thread.body_source, "tags": tags}
    return _edit(request, thread, form_class, words, actions.edit_thread, "community/edit_thread.html")


@login_required
def edit_answer(request: HttpRequest, pk: int) -> HttpResponse:
    answer = answer_or_404(request.user, pk)
    if not can_edit_answer(request.user, answer):
        return redirect(answer)
    form_class = EditAnswerForm if answer.author_id == request.user.pk else EditOthersAnswerForm
    words = {"body": answer.body_source}
    return _edit(request, answer, form_class, words, actions.edit_answer, "community/edit_answer.html")


def _edit(request, post: Thread | Answer, form_class, initial: dict, act, template: str) -> HttpResponse:
    shown, thread = {}, post.thread if isinstance(post, Answer) else post
    if request.method != "POST":
        form = form_class(initial={**initial, "version": version_of(post)})
    elif brings_picture(request):
        form = form_with_picture(request, form_class)
    else:
        form = form_class(request.POST)
        if form.is_valid() and "preview" in request.POST:
            shown["preview"] = preview_of(request, form.cleaned_data["body"], thread)
        elif form.is_valid() and (held_back := form.held_back(getattr(post, "title", ""), post.body_source)):
            form = held_back
        elif form.is_valid():
            try:
                words = {name: form.cleaned_data[name] for name in CHANGED if name in form.fields}
                act(post, actor=request.user, **words)
                return redirect(post)
            except Stale as refusal:
                shown["stale"] = _side_by_side(post, form)
                form.now_from(version_of(post))
                form.add_error(None, refusal.message)
            except Refused as refusal:
                refusal.show_in(form)
    names = {"form": form, "post": post, "thread": thread, "answer": post if isinstance(post, Answer) else None}
    crumbs = [(_("Community"), reverse("community_home")), (thread.title, thread.get_absolute_url())]
    names |= {"crumbs": crumbs, "draft": f"edit-{type(post).__name__.lower()}-{post.pk}"}
    return render(request, template, {**names, **shown}, status=422 if form.errors or form.exposure else 200)


def _side_by_side(post: Thread | Answer, form) -> dict:
    """The words as they stand now, and what of them the typed ones would change."""
    title = getattr(post, "title", "")
    return {
        "title": title if title != form.cleaned_data.get("title", "") else "",
        "body": post.body_source,
        "difference": difference(post.body_source, form.cleaned_data["body"]),
    }
