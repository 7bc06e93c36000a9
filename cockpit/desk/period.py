"""A time on the calendar: years, months, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """How long something is kept: years, months and days of the calendar."""

    years: int = 0
    months: int = 0
    days: int = 0

    def before(self, day: date) -> date:
        """The day that lies so long before another; the last of a month where that month is shorter.

        Raises `ValueError` when there is no such day in the calendar.
        """
        months = day.year * 12 + day.month - 1 - self.years * 12 - self.months
        last = date(*_following(months)).toordinal() - 1
        first = date(months // 12, months % 12 + 1, 1).toordinal()
        return date.fromordinal(min(first + day.day - 1, last) - self.days)


def _following(months: int) -> tuple[int, int, int]:
    """The first day of the month after a month that is counted from the year 0."""
    return (months + 1) // 12, (months + 1) % 12 + 1, 1
