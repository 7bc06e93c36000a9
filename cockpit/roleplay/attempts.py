"""A talk that was practised, as it is remembered, and what it came to beside the best and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.core.text import fold
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.rehearsal import Rehearsal, best_of
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scorecard import Scorecard
from cockpit.roleplay.state import Ending, Part
from cockpit.roleplay.transcript import Line

GOOD_ENOUGH = 75
"""The score from which a talk with a result is passed."""


@dataclass(frozen=True, slots=True)
class Duet:
    """What is kept of a talk in which a trainer played the debtor: who they were, and what was recorded.

    `seconds` is how long the talk was, `recorded` the checks that can be read from the notes and the
    agreement. What the observer saw is in `Attempt.checks`, and what he left open as it was recorded.
    """

    trainer: str
    observer: str
    seconds: int
    recorded: Mapping[Check, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a scenario: what is kept of it. Nothing of what was said is in it.

    `duet` is there when a trainer played the debtor; the checks are then those of the observer's sheet.
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
    duet: Duet | None = None

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
class Beside:
    """What a talk came to, in days and euros, beside the best possible and his last try.

    `days_from_best` and `days_from_last` count calendar days, below 0 is earlier; `short` is what was
    promised less than the best. None where there is nothing to compare with.
    """

    scenario: Scenario
    attempt: Attempt
    best: tuple[Part, ...]
    best_ring_back: date | None
    days_from_best: int | None
    short: Money | None
    last: Attempt | None
    days_from_last: int | None


@dataclass(frozen=True, slots=True)
class Debrief(Beside):
    """What a talk with the simulated debtor came to, with its scorecard and its lines."""

    card: Scorecard
    lines: tuple[Line, ...]
    ending: Ending | None

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
    found = beside(scenario, attempt, earlier)
    values = {one.name: getattr(found, one.name) for one in fields(Beside)}
    return Debrief(**values, card=card, lines=talk.lines, ending=result.ending)


def beside(scenario: Scenario, attempt: Attempt, earlier: Sequence[Attempt] = ()) -> Beside:
    """A try at a scenario beside the best possible, and beside the last of his tries, oldest first."""
    best, ring_back = best_of(scenario, attempt.on)
    best_day, best_amount = _first_day(best, ring_back), _sum(best)
    last = next((one for one in reversed(earlier) if _is_same(one, attempt)), None)
    return Beside(
        scenario,
        attempt,
        best,
        ring_back,
        days_from_best=_apart(attempt.days, (best_day - attempt.on).days if best_day else None),
        short=best_amount - attempt.amount if best_amount and attempt.amount else None,
        last=last,
        days_from_last=_apart(attempt.days, last.days if last else None),
    )


def best_parts(scenario: Scenario, on: date) -> tuple[Money | None, date | None]:
    """The best that a talk on this day can come to: all that is paid, and the day on which that begins."""
    parts, ring_back = best_of(scenario, on)
    return _sum(parts), _first_day(parts, ring_back)


def _is_same(one: Attempt, other: Attempt) -> bool:
    mine = (fold(one.trainee), one.scenario, one.language)
    return mine == (fold(other.trainee), other.scenario, other.language)


def _first_day(parts: Sequence[Part], ring_back: date | None) -> date | None:
    return min((day for _, day in parts), default=ring_back)


def _sum(parts: Sequence[Part]) -> Money | None:
    if not parts:
        return None
    first, *others = (amount for amount, _ in parts)
    return sum(others, first)


def _apart(days: int | None, other: int | None) -> int | None:
    return days - other if days is not None and other is not None else None
