"""A few rounds of the crash harness, see `crash.py`; hundreds of them are run by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from faults.crash import KINDS, Rounds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.mark.parametrize(
    "kinds",
    [("typing", "saving", "SIGTERM"), ("upgrade", "agreement", "import", "closed terminal")],
    ids=" ".join,
)
def test_ended_at_any_moment_nothing_that_was_promised_is_lost(tmp_path: Path, kinds: tuple[str]) -> None:
    rounds = Rounds(tmp_path, seed=20261123)
    rounds.round(1, *kinds)
    assert {kind: tally.failures for kind, tally in rounds.tallies.items() if tally.failures} == {}
    assert {kind: tally.rounds for kind, tally in rounds.tallies.items()} == dict.fromkeys(kinds, 1)
    assert sum(tally.typed for tally in rounds.tallies.values()) > 20
    assert set(kinds) <= set(KINDS)
