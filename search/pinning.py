"""Results that editors put first. They are one more reading: before all others, counted once, within the filters."""

from collections import Counter
from datetime import UTC, datetime

from haystack import connections

from search.engines.base import Found
from search.ranking import rank
from search.reading import Reading

DAYS = (7, 30, 365)


class PinnedReading(Reading):
    @property
    def languages(self) -> dict[str, int]:
        return Counter(hit.stored["lang"] for hit in self.ranked)


def pinned_reading(pins: list[str], readings: list[Reading], filters: dict, only_lang: str | None) -> Reading | None:
    """What of the pins the index holds, which is only what is public, and the filters let through.

    The other readings must leave them out (`Ask.hidden`), so that nothing is shown or counted twice.
    """
    read = next((reading for reading in readings if reading.ask and reading.found), None)
    stored = connections["default"].get_backend().fetch(pins) if pins and read else {}
    present = [stored[pin] for pin in pins if pin in stored and only_lang in (None, stored[pin]["lang"])]
    if not present:
        return None
    shown = [one for one in present if _passes(one, filters)]
    ranked = rank(Found(candidates=[(0.0, one) for one in shown], idf=read.found.idf), read.ask)
    for hit in ranked:
        hit.is_pinned = True
    ranked.sort(key=lambda hit: pins.index(hit.stored["id"]))
    found = _counted(present, shown, filters)
    return PinnedReading(ranked, found.count, ask=read.ask, found=found)


def _counted(present: list[dict], shown: list[dict], filters: dict) -> Found:
    """Counts by filter value, as the engine makes them: each leaves its own filter aside and keeps the others."""
    found = Found(count=len(shown))
    for one in present:
        if _passes(one, filters, but="kinds"):
            found.kinds[one["kind"]] = found.kinds.get(one["kind"], 0) + 1
        key = one.get("group_key")
        if key and _passes(one, filters, but="groups"):
            found.groups[key] = (one.get("group", ""), found.groups.get(key, ("", 0))[1] + 1)
        if one["solved"] and _passes(one, filters, but="solved"):
            found.solved += 1
        for days in DAYS:
            age = datetime.now(UTC).timestamp() - (one["updated"] or 0)
            if age <= days * 86_400 and _passes(one, filters, but="since"):
                found.since[days] = found.since.get(days, 0) + 1
    return found


def _passes(one: dict, filters: dict, but: str = "") -> bool:
    kinds, groups, solved, since = (filters.get(name) for name in ("kinds", "groups", "solved", "since"))
    return (
        (but == "kinds" or not kinds or one["kind"] in kinds)
        and (but == "groups" or not groups or one.get("group_key") in groups)
        and (but == "solved" or solved is None or one["solved"] is solved)
        and (but == "since" or not since or (one["updated"] or 0) >= since)
    )
