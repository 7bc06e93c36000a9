"""From the rows of a sheet to invoices.

Several rows with one number for one debtor are one invoice: an exact repetition is passed over, different
rows are added together (part payments and instalments that a package writes as rows of their own). What is
not open, row or sum, is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar, cast

from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals
from cockpit.core.text import fold
from cockpit.intake.days import Day
from cockpit.intake.debtors import Details, whole_number
from cockpit.intake.problems import Notice, Refused, quoted
from cockpit.intake.sheet import Sheet
from cockpit.intake.values import Amounts

_Cell = TypeVar("_Cell")
_CREDIT_TYPES = frozenset(
    {"credit", "creditnota", "creditnote", "creditfactuur", "credit-nota", "credit nota", "credit note"}
    | {"credit memo", "customer credit note", "sales credit note", "verkoopcreditnota", "cn", "c", "cr"}
)
TOTALS = frozenset(
    {"totaal", "subtotaal", "eindtotaal", "totalen", "algemeen totaal", "generaal totaal"}
    | {"total", "subtotal", "totals", "grand total"}
)
"""Words that alone in a cell make a total of a row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of the rows of a sheet, column by column, every list as long as the sheet."""

    sheet: Sheet
    debtors: Sequence[str]
    numbers: Sequence[str]
    days: Sequence[Day]
    dues: Sequence[Day]
    amounts: Amounts
    currencies: Sequence[str]
    types: Sequence[str]
    terms: Sequence[str]
    reminders: Sequence[str]
    descriptions: Sequence[str]
    your_refs: Sequence[str]
    payment_refs: Sequence[str]
    details: Details

    def line(self, index: int) -> int:
        """The physical line of a row."""
        return self.sheet.lines[index]


@dataclass(slots=True)
class Found:
    """What became of the rows. `counted` are the numbers of the rows with which the invoices begin,
    `unread` those of rows that are no open item as they stand."""

    invoices: list[Invoice] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def find_items(rows: Rows) -> Found:
    """The invoices of all rows that can be read, in the order of the file."""
    found = Found()
    counted, parts = _counted(rows, _open_rows(rows, found), found)
    invoices = dict(zip(counted, _invoices(rows, counted, found), strict=True))
    for first, others in parts.items():
        whole = _added([invoices[first], *(invoices.pop(index) for index in others)])
        if whole.open:
            invoices[first] = whole
        else:
            del invoices[first]
            found.notices.append(Notice(rows.line(first), "nothing-open", {"number": quoted(whole.number)}))
    found.counted, found.invoices = list(invoices), list(invoices.values())
    found.notices += [
        _derived(rows.line(n), invoice) for n, invoice in invoices.items() if invoice.due_derived
    ]
    return found


def _derived(line: int, invoice: Invoice) -> Notice:
    days = (invoice.due_date - invoice.invoice_date).days
    values = {"number": quoted(invoice.number), "days": str(days), "due": invoice.due_date.isoformat()}
    return Notice(line, "due-derived", values)


def _open_rows(rows: Rows, found: Found) -> list[int]:
    """The numbers of the rows with everything that an open item needs."""
    good: list[int] = []
    columns = zip(
        rows.debtors,
        rows.numbers,
        rows.days,
        rows.dues,
        rows.amounts.open,
        rows.amounts.amount,
        rows.currencies,
        strict=True,
    )
    for index, (debtor, number, day, due, still_open, amount, currency) in enumerate(columns):
        if (
            not (debtor and number)
            or not isinstance(day, date)
            or isinstance(due, str)
            or not isinstance(still_open, Decimal)
            or not isinstance(amount, Decimal)
            or len(currency) != 3
            or (number.isalpha() and fold(number) in TOTALS)
        ):
            found.unread.append(index)
        elif still_open:
            good.append(index)
        else:
            found.notices.append(Notice(rows.line(index), "nothing-open", {"number": quoted(number)}))
    return good


def _counted(rows: Rows, indexes: Sequence[int], found: Found) -> tuple[list[int], dict[int, list[int]]]:
    """The rows that count, without repetitions, and per first row the further rows of the same invoice."""
    if len({rows.numbers[index] for index in indexes}) == len(indexes):
        return list(indexes), {}
    first: dict[tuple[str, str], int] = {}
    parts: dict[int, list[int]] = {}
    seen: dict[tuple[str, ...], int] = {}
    counted: list[int] = []
    for index in indexes:
        earlier = first.setdefault((rows.debtors[index], rows.numbers[index]), index)
        if earlier == index:
            counted.append(index)
            continue
        seen.setdefault(rows.sheet.row(earlier), earlier)
        if _is_further(rows, index, earlier, seen.setdefault(rows.sheet.row(index), index), found):
            counted.append(index)
            parts.setdefault(earlier, []).append(index)
    return counted, parts


def _is_further(rows: Rows, index: int, first: int, same: int, found: Found) -> bool:
    """Whether a row adds to the invoice that began in row `first`: it is not the `same` as another row and
    has the invoice's currency."""
    line, number = rows.line(index), quoted(rows.numbers[index])
    if same != index:
        values = {"number": number, "first": str(rows.line(same))}
        found.notices.append(Notice(line, "repeated-row", values))
        return False
    if rows.currencies[index] != rows.currencies[first]:
        values = {"text": rows.currencies[index], "currency": rows.currencies[first]}
        found.refused.append(Refused(line, "currency-differs", values))
        return False
    values = {"number": number, "first": str(rows.line(first))}
    found.notices.append(Notice(line, "added-together", values))
    return True


