"""A payment plan: instalments that add up, to the cent, to what they cover (S1.5, S3).

A plan is made by number or by amount and may then be changed by hand. Every change gives a new plan that
still adds up: what one term gains, the later ones lose. What cannot be said as a plan is refused with a code.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from cockpit.core.calendar import next_working_day
from cockpit.core.money import Money, digits_of

MOST_TERMS = 120
"""Ten years of months: more terms than anybody can mean."""

_YEARS = 30  # how far from its first day a plan can reach
_LAST_YEAR = 9000  # far enough from the end of the calendar for every term and working day


class Rhythm(StrEnum):
    """How often is paid."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


_DAYS = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14}


class Problem(StrEnum):
    """Why something is no plan."""

    NOTHING_TO_COVER = "nothing-to-cover"
    NO_TERMS = "no-terms"
    TOO_MANY_TERMS = "too-many-terms"
    TERM_IS_NOTHING = "term-is-nothing"
    MORE_THAN_LEFT = "more-than-left"
    SAME_DAY = "same-day"
    DAY_TOO_FAR = "day-too-far"
    OTHER_CURRENCY = "other-currency"
    DOES_NOT_ADD_UP = "does-not-add-up"


class PlanRefused(ValueError):
    """What was asked for is no plan; `problem` says which rule it breaks."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Term:
    """One instalment: an amount on a day."""

    amount: Money
    due: date


@dataclass(frozen=True, slots=True)
class Run:
    """Successive terms of one amount, to say a long plan shortly: how many, the first and the last day."""

    count: int
    amount: Money
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms, first day first, that add up to `total`.

    `first` is the day that was asked for, from which the rhythm counts; a term on a day on which nobody works
    in `country` (of the debtor) falls on the next working day, unless that term's day was set by hand.
    Raises `PlanRefused` when the terms do not add up, are nothing, or lie out of order.
    """

    total: Money
    terms: tuple[Term, ...]
    rhythm: Rhythm
    first: date
    country: str

    def __post_init__(self) -> None:
        if not self.terms:
            raise PlanRefused(Problem.NO_TERMS)
        if len(self.terms) > MOST_TERMS:
            raise PlanRefused(Problem.TOO_MANY_TERMS)
        if any(term.amount.currency != self.total.currency for term in self.terms):
            raise PlanRefused(Problem.OTHER_CURRENCY)
        if any(term.amount.amount <= 0 for term in self.terms):
            raise PlanRefused(Problem.TERM_IS_NOTHING)
        if _sum(self.terms) != self.total.amount:
            raise PlanRefused(Problem.DOES_NOT_ADD_UP)
        days = [term.due for term in self.terms]
        if days != sorted(set(days)):
            raise PlanRefused(Problem.SAME_DAY)

    @property
    def last_day(self) -> date:
        """The day on which all is paid."""
        return self.terms[-1].due

    def runs(self) -> tuple[Run, ...]:
        """The plan as it is said: successive terms of the same amount as one."""
        groups = (tuple(group) for _, group in groupby(self.terms, key=lambda term: term.amount))
        return tuple(Run(len(g), g[0].amount, g[0].due, g[-1].due) for g in groups)


def plan_by_number(total: Money, number: int, rhythm: Rhythm, first: date, country: str) -> Plan:
    """So many equal terms; the last one also has the cents that cannot be divided.

    Raises `PlanRefused` for a number that is not possible.
    """
    _check(total, first)
    if number < 1:
        raise PlanRefused(Problem.NO_TERMS)
    if number > MOST_TERMS:
        raise PlanRefused(Problem.TOO_MANY_TERMS)
    if number > total.size:
        raise PlanRefused(Problem.TERM_IS_NOTHING)
    return _plan(total, _equal(total, number), rhythm, first, country)


def plan_by_amount(total: Money, amount: Money, rhythm: Rhythm, first: date, country: str) -> Plan:
    """Terms of this amount until all is paid; the last one is what is left.

    Raises `PlanRefused` when the amount is nothing, of another currency, or so small that it takes more terms
    than `MOST_TERMS`.
    """
    _check(total, first)
    if amount.currency != total.currency:
        raise PlanRefused(Problem.OTHER_CURRENCY)
    if amount.amount <= 0:
        raise PlanRefused(Problem.TERM_IS_NOTHING)
    whole, rest = divmod(total.size, amount.size)
    if whole + bool(rest) > MOST_TERMS:
        raise PlanRefused(Problem.TOO_MANY_TERMS)
    last = [Money(total.amount - whole * amount.amount, total.currency)] if rest else []
    return _plan(total, [amount] * whole + last, rhythm, first, country)


