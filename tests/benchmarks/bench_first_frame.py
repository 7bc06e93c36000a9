"""How long it takes from the start until the cockpit stands, with 10,000 debtors and 100,000 past calls,
against a bare program.

    python tests/benchmarks/bench_first_frame.py [--json]

Both run in a pseudo terminal of 120 × 36 and take turns. The first frame of the cockpit is there when the
titles of its panes and its footer are; the queue is filled when its first row is.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from statistics import median

from measuring import Measured, main, milliseconds, workspaces
from wire import bare, cockpit

DEBTORS, CALLS = 10_000, 100_000
ROUNDS = 11
AIM = 1.5


def measure() -> list[Measured]:
    """The lines of the table."""
    times: dict[str, list[float]] = {"bare": [], "frame": [], "filled": []}
    chance = Random(1)
    with workspaces(DEBTORS, CALLS) as (folder,):
        for number in range(ROUNDS + 1):
            for turn in chance.sample([_bare, _cockpit], 2):
                found = turn(folder)
                if number:  # the first round compiles what was never run before
                    for name, seconds in found.items():
                        times[name].append(seconds)
    reference, frame, filled = (median(times[name]) for name in ("bare", "frame", "filled"))
    return [
        Measured(
            f"first frame, {DEBTORS:,} debtors, {CALLS:,} past calls",
            _told(times["frame"]),
            f"bare program {_told(times['bare'])}",
            frame / reference,
            f"≤ {AIM} ×",
            frame / reference <= AIM,
        ),
        Measured(
            f"queue filled, {DEBTORS:,} debtors, {CALLS:,} past calls",
            _told(times["filled"]),
            "the same",
            filled / reference,
        ),
    ]


def _told(seconds: list[float]) -> str:
    return f"{milliseconds(median(seconds))} (min {milliseconds(min(seconds))})"


def _bare(_folder: Path) -> dict[str, float]:
    program = bare("bare_panes.py")
    seen = program.until_text("left pane", "right pane", "the foot")
    program.close()
    return {"bare": seen - program.started}


def _cockpit(folder: Path) -> dict[str, float]:
    program = cockpit(folder)
    frame = program.until_text("wachtrij", "notities", "zoeken")
    filled = program.until_text("▸")
    program.close()
    return {"frame": frame - program.started, "filled": filled - program.started}


if __name__ == "__main__":
    main(measure)
