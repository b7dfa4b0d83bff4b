"""What a question belongs to: what it goes on from, what goes on from it, what was merged into it."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from community.models import Promotion, Thread


@dataclass(frozen=True)
class Relations:
    origin: Thread | None = None
    follow_ups: list[Thread] = field(default_factory=list)
    merged: list[Thread] = field(default_factory=list)


def with_signs(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Each knows whether it has relations at all: most have none, and then nobody asks for them. ``article_is_live``
    is None for a question that did not become an article."""
    others = Thread.objects.order_by()
    return threads.annotate(
        has_follow_ups=Exists(others.filter(follow_up_of=OuterRef("pk"))),
        has_merged=Exists(others.filter(merged_into=OuterRef("pk"))),
        article_is_live=Subquery(Promotion.objects.filter(thread=OuterRef("pk")).values("page__live")[:1]),
    )


def relations_of(thread: Thread, user) -> Relations:
    """Only what the reader may see: at most three queries, and none for a question that stands alone."""
    seen = Thread.objects.visible_to(user).defer("body_source", "body_html")
    origin = seen.filter(pk=thread.follow_up_of_id).first() if thread.follow_up_of_id else None
    follow_ups = list(seen.filter(follow_up_of=thread).order_by("pk")[:5]) if _has(thread, "has_follow_ups") else []
    merged = Thread.objects.filter(merged_into=thread, hidden_at=None).select_related("author").order_by("pk")
    return Relations(origin, follow_ups, list(merged) if _has(thread, "has_merged") else [])


def _has(thread: Thread, sign: str) -> bool:
    return getattr(thread, sign, True)


def question_numbered(user, number: str) -> Thread | None:
    """The question that a new one goes on from, as a form or an address names it; only one that its author may see."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return Thread.objects.visible_to(user).select_related("board").filter(pk=int(number)).first()
