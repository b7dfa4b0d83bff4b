"""The states of a question, and every way from one to another. Actions, predicates and templates read this one table.

Hidden, merged, locked and outdated stand apart: a question has them beside its state.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Refused
from community.models import Thread
from community.models.threads import ClosedBecause, State

QUIET_AFTER = timedelta(days=30)  # without a word in it a question is closed …
ARCHIVED_AFTER = timedelta(days=365)  # … and archived after being closed so long
OPEN, NEEDS_INFO, SOLVED, CLOSED, ARCHIVED = State


class Who(TextChoices):
    """Whom a way is open to; the predicates say who that is."""

    ASKER = "asker", "the one who asked"
    DECIDER = "decider", "the one who asked, a moderator"
    HELPER = "helper", "a member who is not new, the team; never the one who asked"
    KEEPER = "keeper", "a moderator, an expert of the board"
    MODERATOR = "moderator", "a moderator"
    RULES = "rules", "the rules, by the tick"


@dataclass(frozen=True)
class Way:
    """``to``: where it leads; of two the first when an answer is accepted. ``asks``: what it cannot do without."""

    source: State
    act: str
    to: tuple[State, ...]
    who: Who
    asks: str = ""


def _ways(act: str, sources: tuple, to, who: Who, asks: str = "") -> list[Way]:
    return [Way(source, act, to if isinstance(to, tuple) else (to,), who, asks) for source in sources]


WAYS: list[Way] = [
    *_ways("accept", (OPEN, NEEDS_INFO, CLOSED), SOLVED, Who.DECIDER, "an answer that everyone sees"),
    *_ways("take_back", (SOLVED,), OPEN, Who.DECIDER, "of the one who asked: what is missing"),
    *_ways("take_back", (CLOSED,), CLOSED, Who.DECIDER),
    *_ways("take_back", (ARCHIVED,), ARCHIVED, Who.MODERATOR),
    *_ways("ask_for_info", (OPEN, NEEDS_INFO), NEEDS_INFO, Who.HELPER, "what is needed, in words"),
    *_ways("give_info", (NEEDS_INFO,), OPEN, Who.ASKER, "a reply, or an edit of the question"),
    *_ways("close", (OPEN, NEEDS_INFO, SOLVED), CLOSED, Who.KEEPER),
    *_ways("close_quiet", (OPEN, NEEDS_INFO), CLOSED, Who.RULES, "30 days without a word, and not with the team"),
    *_ways("archive", (OPEN, NEEDS_INFO, SOLVED, CLOSED), ARCHIVED, Who.MODERATOR),
    *_ways("archive_old", (CLOSED,), ARCHIVED, Who.RULES, "closed for a year"),
    *_ways("reopen", (CLOSED,), (SOLVED, OPEN), Who.KEEPER),
    *_ways("reopen", (ARCHIVED,), (SOLVED, OPEN), Who.MODERATOR),
]
_BY_ACT = {(way.act, way.source): way for way in WAYS}  # one way an act and state


def way_of(thread: Thread, act: str) -> Way | None:
    return _BY_ACT.get((act, thread.state))


def allows(thread: Thread, act: str) -> bool:
    """Whether the state lets it happen; who may is another question."""
    return way_of(thread, act) is not None


def go(thread: Thread, act: str, *, at: datetime, because: str = "", reason: str = "") -> None:
    """Inside an action's transaction, with the thread locked: along the table's way, or refused with what to do."""
    way = way_of(thread, act)
    if way is None:
        raise Refused(_refusal(thread, act))
    accepted = thread.answers.accepted().first() if len(way.to) > 1 else None
    state = way.to[0] if accepted or len(way.to) == 1 else way.to[-1]
    if state == OPEN and thread.state != NEEDS_INFO:
        thread.reopened_count += 1
    put_in(thread, state, at=accepted.accepted_at if accepted else at, because=because, reason=reason)
    save(thread)


def put_in(thread: Thread, state: State, *, at: datetime | None, because: str = "", reason: str = "") -> None:
    """The facts that go with a state. Imports and undoing, which only repeat what was, come here directly.

    Solved threads keep when; open ones wait from then; what is closed says since when and why, archived or not.
    """
    if state not in (CLOSED, ARCHIVED):
        thread.closed_at, thread.closed_because, thread.closed_reason = None, "", ""
    elif thread.state not in (CLOSED, ARCHIVED) or thread.closed_at is None:
        thread.closed_at, thread.closed_because = at, because or ClosedBecause.MODERATOR
        thread.closed_reason = reason
    thread.state = state
    thread.solved_at = at if state == SOLVED else None
    thread.reset_waiting(at)


FIELDS = (
    "state",
    "solved_at",
    "waiting_since",
    "reopened_count",
    "closed_at",
    "closed_because",
    "closed_reason",
)


def save(thread: Thread) -> None:
    """Only these columns, whatever else changed in the row. The search index is told by whoever asked for it: most acts
    save an answer or a comment besides, which tells it already."""
    Thread.objects.filter(pk=thread.pk).update(**{name: getattr(thread, name) for name in FIELDS})


def fixed_words(thread: Thread) -> str:
    """Why members change nothing in it now; empty while they may."""
    if thread.is_merged:
        return _("This question was merged with another one. Open its address again: it leads there.")
    if thread.is_archived:
        return _("This question is archived: it can be read, and takes nothing new.")
    if thread.is_locked:
        return _("A moderator locked this question: only our team changes anything in it now.")
    return ""


def _refusal(thread: Thread, act: str) -> str:
    if act in ("close", "close_quiet") and thread.is_closed:
        return _("This question is closed.")
    if thread.is_archived:
        return _("This question is archived. A moderator can open it again.")
    if act == "reopen":
        return _("This question is open.")
    if act in ("ask_for_info", "give_info"):
        return _("This question does not wait for more information. Load the page again to see how it stands.")
    return _("This question has changed since. Load the page again to see how it stands.")


def snapshot(thread: Thread) -> dict:
    """The state with all its facts, as JSON: for the log, so that undoing can put back exactly what was."""
    facts = {name: getattr(thread, name) for name in FIELDS}
    return {name: fact.isoformat() if isinstance(fact, datetime) else fact for name, fact in facts.items()}


def put_back(thread: Thread, kept: dict) -> None:
    """What `snapshot` kept, where the answers still bear it out."""
    for name in FIELDS:
        is_moment = kept[name] and name in ("solved_at", "waiting_since", "closed_at")
        setattr(thread, name, datetime.fromisoformat(kept[name]) if is_moment else kept[name])
    accepted = thread.answers.accepted().first()
    if thread.state == SOLVED and not accepted:
        put_in(thread, OPEN, at=timezone.now())
    elif thread.state in (OPEN, NEEDS_INFO) and accepted:
        put_in(thread, SOLVED, at=accepted.accepted_at)
    elif thread.state == OPEN:
        thread.reset_waiting(thread.waiting_since)
    save(thread)


def as_table() -> str:
    """The ways as the decision record shows them; a test compares the two."""
    head = "| from | act | to | who | asks for |\n|---|---|---|---|---|\n"
    rows = (
        f"| {way.source} | {way.act} | {' or '.join(way.to)} | {way.who.label} | {way.asks} |"
        for way in sorted(WAYS, key=lambda way: list(State).index(way.source))
    )
    return head + "\n".join(rows)
