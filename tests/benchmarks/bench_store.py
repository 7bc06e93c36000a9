"""What a save, an opening and a look at one debtor cost, with a short and with a long history.

    python tests/benchmarks/bench_store.py [--json]

Everything is measured in one run, the ways in turn within each round, and printed as medians: compare the
ratios, not the milliseconds. The aims: a save costs the same with 100 and with 100,000 calls of history, at
most 3 times one synced append of the same bytes and at most twice SQLite with full synchronisation. Stock
TinyDB saves the same calls to the same histories: it takes seconds, so it gets few rounds.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from measuring import Measured, main, milliseconds
from seeding import make_changes, seed_workspace
from tinydb import TinyDB, where

from cockpit.store.codec import encode, to_bytes
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

DEBTORS = 10_000
SHORT, LONG = 100, 100_000
ROUNDS = 400
STOCK_ROUNDS = {SHORT: 20, LONG: 2}
SAME = 1.25
"""Up to here two medians of one run are the same."""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

APPEND = "one synced append of as many bytes"

Documents = dict[str, list[dict[str, object]]]
Save = Callable[[Changes], object]


def measure() -> list[Measured]:
    """The lines of the table; everything else that was found goes to standard error."""
    root = Path(tempfile.mkdtemp(prefix="bench-store-"))
    try:
        folders = {calls: _seeded(root, calls) for calls in (SHORT, LONG)}
        lines = _saves(root, folders)
        for calls, folder in folders.items():
            _print_opening(calls, folder)
        _print_debtor(root / "one-debtor")
    finally:
        shutil.rmtree(root)
    return lines


def _seeded(root: Path, calls: int) -> Path:
    folder = root / f"history-{calls}"
    started = perf_counter()
    seed_workspace(folder, DEBTORS, 3, calls)
    size = sum(path.stat().st_size for path in folder.rglob("*.log"))
    _say(f"seeded {calls:,} calls in {perf_counter() - started:.1f} s, history of {size / 1e6:.0f} MB")
    return folder


def _saves(root: Path, folders: dict[int, Path]) -> list[Measured]:
    workspaces = {calls: Workspace.open(folder, now=lambda: NOW) for calls, folder in folders.items()}
    databases = {calls: _sqlite(root / f"{calls}.sqlite", calls) for calls in folders}
    plain = os.open(root / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    ways: dict[str, Save] = {APPEND: partial(_append, plain, _bytes(_changes(0)))}
    for calls, workspace in workspaces.items():
        workspace.standings()
        ways[_sqlites(calls)] = partial(_insert, databases[calls])
        ways[_ours(calls)] = workspace.save
    medians = _in_turn(ways, ROUNDS)
    os.close(plain)
    for opened in (*workspaces.values(), *databases.values()):
        opened.close()
    for calls, rounds in STOCK_ROUNDS.items():
        medians |= _in_turn({_stocks(calls): _stock(root / f"{calls}.json", calls)}, rounds)
    for name, time in medians.items():
        _say(f"  {name:<48} {time * 1000:9.3f} ms   {time / medians[APPEND]:8.2f} × append")
    ours = _ours(LONG)
    what = f"saving a call, {LONG:,} calls in history"
    lines = [
        _compared(what, medians, ours, APPEND, "≤ 3 ×", 3),
        _compared(what, medians, ours, _sqlites(LONG), "≤ 2 ×", 2),
        _compared(what, medians, ours, _ours(SHORT), "the same", SAME),
    ]
    for calls in (SHORT, LONG):
        what = f"saving a call, {calls:,} calls in history"
        lines.append(_compared(what, medians, _ours(calls), _stocks(calls), "", None))
    return lines


def _compared(
    what: str, medians: dict[str, float], ours: str, theirs: str, aim: str, most: float | None
) -> Measured:
    ratio = medians[ours] / medians[theirs]
    met = None if most is None else ratio <= most
    times = milliseconds(medians[ours]), f"{theirs} {milliseconds(medians[theirs])}"
    return Measured(what, *times, ratio, aim, met)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _sqlites(calls: int) -> str:
    return f"SQLite, synchronous=FULL, {calls:,} calls"


def _ours(calls: int) -> str:
    return f"ours, {calls:,} calls"


def _stocks(calls: int) -> str:
    return f"stock TinyDB, {calls:,} calls"


def _in_turn(ways: dict[str, Save], rounds: int) -> dict[str, float]:
    """The median time of each way; every way saves the same changes in every round."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        changes = _changes(number)
        for name, save in ways.items():
            started = perf_counter()
            save(changes)
            times[name].append(perf_counter() - started)
    return {name: median(found) for name, found in times.items()}


