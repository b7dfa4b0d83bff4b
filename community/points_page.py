"""Why somebody has the points they have: every entry with what it is about, as far as its reader may know (RULES §1).

Others see what moved the balance by posts. What waits, what a person decided, reports and what was removed is the
member's own and the moderators', as is who belongs to whose company.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts.models import User
from community.badges.declared import BADGES, LADDER
from community.badges.holding import Progress, near
from community.models import Answer, ArticleProposal, Board, PendingPoints, PointEntry, SolvedByHint, Tally, Thread
from community.models.points import TAKEN, Step, Why
from community.permissions import can_moderate
from community.reputation.rules import DEFAULTS, RULES, Rule
from community.standing import standing_of

PRIVATE_RULES = ("flag", "removed", "hint", "carried")  # who reported what, and what was removed, is nobody else's
PRIVATE_WHYS = (Why.HELD, Why.APPEALED, Why.COMPANY, Why.PARTED, *TAKEN)
TOTALS_KEPT = 86_400  # of the newest entry they were counted with
COMING, NEAREST = 5, 3
MUCH = 5_000  # points from which on the way to the badges is not counted anew for every page …
NEAR_KEPT = 1_800  # … but after so many seconds
SAME_TURN = {name: OuterRef(name) for name in ("rule", "fact", "member", "turn")}


NAMES = {  # of the rules in a few words that fit anybody: their titles speak to the member
    "accepted": gettext_lazy("Accepted answers"),
    "rescue": gettext_lazy("Rescues"),
    "deflection": gettext_lazy("Just in time"),
    "verified": gettext_lazy("Verified answers"),
    "helpful": gettext_lazy("Answers found helpful"),
    "fixed": gettext_lazy("Answers that fixed it for later readers"),
    "me_too": gettext_lazy("Questions others have, too"),
    "accepting": gettext_lazy("Accepting an answer"),
    "hint": gettext_lazy("Articles that solved it"),
    "first_question": gettext_lazy("First question"),
    "first_answer": gettext_lazy("First answer"),
    "article_edit": gettext_lazy("Better texts for articles"),
    "translation": gettext_lazy("Translations of articles"),
    "promoted": gettext_lazy("Answers that became articles"),
    "report": gettext_lazy("Duplicates and outdated questions"),
    "flag": gettext_lazy("Reports that were right"),
    "removed": gettext_lazy("Removed as spam or abuse"),
    "carried": gettext_lazy("Accounts put together"),
}


@dataclass(frozen=True)
class Total:
    """What a rule brought so far, by how many facts that stand; ``rule`` None: all that others are not told by rule."""

    rule: Rule | None
    points: int
    times: int
    share: int = 0  # of the largest, in per cent

    @property
    def name(self) -> str:
        return str(NAMES[self.rule.slug]) if self.rule else _("Everything else")


def sees_all(reader, member: User) -> bool:
    return reader.is_authenticated and (reader.pk == member.pk or can_moderate(reader))


def newest_of(member: User) -> int | None:
    entries = PointEntry.objects.filter(member=member).order_by("-at", "-pk")
    return entries.values_list("pk", flat=True).first()


def totals_of(member: User, newest: int | None, *, is_whole: bool) -> list[Total]:
    """By rule, the largest first. Summed up once after each new entry; ``newest`` is the key of that."""
    entries = PointEntry.objects.filter(member=member)
    if newest is None:
        return []
    key = f"point-totals:{member.pk}:{newest}"
    rows = cache.get_or_set(key, lambda: _summed(entries), TOTALS_KEPT)
    shown = [row for row in rows if row[0] in RULES and (is_whole or row[0] not in PRIVATE_RULES)]
    rest = sum(row[1] for row in rows) - sum(row[1] for row in shown)
    largest = max((points for _rule, points, _times in shown), default=0)
    totals = [
        Total(RULES[rule], points, times, max(0, 100 * points // largest) if largest else 0)
        for rule, points, times in sorted(shown, key=lambda row: (-row[1], row[0]))
        if points or times
    ]
    return [*totals, Total(None, rest, 0)] if rest else totals


def _summed(entries: QuerySet[PointEntry]) -> list[tuple[str, int, int]]:
    found = entries.order_by().values_list("rule").annotate(points=Sum("points"), times=Sum("sign"))
    return list(found)


def entries_of(member: User, *, is_whole: bool, rule: str = "", board: Board | None = None) -> QuerySet[PointEntry]:
    """For a page of them, newest first."""
    entries = PointEntry.objects.filter(member=member)
    if not is_whole:
        decided = PointEntry.objects.filter(**SAME_TURN, step=Step.REVERSE, why__in=PRIVATE_WHYS)
        entries = (
            entries.exclude(Exists(decided))
            .exclude(points=0)
            .exclude(rule__in=PRIVATE_RULES)
            .exclude(why__in=PRIVATE_WHYS)
        )
    if rule:
        entries = entries.filter(rule=rule)
    if board:
        entries = entries.filter(board=board)
    later = PointEntry.objects.filter(**SAME_TURN)
    settled, reversed_ = later.filter(step=Step.SETTLE), later.filter(step=Step.REVERSE)
    entries = entries.annotate(is_settled=Exists(settled), is_reversed=Exists(reversed_))
    return entries.select_related("pending", "version", "appeal")


def told(entries: Iterable[PointEntry], reader) -> list[PointEntry]:
    """Each with ``title`` and ``url`` of what it is about where the reader may see that, else ``about`` in words, with
    its rule as ``declared`` and ``name``, and the ``bound`` it met. So many queries, however many entries."""
    entries = list(entries)
    posts = _posts(entries, reader)
    for entry in entries:
        entry.declared, entry.name = RULES.get(entry.rule), NAMES.get(entry.rule, entry.rule)
        entry.title, entry.url, entry.language_of_title = posts.get(_subject(entry), ("", "", ""))
    closed = set()
    if any(entry.board_id and not entry.title for entry in entries):
        closed = set(Board.objects.closed_to(reader).values_list("pk", flat=True))
    for entry in entries:
        entry.about = "" if entry.title else _words(entry, closed)
        entry.bound = _bound(entry)
    return entries


def _subject(entry: PointEntry) -> tuple[str, int]:
    if entry.answer_id:
        return "answer", entry.answer_id
    if entry.thread_id:
        return "thread", entry.thread_id
    return entry.rule, entry.fact


def _posts(entries: list[PointEntry], reader) -> dict[tuple[str, int], tuple[str, str, str]]:
    """Title, address and language of what the reader may see."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in map(_subject, entries):
        wanted.setdefault(kind, set()).add(pk)
    found = {}
    if pks := wanted.get("answer"):
        answers = Answer.objects.visible_to(reader).filter(pk__in=pks).select_related("thread")
        for one in answers.defer("body_source", "body_html", "thread__body_source", "thread__body_html"):
            found["answer", one.pk] = (one.thread.title, one.get_absolute_url(), one.thread.language)
    if pks := wanted.get("thread"):
        for one in Thread.objects.visible_to(reader).filter(pk__in=pks).defer("body_source", "body_html"):
            found["thread", one.pk] = (one.title, one.get_absolute_url(), one.language)
    if pks := wanted.get("article_edit", set()) | wanted.get("translation", set()):
        proposals = ArticleProposal.objects.filter(pk__in=pks, page__in=Page.objects.live().public())
        for pk, kind, title, own, language in proposals.values_list("pk", "kind", "page__title", "title", "language"):
            rule = "translation" if kind == ArticleProposal.Kind.TRANSLATION else "article_edit"
            found[rule, pk] = (own or title, "", language)
    if pks := wanted.get("hint"):
        for pk, path in SolvedByHint.objects.filter(pk__in=pks).values_list("pk", "path"):
            found["hint", pk] = (path.rstrip("/").rsplit("/", 1)[-1], path, "") if path else ("", "", "")
    return found


