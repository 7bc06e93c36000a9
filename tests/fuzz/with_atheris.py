"""The same targets with coverage to guide them: `python tests/fuzz/with_atheris.py "settings" -runs=100000`.

By hand only, and only where atheris is installed (`pip install '.[fuzz]'`). What a target reads as bytes is
given as it comes; the others draw their cases from the bytes. Any further words go to libFuzzer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

with atheris.instrument_imports(include=["cockpit"]):
    from fuzz.folders import guarded
    from fuzz.fuzzing import within
    from fuzz.targets import TARGETS

from hypothesis import given, settings

WHOLE = (
    *(
        "import: bytes",
        "settings",
        "themes",
        "calendar file of before",
        "mails in the outbox",
        "practice: tries",
    ),
    "requests to judge",
)
"""Targets of which a case is bytes."""


def one_input(name: str) -> Callable[[bytes], object]:
    """What tries one input of libFuzzer."""
    target = TARGETS[name]

    def check(case: object) -> None:
        with within(target.limit), guarded() as outside:
            target.check(case)
        assert not outside, outside

    if name in WHOLE:
        return check
    drawn = settings(database=None, deadline=None)(given(target.cases)(check))
    return drawn.hypothesis.fuzz_one_input


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], one_input(sys.argv[1]))
    atheris.Fuzz()
