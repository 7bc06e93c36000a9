"""Collection costs outside court in the Netherlands and Belgium, to the cent, with their own calculation.

The figures are data with their sources (`tables/collection_costs.toml`). Of several claims in one reminder
the principals are added first (6:96 lid 7 BW). Not applied: the rule against charging each instalment of a
periodic debt anew (Netherlands, since 1 October 2024); who collects those takes them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cockpit.core.calendar import holiday, next_working_day
from cockpit.core.cost_clause import CostClause
from cockpit.core.money import Money
from cockpit.core.table_file import table

_ZERO = Decimal(0)
_DAY = timedelta(days=1)
_PERCENT = Decimal(100)


class LineCode(StrEnum):
    """What a line of the calculation is: a share of the part in a band, a fixed sum, what lifts the sum to
    the minimum, what takes it down to the maximum, or to the most that the law allows, or the VAT on it."""

    BAND = "band"
    FIXED = "fixed"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    CAP = "cap"
    VAT = "vat"


class NotCharged(StrEnum):
    """Why nothing may be charged."""

    NOTHING_OWED = "nothing-owed"
    NOT_IN_EUROS = "not-in-euros"
    LETTER_NEEDED = "letter-needed"
    LETTER_RUNNING = "letter-running"
    CLAUSE_NEEDED = "clause-needed"
    REMINDER_NEEDED = "reminder-needed"
    REMINDER_RUNNING = "reminder-running"


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line: `percent` of `base` where it has those, and what it adds; what it takes off is negative."""

    code: LineCode
    amount: Money
    base: Money | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """The most that may be charged, or why that is nothing.

    `until` goes with a term that still runs: its last day. `source` is the law. `cap` is the calculation of
    the most that the law allows, where a contract says how much it is.
    """

    source: str
    lines: tuple[CostLine, ...] = ()
    refusal: NotCharged | None = None
    until: date | None = None
    cap: tuple[CostLine, ...] = ()

    @property
    def total(self) -> Money:
        """The sum of the lines in euros; zero when nothing may be charged."""
        return sum((line.amount for line in self.lines), Money(_ZERO))


def dutch_firm_costs(principal: Money, *, deducts_vat: bool = True) -> Costs:
    """The costs between firms: by the scale, without any reminder never below its minimum (6:96 lid 4 BW).

    VAT is added only when the creditor cannot deduct it and says so to the debtor (BIK art. 2 lid 3).
    """
    return _scale(principal, deducts_vat)


def dutch_consumer_costs(
    principal: Money, on: date, letter_received: date | None, *, deducts_vat: bool = True
) -> Costs:
    """The costs for a consumer on a day: the scale, once the fourteen-day letter has run out (6:96 lid 6 BW).

    `principal` is what is still open then: a part that was paid within the term counts no more.
    `letter_received` is the day on which the letter arrived (`presumed_delivery`), None when none was sent.
    """
    costs = _scale(principal, deducts_vat)
    if costs.refusal:
        return costs
    if letter_received is None:
        return Costs(costs.source, refusal=NotCharged.LETTER_NEEDED)
    until = letter_term_ends(letter_received)
    return Costs(costs.source, refusal=NotCharged.LETTER_RUNNING, until=until) if on <= until else costs


def letter_term_ends(received: date) -> date:
    """The last day on which a consumer can still pay without costs: fourteen days, counted from the day after
    he received the letter (HR 25-11-2016, ECLI:NL:HR:2016:2704)."""
    days: int = table("collection_costs")["nl"]["letter_days"]
    return received + days * _DAY


def presumed_delivery(posted: date) -> date:
    """The day on which Dutch post counts as delivered: the second day after it was posted, but never a
    Sunday, a Monday or a holiday."""
    day = posted + 2 * _DAY
    while day.weekday() in {0, 6} or holiday(day, "NL"):
        day += _DAY
    return day


def belgian_firm_costs(balance: Money) -> Costs:
    """The fixed sum between firms, owed without any reminder; reasonable further costs come beside it."""
    firms = table("collection_costs")["be"]["firms"]
    source: str = firms["source"]
    if refusal := _not_owed(balance):
        return Costs(source, refusal=refusal)
    return Costs(source, (CostLine(LineCode.FIXED, _euros(firms["fixed"])),))


