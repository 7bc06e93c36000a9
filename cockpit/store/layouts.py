"""The columns that a collector chose for a kind of file: a small TinyDB file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tinydb import TinyDB, where

from cockpit.store import files
from cockpit.store.codec import Unreadable
from cockpit.store.ledger_file import AtomicStorage
from cockpit.store.port import StoreError


class Layouts:
    """Documents {"fingerprint": …, "columns": {field: header}}. Raises `StoreError`.

    A file that cannot be read is set aside and reported: the choices have to be made again.
    """

    def __init__(self, path: Path, report: Callable[[StoreError], None], *, read_only: bool) -> None:
        self._path = path
        self._report = report
        self._read_only = read_only
        self._database = TinyDB(path, storage=AtomicStorage)

    def get(self, fingerprint: str) -> Mapping[str, str] | None:
        """The columns for a layout, if they were chosen before."""
        if not self._is_sound():
            return None
        found = self._database.table("layouts").get(where("fingerprint") == fingerprint)
        columns = found.get("columns") if isinstance(found, dict) else None
        if not isinstance(columns, dict):
            return None
        return {field: header for field, header in columns.items() if isinstance(header, str)}

    def remember(self, fingerprint: str, columns: Mapping[str, str]) -> None:
        """Keep the columns for a layout."""
        self._is_sound()
        document = {"fingerprint": fingerprint, "columns": dict(columns)}
        try:
            self._database.table("layouts").upsert(document, where("fingerprint") == fingerprint)
        except OSError as error:
            raise files.failure(error, self._path) from None

    def _is_sound(self) -> bool:
        try:
            tables = self._database.storage.read() or {}
            if all(isinstance(table, dict) for table in tables.values()):
                return True
            raise Unreadable("no tables")
        except (OSError, Unreadable) as error:
            with suppress(OSError):
                kept = self._path if self._read_only else files.set_aside(self._path)
                self._report(files.damaged(kept, error))
            return False


def layouts_without(path: Path, goes: Callable[[str], object]) -> bytes | None:
    """The file without the layouts in which a heading goes; None when all of them stay, or it is unsound.

    Headings are no private data, unless a file without headings was imported. Raises `OSError`.
    """
    try:
        tables = AtomicStorage(path).read() or {}
        rows = {name: dict(table) for name, table in tables.items()}
    except (Unreadable, TypeError, ValueError):
        return None
    kept = {
        name: {key: row for key, row in table.items() if not goes(json.dumps(row, ensure_ascii=False))}
        for name, table in rows.items()
    }
    return None if kept == rows else AtomicStorage.content(kept)
