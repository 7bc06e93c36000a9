"""From text to rows of cells, each with the physical line where it starts.

`csv.reader` does the work. Around it stands what it does not do: one unclosed quotation mark may not
swallow the rows below it, and an endless line may not fill the memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cockpit.intake.problems import IntakeError, Refused, quoted

DELIMITERS = (";", "\t", ",", "|")
MAX_ROWS = 500_000
MAX_LINES = 2_000_000
MAX_LINE = 100_000
MAX_CELL_LINES = 100
"""A cell may go over so many lines: else each of many open quotation marks would have the whole file read."""

_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as the file holds them; `lines[n]` is the physical line where `rows[n]` starts."""

    lines: Sequence[int]
    rows: list[list[str]]
    refused: tuple[Refused, ...] = ()


def physical_lines(text: str) -> list[str]:
    """The lines of a file. A lone carriage return ends one only in a file without line feeds.

    Raises `IntakeError` too-many-rows.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    elif text.count("\r") != text.count("\r\n"):
        text = text.replace("\r\n", "\n").replace("\r", " ")
    if text.count("\n") > MAX_LINES:
        raise IntakeError("too-many-rows", limit=str(MAX_ROWS))
    return text.split("\n")


def named_delimiter(first_line: str) -> str | None:
    """The delimiter of a `sep=;` line, which Excel reads and does not show; None for any other line."""
    text = first_line.strip("\r\"' ")
    if first_line.startswith("sep=\t"):
        return "\t"
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") and text[4] in DELIMITERS else None


def sample(lines: Sequence[str], delimiter: str) -> Table:
    """The first rows, to find out with which delimiter and under which headings a file is written."""
    return split([line[:MAX_LINE] for line in lines[:_SAMPLE]], delimiter)


def regularity(table: Table) -> int:
    """How well the delimiter fits: delimiters outside quotes, times the rows that have that many."""
    widths = [len(row) for row in table.rows if any(row)]
    return max(((width - 1) * widths.count(width) for width in set(widths)), default=0)


def split(lines: list[str], delimiter: str) -> Table:
    """The rows of all lines; a row that cannot be taken apart is refused and costs no other.

    Raises `IntakeError` too-many-rows.
    """
    lines, refused = _without_endless_lines(lines)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error:
        rows = []
    if reader.line_num == len(rows):
        table = Table(range(1, len(rows) + 1), rows, tuple(refused))
    else:
        table = _split_with_care(lines, delimiter, refused)
    if len(table.rows) > MAX_ROWS and sum(map(bool, table.rows)) > MAX_ROWS:
        raise IntakeError("too-many-rows", limit=str(MAX_ROWS))
    return table


def _without_endless_lines(lines: list[str]) -> tuple[list[str], list[Refused]]:
    if max(map(len, lines), default=0) <= MAX_LINE:
        return lines, []
    values = {"limit": str(MAX_LINE)}
    refused = [
        Refused(n, "line-too-long", {"length": str(len(line)), **values})
        for n, line in enumerate(lines, 1)
        if len(line) > MAX_LINE
    ]
    return [line if len(line) <= MAX_LINE else "" for line in lines], refused


def _split_with_care(lines: list[str], delimiter: str, refused: list[Refused]) -> Table:
    """For files with line breaks inside cells: a row over several lines has to be quoted properly."""
    lines = [line + "\n" for line in lines]
    found: list[tuple[int, list[str]]] = []
    start = 0
    while start < len(lines):
        for first, after, row in _rows_from(lines, start, delimiter):
            start = after
            if row is not None:
                found.append((first + 1, row))
                continue
            refused.append(Refused(first + 1, "stray-quote", {"text": quoted(lines[first])}))
            start = first + 1
            break
    return Table([line for line, _ in found], [row for _, row in found], tuple(refused))


def _rows_from(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str] | None]]:
    """The index of the first line of each row, the index after its last line, and its cells.

    The cells are None where a quotation mark stays open; what would come after that means nothing.
    """
    first = start

    def one_by_one() -> Iterator[str]:
        for number in range(start, len(lines)):
            if number - first > MAX_CELL_LINES:
                raise csv.Error("a quotation mark stays open")
            yield lines[number]

    reader = csv.reader(one_by_one(), delimiter=delimiter)
    while first < len(lines):
        try:
            row: list[str] | None = next(reader)
        except csv.Error:
            row = None
        after = start + reader.line_num
        if after - first > 1 and not _well_quoted(lines[first:after], delimiter):
            row = None
        yield first, after, row
        first = after


def _well_quoted(lines: list[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
