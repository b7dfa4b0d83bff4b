"""The person who decides what waits: two days later, by a rule of thumb, and by the evidence only. Who is honest nobody
tells them."""

from datetime import datetime, timedelta

from django.db.models import Sum

from accounts.models import User
from community.actions.judging_points import decide_points
from community.models import Answer, PointEntry, PointReview
from community.models.points import Suspicion

AFTER = timedelta(days=2)
REASON = "These points came from each other."
Decided = tuple[str, str, tuple[int, ...]]  # cause, verdict, members


def decide_what_waits(moderator: User, now: datetime) -> list[Decided]:
    waiting = PointReview.objects.filter(decided_at=None, opened_at__lte=now - AFTER).order_by("pk")
    done = []
    for review in waiting.prefetch_related("members"):
        looks_wrong = _LOOKS[Suspicion(review.cause)](review)
        verdict = PointReview.Verdict.REVERSED if looks_wrong else PointReview.Verdict.KEPT
        decide_points(review, actor=moderator, verdict=verdict, reason=REASON)
        done.append((review.cause, str(verdict), tuple(member.pk for member in review.members.all())))
    return done


def _group(review: PointReview) -> bool:
    """Half and more of all they got is from one another."""
    return 2 * review.evidence["inside"] >= review.evidence["got"]


def _acceptances(review: PointReview) -> bool:
    """Whoever wrote it is accepted by hardly anybody else, and nobody else found these answers helpful."""
    answers = Answer.objects.filter(pk__in=review.evidence["answers"])
    authors = set(answers.values_list("author", flat=True))
    askers = set(answers.values_list("accepted_by", flat=True))
    of_authors = Answer.objects.accepted().filter(author__in=authors)
    by_others = of_authors.exclude(accepted_by__in=askers | authors).count()
    readers = answers.filter(votes__is_helpful=True).exclude(votes__voter__in=askers | authors).count()
    return by_others < of_authors.count() / 2 and readers < answers.count()


def _burst(review: PointReview) -> bool:
    """Most of those who gave it give to hardly anybody else."""
    member = review.evidence["member"]
    givers = set(PointEntry.objects.filter(review=review).values_list("giver", flat=True)) - {None}
    given = PointEntry.objects.filter(giver__in=givers).order_by().values_list("giver")
    in_all = dict(given.annotate(number=Sum("sign")))
    to_member = dict(given.filter(member=member).annotate(number=Sum("sign")))
    faithful = sum(2 * to_member.get(giver, 0) > in_all[giver] for giver in givers)
    return 2 * faithful > len(givers)


_LOOKS = {
    Suspicion.QUICK: _acceptances,
    Suspicion.REPEATED: _acceptances,
    Suspicion.BURST: _burst,
    Suspicion.RECIPROCAL: _group,
    Suspicion.CIRCLE: _group,
}
