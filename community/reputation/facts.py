"""Which facts stand now: for each rule the rows of the tables they live in, as one shape.

A fact that is hidden, withdrawn or taken back is not among them. Nothing here reads the ledger.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from allauth.socialaccount.models import SocialAccount
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from community.models import (
    Answer,
    ArticleProposal,
    FixConfirmation,
    Flag,
    MemberMerge,
    MeToo,
    ModerationAction,
    Promotion,
    Proposal,
    Reading,
    SolvedByHint,
    Thread,
    Verification,
    Vote,
)
from community.models.members import TEAM
from community.models.moderation import Act
from community.models.reasons import FlagReason
from community.reputation.ties import named_providers
from site_config.models import ImportedObject

RESCUE_AFTER = timedelta(hours=24)


class Fact(NamedTuple):
    """One thing that happened, and stands. ``member`` earns by it; keys throughout."""

    rule: str
    member: int
    fact: int
    giver: int | None
    answer: int | None
    thread: int | None
    board: int | None
    language: str
    at: datetime
    since: datetime | None  # when what was accepted was written
    worth: int | None  # of its own, where the rule names no amount
    member_email: str
    giver_email: str
    giver_level: int
    giver_is_team: bool
    member_provider: str = ""  # the way to sign in that says of which organisation they are
    giver_provider: str = ""

    @property
    def day(self) -> date:
        return self.at.astimezone(UTC).date()

    @property
    def key(self) -> tuple[str, int, int]:
        return self.rule, self.fact, self.member


@dataclass(frozen=True)
class Source:
    """``rows`` are the facts that stand; the others are paths from a row to who earns, who gave, what it is about, and
    when it was."""

    rows: Callable[[], QuerySet]
    member: str
    at: str = "created_at"
    giver: str = ""
    answer: str = ""
    thread: str = ""
    since: str = ""
    worth: str = ""


def of_team(path: str) -> Exists:
    """Whether whoever ``path`` names is one of the team: they earn nothing."""
    team = User.objects.filter(Q(groups__name__in=TEAM) | Q(is_superuser=True))
    return Exists(team.filter(pk=OuterRef(path)))


def _shown(answer: str = "", thread: str = "thread__") -> Q:
    """In everyone's sight, as far as the board is."""
    return Q(**{f"{answer}hidden_at": None, f"{answer}{thread}hidden_at": None})


def _shown_answer_of_member() -> Q:
    return _shown("answer__") & Q(answer__is_official=False)


def _helpful() -> QuerySet:
    return Vote.objects.filter(_shown_answer_of_member(), is_helpful=True).exclude(voter=F("answer__author"))


def _fixed() -> QuerySet:
    return FixConfirmation.objects.filter(_shown_answer_of_member()).exclude(member=F("answer__author"))


def _me_too() -> QuerySet:
    return MeToo.objects.filter(thread__hidden_at=None).exclude(member=F("thread__author"))


def _accepted_at_all() -> QuerySet:
    """By another member than its author, in a question of somebody else. Who accepted may have left since; of what was
    accepted where it was imported from nothing is known."""
    stands = Answer.objects.accepted().filter(_shown()).filter(Q(accepted_by__isnull=False) | ~_imported(Answer))
    return stands.exclude(accepted_by=F("author")).exclude(author=F("thread__author"))


def _accepted() -> QuerySet:
    return _accepted_at_all().filter(is_official=False)


def _accepting() -> QuerySet:
    return _accepted_at_all().filter(accepted_by=F("thread__author"))


def _not_opened_before(moment) -> Exists:
    """Whoever saw the question before does not wait with an answer until it brings more."""
    return ~Exists(Reading.objects.filter(member=OuterRef("author"), thread=OuterRef("thread"), first_at__lt=moment))


def _rescue() -> QuerySet:
    others = Answer.objects.filter(thread=OuterRef("thread"), hidden_at=None)
    others = others.exclude(author=OuterRef("thread__author")).order_by()
    first = Subquery(others.values("thread").annotate(first=Min("created_at")).values("first"))
    late = _accepted().annotate(first_answered=first, threshold=F("thread__created_at") + RESCUE_AFTER)
    return late.filter(_not_opened_before(OuterRef("threshold")), first_answered__gte=F("threshold"))


