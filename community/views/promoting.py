"""Editors make an article of a solved question; everyone is led from the question to the article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.actions.promoting import promote, take_promotion_back
from community.article_forms import PromoteForm
from community.articles import can_promote, edits_in_cms, sections_for
from community.errors import Refused
from community.texts import shorten, words_of
from community.views.common import thread_or_404

_INDENT = "\u2003"


@login_required
def promote_thread(request: HttpRequest, pk: int) -> HttpResponse:
    thread = thread_or_404(request.user, pk)
    if not can_promote(request.user, thread) or thread.article_is_live is not None:
        return redirect(thread)
    sections = {str(section.pk): section for section in sections_for(request.user, thread.language)}
    choices = [(number, f"{_INDENT * (section.depth - 3)}{section.title}") for number, section in sections.items()]
    answer = thread.answers.accepted().select_related("author__standing").first()
    initial = {"title": thread.title, "summary": shorten(words_of(answer.body_html), 200)}
    form = PromoteForm(request.POST or None, initial=initial, sections=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            words = {"title": given["title"], "summary": given["summary"]}
            made = promote(thread, actor=request.user, section=sections[given["section"]], **words)
            messages.success(request, _("The draft is made. Read it through, then publish it."))
            return redirect("wagtailadmin_pages:edit", made.page_id)
        except Refused as refusal:
            refusal.show_in(form)
    crumbs = [(_("Community"), reverse("community_home")), (thread.title, thread.get_absolute_url())]
    words = {"thread": thread, "answer": answer, "form": form, "crumbs": crumbs, "sections": sections}
    return render(request, "community/promote.html", words, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    thread = thread_or_404(request.user, pk)
    try:
        take_promotion_back(thread, actor=request.user)
        messages.success(request, _("The question and the article are apart again. The article stays in the CMS."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(thread)


@require_safe
def article_of_thread(request: HttpRequest, pk: int) -> HttpResponse:
    """To the article that a question became; editors to its draft."""
    promotion = thread_or_404(request.user, pk).promotions.select_related("page").first()
    if promotion and promotion.page.live:
        return redirect(promotion.page.get_url(request))
    if promotion and edits_in_cms(request.user):
        return redirect("wagtailadmin_pages:edit", promotion.page_id)
    raise Http404
