"""The folder of a Whoosh index: one writer at a time, readers that notice changes, a new index taking over at once.

<path>/current        the name of the folder in use; replaced (never written to) after each commit
<path>/<name>/        a Whoosh index
<path>/writer.lock    held by the one writer; others wait
"""

import fcntl
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE

from search.engines.whoosh_fields import StoaCodec, schema, whoosh_document
from search.engines.whoosh_segment import Segment, Snapshot
from search.records import Record

SMALL = 64  # documents: segments up to this size are merged by any commit
_stores: dict[str, "WhooshStore"] = {}
_stores_lock = threading.Lock()


class IndexBusy(Exception):
    """Another process is writing, and goes on longer than the caller would wait."""


def store_at(path: str) -> "WhooshStore":
    """The store of a folder: one in each process, whatever number of threads ask."""
    with _stores_lock:
        return _stores.setdefault(os.path.abspath(path), WhooshStore(path))


class WhooshStore:
    def __init__(self, path: str):
        self.path = Path(path)
        self.opening_tries = 20
        self._current = self.path / "current"
        self._target: str | None = None  # the folder a rebuild of this process writes to
        self._rebuilding_thread: int | None = None
        self._stamp: tuple | None = None
        self._snapshot: Snapshot | None = None
        self._segments: dict[str, Segment] = {}
        self.lock = threading.RLock()  # Whoosh's files share one cursor: one search at a time in a process.

    # --- reading -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The index as last committed by any process; opened again only when it changed. Hold `lock` while using it."""
        stamp = self._read_stamp()
        if stamp is None:
            self._create()
            stamp = self._read_stamp()
        if self._snapshot is None or stamp != self._stamp:
            self._snapshot, self._stamp = self._open(), stamp
        return self._snapshot

    def _read_stamp(self) -> tuple | None:
        try:
            stat = os.stat(self._current)
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def _folder(self) -> Path:
        return self.path / self._current.read_text().split()[0]

    def _open(self) -> Snapshot:
        for attempt in range(self.opening_tries):
            try:
                return self._open_folder(self._folder())
            except (OSError, EmptyIndexError):  # Another process switched, merged or cleaned up just now.
                if attempt == self.opening_tries - 1:
                    raise
                time.sleep(0.02)
        raise AssertionError

    def _open_folder(self, folder: Path) -> Snapshot:
        """Segments never change but for their deletions, so an open one is kept with what was cached of it."""
        storage = FileStorage(str(folder))
        toc = FileIndex(storage)._read_toc()
        opened = {}
        for part in toc.segments:
            name = f"{folder.name}/{part.segment_id()}"
            opened[name] = self._segments.get(name) or Segment(SegmentReader(storage, toc.schema, part))
        self._refuse_half_open(folder, storage, opened)
        self._segments = opened
        deleted = [frozenset(part.deleted_docs()) for part in toc.segments]
        return Snapshot(list(zip(opened.values(), deleted, strict=True)))

    def _refuse_half_open(self, folder: Path, storage: FileStorage, opened: dict[str, Segment]) -> None:
        """Files of a merged segment are deleted after the commit that leaves it out. Whoosh takes a file it cannot find
        for an empty one, so what was opened counts only while the index still names it; `OSError` to try again."""
        if self._folder() != folder:
            raise FileNotFoundError(f"{folder.name} was replaced while it was opened")
        still = {f"{folder.name}/{part.segment_id()}" for part in FileIndex(storage)._read_toc().segments}
        self._segments |= {name: segment for name, segment in opened.items() if name in still}
        if gone := opened.keys() - self._segments.keys():
            raise FileNotFoundError(f"{', '.join(gone)} merged away while it was opened")

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def exclusive(self, patience: float | None = None) -> Iterator[None]:
        """Wait for the one writer's place (`IndexBusy` when patience ends). The kernel frees it when a process dies."""
        self.path.mkdir(parents=True, exist_ok=True)
        with open(self.path / "writer.lock", "a") as handle:
            self._take(handle, patience)
            yield

    def _take(self, handle, patience: float | None) -> None:
        if patience is None:
            fcntl.flock(handle, fcntl.LOCK_EX)
            return
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise IndexBusy from None
                time.sleep(0.02)

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator["WhooshSession"]:
        if self._rebuilding_thread == threading.get_ident():
            with self._session(self.path / self._target, merging=NO_MERGE) as session:
                yield session
            return
        with self.exclusive(patience):
            if self._read_stamp() is None:
                self._start_folder(self._new_name())
            with self._session(self._folder()) as session:
                yield session
            if session.changed:
                self._point_to(self._folder().name)

    @contextmanager
    def _session(self, folder: Path, merging: Callable | None = None) -> Iterator["WhooshSession"]:
        session = WhooshSession(FileIndex(FileStorage(str(folder))))
        yield session
        session.commit(merging or merge_alike)

    def _create(self) -> None:
        with self.exclusive():
            if self._read_stamp() is None:
                self._start_folder(self._new_name())

    def _new_name(self) -> str:
        return f"index-{uuid.uuid4().hex[:12]}"

    def _make_folder(self, name: str) -> None:
        (self.path / name).mkdir(parents=True)
        FileStorage(str(self.path / name)).create_index(schema())

    def _start_folder(self, name: str) -> None:
        self._make_folder(name)
        self._point_to(name)

    def _point_to(self, name: str) -> None:
        """Tell every process, at once. What another folder held is cleaned up; who has it open keeps reading it."""
        draft = self.path / f"current.{os.getpid()}.{threading.get_ident()}"
        draft.write_text(f"{name} {uuid.uuid4().hex}\n")
        os.replace(draft, self._current)
        for other in self.path.glob("index-*"):
            if other.name not in (name, self._target):
                shutil.rmtree(other, ignore_errors=True)

    def clear(self) -> None:
        with self.exclusive():
            self._start_folder(self._new_name())

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Writes of this thread go to a new index, which takes the old one's place at the end. Nobody else may write
        meanwhile (tasks stay in the outbox); searches go on in the old index."""
        with self.exclusive():
            self._target, self._rebuilding_thread = self._new_name(), threading.get_ident()
            try:
                self._make_folder(self._target)
                yield
                FileIndex(FileStorage(str(self.path / self._target))).optimize(codec=StoaCodec(), compound=False)
                self._point_to(self._target)
            finally:
                self._target = self._rebuilding_thread = None


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
                for number in segment.documents("id", identifier):
                    writer.delete_document(offset + number)
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