def _changes(number: int) -> Changes:
    return make_changes(10_000_000 + number * 5, DEBTORS, NOW + timedelta(minutes=number))


def _documents(changes: Changes) -> Documents:
    return {
        "calls": [encode(one) for one in changes.calls],
        "agreements": [encode(one) for one in changes.agreements],
        "follow_ups": [encode(one) for one in changes.follow_ups],
        "standings": [encode(one) for one in changes.standings],
    }


def _bytes(changes: Changes) -> bytes:
    return b"\t".join(to_bytes(one) for found in _documents(changes).values() for one in found) + b"\n"


def _append(descriptor: int, data: bytes, _: Changes) -> None:
    os.write(descriptor, data)
    os.fdatasync(descriptor)


def _history(calls: int) -> list[Changes]:
    return [make_changes(n, DEBTORS, NOW - timedelta(minutes=8 * (calls - n))) for n in range(calls)]


def _sqlite(path: Path, calls: int) -> sqlite3.Connection:
    """A database with the same history: a row for each document, found by id and by debtor."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    for table in _documents(_changes(0)):
        database.execute(f"create table {table}(id text primary key, debtor text, document text)")
        database.execute(f"create index {table}_debtor on {table}(debtor)")
    database.execute("begin")
    for changes in _history(calls):
        _insert_rows(database, changes)
    database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")
    return database


def _insert(database: sqlite3.Connection, changes: Changes) -> None:
    database.execute("begin immediate")
    _insert_rows(database, changes)
    database.execute("commit")


def _insert_rows(database: sqlite3.Connection, changes: Changes) -> None:
    for table, documents in _documents(changes).items():
        for document in documents:
            row = (document.get("id", document["debtor_id"]), document["debtor_id"], json.dumps(document))
            database.execute(f"insert or replace into {table} values(?, ?, ?)", row)


def _stock(path: Path, calls: int) -> Save:
    """TinyDB as it comes, with the same history; one of its operations for each document."""
    tables: dict[str, dict[str, object]] = {}
    for changes in _history(calls):
        for table, documents in _documents(changes).items():
            kept = tables.setdefault(table, {})
            kept.update((str(len(kept) + n), document) for n, document in enumerate(documents, 1))
    path.write_text(json.dumps(tables))
    database = TinyDB(path)

    def save(changes: Changes) -> None:
        documents = _documents(changes)
        for table in ("calls", "agreements", "follow_ups"):
            database.table(table).insert_multiple(documents[table])
        for standing in documents["standings"]:
            database.table("standings").upsert(standing, where("debtor_id") == standing["debtor_id"])

    return save


def _print_opening(calls: int, folder: Path) -> None:
    steps: dict[str, Callable[[Workspace], object]] = {
        "ledger": Workspace.ledger,
        "standings": Workspace.standings,
        "last week's calls": lambda workspace: list(workspace.calls_between(NOW - timedelta(days=7), NOW)),
    }
    times: dict[str, list[float]] = {name: [] for name in ("open", *steps)}
    for _ in range(5):
        started = perf_counter()
        workspace = Workspace.open(folder, now=lambda: NOW)
        times["open"].append(perf_counter() - started)
        for name, step in steps.items():
            started = perf_counter()
            step(workspace)
            times[name].append(perf_counter() - started)
        workspace.close()
    _say(f"\nopening with {DEBTORS:,} debtors, {3 * DEBTORS:,} invoices, {calls:,} calls")
    for name, found in times.items():
        _say(f"  {name:<48} {median(found) * 1000:9.1f} ms")
    _say(f"  {'memory of the open history':<48} {_memory_of_history(folder):9.1f} MB")


def _print_debtor(folder: Path) -> None:
    seed_workspace(folder, 1, 3, 500)
    workspace = Workspace.open(folder, now=lambda: NOW)
    (debtor_id,) = workspace.standings()
    times = {}
    for name, look in (("calls_of", workspace.calls_of), ("follow_ups_of", workspace.follow_ups_of)):
        found = []
        for _ in range(20):
            started = perf_counter()
            count = len(look(debtor_id))
            found.append(perf_counter() - started)
        times[f"{name}: {count}"] = median(found)
    workspace.close()
    _say("\na debtor with 500 calls")
    for name, time in times.items():
        _say(f"  {name:<48} {time * 1000:9.1f} ms")


def _memory_of_history(folder: Path) -> float:
    """What an open workspace keeps in memory before anything is asked of it."""
    tracemalloc.start()
    workspace = Workspace.open(folder, now=lambda: NOW)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    workspace.close()
    return kept / 1e6


if __name__ == "__main__":
    main(measure)
