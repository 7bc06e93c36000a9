"""`cockpit report`: what was done in a period, per day and per collector."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from cockpit.commands import output, shapes
from cockpit.commands.session import opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.desk.reporting import Figures, Report, report, week_of
from cockpit.handover.files import csv_safe
from cockpit.language import _, amounts, dates

_NUMBERS = frozenset({1, 2, 3})


def run(options: Namespace, place: Place) -> int:
    """Write the figures; without days those of this week until today."""
    with opened(place, read_only=True, on=options.on) as session:
        last: date = options.last or session.today()
        first: date = options.first or week_of(last)
        if last < first:
            raise CannotDo(_("The first day comes after the last one."))
        found = report(session, first, last)
    if options.json:
        output.data(shapes.report(found))
    elif options.csv:
        output.result(_csv(found).rstrip("\n"))
    else:
        _tell(found)
    return 0


def _tell(found: Report) -> None:
    if not found.cells:
        output.message(_("No call was saved in this period."))
        return
    head = (_("calls"), _("spoken to"), _("promises"), _("promised"))
    rows = [(_("day"), *head), *((dates.day(day, style="medium"), *_row(f)) for day, f in found.days.items())]
    rows.append((_("together"), *_row(found.total)))
    rows += [("", "", "", "", ""), (_("collector"), *head)]
    rows += [(caller or _("(no name)"), *_row(figures)) for caller, figures in found.callers.items()]
    for line in output.table(rows, _NUMBERS):
        output.result(line)


def _row(figures: Figures) -> tuple[str, str, str, str]:
    money = " + ".join(map(amounts.money, figures.amounts)) or "–"
    return str(figures.calls), str(figures.spoken), str(figures.promises), money


def _csv(found: Report) -> str:
    """A row per day and collector, a column of amounts per currency; no cell is a formula."""
    currencies = [money.currency for money in found.total.amounts]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["date", "caller", "calls", "spoken", "promises", *(f"amount_{c}" for c in currencies)])
    for (day, caller), figures in found.cells.items():
        row = [day.isoformat(), csv_safe(caller), figures.calls, figures.spoken, figures.promises]
        writer.writerow([*row, *_amounts(figures, currencies)])
    return stream.getvalue()


def _amounts(figures: Figures, currencies: Iterable[str]) -> list[str]:
    known = shapes.amounts(figures.amounts)
    return [known.get(currency, "0") for currency in currencies]
