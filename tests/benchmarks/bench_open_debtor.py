"""Opening a debtor with 500 calls: his preparation, and the history of all his calls, on the real screen.

    python tests/benchmarks/bench_open_debtor.py [--json]

The time from the key until the whole frame with his name, or with the first line of his history, has come.
Two ways of opening: when the highlight has rested on him, so that the screen has followed it; and the arrow
to him and the key in one go, so that it has to do both. The reference is a debtor who was called ten times.
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
            opened: dict[str, tuple[list[float], ...]] = {who: ([], [], []) for who in (often, "D-1001")}
            for _ in range(ROUNDS):
                for who, (rested, at_once, history) in opened.items():
                    rested.append(_prepare(program, who, rests=True))
                    _back(program)
                    at_once.append(_prepare(program, who, rests=False))
                    history.append(_history(program))
                    _back(program)
        finally:
            program.close()
    (rested, at_once, history), (few_rested, few_at_once, few_history) = opened.values()
    return [
        _line(f"opening a debtor with {MANY} calls, p50 / p95", rested, few_rested),
        _line("come to and opened in one go, p50 / p95", at_once, few_at_once),
        _line(f"his history of {MANY} calls on the screen, p50 / p95", history, few_history),
    ]


def _line(what: str, many: list[float], few: list[float]) -> Measured:
    ratio = p95(many) / p95(few)
    return Measured(what, spread(many), f"10 calls {spread(few)}", ratio, "≤ 50 ms", p95(many) <= AIM)


def _prepare(program: Wire, who: str, *, rests: bool) -> float:
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
    if rests:
        program.settle(0.5)
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
    _back(program)
    return seen - started


def _back(program: Wire) -> None:
    """Out of the history, or out of the preparation."""
    program.send(ESCAPE)
    program.settle()


if __name__ == "__main__":
    main(measure)
