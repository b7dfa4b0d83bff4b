"""How good the site's own ranking is, on judged sets: the documents go into a throw-away index, then each query is
searched as a reader would, and the first ten hits are compared with what judges called right."""

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path

from haystack import connections

from search.documents import Document, Passage
from search.engines.whoosh_store import WhooshStore
from search.queries import search
from search.records import prepare
from search.tuning import Tuning, tuned_as
from site_config.markdown import plain_text, render_markdown

TOP = 10
BATCH = 1_000


class BadSet(Exception):
    """A judged set that cannot be read, and why."""


@dataclass(frozen=True)
class Judged:
    name: str
    documents: list[dict]
    queries: list[dict]
    grades: dict[str, dict[str, int]]  # query → document → grade


@dataclass(frozen=True)
class Score:
    """Means over the queries of a set in one language. A query that nothing was judged right for is left out."""

    set: str
    lang: str
    documents: int
    queries: int
    mrr: float
    ndcg: float
    recall: float
    ms: float  # a query, on average


def read_set(folder: Path) -> Judged:
    try:
        documents = [json.loads(line) for line in _lines(folder / "docs.jsonl")]
        queries = [json.loads(line) for line in _lines(folder / "queries.jsonl")]
        grades: dict[str, dict[str, int]] = defaultdict(dict)
        for line in _lines(folder / "qrels.tsv"):
            query, document, grade = line.split("\t")
            grades[query][document] = int(grade)
    except (OSError, ValueError) as error:
        raise BadSet(f"{folder}: {error}") from error
    return Judged(folder.name, documents, queries, dict(grades))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def evaluate(judged: Judged) -> list[Score]:
    """A score for each language of the set's queries."""
    queries: dict[str, list[dict]] = defaultdict(list)
    for query in judged.queries:
        if any(judged.grades.get(query["id"], {}).values()):
            queries[query["lang"]].append(query)
    with throw_away_index() as backend:
        for start in range(0, len(judged.documents), BATCH):
            with backend.writing() as session:
                for line in judged.documents[start : start + BATCH]:
                    session.put(prepare(document_of(line), line["id"], line["kind"]))
        return [_score(judged, lang, queries[lang]) for lang in sorted(queries)]


def _score(judged: Judged, lang: str, queries: list[dict]) -> Score:
    started = time.perf_counter()
    hits = [[hit.id for hit in search(query["text"], lang=lang).hits] for query in queries]
    spent = time.perf_counter() - started
    grades = [judged.grades[query["id"]] for query in queries]
    means = [
        sum(measure(found, right) for found, right in zip(hits, grades, strict=True)) / len(queries)
        for measure in (reciprocal_rank, ndcg, recall)
    ]
    return Score(judged.name, lang, len(judged.documents), len(queries), *means, spent / len(queries) * 1000)


@contextmanager
def throw_away_index():
    """The site's backend, on an index of its own that is gone afterwards."""
    backend = connections["default"].get_backend()
    kept = backend.store
    with tempfile.TemporaryDirectory(prefix="stoa-eval-") as folder:
        backend.store = WhooshStore(folder)
        try:
            with tuned_as(Tuning()):  # What a site's editors tuned is no measure of the method.
                yield backend
        finally:
            backend.store = kept


def document_of(line: dict) -> Document:
    """A line of the import form as a document. A title that only repeats the id says nothing to a reader."""
    return Document(
        kind=line["kind"],
        lang=line.get("lang", "en"),
        title="" if line["title"] == line["id"] else line["title"],
        url=f"/{line['id']}",
        body=_plain(line, line.get("body", "")),
        passages=[Passage(_plain(line, answer["body"]), f"#{answer['id']}") for answer in line.get("answers", ())],
        tags=line.get("tags", []),
    )


def _plain(line: dict, text: str) -> str:
    return plain_text(text if line.get("format") == "html" else render_markdown(text))


def reciprocal_rank(found: list[str], right: dict[str, int]) -> float:
    return next((1 / rank for rank, name in enumerate(found[:TOP], 1) if right.get(name)), 0.0)


def ndcg(found: list[str], right: dict[str, int]) -> float:
    gained = sum(right.get(name, 0) / log2(rank + 1) for rank, name in enumerate(found[:TOP], 1))
    best = sum(grade / log2(rank + 1) for rank, grade in enumerate(sorted(right.values(), reverse=True)[:TOP], 1))
    return gained / best


def recall(found: list[str], right: dict[str, int]) -> float:
    wanted = {name for name, grade in right.items() if grade}
    return len(wanted & set(found[:TOP])) / len(wanted)
