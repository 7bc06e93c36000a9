"""The ledger: one TinyDB file, replaced whole, and a copy of it before every import.

`ledger.json` holds the tables of `codec.encode_ledger`, one to a line: `ledger` (when it was read, from which
file, how many debtors and invoices), `debtors` and `invoices` (rows). `backups/ledger-20261123T091500Z.json` is
the file as it was until that moment (UTC).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from cockpit.core.ledger import Ledger
from cockpit.store import files
from cockpit.store.codec import Tables, Unreadable, decode_ledger, encode_ledger, from_bytes, to_bytes
from cockpit.store.port import Backup, StoreError

KEPT_BACKUPS = 30

_STAMP = "%Y%m%dT%H%M%SZ"
_BACKUP = re.compile(r"ledger-(\d{8}T\d{6}Z)(?:-(\d+))?\.json", re.ASCII)


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
