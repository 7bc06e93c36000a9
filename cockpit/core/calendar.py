"""Working days, holidays and golden hours of the Netherlands and Belgium.

There is one list of holidays per country, with one meaning: nobody is called and no working day is
counted. Where law and habit differ, the list is the law's:

- Netherlands: the recognised holidays of the Algemene termijnenwet, art. 3. Liberation day (5 May) is
  one of them every year, although many offices close only once in five years. Good Friday and the days
  that are equated with holidays by decree are ordinary working days here: offices and telephones are open.
- Belgium: the ten statutory holidays.

Easter Sunday and Whit Sunday are Sundays, and need no entry. Of any other country only the weekend is
known. A country is its ISO 3166 code in capitals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from types import MappingProxyType

GOLDEN_HOURS = ((time(9, 30), time(11, 30)), (time(13, 30), time(15, 30)))
"""When a business customer has started, is not at lunch and is not on his way home yet (S2.2)."""

DAY_STARTS = GOLDEN_HOURS[0][0]
"""The local time at which anything that was agreed for a day, without an hour, comes back."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Golden:
    """Whether this is a golden hour; `until` (local) is when that changes, in `minutes` minutes from now.

    `good_day`: a Monday or Tuesday that is a working day, so that an agreement can be kept this week (S2.2).
    """

    open: bool
    until: datetime
    minutes: int
    good_day: bool


@lru_cache(maxsize=256)
def holidays(country: str, year: int) -> Mapping[date, str]:
    """The holidays of a year, each with its code; none for a country other than NL and BE.

    Codes: new-year, easter-monday, kings-day, liberation-day, labour-day, ascension, whit-monday,
    national-day, assumption, all-saints, armistice, christmas, boxing-day.
    """
    easter = _easter(year)
    shared = {
        date(year, 1, 1): "new-year",
        easter + _DAY: "easter-monday",
        easter + 39 * _DAY: "ascension",
        easter + 50 * _DAY: "whit-monday",
        date(year, 12, 25): "christmas",
    }
    if country == "NL":
        return MappingProxyType(shared | _dutch(year))
    if country == "BE":
        return MappingProxyType(shared | _belgian(year))
    return MappingProxyType({})


def holiday(day: date, country: str) -> str:
    """The code of the holiday that this day is; empty on every other day."""
    return holidays(country, day.year).get(day, "")


def is_working_day(day: date, country: str) -> bool:
    """Whether offices are open: Monday to Friday, no holiday."""
    return day.weekday() < 5 and day not in holidays(country, day.year)


def next_working_day(day: date, country: str, steps: int = 1) -> date:
    """The `steps`-th working day after `day`. With 0 steps: `day` itself, or the first one after it."""
    if steps == 0:
        return day if is_working_day(day, country) else next_working_day(day, country)
    for _ in range(steps):
        day += _DAY
        while not is_working_day(day, country):
            day += _DAY
    return day


def working_days_between(first: date, last: date, country: str) -> int:
    """How many working days came after `first`, up to and including `last`; 0 when `last` is not later."""
    days = (last - first).days
    return sum(is_working_day(first + n * _DAY, country) for n in range(1, days + 1))


def at(day: date, clock: time, zone: tzinfo) -> datetime:
    """A local day and time of the clock as UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def golden(now_local: datetime, country: str) -> Golden:
    """Whether it is a golden hour (S2.2); `now_local` carries the zone of the workspace."""
    today = now_local.date()
    works = is_working_day(today, country)
    good_day = works and today.weekday() < 2
    if works:
        for start, end in GOLDEN_HOURS:
            if now_local.time() < start:
                return _golden(False, now_local, today, start, good_day)
            if now_local.time() < end:
                return _golden(True, now_local, today, end, good_day)
    return _golden(False, now_local, next_working_day(today, country), DAY_STARTS, good_day)


def next_golden_start(now_local: datetime, country: str, gap: timedelta) -> datetime:
    """The start (UTC) of the first golden hours that begin at least `gap` from now (S2.2)."""
    earliest = now_local.astimezone(UTC) + gap
    day = next_working_day(now_local.date(), country, steps=0)
    while True:
        for start, _ in GOLDEN_HOURS:
            moment = at(day, start, now_local.tzinfo or UTC)
            if moment >= earliest:
                return moment
        day = next_working_day(day, country)


def _golden(is_open: bool, now_local: datetime, day: date, clock: time, good_day: bool) -> Golden:
    until = datetime.combine(day, clock, now_local.tzinfo)
    left = until.astimezone(UTC) - now_local.astimezone(UTC)
    return Golden(is_open, until, -(-int(left.total_seconds()) // 60), good_day)


def _dutch(year: int) -> dict[date, str]:
    kings_day = date(year, 4, 27)  # on a Saturday when the 27th is a Sunday
    return {
        kings_day - _DAY if kings_day.weekday() == 6 else kings_day: "kings-day",
        date(year, 5, 5): "liberation-day",
        date(year, 12, 26): "boxing-day",
    }


def _belgian(year: int) -> dict[date, str]:
    return {
        date(year, 5, 1): "labour-day",
        date(year, 7, 21): "national-day",
        date(year, 8, 15): "assumption",
        date(year, 11, 1): "all-saints",
        date(year, 11, 11): "armistice",
    }


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar: the Sunday after the first full moon of spring."""
    golden_number = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    full_moon = (19 * golden_number + century - leap_centuries - moon_shift + 15) % 30
    leaps, year_rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - full_moon - year_rest) % 7
    late = (golden_number + 11 * full_moon + 22 * to_sunday) // 451
    month, day = divmod(full_moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
