"""`cockpit report`: what was done in a period, and what came of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import fill

from cockpit.commands import output, shapes
from cockpit.commands.session import opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.figures import Figure, Figures
from cockpit.core.span import Span, Unit
from cockpit.desk.report_csv import as_csv
from cockpit.desk.report_plots import HeatMap, bar
from cockpit.desk.reporting import Report, report
from cockpit.language import _, labels, report_sentences

_NUMBERS = frozenset({1, 2, 3, 4, 5, 6})
_BAR, _WIDTH = 20, 78


def run(options: Namespace, place: Place) -> int:
    """Write the figures; without days those of this week until today."""
    with opened(place, read_only=True, on=options.on) as session:
        last: date = options.last or session.today()
        first: date = options.first or Span.around(last, Unit.WEEK).first
        if last < first:
            raise CannotDo(_("The first day comes after the last one."))
        found = report(session, first, last)
    if options.json:
        output.data(shapes.report(found))
    elif options.csv:
        output.result(as_csv(found, options.by or "collector").rstrip("\n"))
    else:
        _tell(found, options.by)
        if options.explain:
            _explain()
    return 0


def _tell(found: Report, by: str | None) -> None:
    if not found.counted.cells:
        output.message(_("No call was saved in this period."))
        return
    output.result(report_sentences.span(Span(found.first, found.last)))
    output.result()
    told = report_sentences.rows(found.total, found.our_actions, found.counted.hours)
    _table([(report_sentences.title(figure), value) for figure, value in told])
    _days(found)
    if by != "kind":
        rows = ((name or _("(no name)"), figures) for name, figures in found.callers.items())
        _groups(_("collector"), rows)
    if by != "collector":
        _groups(_("kind of call"), ((labels.kind(kind), figures) for kind, figures in found.kinds.items()))
    _hours(HeatMap(found.counted.hours))


def _days(found: Report) -> None:
    output.result()
    steps = found.steps()
    most = max(step.figures.calls for step in steps)
    rows = [(_("day"), *report_sentences.head(), report_sentences.bar_key())]
    for step in steps:
        name, f = report_sentences.step(step.first, step.unit), step.figures
        rows.append((name, *report_sentences.row(f), bar(f.reached, f.calls, most, _BAR)))
    rows.append((_("together"), *report_sentences.row(found.total), ""))
    _table(rows, _NUMBERS)


def _groups(heading: str, groups: Iterable[tuple[str, Figures]]) -> None:
    output.result()
    _table(
        [
            (heading, *report_sentences.head()),
            *((name, *report_sentences.row(figures)) for name, figures in groups),
        ],
        _NUMBERS,
    )


def _hours(heat: HeatMap) -> None:
    output.result()
    rows = [("", *map(report_sentences.weekday, heat.weekdays))]
    for hour in heat.hours:
        rows.append((f"{hour:>2}–{hour + 1}", *(heat.cell(day, hour) for day in heat.weekdays)))
    _table(rows, frozenset(range(8)))
    output.result(fill(report_sentences.definition(Figure.HOURS), _WIDTH))


def _explain() -> None:
    output.result()
    for figure in Figure:
        text = f"{report_sentences.title(figure)}: {report_sentences.definition(figure)}"
        output.result(fill(text, _WIDTH, subsequent_indent="  "))


def _table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    for line in output.table(rows, right):
        output.result(line)
