"""From a key to its letter on the screen, in the notes of a live call, against a bare `TextArea`.

    python tests/benchmarks/bench_typing.py [--json]

Both programs run in a pseudo terminal side by side and get every letter in turn: one key is sent, and the
next only when a whole frame with its letter has come. Afterwards the draft is read back: it was saved.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from string import ascii_lowercase
from time import perf_counter

from measuring import Measured, main, p95, spread, workspaces
from wire import KEYS, Wire, bare, cockpit

from cockpit.store.workspace import Workspace

DEBTORS, CALLS = 10_000, 5_000
LETTERS = 400
WORD = 7
AIM = 1.2


def measure() -> list[Measured]:
    """The line of the table."""
    with workspaces(DEBTORS, CALLS) as (folder,):
        program, reference = in_a_call(folder), bare("bare_panes.py")
        try:
            reference.until_text("the foot")
            times, typed = _type(program, reference)
        finally:
            program.close()
            reference.close()
        _must_be_saved(folder, typed)
    ours, theirs = times[program], times[reference]
    return [
        Measured(
            "key to paint in the notes, p50 / p95",
            spread(ours),
            f"bare TextArea {spread(theirs)}",
            p95(ours) / p95(theirs),
            f"≤ {AIM} × at p95",
            p95(ours) / p95(theirs) <= AIM,
        )
    ]


def in_a_call(folder: Path) -> Wire:
    """The cockpit with the first of the queue on the line and the cursor in the notes."""
    program = cockpit(folder)
    program.until_text("▸", "zoeken")
    program.settle()
    for words in ("bellen", "ophangen"):
        place = program.send(KEYS["F5"])
        program.until_text(words, start=place)
        program.settle()
    return program


def _type(program: Wire, reference: Wire) -> tuple[dict[Wire, list[float]], str]:
    chance = Random(1)
    times: dict[Wire, list[float]] = {program: [], reference: []}
    typed = ""
    for number in range(LETTERS):
        if number and number % WORD == 0:
            typed += " "
            for one in times:
                one.send(b" ")
                one.settle(0.05)
        typed += chance.choice(ascii_lowercase)
        for one in chance.sample([program, reference], 2):
            times[one].append(_key(one, typed[-1], typed.rpartition(" ")[2]))
            one.rest(chance.uniform(0.0, 0.08))
    program.rest(1.0)
    return times, typed


def _key(program: Wire, letter: str, word: str) -> float:
    """The time until the word stands on the screen with its new letter."""
    place = program.send(letter.encode())
    started = perf_counter()
    return program.until_text(word, start=place) - started


def _must_be_saved(folder: Path, typed: str) -> None:
    store = Workspace.open(folder, now=_never, read_only=True)
    notes = [call.notes for call in store.drafts().values()]
    store.close()
    if notes != [typed]:
        raise SystemExit(f"the draft is not what was typed: {notes!r}")


def _never() -> None:
    raise AssertionError("looking at a draft needs no clock")


if __name__ == "__main__":
    main(measure)
