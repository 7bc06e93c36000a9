"""Looking through a whole workspace without changing anything: what is damaged, gone or set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cockpit.core.call import Call
from cockpit.store import together, version
from cockpit.store.codec import Unreadable, decode, decode_ledger, from_bytes
from cockpit.store.history import describe, log_files, missing_files
from cockpit.store.ledger_file import AtomicStorage, is_ledger_gone
from cockpit.store.lines import is_written, read_line, read_sound
from cockpit.store.log import NO_LINE
from cockpit.store.packed import Sidecar
from cockpit.store.port import StoreError
from cockpit.store.preparing import FOLDERS, has_lost_history
from cockpit.store.salvage import salvage


class Trouble(NamedTuple):
    """One file that is not as it should be.

    `what` is one of `ledger`, `backup`, `history`, `draft`, `layouts`, `version`, `change`; or `cut` for a
    file of the history of which the end is missing (`lost` bytes), `gone` for one that is not there,
    `all-gone` for all of them, `no-ledger`, `no-file` for a folder that has the place of a file that the
    cockpit sets aside, `in-the-way` for what it cannot, and `unreadable` with a `reason`.
    `aside` says that it was set aside already; `saved` and `lost` count what can and what cannot be read of
    it, where that can be known (`lost` is None where not).
    """

    what: str
    path: Path
    aside: bool = False
    saved: int = 0
    lost: int | None = None
    reason: str = ""


def check(folder: Path) -> list[Trouble]:
    """Read every byte of a workspace, also beside a running cockpit. Raises `OSError`."""
    return [
        *_in_the_way(folder),
        *_version(folder),
        *_ledgers(folder),
        *_history(folder),
        *_drafts(folder),
        *_aside(folder),
    ]


def _each(paths: Iterable[Path], look: Callable[[Path], Iterator[Trouble]]) -> Iterator[Trouble]:
    """What is the matter with each of these files; one that cannot be looked at does not hide the others."""
    for path in paths:
        try:
            if path.is_file() or not path.exists():
                yield from look(path)
            else:
                yield Trouble("no-file", path)
        except FileNotFoundError:  # a draft that was saved meanwhile
            continue
        except OSError as error:
            yield Trouble("unreadable", path, reason=error.strerror or type(error).__name__)


def _in_the_way(folder: Path) -> Iterator[Trouble]:
    for name in FOLDERS:
        if (folder / name).exists() and not (folder / name).is_dir():
            yield Trouble("in-the-way", folder / name)
    if (folder / "lock").is_dir():
        yield Trouble("in-the-way", folder / "lock")


def _version(folder: Path) -> Iterator[Trouble]:
    try:
        version.found(folder)
    except StoreError as error:
        if error.code == "damaged":
            yield Trouble("version", folder / version.NAME)
    if together.is_unfinished(folder):
        yield Trouble("change", folder / together.NAME)


def _ledgers(folder: Path) -> Iterator[Trouble]:
    if is_ledger_gone(folder):
        yield Trouble("no-ledger", folder / "ledger.json")
    backups = sorted((folder / "backups").glob("ledger-*.json"))
    yield from _each([folder / "ledger.json"], lambda path: _ledger("ledger", path))
    yield from _each(backups, lambda path: _ledger("backup", path))
    yield from _each([folder / "layouts.json"], _layouts)


def _ledger(what: str, path: Path) -> Iterator[Trouble]:
    try:
        tables = AtomicStorage(path).read()
        if tables is not None:
            decode_ledger(tables)
    except Unreadable:
        found, lost = salvage(path.read_bytes())
        yield Trouble(what, path, saved=len(found.debtors) + len(found.invoices), lost=lost)


def _layouts(path: Path) -> Iterator[Trouble]:
    try:
        AtomicStorage(path).read()
    except Unreadable:
        yield Trouble("layouts", path)


def _history(folder: Path) -> Iterator[Trouble]:
    if has_lost_history(folder):
        yield Trouble("all-gone", folder / "history")
    for path in missing_files(folder / "history"):
        yield Trouble("gone", path)
    paths = log_files(folder / "history")
    yield from _each(paths, lambda path: _log(path, is_last=path == paths[-1]))


def _log(path: Path, *, is_last: bool) -> Iterator[Trouble]:
    covers = _covered(path)  # first: the file only grows
    size = path.stat().st_size
    if size < covers:
        yield Trouble("cut", path, lost=covers - size)
    sound = unsound = 0
    with path.open("rb") as file:
        for line in file:
            try:
                for entry in read_line(line, 0):
                    describe(entry.table, entry.document)
                sound += 1
            except NO_LINE:  # at the end of the last one, the cockpit beside us may be writing
                unsound += is_written(line) or not is_last
    if unsound:
        yield Trouble("history", path, saved=sound, lost=unsound)


def _covered(path: Path) -> int:
    """How long a file of the history was when its index was written; 0 where nobody knows."""
    try:
        with path.with_suffix(".idx").open("rb", buffering=0) as file:
            found = Sidecar.from_file(file)
    except OSError:
        return 0
    return found.covers if found else 0


def _drafts(folder: Path) -> Iterator[Trouble]:
    drafts = folder / "drafts"
    yield from _each(sorted([*drafts.glob("*.json"), *drafts.glob("*.new")]), _draft)


def _draft(path: Path) -> Iterator[Trouble]:
    try:
        decode(Call, from_bytes(path.read_bytes()))
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
            if what == "history" and ".idx.damaged-" in path.name:
                yield Trouble("cut", path, aside=True)
            elif path.is_dir():
                yield Trouble("no-file", path, aside=True)
            else:
                yield Trouble(what, path, aside=True, saved=_sound_in(path) if what == "history" else 0)


def _sound_in(path: Path) -> int:
    """How many documents of the history can be read in a file that was set aside."""
    with path.open("rb") as file:
        return sum(1 for line in file for _ in read_sound(line, 0))
