"""Worked examples, an independent reckoning day by day, and what is not known."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.interest import (
    DayCount,
    Gap,
    Regime,
    first_interest_day,
    rate_table,
    regime_for,
    statutory_interest,
)
from cockpit.core.money import Money

DAY = timedelta(days=1)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("1000000"), places=2)
REGIMES = st.sampled_from(Regime)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def day(text: str) -> date:
    return date.fromisoformat(text)


def interest(amount, regime, first, last, **more):
    return statutory_interest(euro(amount), regime, day(first), day(last), **more)


@pytest.mark.parametrize(
    ("regime", "amount", "first", "last", "total"),
    [
        # the two worked examples of the research
        (Regime.NL_TRADE, "5000", "2026-06-01", "2026-11-21", "246.86"),
        (Regime.NL_TRADE, "10000", "2025-04-01", "2026-11-21", "1772.27"),
        # one whole year at one rate is that rate
        (Regime.NL_CONSUMER, "1000", "2025-01-01", "2025-12-31", "60.00"),
        (Regime.BE_LEGAL, "1000", "2025-01-01", "2025-12-31", "45.00"),
        (Regime.BE_TRADE, "1000", "2018-01-01", "2018-12-31", "80.00"),
        # two years: on the Dutch interest of the first year runs interest, on the Belgian not
        (Regime.NL_CONSUMER, "1000", "2017-01-01", "2018-12-31", "40.40"),
        (Regime.BE_LEGAL, "1000", "2017-01-01", "2018-12-31", "40.00"),
        (Regime.BE_TRADE, "1000", "2018-01-01", "2019-12-31", "160.00"),
        # one day, and half a cent upwards: 10.00 × 4.5 % / 365 = 0.0012
        (Regime.BE_LEGAL, "10", "2025-01-01", "2025-01-01", "0.00"),
        (Regime.BE_LEGAL, "100", "2025-01-01", "2025-01-01", "0.01"),
        # through a change of the rate: 181 days at 11.5 %, 184 days at 10.5 %
        (Regime.BE_TRADE, "1000", "2025-01-01", "2025-12-31", "109.96"),
    ],
)
def test_worked_examples(regime, amount, first, last, total):
    assert interest(amount, regime, first, last).total == euro(total)


def test_the_figure_shows_its_calculation():
    lines = interest("10000", Regime.NL_TRADE, "2025-04-01", "2026-11-21").lines
    shown = [
        (line.first, line.last, line.days, line.rate.percent, line.base.text(), line.amount.text())
        for line in lines
    ]
    assert shown == [
        (day("2025-04-01"), day("2025-06-30"), 91, Decimal("11.15"), "10000.00", "277.99"),
        (day("2025-07-01"), day("2026-03-31"), 274, Decimal("10.15"), "10000.00", "761.94"),
        (day("2026-04-01"), day("2026-06-30"), 91, Decimal("10.15"), "11039.93", "279.37"),
        (day("2026-07-01"), day("2026-11-21"), 144, Decimal("10.40"), "11039.93", "452.97"),
    ]
    assert {line.year_days for line in lines} == {365}
    assert lines[0].rate.confidence == "confirmed" and lines[0].rate.source


def test_the_year_of_interest_begins_on_its_own_day_not_on_new_year():
    lines = interest("1000", Regime.NL_CONSUMER, "2016-03-10", "2018-03-09").lines
    assert [(line.first, line.base.text()) for line in lines] == [
        (day("2016-03-10"), "1000.00"),
        (day("2017-03-10"), "1020.00"),
    ]


def test_a_year_that_began_on_a_leap_day_ends_on_the_last_of_february():
    lines = interest("1000", Regime.NL_CONSUMER, "2016-02-29", "2020-02-29").lines
    assert [line.first for line in lines] == [
        day("2016-02-29"),
        day("2017-03-01"),
        day("2018-03-01"),
        day("2019-03-01"),
        day("2020-02-29"),
    ]


def test_a_leap_year_has_365_days_unless_told_otherwise():
    fixed = interest("1000", Regime.BE_LEGAL, "2024-01-01", "2024-12-31")
    assert fixed.total == euro("57.66")  # 366 days of 5.75 % / 365
    calendar = interest("1000", Regime.BE_LEGAL, "2024-01-01", "2024-12-31", day_count=DayCount.CALENDAR)
    assert calendar.total == euro("57.50")
    assert [line.year_days for line in calendar.lines] == [366]
    both = interest("1000", Regime.BE_TRADE, "2018-12-31", "2021-01-01", day_count=DayCount.CALENDAR)
    assert [(line.days, line.year_days) for line in both.lines] == [
        (366, 365),
        (182, 366),
        (184, 366),
        (1, 365),
    ]


# -- what is not known --------------------------------------------------------------------------------------


@pytest.mark.parametrize("regime", Regime)
def test_beyond_the_last_rate_it_says_so(regime):
    known = interest("1000", regime, "2026-12-01", "2026-12-31")
    beyond = interest("1000", regime, "2026-12-01", "2027-01-01")
    assert known.total is not None and known.unknown_from is None and known.gap is None
    assert beyond.total is None
    assert (beyond.unknown_from, beyond.gap) == (day("2027-01-01"), Gap.AFTER_TABLE)
    assert beyond.known_part == known.total
    wholly = interest("1000", regime, "2030-01-01", "2031-01-01")
    assert (wholly.lines, wholly.total, wholly.unknown_from) == ((), None, day("2030-01-01"))


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize(
    ("first", "last"), [(date.min, date.max), (date.max, date.max), (date.min, date.min)]
)
def test_the_ends_of_the_calendar_are_no_days_with_a_rate(regime, first, last):
    assert statutory_interest(euro("1000"), regime, first, last).total is None


def test_before_the_first_rate_it_says_so():
    found = interest("1000", Regime.NL_CONSUMER, "2004-01-31", "2005-01-01")
    assert (found.lines, found.unknown_from, found.gap) == ((), day("2004-01-31"), Gap.BEFORE_TABLE)


@pytest.mark.parametrize("regime", [Regime.NL_TRADE, Regime.BE_TRADE])
def test_a_contract_from_before_the_directive_keeps_rates_that_the_table_does_not_have(regime):
    before = interest("1000", regime, "2012-06-01", "2013-03-15")
    across = interest("1000", regime, "2012-06-01", "2026-01-01")
    assert before.total is not None
    assert (across.total, across.unknown_from, across.gap) == (None, day("2013-03-16"), Gap.OLDER_CONTRACT)
    assert across.known_part == before.total
    assert interest("1000", regime, "2013-03-16", "2026-01-01").total is not None


@pytest.mark.parametrize(
    ("amount", "first", "last"), [("-50", "2026-01-01", "2026-02-01"), ("50", "2026-01-02", "2026-01-01")]
)
def test_a_credit_note_and_an_empty_period_bear_none(amount, first, last):
    found = interest(amount, Regime.NL_TRADE, first, last)
    assert (found.total, found.lines) == (euro("0"), ())


# -- the tables ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("regime", Regime)
def test_the_tables_have_no_holes_and_every_rate_its_source(regime):
    table = rate_table(regime)
    assert table.known_until == date(2026, 12, 31) and table.checked_on == date(2026, 11, 21)
    for earlier, later in zip(table.rates, table.rates[1:], strict=False):
        assert earlier.last + DAY == later.first
    for rate in table.rates:
        assert rate.first <= rate.last and 0 < rate.percent < 15 and rate.source
        assert rate.confidence in {"official", "confirmed", "secondary", "derived", "conflict"}


def test_a_belgian_rate_in_trade_is_a_whole_or_half_point():
    assert all(rate.percent % Decimal("0.5") == 0 for rate in rate_table(Regime.BE_TRADE).rates)


@pytest.mark.parametrize(
    ("country", "trade", "regime"),
    [
        ("NL", True, Regime.NL_TRADE),
        ("NL", False, Regime.NL_CONSUMER),
        ("BE", True, Regime.BE_TRADE),
        ("BE", False, Regime.BE_LEGAL),
        ("DE", True, None),
    ],
)
def test_the_regime_follows_from_the_country_and_the_parties(country, trade, regime):
    assert regime_for(country, trade=trade) is regime


def test_in_trade_interest_runs_by_itself_and_for_a_consumer_from_default():
    due = day("2026-02-28")
    assert first_interest_day(Regime.NL_TRADE, due) == day("2026-03-01")
    assert first_interest_day(Regime.BE_TRADE, due, day("2026-06-01")) == day("2026-03-01")
    assert first_interest_day(Regime.NL_CONSUMER, due) is None
    assert first_interest_day(Regime.BE_LEGAL, due, day("2026-06-01")) == day("2026-06-01")


# -- properties ---------------------------------------------------------------------------------------------


def by_the_day(principal: Decimal, regime: Regime, first: date, last: date) -> Decimal:
    """The interest added up day by day."""
    table, base, total, year = rate_table(regime), principal, Decimal(0), 1
    today = first
    while today <= last:
        turned = today.year - first.year
        if table.compounds and turned == year and (today.month, today.day) >= (first.month, first.day):
            base, year = principal + total.quantize(Decimal("0.01"), ROUND_HALF_UP), year + 1
        rate = next(r.percent for r in table.rates if r.first <= today <= r.last)
        total += base * rate / 36500
        today += DAY
    return total


@given(REGIMES, AMOUNTS, st.dates(date(2013, 3, 16), date(2026, 12, 31)), st.integers(0, 1500))
def test_the_total_is_what_adding_up_the_days_gives(regime, amount, first, days):
    last = min(first + days * DAY, date(2026, 12, 31))
    found = statutory_interest(Money(amount), regime, first, last).total
    assert found is not None
    assert abs(found.amount - by_the_day(amount, regime, first, last)) <= Decimal("0.00501")


@given(
    REGIMES,
    st.sampled_from(["EUR", "JPY", "KWD"]),
    AMOUNTS,
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.integers(0, 5000),
    st.sampled_from(DayCount),
)
def test_the_lines_follow_each_other_and_add_up(regime, currency, amount, first, days, day_count):
    last = first + days * DAY
    found = statutory_interest(Money(amount + 1, currency), regime, first, last, day_count)
    edges = [first, *(line.last + DAY for line in found.lines)]
    assert [line.first for line in found.lines] == edges[:-1]
    assert edges[-1] == (found.unknown_from or last + DAY)
    assert sum((line.amount.amount for line in found.lines), Decimal(0)) == found.known_part.amount
    assert all(line.amount.amount >= 0 and line.amount.currency == currency for line in found.lines)
    assert all(line.days == (line.last - line.first).days + 1 for line in found.lines)
    assert (found.total is None) == (found.gap is not None)


@given(REGIMES, AMOUNTS, st.dates(date(2014, 1, 1), date(2026, 1, 1)), st.integers(0, 364))
def test_a_day_longer_never_costs_less(regime, amount, first, days):
    shorter, longer = (
        statutory_interest(Money(amount), regime, first, first + n * DAY).known_part for n in (days, days + 1)
    )
    assert shorter <= longer
