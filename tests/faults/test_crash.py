"""A few rounds of the crash harness, see `crash.py`; hundreds of them are run by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from faults.crash import Seat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_ended_at_any_moment_nothing_that_was_promised_is_lost(tmp_path: Path) -> None:
    seat = Seat(tmp_path / "werkmap", seed=20261123)
    for kind in ("typing", "agreement", "saving", "closed terminal", "import"):
        seat.round(kind)
    assert {kind: tally.failures for kind, tally in seat.tallies.items() if tally.failures} == {}
    assert seat.letters > 50
    closed = seat.tallies["closed terminal"]
    assert (closed.typed > 10, closed.late) == (True, 0)
