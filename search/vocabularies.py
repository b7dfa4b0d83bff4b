"""The known words of each language, kept in the process. While a newer vocabulary is made, the old one serves."""

import logging
import threading
import time
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from search.engines.base import SearchUnavailable
from search.spelling import Vocabulary

KEPT_FOR = 30  # seconds a vocabulary is used although the index has changed: words come slowly
AT_MOST = 100  # times as long as making it took: making vocabularies costs a process one per cent of its time

logger = logging.getLogger(__name__)


@dataclass
class Kept:
    words: Vocabulary
    version: object
    made: float
    took: float

    def is_old(self, backend) -> bool:
        age = time.monotonic() - self.made
        return age > max(KEPT_FOR, AT_MOST * self.took) and backend.version() != self.version


_kept: WeakKeyDictionary[object, dict[str, Kept]] = WeakKeyDictionary()  # store → language → its words
_making = threading.Lock()


def vocabulary(backend, lang: str) -> Vocabulary:
    """The words of a language. Only the very first time somebody waits for them."""
    known = _kept.setdefault(backend.store, {})
    if lang not in known:
        with _making:
            if lang not in known:
                known[lang] = _make(backend, lang)
    kept = known[lang]
    if kept.is_old(backend) and _making.acquire(blocking=False):
        threading.Thread(target=_renew, args=(backend, lang, known), daemon=True).start()
    return kept.words


def _make(backend, lang: str) -> Kept:
    version, started = backend.version(), time.monotonic()
    words = Vocabulary(backend.words(lang))
    return Kept(words, version, time.monotonic(), time.monotonic() - started)


def _renew(backend, lang: str, known: dict[str, Kept]) -> None:
    try:
        known[lang] = _make(backend, lang)
    except SearchUnavailable:
        logger.warning("The words of %s could not be read; those known before are used on", lang)
    finally:
        _making.release()


def forget_vocabularies() -> None:
    _kept.clear()
