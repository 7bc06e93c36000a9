"""The figures of a report in words: what each is called, what it is, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from cockpit.core.figures import ENOUGH, Fate, Figure, Figures, Hours, OurActions, Promised, best_hours
from cockpit.core.money import Money
from cockpit.core.span import Span, Unit
from cockpit.language import amounts, dates
from cockpit.language.catalogue import N_, translator
from cockpit.language.locales import locale_of, plain_spaces

_NOTHING = "–"

_TITLES: Mapping[Figure, str] = {
    Figure.CALLS: N_("attempts"),
    Figure.REACHED: N_("reached"),
    Figure.SPOKEN: N_("right person"),
    Figure.PROMISES: N_("promises"),
    Figure.AMOUNTS: N_("promised"),
    Figure.KEPT: N_("kept"),
    Figure.KEPT_VALUE: N_("kept, by value"),
    Figure.PART_KEPT: N_("kept in part"),
    Figure.BROKEN: N_("not kept"),
    Figure.RUNNING: N_("still awaited"),
    Figure.REPLACED: N_("replaced"),
    Figure.DAYS_GAINED: N_("days gained"),
    Figure.COMMITMENTS: N_("our actions, open"),
    Figure.HOURS: N_("best hours"),
}
_DEFINITIONS: Mapping[Figure, str] = {
    Figure.CALLS: N_(
        "Calls that were saved, whatever came of them. A call counts on the day on which it was opened, in "
        "the time zone of the workspace."
    ),
    Figure.REACHED: N_("Attempts in which a person answered: the right one or somebody else."),
    Figure.SPOKEN: N_("Attempts in which the right person was on the line. They are part of the reached."),
    Figure.PROMISES: N_(
        "Calls that ended in an amount and a day; a plan of several instalments is one promise. What was "
        "taken back does not count, and of several on one day about the same invoices only the last does."
    ),
    Figure.AMOUNTS: N_("The amounts of those promises, per currency; nothing is converted."),
    Figure.KEPT: N_(
        "Of the promises made in this period and judged since: how many were kept. Paid too much is kept as "
        "well; kept in part is not, nor is what was booked back. What is still awaited is left out."
    ),
    Figure.KEPT_VALUE: N_(
        "The same by amounts: those of the promises that were kept, of those of all that were judged."
    ),
    Figure.PART_KEPT: N_(
        "Promises for which a part came in after the day and the days of grace, with the whole amount that "
        "was promised."
    ),
    Figure.BROKEN: N_("Promises for which nothing came in in time, or of which the payment was booked back."),
    Figure.RUNNING: N_(
        "Promises made in this period that are not judged yet: the day is still to come, or no ledger was "
        "read since."
    ),
    Figure.REPLACED: N_(
        "Promises that were never judged, because a later agreement about the same invoices took their place."
    ),
    Figure.DAYS_GAINED: N_(
        "For each promise: the day that the customer named first, less the last day that was promised in the "
        "end, in calendar days. The first day is the one that stood in the agreement when you left its box "
        "for the first time. Later than named counts as a minus. Promises of which no day was noted are left "
        "out."
    ),
    Figure.COMMITMENTS: N_(
        "What we said we would do and have not marked as done, now, from whatever period; late when its "
        "moment has passed."
    ),
    Figure.HOURS: N_(
        "For every weekday and hour: the share of the attempts begun then in which a person answered. The "
        "shade is darker with every quarter. An hour with fewer than {n} attempts says nothing yet: there, "
        "1/2 is one of two. The best are no worse than all hours together."
    ),
}
_COLUMNS = (
    Figure.CALLS,
    Figure.REACHED,
    Figure.SPOKEN,
    Figure.PROMISES,
    Figure.AMOUNTS,
    Figure.KEPT,
)
_FATES = {
    Figure.PART_KEPT: Fate.PART_KEPT,
    Figure.BROKEN: Fate.BROKEN,
    Figure.RUNNING: Fate.RUNNING,
    Figure.REPLACED: Fate.REPLACED,
}


def title(figure: Figure, tag: str | None = None) -> str:
    """What a figure is called."""
    return translator(tag).gettext(_TITLES[figure])


def definition(figure: Figure, tag: str | None = None) -> str:
    """What a figure is, so that somebody else would count the same."""
    return translator(tag).gettext(_DEFINITIONS[figure]).format(n=ENOUGH)


def rows(f: Figures, ours: OurActions, hours: Hours, tag: str | None = None) -> list[tuple[Figure, str]]:
    """All figures with what they say, in the order in which they are told."""
    kept, judged = f.of(Fate.KEPT), f.judged
    return [
        (Figure.CALLS, str(f.calls)),
        (Figure.REACHED, _part(f.reached, f.calls)),
        (Figure.SPOKEN, _part(f.spoken, f.calls)),
        (Figure.PROMISES, str(f.promised.number)),
        (Figure.AMOUNTS, money(f.promised.amounts, tag)),
        (
            Figure.KEPT,
            _of(str(kept.number), str(judged.number), f.kept_rate, tag) if judged.number else _NOTHING,
        ),
        (Figure.KEPT_VALUE, _kept_value(f, tag)),
        *((figure, _promised(f.of(fate), tag)) for figure, fate in _FATES.items()),
        (Figure.DAYS_GAINED, days_gained(f, tag)),
        (Figure.COMMITMENTS, _ours(ours, tag)),
        (Figure.HOURS, _best(hours, tag)),
    ]


def head(tag: str | None = None) -> tuple[str, ...]:
    """The headings over `row`."""
    return tuple(title(figure, tag) for figure in _COLUMNS)


def row(f: Figures, tag: str | None = None) -> tuple[str, ...]:
    """The figures in one line of a table, the share of kept promises last."""
    promised = money(f.promised.amounts, tag)
    numbers = (f.calls, f.reached, f.spoken, f.promised.number)
    return (*map(str, numbers), promised, share(f.kept_rate))


def share(value: Decimal | None) -> str:
    """A share of 0 to 1 as a whole percentage; a dash for none."""
    return _NOTHING if value is None else f"{round(value * 100)}%"


def money(values: Iterable[Money], tag: str | None = None) -> str:
    """Amounts of several currencies; a dash for nothing."""
    return " + ".join(amounts.money(m, tag) for m in values) or _NOTHING


def bar_key(tag: str | None = None) -> str:
    """What the two shades of a bar are."""
    return translator(tag).gettext("█ reached ░ not reached")


def days_gained(f: Figures, tag: str | None = None) -> str:
    """The days gained, and over how many promises."""
    if not f.gained_by:
        return _NOTHING
    text = translator(tag).ngettext("{days}, over {n} promise", "{days}, over {n} promises", f.gained_by)
    days = f"{f.days_gained:+d}".replace("-", "−") if f.days_gained else "0"
    return text.format(days=days, n=f.gained_by)


def span(value: Span, tag: str | None = None) -> str:
    """A period as a heading: "week 48, ma 23 nov 2026 – zo 29 nov 2026", "november 2026"."""
    if value.unit is Unit.MONTH:
        return _formatted(value.first, "LLLL y", tag)
    if value.unit is Unit.YEAR:
        return str(value.first.year)
    if value.first == value.last:
        return dates.day(value.first, tag)
    days = f"{dates.day(value.first, tag, 'medium')} – {dates.day(value.last, tag, 'medium')}"
    return f"{_week(value.first, tag)}, {days}" if value.unit is Unit.WEEK else days


def step(first: date, unit: Unit, tag: str | None = None) -> str:
    """A part of a period in a narrow column: "ma 23 nov", "week 48", "nov 2026"."""
    if unit is Unit.WEEK:
        return _week(first, tag)
    if unit is Unit.MONTH:
        return _formatted(first, "LLL y", tag)
    return str(first.year) if unit is Unit.YEAR else dates.day(first, tag, "short")


def weekday(number: int, tag: str | None = None) -> str:
    """A day of the week (0 is Monday) in a narrow column: "ma"."""
    return plain_spaces(str(locale_of(tag).days["format"]["abbreviated"][number]))


def _formatted(day: date, pattern: str, tag: str | None) -> str:
    from babel.dates import format_date

    return plain_spaces(format_date(day, pattern, locale_of(tag)))


def _week(day: date, tag: str | None) -> str:
    return translator(tag).gettext("week {n}").format(n=day.isocalendar().week)


def _part(number: int, whole: int) -> str:
    return f"{number} ({share(Decimal(number) / whole)})" if whole else str(number)


def _of(part: str, whole: str, rate: Decimal | None, tag: str | None) -> str:
    text = translator(tag).gettext("{part} of {whole}").format(part=part, whole=whole)
    return f"{text} ({share(rate)})"


def _kept_value(f: Figures, tag: str | None) -> str:
    kept, rates = f.of(Fate.KEPT), f.kept_rates_by_value
    said = []
    for whole in f.judged.amounts:
        part = Money(kept.in_currency(whole.currency), whole.currency)
        said.append(_of(amounts.money(part, tag), amounts.money(whole, tag), rates.get(whole.currency), tag))
    return " + ".join(said) or _NOTHING


def _promised(promised: Promised, tag: str | None) -> str:
    return f"{promised.number} · {money(promised.amounts, tag)}" if promised.number else _NOTHING


def _ours(ours: OurActions, tag: str | None) -> str:
    if not ours.overdue:
        return str(ours.open)
    text = translator(tag).gettext("{n}, of which {late} late")
    return text.format(n=ours.open, late=ours.overdue)


def _best(hours: Hours, tag: str | None) -> str:
    said = [
        f"{weekday(day, tag)} {hour}–{hour + 1} ({share(hours[day, hour].share)})"
        for day, hour in best_hours(hours)
    ]
    return ", ".join(said) or _NOTHING
