"""Every code with which the intake room speaks, and the values that fill its sentence.

The sentences themselves are written in the language room. All values are text: dates are ISO 8601, text
from the file is cleaned and shortened, a `header` is the heading of the column as the file writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cockpit.core.text import clean_line, shorten

if TYPE_CHECKING:
    from cockpit.intake.layout import Layout

ERRORS: Mapping[str, tuple[str, ...]] = {
    "empty-file": (),  # nothing in it but white space
    "spreadsheet": ("kind",),  # an Excel or OpenDocument workbook (xlsx, xls, ods): save it as CSV
    "not-text": ("kind",),  # pdf, zip, image, xml, html, json or binary
    "encoding": ("encoding",),  # UTF-32: text, but not as any program that keeps books writes it
    "too-large": ("megabytes", "limit"),  # in MiB
    "too-many-rows": ("limit",),
    "too-many-columns": ("columns", "limit"),
    "no-header": (),  # no row with column headings in the first lines
    "unknown-column": ("header", "field"),  # a chosen column does not exist in this file
    "needs-columns": ("missing",),  # field names joined by ", "; `.layout` is for the mapping screen
}
"""The whole file cannot be read: `IntakeError`."""

REFUSED: Mapping[str, tuple[str, ...]] = {
    "no-debtor": (),
    "no-invoice-number": (),
    "no-date": ("header",),
    "unreadable-date": ("header", "text"),  # also a day that does not exist, such as 31-02
    "implausible-date": ("header", "text"),  # readable, but the year cannot be right
    "no-amount": ("header",),
    "unreadable-amount": ("header", "text"),
    "ambiguous-amount": ("header", "text"),  # 1.250 in a column that writes 12.50 as well
    "unreadable-currency": ("header", "text"),
    "currency-differs": ("text", "currency"),  # text is what differs from the row's or invoice's currency
    "too-many-cells": ("found", "expected"),  # usually a separator inside a text without quotes
    "stray-quote": ("text",),  # a quotation mark that is never closed
    "line-too-long": ("length", "limit"),  # in characters
}
"""One row is refused; the others stand."""

NOTICES: Mapping[str, tuple[str, ...]] = {
    "due-derived": ("number", "days", "due"),  # no due date: invoice date plus that many calendar days
    "total-row": ("text",),  # passed over
    "title-row": ("text",),  # passed over: a group heading, a page number, a print date
    "repeated-header": (),  # passed over
    "repeated-row": ("number", "first"),  # passed over; `first` is the line that it repeats
    "nothing-open": ("number",),  # passed over
    "added-together": ("number", "first"),  # another line of the invoice that began on line `first`
    "taken-as-credit": ("number", "text"),  # a positive amount that the type column calls a credit note
    "mostly-credit": ("count", "rows"),  # more than half of the items are negative: is the sign right?
    "month-first-dates": ("header", "text"),  # the column proves mm/dd/yyyy; `text` is the proof
    "uncertain-date-order": ("header", "text"),  # read as day first; nothing in the file proves it
    "uncertain-decimals": ("header", "text"),  # 1.250 read as 1250; nothing in the file proves it
    "numbers-not-used": ("header", "count", "names"),  # debtors of one name are taken as one
    "ignored-values": ("header", "text", "count"),  # cells of an optional column that say nothing readable
}
"""Something the user should know; no row that counts was lost."""

_TEXT_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read. `line` is the physical line where it starts, 1 is the first."""

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a line; what holds for a whole column is told at the line of the headings."""

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class IntakeError(Exception):
    """The file cannot be read at all. `code` is one of `ERRORS`, `values` fills its sentence.

    `layout` is there when the headings were found: the mapping screen shows it.
    """

    def __init__(self, code: str, *, layout: Layout | None = None, **values: str) -> None:
        super().__init__(f"{code}: " + ", ".join(f"{k}={v}" for k, v in values.items()))
        self.code = code
        self.values: Mapping[str, str] = values
        self.layout = layout


def quoted(text: str) -> str:
    """Text from the file as a message may show it: harmless, on one line, short."""
    return shorten(clean_line(text), _TEXT_WIDTH)
