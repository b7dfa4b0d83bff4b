"""The moderators' queue: what waits, one post with its context, and decisions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community import actions
from community.actions.common import has_other_moderators
from community.actions.deciding import already_decided, looked_at
from community.errors import Refused
from community.models import Board, Proposal, Review
from community.models.flags import FIRST_LOOKS
from community.models.moderation import REASON_LENGTH
from community.models.reasons import FlagReason
from community.reviews import (
    APPEALS,
    Waiting,
    next_for,
    queue,
    record_of_author,
    records_of,
    waiting_count,
    what_waits,
    with_posts,
)
from community.spam.texts import hosts_in
from community.texts import shorten, words_of
from community.views.history import moderators_only
from site_config.formats import localized_number
from site_config.posting import posted_from

REVIEWS_PER_PAGE = 20
EXCERPT, SHORT_TEXT = 220, 700  # what of a report is shown, and what of a first post without opening it
MANY = ("keep", "spam")
MOST_PLACES = 10


@require_safe
@moderators_only
def reviews(request):
    cause = _cause(request.GET)
    page = Paginator(queue(cause), REVIEWS_PER_PAGE).get_page(request.GET.get("page"))
    records = records_of({review.post.author_id for review in page if review.post.author_id})
    for review in page:
        words = words_of(review.post.body_html)
        review.excerpt = shorten(words, EXCERPT)
        review.is_first_look = review.cause in FIRST_LOOKS
        review.is_short = len(words) <= SHORT_TEXT
        review.hosts = places_in(review.post.body_html)
        review.record = records.get(review.post.author_id)
        review.holder_words = looked_at(review) if review.holder() not in (None, request.user) else ""
    waiting = what_waits()
    words = {
        "page": page,
        "waiting": waiting,
        "chips": _chips(waiting, cause),
        "cause": cause,
        "proposals": Proposal.objects.waiting().count(),
        "first": next_for(request.user, cause),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/reviews.html", words)


def places_in(html: str) -> list[str]:
    """Where its links lead, each place once."""
    return list(dict.fromkeys(hosts_in(html)))[:MOST_PLACES]


def _chips(waiting: Waiting, current: str) -> list[dict]:
    """Why posts wait, each with how many do."""
    titles = {"": _("All"), **dict(Review.Cause.choices), APPEALS: _("Asks for another look")}
    return [
        {
            "title": title,
            "url": _queue_url(cause),
            "current": cause == current,
            "count": waiting.counts.get(cause, 0) if cause else waiting.total,
        }
        for cause, title in titles.items()
    ]


def _cause(query) -> str:
    cause = query.get("cause", "")
    return cause if cause in (*Review.Cause.values, APPEALS) else ""


def _queue_url(cause: str) -> str:
    return f"{reverse('reviews')}?cause={cause}" if cause else reverse("reviews")


def _url_of(review: Review, cause: str) -> str:
    return f"{review.url}?cause={cause}" if cause else review.url


@require_safe
@moderators_only
def review(request, pk):
    return review_page(request, _review_or_404(pk), cause=_cause(request.GET))


def review_page(request, found: Review, *, cause="", refusal="", reason="", status=200):
    holder, following = found.holder(), next_for(request.user, cause, after=found)
    found.hosts = places_in(found.post.body_html)
    words = {
        "review": found,
        "post": found.post,
        "thread": found.thread,
        "flags": found.waiting_flags,
        "record": record_of_author(found.post.author),
        "decided": "" if found.is_waiting else already_decided(found),
        "holder_words": looked_at(found) if holder else "",
        "is_mine": holder == request.user,
        "hid_it": any(one.hidden_by_id == request.user.pk for one in found.waiting_appeals),
        "has_others": has_other_moderators(request.user) if found.waiting_appeals else None,
        "boards": Board.objects.with_texts().exclude(pk=found.thread.board_id),
        "cause": cause,
        "skip_url": _url_of(following, cause) if following else "",
        "refusal": refusal,
        "reason": reason,
        "reason_length": REASON_LENGTH,
        "reasons": [label for value, label in FlagReason.choices if value != FlagReason.OTHER],
        "crumbs": [(_("Community"), reverse("community_home")), (_("Moderation"), reverse("reviews"))],
    }
    return render(request, "community/review.html", words, status=status)


def _review_or_404(pk: int) -> Review:
    return get_object_or_404(with_posts(Review.objects.all()), pk=pk)


@require_POST
@moderators_only
def claim(request, pk):
    found = _review_or_404(pk)
    act = actions.release if "release" in request.POST else actions.claim
    try:
        act(found, actor=request.user)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect("reviews") if "release" in request.POST else redirect("review", pk=pk)


@posted_from("review")
@moderators_only
def decide(request, pk):
    """A refusal keeps the reason that was typed, and shows the post as it is now."""
    found, reason = _review_or_404(pk), request.POST.get("reason", "")
    board = Board.objects.filter(slug=request.POST.get("board", "")).first()
    try:
        actions.decide(
            found,
            request.POST.get("decision", ""),
            actor=request.user,
            seen=_number(request.POST.get("seen", "")),
            reason=reason,
            board=board,
        )
    except Refused as refusal:
        found = _review_or_404(pk)
        return review_page(
            request, found, cause=_cause(request.POST), refusal=refusal.message, reason=reason, status=409
        )
    messages.success(request, _decided_words(1))
    return redirect(_after_decision(request))


def _after_decision(request) -> str:
    """From the list back to the list; from one post on to the next that nobody else looks at."""
    cause = _cause(request.POST)
    following = next_for(request.user, cause) if "go_on" in request.POST else None
    return _url_of(following, cause) if following else _queue_url(cause)


@posted_from("reviews")
@moderators_only
def decide_many(request):
    """Each ticked box holds a review's number and the version it was ticked at: ``12:3``."""
    ticked = dict(one.split(":", 1) for one in request.POST.getlist("review")[:REVIEWS_PER_PAGE] if ":" in one)
    posts = ("thread", "answer__thread", "comment__question", "comment__answer", "thanks__answer__thread")
    found = Review.objects.select_related(*posts).in_bulk([_number(pk) for pk in ticked])
    decision = request.POST.get("decision", "")
    if not found or decision not in MANY:
        messages.info(request, _("Tick what you want to decide on first."))
        return redirect("reviews")
    seen = [(found[int(pk)], _number(version)) for pk, version in ticked.items() if _number(pk) in found]
    done, refusals = actions.decide_many(seen, decision, actor=request.user)
    if done:
        messages.success(request, _decided_words(done))
    for refusal in refusals:
        messages.warning(request, refusal)
    return redirect(_queue_url(_cause(request.POST)))


def _decided_words(done: int) -> str:
    waiting = waiting_count()
    words = ngettext("Decided on %(number)s post.", "Decided on %(number)s posts.", done)
    rest = ngettext("%(number)s still waits.", "%(number)s still wait.", waiting) if waiting else _("Nothing waits.")
    number, left = localized_number(done), localized_number(waiting)
    return f"{words % {'number': number}} {rest % {'number': left} if waiting else rest}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
