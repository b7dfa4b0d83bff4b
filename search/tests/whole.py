"""What a guest finds after the worker came by, and whether index and database then say the same."""

from search.checking import check
from search.queries import search
from search.worker import drain


def found(text: str, lang: str = "en", **filters) -> list[str]:
    """Titles of the hits, best first, once the outbox is empty and the index whole."""
    drain()
    assert_whole()
    return [hit.title for hit in search(text, lang=lang, **filters).hits]


def urls(text: str, lang: str = "en") -> list[str]:
    drain()
    assert_whole()
    return [hit.url for hit in search(text, lang=lang).hits]


def assert_whole() -> None:
    """Nothing missing, nothing surplus, nothing stale: what `check_index --dry-run` says."""
    different = [str(each) for each in check() if each.wrong or each.unreadable or each.waiting]
    assert not different, different
