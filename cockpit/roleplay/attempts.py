"""A talk that was practised, as it is remembered, and what it came to beside the best and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.rehearsal import Rehearsal, best_of
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scorecard import Scorecard
from cockpit.roleplay.state import Ending, Part
from cockpit.roleplay.transcript import Line

GOOD_ENOUGH = 75
"""The score from which a talk with a result is passed."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a scenario: what is kept of it. Nothing of what was said is in it.

    `at` is when it ended (UTC), `on` the day for which it was played. `day` is that of the (first) payment,
    or the one on which to ring back; with `amount`, all that was promised, None when nothing was agreed.
    """

    trainee: str
    at: datetime
    scenario: str
    language: str
    level: int
    kind: CallKind
    seed: int
    on: date
    total: int
    amount: Money | None = None
    day: date | None = None
    checks: Mapping[Check, bool | None] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Whether the talk had a result."""
        return self.day is not None

    @property
    def passed(self) -> bool:
        """Whether it was good enough to go on to another scenario."""
        return self.succeeded and self.total >= GOOD_ENOUGH

    @property
    def days(self) -> int | None:
        """In how many days after the call the money comes (or somebody is there); None without a result."""
        return (self.day - self.on).days if self.day else None


@dataclass(frozen=True, slots=True)
class Again:
    """What it takes to hold the same talk once more: the same seed answers the same."""

    scenario: str
    language: str
    seed: int
    on: date


@dataclass(frozen=True, slots=True)
class Debrief:
    """What a talk came to, in days and euros, with its scorecard and its lines.

    `best` and `best_ring_back` are the best possible. `days_from_best` and `days_from_last` count calendar
    days, below 0 is earlier; `short` is what was promised less than the best. None where there is nothing to
    compare with.
    """

    scenario: Scenario
    attempt: Attempt
    card: Scorecard
    lines: tuple[Line, ...]
    ending: Ending | None
    best: tuple[Part, ...]
    best_ring_back: date | None
    days_from_best: int | None
    short: Money | None
    last: Attempt | None
    days_from_last: int | None

    @property
    def again(self) -> Again:
        """The same talk from the start."""
        attempt = self.attempt
        return Again(attempt.scenario, attempt.language, attempt.seed, attempt.on)


def debrief(talk: Rehearsal, trainee: str, at: datetime, earlier: Sequence[Attempt] = ()) -> Debrief:
    """The debrief of a talk that a trainee held until `at` (UTC); `earlier` are his tries, oldest first."""
    scenario, result = talk.scenario, talk.result
    card = talk.scorecard
    amount = _sum(result.promise)
    best_day = _first_day(result.best, result.best_ring_back)
    attempt = Attempt(
        trainee,
        at,
        scenario.id,
        scenario.language,
        scenario.level,
        scenario.kind,
        talk.seed,
        talk.on,
        card.total,
        amount,
        _first_day(result.promise, result.rings_back if result.discreet else None),
        {check.id: check.passed for check in card.checks},
    )
    last = next((one for one in reversed(earlier) if _is_same(one, attempt)), None)
    best_amount = _sum(result.best)
    return Debrief(
        scenario,
        attempt,
        card,
        talk.lines,
        result.ending,
        result.best,
        result.best_ring_back,
        days_from_best=_apart(attempt.days, (best_day - talk.on).days if best_day else None),
        short=best_amount - amount if best_amount and amount else None,
        last=last,
        days_from_last=_apart(attempt.days, last.days if last else None),
    )


def best_parts(scenario: Scenario, on: date) -> tuple[Money | None, date | None]:
    """The best that a talk on this day can come to: all that is paid, and the day on which that begins."""
    parts, ring_back = best_of(scenario, on)
    return _sum(parts), _first_day(parts, ring_back)


def _is_same(one: Attempt, other: Attempt) -> bool:
    mine = (one.trainee, one.scenario, one.language)
    return mine == (other.trainee, other.scenario, other.language)


def _first_day(parts: Sequence[Part], ring_back: date | None) -> date | None:
    return min((day for _, day in parts), default=ring_back)


def _sum(parts: Sequence[Part]) -> Money | None:
    if not parts:
        return None
    first, *others = (amount for amount, _ in parts)
    return sum(others, first)


def _apart(days: int | None, other: int | None) -> int | None:
    return days - other if days is not None and other is not None else None
