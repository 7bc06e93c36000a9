"""The ledger: one TinyDB file, replaced whole, and a copy of it before every import.

`ledger.json` holds the tables of `codec.encode_ledger`, one to a line: `ledger` (when it was read, from
which file, how many debtors and invoices), `debtors` and `invoices` (rows), and a checksum. `backups` has
the file as it was until a moment (UTC): `ledger-20261123T091500Z.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from tinydb.storages import Storage

from cockpit.core.ledger import Account, Ledger
from cockpit.store import files
from cockpit.store.backup_names import KEPT, new_name, order_of
from cockpit.store.codec import (
    Unreadable,
    decode_ledger,
    encode_ledger,
    from_bytes,
    to_bytes,
    without_collector,
)
from cockpit.store.ledger_rows import read_ledger
from cockpit.store.port import Backup, StoreError
from cockpit.store.salvage import salvage

_CHECK = "check"
_LAST_LINE = 80


class AtomicStorage(Storage):
    """A TinyDB file of which at any instant the old or the new content can be read.

    Every table stands on a line of its own. The last one, `check`, has the CRC-32 of all that stands before
    it. Raises `OSError`, and `Unreadable` for a file that is not JSON or does not check.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        self.check(data)
        tables = from_bytes(data)
        tables.pop(_CHECK, None)
        return tables

    @staticmethod
    def check(data: bytes) -> None:
        """Raise `Unreadable` for the bytes of a file that say themselves that they are not sound."""
        body, mark, rest = data.rpartition(b'"' + _CHECK.encode())
        if mark and rest.startswith(b'":') and from_bytes(b"{" + mark + rest) != {_CHECK: _check_of(body)}:
            raise Unreadable("the checksum is not right")

    @staticmethod
    def has_check(data: bytes) -> bool:
        """Whether the bytes of a file end with their checksum."""
        return bool(re.search(rb'\n"check":\{"1":\{"crc":"[0-9a-f]{8}"\}\}\}\n$', data[-_LAST_LINE:]))

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        files.put_in_place(self.prepare(data), self.path)

    def prepare(self, data: Mapping[str, Mapping[str, Any]]) -> Path:
        """Write everything to the disk, but not yet to its place: what takes room is done then."""
        return files.write_beside(self.path, self.content(data))

    @staticmethod
    def content(data: Mapping[str, Mapping[str, Any]]) -> bytes:
        """The bytes of the file."""
        body = b"{" + b"".join(to_bytes({name: table})[1:-1] + b",\n" for name, table in data.items())
        return body + to_bytes({_CHECK: _check_of(body)})[1:] + b"\n"


