"""A report as a table for a spreadsheet: a row per day and collector or kind of call, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from cockpit.core.figures import Cell, Fate, Figures, Promised
from cockpit.desk.reporting import Report
from cockpit.handover.files import csv_safe

BY: Mapping[str, tuple[str, Callable[[Cell], str]]] = {
    "collector": ("caller", lambda cell: cell.caller),
    "kind": ("kind", lambda cell: cell.kind.value),
}
"""What a row can be about beside its day: the heading of that column, and what stands in it."""


def as_csv(found: Report, by: str = "collector") -> str:
    """The table, every line ended by a line feed; a column of amounts per currency. `by` is one of `BY`."""
    heading, name_of = BY[by]
    currencies = [money.currency for money in found.total.promised.amounts]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    amounts = [f"amount_{c}" for c in currencies]
    fates = [fate.value.replace("-", "_") for fate in Fate]
    kept = [f"kept_{c}" for c in currencies]
    head = ["date", heading, "calls", "spoken", "promises", *amounts, "reached", *fates, *kept]
    writer.writerow([*head, "days_gained"])
    for (day, name), f in found.counted.by(lambda cell: (cell.day, name_of(cell))).items():
        row = [day.isoformat(), csv_safe(name), f.calls, f.spoken, f.promised.number]
        row += [*_amounts(f.promised, currencies), f.reached, *(f.of(fate).number for fate in Fate)]
        writer.writerow([*row, *_amounts(f.of(Fate.KEPT), currencies), _gained(f)])
    return stream.getvalue()


def _amounts(promised: Promised, currencies: Iterable[str]) -> list[str]:
    known = {money.currency: money.text() for money in promised.amounts}
    return [known.get(currency, "0") for currency in currencies]


def _gained(f: Figures) -> int | str:
    return f.days_gained if f.gained_by else ""
