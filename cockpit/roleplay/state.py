"""Where the simulated debtor is in a talk, what he hears, and what he does: values without any words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cockpit.core.money import Money
from cockpit.roleplay.acts import Act
from cockpit.roleplay.scenario import Scenario

Part = tuple[Money, date]


class Ending(StrEnum):
    """How a talk ended."""

    SAID_GOODBYE = "said-goodbye"
    HUNG_UP = "hung-up"
    HAD_ENOUGH = "had-enough"  # it went on for too long


class State(NamedTuple):
    """The debtor in a talk. It is a value: taking a sentence back is going on from an earlier one.

    `pull` runs from 0, the day that he has in mind, to the `most_pull` of the effects, the earliest he can
    reach. `counted` is how often each effect has counted, `named` the day he named last, `promise` what he
    has said yes to.
    """

    patience: int
    trust: int
    with_stranger: bool = False
    pull: int = 0
    told: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    counted: frozenset[tuple[str, int]] = frozenset()
    named: date | None = None
    has_put_off: bool = False
    in_parts: bool = False
    knows_purpose: bool = False
    promise: tuple[Part, ...] = ()
    rings_back: date | None = None
    discreet: bool = True
    turns: int = 0
    over: Ending | None = None

    @property
    def objection(self) -> str:
        """The objection that lies on the table; "" when there is none."""
        return next(iter(sorted(self.raised - self.settled)), "")


@dataclass(frozen=True, slots=True)
class Heard:
    """What reaches the debtor of a sentence: its moves, the tone rules it breaks, amounts and days.

    `invoice` is the number of one of his own that is named, `other_invoice` says that only another is,
    `asked` what of it he is asked for.
    """

    moves: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    amounts: tuple[Money, ...] = ()
    days: tuple[date, ...] = ()
    whole: bool = False
    invoice: str = ""
    other_invoice: bool = False
    asked: frozenset[str] = frozenset()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing of it was understood."""
        return not (self.moves or self.breaks or self.amounts or self.days)

    def has(self, *moves: str) -> bool:
        """Whether one of these moves is in it."""
        return not self.moves.isdisjoint(moves)


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that he does in answer. `of` is the fact, the objection or the invoice that it is about.

    `says` are the slots that his line has to fill: what he was asked for.
    """

    act: Act
    of: str = ""
    amount: Money | None = None
    day: date | None = None
    parts: tuple[Part, ...] = ()
    says: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Result:
    """What a talk came to, beside the best that it could.

    With somebody who never hands over, the best is to know when the right person is in.
    """

    promise: tuple[Part, ...] = ()
    rings_back: date | None = None
    discreet: bool = True
    ending: Ending | None = None
    best: tuple[Part, ...] = field(default=())
    best_ring_back: date | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the talk reached what it could be held for."""
        return bool(self.promise) or (self.rings_back is not None and self.discreet)


def begin(scenario: Scenario) -> State:
    """The debtor as he picks up."""
    return State(scenario.patience, scenario.trust, with_stranger=scenario.stranger is not None)


def counts(state: State) -> Mapping[str, int]:
    """How often each effect has counted."""
    return dict(state.counted)
