"""Examining a scenario: what can be proved of it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cockpit.core import calendar
from cockpit.playbook.places import Places
from cockpit.roleplay.flaws import Code, Flaw
from cockpit.roleplay.move_files import load
from cockpit.roleplay.proving import Proof, prove
from cockpit.roleplay.rehearsal import Mouth
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.soundness import Unsound, unsound_lines, unsound_model


@dataclass(frozen=True, slots=True)
class Examined:
    """A scenario with what was proved of it and what is wrong with it, in the order of its file.

    `best_after` is in how many working days the best result that was reached is, None when there is none.
    """

    scenario: Scenario
    proof: Proof
    flaws: tuple[Flaw, ...]
    best_after: int | None


def examine(scenario: Scenario, text: str, on: date, mouth: Mouth) -> Examined:
    """Examine a scenario that was read from this text, for talks on the day `on`."""
    proof = prove(scenario, on)
    best_after = _best_after(scenario, proof, on)
    places = Places(text)
    found = [
        *_of_proof(scenario, proof, on, best_after),
        *unsound_lines(scenario),
        *unsound_model(scenario, on, mouth),
    ]
    flaws = [_flaw(scenario.path, places, one) for one in found]
    return Examined(scenario, proof, tuple(sorted(flaws, key=lambda f: (f.line, f.column))), best_after)


def _flaw(path: str, places: Places, one: Unsound) -> Flaw:
    place = places.of(one.keys)
    return Flaw(path, place.line, place.column, one.code, one.values)


def _best_after(scenario: Scenario, proof: Proof, on: date) -> int | None:
    day = proof.best[0][1] if proof.best else proof.rings_back
    return calendar.working_days_between(on, day, scenario.country) if day is not None else None


def _of_proof(scenario: Scenario, proof: Proof, on: date, best_after: int | None) -> Iterator[Unsound]:
    if best_after is None:
        yield Unsound(("paying",), Code.NO_SUCCESS, {})
    elif not proof.is_best(scenario, on):
        values: dict[str, object] = {"best": scenario.paying.best, "reached": best_after}
        yield Unsound(("paying", "best"), Code.NOT_BEST, values)
    about = {sign.name: sign.about.rstrip(".") for sign in load(scenario.language).moves}
    for path in proof.dead_ends:
        said = (f"{about[name]} ({name})" if name in about else name for name in path)
        yield Unsound((), Code.DEAD_END, {"path": " → ".join(said)})
    for number, fact in enumerate(scenario.facts, 1):
        if fact.id not in proof.told:
            yield Unsound(("fact", number), Code.NEVER_TOLD, {"name": fact.id})
    for number, raised in enumerate(scenario.objections, 1):
        if raised.id not in proof.raised:
            yield Unsound(("objection", number), Code.NEVER_RAISED, {"name": raised.id})
    for name in scenario.lines:
        if name not in proof.acts:
            yield Unsound(("lines", name), Code.NEVER_SAID, {"name": name})
