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

from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals
from cockpit.core.text import fold
from cockpit.intake.days import Day
from cockpit.intake.debtors import Details, whole_number
from cockpit.intake.problems import Notice, Refused, quoted
from cockpit.intake.sheet import Sheet
from cockpit.intake.values import Amounts

_CREDIT_TYPES = frozenset(
    {"credit", "creditnota", "creditnote", "creditfactuur", "credit-nota", "credit nota", "credit note"}
    | {"credit memo", "customer credit note", "sales credit note", "verkoopcreditnota", "cn", "c", "cr"}
)
TOTALS = frozenset({"totaal", "subtotaal", "eindtotaal", "total", "subtotal", "totalen", "totals"})
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
    """What became of the rows; `unread` are the numbers of those that are no open item as they stand."""

    invoices: list[Invoice] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def find_items(rows: Rows) -> Found:
    """The invoices of all rows that can be read, in the order of the file."""
    found = Found()
    open_rows = _open_rows(rows, found)
    first: dict[tuple[str, str], int] = {}
    again: dict[int, list[int]] = {}
    for index in open_rows:
        key = (rows.debtors[index], rows.numbers[index])
        earlier = first.setdefault(key, index)
        if earlier != index:
            again.setdefault(earlier, []).append(index)
    for index in first.values():
        invoice = (
            _invoice(rows, index, found) if index not in again else _sum(rows, [index, *again[index]], found)
        )
        if invoice.open:
            found.invoices.append(invoice)
            found.counted.append(index)
        else:
            found.notices.append(Notice(rows.line(index), "nothing-open", {"number": quoted(invoice.number)}))
    return found


def _open_rows(rows: Rows, found: Found) -> list[int]:
    """The rows with everything an open item needs."""
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


def _invoice(rows: Rows, index: int, found: Found) -> Invoice:
    """The invoice of a row that has everything."""
    day, due, debtor = rows.days[index], rows.dues[index], rows.debtors[index]
    assert isinstance(day, date) and not isinstance(due, str)
    derived = due is None
    if due is None:
        due = _due(rows, index, day, found)
    currency = rows.currencies[index]
    amount, still_open = _signed(rows, index, found)
    money = Money(still_open, currency)
    return Invoice(
        rows.numbers[index],
        debtor,
        day,
        due,
        money if amount == still_open else Money(amount, currency),
        money,
        rows.descriptions[index],
        derived,
        whole_number(rows.reminders[index]) if rows.reminders[index] else None,
        rows.your_refs[index],
        rows.payment_refs[index],
    )


def _due(rows: Rows, index: int, day: date, found: Found) -> date:
    """The invoice date plus the term of the row, else of the debtor, else the default, in calendar days."""
    term = whole_number(rows.terms[index])
    if term is None:
        term = rows.details.terms_days(rows.debtors[index])
    due = day + timedelta(days=term)
    values = {"number": quoted(rows.numbers[index]), "days": str(term), "due": due.isoformat()}
    found.notices.append(Notice(rows.line(index), "due-derived", values))
    return due


def _signed(rows: Rows, index: int, found: Found) -> tuple[Decimal, Decimal]:
    """Amount and open amount; negative where the type column calls a positive amount a credit note."""
    amount, still_open = rows.amounts.amount[index], rows.amounts.open[index]
    assert isinstance(amount, Decimal) and isinstance(still_open, Decimal)
    kind = rows.types[index]
    if not kind or still_open < 0 or fold(kind) not in _CREDIT_TYPES:
        return amount, still_open
    values = {"number": quoted(rows.numbers[index]), "text": quoted(kind)}
    found.notices.append(Notice(rows.line(index), "taken-as-credit", values))
    return -abs(amount), -still_open


def _sum(rows: Rows, indexes: Sequence[int], found: Found) -> Invoice:
    """One invoice of several rows.

    What is open is added. The amount adds the rows on the invoice's own side of zero, so that a payment
    lowers what is open and not what was invoiced. The earliest due date that the file states counts.
    """
    parts = [_invoice(rows, indexes[0], found)]
    seen = {_cells(rows, indexes[0]): indexes[0]}
    for index in indexes[1:]:
        earlier = seen.setdefault(_cells(rows, index), index)
        number = quoted(rows.numbers[index])
        if earlier != index:
            values = {"number": number, "first": str(rows.line(earlier))}
            found.notices.append(Notice(rows.line(index), "repeated-row", values))
        elif rows.currencies[index] != parts[0].open.currency:
            values = {"text": rows.currencies[index], "currency": parts[0].open.currency}
            found.refused.append(Refused(rows.line(index), "currency-differs", values))
        else:
            parts.append(_invoice(rows, index, found))
            values = {"number": number, "first": str(rows.line(indexes[0]))}
            found.notices.append(Notice(rows.line(index), "added-together", values))
    return _added(parts)


def _added(parts: Sequence[Invoice]) -> Invoice:
    if len(parts) == 1:
        return parts[0]
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


def _cells(rows: Rows, index: int) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in rows.sheet.rows[index])