def _words(entry: PointEntry, closed: set[int]) -> str:
    if entry.board_id in closed:
        return _("a post on a private board")
    if entry.answer_id or entry.thread_id or entry.board_id:
        return _("a post that is hidden, moved or gone")
    return ""


def _bound(entry: PointEntry) -> int | None:
    """The number of the cap that clipped it, as of the rules it was decided by."""
    if entry.declared is None or "version" not in entry._state.fields_cache:
        return None
    values = {**DEFAULTS, **entry.version.values}
    return next((values[cap.value] for cap in entry.declared.caps if cap.why == entry.why), None)


@dataclass(frozen=True)
class Coming:
    """What waits: the next few, how much there is, and of how many a person decides."""

    soon: list[PendingPoints]
    points: int
    number: int
    held: int


def coming_to(member: User) -> Coming:
    waiting = PendingPoints.objects.filter(member=member)
    sums = waiting.aggregate(points=Sum("entry__amount"), number=Count("pk"), held=Count("review"))
    if not sums["number"]:
        return Coming([], 0, 0, 0)
    soon = waiting.filter(review=None).select_related("entry").order_by("due_at", "pk")[:COMING]
    return Coming(list(soon), sums["points"], sums["number"], sums["held"])


def nearest_badges(member: User) -> list[Progress]:
    """Those they are on the way to, of a ladder the next step only. Of who earned much, up to half an hour old."""
    key = f"near-badges:{member.pk}"
    found = cache.get(key)
    if found is None:
        found = [(slug, one.have, one.need) for slug, one in near(member).items() if 0 < one.have < one.need]
        if standing_of(member).balance >= MUCH:
            cache.set(key, found, NEAR_KEPT)
    begun = [Progress(BADGES[slug], have, need) for slug, have, need in found]
    ladder = [one for one in begun if one.badge.slug in LADDER]
    skipped = {one.badge.slug for one in sorted(ladder, key=lambda one: one.need)[1:]}
    found = [one for one in begun if one.badge.slug not in skipped]
    return sorted(found, key=lambda one: -one.have / one.need)[:NEAREST]


def boards_of(member: User, reader) -> list[Board]:
    """Where they earned something, as far as the reader sees the board."""
    name = Concat(Value("board-"), Cast(OuterRef("pk"), CharField()))
    earned = Exists(Tally.objects.filter(member=member, scope=name))
    return list(Board.objects.open_to(reader).with_texts().filter(earned))
