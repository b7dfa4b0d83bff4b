"""What one reader did around a thread: every fact a page of it shows, in one query.

One more fact is one more line in `_facts`: its name, its rows, and which of their columns say more.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from community.models import (
    Block,
    Comment,
    FixConfirmation,
    Flag,
    Follow,
    MeToo,
    Proposal,
    Review,
    Sanction,
    SupportForAnswer,
    Thanks,
    Thread,
    Vote,
)
from community.permissions import can_moderate
from community.privileges import level_for
from community.standing import has_level_for

HELPFUL, UNHELPFUL = "helpful", "unhelpful"


@dataclass(frozen=True)
class Fact:
    """``words`` and ``moment`` are what its line in `_facts` says they are, else empty."""

    words: str = ""
    moment: datetime | None = None


@dataclass
class OwnFacts:
    """Name of a fact → what it is about (an answer, a member; None for the thread itself) → the fact."""

    known: dict[str, dict[int | None, Fact]] = field(default_factory=dict)

    def of(self, name: str) -> dict[int | None, Fact]:
        return self.known.get(name, {})

    def words(self, name: str, about: int | None = None) -> str:
        found = self.of(name).get(about)
        return found.words if found else ""

    def moment(self, name: str, about: int | None = None) -> datetime | None:
        found = self.of(name).get(about)
        return found.moment if found else None

    def has(self, name: str, about: int | None = None) -> bool:
        return about in self.of(name)


def own_facts(user, thread: Thread) -> OwnFacts:
    """Guests did nothing here, and cost no query. A member's silence is remembered for the rest of the
    request."""
    facts = OwnFacts()
    if not user.is_authenticated:
        return facts
    first, *others = _facts(user, thread)
    for name, about, words, moment in first.union(*others, all=True):
        facts.known.setdefault(name, {})[about] = Fact(words, moment)
    user._silence = _longest_silence(facts)
    if can_moderate(user):
        user.reviews_waiting = sum(int(facts.words(name) or 0) for name in ("reviews", "proposals_in_all"))
    return facts


def _facts(user, thread: Thread) -> list[QuerySet]:
    """Each a SELECT of the same four columns."""
    vote = Case(When(is_helpful=True, then=Value(HELPFUL)), default=Value(UNHELPFUL))
    reports = Flag.objects.filter(reporter=user, thread=thread).exclude(state=Flag.State.WITHDRAWN)
    hidden = Comment.objects.filter(question=thread, hidden_at__isnull=False)
    fixed = FixConfirmation.objects.filter(member=user, answer__thread=thread)
    found = [
        _fact("follow", Follow.objects.filter(member=user, thread=thread), words="level", moment="created_at"),
        _fact("me_too", MeToo.objects.filter(member=user, thread=thread)),
        _fact("vote", Vote.objects.filter(voter=user, answer__thread=thread), about="answer", words=vote),
        _fact("report", reports.filter(comment=None, thanks=None), about="answer"),
        _fact("comment_report", reports.filter(comment__isnull=False), about="comment"),
        _fact("unshown_comment", hidden.in_sight_of(user), about="pk"),
        _fact("fixed", fixed, about="answer", moment="created_at"),
        _fact("thanks", Thanks.objects.filter(member=user, answer__thread=thread), about="answer"),
        _fact("block", Block.objects.heeded(user), about="blocked"),
        _fact("silence", user.sanctions.silences(), about="pk", words="reason", moment="until"),
    ]
    if has_level_for(user, "propose"):
        own = Proposal.objects.waiting().filter(member=user, thread=thread)
        found.append(_fact("proposal", own, about="pk", words="kind"))
    if has_level_for(user, "support"):
        silent = Sanction.objects.silences().order_by().filter(member=OuterRef("member"))
        said = SupportForAnswer.objects.filter(~Exists(silent), answer__thread=thread, member__is_active=True)
        said = said.filter(member__standing__level__gte=level_for("support")).exclude(member=user)
        found.append(_fact("supported", said, about="answer"))
        own = SupportForAnswer.objects.filter(answer__thread=thread, member=user)
        found.append(_fact("support", own, about="answer"))
    if can_moderate(user):
        found.append(_number("reviews", Review.objects.filter(closed_at=None)))
        found.append(_number("proposals_in_all", Proposal.objects.waiting()))
    return found


def _fact(name: str, rows: QuerySet, *, about: str = "", words="", moment: str = "") -> QuerySet:
    """``about`` and ``moment`` name columns, ``words`` a column or an expression."""
    said = F(words) if isinstance(words, str) and words else words or Value("")
    return rows.order_by().values_list(
        Value(name, output_field=CharField()),
        Cast(F(about) if about else Value(None), BigIntegerField()),
        Cast(said, TextField()),
        Cast(F(moment) if moment else Value(None), DateTimeField()),
    )


def _number(name: str, rows: QuerySet) -> QuerySet:
    """How many there are, as words."""
    return (
        rows.order_by()
        .annotate(fact=Value(name, output_field=CharField()), about=Cast(Value(None), BigIntegerField()))
        .values("fact", "about")
        .annotate(words=Cast(Count("pk"), TextField()), moment=Cast(Value(None), DateTimeField()))
        .values_list("fact", "about", "words", "moment")
    )


def _longest_silence(facts: OwnFacts) -> Sanction | None:
    silences = [
        Sanction(pk=pk, kind=Sanction.Kind.SILENCE, reason=fact.words, until=fact.moment)
        for pk, fact in facts.of("silence").items()
    ]
    return max(silences, key=lambda one: (one.until is None, one.until), default=None) if silences else None
