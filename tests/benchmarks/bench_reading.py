"""What a long history costs whoever only reads: a report over a year, and the commands that look.

    python tests/benchmarks/bench_reading.py [--json]

The report is measured in processor time of one process, against the same report when there was only that
year. The commands are started anew each time, against `cockpit --help`, which opens no workspace.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from measuring import Measured, main, milliseconds, workspaces
from seeding import CALLS_A_DAY

from cockpit.commands.session import session_for, utc_now
from cockpit.commands.workspace import find
from cockpit.desk.reporting import report
from cockpit.store.workspace import Workspace

DEBTORS, CALLS, YEAR = 10_000, 100_000, 365
COMMANDS = {"cockpit queue": ("queue", "--limit", "20"), "cockpit show": ("show", "D-1000")}
ROUNDS = 5


def measure() -> list[Measured]:
    """The lines of the table."""
    with workspaces(DEBTORS, CALLS) as (long,), workspaces(DEBTORS, YEAR * CALLS_A_DAY) as (short,):
        years = {long: [], short: []}
        for _ in range(ROUNDS):
            for folder, times in years.items():
                times.append(_report(folder))
        commands = {name: _command(long, words) for name, words in COMMANDS.items()}
        nothing = _command(long, ("--help",))
    ratio = median(years[long]) / median(years[short])
    lines = [
        Measured(
            f"report over a year, {CALLS:,} past calls, processor time",
            milliseconds(median(years[long])),
            f"only that year in history {milliseconds(median(years[short]))}",
            ratio,
            "the same",
            ratio <= 1.25,
        )
    ]
    told = f"cockpit --help {milliseconds(nothing)}"
    return lines + [
        Measured(f"{name}, cold, {DEBTORS:,} debtors, {CALLS:,} past calls", milliseconds(taken), told)
        for name, taken in commands.items()
    ]


def _report(folder: Path) -> float:
    place = find(str(folder))
    store = Workspace.open(folder, now=utc_now, read_only=True)
    session = session_for(store, place.settings, folder)
    store.standings()
    started = time.process_time()
    report(session, date.today() - timedelta(days=YEAR), date.today())
    taken = time.process_time() - started
    store.close()
    return taken


def _command(folder: Path, words: tuple[str, ...]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        command = [sys.executable, "-m", "cockpit", "--workspace", str(folder), *words]
        subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
        times.append(time.perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    main(measure)
