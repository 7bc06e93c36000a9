"""Statutory interest in the Netherlands and Belgium, to the cent, with its own calculation.

The rates are data with dates and sources (`tables/*_interest.toml`). Where they end the figure ends too, and
says so: a rate exists when it was published, and nothing is derived.

Conventions. Interest runs from the first day up to and including the last (6:119a lid 1 BW). A year has 365
days unless told otherwise: the law is silent about it. In the Netherlands the interest of each year is added
to the amount at the end of that year, counted from the first day (6:119 lid 2, 6:119a lid 3 BW); Belgian
interest is simple. Every line is rounded so that the lines up to it are the exact sum rounded half up: they
add up to the total, and the total is rounded once.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise

from cockpit.core.money import Money
from cockpit.core.table_file import table

_DAY = timedelta(days=1)
_ZERO = Decimal(0)


class Regime(StrEnum):
    """Which rate holds: by the country whose law applies, and whether both sides are firms."""

    NL_CONSUMER = "nl-consumer"
    NL_TRADE = "nl-trade"
    BE_LEGAL = "be-legal"
    BE_TRADE = "be-trade"


_TRADE = frozenset({Regime.NL_TRADE, Regime.BE_TRADE})


class DayCount(StrEnum):
    """How many days a year has: always 365, or 366 in a leap year."""

    FIXED_365 = "365"
    CALENDAR = "calendar"


class Gap(StrEnum):
    """Why no rate is known from some day on."""

    BEFORE_TABLE = "before-table"
    AFTER_TABLE = "after-table"
    OLDER_CONTRACT = "older-contract"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent a year with the days on which it holds, both included.

    `contracts_from`: only for contracts made since that day. `confidence` and `source` are as in the table.
    """

    first: date
    last: date
    percent: Decimal
    confidence: str
    source: str
    contracts_from: date | None = None


@dataclass(frozen=True, slots=True)
class RateTable:
    """All rates of one regime without holes, oldest first; `compounds`: interest bears interest in turn."""

    rates: tuple[Rate, ...]
    compounds: bool
    checked_on: date

    @property
    def known_until(self) -> date:
        """The last day for which a rate was published."""
        return self.rates[-1].last


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One line of the calculation: `base` × `rate.percent` % × `days` / `year_days` = `amount`.

    `first` and `last` are both included. `amount` can be a cent away from that product: see the conventions.
    """

    first: date
    last: date
    days: int
    rate: Rate
    base: Money
    year_days: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Interest:
    """The interest on `principal` over the days `first` to `last`, both included.

    `unknown_from` is the first day for which no rate is known, and `gap` says why; the lines stop before it.
    """

    regime: Regime
    principal: Money
    first: date
    last: date
    lines: tuple[InterestLine, ...]
    unknown_from: date | None = None
    gap: Gap | None = None

    @property
    def known_part(self) -> Money:
        """The sum of the lines: the whole, or what can be said up to `unknown_from`."""
        return sum((line.amount for line in self.lines), Money(_ZERO, self.principal.currency))

    @property
    def total(self) -> Money | None:
        """The interest over all days; None when for some of them no rate is known."""
        return self.known_part if self.unknown_from is None else None


def regime_for(country: str, *, trade: bool) -> Regime | None:
    """The regime of a country's law, `trade` when debtor and creditor are both firms; None for any other."""
    return {
        ("NL", True): Regime.NL_TRADE,
        ("NL", False): Regime.NL_CONSUMER,
        ("BE", True): Regime.BE_TRADE,
        ("BE", False): Regime.BE_LEGAL,
    }.get((country, trade))


def first_interest_day(regime: Regime, due: date, default_since: date | None = None) -> date | None:
    """The first day that bears interest on an invoice that was due on `due`; None when none runs yet.

    Between firms the day after (6:119a lid 1 BW; Belgian law of 2 August 2002, art. 5). A consumer owes it
    from the day on which he is in default (`default_since`): after a notice with a term, or from the day
    after a fatal day that was agreed (6:82, 6:83 BW; 5.240 Belgian BW). In Belgium that is never before the
    term of the first reminder has run out (art. XIX.2 WER).
    """
    return due + _DAY if regime in _TRADE else default_since


