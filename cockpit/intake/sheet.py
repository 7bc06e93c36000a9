"""The rows below the headings, by field: the table that the rest of the room reads its columns from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cockpit.core.text import LINE_LIMIT, clean_line
from cockpit.intake.problems import Refused
from cockpit.intake.table import Table

_QUOTED_FORMULA = re.compile(r'="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells below the headings, column by column; `at` is the column of each field.

    It holds no row as such, and columns are tuples: the garbage collector looks into every list again and
    again, but into a tuple of texts once. That counts in a file of a hundred thousand rows.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    at: Mapping[str, int]
    headers: tuple[str, ...]
    header_line: int

    def __len__(self) -> int:
        return len(self.lines)

    def raw(self, field: str) -> Sequence[str]:
        """The cells of a field as the file holds them; empty texts when there is no such column."""
        column = self.at.get(field)
        return ("",) * len(self) if column is None else self.columns[column]

    def row(self, index: int) -> tuple[str, ...]:
        """The cells of one row, without the white space around them."""
        return tuple([column[index].strip() for column in self.columns])

    def header(self, field: str) -> str:
        """The heading of a field as the file writes it; empty when there is no such column."""
        column = self.at.get(field)
        return "" if column is None else self.headers[column]


class Texts:
    """The columns of a sheet as clean text, every column and every different cell cleaned once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._columns: dict[str, Sequence[str]] = {}

    def __getitem__(self, field: str) -> Sequence[str]:
        """The cells of a field, cleaned; empty texts when there is no such column."""
        if field not in self._columns:
            cells = self._sheet.raw(field)
            if not _is_clean(cells):
                clean = {text: _clean(text) for text in dict.fromkeys(cells)}
                cells = tuple([clean[text] for text in cells])
            self._columns[field] = cells
        return self._columns[field]


def _clean(text: str) -> str:
    """Excel writes `="0012"` to keep the zeros of a number; that is 0012. Any other `=` is text."""
    plain = clean_line(text)
    found = _QUOTED_FORMULA.fullmatch(plain)
    return found[1].strip() if found else plain


def _is_clean(cells: Sequence[str]) -> bool:
    """Whether cleaning would leave every cell as it is: asked of all at once, since nearly always it does."""
    whole = f"|{'|'.join(cells)}|"
    if not whole.isascii():
        whole = f"|{'|'.join(dict.fromkeys(cells))}|"
    padded = "| " in whole or " |" in whole or '|="' in whole
    return (
        not padded
        and max(map(len, cells), default=0) <= LINE_LIMIT
        and clean_line(whole, len(whole)) == whole
    )


def fitted(table: Table, start: int, width: int) -> tuple[list[int], list[list[str]], list[Refused]]:
    """The rows from number `start` on with `width` cells each: lines, cells, and the rows that have more.

    Cells that are left out at the end of a row are empty; a further one with something in it means that a
    text with a separator stands without quotes, and that every cell after it is not what it seems.
    """
    lines: list[int] = []
    rows: list[list[str]] = []
    refused: list[Refused] = []
    for line, row in zip(table.lines[start:], table.rows[start:], strict=True):
        if len(row) != width:
            if not row:
                continue
            if any(map(str.strip, row[width:])):
                refused.append(
                    Refused(line, "too-many-cells", {"found": str(len(row)), "expected": str(width)})
                )
                continue
            row = [*row[:width], *[""] * (width - len(row))]
        lines.append(line)
        rows.append(row)
    return lines, rows, refused
