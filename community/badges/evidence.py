"""What proves each badge: how many of how many, what else has to hold, and the rows it is proved by."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.utils.translation import gettext as _

from community.badges.declared import BADGES
from community.badges.deeds import Accepted, Deeds, week_of
from site_config.texts import has_words

SHARE = 90  # per cent
ENDURING = timedelta(days=180)
TERM = timedelta(days=180)  # of a Board Expert's acceptances
ASKERS = 10  # so many different ones
WEEKS = 6  # in which a rhythm shows
WORDS = 3  # of a profile, at least
KEPT = 150  # keys of rows an award remembers


@dataclass(frozen=True)
class Evidence:
    """``lacks``: what is missing though there are enough, in words. ``keys``: of rows, by what they are."""

    have: int
    need: int
    lacks: str = ""
    keys: Callable[[], dict[str, list[int]]] = field(default=dict)

    @property
    def is_enough(self) -> bool:
        return self.have >= self.need and not self.lacks


def evidence_of(deeds: Deeds) -> dict[str, Evidence]:
    """Of every badge that counting earns, but those of boards."""
    return {slug: _SOURCES[slug](deeds, BADGES[slug].needs) for slug in _SOURCES}


def _paid(rule: str, about: str = "answer") -> Callable[[Deeds, int], Evidence]:
    """So many awards of one rule."""

    def source(deeds: Deeds, need: int) -> Evidence:
        return Evidence(deeds.count(rule).number, need, keys=lambda: _newest(deeds, rule, about))

    return source


def _newest(deeds: Deeds, rule: str, about: str) -> dict[str, list[int]]:
    rows = deeds.awards(rule).filter(**{f"{about}__isnull": False}).order_by("-day", "-pk")
    return {f"{about}s": list(dict.fromkeys(rows.values_list(about, flat=True)[:KEPT]))}


def _oriented(deeds: Deeds, need: int) -> Evidence:
    return Evidence(int(deeds.standing.toured_at is not None), need)


def _introduced(deeds: Deeds, need: int) -> Evidence:
    words = [word for word in deeds.member.about.split() if has_words(word) and any(map(str.isalpha, word))]
    return Evidence(int(len(set(words)) >= WORDS), need)


def _loop_closer(deeds: Deeds, need: int) -> Evidence:
    closed = deeds.count("accepting").number + deeds.count("hint").number
    return Evidence(closed, need, keys=lambda: _newest(deeds, "accepting", "answer"))


def _confirmed_fix(deeds: Deeds, need: int) -> Evidence:
    have, lacks = deeds.count("fixed").number, ""
    if have >= need and deeds.share_of_fixes < SHARE:
        lacks = _("Of the votes on these answers %(share)s %% are helpful.") % {"share": deeds.share_of_fixes}
    return Evidence(have, need, lacks, lambda: _newest(deeds, "fixed", "answer"))


def _enduring_fix(deeds: Deeds, need: int) -> Evidence:
    fixed, lacks = deeds.count("fixed"), ""
    if fixed.number >= need and fixed.last - fixed.first < ENDURING:
        lacks = _("So far they came within %(days)s days.") % {"days": (fixed.last - fixed.first).days}
    return Evidence(fixed.number, need, lacks, lambda: _newest(deeds, "fixed", "answer"))


def _second_opinion(deeds: Deeds, need: int) -> Evidence:
    have, answer = deeds.second_opinion
    return Evidence(have, need, keys=lambda: {"answers": [answer]})


def _patient_guide(deeds: Deeds, need: int) -> Evidence:
    return Evidence(len(deeds.guided), need, keys=lambda: {"answers": deeds.guided[-KEPT:]})


def _well_scoped(deeds: Deeds, need: int) -> Evidence:
    return Evidence(len(deeds.well_scoped), need, keys=lambda: {"threads": deeds.well_scoped[-KEPT:]})


def _gardener(deeds: Deeds, need: int) -> Evidence:
    found, kept = deeds.gardened
    keys = {"threads": list(dict.fromkeys([*found, *kept]))[:KEPT]}
    return Evidence(len(found) + len(kept), need, keys=lambda: keys)


def _sentinel(deeds: Deeds, need: int) -> Evidence:
    have, lacks = deeds.count("flag").number, ""
    if have >= need and deeds.share_of_flags < SHARE:
        lacks = _("Of your reports %(share)s %% were right.") % {"share": deeds.share_of_flags}
    return Evidence(have, need, lacks)


def _mentor(deeds: Deeds, need: int) -> Evidence:
    return Evidence(deeds.mentored, need)


def _rhythm(deeds: Deeds, need: int) -> Evidence:
    """Once there were enough in any six weeks it stands; before, what the last six weeks bring is told."""
    weeks, this_week = deeds.weeks, week_of(deeds.now.date())
    best = max((_within(weeks, first) for first in weeks), default=0)
    return Evidence(best if best >= need else _within(weeks, this_week - WEEKS + 1), need)


def _within(weeks: list[int], first: int) -> int:
    return sum(first <= week < first + WEEKS for week in weeks)


_SOURCES: dict[str, Callable[[Deeds, int], Evidence]] = {
    "oriented": _oriented,
    "introduced": _introduced,
    "first-question": _paid("first_question", "thread"),
    "first-answer": _paid("first_answer"),
    "loop-closer": _loop_closer,
    **{f"solver-{tier}": _paid("accepted") for tier in (1, 2, 3, 4)},
    "confirmed-fix": _confirmed_fix,
    "enduring-fix": _enduring_fix,
    "rescuer": _paid("rescue"),
    "deadline-hero": _paid("deflection"),
    "second-opinion": _second_opinion,
    "patient-guide": _patient_guide,
    "clear-asker": _paid("me_too", "thread"),
    "well-scoped": _well_scoped,
    "librarian": lambda deeds, need: Evidence(deeds.count("article_edit").number, need),
    "author": _paid("promoted"),
    "translator": lambda deeds, need: Evidence(deeds.count("translation").number, need),
    "gardener": _gardener,
    "sentinel": _sentinel,
    "mentor": _mentor,
    "rhythm": _rhythm,
}


def expertise(deeds: Deeds, held: set[int]) -> dict[int, Evidence]:
    """By board: within some 180 days so many were accepted, by so many. Who is expert stays so in a quiet year, and
    though askers leave; who is not yet reads what the last 180 days brought."""
    boards: dict[int, list[Accepted]] = defaultdict(list)
    for one in deeds.accepted:
        boards[one.board].append(one)
    return {board: _expert(deeds, rows, board in held) for board, rows in boards.items()}


def _expert(deeds: Deeds, rows: list[Accepted], is_held: bool) -> Evidence:
    need, start = BADGES["board-expert"].needs, 0
    for end, row in enumerate(rows):
        while row.day - rows[start].day >= TERM:
            start += 1
        window = rows[start : end + 1]
        if len(window) >= need and _askers(window, is_held) >= ASKERS:
            answers = [one.answer for one in window]
            return Evidence(need, need, keys=partial(dict, answers=answers))
    lately = [row for row in rows if deeds.now.date() - row.day < TERM]
    lacks = ""
    if len(lately) >= need:
        lacks = _("So far %(number)s people asked; 10 are needed.") % {"number": _askers(lately, is_held)}
    return Evidence(len(lately), need, lacks)


def _askers(rows: list[Accepted], is_held: bool) -> int:
    """Those who left count as one, or where it was earned already as somebody each."""
    known = {row.asker for row in rows if row.asker}
    gone = sum(row.asker is None for row in rows)
    return len(known) + (gone if is_held else min(1, gone))
