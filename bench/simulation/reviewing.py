"""The person who decides what waits: two days later, by a rule of thumb, and by the evidence only. Who is honest nobody
tells them."""

from datetime import datetime, timedelta

from django.db.models import Count, Sum

from accounts.models import User
from community.actions.judging_points import decide_points
from community.models import Answer, PointEntry, PointReview, Vote
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
    """Not for the first time between these two, by an asker who accepts hardly anybody else, and nobody who votes for
    several people found these answers helpful. One quick thank-you proves nothing."""
    members = [member.pk for member in review.members.all()]
    answers = Answer.objects.filter(pk__in=review.evidence["answers"])
    accepted = Answer.objects.accepted().filter(accepted_by__in=members)
    between = accepted.filter(author__in=members).count()
    voters = answers.filter(votes__is_helpful=True).exclude(votes__voter__in=members).values("votes__voter")
    votes = Vote.objects.filter(voter__in=voters, is_helpful=True).order_by().values_list("voter")
    readers = votes.annotate(authors=Count("answer__author", distinct=True)).filter(authors__gt=1).count()
    return between >= 2 and between * 10 >= accepted.count() * 7 and readers < answers.count()


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
