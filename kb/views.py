"""What is not a page of the tree: what readers say, and captions."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from kb.actions import record_feedback, visitor_key
from kb.forms import FeedbackForm
from kb.models import CaptionTrack, VideoGuidePage
from kb.queries import Nearest, nearest_to, page_at, reading_page


def page(request, path: str):
    """Show a page of the tree as Wagtail does, but found by its whole address: two queries, however deep it lies.

    Where the page is not in the reader's language, say so and show the nearest.
    """
    found = page_at(request, path)
    if found is not None:
        request._wagtail_route_for_request = RouteResult(found)  # where Wagtail remembers what it found
    try:
        return serve(request, path)
    except Http404:
        nearest = nearest_to(request, path)
        if nearest is None:
            raise
        return _not_translated(request, nearest)


def _not_translated(request, nearest: Nearest) -> HttpResponse:
    """A 404 that helps: where the page can be read, and what is nearest in the reader's language (record 0010)."""
    if nearest.translation is not None:
        return redirect(nearest.translation.get_url(request))
    translations = {page.locale.language_code: page.get_url(request) for page in nearest.originals}
    crumbs = []
    if nearest.section:
        crumbs = [*nearest.section.crumbs, (nearest.section.title, nearest.section.get_url(request))]
    words = {"nearest": nearest, "original": nearest.originals[0], "translations": translations, "crumbs": crumbs}
    return render(request, "kb/not_translated.html", words, status=404)


@require_http_methods(["GET", "POST"])
def feedback(request, page_id: int):
    """POST yes or no, with or without a comment; GET asks a reader whom the page did not help what was missing."""
    page = reading_page(page_id)
    if page is None:
        raise Http404
    if request.method == "GET":
        return _form(request, page, FeedbackForm(initial={"helpful": "no"}))
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _form(request, page, form, status=422)
    comment = form.cleaned_data["comment"] if "comment" in request.POST else None
    record_feedback(page, form.is_helpful, visitor=_visitor(request), user=request.user, comment=comment)
    asks_more = not form.is_helpful and comment is None
    if request.htmx:
        next_form = FeedbackForm(initial={"helpful": "no"}) if asks_more else None
        return render(request, "kb/_feedback_said.html", {"page": page, "helpful": form.is_helpful, "form": next_form})
    if asks_more:
        return redirect("feedback", page_id=page.pk)
    messages.success(request, _("Thank you. Your answer helps the next reader."))
    return redirect(page.get_url(request))


def _form(request, page, form, status: int = 200) -> HttpResponse:
    template = "kb/_feedback_said.html" if request.htmx else "kb/feedback.html"
    crumbs = [*page.crumbs, (page.title, page.get_url(request))]
    return render(request, template, {"page": page, "form": form, "helpful": False, "crumbs": crumbs}, status=status)


def _visitor(request) -> str:
    if not request.user.is_authenticated and not request.session.session_key:
        request.session["was_here"] = True
        request.session.save()
    return visitor_key(request.user, request.session.session_key or "")


@require_GET
@cache_control(public=True, max_age=300)
def captions(request, track_id: int):
    """The captions of a public guide, as WebVTT from our own address: players take them from nowhere else."""
    track = CaptionTrack.objects.filter(pk=track_id, page__in=VideoGuidePage.objects.visible()).first()
    if track is None:
        raise Http404
    return HttpResponse(track.vtt, content_type="text/vtt; charset=utf-8")
