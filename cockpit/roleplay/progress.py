"""How a trainee is getting on: levels, checks, the trend, and what to practise next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import mean

from cockpit.core.text import fold
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.check_files import Check, worths
from cockpit.roleplay.scenario import Scenario

RECENT = 5
"""So many talks are looked at for the trend and the checks, beside as many before them."""

MONTHS = 12
"""So many months are looked back on."""

_WEAKEST = 2


class Reason(StrEnum):
    """Why a scenario is next."""

    AGAIN = "again"  # the last talk was not good enough yet
    NEW = "new"  # the easiest that was never passed
    IMPROVE = "improve"  # all were passed: the one with the lowest best score


@dataclass(frozen=True, slots=True)
class Next:
    """What to practise next, and why."""

    scenario: str
    language: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Level:
    """How one level stands: scenarios that were tried and passed, and the best score."""

    level: int
    tried: int
    passed: int
    best: int


@dataclass(frozen=True, slots=True)
class Month:
    """The talks of one month: its first day, how many there were, how many were passed, their mean score."""

    first: date
    talks: int
    passed: int
    average: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How one trainee stands. Scores are from 0 to 100.

    `months` are the last in which he practised, oldest first; `duos` are his talks with a trainer on the
    line, `last` is when he practised last (UTC).

    `checks` has how often each check was passed in the recent talks, and how often it was seen; `average` is
    the mean score of those, `trend` how much that is above the talks before them, None when there are none.
    """

    trainee: str
    talks: int
    levels: tuple[Level, ...]
    checks: Mapping[Check, tuple[int, int]]
    average: int
    trend: int | None
    next: Next | None
    months: tuple[Month, ...]
    duos: int
    last: datetime

    @property
    def level(self) -> int:
        """The highest level at which something was passed; 0 before that."""
        return max((one.level for one in self.levels if one.passed), default=0)

    @property
    def weakest(self) -> tuple[Check, ...]:
        """The checks that were missed most often of late, the weightiest first."""
        missed = [(seen - passed, check) for check, (passed, seen) in self.checks.items() if passed < seen]
        missed.sort(key=lambda one: (-one[0], -_weight(one[1]), one[1].value))
        return tuple(check for _, check in missed[:_WEAKEST])


def progress(attempts: Iterable[Attempt], scenarios: Sequence[Scenario] = ()) -> tuple[Progress, ...]:
    """How every trainee stands, by name. `scenarios` are those that can be practised."""
    by_trainee: dict[str, list[Attempt]] = {}
    for attempt in sorted(attempts, key=lambda one: one.at):
        by_trainee.setdefault(fold(attempt.trainee), []).append(attempt)
    return tuple(_one(his[-1].trainee, his, scenarios) for _, his in sorted(by_trainee.items()))


def _one(trainee: str, attempts: list[Attempt], scenarios: Sequence[Scenario]) -> Progress:
    recent, before = attempts[-RECENT:], attempts[-2 * RECENT : -RECENT]
    average = mean(one.total for one in recent)
    trend = round(average - mean(one.total for one in before)) if before else None
    levels = sorted({one.level for one in attempts})
    return Progress(
        trainee,
        len(attempts),
        tuple(_level(level, attempts) for level in levels),
        _checks(recent),
        round(average),
        trend,
        _next(attempts, scenarios),
        _months(attempts),
        sum(one.duet is not None for one in attempts),
        attempts[-1].at,
    )


def _months(attempts: Sequence[Attempt]) -> tuple[Month, ...]:
    by_month: dict[date, list[Attempt]] = {}
    for one in attempts:
        by_month.setdefault(one.at.date().replace(day=1), []).append(one)
    return tuple(
        Month(first, len(his), sum(one.passed for one in his), round(mean(one.total for one in his)))
        for first, his in list(by_month.items())[-MONTHS:]
    )


def _level(level: int, attempts: list[Attempt]) -> Level:
    here = [one for one in attempts if one.level == level]
    passed = {one.scenario for one in here if one.passed}
    return Level(level, len({one.scenario for one in here}), len(passed), max(one.total for one in here))


def _checks(attempts: list[Attempt]) -> dict[Check, tuple[int, int]]:
    found = {}
    for check in Check:
        seen = [passed for one in attempts if (passed := one.checks.get(check)) is not None]
        if seen:
            found[check] = (sum(seen), len(seen))
    return found


def _next(attempts: list[Attempt], scenarios: Sequence[Scenario]) -> Next | None:
    """The same again until it is passed, then the easiest that never was, then the one with most to gain."""
    last = attempts[-1]
    known = [one for one in scenarios if one.language == last.language]
    if not last.passed and any(one.id == last.scenario for one in known):
        return Next(last.scenario, last.language, Reason.AGAIN)
    passed = {one.scenario for one in attempts if one.passed and one.language == last.language}
    fresh = [one for one in known if one.id not in passed]
    if fresh:
        return Next(_easiest(fresh).id, last.language, Reason.NEW)
    if not known:
        return None
    best = {one.id: max(a.total for a in attempts if a.scenario == one.id and a.passed) for one in known}
    return Next(min(best, key=lambda name: (best[name], name)), last.language, Reason.IMPROVE)


def _easiest(scenarios: Sequence[Scenario]) -> Scenario:
    return min(scenarios, key=lambda one: (one.level, one.id))


def _weight(check: Check) -> int:
    worth = worths()[check]
    return worth.weight + worth.first
