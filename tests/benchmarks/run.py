"""All measurements one after the other, and one table of them.

    python tests/benchmarks/run.py

Takes some minutes. Every script runs in a process of its own and can be run alone; what it prints by itself
says more than its lines here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from measuring import Measured, table

HERE = Path(__file__).parent
SCRIPTS = (
    "bench_first_frame.py",
    "bench_typing.py",
    "bench_store.py",
    "bench_open_debtor.py",
    "bench_queue_screen.py",
    "bench_import.py",
    "bench_memory_idle.py",
    "bench_reading.py",
    "bench_tone.py",
    "bench_roleplay.py",
)


def main() -> None:
    """Run everything and print the table; what a script says while it works goes to standard error."""
    lines: list[Measured] = []
    for script in SCRIPTS:
        lines += [Measured(**line) for line in json.loads(_run(script, "--json").splitlines()[-1])]
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
    print(said.stderr if "--json" in arguments else said.stdout, file=sys.stderr)
    return said.stdout


if __name__ == "__main__":
    main()
