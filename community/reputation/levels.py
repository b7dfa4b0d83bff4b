"""Levels 0 to 5: what each asks for, who has come that far, and what is still missing (RULES §1).

A quiet month or a few reports that were declined cost nobody a level. Answers that turn out not to have been accepted
at all do: levels 2 and 3 fall back then, and the member is told why. 4 lasts as long as a term as an expert, 5 is the
team's and stands in no row. What each level may: `community.privileges`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import User
from community.badges.looking import look_at_mentors_of
from community.models import ExpertTerm, Flag, PointEntry, Reading, Standing
from community.models.points import Step
from community.models.standing import Level
from community.standing import is_team, standing_of

HELPED_BY = ("accepted", "verified")  # the rules whose awards say that an answer helped
FLAGS_THAT_TELL = 5  # decided reports before their share says anything


class Record:
    """What of a member's past the levels ask for: each asked of the database once, and only if a level needs it."""

    def __init__(self, standing: Standing, now: datetime):
        self.standing, self.member, self.now = standing, standing.member, now

    @cached_property
    def reading(self) -> tuple[int, int]:
        """Questions, and whole minutes; nobody has read for longer than they are here."""
        read = Reading.objects.filter(member=self.member).aggregate(threads=Count("pk"), seconds=Sum("seconds"))
        here = max(0, (self.now - self.member.date_joined) // timedelta(seconds=1))
        return read["threads"], min(read["seconds"] or 0, here) // 60

    @cached_property
    def helped(self) -> list[tuple[int, int | None]]:
        """Answers whose acceptance or verification counts, neither waiting nor worth nothing, with who had asked."""
        entries = PointEntry.objects.filter(member=self.member, rule__in=HELPED_BY, answer__isnull=False)
        of_others = entries.exclude(answer__thread__author=self.member).order_by()
        rows = of_others.values_list("answer", "answer__thread__author").annotate(points=Sum("points"))
        return [(answer, asker) for answer, asker, points in rows if points > 0]

    @property
    def answers(self) -> int:
        return len(self.helped)

    @property
    def askers(self) -> int:
        """Those who left count as one: who they were, nobody knows any more."""
        return len({asker for _answer, asker in self.helped})

    @property
    def askers_at_most(self) -> int:
        """Each who left was somebody else: nobody falls back because an asker left."""
        known = {asker for _answer, asker in self.helped if asker}
        return len(known) + sum(asker is None for _answer, asker in self.helped)

    @property
    def days(self) -> int:
        return max(0, (self.now - self.member.date_joined).days)

    @cached_property
    def flags(self) -> tuple[int, int]:
        """Reports that were decided, and how many of them were right."""
        decided = Flag.objects.filter(reporter=self.member, state__in=[Flag.State.UPHELD, Flag.State.DECLINED])
        counts = decided.aggregate(all=Count("pk"), right=Count("pk", filter=Q(state=Flag.State.UPHELD)))
        return counts["all"], counts["right"]

    @property
    def accuracy(self) -> int:
        """In whole per cent; 100 while too few are decided."""
        decided, right = self.flags
        return 100 * right // decided if decided >= FLAGS_THAT_TELL else 100

    def reversal(self) -> PointEntry | None:
        """The newest that took an acceptance or verification away, since the present level was reached."""
        gone = PointEntry.objects.filter(member=self.member, rule__in=HELPED_BY, step=Step.REVERSE)
        return gone.filter(at__gte=self.standing.level_since).order_by("-pk").first()


@dataclass(frozen=True)
class Requirement:
    """``kept``: what has to go on holding; empty for what is asked once."""

    words: Promise
    need: int
    have: Callable[[Record], int]
    kept: Callable[[Record], int] | None = None


def _helping(answers: int, askers: int) -> tuple[Requirement, Requirement]:
    by_answers, at_most = (lambda record: record.answers), (lambda record: record.askers_at_most)
    return (
        Requirement(_("Answers that were accepted or verified"), answers, by_answers, kept=by_answers),
        Requirement(_("Different people who asked them"), askers, lambda record: record.askers, kept=at_most),
    )


# A confirmed address is behind every account that can sign in. The tour, taken to its end, stands for level 1, too.
ENTRY: dict[Level, tuple[Requirement, ...]] = {
    Level.MEMBER: (
        Requirement(_("Questions read"), 5, lambda record: record.reading[0]),
        Requirement(_("Minutes of reading"), 10, lambda record: record.reading[1]),
    ),
    Level.HELPER: (
        *_helping(answers=3, askers=3),
        Requirement(_("Days since you joined"), 14, lambda record: record.days),
    ),
    Level.ADVOCATE: (
        *_helping(answers=15, askers=10),
        Requirement(
            _("Per cent of your reports that were right, from the fifth on"), 70, lambda record: record.accuracy
        ),
    ),
}


@dataclass(frozen=True)
class Condition:
    words: str
    have: int
    need: int

    @property
    def is_met(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True)
class NextStep:
    """``by_tour``: the tour leads there, too."""

    level: Level
    conditions: list[Condition]
    by_tour: bool = False


def next_step(member: User, now: datetime) -> NextStep | None:
    """What the next level asks for, and how much of it is there; None where none follows by itself. At most two
    queries."""
    standing = standing_of(member)
    if is_team(member) or standing.level >= Level.ADVOCATE:
        return None
    level, record = Level(standing.level + 1), Record(standing, now)
    conditions = [Condition(str(one.words), min(one.have(record), one.need), one.need) for one in ENTRY[level]]
    return NextStep(level, conditions, by_tour=level == Level.MEMBER)


def advance(standing: Standing, now: datetime) -> datetime | None:
    """Inside a transaction that holds the standing: the level that is earned, and a word about it when it changed.
    Returns when to look again, where only time is missing."""
    if is_team(standing.member):
        return None
    record, before = Record(standing, now), standing.level
    earned, loss = _kept(record), None
    if earned < min(before, Level.ADVOCATE):
        loss = record.reversal()
        earned = earned if loss or before == Level.EXPERT else before
    while earned < Level.ADVOCATE and _is_reached(record, Level(earned + 1)):
        earned += 1
    level = Level.EXPERT if _is_expert(record) else earned
    if level != before:
        standing.level, standing.level_since = level, now
        standing.save(update_fields=["level", "level_since"])
        _tell(standing, before, loss)
        if before < Level.HELPER <= level:
            look_at_mentors_of(standing.member, now)
    return _look_again(record) if level == Level.MEMBER else None


def _kept(record: Record) -> int:
    """The highest level up to the present one whose lasting requirements still hold."""
    level = min(record.standing.level, Level.ADVOCATE)
    while level > Level.MEMBER and not all(one.kept(record) >= one.need for one in ENTRY[Level(level)] if one.kept):
        level -= 1
    return level


def _is_reached(record: Record, level: Level) -> bool:
    if level == Level.MEMBER and record.standing.toured_at:
        return True
    return all(one.have(record) >= one.need for one in ENTRY[level])


def _is_expert(record: Record) -> bool:
    return ExpertTerm.objects.running(record.now).filter(member=record.member).exists()


def _look_again(record: Record) -> datetime | None:
    """When the days will have passed, where nothing else is missing of level 2."""
    *others, days = ENTRY[Level.HELPER]
    if days.have(record) < days.need and all(one.have(record) >= one.need for one in others):
        return record.member.date_joined + timedelta(days=days.need)
    return None


def _tell(standing: Standing, before: int, loss: PointEntry | None) -> None:
    """``why``: of the entry that took the answers away, when the level fell."""
    is_lower = standing.level < before
    was_expert = is_lower and before == Level.EXPERT
    fell = is_lower and not was_expert
    words = {"level": standing.level, "fell": fell, "was_expert": was_expert, "why": loss.why if fell and loss else ""}
    with override(standing.member.language):
        url = reverse("member", args=[standing.member_id])
    notify([standing.member], "level_reached", url=url, context=words)
