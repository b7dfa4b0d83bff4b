"""Asking: what may answer it already is shown first, guests write before they sign in, nothing typed is lost."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import actions, drafts
from community.errors import Refused
from community.forms import MIN_TITLE_LENGTH, QuestionForm
from community.models.threads import TITLE_LENGTH
from community.standing import silence_of
from community.texts import clean_title
from community.views.common import is_own_path, to_sign_in
from search.queries import likely_answers
from site_config.markdown import render_markdown


def ask(request):
    """One form, three buttons: look for answers, preview, post."""
    if request.method != "POST":
        draft = drafts.read(request, "ask")
        initial = draft or {name: request.GET.get(name, "") for name in ("board", "title")}
        return ask_page(request, QuestionForm(initial=initial), has_draft=bool(draft))
    form = QuestionForm(request.POST)
    if "check" in request.POST:
        return ask_page(request, QuestionForm(initial=request.POST.dict()), checked=True)
    if not form.is_valid():
        return ask_page(request, form, status=422)
    if "preview" in request.POST:
        return ask_page(request, form, preview=render_markdown(form.cleaned_data["body"]))
    if not request.user.is_authenticated:
        drafts.keep(request, "ask", form)
        return to_sign_in(request, request.path, _("Sign in to post your question. Your text is kept."))
    return _post_question(request, form)


def ask_page(request, form, *, status=200, **words):
    title = clean_title(str(form["title"].value() or ""))[:TITLE_LENGTH]
    form.fields["title"].widget.attrs.update(
        {
            "hx-get": reverse("ask_hints"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#hints",
            "hx-sync": "this:replace",
        }
    )
    words = {"form": form, "title": title, "hits": hits_for(title), "ask_url": request.path, **words}
    words["silence"] = silence_of(request.user)
    return render(request, "community/ask.html", words, status=status)


def _post_question(request, form):
    words = form.cleaned_data
    try:
        thread = actions.ask(
            words["board"],
            request.user,
            words["title"],
            words["body"],
            get_language(),
            tags=words["tags"],
            submission_key=form.submission_key,
            origin=form.origin(request),
        )
    except Refused as refusal:
        refusal.show_in(form)
        return ask_page(request, form, status=422)
    drafts.forget(request, "ask")
    if not thread.is_hidden:
        messages.success(request, _("Your question is posted. We tell you by email when someone answers."))
    return redirect(thread)


def hits_for(title: str) -> list:
    return likely_answers(title, lang=get_language()) if len(title) >= MIN_TITLE_LENGTH else []


@require_safe
def hints(request):
    """The fragment beside the form, while the title is typed."""
    title = clean_title(request.GET.get("title", ""))[:TITLE_LENGTH]
    words = {"title": title, "hits": hits_for(title), "checked": len(title) >= MIN_TITLE_LENGTH}
    return render(request, "community/parts/hints.html", words)


@require_POST
def hint_solved(request):
    """ "This solved it": thank, remember what did, and forget the draft."""
    path = request.POST.get("path", "")
    if not is_own_path(path):
        return redirect("ask")
    member = request.user if request.user.is_authenticated else None
    actions.thank_for_hint(title=request.POST.get("title", ""), path=path, lang=get_language(), actor=member)
    drafts.forget(request, "ask")
    messages.success(request, _("Good to hear. Thank you for telling us: it helps others find it."))
    return redirect("community_home")
