"""All measurements one after the other, and one table of them.

    python tests/benchmarks/run.py

Takes some minutes. Every script runs in a process of its own and can be run alone; what it prints by itself
says more than its lines here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from measuring import Measured, table

HERE = Path(__file__).parent
SCREEN = ("bench_first_frame.py", "bench_typing.py", "bench_queue_screen.py", "bench_memory_idle.py")
WORDS = ("bench_tone.py", "bench_roleplay.py")

Read = Callable[[str], list[Measured]]


def main() -> None:
    """Run everything and print the table; what a script says while it works goes to standard error."""
    lines: list[Measured] = []
    for script in (*SCREEN, *WORDS):
        lines += [Measured(**line) for line in json.loads(_run(script, "--json").splitlines()[-1])]
    for script, read in (("bench_import.py", _import), ("bench_store.py", _store)):
        lines += read(_run(script))
    _run("bench_queue_rules.py", "100000")
    print(table(lines))


def _run(script: str, *arguments: str) -> str:
    started = time.monotonic()
    print(f"{script} …", end=" ", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / script), *arguments]
    said = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    if said.returncode:
        raise SystemExit(f"{script} failed:\n{said.stdout}{said.stderr}")
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    if "--json" not in arguments:
        print(said.stdout, file=sys.stderr)
    return said.stdout


def _import(said: str) -> list[Measured]:
    """Of the two references the stricter one, every different date parsed once."""
    seconds = {
        name: float(taken) for name, taken in re.findall(r"^  (\S.*?) +([\d.]+) s ", said, re.MULTILINE)
    }
    ours, plain = seconds["intake"], seconds["cached dates"]
    return [
        Measured(
            "import of 100,000 rows",
            f"{ours:.2f} s",
            f"csv.reader + Decimal + dates {plain:.2f} s",
            ours / plain,
            "≤ 3 ×",
            ours / plain <= 3,
        )
    ]


def _store(said: str) -> list[Measured]:
    """Saving a call, with a long history against a short one and against SQLite."""
    times = dict(re.findall(r"^  (workspace, .*? calls|SQLite, .*? calls) +([\d.]+) ms", said, re.MULTILINE))
    milliseconds = {name: float(taken) for name, taken in times.items()}
    short, long = (milliseconds[f"workspace, {calls} calls"] for calls in ("100", "100,000"))
    sqlite = milliseconds["SQLite, WAL, synchronous=FULL, 100,000 calls"]
    return [
        Measured(
            "saving a call, 100,000 calls in history",
            f"{long:.2f} ms",
            f"100 calls in history {short:.2f} ms",
            long / short,
            "the same",
            long / short <= 1.25,
        ),
        Measured(
            "saving a call, 100,000 calls in history",
            f"{long:.2f} ms",
            f"SQLite, full sync {sqlite:.2f} ms",
            long / sqlite,
            "≤ 2 ×",
            long / sqlite <= 2,
        ),
    ]


if __name__ == "__main__":
    main()
