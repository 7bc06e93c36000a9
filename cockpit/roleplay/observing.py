"""The observer's sheet of a talk in which a trainer plays the debtor: which checks, and what they are worth.

An observer has ears for everything, so his sheet has every check that can come up in the scenario. What he
leaves open is read from what was recorded, where it can be; else it is not seen and left out of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.roleplay.check_files import Check, worths
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scorecard import DATED_STEP, NOTHING_AGREED

WORK_ON = 2

_WITH_A_STRANGER = frozenset(
    {
        Check.GREETED,
        Check.IDENTIFIED,
        Check.RIGHT_PERSON,
        Check.DISCREET,
        Check.NEXT_STEP,
        Check.THANKED,
        Check.NO_MUST,
        Check.NO_WHY,
        Check.NO_PRESSURE,
    }
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the trainee left in the cockpit: who he spoke to, his notes, the agreement panel, and how long.

    `names_day` says that the day which the customer named first is written down, `cards` are the objections
    whose card was opened, `gives` that something is given: nothing is recorded without its return. `step` is
    the first day on which we do something ourselves.
    """

    seconds: int
    contact: str
    notes: str
    amount: Money | None
    day: date | None
    read_back: bool
    names_day: bool
    cards: tuple[str, ...]
    gives: bool
    step: date | None

    @property
    def readings(self) -> Mapping[Check, bool]:
        """The checks that can be read from it; what is not in it may have been said all the same."""
        found = {
            Check.DAY_AGREED: self.day is not None,
            Check.AMOUNT_AGREED: self.amount is not None and self.day is not None,
            Check.READ_BACK: self.read_back,
        }
        if self.names_day:
            found[Check.DATE_QUESTION] = True
        if self.cards:
            found[Check.ANSWERED] = True
        if self.gives:
            found[Check.RETURN] = True
        if self.step is not None:
            found[Check.NEXT_STEP] = True
        return found


Marks = Mapping[Check, bool | None]
"""What an observer ticked: yes, no, or nothing."""


def sheet(scenario: Scenario) -> tuple[Check, ...]:
    """The checks for the observer of a talk in this scenario, in the order of a talk."""
    return tuple(check for check in Check if _comes_up(check, scenario))


def _comes_up(check: Check, scenario: Scenario) -> bool:
    if scenario.stays_with_stranger:
        return check in _WITH_A_STRANGER
    if check is Check.DISCREET:
        return scenario.stranger is not None
    return check is not Check.ASKED_AFTER or scenario.kind is CallKind.COURTESY


def taken_together(marks: Marks, recorded: Recorded, scenario: Scenario) -> Marks:
    """Every check of the sheet: as the observer ticked it, else as it was recorded."""
    readings = recorded.readings
    ticked = {check: marks.get(check) for check in sheet(scenario)}
    return {check: readings.get(check) if mark is None else mark for check, mark in ticked.items()}


def points(marks: Marks, scenario: Scenario, has_result: bool) -> int:
    """What the checks are worth, from 0 to 100; `has_result`: something was agreed, or when to ring back."""
    earned = possible = cost = 0
    for check, passed in marks.items():
        if passed is None:
            continue
        worth = worths()[check]
        possible += worth.in_call(scenario.kind)
        earned += worth.in_call(scenario.kind) if passed else 0
        cost += 0 if passed else worth.cost(1)
    share = 100 * earned / possible if possible else 0
    most = 100 if has_result else _ceiling(marks, scenario)
    return round(min(share, most) * max(100 - cost, 0) / 100)


def _ceiling(marks: Marks, scenario: Scenario) -> int:
    """The most without a result, as a scorecard has it."""
    dated = bool(marks.get(Check.NEXT_STEP)) or scenario.kind is CallKind.COURTESY
    return DATED_STEP if dated else NOTHING_AGREED


def work_on(marks: Marks, scenario: Scenario) -> tuple[Check, ...]:
    """Two things to work on: what was missed and would have earned most."""

    def worth(check: Check) -> int:
        return worths()[check].in_call(scenario.kind) + worths()[check].cost(1)

    missed = [check for check, passed in marks.items() if passed is False]
    return tuple(sorted(missed, key=worth, reverse=True)[:WORK_ON])
