"""The folder of a Whoosh index: one writer at a time, readers that notice changes, a new index taking over at once.

<path>/form4          the name of the folder in use; replaced (never written to) after each commit
<path>/form4-<name>/  a Whoosh index; 4 is `FORM`, so that an index written in another form is never read
<path>/writer.lock    held by the one writer; others wait
"""

import fcntl
import os
import re
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

from search.engines.base import IndexBusy, SearchUnavailable
from search.engines.whoosh_fields import FORM, StoaCodec, schema
from search.engines.whoosh_segment import Segment, Snapshot
from search.engines.whoosh_writing import WhooshSession, merge_alike

CREATING = 2.0  # seconds to wait for another process to make an empty index
FAILED_FOR = 2.0  # seconds after which an index that could not be opened is tried again
_OURS_OF_ANY_FORM = re.compile(r"form\d+(-.*)?|current|index-.*")


class WhooshFolder:
    def __init__(self, path: str):
        self.path = Path(path)
        self.opening_tries = 20
        self._current = self.path / f"form{FORM}"
        self._target: str | None = None  # the folder a rebuild of this process writes to
        self._rebuilding_thread: int | None = None
        self._stamp: tuple | None = None
        self._snapshot: Snapshot | None = None
        self._failed: tuple = (None, -FAILED_FOR)
        self._gave_up_at = -FAILED_FOR
        self._segments: dict[str, Segment] = {}
        self._opening = threading.Lock()

    # --- reading -----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The index as last committed by any process; opened again only when it changed, by one thread: the others go
        on in what they have."""
        stamp = self._read_stamp()
        if self._snapshot is not None and stamp == self._stamp:
            return self._snapshot
        if not self._opening.acquire(blocking=self._snapshot is None):
            return self._snapshot
        try:
            self._open_changed(stamp or self._create())
        finally:
            self._opening.release()
        return self._snapshot

    def _open_changed(self, stamp: tuple) -> None:
        if self._snapshot is not None and stamp == self._stamp:
            return
        failed, when = self._failed
        if failed == stamp and time.monotonic() - when < FAILED_FOR:
            raise SearchUnavailable("The search index could not be opened a moment ago.")
        try:
            self._snapshot, self._stamp = self._open(), stamp
        except Exception:
            self._snapshot, self._failed = None, (stamp, time.monotonic())
            raise

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
        return Snapshot.of(list(zip(opened.values(), deleted, strict=True)))

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
    def writing(self, patience: float | None = None) -> Iterator[WhooshSession]:
        if self._rebuilding_thread == threading.get_ident():
            with self._session(self.path / self._target, merging=NO_MERGE) as session:
                yield session
            return
        with self.exclusive(patience):
            if self._read_stamp() is None:
                self._refuse_outdated()
                self._start_folder(self._new_name())
            with self._session(self._folder()) as session:
                yield session
            if session.changed:
                self._point_to(self._folder().name)

    @contextmanager
    def _session(self, folder: Path, merging: Callable = merge_alike) -> Iterator[WhooshSession]:
        session = WhooshSession(FileIndex(FileStorage(str(folder))))
        yield session
        session.commit(merging)

    def _create(self) -> tuple:
        """An empty index where there is none. Whoever has the writer's place makes one at once, unless it builds the
        first one for long: a reader waits a moment for it, those who come after one that waited in vain do not."""
        self._refuse_outdated()
        has_waited = time.monotonic() - self._gave_up_at < FAILED_FOR
        until = time.monotonic() + (0 if has_waited else CREATING)
        while (stamp := self._read_stamp()) is None:
            try:
                with self.exclusive(0):
                    if self._read_stamp() is None:
                        self._start_folder(self._new_name())
            except IndexBusy as busy:
                if time.monotonic() > until:
                    self._gave_up_at = time.monotonic()
                    raise SearchUnavailable("There is no search index yet; another process builds it.") from busy
        return stamp

    def _new_name(self) -> str:
        return f"form{FORM}-{uuid.uuid4().hex[:12]}"

    def _make_folder(self, name: str) -> None:
        (self.path / name).mkdir(parents=True)
        FileStorage(str(self.path / name)).create_index(schema())

    def _start_folder(self, name: str) -> None:
        self._make_folder(name)
        self._point_to(name)

    def _point_to(self, name: str) -> None:
        """Tell every process, at once. What another folder held is cleaned up; who has it open keeps reading it."""
        draft = self.path / f"writing.{os.getpid()}.{threading.get_ident()}"
        draft.write_text(f"{name} {uuid.uuid4().hex}\n")
        os.replace(draft, self._current)
        for other in self.path.glob(f"form{FORM}-*"):
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
                self._remove_outdated()
            finally:
                self._target = self._rebuilding_thread = None

    # --- an index in another form ------------------------------------------------------------------------------------

    def is_outdated(self) -> bool:
        """Whether an older (or newer) version of the site left its index here, and there is none in this form."""
        return self._read_stamp() is None and any(self._outdated())

    def _outdated(self) -> Iterator[Path]:
        for path in self.path.glob("*"):
            is_ours = path == self._current or path.name.startswith(f"{self._current.name}-")
            if _OURS_OF_ANY_FORM.fullmatch(path.name) and not is_ours:
                yield path

    def _refuse_outdated(self) -> None:
        if self.is_outdated():
            raise SearchUnavailable(
                "The search index was written by another version of the site. The worker builds it anew; "
                "so does `manage.py rebuild_index`."
            )

    def _remove_outdated(self) -> None:
        for path in self._outdated():
            path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)
