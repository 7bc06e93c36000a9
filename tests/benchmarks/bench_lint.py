"""`cockpit lint` on everything we ship, from cold: a new process each time. The aim is one second.

Run by hand: python tests/benchmarks/bench_lint.py [rounds]
The reference is `cockpit where`: what a process costs before anything is judged. Processor
time is what the command costs; the time on the clock is longer on a machine that has other work.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

AIM = 1.0
LINES = 2000
ASKED = {
    "text": "Als ik u vandaag een kopie mail, op welke dag betaalt u dan?",
    "lang": "nl",
    "kind": "reminder",
}


def seconds(words: list[str], rounds: int, typed: bytes = b"") -> tuple[float, float]:
    """The median time of a command on the clock, and the median of its processor time."""
    clock, work = [], []
    for _ in range(rounds):
        before, start = os.times(), time.perf_counter()
        command = [sys.executable, "-m", "cockpit", *words]
        done = subprocess.run(command, input=typed, capture_output=True, check=False)
        clock.append(time.perf_counter() - start)
        after = os.times()
        work.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
        if done.returncode != 0:
            raise SystemExit(done.stdout.decode() + done.stderr.decode())
    return statistics.median(clock), statistics.median(work)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = ["--workspace", folder]
        stages = ("opening", "inquiry", "objection", "negotiation", "closing")
        many = "".join(json.dumps(ASKED | {"stage": stages[n % 5]}) + "\n" for n in range(LINES)).encode()
        rows = (
            ("cockpit where", [*place, "where"], b""),
            ("cockpit playbook check", [*place, "playbook", "check"], b""),
            ("cockpit lint", [*place, "lint"], b""),
            (f"cockpit lint --jsonl, {LINES} lines", [*place, "lint", "--jsonl", "-"], many),
        )
        for name, words, typed in rows:
            clock, work = seconds(words, rounds, typed)
            print(f"{name:<36}{clock:7.2f} s on the clock {work:7.2f} s processor")
            if name == "cockpit lint":
                print(f"{'':<36}{'under' if clock < AIM else 'OVER'} the aim of {AIM:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
