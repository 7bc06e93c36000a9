"""Memory with 10,000 debtors and 100,000 past calls, and what the cockpit does while nobody does anything.

    python tests/benchmarks/bench_memory_idle.py [--json]

Two cockpits, one at the queue and one in a live call, and a bare program stand still for 30 seconds. Counted
are their processor time, the system's part included, and what they write to the terminal.
"""

from __future__ import annotations

from pathlib import Path

from bench_typing import in_a_call
from measuring import Measured, main, workspaces
from wire import Wire, bare, cockpit

DEBTORS, CALLS = 10_000, 100_000
SECONDS = 30
MEMORY_AIM, IDLE_AIM = 80, 0.2


def measure() -> list[Measured]:
    """The lines of the table."""
    with workspaces(DEBTORS, CALLS, count=2) as folders:
        programs = (_at_the_queue(folders[0]), in_a_call(folders[1]), _bare())
        try:
            for program in programs:
                program.settle(1.0)
                program.rest(1.0)
            memory = [program.resident_mb() for program in programs]
            spent, written = _stand_still(programs)
        finally:
            for program in programs:
                program.close()
    return [
        Measured(
            f"memory, {DEBTORS:,} debtors, {CALLS:,} past calls",
            f"{memory[0]:.1f} MB",
            f"bare program {memory[2]:.1f} MB",
            None,
            f"≤ bare + {MEMORY_AIM} MB",
            memory[0] <= memory[2] + MEMORY_AIM,
        ),
        *(
            Measured(
                f"processor time idle for {SECONDS} s, {where}",
                f"{spent[number]:.2f} s, {written[number]:,} bytes drawn",
                f"bare program {spent[2]:.2f} s, {written[2]:,} bytes",
                None,
                f"≤ {IDLE_AIM} s",
                spent[number] <= IDLE_AIM,
            )
            for number, where in enumerate(("at the queue", "in a call"))
        ),
    ]


def _at_the_queue(folder: Path) -> Wire:
    program = cockpit(folder)
    program.until_text("▸")
    program.settle()
    return program


def _bare() -> Wire:
    program = bare("bare_panes.py")
    program.until_text("the foot")
    return program


def _stand_still(programs: tuple[Wire, ...]) -> tuple[list[float], list[int]]:
    """Processor seconds and bytes written, per program."""
    before = [program.processor_seconds() for program in programs]
    sizes = [len(program.raw) for program in programs]
    share = SECONDS / 100
    for _ in range(100):
        programs[0].rest(share)
        for program in programs[1:]:
            program.rest(0)
            program.read(0)
    spent = [program.processor_seconds() - start for program, start in zip(programs, before, strict=True)]
    return spent, [len(program.raw) - size for program, size in zip(programs, sizes, strict=True)]


if __name__ == "__main__":
    main(measure)
