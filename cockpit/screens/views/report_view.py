"""A report on the screen: the figures, the hours, and tables with bars, each fitted to a width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from cockpit.core.figures import Figure, Figures, best_hours
from cockpit.core.text import clean_line, shorten
from cockpit.desk.report_plots import HeatMap, bar
from cockpit.desk.reporting import Report
from cockpit.language import _, labels, report_sentences
from cockpit.widgets.plain import fit, hanging, lines

_LABEL, _NAME, _HOUR, _CELL, _GAP = 20, 16, 8, 7, 2
_LEAST_BAR, _MOST_BAR = 12, 40
_REACHED, _SPOKEN, _PROMISED = 1, 2, 4
_LEFT_OUT = (_SPOKEN, _REACHED, _PROMISED)
"""The columns that a narrow window does without, the first of these first."""


def figures_view(found: Report, width: int) -> Content:
    """Every figure with what it says."""
    told = report_sentences.rows(found.total, found.our_actions, found.counted.hours)
    rows = []
    for figure, value in told:
        head = Content.styled(fit(report_sentences.title(figure), _LABEL), "$muted")
        rows.append(hanging(head, Content.styled(value, "bold"), width))
    return lines(*rows)


def hours_view(found: Report) -> Content:
    """When people are reached: weekdays across, hours down, the best hours marked by a sign."""
    heat, best = HeatMap(found.counted.hours), best_hours(found.counted.hours)
    names = "".join(fit(report_sentences.weekday(day), _CELL - 1, right=True) + " " for day in heat.weekdays)
    rows = [Content.styled(" " * _HOUR + names, "bold $accent")]
    for hour in heat.hours:
        row = Content.styled(fit(f"{hour:>2}–{hour + 1}", _HOUR), "$muted")
        for day in heat.weekdays:
            cell = fit(heat.cell(day, hour), _CELL - 1, right=True)
            is_best = (day, hour) in best
            style = "bold $done" if is_best else "$promised" if heat.says_something(day, hour) else "$muted"
            row += Content.styled(f"{cell}{'*' if is_best else ' '}", style)
        rows.append(row)
    key = _("% of the attempts that reached somebody · * best")
    return lines(*rows, Content.styled(key, "$muted"))


def tables_view(found: Report, width: int) -> Content:
    """The period in steps with bars, then per collector and per kind of call."""
    collectors = ((clean_line(name) or _("(no name)"), figures) for name, figures in found.callers.items())
    kinds = ((labels.kind(kind), figures) for kind, figures in found.kinds.items())
    return lines(
        _steps(found, width),
        "",
        _table(_("collector"), collectors, width),
        "",
        _table(_("kind of call"), kinds, width),
    )


def definitions_view(width: int) -> Content:
    """What every figure means."""
    parts: list[Content] = []
    for figure in Figure:
        parts.append(Content.styled(report_sentences.title(figure), "bold $accent"))
        parts += [*Content(report_sentences.definition(figure)).wrap(width), Content("")]
    return lines(*parts[:-1])


def _steps(found: Report, width: int) -> Content:
    steps = found.steps()
    groups = [(report_sentences.step(step.first, step.unit), step.figures) for step in steps]
    rows = _fitted(_("day"), groups, width - _LEAST_BAR - _GAP)
    room = min(width - rows[0].cell_length - _GAP, _MOST_BAR)
    most = max(figures.calls for _name, figures in groups)
    bars = [bar(figures.reached, figures.calls, most, room) for _name, figures in groups]
    key = Content.styled(f"  {shorten(report_sentences.bar_key(), room)}", "$muted")
    drawn = (row + Content.styled(f"  {one}", "$promised") for row, one in zip(rows[1:], bars, strict=True))
    return lines(rows[0] + key, *drawn)


def _table(heading: str, groups: Iterable[tuple[str, Figures]], width: int) -> Content:
    return lines(*_fitted(heading, list(groups), width))


def _fitted(heading: str, groups: Sequence[tuple[str, Figures]], width: int) -> list[Content]:
    """A heading and a row per group. What does not fit is left out, a column at a time."""
    table = [
        list(report_sentences.head()),
        *(list(report_sentences.row(figures)) for _name, figures in groups),
    ]
    kept = list(range(len(table[0])))
    name = min(max(len(text) for text in (heading, *(name for name, _figures in groups))), _NAME)
    for column in _LEFT_OUT:
        if name + sum(_width(table, n) for n in kept) <= width:
            break
        kept.remove(column)
    names = [heading, *(name for name, _figures in groups)]
    rows = []
    for number, (text, cells) in enumerate(zip(names, table, strict=True)):
        row = fit(text, name) + "".join(fit(cells[n], _width(table, n), right=True) for n in kept)
        rows.append(Content.styled(row, "bold $accent" if number == 0 else ""))
    return rows


def _width(table: Sequence[Sequence[str]], column: int) -> int:
    return max(len(row[column]) for row in table) + _GAP
