"""A stretch of days that is looked at: a day, a week, a month, a year, or from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Unit(StrEnum):
    """The periods that can be asked for by name; free ones have a length of their own."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` up to and including `last`, on the calendar of the workspace."""

    first: date
    last: date
    unit: Unit = Unit.FREE

    @classmethod
    def around(cls, day: date, unit: Unit) -> Span:
        """The day, week (from Monday), month or year in which a day lies."""
        if unit is Unit.WEEK:
            monday = day - day.weekday() * _DAY
            return cls(monday, monday + 6 * _DAY, unit)
        if unit is Unit.MONTH:
            first = day.replace(day=1)
            return cls(first, (first + 31 * _DAY).replace(day=1) - _DAY, unit)
        if unit is Unit.YEAR:
            return cls(date(day.year, 1, 1), date(day.year, 12, 31), unit)
        return cls(day, day, unit)

    def earlier(self) -> Span:
        """The period of the same kind right before this one."""
        if self.unit is Unit.FREE:
            return Span(self.first - self._length, self.first - _DAY)
        return Span.around(self.first - _DAY, self.unit)

    def later(self) -> Span:
        """The period of the same kind right after this one."""
        if self.unit is Unit.FREE:
            return Span(self.last + _DAY, self.last + self._length)
        return Span.around(self.last + _DAY, self.unit)

    @property
    def _length(self) -> timedelta:
        return self.last - self.first + _DAY
