"""Every number kept beside the facts it counts, compared with them: set by set, in one statement each.

Actions change both in one transaction, so that what differs here is a mistake of ours. `mend` counts a row again while
it is held.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Sum

from community.helpfulness import COUNTS, helpfulness_of
from community.models import Answer, Comment, FixConfirmation, Flag, Follow, MeToo, Review, Thread, Vote
from community.models.threads import UNSOLVED, State
from search.actions import enqueue
from site_config.models import ImportedObject

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """One number of one row that is not what the facts say."""

    check: "Check"
    pk: int
    stored: object
    fact: object

    def __str__(self):
        name = f"{self.check.model._meta.model_name} {self.pk}"
        return f"{name}: {self.check.field} is {self.stored}, and should be {self.fact}"

    def mend(self) -> None:
        self.check.mend(self.pk)


@dataclass(frozen=True)
class Check:
    model: type[Model]
    field: str

    def differences(self) -> Iterator[Difference]:
        raise NotImplementedError

    def fact_of(self, row: Model) -> object:
        raise NotImplementedError

    @transaction.atomic
    def mend(self, pk: int) -> None:
        """With the row held, so that nobody counts at the same time."""
        row = self.model.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return
        self.model.objects.filter(pk=pk).update(**{self.field: self.fact_of(row)})
        if isinstance(row, Thread | Answer):
            enqueue(row if isinstance(row, Thread) else row.thread)


@dataclass(frozen=True)
class Counted(Check):
    """As many as ``facts`` hold for the row that their ``key`` names; or the sum of what ``sums`` names in them.

    ``only`` names a condition of the rows that are compared.
    """

    facts: QuerySet
    key: str
    sums: str = ""
    only: str = ""

    def differences(self) -> Iterator[Difference]:
        amount = Sum(self.sums) if self.sums else Count("pk")
        grouped = self.facts.order_by().values(counted=F(self.key)).annotate(number=amount)
        sql, params = grouped.query.sql_with_params()
        table, pk = self.model._meta.db_table, self.model._meta.pk.column
        name, only = connection.ops.quote_name, f" AND {self.only}" if self.only else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT kept.{name(pk)}, kept.{name(self.field)}, COALESCE(facts.number, 0) "  # noqa: S608
                f"FROM {name(table)} kept LEFT JOIN ({sql}) facts ON facts.counted = kept.{name(pk)} "
                f"WHERE kept.{name(self.field)} <> COALESCE(facts.number, 0){only} ORDER BY 1",
                params,
            )
            while rows := cursor.fetchmany(1_000):
                yield from (Difference(self, *row) for row in rows)

    def fact_of(self, row: Model) -> int:
        facts = self.facts.filter(**{self.key: row.pk})
        return (facts.aggregate(number=Sum(self.sums))["number"] or 0) if self.sums else facts.count()


class Helpfulness(Check):
    """The bound that belongs to the votes: the same for all answers with the same counts."""

    def differences(self) -> Iterator[Difference]:
        kept = Answer.objects.order_by().values_list(*COUNTS, "helpfulness").distinct()
        for *counts, stored in list(kept):
            fact = helpfulness_of(*counts)
            if abs(stored - fact) > 1e-6:
                wrong = Answer.objects.filter(**dict(zip(COUNTS, counts, strict=True)), helpfulness=stored)
                for pk in wrong.values_list("pk", flat=True).iterator():
                    yield Difference(self, pk, stored, fact)

    def fact_of(self, row: Answer) -> float:
        return helpfulness_of(*(getattr(row, name) for name in COUNTS))


_accepted = Answer.objects.accepted().filter(thread=OuterRef("pk"))


class SolvedByAcceptance(Check):
    """Solved is what has an accepted answer, unless it is closed; archived and merged ones keep their state."""

    def differences(self) -> Iterator[Difference]:
        has = Thread.objects.filter(merged_into=None).annotate(has_accepted=Exists(_accepted))
        wrong = has.filter(Q(state=State.SOLVED, has_accepted=False) | Q(state__in=UNSOLVED, has_accepted=True))
        for pk, state, solved in wrong.order_by("pk").values_list("pk", "state", "has_accepted").iterator():
            yield Difference(self, pk, state, State.SOLVED if solved else State.OPEN)

    def fact_of(self, row: Thread) -> str:
        return State.SOLVED if row.answers.accepted().exists() else State.OPEN

    @transaction.atomic
    def mend(self, pk: int) -> None:
        """Together with its moments, which a constraint ties to it."""
        row = Thread.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return
        accepted = row.answers.accepted().first()
        row.state = State.SOLVED if accepted else State.OPEN
        row.solved_at = accepted.accepted_at if accepted else None
        row.reset_waiting(row.last_activity_at)
        row.save(update_fields=["state", "solved_at", "waiting_since"])
        enqueue(row)


class SolvedWhenAccepted(Check):
    """Since its answer was accepted."""

    def differences(self) -> Iterator[Difference]:
        solved = Thread.objects.filter(state=State.SOLVED).annotate(at=Subquery(_accepted.values("accepted_at")[:1]))
        wrong = solved.filter(at__isnull=False).exclude(solved_at=F("at")).order_by("pk")
        for pk, stored, fact in wrong.values_list("pk", "solved_at", "at").iterator():
            yield Difference(self, pk, stored, fact)

    def fact_of(self, row: Thread) -> object:
        return row.answers.accepted().values_list("accepted_at", flat=True).first()


class WaitsWhileOpen(Check):
    """An open question that members see and may answer waits; every other does not. Imported ones need not."""

    def differences(self) -> Iterator[Difference]:
        may_wait = Q(state=State.OPEN, hidden_at=None, merged_into=None, locked_at=None)
        imported = ImportedObject.objects.filter(
            content_type=ContentType.objects.get_for_model(Thread), object_id=OuterRef("pk")
        )
        wrong = Thread.objects.filter(Q(waiting_since__isnull=False) & ~may_wait | Q(waiting_since=None) & may_wait)
        wrong = wrong.exclude(Exists(imported), waiting_since=None).order_by("pk")
        for thread in wrong.defer("body_source", "body_html").iterator():
            yield Difference(self, thread.pk, thread.waiting_since, self.fact_of(thread))

    def fact_of(self, row: Thread) -> object:
        row.reset_waiting(row.last_activity_at)
        return row.waiting_since


CHECKS: list[Check] = [
    Counted(Thread, "answer_count", Answer.objects.filter(hidden_at=None), "thread_id"),
    Counted(Thread, "me_too_count", MeToo.objects.all(), "thread_id"),
    Counted(
        Thread,
        "follower_count",
        Follow.objects.filter(thread__isnull=False).exclude(level=Follow.Level.MUTE),
        "thread_id",
    ),
    Counted(Thread, "comment_count", Comment.objects.filter(hidden_at=None, answer=None), "question_id"),
    Counted(Answer, "helpful_count", Vote.objects.filter(is_helpful=True), "answer_id"),
    Counted(Answer, "unhelpful_count", Vote.objects.filter(is_helpful=False), "answer_id"),
    Counted(Answer, "confirmed_count", FixConfirmation.objects.all(), "answer_id"),
    Counted(Answer, "comment_count", Comment.objects.filter(hidden_at=None, answer__isnull=False), "answer_id"),
    Counted(
        *(Review, "weight", Flag.objects.filter(state=Flag.State.WAITING), "review_id", "weight"),
        only="kept.closed_at IS NULL",
    ),
    Helpfulness(Answer, "helpfulness"),
    SolvedByAcceptance(Thread, "state"),
    SolvedWhenAccepted(Thread, "solved_at"),
    WaitsWhileOpen(Thread, "waiting_since"),
]


def differences() -> Iterator[Difference]:
    for check in CHECKS:
        yield from check.differences()


def check_nightly() -> int:
    """For the worker: one line in the log, and the first few that differ. Mending is for people to start."""
    found = 0
    for found, difference in enumerate(differences(), start=1):
        if found <= 10:
            logger.error("%s", difference)
    if found:
        logger.error("%d counters differ from the facts: manage.py check_counters --fix counts them again.", found)
    else:
        logger.info("All counters of the community equal the facts.")
    return found
