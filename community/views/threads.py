"""A thread's page."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import drafts
from community.findable import is_findable
from community.forms import AnswerForm, HideForm
from community.models import Thread
from community.queries import related_to
from community.quoting import quotation_asked_for
from community.strips import opened_by, put_strips
from community.structured import qa_page
from community.texts import shorten, words_of
from community.viewing import own_facts, page_of_answers, participants, reader_of_thread
from community.views.common import thread_or_404


@require_safe
def thread(request, pk, slug=""):
    """A wrong or old slug leads to the right address for good, that of a merged thread to the one it is part of now."""
    found = thread_or_404(request.user, pk)
    if found.merged_into_id:
        return _to_the_whole(request, found)
    if slug != found.slug:
        query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
        return HttpResponsePermanentRedirect(found.get_absolute_url() + query)
    draft = drafts.read(request, f"answer-{found.pk}")
    body = "\n\n".join(filter(None, [draft.get("body", "").rstrip(), quotation_asked_for(request, found)]))
    return thread_page(request, found, AnswerForm(initial={**draft, "body": body}), has_draft=bool(draft))


def _to_the_whole(request, merged):
    """Where the whole is out of sight, on a private board for instance, its title is not told in the address, either.

    Answers came along with their numbers: a link to one finds it on whichever page it stands there.

    A browser keeps it for an hour: two threads may part again.
    """
    answer = request.GET.get("answer", "")
    query = f"?{urlencode({'answer': answer})}" if answer.isdecimal() else ""
    whole = get_object_or_404(Thread.objects.reachable_by(request.user), pk=merged.merged_into_id)
    response = HttpResponsePermanentRedirect(whole.get_absolute_url() + query)
    patch_cache_control(response, private=True, max_age=3600)
    return response


def thread_page(
    request, found, answer_form, *, status=200, has_draft=False, preview="", comment_on=None, comment_form=None
):
    facts, opened = own_facts(request.user, found), opened_by(request, found, on=comment_on, form=comment_form)
    newest = request.GET.get("order") == "newest"
    answer_id = opened.answer or request.GET.get("answer")
    answers = page_of_answers(
        request.user, found, facts, page=request.GET.get("page"), answer_id=answer_id, newest=newest
    )
    faces, people = participants(found, answers)
    put_strips(request.user, found, answers.object_list, facts, opened)
    home, board = reverse("community_home"), f"{reverse('community_home')}?board={found.board.slug}"
    words = {
        "crumbs": [(_("Community"), home), (found.board.name, board)],
        "canonical": canonical_of(found, 1 if newest else answers.number),
        "share_url": canonical_of(found),
        "findable": is_findable(found),
        "description": shorten(words_of(found.body_html), 160),
        "ask_url": f"{reverse('ask')}?{urlencode({'follow_up': found.pk})}",
        "thread": found,
        "text_language": found.language,
        "reader": reader_of_thread(request.user, found, facts),
        "answers": answers,
        "newest": newest,
        "faces": faces,
        "people": people,
        "more_people": people - len(faces),
        "answer_form": answer_form,
        "hide_form": HideForm(auto_id=False),
        "has_draft": has_draft,
        "preview": preview,
        "related": related_to(found),
        "qa_page": "" if found.is_hidden or found.board.is_private else qa_page(found, answers.object_list),
    }
    return render(request, "community/thread.html", words, status=status)


def canonical_of(thread, page: int = 1) -> str:
    """The thread at home: in its own language, each page of its answers for itself."""
    return f"{settings.SITE_URL}{thread.home_url}{f'?page={page}' if page > 1 else ''}"
