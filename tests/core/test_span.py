"""Days, weeks, months and years, and the ones before and after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.span import Span, Unit

NAMED = [unit for unit in Unit if unit is not Unit.FREE]


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        (Unit.DAY, date(2028, 2, 29), date(2028, 2, 29)),
        (Unit.WEEK, date(2028, 2, 28), date(2028, 3, 5)),
        (Unit.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (Unit.YEAR, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_the_period_around_a_day(unit, first, last):
    assert Span.around(date(2028, 2, 29), unit) == Span(first, last, unit)


@given(st.dates(date(1970, 1, 1), date(2900, 1, 1)), st.sampled_from(NAMED))
def test_periods_follow_each_other_without_a_gap(day, unit):
    span = Span.around(day, unit)
    assert span.first <= day <= span.last
    assert span.later().first - span.last == timedelta(days=1) == span.first - span.earlier().last
    assert span.later().earlier() == span == span.earlier().later()


@given(st.dates(date(1990, 1, 1), date(2900, 1, 1)), st.integers(0, 500))
def test_a_free_period_moves_by_its_own_length(day, length):
    span = Span(day, day + timedelta(days=length))
    assert span.later().earlier() == span == span.earlier().later()
    assert span.later().first - span.last == timedelta(days=1)
