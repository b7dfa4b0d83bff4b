"""A thread's page, and editing its question."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import actions, drafts
from community.errors import Refused
from community.forms import AnswerForm, EditOthersQuestionForm, HideForm, QuestionForm
from community.permissions import can_edit_thread
from community.queries import related_to
from community.strips import opened_by, put_strips
from community.structured import qa_page
from community.texts import shorten, words_of
from community.viewing import own_facts, page_of_answers, reader_of_thread
from community.views.common import thread_or_404
from site_config.markdown import render_markdown


@require_safe
def thread(request, pk, slug=""):
    """A wrong or old slug leads to the right address for good."""
    found = thread_or_404(request.user, pk)
    if slug != found.slug:
        query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
        return HttpResponsePermanentRedirect(found.get_absolute_url() + query)
    draft = drafts.read(request, f"answer-{found.pk}")
    return thread_page(request, found, AnswerForm(initial=draft), has_draft=bool(draft))


def thread_page(
    request, found, answer_form, *, status=200, has_draft=False, preview="", comment_on=None, comment_form=None
):
    facts, opened = own_facts(request.user, found), opened_by(request, found, on=comment_on, form=comment_form)
    answers = page_of_answers(
        request.user, found, facts, page=request.GET.get("page"), answer_id=opened.answer or request.GET.get("answer")
    )
    put_strips(request.user, found, answers.object_list, facts, opened)
    home, board = reverse("community_home"), f"{reverse('community_home')}?board={found.board.slug}"
    words = {
        "crumbs": [(_("Community"), home), (found.board.name, board)],
        "canonical": f"{settings.SITE_URL}{found.home_url}{f'?page={answers.number}' if answers.number > 1 else ''}",
        "description": shorten(words_of(found.body_html), 160),
        "ask_url": f"{reverse('ask')}?{urlencode({'board': found.board.slug, 'title': found.title})}",
        "thread": found,
        "text_language": found.language,
        "reader": reader_of_thread(request.user, found, facts),
        "answers": answers,
        "answer_form": answer_form,
        "hide_form": HideForm(auto_id=False),
        "has_draft": has_draft,
        "preview": preview,
        "related": related_to(found),
        "qa_page": "" if found.is_hidden else qa_page(found, answers.object_list),
    }
    return render(request, "community/thread.html", words, status=status)


@login_required
def edit(request, pk):
    found = thread_or_404(request.user, pk)
    if not can_edit_thread(request.user, found):
        return redirect(found)
    form_class = QuestionForm if found.author_id == request.user.pk else EditOthersQuestionForm
    form = form_class(request.POST if request.method == "POST" else None, initial=_words_of(found))
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = render_markdown(form.cleaned_data["body"])
        elif _edited(form, found, request.user):
            return redirect(found)
    words = {"form": form, "thread": found, "preview": preview, "draft": f"edit-{found.pk}"}
    return render(request, "community/edit_thread.html", words, status=422 if form.errors else 200)


def _edited(form, found, actor) -> bool:
    words = form.cleaned_data
    fields = ("title", "body", "board", "tags", "reason")
    try:
        actions.edit_thread(found, actor=actor, **{name: words[name] for name in fields if name in words})
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _words_of(found) -> dict:
    tags = ", ".join(tag.name for tag in found.tags.all())
    return {"board": found.board.slug, "title": found.title, "body": found.body_source, "tags": tags}
