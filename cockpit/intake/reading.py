"""Reading an exported list of open items, as accounting packages write it, without being told how.

The file's own cells decide: encoding, delimiter, the row with the headings, what each column is, decimal
comma or point, the order of day and month. Every row ends as an invoice, as a notice (passed over: nothing
open, a total, a title, a repetition) or as a refusal with its line and reason; none is lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.text import clean_line
from cockpit.intake import table
from cockpit.intake.assembly import assemble
from cockpit.intake.codes import more_than_names
from cockpit.intake.debtors import Defaults
from cockpit.intake.decode import decode
from cockpit.intake.headings import header_row, key_of, recognise, unused_codes
from cockpit.intake.layout import FIELDS, PREVIEW_ROWS, Layout, fingerprint, missing_fields, named
from cockpit.intake.problems import IntakeError, Notice, Refused, quoted
from cockpit.intake.sheet import Sheet, fitted

MAX_COLUMNS = 200
_HEADER_WITHIN = 60
_SAMPLE_ROWS = 500

Remembered = Callable[[str], Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the debtors who owe something, their open items, and what was not taken over.

    `refused` and `notices` are in the order of their lines.
    """

    debtors: Mapping[str, Debtor]
    invoices: tuple[Invoice, ...]
    refused: tuple[Refused, ...]
    notices: tuple[Notice, ...]
    layout: Layout

    @property
    def open_total(self) -> dict[str, Money]:
        """What is open per currency, credit notes taken off, refused rows left out."""
        return totals(invoice.open for invoice in self.invoices)


def read(
    data: bytes,
    *,
    defaults: Defaults,
    columns: Mapping[str, str] | None = None,
    known_layout: Remembered | None = None,
) -> Reading:
    """Read the bytes of a file with open items.

    `columns` (field → heading, "" for none) was chosen by the user and wins; `known_layout` gives the columns
    that were chosen earlier for a file with these headings; the headings decide about the rest.

    Raises `IntakeError`, and nothing else, when the file as a whole cannot be read.
    """
    layout, sheet, refused, titles = _laid_out(*_split(data, columns or {}), columns or {}, known_layout)
    found = assemble(sheet, defaults)
    return Reading(
        found.debtors,
        tuple(found.invoices),
        tuple(sorted([*refused, *found.refused], key=lambda told: told.line)),
        tuple(sorted([*titles, *found.notices], key=lambda told: told.line)),
        layout,
    )


def _split(data: bytes, columns: Mapping[str, str]) -> tuple[table.Table, str, str]:
    """The rows of a file, its delimiter and its encoding."""
    text, encoding = decode(data)
    lines = table.physical_lines(text)
    stated = table.named_delimiter(lines[0])
    if stated:
        lines[0] = ""
    delimiter = _delimiter(lines, [stated] if stated else table.DELIMITERS, columns)
    return table.split(lines, delimiter), delimiter, encoding


def _delimiter(lines: list[str], candidates: Sequence[str], columns: Mapping[str, str]) -> str:
    """The one that makes most headings known; between equals the one that is counted most regularly."""

    def fit(delimiter: str) -> tuple[int, int]:
        found = table.sample(lines, delimiter)
        return header_row(found.rows, columns.values())[1], table.regularity(found)

    return max(candidates, key=fit)


def _laid_out(
    whole: table.Table,
    delimiter: str,
    encoding: str,
    columns: Mapping[str, str],
    known_layout: Remembered | None,
) -> tuple[Layout, Sheet, list[Refused], list[Notice]]:
    """Which column is what, the cells below the headings, and what to say about the other rows."""
    at = header_row(whole.rows[:_HEADER_WITHIN], columns.values())[0]
    if at < 0:
        raise IntakeError("no-header")
    cells = _headings(whole.rows[at])
    headers = named(cells)
    mark = fingerprint([key_of(cell) for cell in cells])
    lines, rows, refused = fitted(whole, at + 1, len(cells))
    chosen, closed = _chosen(headers, columns, (known_layout(mark) if known_layout else None) or {})
    found = recognise(headers, rows[:_SAMPLE_ROWS], chosen, closed)
    layout = Layout(
        mark,
        headers,
        {name: headers[found[name]] for name in FIELDS if name in found},
        missing_fields(found),
        delimiter,
        encoding,
        whole.lines[at],
        tuple(tuple(clean_line(cell, 80) for cell in row) for row in rows[:PREVIEW_ROWS]),
    )
    if layout.missing:
        raise IntakeError("needs-columns", layout=layout, missing=", ".join(layout.missing))
    sheet = Sheet(
        lines, [tuple([row[n] for row in rows]) for n in range(len(cells))], found, headers, whole.lines[at]
    )
    said = [] if "debtor_code" in closed else _numbers_not_used(sheet)
    return layout, sheet, [*whole.refused, *refused], [*_titles(whole, at), *said]


def _headings(cells: Sequence[str]) -> Sequence[str]:
    """The headings without the empty ones at their end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise IntakeError("too-many-columns", columns=str(len(cells)), limit=str(MAX_COLUMNS))
    return cells


def _titles(whole: table.Table, at: int) -> list[Notice]:
    """What stands above the headings."""
    return [
        Notice(line, "title-row", {"text": quoted(" ".join(filter(None, row)))})
        for line, row in zip(whole.lines[:at], whole.rows[:at], strict=True)
        if any(map(str.strip, row))
    ]


def _numbers_not_used(sheet: Sheet) -> list[Notice]:
    """What looks like a debtor number and is not used, though debtors are one by their name without it."""
    for column in unused_codes(sheet.headers, sheet.at):
        counts = more_than_names(sheet.columns[column], sheet.raw("debtor_name"))
        if counts:
            values = {"header": quoted(sheet.headers[column])}
            values |= {"count": str(counts[0]), "names": str(counts[1])}
            return [Notice(sheet.header_line, "numbers-not-used", values)]
    return []


def _chosen(
    headers: Sequence[str], columns: Mapping[str, str], remembered: Mapping[str, str]
) -> tuple[dict[str, int], set[str]]:
    """The columns that were chosen, and the fields that shall have none.

    What was remembered is taken as far as it still fits; what is asked for now has to be there.
    """
    places = {header: place for place, header in enumerate(headers)}
    chosen = {
        name: places[header] for name, header in remembered.items() if name in FIELDS and header in places
    }
    for name, header in columns.items():
        if header and (header not in places or name not in FIELDS):
            raise IntakeError("unknown-column", header=quoted(header), field=quoted(name))
        chosen.pop(name, None)
        if header:
            chosen[name] = places[header]
    closed = {name for name, header in {**remembered, **columns}.items() if not header}
    return chosen, closed
