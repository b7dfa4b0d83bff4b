"""The sorted terms of a segment, read where they stand in the file: nothing is loaded and nothing is kept."""

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

_ENTRY = struct.Struct("!ii")  # length of key, length of value; before each key
_FIELD = struct.Struct("!H")  # number of the field, first in each key
_FREQUENCY = struct.Struct("!I")  # documents that have the term; 5 bytes into the value
_EXTENT = struct.Struct("!qi")  # where its postings are: 23 bytes into the value
_LAST = b"\xff"


class Terms:
    def __init__(self, reader):
        """`reader` is Whoosh's, whose file (whoosh.filedb.filetables.OrderedHashReader) this looks into."""
        table = reader._tindex
        self._file = mmap.mmap(table.dbfile.fileno(), 0, access=mmap.ACCESS_READ)
        code = np.dtype(table.extras["indextype"]).newbyteorder(">")
        self._places = np.frombuffer(self._file, code, table.indexlen, table.indexbase)
        self._fields = dict(reader._fieldmap)

    def _key(self, index: int) -> bytes:
        start = int(self._places[index])
        length, _ = _ENTRY.unpack_from(self._file, start)
        return self._file[start + 8 : start + 8 + length]

    def _first(self, key: bytes, low: int = 0) -> int:
        return bisect_left(range(len(self._places)), key, lo=low, key=self._key)

    def range(self, field: str, prefix: bytes = b"") -> range:
        """The places of the terms of a field that begin with a prefix."""
        if field not in self._fields:
            return range(0)
        key = _FIELD.pack(self._fields[field]) + prefix
        first = self._first(key)
        after = key + _LAST if prefix else _FIELD.pack(self._fields[field] + 1)
        return range(first, self._first(after, first))

    def find(self, field: str, term: bytes) -> int | None:
        if field not in self._fields:
            return None
        key = _FIELD.pack(self._fields[field]) + term
        index = self._first(key)
        return index if index < len(self._places) and self._key(index) == key else None

    def read(self, places: range) -> Iterator[tuple[bytes, int]]:
        """(term, number of documents that have it) at each place."""
        for place in self._places[places.start : places.stop].tolist():
            length, _ = _ENTRY.unpack_from(self._file, place)
            end = place + 8 + length
            yield self._file[place + 10 : end], _FREQUENCY.unpack_from(self._file, end + 5)[0]

    def extent(self, index: int) -> tuple[int, int, int]:
        """(offset, size, number of documents) of a term's postings."""
        start = int(self._places[index])
        value = start + 8 + _ENTRY.unpack_from(self._file, start)[0]
        return *_EXTENT.unpack_from(self._file, value + 23), _FREQUENCY.unpack_from(self._file, value + 5)[0]