def _invoices(rows: Rows, indexes: Sequence[int], found: Found) -> list[Invoice]:
    """One invoice for each of these rows, which have everything, made column by column."""
    amounts, opens = _signed(rows, indexes, found)
    currencies = _at(rows.currencies, indexes)
    moneys = list(map(Money, opens, currencies))
    dues = _at(rows.dues, indexes)
    derived = [due is None for due in dues]
    if any(derived):
        dues = tuple([rows.dues[index] or _due(rows, index) for index in indexes])
    reminders = _at(rows.reminders, indexes)
    levels = {text: whole_number(text) for text in set(reminders)}
    return list(
        map(
            Invoice,
            _at(rows.numbers, indexes),
            _at(rows.debtors, indexes),
            cast(Sequence[date], _at(rows.days, indexes)),
            cast(Sequence[date], dues),
            [
                money if amount == still_open else Money(amount, money.currency)
                for amount, still_open, money in zip(amounts, opens, moneys, strict=True)
            ],
            moneys,
            _at(rows.descriptions, indexes),
            derived,
            map(levels.__getitem__, reminders),
            _at(rows.your_refs, indexes),
            _at(rows.payment_refs, indexes),
        )
    )


def _at(column: Sequence[_Cell], indexes: Sequence[int]) -> Sequence[_Cell]:
    return column if len(indexes) == len(column) else tuple([column[index] for index in indexes])


def _due(rows: Rows, index: int) -> date:
    """The invoice date plus the term of the row, else of the debtor, else the default, in calendar days."""
    term = whole_number(rows.terms[index])
    if term is None:
        term = rows.details.terms_days(rows.debtors[index])
    return cast(date, rows.days[index]) + timedelta(days=term)


def _signed(rows: Rows, indexes: Sequence[int], found: Found) -> tuple[list[Decimal], list[Decimal]]:
    """Amounts and open amounts; negative where the type column calls a positive amount a credit note."""
    amounts = list(cast(Sequence[Decimal], _at(rows.amounts.amount, indexes)))
    opens = list(cast(Sequence[Decimal], _at(rows.amounts.open, indexes)))
    kinds = _at(rows.types, indexes)
    credit = {kind for kind in set(kinds) if fold(kind) in _CREDIT_TYPES}
    for place, kind in enumerate(kinds if credit else ()):
        if kind in credit and opens[place] > 0:
            values = {"number": quoted(rows.numbers[indexes[place]]), "text": quoted(kind)}
            found.notices.append(Notice(rows.line(indexes[place]), "taken-as-credit", values))
            amounts[place], opens[place] = -abs(amounts[place]), -opens[place]
    return amounts, opens


def _added(parts: Sequence[Invoice]) -> Invoice:
    """One invoice of several rows.

    What is open is added. The amount adds the rows on the invoice's own side of zero, so that a payment
    lowers what is open and not what was invoiced. The earliest due date that the file states counts.
    """
    currency = parts[0].open.currency
    still_open = totals(part.open for part in parts)[currency]
    own_side = [part.amount for part in parts if (part.amount.amount < 0) == (still_open.amount < 0)]
    due = min(parts, key=lambda part: (part.due_derived, part.due_date))
    return replace(
        parts[0],
        invoice_date=min(part.invoice_date for part in parts),
        due_date=due.due_date,
        due_derived=due.due_derived,
        amount=totals(own_side).get(currency, still_open),
        open=still_open,
        description=next((part.description for part in parts if part.description), ""),
        reminders=max((part.reminders for part in parts if part.reminders is not None), default=None),
        your_ref=next((part.your_ref for part in parts if part.your_ref), ""),
        payment_ref=next((part.payment_ref for part in parts if part.payment_ref), ""),
    )
