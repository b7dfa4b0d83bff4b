"""The Whoosh schema: finished tokens in, nothing analysed, nothing parsed.

What is pickled here is read by this site only, from its own folder."""

import pickle

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader

from search.analysis import LANGUAGES
from search.records import OTHER_LANGUAGE, Record

INDEX_LANGUAGES = (*LANGUAGES, OTHER_LANGUAGE)
WORD_SEPARATOR = "\x1f"
_MAX_TERM_BYTES = 200


class FinishedTokens(fields.FieldType):
    """Takes [(term, weight, length)] as it is. Postings hold weights only: positions travel with the stored record."""

    def __init__(self, scorable: bool = False):
        super().__init__(formats.Existence(), None, scorable=scorable)

    def index(self, value, **kwargs):
        for term, weight, length in value:
            yield term.encode()[:_MAX_TERM_BYTES], length, weight, b""


def schema() -> fields.Schema:
    # A plain column: Whoosh's own stored fields are compressed and pickled twice, which is half of a search's time.
    kept = fields.COLUMN(columns.VarBytesColumn())
    exact = {name: fields.ID() for name in ("id", "model", "kind", "solved", "lang")}
    texts = {f"text_{lang}": FinishedTokens(scorable=True) for lang in INDEX_LANGUAGES}
    titles = {f"title_{lang}": FinishedTokens() for lang in INDEX_LANGUAGES}
    words = {f"words_{lang}": FinishedTokens() for lang in INDEX_LANGUAGES}
    return fields.Schema(**exact, **texts, **titles, **words, stored=kept)


class _RememberingReader(W3PerDocReader):
    """Whoosh looks on the disk for the lengths of a field that has none, again for each posting it merges."""

    def _cached_reader(self, fieldname, column):
        if fieldname not in self._readers:
            self._readers[fieldname] = super()._cached_reader(fieldname, column)
        return self._readers[fieldname]


class StoaCodec(W3Codec):
    """Bigger blocks, not compressed: reading is what counts, and postings are small without positions."""

    def __init__(self):
        super().__init__(blocklimit=512, compression=0)

    def per_document_reader(self, storage, segment):
        return _RememberingReader(storage, segment)


def whoosh_document(record: Record) -> dict:
    lang, length = record.lang, record.length
    weighted = []
    for term, weight in record.weights.items():
        weighted.append((term, weight, length))
        length = 0  # The field's length is the sum over its terms: said once.
    return {
        **{
            "id": record.identifier,
            "model": record.model,
            "kind": record.kind,
            "lang": lang,
            "stored": pickle.dumps(record.stored, 5),
        },
        **({"solved": record.solved} if record.solved else {}),
        f"text_{lang}": weighted,
        f"title_{lang}": [(term, 1.0, 0) for term in record.title_terms],
        f"words_{lang}": [(WORD_SEPARATOR.join(word), 1.0, 0) for word in record.words],
    }
