"""A day or an amount that is proposed to the debtor: whether he can go along with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cockpit.roleplay.acts import Act
from cockpit.roleplay.effects import effects
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Doing, Heard, State

Answer = tuple[State, tuple[Doing, ...]]


def reachable(scenario: Scenario, state: State, on: date) -> date:
    """The earliest day of (first) payment to which he has been brought so far."""
    paying, most = scenario.paying, effects().most_pull
    span = paying.in_mind - paying.best
    steps = -(-span * (most - state.pull) // most)  # rounded up: a small pull is no day yet
    return scenario.day(on, paying.best + max(steps, 0))


def picked(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer:
    """The first of the days offered that he can reach, or his own day when he can reach none of them."""
    earliest = reachable(scenario, state, on)
    day = min((day for day in heard.days if day >= earliest), default=None)
    if day is None:
        return state._replace(named=earliest), (Doing(Act.PICKS_NEITHER, day=earliest),)
    return state._replace(named=day), (Doing(Act.PICKS, day=day),)


def weighed(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer:
    """An amount with a day: he agrees, or says what is not right about it."""
    if scenario.paying.parts > 1:
        return _weighed_parts(scenario, state, heard, on)
    earliest = reachable(scenario, state, on)
    amount = scenario.payable
    if not heard.whole and amount not in heard.amounts:
        return state, (Doing(Act.WRONG_AMOUNT, amount=amount),)
    day = state.named if state.named in heard.days else max(heard.days)
    if day < min(earliest, state.named or earliest):
        return state._replace(named=earliest), (Doing(Act.WRONG_DAY, day=earliest),)
    agreed = state._replace(promise=((amount, day),), named=day)
    return agreed, (Doing(Act.AGREES, amount=amount, day=day),)


def _weighed_parts(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer:
    if not state.in_parts:
        return state, (Doing(Act.NEEDS_PARTS),)
    first = state.named or reachable(scenario, state, on)
    wanted = scenario.parts_from(first)
    total = sum((money.amount for money in heard.amounts), Decimal())
    fits = len(heard.amounts) == len(wanted) and total == scenario.payable.amount
    if not fits or len(heard.days) < len(wanted) or min(heard.days) < first:
        amount, day = wanted[0]
        return state, (Doing(Act.NAMES_PARTS, amount=amount, day=day, parts=wanted),)
    promise = tuple(zip(heard.amounts, sorted(heard.days)[-len(wanted) :], strict=True))
    return state._replace(promise=promise), (Doing(Act.AGREES, parts=promise),)
