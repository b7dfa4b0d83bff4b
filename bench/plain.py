"""The reference: plain Whoosh as a good engineer would use it. One kept searcher, any word, BM25F, ten results."""

from collections.abc import Iterable
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup

from search.documents import Document

BATCH_MEMORY = 256  # MB a writer may use before it writes a segment


def schema() -> fields.Schema:
    text = StemmingAnalyzer()
    return fields.Schema(
        url=fields.ID(unique=True, stored=True),
        kind=fields.ID(stored=True),
        title=fields.TEXT(analyzer=text, field_boost=4.0, stored=True),
        body=fields.TEXT(analyzer=text, stored=True),
    )


def text_of(document: Document) -> str:
    headed = (f"{passage.label}\n{passage.text}" for passage in document.passages)
    return "\n".join([document.body, *headed, " ".join(document.tags)])


def fill(folder: Path, documents: Iterable[Document]) -> None:
    folder.mkdir(parents=True)
    writer = index.create_in(str(folder), schema()).writer(limitmb=BATCH_MEMORY)
    for document in documents:
        writer.add_document(**_fields(document))
    writer.commit(optimize=True)


def _fields(document: Document) -> dict:
    return {"url": document.url, "kind": document.kind, "title": document.title, "body": text_of(document)}


class PlainWhoosh:
    def __init__(self, folder: Path):
        self.index = index.open_dir(str(folder))
        self.searcher = self.index.searcher()
        self.parser = MultifieldParser(["title", "body"], self.index.schema, group=OrGroup)

    def search(self, text: str, *, highlights: bool = True) -> list[tuple[str, str, str]]:
        """(address, title, excerpt) of the best ten."""
        found = self.searcher.search(self.parser.parse(text), limit=10)
        return [(hit["url"], hit["title"], hit.highlights("body") if highlights else "") for hit in found]

    def update(self, document: Document) -> None:
        """What another process would do; the searcher here still shows the index as it was."""
        writer = self.index.writer()
        writer.update_document(**_fields(document))
        writer.commit()

    def refreshed_search(self, text: str) -> list[tuple[str, str, str]]:
        self.searcher = self.searcher.refresh()
        return self.search(text)
