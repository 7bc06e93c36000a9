"""From a sheet to the debtors and open items in it, with every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cockpit.core.ledger import Debtor, Invoice
from cockpit.intake.days import Day
from cockpit.intake.debtors import UNCLEAR, Defaults, Details, identify
from cockpit.intake.items import Found, Rows, find_items
from cockpit.intake.problems import Notice, Refused, quoted
from cockpit.intake.sheet import Sheet, Texts
from cockpit.intake.unread import explain
from cockpit.intake.values import read_amounts, read_currencies, read_days


@dataclass(frozen=True, slots=True)
class Assembly:
    """The debtors who owe something, their open items, and what there is to say about the other rows."""

    debtors: Mapping[str, Debtor]
    invoices: Sequence[Invoice]
    refused: Sequence[Refused]
    notices: Sequence[Notice]


def assemble(sheet: Sheet, defaults: Defaults) -> Assembly:
    """Read a sheet column by column, and then its rows."""
    texts = Texts(sheet)
    ids = identify(texts["debtor_code"], texts["debtor_name"])
    days, notices = read_days(sheet, defaults.today)
    amounts = read_amounts(sheet)
    no_days: Sequence[Day] = (None,) * len(sheet)
    since = days.get("customer_since", no_days)
    rows = Rows(
        sheet=sheet,
        debtors=ids,
        numbers=texts["invoice_no"],
        days=days["invoice_date"],
        dues=days.get("due_date", no_days),
        amounts=amounts,
        currencies=read_currencies(sheet, amounts.signs, defaults.currency),
        types=texts["document_type"],
        terms=texts["payment_terms_days"],
        reminders=texts["reminders"],
        descriptions=texts["description"],
        your_refs=texts["your_ref"],
        payment_refs=texts["payment_ref"],
        details=Details(texts, ids, since, defaults),
    )
    found = find_items(rows)
    told = [explain(rows, index) for index in found.unread]
    owing = dict.fromkeys(invoice.debtor_id for invoice in found.invoices)
    return Assembly(
        {debtor: rows.details.debtor(debtor) for debtor in owing},
        found.invoices,
        [*found.refused, *(said for said in told if isinstance(said, Refused))],
        [
            *notices,
            *amounts.notices,
            *found.notices,
            *(said for said in told if isinstance(said, Notice)),
            *_mostly_credit(sheet, found),
            *_ignored(sheet, found, since, texts),
        ],
    )


def _mostly_credit(sheet: Sheet, found: Found) -> Iterator[Notice]:
    """A list in which we owe most of the items is more often one with its signs turned round."""
    credit = sum(invoice.is_credit for invoice in found.invoices)
    if credit * 2 > len(found.invoices):
        values = {"count": str(credit), "rows": str(len(found.invoices))}
        yield Notice(sheet.header_line, "mostly-credit", values)


def _ignored(sheet: Sheet, found: Found, since: Sequence[Day], texts: Texts) -> Iterator[Notice]:
    """Per optional column the cells that are filled and say nothing that can be read, at the first line."""
    unclear: dict[str, list[int]] = {}
    for name, says_something in UNCLEAR.items():
        cells = texts[name]
        silent = {text for text in set(cells) if text and not says_something(text)}
        unclear[name] = [n for n in found.counted if cells[n] in silent] if silent else []
    unclear["customer_since"] = [n for n in found.counted if isinstance(since[n], str)]
    for name, rows in unclear.items():
        if rows:
            text = quoted(sheet.raw(name)[rows[0]])
            values = {"header": sheet.header(name), "text": text, "count": str(len(rows))}
            yield Notice(sheet.lines[rows[0]], "ignored-values", values)
