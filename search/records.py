"""A `Document` made ready for an index: finished tokens with weights, and what a results page shows. No engine here.

One sequence of positions runs through all texts of a document, with gaps between them, so that a position tells the
part it stands in. BM25F in its simple form: the weight of a word is its count in each field times the field's boost,
and the length of the document is summed the same way.
"""

import json
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log

from search.analysis import LANGUAGES, analyse
from search.documents import Document

TITLE, QUESTION, HEADING, TAG, BODY = 4.0, 3.0, 2.0, 2.0, 1.0
GAP = 50  # positions between two parts: words of different parts are never near
APART = 3  # positions from one word of a phrase to the next: a word that says little may stand between
LONGEST = 300_000  # characters of a document that are read, about as many as a novel has
CHUNK = 700  # characters of a part that is read to make an excerpt
OTHER_LANGUAGE = "xx"
_WORD_LIKE = re.compile(r"[^\W\d_]{3,30}")
_BREAKS = re.compile(r"\n+|(?<=[.!?;…؟])\s+")


@dataclass
class Record:
    """What an engine stores. `stored` is all a results page needs; the rest is for finding."""

    identifier: str
    model: str
    lang: str
    kind: str
    solved: str  # "yes", "no" or ""
    group: str = ""
    group_key: str = ""
    weights: dict[str, float] = field(default_factory=dict)  # stem → weight
    length: int = 0
    title_terms: set[str] = field(default_factory=set)  # words and stems of title, questions and headings
    words: Counter = field(default_factory=Counter)  # (folded, as written) → count, for corrections
    stored: dict = field(default_factory=dict)


@dataclass
class Part:
    text: str
    boost: float
    kind: str = "body"
    url: str = ""
    label: str = ""


def index_language(lang: str) -> str:
    return lang if lang in LANGUAGES else OTHER_LANGUAGE


def prepare(document: Document, identifier: str, model: str) -> Record:
    """The record of a document; a text too long to be honest is cut by `parts_of`."""
    solved = "" if document.solved is None else ("yes" if document.solved else "no")
    filters = {"solved": solved, "group": document.group, "group_key": document.group_key}
    record = Record(identifier, model, index_language(document.lang), document.kind, **filters)
    forward: dict[str, array] = defaultdict(lambda: array("I"))
    weights: dict[str, float] = defaultdict(float)
    starts, texts, base, length = array("I"), [], 0, 0.0
    for part in parts_of(document):
        starts.append(base)
        texts.append((part.text, part.url, part.label, part.kind))
        tokens = analyse(part.text, record.lang)
        for token in tokens:
            forward[token.stem].append(base + token.position)
            weights[token.stem] += part.boost
            length += 0 if token.is_whole else part.boost
            if part.kind in ("title", "question", "heading"):
                record.title_terms.update((token.word, token.stem))
            written = part.text[token.start : token.end]
            if _WORD_LIKE.fullmatch(written):
                record.words[token.word, written.lower()] += 1
        base += (tokens[-1].position + 1 if tokens else 0) + GAP
    length = max(1, round(length))
    record.weights, record.length = dict(weights), rounded(length)
    record.stored = {
        **{
            "id": identifier,
            "kind": document.kind,
            "lang": document.lang,
            "title": document.title,
            "url": document.url,
        },
        **{"group": document.group, "group_key": document.group_key},
        **{"place": document.place, "solved": document.solved, "quality": min(1.0, max(0.0, document.quality))},
        **{"updated": document.updated and document.updated.timestamp(), "length": length},
        "digest": document.digest,
        "forward": {stem: positions.tobytes() for stem, positions in forward.items()},
        "starts": starts.tobytes(),
        "texts": zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), 1),
    }
    return record


def rounded(length: int) -> int:
    """A length in steps of a thirtieth: texts about as long are as long, and what is better about one decides."""
    return round((1.033 ** round(log(length / 27 + 1, 1.033)) - 1) * 27)


def parts_of(document: Document) -> Iterator[Part]:
    """The parts in their order, up to `LONGEST` characters: what a book-long text says after that is not found."""
    left = LONGEST
    for part in _all_parts(document):
        part.text = part.text[:left]
        left -= len(part.text)
        yield part
        if left <= 0:
            return


def _all_parts(document: Document) -> Iterator[Part]:
    """Title, questions, tags, headings, body and passages; body and passages in pieces short enough for an excerpt.

    What the passages repeat of the body is counted once: as passage, because a passage knows its place.
    """
    yield Part(document.title, TITLE, "title")
    for question in document.questions:
        yield Part(question, QUESTION, "question")
    yield Part(" · ".join(document.tags), TAG, "tags")
    for text, url in document.headings:
        yield Part(text, HEADING, "heading", url, text)
    body = document.body
    for passage in document.passages:
        body = body.replace(passage.text, "\n", 1) if passage.text else body
    for chunk in chunks(body):
        yield Part(chunk, BODY)
    for passage in document.passages:
        for chunk in chunks(passage.text):
            yield Part(chunk, passage.weight * BODY, "passage", passage.url, passage.label)


def chunks(text: str) -> Iterator[str]:
    """Pieces of about `CHUNK` characters, cut between sentences or lines."""
    chunk = ""
    for piece in _BREAKS.split(text):
        if chunk and len(chunk) + len(piece) > CHUNK:
            yield chunk
            chunk = ""
        chunk = f"{chunk}\n{piece}" if chunk else piece
    if chunk.strip():
        yield chunk


def texts_of(stored: dict) -> list[tuple[str, str, str, str]]:
    """(text, url, label, kind) of each part, in the order of `starts`."""
    return json.loads(zlib.decompress(stored["texts"]))


def positions_of(stored: dict, stem: str) -> array:
    """Where a stem stands; of several stems with spaces between them, where they begin to stand close and in order."""
    if " " in stem:
        first, *others = stem.split(" ")
        begun = {place: place for place in positions_of(stored, first)}  # where a run has got to → where it began
        for places in (set(positions_of(stored, other)) for other in others):
            ends = ((end + step, start) for end, start in begun.items() for step in range(1, APART + 1))
            begun = {end: start for end, start in ends if end in places}
        return array("I", sorted(set(begun.values())))
    positions = array("I")
    positions.frombytes(stored["forward"].get(stem, b""))
    return positions


def updated_of(stored: dict) -> datetime | None:
    return datetime.fromtimestamp(stored["updated"], tz=UTC) if stored["updated"] else None