@cache
def rate_table(regime: Regime) -> RateTable:
    """The rates of a regime as they were published."""
    name = f"{regime.value.replace('-', '_')}_interest"
    data = table(name)
    rows = data["rate"]
    ends = [later["from"] - _DAY for _, later in pairwise(rows)] + [data["known_until"]]
    rates = tuple(
        Rate(
            first=row["from"],
            last=end,
            percent=Decimal(row["percent"]),
            confidence=row["confidence"],
            source=row["source"],
            contracts_from=row.get("contracts_from"),
        )
        for row, end in zip(rows, ends, strict=True)
    )
    return RateTable(rates, data["compounds"], data["checked_on"])


def statutory_interest(
    principal: Money, regime: Regime, first: date, last: date, day_count: DayCount = DayCount.FIXED_365
) -> Interest:
    """The interest on an amount from `first` up to and including `last`.

    A credit note and an empty period bear none. Interest that began before the first contract to which a rate
    applies is not known from that rate on: the contract is an older one. The amount stays the same over the
    whole period: for a payment in between, make one calculation up to it and one from the day after.
    """
    if principal.amount <= 0 or first > last:
        return Interest(regime, principal, first, last, ())
    rates = rate_table(regime)
    unknown_from, gap = _hole(rates, first, last)
    if unknown_from is None:
        lines = tuple(_lines(principal, rates, first, last, day_count))
    elif first < unknown_from:
        lines = tuple(_lines(principal, rates, first, unknown_from - _DAY, day_count))
    else:
        lines = ()
    return Interest(regime, principal, first, last, lines, unknown_from, gap)


def _hole(rates: RateTable, first: date, last: date) -> tuple[date | None, Gap | None]:
    if first < rates.rates[0].first:
        return first, Gap.BEFORE_TABLE
    for rate in rates.rates:
        if rate.contracts_from and first < rate.contracts_from and rate.first <= last:
            return rate.first, Gap.OLDER_CONTRACT
    if last > rates.known_until:
        return max(first, rates.known_until + _DAY), Gap.AFTER_TABLE
    return None, None


def _lines(
    principal: Money, rates: RateTable, first: date, last: date, day_count: DayCount
) -> Iterator[InterestLine]:
    base, exact, shown = principal, _ZERO, _ZERO
    anniversary = _anniversary(first, 1)
    for start, end, rate in _stretches(rates, first, last, day_count):
        if rates.compounds and start == anniversary:
            base = Money(principal.amount + shown, principal.currency)
            anniversary = _anniversary(first, start.year - first.year + 1)
        days, year_days = (end - start).days + 1, _year_days(start.year, day_count)
        exact += base.amount * rate.percent * days / (100 * year_days)
        amount = Money(exact - shown, principal.currency)
        shown += amount.amount
        yield InterestLine(start, end, days, rate, base, year_days, amount)


def _stretches(
    rates: RateTable, first: date, last: date, day_count: DayCount
) -> Iterator[tuple[date, date, Rate]]:
    """The period in pieces over which the rate, the amount and the length of the year stay the same."""
    cuts = set(_cuts(rates, first, last, day_count))
    for rate in rates.rates:
        start, end = max(first, rate.first), min(last, rate.last)
        if start > end:
            continue
        starts = [start, *sorted(cut for cut in cuts if start < cut <= end)]
        for piece, next_piece in pairwise([*starts, end + _DAY]):
            yield piece, next_piece - _DAY, rate


def _cuts(rates: RateTable, first: date, last: date, day_count: DayCount) -> Iterator[date]:
    """The days within a rate on which a new line begins: a new year of interest, or one of another length."""
    for year in range(first.year + 1, last.year + 1):
        if rates.compounds:
            yield _anniversary(first, year - first.year)
        if _year_days(year, day_count) != _year_days(year - 1, day_count):
            yield date(year, 1, 1)


def _anniversary(first: date, years: int) -> date:
    """The same day so many years on; of 29 February, 1 March in a year without one."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)


def _year_days(year: int, day_count: DayCount) -> int:
    return 366 if day_count is DayCount.CALENDAR and isleap(year) else 365
