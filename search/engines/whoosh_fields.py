"""The Whoosh schema: finished tokens in, nothing analysed, nothing parsed.

What is pickled here is read by this site only, from its own folder."""

import numpy as np
from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PostingsWriter
from whoosh.matching import ListMatcher

from search.analysis import LANGUAGES
from search.engines.packing import pack
from search.engines.parts import group_name
from search.records import OTHER_LANGUAGE, Record

#: Raised with every change of what is written (fields, stored record, analysis): an index in another form is never
#: read, but built anew (`WhooshStore.is_outdated`).
FORM = 4
INDEX_LANGUAGES = (*LANGUAGES, OTHER_LANGUAGE)
WORD_SEPARATOR = "\x1f"
_MAX_TERM_BYTES = 200
_WHOLE_LIST = 2**31


class FinishedTokens(fields.FieldType):
    """Takes {term: weight} as it is. Postings hold weights only: positions travel with the stored record, and its
    length has a column (Whoosh's own lengths are rounded to a byte)."""

    def __init__(self):
        super().__init__(formats.Existence(), None)

    def index(self, value, **kwargs):
        for term, weight in value.items():
            yield term.encode()[:_MAX_TERM_BYTES], 1, weight, b""


def schema() -> fields.Schema:
    # A plain column: Whoosh's own stored fields are compressed and pickled twice, which is half of a search's time.
    kept = {"stored": fields.COLUMN(columns.VarBytesColumn())}
    numbers = {name: fields.COLUMN(columns.NumericColumn("d")) for name in ("length", "updated")}
    exact = {name: fields.ID() for name in ("id", "model", "kind", "solved", "group", "lang")}
    texts = {f"text_{lang}": FinishedTokens() for lang in INDEX_LANGUAGES}
    titles = {f"title_{lang}": FinishedTokens() for lang in INDEX_LANGUAGES}
    words = {f"words_{lang}": FinishedTokens() for lang in INDEX_LANGUAGES}
    return fields.Schema(**exact, **texts, **titles, **words, **kept, **numbers)


class _RememberingReader(W3PerDocReader):
    """Whoosh looks on the disk for the lengths of a field that has none, again for each posting it merges."""

    def _cached_reader(self, fieldname, column):
        if fieldname not in self._readers:
            self._readers[fieldname] = super()._cached_reader(fieldname, column)
        return self._readers[fieldname]


class _ArrayWriter(W3PostingsWriter):
    """A term's postings as two arrays as they are in memory: document numbers, then weights unless all are 1."""

    def _write_block(self, last=False):
        self._terminfo.add_block(self)
        self._postfile.write(self._ids.tobytes())
        if self._weights.count(1.0) < len(self._weights):
            self._postfile.write(self._weights.tobytes())
        self._blockcount += 1
        self._new_block()


def read_postings(postings: bytes, offset: int, size: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """What `_ArrayWriter` wrote: views of the file in memory, nothing is copied."""
    numbers = np.frombuffer(postings, np.uint32, count, offset)
    if size == count * 4:
        return numbers, np.ones(count, np.float32)
    return numbers, np.frombuffer(postings, np.float32, count, offset + count * 4)


class StoaCodec(W3Codec):
    """Postings that are read without a loop. Whoosh itself reads them only to merge segments."""

    def __init__(self):
        super().__init__(blocklimit=_WHOLE_LIST, compression=0)

    def per_document_reader(self, storage, segment):
        return _RememberingReader(storage, segment)

    def postings_writer(self, dbfile, byteids=False):
        return _ArrayWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def postings_reader(self, dbfile, terminfo, format_, term=None, scorer=None):
        offset, (size,) = terminfo.extent()  # What Whoosh calls the size is a tuple of it.
        numbers, weights = read_postings(dbfile.get(offset, size), 0, size, terminfo.doc_frequency())
        return ListMatcher(numbers.tolist(), weights.tolist(), [b""] * len(numbers), format_, scorer, term=term)


def whoosh_document(record: Record) -> dict:
    lang, stored = record.lang, record.stored
    group = group_name(record.group_key, record.group) if record.group_key else ""
    filters = {"kind": record.kind, "solved": record.solved, "group": group, "updated": stored["updated"]}
    return {
        **{"id": record.identifier, "model": record.model, "lang": lang, "length": float(record.length)},
        **{name: value for name, value in filters.items() if value},
        f"text_{lang}": record.weights,
        f"title_{lang}": dict.fromkeys(record.title_terms, 1.0),
        f"words_{lang}": {WORD_SEPARATOR.join(word): 1.0 for word in record.words},
        "stored": pack(stored),
    }
