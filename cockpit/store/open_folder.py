"""The files of a workspace as they are open, and whether they still are those of its folder.

Something else may remove, replace or change them under a running cockpit, or another cockpit may have come
and gone. What is open and known is then written again; what another cockpit wrote is read anew before that.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import cast

from cockpit.store import preparing, version
from cockpit.store.drafts import Drafts
from cockpit.store.history import HistoryStorage, carry_over
from cockpit.store.layouts import Layouts
from cockpit.store.ledger_file import LedgerFile
from cockpit.store.lock import FolderLock
from cockpit.store.port import StoreError
from cockpit.store.reading import HistoryReader
from cockpit.store.tables import History


class OpenFolder(HistoryReader):
    """The open files of a workspace, and the lock on it. Raises `StoreError`.

    `was_visited` says that another cockpit wrote here meanwhile: everything is refused with `visited` until
    the ledger was read again.
    """

    def __init__(
        self, folder: Path, lock: FolderLock | None, now: Callable[[], datetime], *, waits: bool = False
    ) -> None:
        """Put the parts together; `open` is the way in. Without a lock nothing can be written, unless it
        `waits` until that can be had."""
        self.folder = folder
        self._now = now
        self._lock = lock
        self._read_only = lock is None
        self._waits = waits
        self._closed = False
        self.was_visited = False
        self._is_stale = False
        self._open_files()

    def close(self) -> None:
        """Give the workspace back, with everything in its place as far as that can be. Closing twice is
        harmless."""
        if not self._closed:
            with suppress(StoreError):
                self.make_sure()
        self._give_back()

    def make_sure(self) -> None:
        """See to it that all that was kept is in its place, and write again what is not."""
        if self._lock is not None:
            self._must_be_writable()
            try:
                self._drafts.make_sure()
            finally:
                self._ledger.make_sure()

    def _give_back(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._drafts.close()
        self.history.close()
        if self._lock is not None:
            self._lock.release()

    def _open_files(self) -> None:
        folder, read_only = self.folder, self._read_only
        self.history = History(folder / "history", storage=HistoryStorage, read_only=read_only)
        self._storage = cast(HistoryStorage, self.history.storage)
        self._ledger = LedgerFile(folder, self._now, self._storage.report, read_only=read_only)
        self._layouts = Layouts(folder / "layouts.json", self._storage.report, read_only=read_only)
        self._standings = None
        self._open_drafts()

    def _open_drafts(self) -> None:
        self._drafts = Drafts(self.folder / "drafts", self._storage.report, read_only=self._read_only)

    def _must_be_writable(self) -> None:
        if self._closed:
            raise StoreError("unwritable", path=str(self.folder), reason="closed")
        if self._lock is None:
            self._stop_waiting()
        elif not self._is_ours(self._lock):
            self._come_back(self._lock)
        if self.was_visited:
            raise StoreError("visited", path=str(self.folder))

    def _is_ours(self, lock: FolderLock) -> bool:
        """Whether the folder is as we know it, and nobody else was in it."""
        if self._is_stale or not lock.is_in_place() or lock.was_visited() or not self._storage.lands_here():
            return False
        self._storage.put_back()  # what cannot be put back now is still open, and is tried again
        return True

    def _stop_waiting(self) -> None:
        """Go on as one who may write, if that can be by now."""
        if not self._waits:
            raise StoreError("read-only", path=str(self.folder))
        lock, problems = preparing.to_write(self.folder, self._now)
        self._go_on_with(lock, problems).close()

    def _come_back(self, held: FolderLock) -> None:
        """Go on in a folder of which something was removed, that came back as another, or in which another
        cockpit was, with all that we have of it: a file that is open can be read after it was removed, too.

        Raises `StoreError` while there is no workspace under its name, or another cockpit is in it.
        """
        was_whole = self._storage.is_in_place()
        if not (was_whole or self._storage.is_removed() or (self.folder / version.NAME).exists()):
            raise StoreError("unwritable", path=str(self.folder), reason=os.strerror(errno.ENOENT))
        self._is_stale = self._is_stale or held.was_visited()
        lock, problems = self._made_ready(held)
        self._drafts.close()
        if self._storage.is_removed():
            self._storage.forget_index()
        known = self.history, self._storage, self._ledger, self._layouts, self._drafts
        before = self._go_on_with(lock, problems)
        try:
            if not was_whole:
                carry_over(before, self._storage)
            self._bring_back(known[2], known[4])
        except StoreError:  # there is no room, or it went again: what is open and known is all there is
            self._drafts.close()
            self.history.close()
            self.history, self._storage, self._ledger, self._layouts, self._drafts = known
            raise
        before.close()
        if self._is_stale:
            self._is_stale, self.was_visited = False, True
            self._storage.report(StoreError("visited", path=str(self.folder)))

    def _made_ready(self, held: FolderLock) -> tuple[FolderLock, list[StoreError]]:
        """The lock of a folder that can be written, and what was wrong with it."""
        if self._is_stale or not held.is_in_place():
            return preparing.to_write(self.folder, self._now, held)
        preparing.folders(self.folder)  # only files of it are gone
        self._storage.put_back()
        return held, []

    def _bring_back(self, ledger: LedgerFile, drafts: Drafts) -> None:
        """Write what was known of the ledger and the unfinished calls where it is not any more; what another
        cockpit wrote is newer."""
        if ledger.known is not None:
            self._ledger.come_back(ledger.known)
        newer = self._drafts.all() if self._is_stale else {}
        for call in drafts.known.values():
            if call.debtor_id not in newer:
                self._drafts.save(call)

    def _go_on_with(self, lock: FolderLock, problems: Sequence[StoreError]) -> HistoryStorage:
        """Open the files anew under a lock; the history as it was open until now."""
        before, held, read_only = self._storage, self._lock, self._read_only
        self._lock, self._read_only = lock, False
        try:
            self._open_files()
        except StoreError:
            self._lock, self._read_only = held, read_only
            if lock is not held:
                lock.release()
            raise
        if held is not None and held is not lock:
            held.release()
        for problem in (*problems, *before.problems):
            self._storage.report(problem)
        return before