class LedgerFile:
    """The ledger of a workspace and its backups. `report` is told of what was set aside while it was known.
    Raises `StoreError`."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        report: Callable[[StoreError], None],
        *,
        read_only: bool,
    ) -> None:
        self._storage = AtomicStorage(folder / "ledger.json")
        self._backups = folder / "backups"
        self._now = now
        self._report = report
        self._read_only = read_only
        self._ledger: Ledger | None = None

    def ledger(self) -> Ledger:
        """The ledger as of the last import.

        A damaged file raises `damaged` with the name under which it is kept from now on, once: after that
        the ledger holds the rows of it that are sound, or is empty, and can be imported or restored.
        """
        if self._ledger is None:
            try:
                self._ledger = _read(self._storage)
            except (IsADirectoryError, Unreadable) as error:
                raise self._salvaged(error) from None
            except OSError as error:  # it may be there again in a moment
                raise files.failure(error, self._storage.path) from None
        return self._ledger

    @property
    def known(self) -> Ledger | None:
        """The ledger as far as it was read already."""
        return self._ledger

    def make_sure(self) -> None:
        """Write the ledger again, as far as it was read, when its file is gone or damaged, which is set
        aside."""
        if self._ledger is None or self._read_only:
            return
        path = self._storage.path
        try:
            unsound = self._unsound(self._ledger)
            if unsound is not None:
                kept = self._put_right(self._ledger)
                if kept is not None:
                    self._report(files.damaged(kept, unsound))
        except OSError as error:
            raise files.failure(error, path) from None

    def come_back(self, known: Ledger) -> None:
        """Go on with what was known of the ledger before, unless there is one that can be read."""
        try:
            unsound = self._unsound(known)
        except OSError as error:
            raise files.failure(error, self._storage.path) from None
        if unsound is not None:
            self._ledger = known
            self.make_sure()

    def replace(self, ledger: Ledger, meanwhile: Callable[[], None]) -> None:
        """Back up the ledger and put another in its place.

        `meanwhile` writes what follows from the new one. It is called when all that takes room is on the
        disk, before the new ledger takes its place: stopped at any moment, the same import ends it.
        """
        try:
            self.ledger()
        except StoreError as error:
            if error.code != "damaged":  # that one is set aside, which is a backup of its own
                raise
        self.make_sure()  # what is backed up is to be of use
        try:
            prepared = self._storage.prepare(encode_ledger(ledger))
            try:
                self._back_up()
                meanwhile()
            except BaseException:
                files.remove(prepared)
                raise
            files.put_in_place(prepared, self._storage.path)
        except OSError as error:
            raise files.failure(error, self._storage.path) from None
        self._ledger = ledger
        for _, old in self._backup_files()[KEPT:]:
            files.remove(old)

    def backups(self) -> Sequence[Backup]:
        """The backups that can be read, newest first."""
        found = []
        for at, path in self._backup_files():
            with suppress(OSError, Unreadable, KeyError, TypeError):
                with path.open("rb") as file:
                    head = from_bytes(file.readline().rstrip(b",\n") + b"}")
                found.append(Backup(_name_of(path), at, head["ledger"]["1"]["invoices"]))
        return found

    def backup(self, name: str, report: Callable[[StoreError], None]) -> Ledger:
        """The ledger in a backup. Of a damaged one it holds the rows that are sound, and that is reported.

        Raises `no-backup`, or `damaged` when no row is.
        """
        path = next((path for _, path in self._backup_files() if _name_of(path) == name), None)
        if path is None:
            raise StoreError("no-backup", name=name)
        try:
            return _read(AtomicStorage(path))
        except Unreadable as error:
            ledger, lost = salvage(path.read_bytes())
            problem = files.damaged(path, _salvaged(error, ledger, lost), **_left(ledger, lost))
        except OSError as error:
            raise files.damaged(path, error) from None
        if not ledger.debtors:
            raise problem
        report(problem)
        return ledger

    def accounts_before(self, debtor_id: str) -> Iterator[tuple[Backup, Account]]:
        """What the backups that can be read say of a debtor, newest first."""
        for backup in self.backups():
            path = self._backups / f"ledger-{backup.name}.json"
            with suppress(OSError, Unreadable):
                ledger = decode_ledger(AtomicStorage(path).read() or {})
                account = ledger.account(debtor_id)
                if account is not None:
                    yield backup, account

    def _salvaged(self, error: Exception) -> StoreError:
        """Go on with what is sound of a damaged ledger; what is to be said about it."""
        path, content = self._storage.path, b""
        with suppress(OSError):
            content = path.read_bytes()
        ledger, lost = salvage(content)
        reason, left = _salvaged(error, ledger, lost), _left(ledger, lost)
        if ledger.debtors:
            self._ledger = ledger
        try:
            if self._read_only:
                return files.damaged(path, reason, **left)
            kept = self._put_right(ledger) if ledger.debtors else files.set_aside(path)
        except OSError as refused:
            if ledger.debtors:  # it is in memory, and `make_sure` writes it when that can be
                return files.damaged(path, f"{reason}; {refused.strerror}", **left)
            return files.failure(refused, path)
        return files.damaged(kept or path, reason, **left)

    def _unsound(self, known: Ledger) -> str | None:
        """Why the file is not one that can be read; None when it can. Raises `OSError`."""
        try:
            data = self._storage.path.read_bytes()
            self._storage.check(data)
            if not self._storage.has_check(data):
                _read(self._storage)
        except FileNotFoundError as error:
            return error.strerror if known.debtors or known.invoices else None
        except (IsADirectoryError, Unreadable) as error:
            return str(error)
        return None

    def _put_right(self, ledger: Ledger) -> Path | None:
        """Let a ledger take the place of a file that is damaged; where that is kept from now on, None when
        there is none. At any instant there is the damaged one or the sound one. Raises `OSError`."""
        path = self._storage.path
        prepared, kept = self._storage.prepare(encode_ledger(ledger)), None
        try:
            if path.is_dir():
                kept = files.set_aside(path)
            elif path.exists():
                kept = files.set_aside(path, path.read_bytes())
        except OSError:
            files.remove(prepared)
            raise
        files.put_in_place(prepared, path)
        return kept

    def _back_up(self) -> None:
        if self._ledger is None or not (self._ledger.debtors or self._ledger.invoices):
            return
        files.make_folder(self._backups)
        name = new_name(self._now(), {_name_of(path) for path in self._backups.iterdir()})
        try:
            content = self._storage.path.read_bytes()
        except FileNotFoundError:  # removed by something else
            content = self._storage.content(encode_ledger(self._ledger))
        files.replace(self._backups / f"ledger-{name}.json", content)

    def _backup_files(self) -> list[tuple[datetime, Path]]:
        """When and where of every backup, newest first."""
        orders = ((order_of(_name_of(path)), path) for path in self._backups.glob("ledger-*.json"))
        found = sorted((order, path) for order, path in orders if order is not None)
        return [(at, path) for (at, _), path in reversed(found)]


def is_ledger_gone(folder: Path) -> bool:
    """Whether there is no ledger in a workspace in which one was imported: it has backups, or calls."""
    if (folder / "ledger.json").exists():
        return False
    if any((folder / "backups").glob("ledger-*.json")):
        return True
    with suppress(OSError):
        return any(path.stat().st_size for path in (folder / "history").glob("*.log"))
    return False


def _check_of(body: bytes) -> dict[str, Any]:
    return {"1": {"crc": f"{crc32(body):08x}"}}


def moment_of(path: Path) -> datetime | None:
    """The moment (UTC) until which the ledger was as the backup at this path has it."""
    order = order_of(_name_of(path))
    return None if order is None else order[0]


def _read(storage: AtomicStorage) -> Ledger:
    with without_collector():
        try:
            data = storage.path.read_bytes()
        except FileNotFoundError:
            return Ledger()
        storage.check(data)
        ledger = read_ledger(data)
        return decode_ledger(from_bytes(data)) if ledger is None else ledger


def _left(ledger: Ledger, lost: int | None) -> dict[str, object]:
    return {"saved": len(ledger.debtors) + len(ledger.invoices), "lost": lost}


def _salvaged(error: Exception, ledger: Ledger, lost: int | None) -> str:
    rows = len(ledger.debtors) + len(ledger.invoices)
    return f"{error}; rows saved: {rows}, lost: {'?' if lost is None else lost}"


def _name_of(path: Path) -> str:
    return path.stem.removeprefix("ledger-")
