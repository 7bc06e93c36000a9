"""The rows below the headings, by field: the table that the rest of the room reads its columns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cockpit.core.text import clean_line
from cockpit.intake.problems import Refused
from cockpit.intake.table import Table


class Cleaner(dict[str, str]):
    """Cell text to clean text, every different text cleaned once.

    Excel writes `="0012"` to keep the zeros of a number; that is 0012. Any other `=` is text.
    """

    def __missing__(self, text: str) -> str:
        plain = clean_line(text)
        if plain.startswith('="') and plain.endswith('"'):
            plain = plain[2:-1].strip()
        self[text] = plain
        return plain


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that all have as many cells as there are headings; `at` is the column of each field."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    at: Mapping[str, int]
    headers: tuple[str, ...]
    header_line: int

    def raw(self, field: str) -> list[str]:
        """The cells of a field as the file holds them; empty texts when there is no such column."""
        column = self.at.get(field)
        return [""] * len(self.rows) if column is None else [row[column] for row in self.rows]

    def texts(self, field: str, clean: Cleaner) -> list[str]:
        """The cells of a field, cleaned."""
        return list(map(clean.__getitem__, self.raw(field)))

    def header(self, field: str) -> str:
        """The heading of a field as the file writes it; empty when there is no such column."""
        column = self.at.get(field)
        return "" if column is None else self.headers[column]


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
