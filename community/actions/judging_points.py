"""What moderators decide about points: a review is kept or reversed, one award taken back; each may be turned round."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.actions import notify
from accounts.models import User
from community.actions.common import refuse_unless
from community.errors import Refused
from community.models import Household, PendingPoints, PointEntry, PointReview
from community.models.points import Step, Suspicion, Why
from community.reputation.evidence import awards_of, standing
from community.reputation.ledger import Book, give_back, hold, take_back
from community.reputation.telling import points_address
from community.reputation.versions import current
from community.reputation.watching import forget_groups
from community.texts import clean_title, has_words

Verdict = PointReview.Verdict
DECIDED = "community.points_decided"  # in the log of the CMS


def can_judge_points(user, review: PointReview | None = None) -> bool:
    """Moderators and admins; never about what concerns themselves."""
    if not user.has_perm("community.change_pointreview"):
        return False
    return review is None or not review.members.filter(pk=user.pk).exists()


@transaction.atomic
def decide_points(
    review: PointReview, *, actor: User, verdict: str, seen: str = "", reason: str = "", is_household: bool = False
) -> PointReview:
    """Keep what waits, or reverse all the review is about, what was paid before included. ``seen`` is the decision the
    moderator read: whoever comes second is told. Deciding otherwise later gives back, or takes back, exactly that."""
    refuse_unless(can_judge_points(actor), _("Only moderators decide about points."))
    review = _held(review)
    refuse_unless(can_judge_points(actor, review), _("This is about yourself. Another moderator decides."))
    if review.verdict != seen:
        by = review.decided_by or _("the rules")
        raise Refused(_("%(name)s decided this just now. Load the page again.") % {"name": by})
    refuse_unless(verdict in Verdict.values and verdict != review.verdict, _("Choose what to do."))
    reason = _checked(reason, verdict)
    before, now = review.verdict, timezone.now()
    review.verdict, review.decided_by, review.decided_at, review.reason = verdict, actor, now, reason
    review.save(update_fields=["verdict", "decided_by", "decided_at", "reason"])
    if verdict == Verdict.REVERSED:
        take_back(awards_of(review), why=Why.REVIEWED, reason=reason, review=review, now=now)
        if is_household:
            _tie_together(review, actor)
    else:
        _keep(review, before, now)
    forget_groups()
    log(instance=review, action=DECIDED, user=actor, data={"verdict": verdict, "before": before, "reason": reason})
    return review


@transaction.atomic
def reverse_award(entry: PointEntry, *, actor: User, reason: str) -> PointReview:
    """One award of a member, whatever it was for. It is a decision like others: told, appealed, turned round."""
    refuse_unless(can_judge_points(actor), _("Only moderators decide about points."))
    concerned = {pk for pk in (entry.member_id, entry.giver_id) if pk}
    refuse_unless(actor.pk not in concerned, _("This is about yourself. Another moderator decides."))
    reason = _checked(reason, Verdict.REVERSED)
    hold([entry.member_id])
    stands = standing(PointEntry.objects.filter(pk=entry.pk, step=Step.AWARD, amount__gt=0)).exists()
    refuse_unless(stands, _("It was taken back already."))
    now = timezone.now()
    review = PointReview.objects.create(
        cause=Suspicion.SINGLE,
        key=f"entry-{entry.pk}",
        evidence={"entry": entry.pk},
        points=entry.amount,
        opened_at=now,
        verdict=Verdict.REVERSED,
        decided_at=now,
        decided_by=actor,
        reason=reason,
    )
    review.members.add(*concerned)
    take_back([entry], why=Why.REVIEWED, reason=reason, review=review, now=now)
    log(instance=review, action=DECIDED, user=actor, data={"verdict": Verdict.REVERSED, "before": "", "reason": reason})
    return review


def _checked(reason: str, verdict: str) -> str:
    """In a moderator's own words; the members read it."""
    reason = clean_title(reason)[:240]
    if verdict == Verdict.REVERSED and not has_words(reason):
        raise Refused(_("Say why: the members will read it."), "reason")
    return reason


def _held(review: PointReview) -> PointReview:
    """With the standings of all whom it concerns: held before the review, as awards do that join it."""
    held: set[int] = set()
    while True:
        concerned = set(review.members.values_list("pk", flat=True))
        concerned |= set(PendingPoints.objects.filter(review=review).values_list("member", flat=True))
        if concerned <= held:
            return PointReview.objects.select_for_update(no_key=True).get(pk=review.pk)
        held = set(hold(concerned)) | concerned


def _keep(review: PointReview, before: str, now) -> None:
    if before == Verdict.REVERSED:
        give_back(PointEntry.objects.filter(review=review, step=Step.REVERSE), now=now)
        Household.objects.filter(pk=review.evidence.get("household")).delete()
        return
    waiting = list(PendingPoints.objects.filter(review=review).select_related("entry").order_by("pk"))
    book = Book({one.member_id for one in waiting}, current(), now)
    for one in waiting:
        if one.due_at <= now:
            book.settle(one.entry)
    book.close()
    PendingPoints.objects.filter(review=review).update(review=None)  # until its time, as any other
    _tell_kept(review, waiting)


def _tell_kept(review: PointReview, waiting: list[PendingPoints]) -> None:
    for member in User.objects.filter(pk__in={one.member_id for one in waiting}).order_by("pk"):
        mine = [one.entry for one in waiting if one.member_id == member.pk]
        words = {"verdict": Verdict.KEPT, "number": sum(entry.amount for entry in mine), "reason": review.reason}
        notify([member], "points_reviewed", url=points_address(member, mine[0]), context=words)


def _tie_together(review: PointReview, actor: User) -> None:
    pair = sorted(review.members.values_list("pk", flat=True))
    refuse_unless(len(pair) == 2, _("A household is of two. Keep organisations in their own list."))
    household, is_new = Household.objects.get_or_create(one_id=pair[0], other_id=pair[1], defaults={"found_by": actor})
    if is_new:
        review.evidence["household"] = household.pk
        review.save(update_fields=["evidence"])
