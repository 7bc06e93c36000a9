"""Two or three days to propose: working days on both sides, this week first, the payment run remembered."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Method, Promise
from cockpit.core.calendar import is_working_day
from cockpit.core.money import Money
from cockpit.core.payment_moments import earlier_than, known_run_weekday, payment_moments

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
NOON = time(12)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def moments(day: date, *countries: str, hour: int = 10, **more) -> list[str]:
    return [d.isoformat()[5:] for d in payment_moments(at(day, hour), countries or ("NL",), **more)]


@pytest.mark.parametrize(
    ("today", "two", "third"),
    [
        (MONDAY, ["11-24", "11-27"], "12-01"),
        (WEDNESDAY, ["11-26", "11-27"], "12-01"),
        (THURSDAY, ["11-27", "12-01"], "12-03"),
        (FRIDAY, ["11-30", "12-02"], "12-04"),
        (date(2026, 11, 28), ["11-30", "12-02"], "12-04"),
    ],
)
def test_this_week_first(today, two, third):
    assert moments(today) == two
    assert moments(today, count=3) == [*two, third]


def test_free_days_on_either_side_are_not_proposed():
    before = date(2027, 7, 19)  # Wednesday 21 July is a holiday in Belgium
    assert moments(before, "NL", "BE") == ["07-20", "07-23"]
    assert moments(date(2027, 7, 20), "NL", "BE") == ["07-22", "07-23"]
    assert moments(date(2027, 7, 20), "NL") == ["07-21", "07-23"]
    christmas = date(2026, 12, 23)  # a Wednesday; the 25th is a Friday
    assert moments(christmas) == ["12-24", "12-29"]


def test_today_is_proposed_only_when_asked_for_early_enough_and_on_a_working_day():
    assert moments(MONDAY, hour=11, same_day_until=NOON) == ["11-23", "11-27"]
    assert moments(MONDAY, hour=12, same_day_until=NOON) == ["11-24", "11-27"]
    assert moments(MONDAY, hour=7) == ["11-24", "11-27"]
    assert moments(date(2026, 11, 28), hour=9, same_day_until=NOON) == ["11-30", "12-02"]


def test_a_known_payment_run_is_one_of_the_days():
    assert moments(MONDAY, run_weekday=2) == ["11-24", "11-25"]
    assert moments(MONDAY, run_weekday=1) == ["11-24", "11-27"]  # the run is tomorrow
    assert moments(MONDAY, run_weekday=4) == ["11-24", "11-27"]  # the run is Friday
    assert moments(MONDAY, run_weekday=0) == ["11-24", "11-30"]  # next week
    assert moments(MONDAY, count=3, run_weekday=2) == ["11-24", "11-25", "11-27"]


def test_a_payment_run_on_a_holiday_is_the_next_working_day():
    assert moments(date(2026, 5, 11), run_weekday=3) == ["05-12", "05-15"]  # Ascension Day is the 14th
    assert moments(date(2026, 5, 11), count=3, run_weekday=3) == ["05-12", "05-15", "05-19"]


def test_nothing_is_asked_before_its_time():
    assert moments(MONDAY, due=date(2026, 12, 11)) == ["12-09", "12-11"]
    assert moments(MONDAY, due=date(2026, 12, 13), count=3) == ["12-07", "12-09", "12-11"]  # a Sunday
    assert moments(MONDAY, due=FRIDAY) == ["11-24", "11-27"]
    assert moments(MONDAY, due=date(2026, 10, 1)) == ["11-24", "11-27"]
    assert moments(WEDNESDAY, due=date(2026, 11, 30)) == ["11-26", "11-30"]
    assert moments(WEDNESDAY, due=date(2026, 11, 30), count=3) == ["11-26", "11-30"]  # no room for three


def test_the_run_before_what_falls_due_later():
    later = date(2026, 12, 11)  # a Friday
    assert moments(MONDAY, due=later, run_weekday=1) == ["12-08", "12-11"]
    assert moments(MONDAY, due=later, run_weekday=1, count=3) == ["12-08", "12-09", "12-11"]
    assert moments(MONDAY, due=later, run_weekday=4) == ["12-04", "12-11"]
    assert moments(WEDNESDAY, due=date(2026, 11, 30), run_weekday=2) == [
        "11-26",
        "11-30",
    ]  # no run until then


@pytest.mark.parametrize("count", [0, 1, 4])
def test_two_or_three_days_and_no_other_number(count):
    with pytest.raises(ValueError):
        moments(MONDAY, count=count)


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.integers(0, 23),
    st.sets(st.sampled_from(["NL", "BE", "DE"]), min_size=1),
    st.none() | st.integers(-400, 90),
    st.none() | st.integers(0, 6),
    st.sampled_from([2, 3]),
    st.none() | st.just(NOON),
)
def test_the_days_are_different_working_days_to_come(today, hour, countries, days, weekday, count, until):
    due = None if days is None else today + timedelta(days=days)
    found = payment_moments(
        at(today, hour), countries, due=due, run_weekday=weekday, count=count, same_day_until=until
    )
    assert 2 <= len(found) <= count and list(found) == sorted(set(found))
    assert all(is_working_day(day, country) for day in found for country in countries)
    assert found[0] > today or (found[0] == today and until is not None and hour < 12)
    assert (found[-1] - today).days <= max(21, days or 0)
    if due is None or due <= today:
        assert len(found) == count


# -- earlier days, and what is remembered --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "better"),
    [(date(2026, 12, 18), FRIDAY), (FRIDAY, TUESDAY), (WEDNESDAY, TUESDAY), (TUESDAY, None), (MONDAY, None)],
)
def test_the_day_to_ask_for_when_the_customer_names_a_later_one(named, better):
    assert earlier_than(named, (TUESDAY, FRIDAY)) == better


def agreement(made: int, due: date, method: Method) -> Agreement:
    promise = Promise(Money(Decimal(1)), due, method)
    return Agreement(f"A-{made}", "D-1", "C", datetime(2026, 10, made, tzinfo=UTC), promises=(promise,))


def test_the_payment_run_is_the_one_that_was_named_last():
    thursday = agreement(1, THURSDAY, Method.PAYMENT_RUN)
    tuesday = agreement(9, TUESDAY, Method.PAYMENT_RUN)
    transfer = agreement(20, MONDAY, Method.TRANSFER)
    assert known_run_weekday([tuesday, thursday, transfer]) == 1
    assert known_run_weekday([transfer]) is None
