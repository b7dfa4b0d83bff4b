"""What editors tuned, as searches use it: kept in each process, and read again as soon as anything was changed.

One row is looked at for each search (`TuningVersion`), so every process follows a change with its next search.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps

from search.models import HiddenResult, PinnedResult, Popularity, Synonym, TuningVersion
from search.questions import Question
from search.synonyms import Rules

MAX_PINS = 5  # for one search

Pins = dict[tuple[str, str], tuple[str, ...]]  # (language, key) → identifiers


@dataclass(frozen=True)
class Tuning:
    synonyms: tuple[Synonym, ...] = ()
    pins: Pins = field(default_factory=dict)
    hides: Pins = field(default_factory=dict)
    hidden_everywhere: frozenset[str] = frozenset()
    popularity: dict[str, int] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.synonyms)

    def pinned(self, question: Question) -> list[str]:
        """Identifiers, in their order. What is hidden is not shown for being pinned."""
        hidden = self.hidden(question)
        return [pin for pin in self.pins.get((question.lang, question.key), ()) if pin not in hidden][:MAX_PINS]

    def hidden(self, question: Question) -> frozenset[str]:
        return self.hidden_everywhere.union(self.hides.get((question.lang, question.key), ()))

    def views(self, identifier: str) -> int:
        """Readers in the last 30 days."""
        return self.popularity.get(identifier, 0)

    def without_hides(self) -> "Tuning":
        return replace(self, hides={}, hidden_everywhere=frozenset())

    def with_synonym(self, synonym: Synonym) -> "Tuning":
        """As it would be with a synonym that is not saved yet, or not so."""
        others = [other for other in self.synonyms if synonym.pk is None or other.pk != synonym.pk]
        return replace(self, synonyms=(synonym, *others))


class Keeper:
    """The tuning of a process. One small query a search tells whether it is still the present one."""

    def __init__(self):
        self._kept: tuple[int | None, Tuning] = (None, Tuning())

    def current(self) -> Tuning:
        number = TuningVersion.objects.filter(pk=1).values_list("number", flat=True).first()
        known, tuning = self._kept  # Read and replaced in one step: threads need no lock.
        if number != known:
            tuning = Tuning() if number is None else read_tuning()
            self._kept = (number, tuning)
        return tuning


def read_tuning() -> Tuning:
    pins, hides, everywhere = {}, {}, set()
    for lang, key, identifier in PinnedResult.objects.values_list("lang", "key", "identifier"):
        pins[lang, key] = (*pins.get((lang, key), ()), identifier)
    for lang, key, identifier in HiddenResult.objects.values_list("lang", "key", "identifier"):
        if key:
            hides[lang, key] = (*hides.get((lang, key), ()), identifier)
        else:
            everywhere.add(identifier)
    popularity = dict(Popularity.objects.values_list("identifier", "views"))
    return Tuning(tuple(Synonym.objects.order_by("-pk")), pins, hides, frozenset(everywhere), popularity)


_keeper = Keeper()
_instead: ContextVar[Tuning | None] = ContextVar("tuning", default=None)


def current_tuning() -> Tuning:
    return _instead.get() or _keeper.current()


@contextmanager
def tuned_as(tuning: Tuning):
    """Search as if this were the tuning: for previews, and for measurements that must not depend on a site's."""
    token = _instead.set(tuning)
    try:
        yield
    finally:
        _instead.reset(token)


def with_one_tuning(function):
    """One look for the whole of a search, however many languages it is read in."""

    @wraps(function)
    def wrapped(*args, **kwargs):
        with tuned_as(current_tuning()):
            return function(*args, **kwargs)

    return wrapped
