"""What is written in one commit, and when segments are merged."""

from collections.abc import Callable

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from search.engines.whoosh_fields import StoaCodec, whoosh_document
from search.engines.whoosh_segment import Segment
from search.records import Record

SMALL = 64  # documents: segments up to this size are merged by any commit


class WhooshSession:
    """Changes of one commit. Later words about the same document win."""

    def __init__(self, index: FileIndex):
        self._index = index
        self._changes: dict[str, Record | None] = {}
        self.changed = False

    def put(self, record: Record) -> None:
        self._changes[record.identifier] = record

    def remove(self, identifier: str) -> None:
        self._changes[identifier] = None

    def commit(self, merging: Callable) -> None:
        if not self._changes:
            return
        writer = self._index.writer(codec=StoaCodec(), compound=False, timeout=30)
        try:
            self._delete_old(writer)
            for record in self._changes.values():
                if record is not None:
                    writer.add_document(**whoosh_document(record))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merging)
        self.changed = True

    def _delete_old(self, writer) -> None:
        offset = 0
        for part in writer.segments:
            segment = Segment(SegmentReader(writer.storage, writer.schema, part))
            for identifier in self._changes:
                for number in segment.postings("id", identifier)[0]:
                    writer.delete_document(offset + int(number))
            offset += part.doc_count_all()
            segment.reader.close()


def merge_alike(writer, segments):
    """Merge the new documents with segments no larger than what is being merged, so that a big index has few segments
    and a small change never rewrites much; and any segment of which a third is deleted."""
    kept, total = [], max(SMALL, writer.docnum)
    for part in sorted(segments, key=lambda part: part.doc_count()):
        alive = part.doc_count()
        if alive > total and alive > part.doc_count_all() * 2 / 3:
            kept.append(part)
        elif alive:
            total += alive
            reader = SegmentReader(writer.storage, writer.schema, part)
            writer.add_reader(reader)
            reader.close()
    return kept
