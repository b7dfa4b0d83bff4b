"""What a search would otherwise wait for once in each process: the index opened, its filters read, its words known."""

import logging
import threading

from haystack import connections

from search.analysis import LANGUAGES
from search.engines.base import Ask, AskedTerm, SearchUnavailable
from search.vocabularies import vocabulary

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Look up a word of each language that the index has documents in."""
    backend = connections["default"].get_backend()
    try:
        for lang in LANGUAGES:
            vocabulary(backend, lang)
            for word, _ in backend.forms(lang, "")[:1]:
                backend.find(Ask(lang, (AskedTerm(((word, 1.0),), 1.0),), depth=1))
    except SearchUnavailable:
        logger.warning("The search index cannot be read; the first search tries again")


def warm_up_beside() -> threading.Thread:
    """`warm_up` while the process begins to serve."""
    thread = threading.Thread(target=warm_up, name="search-warming", daemon=True)
    thread.start()
    return thread
