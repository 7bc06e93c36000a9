"""Opening a debtor with 500 calls: his preparation, and the history of all his calls, on the real screen.

    python tests/benchmarks/bench_open_debtor.py [--json]

The time from the key until the whole frame with his name, or with the first line of his history, has come.
The reference is the same with a debtor who was called ten times.
"""

from __future__ import annotations

from datetime import date
from time import perf_counter

from measuring import Measured, main, p95, spread, workspaces
from seeding import add_calls
from wire import KEYS, Wire, cockpit

DEBTORS, CALLS, MANY = 10_000, 100_000, 500
ROUNDS = 20
AIM = 0.050
UP, DOWN, ESCAPE, MORE = b"\x1b[A", b"\x1b[B", b"\x1b", b"\x0f"


def measure() -> list[Measured]:
    """The lines of the table."""
    with workspaces(DEBTORS, CALLS) as (folder,):
        often = add_calls(folder, MANY, date.today())
        program = cockpit(folder)
        try:
            program.until_text("▸", seconds=60)
            program.settle(1.0)
            program.rest(4.0)
            opened = {who: ([], []) for who in (often, "D-1001")}
            for _ in range(ROUNDS):
                for who, (prepared, history) in opened.items():
                    prepared.append(_prepare(program, who))
                    history.append(_history(program))
        finally:
            program.close()
    (prepared, history), (few_prepared, few_history) = opened.values()
    return [
        _line(f"opening a debtor with {MANY} calls, p50 / p95", prepared, few_prepared),
        _line(f"his history of {MANY} calls on the screen, p50 / p95", history, few_history),
    ]


def _line(what: str, many: list[float], few: list[float]) -> Measured:
    ratio = p95(many) / p95(few)
    return Measured(what, spread(many), f"10 calls {spread(few)}", ratio, "≤ 50 ms", p95(many) <= AIM)


def _prepare(program: Wire, who: str) -> float:
    """Find him, stand on the one below him, then go back to him and take him in hand."""
    program.send(KEYS["C-f"])
    program.settle()
    for letter in who:
        program.send(letter.encode())
        program.settle(0.05)
    program.send(KEYS["Enter"])
    program.settle()
    program.send(DOWN)
    program.settle(0.5)
    program.send(UP)
    place = program.send(KEYS["F5"])
    started = perf_counter()
    seen = program.until_text("bellen", start=place)
    program.settle()
    return seen - started


def _history(program: Wire) -> float:
    program.send(MORE)
    program.settle()
    place = program.send(b"h")
    started = perf_counter()
    seen = program.until_text("geschiedenis", "▸", start=place)
    program.settle()
    for _ in range(2):  # out of the history, out of the preparation
        program.send(ESCAPE)
        program.settle()
    return seen - started


if __name__ == "__main__":
    main(measure)
