"""What each way of naming a day means: one small function per meaning in the `[day]` table of words.toml."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cockpit.language.day_slots import DayReading, NoReading, Typed, day_on, known, months_on
from cockpit.language.errors import NotUnderstood

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_HALF_A_YEAR = timedelta(days=183)
_WEDNESDAY, _FRIDAY = 2, 4
_NUMERIC = re.compile(r"(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})(?:\D(\d{4}|\d{2}))?")


def _rough(day: date) -> DayReading:
    return DayReading(day, False, "rough")


def _date(typed: Typed) -> DayReading:
    day = typed.month_day
    return DayReading(typed.matching(typed.dated(typed.words.months[typed.slots["month"]], lambda _: day)))


def _numeric(typed: Typed) -> DayReading:
    match = _NUMERIC.fullmatch(typed.slots["numeric"])
    if match is None or (match[1] and match[4]):
        raise NoReading
    first, second, year = int(match[2]), int(match[3]), match[1] or match[4]
    if year:
        typed = replace(typed, slots={**typed.slots, "year": year})
    if match[1]:
        return DayReading(typed.matching(typed.dated(first, lambda _: second)))
    either = typed.words.month_may_come_first
    month, day = (second, first) if typed.day_first else (first, second)
    if either and month > 12:
        month, day = day, month
    doubtful = either and max(first, second) <= 12 and first != second
    found = typed.matching(typed.dated(month, lambda _: day))
    return DayReading(found, not doubtful, "day-or-month" if doubtful else "")


def _offset(typed: Typed) -> DayReading:
    return DayReading(typed.today + typed.words.offsets[typed.slots["offset"]] * _DAY)


def _offset_plus_weeks(typed: Typed) -> DayReading:
    days = typed.words.offsets.get(typed.slots.get("offset", ""), 0)
    return DayReading(typed.today + days * _DAY + typed.number("n") * _WEEK)


def _days(typed: Typed) -> DayReading:
    return DayReading(typed.today + typed.number("n") * _DAY)


def _working_days(typed: Typed) -> DayReading:
    day = typed.today
    for _ in range(typed.number("n")):
        day = typed.working(day + _DAY, _DAY)
    return DayReading(day)


def _weeks(typed: Typed) -> DayReading:
    return DayReading(typed.today + typed.number("n") * _WEEK)


def _months(typed: Typed) -> DayReading:
    year, month = months_on(typed.today, typed.number("n"))
    last = monthrange(year, month)[1]
    if last < typed.today.day:
        return DayReading(date(year, month, last), False, "skipped-month")
    return DayReading(date(year, month, typed.today.day))


def _weekday(typed: Typed) -> DayReading:
    if typed.weekday == typed.today.weekday():
        return DayReading(typed.coming, False, "same-weekday")
    return DayReading(typed.coming)


def _coming_weekday(typed: Typed) -> DayReading:
    return DayReading(typed.coming)


def _weekday_this_week(typed: Typed) -> DayReading:
    return DayReading(typed.monday + known(typed.weekday) * _DAY)


def _next_weekday(typed: Typed) -> DayReading:
    return DayReading(typed.monday + _WEEK + known(typed.weekday) * _DAY, False, "next-weekday")


def _weekday_next_week(typed: Typed) -> DayReading:
    return DayReading(typed.monday + _WEEK + known(typed.weekday) * _DAY)


def _weekday_plus_weeks(typed: Typed) -> DayReading:
    weeks = typed.number("n") * _WEEK
    if typed.weekday == typed.today.weekday():
        return DayReading(typed.today + weeks, False, "same-weekday")
    return DayReading(typed.coming + weeks)


def _weekday_in_weeks(typed: Typed) -> DayReading:
    day = typed.monday + typed.number("n") * _WEEK + known(typed.weekday) * _DAY
    return DayReading(day, False, "which-week")


def _weekday_of_week(typed: Typed) -> DayReading:
    week, year = typed.number("week"), typed.today.isocalendar().year
    if typed.today - date.fromisocalendar(year, min(max(week, 1), 52), 7) > _HALF_A_YEAR:
        year += 1
    try:
        return DayReading(date.fromisocalendar(year, week, known(typed.weekday) + 1))
    except ValueError:
        raise NotUnderstood("no-such-day") from None


def _day_of_month(typed: Typed) -> DayReading:
    number = typed.month_day
    months = [months_on(typed.today, n) for n in range(3)]
    days = [day for year, month in months if (day := day_on(year, month, number)) and day >= typed.today]
    if not days:
        raise NotUnderstood("no-such-day")
    day = typed.matching(days[0])
    if day == typed.today:
        return DayReading(day, False, "today")
    skipped = months_on(typed.today, int(number < typed.today.day)) != (day.year, day.month)
    return DayReading(day, not skipped, "skipped-month" if skipped else "")


def _day_of_named_month(typed: Typed) -> DayReading:
    day = day_on(*typed.month, typed.month_day)
    if day is None:
        raise NotUnderstood("no-such-day")
    return DayReading(typed.matching(day))


def _month_start(typed: Typed) -> DayReading:
    return _rough(typed.working(date(*typed.month, 1), _DAY))


def _month_middle(typed: Typed) -> DayReading:
    return _rough(typed.working(date(*typed.month, 15), _DAY))


def _month_end(typed: Typed) -> DayReading:
    last = date(*typed.month, monthrange(*typed.month)[1])
    worked = typed.working(last, -_DAY)
    return _rough(worked if worked >= typed.today else last)


def _month_last(typed: Typed) -> DayReading:
    return DayReading(date(*typed.month, monthrange(*typed.month)[1]))


def _after_weekend(typed: Typed) -> DayReading:
    return _rough(typed.working(typed.monday + _WEEK, _DAY))


def _week_start(typed: Typed) -> DayReading:
    return _rough(typed.working(typed.monday, _DAY))


def _week_middle(typed: Typed) -> DayReading:
    return _rough(typed.working(typed.monday + _WEDNESDAY * _DAY, _DAY))


def _week_end(typed: Typed) -> DayReading:
    return _rough(typed.working(typed.monday + _FRIDAY * _DAY, -_DAY))


def _no_day(typed: Typed) -> DayReading:
    raise NotUnderstood("no-day")


def _past(typed: Typed) -> DayReading:
    raise NotUnderstood("past")


MEANINGS: Mapping[str, Callable[[Typed], DayReading]] = {
    "numeric": _numeric,
    "date": _date,
    "offset": _offset,
    "offset_plus_weeks": _offset_plus_weeks,
    "days": _days,
    "working_days": _working_days,
    "weeks": _weeks,
    "months": _months,
    "weekday": _weekday,
    "coming_weekday": _coming_weekday,
    "weekday_this_week": _weekday_this_week,
    "next_weekday": _next_weekday,
    "weekday_next_week": _weekday_next_week,
    "weekday_plus_weeks": _weekday_plus_weeks,
    "weekday_in_weeks": _weekday_in_weeks,
    "weekday_of_week": _weekday_of_week,
    "day_of_month": _day_of_month,
    "day_of_named_month": _day_of_named_month,
    "month_start": _month_start,
    "month_middle": _month_middle,
    "month_end": _month_end,
    "month_last": _month_last,
    "after_weekend": _after_weekend,
    "week_start": _week_start,
    "week_middle": _week_middle,
    "week_end": _week_end,
    "no_day": _no_day,
    "past": _past,
}
