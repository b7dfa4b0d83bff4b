"""An index for tests: documents given directly, no content app needed."""

from haystack import connections

from search.documents import Document
from search.engines.base import Ask, AskedTerm
from search.queries import search
from search.records import prepare
from search.vocabularies import forget_vocabularies

_clean: dict[str, tuple | None] = {}


def fresh_index():
    """The site's backend with nothing in its index. Costs next to nothing where nothing was written since."""
    backend = connections["default"].get_backend()
    if _clean.get("stamp") is None or backend.store._read_stamp() != _clean["stamp"]:
        backend.clear()
        _clean["stamp"] = backend.store._read_stamp()
    forget_vocabularies()
    return backend


def make_document(title: str = "How do I return an item?", **overrides) -> Document:
    fields = {"kind": "article", "lang": "en", "title": title, "url": f"/en/{title.lower().replace(' ', '-')}"}
    return Document(**(fields | overrides))


def put(*documents: Document) -> None:
    """Index documents; each is identified by its place in the call and its address."""
    with connections["default"].get_backend().writing() as session:
        for document in documents:
            session.put(prepare(document, f"test.document.{document.url}", "test.document"))


def titles(hits) -> list[str]:
    return [hit.title for hit in hits]


def found(text, **options):
    return titles(search(text, lang="en", **options).hits)


def asked(word, **filters):
    return Ask("en", (AskedTerm(((word, 1.0),), 1.0),), **filters)
