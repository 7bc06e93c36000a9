"""Why a row is no open item: the headings once more, a total, a title, or a row with something wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cockpit.core.text import fold
from cockpit.intake.headings import key_of
from cockpit.intake.items import TOTALS, Rows
from cockpit.intake.layout import AMOUNTS
from cockpit.intake.problems import Notice, Refused, quoted
from cockpit.intake.values import DIFFERS

_WIDEST = 100
_TOTAL = re.compile(
    r"(?:(?:generaal|algemeen|grand|sub|eind)[ -]?)?(?:totaal|totalen|totals?)\b"
    r"|(?:saldo|som|transport|sum|balance)\b"
)


def explain(rows: Rows, index: int) -> Notice | Refused | None:
    """What to say about a row that is no open item; None when there is nothing in it."""
    cells = rows.sheet.row(index)
    if not any(map(str.isalnum, "".join(cells))):
        return None
    return _passed_over(rows, index, cells) or _refused(rows, index)


def _passed_over(rows: Rows, index: int, cells: Sequence[str]) -> Notice | None:
    line, sheet = rows.line(index), rows.sheet
    if all(key_of(cells[column]) == key_of(sheet.headers[column]) for column in sheet.at.values()):
        return Notice(line, "repeated-header")
    amounts = [cells[sheet.at[name]] for name in AMOUNTS if name in sheet.at and cells[sheet.at[name]]]
    total = _total_in(rows, index, cells) if amounts else ""
    if total:
        return Notice(line, "total-row", {"text": quoted(total)})
    debtor, number = bool(rows.debtors[index]), bool(rows.numbers[index])
    if amounts and not debtor and not number:
        return Notice(line, "total-row", {"text": quoted(amounts[0])})
    if not amounts and debtor + number + isinstance(rows.days[index], date) <= 1:
        return Notice(line, "title-row", {"text": quoted(" ".join(filter(None, cells)))})
    return None


def _total_in(rows: Rows, index: int, cells: Sequence[str]) -> str:
    """The cell that makes this row a total; empty when it is none.

    A firm may be called "Totaal Techniek": the word alone makes a total of a row without date or without
    number, a text that begins with it only of a row that has neither.
    """
    folded = [(cell, fold(cell[:_WIDEST]).rstrip(" :.")) for cell in cells]
    words = [cell for cell, plain in folded if plain in TOTALS]
    texts = words or [cell for cell, plain in folded if _TOTAL.match(plain)]
    dated = rows.days[index] is not None and cells[rows.sheet.at["invoice_date"]] not in texts
    numbered = bool(rows.numbers[index]) and cells[rows.sheet.at["invoice_no"]] not in texts
    is_item = dated and numbered if words else dated or numbered
    return texts[0] if texts and not is_item else ""


def _refused(rows: Rows, index: int) -> Refused:
    """The first thing that is wrong with a row."""
    line = rows.line(index)
    if not rows.debtors[index]:
        return Refused(line, "no-debtor")
    if not rows.numbers[index]:
        return Refused(line, "no-invoice-number")
    return _wrong_date(rows, index) or _wrong_amount(rows, index) or _wrong_currency(rows, index)


def _wrong_date(rows: Rows, index: int) -> Refused | None:
    line, sheet = rows.line(index), rows.sheet
    if rows.days[index] is None:
        return Refused(line, "no-date", {"header": sheet.header("invoice_date")})
    for name, day in (("invoice_date", rows.days[index]), ("due_date", rows.dues[index])):
        if isinstance(day, str):
            text = quoted(sheet.raw(name)[index])
            return Refused(line, day, {"header": sheet.header(name), "text": text})
    return None


def _wrong_amount(rows: Rows, index: int) -> Refused | None:
    line, sheet = rows.line(index), rows.sheet
    for name, column in rows.amounts.read.items():
        value = column[index]
        if isinstance(value, str):
            text = quoted(sheet.raw(name)[index])
            return Refused(line, value, {"header": sheet.header(name), "text": text})
    if rows.amounts.open[index] is None:
        name = next(name for name in AMOUNTS if name in sheet.at)
        return Refused(line, "no-amount", {"header": sheet.header(name)})
    return None


def _wrong_currency(rows: Rows, index: int) -> Refused:
    line, sheet = rows.line(index), rows.sheet
    if rows.currencies[index] == DIFFERS:
        cells = [sheet.raw(name)[index] for name in AMOUNTS if name in sheet.at]
        stated = sheet.raw("currency")[index]
        return Refused(line, DIFFERS, {"text": quoted(" ".join(cells)), "currency": quoted(stated)})
    text = quoted(sheet.raw("currency")[index])
    return Refused(line, "unreadable-currency", {"header": sheet.header("currency"), "text": text})
