"""What a moderator reads before deciding about points: the case in words, who gave whom, the entries, the people."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community.cms.point_graph import Graph, drawn
from community.models import Answer, PointEntry, PointReview
from community.models.points import Step, Suspicion
from community.points_page import told
from community.reputation.evidence import Given, awards_of, who_gave_whom
from site_config.formats import isolated, localized_number

MOST = 200  # entries on the page


@dataclass(frozen=True)
class Pair:
    giver: User
    member: User
    given: Given


@dataclass(frozen=True)
class Evidence:
    words: list[str]
    people: list[User]
    pairs: list[Pair]
    graph: Graph
    entries: list[PointEntry]
    left_out: int
    points: int


def evidence_of(review: PointReview, reader: User) -> Evidence:
    """Of a decided review what was decided about, of one that waits what is at stake now."""
    entries = list(_entries(review).select_related("member", "giver").order_by("-at", "-pk"))
    given = who_gave_whom(entries)
    concerned = {one.giver for one in given} | {one.member for one in given}
    concerned |= {member.pk for member in review.members.all()}
    people = {user.pk: user for user in User.objects.filter(pk__in=concerned).select_related("standing")}
    pairs = [
        Pair(people[one.giver], people[one.member], one) for one in given if {one.giver, one.member} <= people.keys()
    ]
    names = {pk: str(user) for pk, user in people.items()}
    return Evidence(
        words=list(_words(review, people, given)),
        people=sorted(people.values(), key=lambda user: (-user.standing.points, user.pk)),
        pairs=pairs,
        graph=drawn([pair.given for pair in pairs], names),
        entries=told(entries[:MOST], reader),
        left_out=max(0, len(entries) - MOST),
        points=sum(entry.amount for entry in entries),
    )


def _entries(review: PointReview):
    if review.verdict != PointReview.Verdict.REVERSED:
        return awards_of(review).filter(amount__gt=0)
    taken = PointEntry.objects.filter(review=review, step=Step.REVERSE)
    keys = set(taken.values_list("rule", "fact", "member", "turn"))
    awards = PointEntry.objects.filter(
        step=Step.AWARD, rule__in={key[0] for key in keys}, fact__in={key[1] for key in keys}
    )
    return awards.filter(
        pk__in=[row[0] for row in awards.values_list("pk", "rule", "fact", "member", "turn") if tuple(row[1:]) in keys]
    )


def _words(review: PointReview, people: dict[int, User], given: list[Given]) -> Iterable[str]:
    """The case in sentences. Moderators read numbers; what is too much stands in no sentence."""
    if review.cause in (Suspicion.QUICK, Suspicion.REPEATED):
        yield from _accepted(review)
    if review.cause == Suspicion.BURST and (member := people.get(review.evidence.get("member"))):
        voters = len({one.giver for one in given})
        words = ngettext(
            "Within minutes %(number)s member voted for %(name)s.",
            "Within minutes %(number)s members voted for %(name)s.",
            voters,
        )
        yield words % {"number": localized_number(voters), "name": isolated(str(member))}
    if review.cause in (Suspicion.RECIPROCAL, Suspicion.CIRCLE):
        yield _of_group(review)
    if review.evidence.get("is_small"):
        yield _("Few people vote here at all, so that chance may explain it.")


def _accepted(review: PointReview) -> Iterable[str]:
    answers = Answer.objects.filter(pk__in=review.evidence["answers"]).select_related("author", "accepted_by")
    for answer in answers.order_by("created_at"):
        if answer.accepted_at and answer.accepted_by and answer.author:
            minutes = int((answer.accepted_at - answer.created_at).total_seconds() // 60)
            words = ngettext(
                "%(asker)s accepted an answer by %(helper)s, %(number)s minute after it was written.",
                "%(asker)s accepted an answer by %(helper)s, %(number)s minutes after it was written.",
                minutes,
            )
            names = {"asker": isolated(str(answer.accepted_by)), "helper": isolated(str(answer.author))}
            yield words % {**names, "number": localized_number(minutes)}
    if not answers:
        yield _("The answers are not there any more.")


def _of_group(review: PointReview) -> str:
    inside, got = review.evidence.get("inside", 0), review.evidence.get("got", 0)
    words = ngettext(
        "Within 90 days they gave each other %(inside)s vote or acceptance, of %(got)s that they got in all.",
        "Within 90 days they gave each other %(inside)s votes and acceptances, of %(got)s that they got in all.",
        inside,
    )
    return words % {"inside": localized_number(inside), "got": localized_number(got)}
