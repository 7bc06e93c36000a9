"""What a save, an opening and a look at one debtor cost, with a short and with a long history.

    python tests/benchmarks/bench_store.py

Everything is measured in one run, the ways in turn within each round, and printed as medians: compare the
ratios, not the milliseconds. The aims: a save costs the same with 100 and with 100,000 calls of history, at
most 3 times one synced append of the same bytes and at most twice SQLite with full synchronisation.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from seeding import make_changes, seed_workspace
from tinydb import TinyDB, where

from cockpit.store.codec import encode, to_bytes
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

DEBTORS = 10_000
SHORT, MIDDLE, LONG = 100, 10_000, 100_000
ROUNDS = 400
STOCK_ROUNDS = 5
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

Documents = dict[str, list[dict[str, object]]]
Save = Callable[[Changes], object]


def main() -> None:
    """Seed, measure, print."""
    root = Path(tempfile.mkdtemp(prefix="bench-store-"))
    try:
        folders = {calls: _seeded(root, calls) for calls in (SHORT, LONG)}
        _print_saves(root, folders)
        for calls, folder in folders.items():
            _print_opening(calls, folder)
        _print_debtor(root / "one-debtor")
    finally:
        shutil.rmtree(root)


def _seeded(root: Path, calls: int) -> Path:
    folder = root / f"history-{calls}"
    started = perf_counter()
    seed_workspace(folder, DEBTORS, 3, calls)
    size = sum(path.stat().st_size for path in folder.rglob("*.log"))
    print(f"seeded {calls:,} calls in {perf_counter() - started:.1f} s, history of {size / 1e6:.0f} MB")
    return folder


def _print_saves(root: Path, folders: dict[int, Path]) -> None:
    workspaces = {calls: Workspace.open(folder, now=lambda: NOW) for calls, folder in folders.items()}
    databases = {calls: _sqlite(root / f"{calls}.sqlite", calls) for calls in folders}
    plain = os.open(root / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    data = _bytes(_changes(0))
    ways: dict[str, Save] = {"one synced append of as many bytes": partial(_append, plain, data)}
    for calls, workspace in workspaces.items():
        workspace.standings()
        ways[_sqlites(calls)] = partial(_insert, databases[calls])
        ways[_ours(calls)] = workspace.save
    medians = _in_turn(ways, ROUNDS)
    os.close(plain)
    for opened in (*workspaces.values(), *databases.values()):
        opened.close()
    for calls in (SHORT, MIDDLE):
        stock = _stock(root / f"{calls}.json", calls)
        medians |= _in_turn({f"stock TinyDB, {calls:,} calls": stock}, STOCK_ROUNDS)
    append, *_ = medians.values()
    print(f"\nsaving a call with agreement, follow-up and standing ({len(data)} bytes)")
    for name, time in medians.items():
        print(f"  {name:<48} {time * 1000:9.3f} ms   {time / append:8.2f} × append")
    ours, sqlite = medians[_ours(LONG)], medians[_sqlites(LONG)]
    print(f"  with a long history: {ours / medians[_ours(SHORT)]:.2f} × with a short one (aim 1)")
    print(f"  against the append {ours / append:.2f} (aim 3), SQLite {ours / sqlite:.2f} (aim 2)")


def _sqlites(calls: int) -> str:
    return f"SQLite, WAL, synchronous=FULL, {calls:,} calls"


def _ours(calls: int) -> str:
    return f"workspace, {calls:,} calls"


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
    print(f"\nopening with {DEBTORS:,} debtors, {3 * DEBTORS:,} invoices, {calls:,} calls")
    for name, found in times.items():
        print(f"  {name:<48} {median(found) * 1000:9.1f} ms")
    print(f"  {'memory of the open history':<48} {_memory_of_history(folder):9.1f} MB")


def _print_debtor(folder: Path) -> None:
    seed_workspace(folder, 1, 3, 500)
    workspace = Workspace.open(folder, now=lambda: NOW)
    (debtor_id,) = workspace.standings()
    times = {}
    for name, look in (("calls_of", workspace.calls_of), ("agreements_of", workspace.agreements_of)):
        found = []
        for _ in range(20):
            started = perf_counter()
            count = len(look(debtor_id))
            found.append(perf_counter() - started)
        times[f"{name}: {count}"] = median(found)
    workspace.close()
    print("\na debtor with 500 calls")
    for name, time in times.items():
        print(f"  {name:<48} {time * 1000:9.1f} ms")


def _memory_of_history(folder: Path) -> float:
    """What an open workspace keeps in memory before anything is asked of it."""
    tracemalloc.start()
    workspace = Workspace.open(folder, now=lambda: NOW)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    workspace.close()
    return kept / 1e6


if __name__ == "__main__":
    main()
