"""A day as it was typed: the slots of a rule of words.toml, filled in, and the day read from them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.language.errors import NotUnderstood
from cockpit.language.words import Words

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_HALF_A_YEAR = timedelta(days=183)
_YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True)
class DayReading:
    """What was typed, as a day. Not `certain`: there is another reading, so it is asked before it counts.

    `note_code` says what is worth a look: `same-weekday` (today has that name), `next-weekday` (this week's
    or the next one's), `which-week`, `rough` (begin, middle or end of something), `approximate` ("around"),
    `day-or-month` (5/6), `skipped-month` (this month has no such day), `today` (the number of this very
    day), `far` (more than a year), `weekend`, `holiday`.
    """

    day: date
    certain: bool = True
    note_code: str = ""


class NoReading(Exception):
    """The rule does not fit after all."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the slots of a rule were filled with, and what is needed to make a day of it."""

    slots: Mapping[str, str]
    words: Words
    today: date
    works: Callable[[date], bool]
    day_first: bool

    def number(self, slot: str) -> int:
        """The number in a slot; one when the rule has no such slot."""
        return known(self.words.number(self.slots[slot])) if slot in self.slots else 1

    @property
    def month_day(self) -> int:
        """The day of the month."""
        return known(self.words.day_number(self.slots["day"]))

    @property
    def year(self) -> int | None:
        """The year, if one was typed. Raises `NotUnderstood` outside the next ten years."""
        if "year" not in self.slots:
            return None
        text = self.slots["year"]
        year = int(text) + (2000 if len(text) == 2 else 0)
        if year < self.today.year:
            raise NotUnderstood("past")
        if year > self.today.year + _YEARS_AHEAD:
            raise NotUnderstood("too-far")
        return year

    @property
    def weekday(self) -> int | None:
        """The day of the week, Monday is 0, if one was typed."""
        return self.words.weekdays.get(self.slots.get("weekday", ""))

    @property
    def coming(self) -> date:
        """The next day of that name, strictly after today."""
        return self.today + ((known(self.weekday) - self.today.weekday() - 1) % 7 + 1) * _DAY

    @property
    def monday(self) -> date:
        """The Monday of this week, or of the week that was named."""
        weeks = self.words.which_week.get(self.slots.get("which_week", ""), 0)
        return self.today - self.today.weekday() * _DAY + weeks * _WEEK

    @property
    def month(self) -> tuple[int, int]:
        """Year and month that were named; a month without a year is chosen as `dated` chooses."""
        if "month" not in self.slots:
            months = self.words.which_month.get(self.slots.get("which_month", ""), 0)
            return months_on(self.today, months)
        month = self.words.months[self.slots["month"]]
        if self.year is not None:
            return self.year, month
        last = self.dated(month, lambda year: monthrange(year, month)[1])
        return last.year, month

    def dated(self, month: int, day_in: Callable[[int], int]) -> date:
        """That day of the month: in the year that was typed, or in this year, or in the next when it is more
        than half a year past. Raises `NotUnderstood` for a day that does not exist or is past."""
        years = (self.year,) if self.year is not None else (self.today.year, self.today.year + 1)
        found = [day for year in years if (day := day_on(year, month, day_in(year))) is not None]
        if not found:
            raise NotUnderstood("no-such-day")
        if self.today - found[0] > _HALF_A_YEAR:
            found = found[1:]
        if not found or found[0] < self.today:
            raise NotUnderstood("past")
        return found[0]

    def matching(self, day: date) -> date:
        """The day, if it has the weekday that was typed beside it."""
        if self.weekday not in {None, day.weekday()}:
            raise NotUnderstood("weekday-mismatch", day=day)
        return day

    def working(self, day: date, step: timedelta) -> date:
        """The day itself or the first working day from there."""
        while not self.works(day):
            day += step
        return day


def known(value: int | None) -> int:
    if value is None:
        raise NoReading
    return value


def months_on(day: date, months: int) -> tuple[int, int]:
    years, index = divmod(day.month - 1 + months, 12)
    return day.year + years, index + 1


def day_on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
