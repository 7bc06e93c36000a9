"""Moving and searching in a queue of 100,000 debtors, on the real screen, against Textual's own table.

    python tests/benchmarks/bench_queue_screen.py [--json]

Both programs run in a pseudo terminal side by side and get every key in turn: the time from the key until
the frame with its effect has come whole. Two ways of moving: key by key, each when what follows the
highlight has been shown; and an arrow that is held down, thirty times a second. Ratio and aim are about the
95th percentile.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from random import Random
from time import perf_counter

from measuring import Measured, main, milliseconds, p95, spread, workspaces
from wire import KEYS, Wire, bare, cockpit

DEBTORS, CALLS = 100_000, 5_000
MOVES, HELD, BURST = 40, 120, 20
REPEAT = 1 / 30
QUERIES = ("bakkerij k", "garage de wilg", "duinzicht bv 12", "020 555 ", "d-1012", "café zon")
MOVE_AIM, SEARCH_AIM = 0.016, 0.050
ESCAPE = b"\x1b"

Turn = Callable[[Wire], float]


def measure() -> list[Measured]:
    """The lines of the table."""
    with workspaces(DEBTORS, CALLS) as (folder,), closing(cockpit(folder)) as ours:
        ours.until_text("▸", seconds=60)
        # Only now: a program that nobody reads is not told that this terminal takes whole frames.
        with closing(bare("bare_table.py", str(DEBTORS))) as theirs:
            theirs.until_text("»", seconds=90)
            for program in (ours, theirs):
                program.settle(1.0)
                program.rest(4.0)  # what is made ready in quiet moments is ready
            marks = {ours: "▸", theirs: "»"}
            moves, held = _move(marks), _hold(marks)
            letters = _search(marks)
    name = f"{DEBTORS:,} debtors, p50 / p95"
    return [
        _line(f"cursor down, {name}", moves[ours], moves[theirs], MOVE_AIM),
        _line(f"cursor down held, {name}", held[ours], held[theirs], MOVE_AIM),
        _line(f"search letter, {name}", letters[ours], letters[theirs], SEARCH_AIM),
    ]


def _line(what: str, ours: list[float], theirs: list[float], aim: float) -> Measured:
    ratio = p95(ours) / p95(theirs)
    text = f"≤ {milliseconds(aim)}, faster"
    return Measured(
        what, spread(ours), f"DataTable {spread(theirs)}", ratio, text, p95(ours) <= aim and ratio < 1
    )


def _move(marks: dict[Wire, str]) -> dict[Wire, list[float]]:
    times: dict[Wire, list[float]] = {program: [] for program in marks}
    for _ in range(MOVES):
        for program, mark in marks.items():
            times[program].append(_key(program, KEYS["Down"], mark))
        for program in marks:
            program.rest(0.15)
    return times


def _hold(marks: dict[Wire, str]) -> dict[Wire, list[float]]:
    times: dict[Wire, list[float]] = {program: [] for program in marks}
    for _burst in range(HELD // BURST):
        for program, mark in marks.items():
            for _ in range(BURST):
                took = _key(program, KEYS["Down"], mark)
                times[program].append(took)
                program.rest(max(REPEAT - took, 0))
            program.settle(0.3)
    return times


def _search(marks: dict[Wire, str]) -> dict[Wire, list[float]]:
    chance = Random(1)
    times: dict[Wire, list[float]] = {program: [] for program in marks}
    for query in QUERIES:
        for program in marks:
            program.send(KEYS["C-f"])
            program.settle()
        for letter in query:
            for program, mark in marks.items():
                times[program].append(_key(program, letter.encode(), mark))
                program.rest(chance.uniform(0.06, 0.2))
        for program in marks:
            program.settle()
            program.send(ESCAPE)
            program.settle()
    return times


def _key(program: Wire, key: bytes, mark: str) -> float:
    """The time until a row has come again, in a whole frame."""
    place = program.send(key)
    started = perf_counter()
    return program.until_text(mark, start=place) - started


if __name__ == "__main__":
    main(measure)
