"""A member asks a person to look again at points that were taken back; another moderator than who took them decides."""

from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.actions import notify
from accounts.models import User
from community.actions.common import refuse_unless
from community.actions.judging_points import can_judge_points
from community.errors import Refused
from community.limits import refuse_over_limit
from community.models import PointAppeal, PointEntry, PointReview
from community.models.points import Step
from community.reputation.ledger import give_back, hold
from community.reputation.telling import points_address
from community.texts import clean_title, has_words

APPEAL_DECIDED = "community.point_appeal_decided"  # in the log of the CMS
WORDS_LENGTH = PointAppeal._meta.get_field("words").max_length


def appeal_for(entry: PointEntry) -> PointAppeal | None:
    """What the member asked about this reversal: once for all that one decision took from them."""
    if entry.review_id is None:
        return PointAppeal.objects.filter(entry=entry).first()
    return PointAppeal.objects.filter(entry__review=entry.review_id, member=entry.member_id).first()


def taken_together(entry: PointEntry):
    """All that one decision took from one member."""
    taken = PointEntry.objects.filter(member=entry.member_id, step=Step.REVERSE)
    return taken.filter(review=entry.review_id) if entry.review_id else taken.filter(pk=entry.pk)


@transaction.atomic
def appeal_points(entry: PointEntry, *, actor: User, words: str) -> PointAppeal:
    """Once for each decision."""
    refuse_unless(actor.pk == entry.member_id and actor.is_active, _("Only whose points they were can ask."))
    refuse_unless(entry.may_be_appealed, _("This was not taken back by us: there is nothing to look at again."))
    words = clean_title(words)[:WORDS_LENGTH]
    if not has_words(words):
        raise Refused(_("Say why these points are right."), "words")
    refuse_over_limit(actor, "point_appeal")
    hold([actor.pk])
    too_late = _("You asked for another look already.")
    refuse_unless(appeal_for(entry) is None, too_late)
    try:
        with transaction.atomic():
            return PointAppeal.objects.create(entry=entry, member=actor, words=words, created_at=timezone.now())
    except IntegrityError:
        raise Refused(too_late) from None


def may_decide_appeal(user, appeal: PointAppeal) -> bool:
    """Another moderator than who took them back, where there is one; nobody about themselves."""
    review = appeal.entry.review
    if appeal.member_id == user.pk or not can_judge_points(user, review):
        return False
    by = review.decided_by_id if review else None
    return by != user.pk or not _others(user, appeal).exists()


def _others(user, appeal: PointAppeal):
    """Moderators who took no part in it."""
    moderators = ModelBackend().with_perm("community.change_pointreview")
    return moderators.filter(is_active=True).exclude(pk__in=[user.pk, appeal.member_id])


@transaction.atomic
def decide_point_appeal(appeal: PointAppeal, *, actor: User, is_granted: bool, reply: str = "") -> PointAppeal:
    """Granted, the member has exactly what was taken; who gave it stays as it was."""
    refuse_unless(can_judge_points(actor), _("Only moderators decide about points."))
    hold([appeal.member_id])
    appeal = (
        PointAppeal.objects.select_for_update(of=("self",)).select_related("entry__review", "member").get(pk=appeal.pk)
    )
    refuse_unless(may_decide_appeal(actor, appeal), _("Another moderator than who took the points back decides."))
    if appeal.granted is not None:
        name = appeal.decided_by or _("Former member")
        raise Refused(_("%(name)s decided this just now. Load the page again.") % {"name": name})
    reply = clean_title(reply)[:240]
    if not is_granted and not has_words(reply):
        raise Refused(_("Say why: the member will read it."), "reply")
    appeal.granted, appeal.reply, appeal.decided_by, appeal.decided_at = is_granted, reply, actor, timezone.now()
    appeal.save()
    number = sum(entry.amount for entry in give_back(taken_together(appeal.entry))) if is_granted else 0
    verdict = "returned" if is_granted else PointReview.Verdict.REVERSED
    words = {"verdict": verdict, "number": number, "reason": reply}
    notify([appeal.member], "points_reviewed", url=points_address(appeal.member, appeal.entry), context=words)
    log(instance=appeal, action=APPEAL_DECIDED, user=actor, data={"granted": is_granted, "reason": reply})
    return appeal