def belgian_consumer_costs(
    balance: Money, on: date, term_ends: date | None, clause: CostClause | None = None
) -> Costs:
    """The indemnity for a consumer on a day: what the contract says, at most the cap of art. XIX.4 WER.

    Without a clause in the contract there is none. `term_ends` is the last day of the term of the free first
    reminder (`reminder_term_ends`), None when none was sent.
    """
    source: str = table("collection_costs")["be"]["consumers"]["source"]
    if refusal := _not_owed(balance) or _not_reminded(on, term_ends, clause):
        running = refusal is NotCharged.REMINDER_RUNNING
        return Costs(source, refusal=refusal, until=term_ends if running else None)
    lines, cap = _by_clause(clause, balance) if clause else [], belgian_consumer_cap(balance)
    over = _sum(lines) - cap.total.amount
    if over > 0:
        lines.append(CostLine(LineCode.CAP, _euros(-over), cap.total))
    return Costs(source, tuple(lines), cap=cap.lines)


def belgian_consumer_cap(balance: Money) -> Costs:
    """The most that any clause may come to for a consumer's balance (art. XIX.4 WER)."""
    consumers = table("collection_costs")["be"]["consumers"]
    if refusal := _not_owed(balance):
        return Costs(consumers["source"], refusal=refusal)
    band = next(b for b in consumers["band"] if "to" not in b or balance.amount <= b["to"])
    lines = [CostLine(LineCode.FIXED, _euros(band["fixed"]))]
    if band["percent"]:
        lines.append(_share(balance.amount - band["above"], band["percent"]))
    return Costs(consumers["source"], (*lines, *_limits(lines, maximum=band["maximum"])))


def reminder_term_ends(sent: date, *, electronic: bool) -> date:
    """The last day of the fourteen that a Belgian consumer has after the first reminder (art. XIX.2 WER).

    The term begins on the third working day after a letter, on the next calendar day after a mail. That first
    day is not counted here and a Saturday is no working day, which are the readings that favour the consumer:
    a term that is too short costs the creditor his claim to an indemnity (art. XIX.15 WER).
    """
    consumers = table("collection_costs")["be"]["consumers"]
    posted_days: int = consumers["posted_working_days"]
    begins = sent + _DAY if electronic else next_working_day(sent, "BE", posted_days)
    days: int = consumers["reminder_days"]
    return begins + days * _DAY


def _not_owed(principal: Money) -> NotCharged | None:
    if principal.currency != "EUR":
        return NotCharged.NOT_IN_EUROS
    return NotCharged.NOTHING_OWED if principal.amount <= 0 else None


def _by_clause(clause: CostClause, balance: Money) -> list[CostLine]:
    lines = []
    if clause.fixed.amount:
        lines.append(CostLine(LineCode.FIXED, clause.fixed))
    if clause.percent:
        lines.append(_share(balance.amount, clause.percent))
    least, most = clause.minimum, clause.maximum
    lines += _limits(lines, least.amount if least else None, most.amount if most else None)
    return lines


def _not_reminded(on: date, term_ends: date | None, clause: CostClause | None) -> NotCharged | None:
    if clause is None:
        return NotCharged.CLAUSE_NEEDED
    if term_ends is None:
        return NotCharged.REMINDER_NEEDED
    return NotCharged.REMINDER_RUNNING if on <= term_ends else None


def _scale(principal: Money, deducts_vat: bool) -> Costs:
    """The Dutch scale (BIK art. 2) over a principal."""
    dutch = table("collection_costs")["nl"]
    if refusal := _not_owed(principal):
        return Costs(dutch["source"], refusal=refusal)
    lines = list(_bands(principal.amount, dutch["band"]))
    lines += _limits(lines, dutch["minimum"], dutch["maximum"])
    if not deducts_vat:
        lines.append(_share(_sum(lines), dutch["vat_percent"], LineCode.VAT))
    return Costs(dutch["source"], tuple(lines))


def _bands(amount: Decimal, bands: Sequence[Mapping[str, Any]]) -> Iterator[CostLine]:
    for band in bands:
        part = min(amount, Decimal(band.get("to", amount))) - band["from"]
        if part > 0:
            yield _share(part, band["percent"])


def _limits(
    lines: Iterable[CostLine], minimum: Decimal | int | None = None, maximum: Decimal | int | None = None
) -> Iterator[CostLine]:
    """The line that brings the sum to its minimum or maximum, where it is beyond it."""
    total = _sum(lines)
    if minimum is not None and total < minimum:
        yield CostLine(LineCode.MINIMUM, _euros(minimum - total))
    if maximum is not None and total > maximum:
        yield CostLine(LineCode.MAXIMUM, _euros(maximum - total))


def _share(base: Decimal, percent: Decimal | int, code: LineCode = LineCode.BAND) -> CostLine:
    percent = Decimal(percent)
    return CostLine(code, _euros(base * percent / _PERCENT), _euros(base), percent)


def _sum(lines: Iterable[CostLine]) -> Decimal:
    return sum((line.amount.amount for line in lines), _ZERO)


def _euros(amount: Decimal | int) -> Money:
    return Money(Decimal(amount))
