"""Looking through a whole workspace without changing anything: what is damaged, set aside or half-way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cockpit.core.call import Call
from cockpit.store import together, version
from cockpit.store.codec import Unreadable, decode, decode_ledger, from_bytes
from cockpit.store.history import describe, log_files
from cockpit.store.ledger_file import AtomicStorage
from cockpit.store.lines import read_line, read_sound
from cockpit.store.log import NO_LINE
from cockpit.store.port import StoreError
from cockpit.store.salvage import salvage


class Trouble(NamedTuple):
    """One file that is not as it should be.

    `what` is one of `ledger`, `backup`, `history`, `draft`, `layouts`, `version`, `change`; `aside` says that
    it was set aside already; `saved` and `lost` count what can and what cannot be read of it, where that can
    be known (`lost` is None where not).
    """

    what: str
    path: Path
    aside: bool = False
    saved: int = 0
    lost: int | None = None


def check(folder: Path) -> list[Trouble]:
    """Read every byte of a workspace, also beside a running cockpit. Raises `OSError`."""
    return [*_version(folder), *_ledgers(folder), *_history(folder), *_drafts(folder), *_aside(folder)]


def _version(folder: Path) -> Iterator[Trouble]:
    try:
        version.found(folder)
    except StoreError as error:
        if error.code == "damaged":
            yield Trouble("version", folder / version.NAME)
    if together.is_unfinished(folder):
        yield Trouble("change", folder / together.NAME)


def _ledgers(folder: Path) -> Iterator[Trouble]:
    backups = sorted((folder / "backups").glob("ledger-*.json"))
    for what, path in (("ledger", folder / "ledger.json"), *(("backup", path) for path in backups)):
        try:
            tables = AtomicStorage(path).read()
            if tables is not None:
                decode_ledger(tables)
        except Unreadable:
            found, lost = salvage(path.read_bytes())
            yield Trouble(what, path, saved=len(found.debtors) + len(found.invoices), lost=lost)
    try:
        AtomicStorage(folder / "layouts.json").read()
    except Unreadable:
        yield Trouble("layouts", folder / "layouts.json")


def _history(folder: Path) -> Iterator[Trouble]:
    for path in log_files(folder / "history"):
        sound = unsound = 0
        with path.open("rb") as file:
            for line in file:
                try:
                    for entry in read_line(line, 0):
                        describe(entry.table, entry.document)
                    sound += 1
                except NO_LINE:
                    unsound += line.endswith(b"\n")  # else the cockpit beside us is writing it
        if unsound:
            yield Trouble("history", path, saved=sound, lost=unsound)


def _drafts(folder: Path) -> Iterator[Trouble]:
    for path in sorted([*(folder / "drafts").glob("*.json"), *(folder / "drafts").glob("*.new")]):
        try:
            decode(Call, from_bytes(path.read_bytes()))
        except FileNotFoundError:  # saved meanwhile
            continue
        except Unreadable:
            yield Trouble("draft", path)


def _aside(folder: Path) -> Iterator[Trouble]:
    for what, name in (
        *(("ledger", "ledger.json"), ("layouts", "layouts.json"), ("version", version.NAME)),
        *(
            ("change", together.NAME),
            ("backup", "backups/*"),
            ("history", "history/*"),
            ("draft", "drafts/*"),
        ),
    ):
        for path in sorted(folder.glob(f"{name}.damaged-*")):
            yield Trouble(what, path, aside=True, saved=_sound_in(path) if what == "history" else 0)


def _sound_in(path: Path) -> int:
    """How many documents of the history can be read in a file that was set aside."""
    with path.open("rb") as file:
        return sum(1 for line in file for _ in read_sound(line, 0))
