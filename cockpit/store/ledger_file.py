"""The ledger: one TinyDB file, replaced whole, and a copy of it before every import.

`ledger.json` holds the tables of `codec.encode_ledger`, one to a line: `ledger` (when it was read, from
which file, how many debtors and invoices), `debtors` and `invoices` (rows). `backups` has the file as it was
until a moment (UTC): `ledger-20261123T091500Z.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from cockpit.core.ledger import Ledger
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
from cockpit.store.port import Backup, StoreError


class AtomicStorage(Storage):
    """A TinyDB file of which at any instant the old or the new content can be read.

    Every table stands on a line of its own. Raises `OSError`, and `Unreadable` for a file that is not JSON.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        try:
            return from_bytes(self.path.read_bytes())
        except FileNotFoundError:
            return None

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        files.put_in_place(self.prepare(data), self.path)

    def prepare(self, data: Mapping[str, Mapping[str, Any]]) -> Path:
        """Write everything to the disk, but not yet to its place: what takes room is done then."""
        lines = [to_bytes({name: table})[1:-1] for name, table in data.items()]
        return files.write_beside(self.path, b"{" + b",\n".join(lines) + b"}\n")


class LedgerFile:
    """The ledger of a workspace and its backups. Raises `StoreError`."""

    def __init__(self, folder: Path, now: Callable[[], datetime], *, read_only: bool) -> None:
        self._storage = AtomicStorage(folder / "ledger.json")
        self._backups = folder / "backups"
        self._now = now
        self._read_only = read_only
        self._ledger: Ledger | None = None

    def ledger(self) -> Ledger:
        """The ledger as of the last import.

        A damaged file raises `damaged` with the name under which it is kept from now on, once: after that
        the ledger is empty, and can be imported or restored.
        """
        if self._ledger is None:
            self._ledger = self._read(self._storage)
        return self._ledger

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

    def backup(self, name: str) -> Ledger:
        """The ledger in a backup; raises `no-backup`, or `damaged`."""
        path = next((path for _, path in self._backup_files() if _name_of(path) == name), None)
        if path is None:
            raise StoreError("no-backup", name=name)
        return self._read(AtomicStorage(path))

    def _read(self, storage: AtomicStorage) -> Ledger:
        try:
            with without_collector():
                tables = storage.read()
                return Ledger() if tables is None else decode_ledger(tables)
        except (OSError, Unreadable) as error:
            raise files.damaged(self._set_aside(storage.path), error) from None

    def _set_aside(self, path: Path) -> Path:
        try:
            return path if self._read_only else files.set_aside(path)
        except OSError as error:
            raise files.failure(error, path) from None

    def _back_up(self) -> None:
        if self._ledger is None or not (self._ledger.debtors or self._ledger.invoices):
            return
        files.make_folder(self._backups)
        name = new_name(self._now(), {_name_of(path) for path in self._backups.iterdir()})
        files.replace(self._backups / f"ledger-{name}.json", self._storage.path.read_bytes())

    def _backup_files(self) -> list[tuple[datetime, Path]]:
        """When and where of every backup, newest first."""
        orders = ((order_of(_name_of(path)), path) for path in self._backups.glob("ledger-*.json"))
        found = sorted((order, path) for order, path in orders if order is not None)
        return [(at, path) for (at, _), path in reversed(found)]


def _name_of(path: Path) -> str:
    return path.stem.removeprefix("ledger-")
