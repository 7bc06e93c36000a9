"""What a collector can do in a talk, as classes of sentences: what proofs about a scenario are tried with."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from cockpit.core.money import Money
from cockpit.roleplay.effects import BREACHES
from cockpit.roleplay.moves import Move
from cockpit.roleplay.proposals import reachable
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Heard, State

_CENT = Decimal("0.01")
_WITH_DAYS = frozenset({Move.CHOICE, Move.READ_BACK})


class Saying(NamedTuple):
    """A class of sentences by its name, and what reaches the debtor of one of them."""

    name: str
    heard: Heard


def good(scenario: Scenario, state: State, on: date) -> tuple[Saying, ...]:
    """All that a collector who keeps the tone rules can do at this point of a talk."""
    return (*_timeless(), *_proposals(scenario, state, on))


def everything(scenario: Scenario, state: State, on: date) -> tuple[Saying, ...]:
    """The same, with all that goes wrong: breaches, wrong days and amounts, what nobody understands."""
    return (*good(scenario, state, on), *_breaches(), *_mistakes(scenario, state, on))


@cache
def _timeless() -> tuple[Saying, ...]:
    """Every move by itself, and the question for the day as it is asked best: openly."""
    alone = [Saying(move.value, _heard(move)) for move in Move if move not in _WITH_DAYS]
    return (*alone, Saying(Move.DATE_QUESTION.value, _heard(Move.DATE_QUESTION, Move.OPEN_QUESTION)))


@cache
def _breaches() -> tuple[Saying, ...]:
    broken = [Saying(rule, Heard(frozenset({"open-question"}), frozenset({rule}))) for rule in BREACHES]
    return (*broken, Saying("not-understood", Heard()))


def _proposals(scenario: Scenario, state: State, on: date) -> tuple[Saying, ...]:
    """A choice between two days that he can reach, and his own day read back."""
    if state.with_stranger:
        return (Saying("choice", _heard(Move.CHOICE)), Saying("read-back", _heard(Move.READ_BACK)))
    day = reachable(scenario, state, on)
    days = (day, scenario.day(day, 1))
    named = state.named or day
    parts = scenario.parts_from(named)
    amounts = tuple(amount for amount, _ in parts)
    return (
        Saying("choice", Heard(frozenset({Move.CHOICE}), days=days)),
        Saying(
            "read-back", Heard(frozenset({Move.READ_BACK}), amounts=amounts, days=tuple(d for _, d in parts))
        ),
    )


def _mistakes(scenario: Scenario, state: State, on: date) -> tuple[Saying, ...]:
    day = state.named or reachable(scenario, state, on)
    early = on - timedelta(days=1)
    total = scenario.payable
    wrong = Money(total.amount + _CENT, total.currency)
    back = frozenset({Move.READ_BACK})
    return (
        Saying("too-early", Heard(back, amounts=(total,), days=(early,))),
        Saying("too-early", Heard(frozenset({Move.CHOICE}), days=(early,))),
        Saying("wrong-amount", Heard(back, amounts=(wrong,), days=(day,))),
        Saying("wrong-amount", Heard(frozenset({Move.PURPOSE}), amounts=(wrong,))),
        Saying("wrong-invoice", Heard(frozenset({Move.PURPOSE}), other_invoice=True)),
    )


def _heard(*moves: Move) -> Heard:
    return Heard(frozenset(move.value for move in moves))