def with_amount(plan: Plan, index: int, amount: Money) -> Plan:
    """The plan with another amount for term `index` (0 is the first).

    The earlier terms stay. What is left is divided over the later ones, equally but for the last; is there no
    later one, a term is added in the rhythm of the plan, and when nothing is left the later ones go. Raises
    `PlanRefused` for an amount that is nothing or more than is left at that term.
    """
    before, term, after = plan.terms[:index], plan.terms[index], plan.terms[index + 1 :]
    if amount.currency != plan.total.currency:
        raise PlanRefused(Problem.OTHER_CURRENCY)
    left = Money(plan.total.amount - _sum(before) - amount.amount, plan.total.currency)
    if amount.amount <= 0:
        raise PlanRefused(Problem.TERM_IS_NOTHING)
    if left.amount < 0:
        raise PlanRefused(Problem.MORE_THAN_LEFT)
    days = [later.due for later in after] or [_next_day(plan)]
    shared = _shared(left, days)
    return replace(plan, terms=(*before, replace(term, amount=amount), *shared))


def with_day(plan: Plan, index: int, due: date) -> Plan:
    """The plan with another day for term `index` (0 is the first); the terms are put in the order of their
    days. Raises `PlanRefused` when another term is due on that day, or when it is a generation away."""
    if abs(due.year - plan.first.year) > _YEARS:
        raise PlanRefused(Problem.DAY_TOO_FAR)
    terms = list(plan.terms)
    terms[index] = replace(terms[index], due=due)
    return replace(plan, terms=tuple(sorted(terms, key=lambda term: term.due)))


def without(plan: Plan, index: int) -> Plan:
    """The plan without term `index` (0 is the first): the later ones share its amount, or the one before it
    gets it when there is no later one. Raises `PlanRefused` for the only term."""
    if len(plan.terms) == 1:
        raise PlanRefused(Problem.NO_TERMS)
    before, after = plan.terms[:index], plan.terms[index + 1 :]
    if not after:
        before, after = before[:-1], before[-1:]
    left = Money(plan.total.amount - _sum(before), plan.total.currency)
    return replace(plan, terms=(*before, *_shared(left, [term.due for term in after])))


def _check(total: Money, first: date) -> None:
    if total.amount <= 0:
        raise PlanRefused(Problem.NOTHING_TO_COVER)
    if first.year > _LAST_YEAR:
        raise PlanRefused(Problem.DAY_TOO_FAR)


def _plan(total: Money, amounts: Sequence[Money], rhythm: Rhythm, first: date, country: str) -> Plan:
    terms = tuple(
        Term(amount, next_working_day(_wished(first, rhythm, number), country, steps=0))
        for number, amount in enumerate(amounts)
    )
    return Plan(total, terms, rhythm, first, country)


def _wished(first: date, rhythm: Rhythm, number: int) -> date:
    """The day of term `number`, working or not; where a month has no such day, its last."""
    if rhythm is not Rhythm.MONTHLY:
        return first + timedelta(days=_DAYS[rhythm] * number)
    years, month = divmod(first.month - 1 + number, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def _next_day(plan: Plan) -> date:
    """The first day in the rhythm of the plan after its last term."""
    number = 1
    while True:
        day = next_working_day(_wished(plan.first, plan.rhythm, number), plan.country, steps=0)
        if day > plan.last_day:
            return day
        number += 1


def _equal(total: Money, number: int) -> list[Money]:
    """The total in so many parts, equal but for the last; at least one unit of the currency each."""
    units = total.size // number
    part = Money(Decimal(units).scaleb(-digits_of(total.currency)), total.currency)
    return [*[part] * (number - 1), Money(total.amount - part.amount * (number - 1), total.currency)]


def _shared(left: Money, days: Sequence[date]) -> tuple[Term, ...]:
    """What is left over these days, equally but for the last; over fewer when it is less than a unit each."""
    number = min(len(days), left.size)
    amounts = _equal(left, number) if number else []
    return tuple(Term(amount, day) for amount, day in zip(amounts, days, strict=False))


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((term.amount.amount for term in terms), Decimal(0))
