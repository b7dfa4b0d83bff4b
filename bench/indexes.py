"""Fills an index with bench documents: ``python -m bench.indexes site|plain COUNT FOLDER``, each in its own process."""

import sys
from itertools import islice
from pathlib import Path

import django
from haystack import connections

from bench import plain
from bench.documents import documents
from search.documents import Document
from search.engines.whoosh_store import WhooshStore
from search.records import Record, prepare

BATCH = 1_000
MODELS = {"article": "kb.articlepage", "video": "kb.videoguidepage", "thread": "community.thread"}


def record_of(document: Document) -> Record:
    model = MODELS[document.kind]
    return prepare(document, f"{model}.{document.url.split('/')[-2]}", model)


def fill_site(folder: Path, count: int) -> None:
    """As `manage.py rebuild_index` does: in batches, with a switch to the new index at the end."""
    django.setup()
    backend, written = connections["default"].get_backend(), documents(count)
    backend.store = WhooshStore(str(folder))
    with backend.rebuilding():
        while batch := list(islice(written, BATCH)):
            with backend.writing() as session:
                for document in batch:
                    session.put(record_of(document))


if __name__ == "__main__":
    kind, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if kind == "site":
        fill_site(folder, count)
    else:
        plain.fill(folder, documents(count))
