"""The workspace of one collector: a folder, and the port on it.

    version        see `version`
    lock           who writes here now, see `lock`
    ledger.json    what the accounting system said, see `ledger_file`
    backups/       the ledger as it was before each import
    history/       what we did: calls, agreements, follow-ups, standings; see `history`
    drafts/        calls that are not finished, see `drafts`
    layouts.json   the columns chosen for a kind of file, see `layouts`
    changing       several files are being changed as one, see `together`

What cannot be read is never overwritten: it is kept beside its place as `<name>.damaged-<n>`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cockpit.core.call import Call
from cockpit.core.ledger import Ledger
from cockpit.late import late
from cockpit.store import files, preparing
from cockpit.store.codec import encode
from cockpit.store.history import TABLES
from cockpit.store.ledger_file import is_ledger_gone
from cockpit.store.open_folder import OpenFolder
from cockpit.store.port import Backup, Changes, Dossier, Removed, StoreError
from cockpit.store.together import Together, is_unfinished

if TYPE_CHECKING:
    from cockpit.store import erasing
else:
    erasing = late("cockpit.store.erasing")

T = TypeVar("T")


class Workspace(OpenFolder):
    """The store in a folder; one thread may use it.

    `history` is the TinyDB database of what we did. `problems` is what was found in the files that should
    not be there: nobody had to see any of them yet.
    """

    @classmethod
    def open(
        cls, folder: Path, *, now: Callable[[], datetime], read_only: bool = False, waits: bool = False
    ) -> Workspace:
        """Open the workspace in a folder, which is made when it is not there. `now` gives UTC.

        `read_only` looks without writing anything, also while another cockpit has the workspace; with `waits`
        until it can be written. Raises `StoreError`: `in-use`, `left-behind`, `unwritable`, `disk-full`,
        `newer-version`, `damaged`, `foreign` for a folder of somebody else's; `read-only` when an older
        workspace would have to be upgraded to be looked at.
        """
        if read_only:
            problems = preparing.to_look(folder, now)
            opened = cls(folder, None, now, waits=waits)
        else:
            lock, problems = preparing.to_write(folder, now)
            try:
                opened = cls(folder, lock, now)
            except StoreError:
                lock.release()
                raise
        for problem in problems:
            opened._storage.report(problem)
        return opened

    @property
    def problems(self) -> Sequence[StoreError]:
        """What was found damaged so far; it was passed over or set aside."""
        return tuple(self._storage.problems)

    def ledger(self) -> Ledger:
        """All open items as of the last import; empty in a new workspace.

        A damaged file is set aside and raises `damaged` once; after that its sound rows are the ledger.
        One that is not there, though there was one, is reported.
        """
        if self._ledger.known is None and is_ledger_gone(self.folder):
            self._storage.report(StoreError("no-ledger", path=str(self.folder / "ledger.json")))
        found = self._ledger.ledger()
        self.was_visited = False
        return found

    def replace_ledger(self, ledger: Ledger, changes: Changes | None = None) -> None:
        """Take over a new ledger and what follows from it; the old one is kept as a backup first."""
        self._must_be_writable()
        self._ledger.replace(ledger, lambda: self._append(changes or Changes()))
        self._storage.forget("no-ledger")

    def backups(self) -> Sequence[Backup]:
        """The ledgers that can be brought back, newest first."""
        return self._ledger.backups()

    def restore(self, name: str) -> Ledger:
        """Bring a ledger back; the present one is backed up first. Calls and agreements stay.

        Of a damaged one the rows come back that are sound, and that is reported.
        """
        self._must_be_writable()
        ledger = self._ledger.backup(name, self._storage.report)
        self.replace_ledger(ledger)
        return ledger

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

    def dossier(self, debtor_id: str) -> Dossier:
        """Everything about one debtor: the ledger, its backups, and what we did."""
        return Dossier(
            debtor_id,
            self._ledger.ledger().account(debtor_id),
            self._known_standings().get(debtor_id),
            tuple(self.calls_of(debtor_id)),
            tuple(self.agreements_of(debtor_id)),
            tuple(self.follow_ups_of(debtor_id)),
            self._drafts.all().get(debtor_id),
            tuple(self._ledger.accounts_before(debtor_id)),
        )

    def erase(self, debtor_id: str) -> Removed:
        """Take one debtor out of every file, the backups and unfinished calls too: whole or not at all.

        In what was noted about another debtor, a mention of him is blackened. A later import may bring him
        back.
        """
        self._must_be_writable()
        dossier = self.dossier(debtor_id)
        traces = erasing.Traces.only_of(dossier, self.ledger(), self._known_standings())
        return self._change(lambda together: erasing.erase(self.folder, dossier, traces, together))

    def purge(self, before: datetime, *, dry_run: bool = False) -> Removed:
        """Take away what is over and older than `before` (UTC), whole or not at all. A dry run counts."""
        found = erasing.over(self, before)
        try:
            backups = len(erasing.old_backups(self.folder, before))
            damaged = len(erasing.old_unreadable(self.folder, before))
        except OSError as error:
            raise files.failure(error, self.folder) from None
        removed = replace(found.counted(), backups=backups, damaged=damaged)
        if not dry_run:
            self._must_be_writable()
            self.save(Changes(standings=tuple(found.trimmed.values())))
            ledger = self.ledger()
            self._change(lambda together: erasing.purge(self.folder, found, before, ledger, together))
        return removed

    def _change(self, prepare: Callable[[Together], T]) -> T:
        """Change several files as one. Raises `StoreError`; when that comes in the midst of it, the workspace
        is closed, and the next opening brings the change to its end."""
        problems, before = self.problems, self._storage
        self._drafts.close()
        if sys.platform == "win32":  # there no file can be replaced that is open
            before.close()
        together = Together(self.folder)
        try:
            result = prepare(together)
            together.carry_out()
        except BaseException as error:
            if is_unfinished(self.folder):
                self._give_back()
            else:
                together.give_up()
                self._reopen()
            if isinstance(error, OSError):
                raise files.failure(error, self.folder) from None
            raise
        self._open_files()
        before.close()
        for problem in problems:
            self._storage.report(problem)
        return result

    def _reopen(self) -> None:
        """Go on with the files as they were."""
        if sys.platform == "win32":
            self._open_files()
        else:
            self._open_drafts()

    def _append(self, changes: Changes) -> None:
        self._storage.append({name: map(encode, getattr(changes, name)) for name in TABLES})
        if self._standings is not None:
            self._standings.update((standing.debtor_id, standing) for standing in changes.standings)