def _deflected() -> QuerySet:
    """Those of the app above that knows when a question goes to the team: see `deflected_answers`."""
    if _deflection is None:
        return Answer.objects.none()
    late = _deflection(_accepted())
    return late.filter(_not_opened_before(OuterRef("threshold")))


_deflection: Callable[[QuerySet[Answer]], QuerySet[Answer]] | None = None


def deflected_answers(narrow: Callable[[QuerySet[Answer]], QuerySet[Answer]]):
    """Registers what narrows accepted answers to those that spared the team a request, each with its ``threshold``:
    the moment from which on an answer does so."""
    global _deflection
    _deflection = narrow
    return narrow


def _verified() -> QuerySet:
    return Verification.objects.filter(_shown_answer_of_member()).exclude(by=F("answer__author"))


def _first(posts: QuerySet) -> QuerySet:
    """The first post of each member that stands; what was imported is none."""
    own = posts.filter(~_imported(posts.model))
    earliest = own.filter(author=OuterRef("author")).order_by("created_at", "pk").values("pk")[:1]
    return own.filter(pk=Subquery(earliest))


def _imported(model: type[Model]) -> Exists:
    kind = ContentType.objects.get_for_model(model)
    return Exists(ImportedObject.objects.filter(content_type=kind, object_id=OuterRef("pk")))


def _first_question() -> QuerySet:
    return _first(Thread.objects.in_place())


def _first_answer() -> QuerySet:
    return _first(Answer.objects.filter(_shown(), is_official=False))


def _hint() -> QuerySet:
    """Once for an article, however often somebody says so."""
    said = SolvedByHint.objects.filter(member__isnull=False).exclude(path="")
    earlier = SolvedByHint.objects.filter(member=OuterRef("member"), path=OuterRef("path"), pk__lt=OuterRef("pk"))
    return said.exclude(Exists(earlier))


def _removed() -> QuerySet:
    """Acts by which a moderator hid a post as spam or abuse, while it is hidden by them."""
    codes = [FlagReason.SPAM, FlagReason.RUDE, f"{FlagReason.SPAM},{FlagReason.RUDE}"]
    acts = ModerationAction.objects.filter(act=Act.HIDE, reason__in=codes, reversed_by=None, actor__isnull=False)
    hidden = (
        Q(subject="thread", thread__hidden_at=F("created_at"))
        | Q(subject="answer", answer__hidden_at=F("created_at"))
        | Q(subject="comment", comment__hidden_at=F("created_at"))
    )
    return acts.filter(hidden)


SOURCES: dict[str, Source] = {
    "helpful": Source(_helpful, "answer__author", giver="voter", answer="answer", thread="answer__thread"),
    "fixed": Source(_fixed, "answer__author", giver="member", answer="answer", thread="answer__thread"),
    "me_too": Source(_me_too, "thread__author", giver="member", thread="thread"),
    "accepted": Source(
        _accepted, "author", at="accepted_at", giver="accepted_by", answer="pk", thread="thread", since="created_at"
    ),
    "accepting": Source(
        _accepting, "accepted_by", at="accepted_at", giver="author", answer="pk", thread="thread", since="created_at"
    ),
    "rescue": Source(
        _rescue, "author", at="accepted_at", giver="accepted_by", answer="pk", thread="thread", since="created_at"
    ),
    "deflection": Source(
        _deflected, "author", at="accepted_at", giver="accepted_by", answer="pk", thread="thread", since="created_at"
    ),
    "verified": Source(_verified, "answer__author", giver="by", answer="answer", thread="answer__thread"),
    "first_question": Source(_first_question, "author", thread="pk"),
    "first_answer": Source(_first_answer, "author", answer="pk", thread="thread"),
    "hint": Source(_hint, "member"),
    "article_edit": Source(
        lambda: ArticleProposal.objects.filter(state="accepted", kind="edit"), "member", at="decided_at"
    ),
    "translation": Source(
        lambda: ArticleProposal.objects.filter(state="accepted", kind="translation"),
        "member",
        at="decided_at",
    ),
    "promoted": Source(
        lambda: Promotion.objects.filter(_shown("answer__"), page__live=True, answer__is_official=False),
        "answer__author",
        answer="answer",
        thread="answer__thread",
    ),
    "report": Source(
        lambda: Proposal.objects.filter(state="confirmed").exclude(decided_by=F("member")),
        "member",
        at="decided_at",
        giver="decided_by",
        thread="thread",
    ),
    "flag": Source(
        lambda: Flag.objects.filter(state=Flag.State.UPHELD, decided_at__isnull=False),
        "reporter",
        at="decided_at",
        thread="thread",
    ),
    "removed": Source(_removed, "member", thread="thread"),
    "carried": Source(lambda: MemberMerge.objects.exclude(carried=0), "kept", worth="carried"),
}

