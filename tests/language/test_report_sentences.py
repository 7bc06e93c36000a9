"""The figures of a report in words, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cockpit.core.figures import Fate, Figure, Figures, Hour, OurActions, Promised
from cockpit.core.money import Money
from cockpit.core.span import Span, Unit
from cockpit.language import report_sentences as told


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def said(figures, ours=None, hours=None, tag="en"):
    return dict(told.rows(figures, ours or OurActions(), hours or {}, tag))


@pytest.mark.parametrize("tag", ["en", "nl", "nl_BE"])
def test_every_figure_has_a_name_and_a_definition(tag):
    rows = said(Figures(), tag=tag)
    assert set(rows) == set(Figure)
    for figure in Figure:
        assert told.title(figure, tag)
        assert told.definition(figure, tag).endswith(".") and "{" not in told.definition(figure, tag)


def test_the_figures_of_nothing():
    rows = said(Figures())
    assert (
        rows[Figure.CALLS] == rows[Figure.REACHED] == rows[Figure.PROMISES] == rows[Figure.COMMITMENTS] == "0"
    )
    dashes = (Figure.AMOUNTS, Figure.KEPT, Figure.KEPT_VALUE, Figure.BROKEN, Figure.DAYS_GAINED, Figure.HOURS)
    assert {rows[figure] for figure in dashes} == {"–"}


def test_the_figures_of_a_week():
    fates = {
        Fate.KEPT: Promised(3, (eur("900"),)),
        Fate.BROKEN: Promised(1, (eur("300"), eur("20", "GBP"))),
        Fate.RUNNING: Promised(2, (eur("50"),)),
    }
    week = Figures(8, 6, 4, Promised(6, (eur("1250"), eur("20", "GBP"))), fates, 12, 5)
    rows = said(week, OurActions(3, 1), {(1, 10): Hour(10, 7)})
    assert (rows[Figure.REACHED], rows[Figure.SPOKEN]) == ("6 (75%)", "4 (50%)")
    assert rows[Figure.AMOUNTS] == "€1,250.00 + £20.00"
    assert rows[Figure.KEPT] == "3 of 4 (75%)"
    assert rows[Figure.KEPT_VALUE] == "€900.00 of €1,200.00 (75%) + £0.00 of £20.00 (0%)"
    assert (rows[Figure.BROKEN], rows[Figure.PART_KEPT]) == ("1 · €300.00 + £20.00", "–")
    assert rows[Figure.DAYS_GAINED] == "+12, over 5 promises"
    assert rows[Figure.COMMITMENTS] == "3, of which 1 late"
    assert rows[Figure.HOURS] == "Tue 10–11 (70%)"
    assert told.row(week, "en") == ("8", "6", "4", "6", "€1,250.00 + £20.00", "75%")
    assert len(told.head("en")) == len(told.row(week, "en"))


@pytest.mark.parametrize(
    ("days", "by", "text"), [(0, 1, "0, over 1 promise"), (-3, 2, "−3, over 2 promises"), (0, 0, "–")]
)
def test_days_gained_and_lost(days, by, text):
    assert told.days_gained(Figures(days_gained=days, gained_by=by), "en") == text


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span.around(date(2026, 11, 23), Unit.DAY), "maandag 23 november 2026"),
        (Span.around(date(2026, 11, 23), Unit.WEEK), "week 48, ma 23 nov 2026 – zo 29 nov 2026"),
        (Span.around(date(2026, 11, 23), Unit.MONTH), "november 2026"),
        (Span.around(date(2026, 11, 23), Unit.YEAR), "2026"),
        (Span(date(2026, 11, 1), date(2026, 11, 3)), "zo 1 nov 2026 – di 3 nov 2026"),
        (Span(date(2026, 11, 1), date(2026, 11, 1)), "zondag 1 november 2026"),
    ],
)
def test_a_period_as_a_heading(span, text):
    assert told.span(span, "nl") == text


def test_parts_of_a_period_and_weekdays_are_short():
    day = date(2026, 11, 23)
    assert [told.step(day, unit, "nl") for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)] == [
        "ma 23 nov",
        "week 48",
        "nov 2026",
        "2026",
    ]
    assert [told.weekday(n, "nl") for n in range(7)] == ["ma", "di", "wo", "do", "vr", "za", "zo"]
