"""Holidays checked by hand for five years, working days, golden hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.calendar import (
    DAY_STARTS,
    at,
    golden,
    holiday,
    holidays,
    is_working_day,
    next_golden_start,
    next_working_day,
    working_days_between,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
COUNTRIES = st.sampled_from(["NL", "BE", "DE"])


def local(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, "01-01 04-01 04-27 05-05 05-09 05-20 12-25 12-26"),
        (2025, "01-01 04-21 04-26 05-05 05-29 06-09 12-25 12-26"),  # the 27th of April is a Sunday
        (2026, "01-01 04-06 04-27 05-05 05-14 05-25 12-25 12-26"),
        (2027, "01-01 03-29 04-27 05-05 05-06 05-17 12-25 12-26"),
        (2028, "01-01 04-17 04-27 05-05 05-25 06-05 12-25 12-26"),
    ],
)
def test_dutch_holidays(year, days):
    assert sorted(holidays("NL", year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, "01-01 04-01 05-01 05-09 05-20 07-21 08-15 11-01 11-11 12-25"),
        (2025, "01-01 04-21 05-01 05-29 06-09 07-21 08-15 11-01 11-11 12-25"),
        (2026, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"),
        (2027, "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25"),
        (2028, "01-01 04-17 05-01 05-25 06-05 07-21 08-15 11-01 11-11 12-25"),
    ],
)
def test_belgian_holidays(year, days):
    assert sorted(holidays("BE", year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_every_holiday_has_its_name():
    assert holidays("NL", 2026)[date(2026, 4, 27)] == "kings-day"
    assert holiday(date(2025, 4, 26), "NL") == "kings-day"
    assert holiday(date(2025, 4, 27), "NL") == ""
    assert holiday(date(2026, 5, 14), "BE") == "ascension"
    assert set(holidays("NL", 2026).values()) == {
        "new-year",
        "easter-monday",
        "kings-day",
        "liberation-day",
        "ascension",
        "whit-monday",
        "christmas",
        "boxing-day",
    }
    assert set(holidays("BE", 2026).values()) == {
        "new-year",
        "easter-monday",
        "labour-day",
        "ascension",
        "whit-monday",
        "national-day",
        "assumption",
        "all-saints",
        "armistice",
        "christmas",
    }
    assert holidays("DE", 2026) == {}


def test_the_holidays_cannot_be_changed():
    with pytest.raises(TypeError):
        holidays("NL", 2026)[date(2026, 1, 2)] = "mine"


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 11, 23), "NL", True),
        (date(2026, 11, 22), "NL", False),  # a Sunday
        (date(2026, 7, 21), "NL", True),
        (date(2026, 7, 21), "BE", False),
        (date(2026, 4, 3), "NL", True),  # Good Friday
        (date(2027, 5, 5), "NL", False),  # Liberation day, in any year
        (date(2026, 5, 15), "NL", True),  # equated by decree, but offices are open
        (date(2026, 12, 26), "BE", False),  # a Saturday
        (date(2025, 12, 26), "BE", True),  # no Boxing Day in Belgium
        (date(2026, 12, 25), "DE", True),  # of other countries only the weekend is known
    ],
)
def test_working_days(day, country, works):
    assert is_working_day(day, country) is works


@pytest.mark.parametrize(
    ("day", "steps", "country", "then"),
    [
        (date(2026, 11, 20), 1, "NL", date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 20), 2, "NL", date(2026, 11, 24)),
        (date(2026, 11, 20), 0, "NL", date(2026, 11, 20)),
        (date(2026, 11, 21), 0, "NL", date(2026, 11, 23)),
        (date(2026, 4, 3), 1, "NL", date(2026, 4, 7)),  # over Easter Monday
        (date(2026, 7, 20), 1, "BE", date(2026, 7, 22)),
        (date(2026, 12, 24), 1, "NL", date(2026, 12, 28)),
        (date(2026, 12, 31), 1, "BE", date(2027, 1, 4)),
    ],
)
def test_next_working_day(day, steps, country, then):
    assert next_working_day(day, country, steps) == then


@given(DAYS, st.integers(1, 30), COUNTRIES)
def test_the_steps_are_the_working_days_between(day, steps, country):
    then = next_working_day(day, country, steps)
    assert is_working_day(then, country)
    assert working_days_between(day, then, country) == steps
    assert working_days_between(then, day, country) == 0


@pytest.mark.parametrize(
    ("now", "is_open", "until", "minutes", "good_day"),
    [
        (local(23, 8), False, local(23, 9, 30), 90, True),
        (local(23, 9, 30), True, local(23, 11, 30), 120, True),
        (local(23, 11, 29), True, local(23, 11, 30), 1, True),
        (local(23, 11, 30), False, local(23, 13, 30), 120, True),
        (local(24, 14), True, local(24, 15, 30), 90, True),
        (local(24, 15, 30), False, local(25, 9, 30), 18 * 60, True),
        (local(25, 10), True, local(25, 11, 30), 90, False),  # a Wednesday
        (local(27, 16), False, local(30, 9, 30), 65 * 60 + 30, False),  # over the weekend
        (local(21, 10), False, local(23, 9, 30), 47 * 60 + 30, False),  # a Saturday
        (local(25, 10, month=12), False, local(28, 9, 30, month=12), 71 * 60 + 30, False),
        (local(6, 10, month=4), False, local(7, 9, 30, month=4), 23 * 60 + 30, False),  # Easter Monday
    ],
)
def test_golden_hours(now, is_open, until, minutes, good_day):
    found = golden(now, "NL")
    assert (found.open, found.until, found.minutes, found.good_day) == (is_open, until, minutes, good_day)


def test_golden_hours_count_real_minutes_when_the_clocks_change():
    found = golden(local(27, 20, month=3), "NL")  # summer time begins on Sunday the 29th
    assert found.until == local(30, 9, 30, month=3)
    assert found.minutes == 60 * 60 + 30


def test_a_started_minute_counts():
    assert golden(local(23, 11, 29) + timedelta(seconds=1), "NL").minutes == 1


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(23, 9, 35), local(23, 13, 30)),
        (local(23, 11, 25), local(23, 13, 30)),
        (local(23, 11, 45), local(24, 9, 30)),
        (local(23, 14), local(24, 9, 30)),
        (local(23, 7), local(23, 9, 30)),
        (local(23, 8), local(23, 13, 30)),
        (local(27, 14), local(30, 9, 30)),
        (local(21, 12), local(23, 9, 30)),
    ],
)
def test_the_other_golden_hours(now, then):
    assert next_golden_start(now, "NL", timedelta(hours=2)) == then


def test_a_moment_is_utc_in_summer_and_in_winter():
    assert at(date(2026, 7, 1), DAY_STARTS, AMSTERDAM) == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert at(date(2026, 11, 23), time(16, 30), AMSTERDAM) == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    assert at(date(2026, 11, 23), DAY_STARTS, AMSTERDAM).tzinfo is UTC