# What a member earned by posts that everyone sees: looked at again when one is hidden, shown, moved or removed.
OF_POSTS = (
    *("helpful", "fixed", "me_too", "accepted", "accepting", "rescue", "deflection", "verified", "promoted"),
    *("first_question", "first_answer", "removed"),
)
OF_ACCEPTANCE = ("accepted", "accepting", "rescue", "deflection")


def standing_facts(
    rule: str,
    *,
    answers: Iterable[int] | None = None,
    threads: Iterable[int] | None = None,
    members: Iterable[int] | None = None,
    keys: Iterable[int] | None = None,
) -> Iterator[Fact]:
    """Facts of a rule: of these answers, of these questions and their answers, of what these members earn, or these
    facts; what is not named narrows nothing. One query."""
    source, rows = SOURCES[rule], _all_of(rule, tuple(named_providers()), _deflection)
    if answers is not None:
        rows = rows.filter(**{f"{source.answer}__in": list(answers)}) if source.answer else rows.none()
    if threads is not None:
        rows = rows.filter(**{f"{source.thread}__in": list(threads)}) if source.thread else rows.none()
    if members is not None:
        rows = rows.filter(**{f"{source.member}__in": list(members)})
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    for row in rows.iterator():
        fact = Fact(rule, *row)
        about = fact.thread if fact.answer is None else None
        yield fact._replace(thread=about, language=fact.language or "")


@cache
def _all_of(rule: str, providers: tuple[str, ...], deflection: Callable | None) -> QuerySet:
    """Put together once for what it is made from: that takes Django longer than the database takes to answer."""
    source = SOURCES[rule]
    rows = source.rows().filter(**{f"{source.member}__isnull": False}).exclude(of_team(source.member))
    return rows.order_by().values_list(*_columns(source, providers))


_NOTHING = Value(None, output_field=BigIntegerField())


def _columns(source: Source, providers: tuple[str, ...]) -> list:
    thread = f"{source.thread}__" if source.thread and source.thread != "pk" else ""
    in_thread = bool(source.thread)
    return [
        F(source.member),
        F("pk"),
        F(source.giver) if source.giver else _NOTHING,
        F(source.answer) if source.answer else _NOTHING,
        F(source.thread) if source.thread else _NOTHING,
        F(f"{thread}board") if in_thread else _NOTHING,
        F(f"{thread}language") if in_thread else Value(""),
        F(source.at),
        F(source.since) if source.since else _NOTHING,
        F(source.worth) if source.worth else _NOTHING,
        F(f"{source.member}__email"),
        F(f"{source.giver}__email") if source.giver else Value(""),
        F(f"{source.giver}__standing__level") if source.giver else Value(0),
        of_team(source.giver) if source.giver else Value(False, output_field=BooleanField()),
        _provider(source.member, providers),
        _provider(source.giver, providers) if source.giver else Value(""),
    ]


def _provider(path: str, providers: tuple[str, ...]):
    """Of whom signs in by an organisation's own door. Nothing is asked where no organisation names one."""
    if not providers:
        return Value("")
    accounts = SocialAccount.objects.filter(user=OuterRef(path), provider__in=providers).order_by("provider", "pk")
    return Coalesce(Subquery(accounts.values("provider")[:1]), Value(""))
