"""What can be typed behind an option. A value that means nothing raises `ArgumentTypeError`."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date, datetime

from cockpit.commands.workspace import speaks
from cockpit.core.text import clean_line
from cockpit.desk.period import Period
from cockpit.language import _, available

_DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_PERIOD = re.compile(r"(\d{1,5})([ymd])", re.ASCII)
_UNITS = {"y": "years", "m": "months", "d": "days"}
_YEARS = range(1970, 3000)


def a_day(text: str) -> date:
    """The day that was typed: 2026-11-23, 23-11-2026 or 23/11/2026."""
    for form in _DAY_FORMATS:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if found.year in _YEARS:
            return found
    wrong = _("“{text}” is not a day. Write it as 2026-11-23 or 23-11-2026.")
    raise ArgumentTypeError(wrong.format(text=clean_line(text, 60)))


def a_count(text: str) -> int:
    """A whole number from 0 up."""
    if not text.isascii() or not text.isdecimal():
        raise ArgumentTypeError(_("“{text}” is not a number.").format(text=clean_line(text, 60)))
    return int(text)


def a_period(text: str) -> Period:
    """A time for which something is kept: 5y, 18m or 90d."""
    found = _PERIOD.fullmatch(text.strip().lower())
    if found is None:
        wrong = _("“{text}” is not a period. Write it as 5y, 18m or 90d: years, months or days.")
        raise ArgumentTypeError(wrong.format(text=clean_line(text, 60)))
    return Period(**{_UNITS[found[2]]: int(found[1])})


def a_language(text: str) -> str:
    """A language that the interface has."""
    if not speaks(text):
        wrong = _("“{text}” is not spoken here; choose from {languages}.")
        raise ArgumentTypeError(wrong.format(text=clean_line(text, 60), languages=", ".join(available())))
    return text


def a_column(text: str) -> tuple[str, str]:
    """A field of the ledger and the heading of its column, as in amount=Bedrag."""
    field, equals, heading = text.partition("=")
    if not equals:
        wrong = _("“{text}”: write field=heading, and the files before --columns.")
        raise ArgumentTypeError(wrong.format(text=clean_line(text, 60)))
    return field.strip(), heading.strip()
