"""The trainer's card: all that somebody needs who plays the debtor himself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cockpit.roleplay.acts import Act
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.effects import Effects, effects
from cockpit.roleplay.move_files import load
from cockpit.roleplay.observing import sheet
from cockpit.roleplay.rehearsal import Mouth, best_of, rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Part
from cockpit.roleplay.voice import spoken

_GAP = "…"


@dataclass(frozen=True, slots=True)
class Felt:
    """What one thing that the collector does is to the debtor.

    `days` are working days by which his day comes forward (below 0 it moves away), `patience` what it costs
    him. `about` is in the language of the scenario; `most` is how often it counts, 0 is always.
    """

    name: str
    about: str
    days: int
    patience: int
    most: int
    source: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A fact or an objection on the card: what brings it up, what takes it away, and how he says it."""

    id: str
    at: tuple[str, ...]
    by: tuple[str, ...]
    lines: tuple[str, ...]
    settled: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    days: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """The card for a talk on one day. `in_mind` is the day that he names himself, `best` what he can be
    brought to, `best_ring_back` when somebody else says that he is there.

    The names of moves are as in moves/<language>.toml. `lines` are his own words for what he does.
    """

    scenario: Scenario
    on: date
    in_mind: date
    best: tuple[Part, ...]
    best_ring_back: date | None
    facts: tuple[Brought, ...]
    objections: tuple[Brought, ...]
    gives_in: tuple[Felt, ...]
    closes_up: tuple[Felt, ...]
    lines: Mapping[Act, tuple[str, ...]]
    model: tuple[str, ...]
    sheet: tuple[Check, ...]


def card(scenario: Scenario, on: date, mouth: Mouth) -> Card:
    """The card of a scenario, for a talk on the day `on`, in the scenario's own language."""
    talk = rehearse(scenario, 0, on, mouth)
    known = {name: talk.facts[name] for name in talk.facts} | dict.fromkeys(("day", "amount", "parts"), _GAP)
    best, ring_back = best_of(scenario, on)
    table, about = effects(), _abouts(scenario.language)
    felt = [
        Felt(name, about[name], _days(scenario, table, e.pull), -e.patience, e.times, e.source)
        for name, e in table.of.items()
        if name in about and not scenario.stays_with_stranger
    ]
    return Card(
        scenario,
        on,
        scenario.day(on, scenario.paying.in_mind),
        best,
        ring_back,
        tuple(
            Brought(
                fact.id,
                tuple(sorted(fact.by)),
                (),
                _said(fact.say, known),
                after=tuple(sorted(fact.after)),
                days=_days(scenario, table, fact.pull),
            )
            for fact in scenario.facts
        ),
        tuple(
            Brought(
                raised.id,
                tuple(sorted(raised.at)),
                tuple(sorted(raised.by)),
                _said((*raised.say, *raised.again), known),
                _said(raised.settled, known),
                days=_days(scenario, table, raised.pull),
            )
            for raised in scenario.objections
        ),
        tuple(sorted((one for one in felt if one.days > 0), key=lambda one: -one.days)),
        tuple(one for one in felt if one.days < 0 or one.patience > 0),
        {Act(name): _said(lines, known) for name, lines in scenario.lines.items()},
        talk.model,
        sheet(scenario),
    )


def _said(lines: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(spoken(line, known) for line in lines)


def _abouts(language: str) -> dict[str, str]:
    """What each move is, and what each breach does to a customer, in a language."""
    book = load(language)
    rules = {rule.id: rule.message for rule in book.rules.rules}
    return rules | {sign.name: sign.about for sign in book.moves}


def _days(scenario: Scenario, table: Effects, pull: int) -> int:
    """By how many working days this much pull brings his day forward, from the day he has in mind."""
    span = scenario.paying.in_mind - scenario.paying.best
    return span * pull // table.most_pull
