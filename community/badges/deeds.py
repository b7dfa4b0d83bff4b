"""What a member did, as far as badges ask for it: each asked of the database once, and only where it can matter."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from community.badges.awards import standing_awards
from community.models import Answer, Comment, Flag, PointEntry, Proposal, Retag, Standing, Tag, Thread

HELPFUL = ("helpful", "fixed", "accepted", "verified")  # an answer helped somebody
EARLY_QUESTIONS = 3
STANDS = timedelta(days=7)  # so long nobody put the tags back
EXCHANGES = 3  # to and fro with the asker


class Earned(NamedTuple):
    number: int = 0
    first: date | None = None
    last: date | None = None


class Accepted(NamedTuple):
    board: int
    day: date
    asker: int | None
    answer: int


class Deeds:
    """``kept``: answers that proved a badge before, by its slug: what was true when they were written stays so."""

    def __init__(self, standing: Standing, now: datetime, kept: dict[str, list[int]] | None = None):
        self.standing, self.member, self.now, self.kept = standing, standing.member, now, kept or {}

    def awards(self, *rules: str) -> QuerySet[PointEntry]:
        return standing_awards(member=self.member.pk, rule__in=rules)

    @cached_property
    def counts(self) -> dict[str, Earned]:
        rows = standing_awards(member=self.member.pk).values_list("rule")
        found = rows.annotate(number=Count("pk"), first=Min("day"), last=Max("day"))
        return {rule: Earned(*rest) for rule, *rest in found}

    def count(self, rule: str) -> Earned:
        return self.counts.get(rule, Earned())

    @cached_property
    def accepted(self) -> list[Accepted]:
        if not self.count("accepted").number:
            return []
        rows = self.awards("accepted").filter(answer__isnull=False).order_by("day", "pk")
        columns = ("answer__thread__board", "day", "answer__thread__author", "answer")
        return [Accepted(*row) for row in rows.values_list(*columns)]

    @cached_property
    def share_of_fixes(self) -> int:
        """Per cent of the votes that are helpful, on answers that fixed it for somebody; 100 where nobody voted."""
        fixing = self.awards("fixed").values("answer")
        sums = {"up": Sum("helpful_count"), "down": Sum("unhelpful_count")}
        votes = Answer.objects.filter(pk__in=fixing).aggregate(**sums)
        return _share(votes["up"] or 0, votes["down"] or 0)

    @cached_property
    def share_of_flags(self) -> int:
        """Per cent of the reports that were right, of those decided."""
        declined = Flag.objects.filter(reporter=self.member, state=Flag.State.DECLINED).count()
        return _share(self.count("flag").number, declined)

    @cached_property
    def second_opinion(self) -> tuple[int, int | None]:
        """Most helpful votes on one answer that came after another was accepted, and which answer that is."""
        if not self.count("helpful").number:
            return 0, None
        earlier = Answer.objects.filter(
            thread=OuterRef("answer__thread"), accepted_at__lt=OuterRef("answer__created_at")
        )
        late = Exists(earlier.exclude(pk=OuterRef("answer"))) | Q(answer__in=self.kept.get("second-opinion", []))
        votes = self.awards("helpful").filter(late).values_list("answer").annotate(number=Count("pk"))
        answer, number = votes.order_by("-number", "answer").first() or (None, 0)
        return number, answer

    @cached_property
    def guided(self) -> list[int]:
        """Accepted answers before which the member and the asker wrote to and fro."""
        if not self.accepted:
            return []
        asked = Comment.objects.shown().filter(
            question__in=self.awards("accepted").values("answer__thread"), author=F("question__author")
        )
        often = asked.order_by().values("question").annotate(number=Count("pk")).filter(number__gte=EXCHANGES)
        talks = {thread: [] for thread in often.values_list("question", flat=True)}
        if not talks:
            return []
        words = Comment.objects.shown().filter(question__in=talks)
        words = words.filter(Q(author=self.member) | Q(author=F("question__author")))
        posts = Answer.objects.filter(thread__in=talks, author=self.member, hidden_at=None)
        for thread, author, at in words.order_by().values_list("question", "author", "created_at"):
            talks[thread].append((at, author))
        rows = list(posts.values_list("thread", "created_at", "pk", "accepted_at"))
        for thread, at, _pk, _accepted in rows:
            talks[thread].append((at, self.member.pk))
        solved = {answer.answer for answer in self.accepted}
        until = {(pk, thread): accepted for thread, _at, pk, accepted in rows if pk in solved and accepted}
        return [pk for (pk, thread), at in until.items() if self._exchanges(talks[thread], at) >= EXCHANGES]

    def _exchanges(self, talk: list[tuple[datetime, int]], until: datetime) -> int:
        """How often a word of the member was followed by one of the asker."""
        own = [author == self.member.pk for at, author in sorted(talk) if at <= until]
        return sum(mine and not next_ for mine, next_ in pairwise(own))

    @cached_property
    def well_scoped(self) -> list[int]:
        """Own questions that were solved without anybody asking for more."""
        asked_back = Comment.objects.shown().filter(question=OuterRef("answer__thread"), kind=Comment.Kind.REQUEST)
        solved = standing_awards(rule="accepted", answer__thread__author=self.member.pk)
        return list(solved.exclude(Exists(asked_back)).values_list("answer__thread", flat=True).distinct())

    @cached_property
    def mentored(self) -> int:
        """How many members of level 2 had one of their first three questions solved by this member."""
        if not self.accepted:
            return 0
        asked = {"author": OuterRef("answer__thread__author"), "created_at__lt": OuterRef("answer__thread__created_at")}
        before = Thread.objects.filter(**asked)
        number = before.order_by().values("author").annotate(number=Count("pk")).values("number")
        rows = self.awards("accepted").filter(answer__thread__author__standing__level__gte=2)
        early = rows.annotate(before=Coalesce(Subquery(number, output_field=IntegerField()), 0)).filter(
            before__lt=EARLY_QUESTIONS
        )
        return early.values("answer__thread__author").distinct().count()

    @cached_property
    def weeks(self) -> list[int]:
        """Numbers of the weeks in which the member gave an answer that helped somebody, in order."""
        if not any(self.count(rule).number for rule in HELPFUL):
            return []
        helping = Answer.objects.filter(pk__in=self.awards(*HELPFUL).filter(answer__isnull=False).values("answer"))
        written = helping.values_list("created_at", flat=True).iterator()
        return sorted({week_of(moment.astimezone(UTC).date()) for moment in written})

    @cached_property
    def gardened(self) -> tuple[list[int], list[int]]:
        """Questions whose duplicate this member found, and questions whose tags are as they left them since a week."""
        found = Proposal.objects.filter(member=self.member, kind="duplicate", state="confirmed").order_by("-pk")
        found = found.exclude(decided_by=self.member.pk)
        retags = Retag.objects.filter(member=self.member, thread__hidden_at=None, created_at__lte=self.now - STANDS)
        rows = retags.exclude(thread__author=self.member.pk).order_by("pk").values_list("thread", "before", "after")
        last = {thread: (set(before), set(after)) for thread, before, after in rows}
        tags = _tags_of(last) if last else {}
        kept = [thread for thread, (before, after) in last.items() if _stands(before, after, tags[thread])]
        return list(found.values_list("thread", flat=True)), kept


def _stands(before: set[str], after: set[str], tags: set[str]) -> bool:
    """What was added is still there, what was taken off is not."""
    return before != after and after - before <= tags and not (before - after) & tags


def _tags_of(threads) -> dict[int, set[str]]:
    tags = {thread: set() for thread in threads}
    for thread, name in Tag.objects.filter(threads__in=list(threads)).values_list("threads", "name"):
        tags[thread].add(name)
    return tags


def _share(up: int, down: int) -> int:
    return 100 * up // (up + down) if up + down else 100


def week_of(day: date) -> int:
    """Weeks begin on Monday."""
    return (day.toordinal() - 1) // 7
