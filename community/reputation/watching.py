"""What looks wrong at the moment it happens, and waits for a person (RULES §1, against gaming)."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.models import Answer, PointEntry, PointReview
from community.models.points import Suspicion
from community.reputation.detection import thresholds
from community.reputation.facts import OF_ACCEPTANCE, Fact

GROUPS_KEPT = 60  # seconds: other processes know of a new review of a group after that
_GROUPS, _PARTED = "reputation.watched-groups", "reputation.parted-groups"


def review_for(
    fact: Fact, amount: int, now: datetime, *, recent: int = 0, earlier: PointEntry | None = None
) -> PointReview | None:
    """The review that an award of this fact waits for; None when nothing is wrong with it. ``recent``: votes for the
    same member in the last moments. ``earlier``: the award of the same fact when it stood before."""
    if earlier and earlier.review_id:  # whoever gave it may have left since
        return _again(earlier.review_id, amount)
    if fact.giver is None or fact.giver_is_team or now - fact.at > thresholds.OLD:
        return None
    if fact.rule in OF_ACCEPTANCE:
        return _of_acceptance(fact, amount) or _of_group(fact, amount)
    if fact.rule not in thresholds.VOTES:
        return None
    if recent + 1 >= thresholds.BURST:
        return _burst(fact, amount, now)
    return _of_group(fact, amount)


def was_reversed(earlier: PointEntry | None) -> bool:
    """Whether a person decided against an award while its post was hidden: shown again, it brings nothing."""
    review = earlier.review if earlier and earlier.review_id else None
    return review is not None and review.verdict == PointReview.Verdict.REVERSED


def _of_acceptance(fact: Fact, amount: int) -> PointReview | None:
    if fact.since and timedelta() <= fact.at - fact.since < thresholds.QUICK:
        return open_review(Suspicion.QUICK, f"quick-{fact.answer}", _pair(fact), amount, answers=[fact.answer])
    between = acceptances_between(fact.member, fact.giver).filter(
        accepted_at__gt=fact.at - thresholds.REPEATED_WITHIN, accepted_at__lte=fact.at
    )
    answers = list(between.order_by("accepted_at").values_list("pk", flat=True))
    if len(answers) < thresholds.REPEATED:
        return None
    key = "-".join(map(str, ["repeated", *_pair(fact)]))
    if kept := PointReview.objects.filter(key=key, verdict=PointReview.Verdict.KEPT).order_by("-decided_at").first():
        answers = list(between.filter(accepted_at__gt=kept.decided_at).values_list("pk", flat=True))
    if len(answers) < thresholds.REPEATED:  # what a person looked at counts for nothing more
        return None
    return open_review(Suspicion.REPEATED, key, _pair(fact), amount, answers=answers)


def acceptances_between(one: int, other: int):
    """Whichever of them asked: who helps and who is helped may change places."""
    pair = Q(author=one, accepted_by=other) | Q(author=other, accepted_by=one)
    return Answer.objects.accepted().filter(pair, hidden_at=None, thread__author=F("accepted_by"))


def _burst(fact: Fact, amount: int, now: datetime) -> PointReview:
    """One review of a member's burst, however long it goes on."""
    since = (now - thresholds.BURST_WITHIN).isoformat()
    members = [fact.member, fact.giver]
    return open_review(Suspicion.BURST, f"burst-{fact.member}", members, amount, member=fact.member, since=since)


def _of_group(fact: Fact, amount: int) -> PointReview | None:
    """What is given within a pair or circle that a person looks at waits, too."""
    for pk, members in watched_groups():
        if fact.member in members and fact.giver in members:
            return _again(pk, amount)
    return None


def watched_groups() -> list[tuple[int, frozenset[int]]]:
    """Open reviews of pairs and circles, with their members. Asks the database once a minute at most."""
    return cache.get_or_set(_GROUPS, _groups, GROUPS_KEPT)


def are_parted(fact: Fact) -> bool:
    """Whether a person took back what these two gave each other, or a circle with both: for a while it pays nothing."""
    return fact.giver is not None and were_parted(fact.member, fact.giver, fact.at)


def were_parted(one: int, other: int, at: datetime) -> bool:
    return any(
        one in members and other in members and since <= at < since + thresholds.PARTED_FOR
        for members, since in cache.get_or_set(_PARTED, _parted, GROUPS_KEPT)
    )


def _parted() -> list[tuple[frozenset[int], datetime]]:
    """Twice as long as they stay so: what is counted late happened earlier."""
    found = PointReview.objects.filter(
        cause__in=[Suspicion.RECIPROCAL, Suspicion.CIRCLE],
        verdict=PointReview.Verdict.REVERSED,
        decided_by__isnull=False,
        decided_at__gte=timezone.now() - 2 * thresholds.PARTED_FOR,
    ).prefetch_related("members")
    return [(frozenset(member.pk for member in review.members.all()), review.decided_at) for review in found]


def forget_groups() -> None:
    names = [_GROUPS, _PARTED]
    cache.delete_many(names)
    transaction.on_commit(lambda: cache.delete_many(names))


def _groups() -> list[tuple[int, frozenset[int]]]:
    waiting = PointReview.objects.filter(decided_at=None, cause__in=[Suspicion.RECIPROCAL, Suspicion.CIRCLE])
    return [
        (review.pk, frozenset(m.pk for m in review.members.all())) for review in waiting.prefetch_related("members")
    ]


def _again(pk: int, amount: int) -> PointReview | None:
    """Held by the review it belongs to, unless that was decided meanwhile."""
    review = PointReview.objects.select_for_update(no_key=True).filter(pk=pk, decided_at=None).first()
    return _at_stake(review, amount) if review else None


def open_review(cause: Suspicion, key: str, members: list[int], amount: int, **evidence) -> PointReview:
    """The one that waits for this key, or a new one; ``amount`` more points are at stake. Held by the caller."""
    waiting = PointReview.objects.select_for_update(no_key=True).filter(key=key, decided_at=None)
    review = waiting.first()
    if review is None:
        try:
            with transaction.atomic():
                review = PointReview.objects.create(cause=cause, key=key, evidence=evidence)
        except IntegrityError:  # another award opened it this moment
            review = waiting.get()
    if answers := set(evidence.get("answers", [])) - set(review.evidence.get("answers", [])):
        review.evidence["answers"] = sorted(answers | set(review.evidence.get("answers", [])))
        review.save(update_fields=["evidence"])
    review.members.add(*members)
    return _at_stake(review, amount)


def _at_stake(review: PointReview, amount: int) -> PointReview:
    PointReview.objects.filter(pk=review.pk).update(points=F("points") + amount)
    return review


def _pair(fact: Fact) -> list[int]:
    return sorted([fact.member, fact.giver])
