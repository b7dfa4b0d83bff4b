"""Members write better texts for articles, and translate them; what became of it they read on a page of their own."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.actions.article_proposals import checked_blocks, propose_text, propose_translation, withdraw_text
from community.article_forms import ArticleTextForm, BetterTextForm
from community.articles import (
    ArticleText,
    can_propose_text,
    can_translate,
    previewed,
    proposals_of,
    readable_article,
    stretches,
    text_of_article,
    text_of_proposal,
    translation_of,
    waiting_proposal,
)
from community.errors import Refused
from community.models import ArticleProposal
from community.views.writing import brings_picture, form_with_picture
from kb.models import ArticlePage
from kb.textform import can_carry

Kind = ArticleProposal.Kind
A_PAGE = 20


@login_required
def suggest_text(request: HttpRequest, page_id: int) -> HttpResponse:
    """A better text for an article, or a change of the one that waits."""
    page = _article_or_404(request, page_id)
    if not can_propose_text(request.user):
        messages.info(request, _("Members of level 2 propose better texts."))
        return redirect(page.get_url(request))
    waiting = waiting_proposal(request.user, page, Kind.EDIT, page.locale.language_code)
    return _write(request, page, waiting, BetterTextForm, Kind.EDIT)


@login_required
def translate_article(request: HttpRequest, page_id: int) -> HttpResponse:
    """An article that is not there yet in the language of the page and of the member."""
    page, language = _article_or_404(request, page_id), request.LANGUAGE_CODE
    if there := translation_of(page, language):
        return redirect(there.get_url(request) if there.live else page.get_url(request))
    if not can_translate(request.user, page, language):
        messages.info(request, _("Members of level 2 translate into their own language."))
        return redirect(page.get_url(request))
    waiting = waiting_proposal(request.user, page, Kind.TRANSLATION, language)
    return _write(request, page, waiting, ArticleTextForm, Kind.TRANSLATION)


def _article_or_404(request, page_id: int) -> ArticlePage:
    page = readable_article(page_id, request)
    if page is None:
        raise Http404
    return page


def _write(request, page, waiting: ArticleProposal | None, form_class, kind: str) -> HttpResponse:
    now, shown = text_of_article(page), {}
    version = str(page.live_revision_id or page.last_published_at)
    if request.method != "POST":
        form = form_class(initial=_initial(waiting, now) | {"version": version})
    elif brings_picture(request):
        form = form_with_picture(request, form_class)
    else:
        form = form_class(request.POST)
        if "preview" in request.POST and "why" in form.fields:
            form.fields["why"].required = False  # one looks before one says why
        if form.is_valid() and "preview" in request.POST:
            shown["preview"] = _previewed(page, form)
        elif form.is_valid() and kind == Kind.EDIT and form.cleaned_data["version"] != version:
            shown["changes"] = stretches(now.whole, form.text.whole)
            form.now_from(version)
            form.add_error(None, _("The article was changed while you wrote. Your text is still here: look at both."))
        elif form.is_valid() and (sent := _sent(request, page, form, kind)):
            return sent
    crumbs = [*page.crumbs, (page.title, page.get_url(request))]
    words = {"page": page, "now": now, "form": form, "waiting": waiting, "crumbs": crumbs, "kind": kind}
    words |= {"is_carried": can_carry(page.body), "draft": f"article-{kind}-{page.pk}-{request.LANGUAGE_CODE}"}
    if kind == Kind.TRANSLATION:
        words["original_language"] = get_language_info(page.locale.language_code)
    return render(request, "community/suggest_text.html", {**words, **shown}, status=422 if form.errors else 200)


def _previewed(page: ArticlePage, form) -> ArticlePage | None:
    """As readers would see it; what it cannot be is said beside the field."""
    try:
        checked_blocks(form.cleaned_data["body"], page)
        return previewed(page, form.text)
    except Refused as refusal:
        refusal.show_in(form)
        return None


@login_required
@require_POST
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """The article by the text in the field, while it is written: a fragment."""
    page = _article_or_404(request, page_id)
    if not can_propose_text(request.user):
        raise Http404
    if not ratelimit.consume(request, action="preview"):
        return ratelimit.respond_429(request)
    form = ArticleTextForm({"title": page.title, "body": request.POST.get("body", "")})
    shown = _previewed(page, form) if form.is_valid() else None
    return render(request, "community/parts/article_preview.html", {"page": shown, "form": form})


def _initial(waiting: ArticleProposal | None, now: ArticleText) -> dict:
    text = text_of_proposal(waiting) if waiting else now
    return {**vars(text), "why": waiting.why if waiting else ""}


def _sent(request, page, form, kind: str) -> HttpResponse | None:
    try:
        if kind == Kind.EDIT:
            kept = propose_text(page, form.text, form.cleaned_data["why"], actor=request.user)
        else:
            kept = propose_translation(page, request.LANGUAGE_CODE, form.text, actor=request.user)
    except Refused as refusal:
        refusal.show_in(form)
        return None
    messages.success(request, _("Thank you. An editor reads it, and we tell you what becomes of it."))
    return redirect(f"{reverse('own_texts')}#proposal-{kept.pk}")


@login_required
@require_safe
def own_texts(request: HttpRequest) -> HttpResponse:
    """All that the reader proposed, newest first."""
    found = Paginator(proposals_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "community/own_texts.html", {"page": found})


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(ArticleProposal, pk=pk, member=request.user)
    try:
        withdraw_text(proposal, actor=request.user)
        messages.success(request, _("Withdrawn."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("own_texts")
