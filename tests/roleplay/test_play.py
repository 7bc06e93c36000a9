"""A few of the talks of play.py, so that it goes on being true; by hand it plays thousands."""

from __future__ import annotations

import pytest
from roleplay import play


@pytest.mark.parametrize("name", ["angry.nl.toml", "smooth-talker.en.toml", "wrong-person.nl.toml"])
def test_nothing_happens_that_should_not(name):
    path = next(path for path in play.SCENARIOS if path.name == name)
    found = play.play(1, [path])
    assert found.seconds
    assert found.faults == []


def test_a_fault_would_be_seen():
    path = play.SCENARIOS[0]
    turns = list(play.played(path, 1, []))
    last = turns[-1]
    from dataclasses import replace

    twice = replace(last, turns=(*last.turns, last.turns[0], last.turns[0]))
    assert any("said twice" in fault for fault in play.faults([*turns, twice]))
