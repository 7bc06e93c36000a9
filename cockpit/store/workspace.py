"""The workspace of one collector: a folder, and the port on it.

    version        see `version`
    lock           who writes here now, see `lock`
    ledger.json    what the accounting system said, see `ledger_file`
    backups/       the ledger as it was before each import
    history/       what we did: calls, agreements, follow-ups, standings; see `history`
    drafts/        calls that are not finished, see `drafts`
    layouts.json   the columns chosen for a kind of file, see `layouts`

What cannot be read is never overwritten: it is kept beside its place as `<name>.damaged-<n>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TypeVar, cast

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.store import files, version
from cockpit.store.codec import Document, Unreadable, decode, encode, without_collector
from cockpit.store.drafts import Drafts
from cockpit.store.history import HistoryStorage
from cockpit.store.layouts import Layouts
from cockpit.store.ledger_file import LedgerFile
from cockpit.store.lock import FolderLock
from cockpit.store.port import Backup, Changes, StoreError
from cockpit.store.tables import History

T = TypeVar("T")


class Workspace:
    """The store in a folder; one thread may use it.

    `history` is the TinyDB database of what we did. `problems` is what was found in the files that should
    not be there: every one is a `damaged` error that nobody had to see yet.
    """

    def __init__(
        self, folder: Path, lock: FolderLock | None, now: Callable[[], datetime], *, read_only: bool
    ) -> None:
        """Put the parts together; `open` is the way in."""
        self.folder = folder
        self.history = History(folder / "history", storage=HistoryStorage, read_only=read_only)
        self._storage = cast(HistoryStorage, self.history.storage)
        self._ledger = LedgerFile(folder, now, read_only=read_only)
        self._drafts = Drafts(folder / "drafts", self._storage.report, read_only=read_only)
        self._layouts = Layouts(folder / "layouts.json", self._storage.report, read_only=read_only)
        self._standings: dict[str, Standing] | None = None
        self._lock = lock
        self._read_only = read_only
        self._closed = False

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime], read_only: bool = False) -> Workspace:
        """Open the workspace in a folder, which is made when it is not there. `now` gives UTC.

        `read_only` looks without writing anything, also while another cockpit has the workspace. Raises
        `StoreError`: `in-use`, `unwritable`, `disk-full`, `newer-version`, `damaged`; `read-only` when an
        older workspace would have to be upgraded to be looked at.
        """
        if read_only:
            if version.found(folder) < version.MAJOR:
                raise StoreError("read-only", path=str(folder))
            return cls(folder, None, now, read_only=True)
        try:
            lock = _prepare(folder)
        except OSError as error:
            raise files.failure(error, folder) from None
        try:
            return cls(folder, lock, now, read_only=False)
        except StoreError:
            lock.release()
            raise

    @property
    def problems(self) -> Sequence[StoreError]:
        """What was found damaged so far; it was passed over or set aside."""
        return tuple(self._storage.problems)

    def ledger(self) -> Ledger:
        """All open items as of the last import; empty in a new workspace.

        A damaged file is set aside and raises `damaged` once; after that the ledger is empty.
        """
        return self._ledger.ledger()

    def replace_ledger(self, ledger: Ledger, changes: Changes | None = None) -> None:
        """Take over a new ledger and what follows from it; the old one is kept as a backup first."""
        self._must_be_writable()
        self._ledger.replace(ledger, lambda: self._append(changes or Changes()))

    def backups(self) -> Sequence[Backup]:
        """The ledgers that can be brought back, newest first."""
        return self._ledger.backups()

    def restore(self, name: str) -> Ledger:
        """Bring a ledger back; the present one is backed up first. Calls and agreements stay."""
        self._must_be_writable()
        ledger = self._ledger.backup(name)
        self.replace_ledger(ledger)
        return ledger

    def standings(self) -> Mapping[str, Standing]:
        """Where we stand with every debtor that we ever called or set aside."""
        return dict(self._known_standings())

    def calls_of(self, debtor_id: str) -> Sequence[Call]:
        """All calls with one debtor, oldest first."""
        return sorted(self._of_debtor(Call, "calls", debtor_id), key=attrgetter("opened_at"))

    def call(self, call_id: str) -> Call | None:
        """One saved call."""
        return self._one(Call, self.history.table("calls").document(call_id))

    def last_call(self) -> Call | None:
        """The call that was saved last."""
        return self._one(Call, self.history.table("calls").newest())

    def calls_between(self, first: datetime, last: datetime) -> Iterator[Call]:
        """The saved calls that were opened from `first` up to, not including, `last` (UTC), oldest first."""
        for call in self._sound(Call, self.history.table("calls").between(first, last)):
            if first <= call.opened_at < last:
                yield call

    def agreements_of(self, debtor_id: str) -> Sequence[Agreement]:
        """All agreements with one debtor, oldest first, ended ones included."""
        return sorted(self._of_debtor(Agreement, "agreements", debtor_id), key=attrgetter("made_at"))

    def agreement(self, agreement_id: str) -> Agreement | None:
        """One agreement."""
        return self._one(Agreement, self.history.table("agreements").document(agreement_id))

    def follow_ups_of(self, debtor_id: str) -> Sequence[FollowUp]:
        """All follow-ups of one debtor, oldest first, done ones included."""
        return list(self._of_debtor(FollowUp, "follow_ups", debtor_id))

    def save(self, changes: Changes) -> None:
        """Write what one action changed, whole or not at all, and on the disk when this returns."""
        self._must_be_writable()
        self._append(changes)
        self._drafts.sync(but={call.debtor_id for call in changes.calls})

    def drafts(self) -> Mapping[str, Call]:
        """Preparations and unfinished calls by debtor."""
        return self._drafts.all()

    def save_draft(self, call: Call) -> None:
        """Keep an unfinished call. It survives a killed program when this returns."""
        self._must_be_writable()
        self._drafts.save(call)

    def drop_draft(self, debtor_id: str) -> None:
        """Forget the unfinished call with a debtor."""
        self._must_be_writable()
        self._drafts.drop(debtor_id)

    def layout(self, fingerprint: str) -> Mapping[str, str] | None:
        """The columns that were chosen for a file of this layout earlier (field → header)."""
        return self._layouts.get(fingerprint)

    def remember_layout(self, fingerprint: str, columns: Mapping[str, str]) -> None:
        """Keep the columns chosen for a layout."""
        self._must_be_writable()
        self._layouts.remember(fingerprint, columns)

    def close(self) -> None:
        """Give the workspace back. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        self._drafts.close()
        self.history.close()
        if self._lock is not None:
            self._lock.release()

    def _must_be_writable(self) -> None:
        if self._read_only:
            raise StoreError("read-only", path=str(self.folder))
        if self._closed:
            raise StoreError("unwritable", path=str(self.folder), reason="closed")

    def _append(self, changes: Changes) -> None:
        self._storage.append(
            {
                "calls": map(encode, changes.calls),
                "agreements": map(encode, changes.agreements),
                "follow_ups": map(encode, changes.follow_ups),
                "standings": map(encode, changes.standings),
            }
        )
        if self._standings is not None:
            self._standings.update((standing.debtor_id, standing) for standing in changes.standings)

    def _known_standings(self) -> dict[str, Standing]:
        if self._standings is None:
            with without_collector():
                found = self._sound(Standing, self.history.table("standings"))
                self._standings = {standing.debtor_id: standing for standing in found}
        return self._standings

    def _of_debtor(self, cls: type[T], table: str, debtor_id: str) -> Iterator[T]:
        return self._sound(cls, self.history.table(table).of_debtor(debtor_id))

    def _one(self, cls: type[T], document: Document | None) -> T | None:
        try:
            return None if document is None else decode(cls, document)
        except Unreadable as error:
            raise files.damaged(self.folder / "history", error) from None

    def _sound(self, cls: type[T], documents: Iterable[Document]) -> Iterator[T]:
        """The values that can be read; the others are reported."""
        for document in documents:
            try:
                yield decode(cls, document)
            except Unreadable as error:
                self._storage.report(files.damaged(self.folder / "history", error))


def _prepare(folder: Path) -> FolderLock:
    """Make the folders, take the lock and bring the files to our version. Raises `StoreError`, `OSError`."""
    version.finish_upgrade(folder)
    files.make_folder(folder)
    lock = FolderLock(folder)
    try:
        major = version.found(folder)
        if major < version.MAJOR:
            version.upgrade(folder, major)
            lock.release()
            lock = FolderLock(folder)
        for name in ("history", "drafts", "backups"):
            files.make_folder(folder / name)
            files.remove_unfinished(folder / name)
        for name in ("version", "ledger.json", "layouts.json"):  # what else lies here is not ours
            files.remove_unfinished(folder, name)
        if not (folder / "version").exists():
            version.write(folder)
    except BaseException:
        lock.release()
        raise
    return lock
