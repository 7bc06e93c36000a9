"""Reading a day that lies behind us: "3-11", "3 november", "12-1-2026", "vandaag"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from cockpit.core.text import clean_line
from cockpit.language.days import parse_day
from cockpit.language.errors import NotUnderstood

_HAS_YEAR = re.compile(r"\d{4}|\d\D+\d+\D+\d")
_YEARS_BACK = 5


def parse_past_day(text: str, today: date, tag: str, country: str = "NL") -> date:
    """The day that somebody typed in the language `tag`; never one after `today`, at most five years back.

    A day without a year is the last one that there was. `country` decides whether 5/6 is the fifth of June.
    Raises `NotUnderstood`.
    """
    line = clean_line(text)
    for typed, since in _ways(line, today):
        with suppress(NotUnderstood):
            day = parse_day(typed, since, tag, country).day
            if day <= today:
                return day
    raise NotUnderstood("past-day", text=line)


def _ways(line: str, today: date) -> Iterator[tuple[str, date]]:
    """The text with the year that it lacks, and the day from which that is read."""
    yield line, today
    if _HAS_YEAR.search(line):
        yield line, date(today.year - _YEARS_BACK, 1, 1)
        return
    for year in (today.year, today.year - 1):
        yield f"{line}-{year}", date(year, 1, 1)
        yield f"{line} {year}", date(year, 1, 1)
