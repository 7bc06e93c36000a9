"""Reading the dates of a column, the order of day and month decided for the whole column.

Day first is the rule (Dutch and Belgian lists). Month first is read only with slashes, where a cell proves it
(`09/27/2026`) and none proves the opposite (`27/09/2026`); when both occur, the larger number of proofs
wins, what contradicts it is refused and the column is marked. A column without a proof follows the other
date columns. Numbers such as 46265 are days since 30 December 1899 (Excel), in a column of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cockpit.core.text import clean_line

Unread = Literal["unreadable-date", "implausible-date"]
Day = date | Unread | None
"""A cell that was read: the day, why it cannot be read, or None when it is empty."""

YEARS_BACK = 40
YEARS_AHEAD = 10
_WIDTH = 60
_EXCEL_ZERO = date(1899, 12, 30)
_CLOCK = (
    r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?)?"
)
_NUMERIC = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _CLOCK, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})" + _CLOCK, re.IGNORECASE)
_LOOSE_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _CLOCK, re.IGNORECASE)
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:e|de|ste|st|nd|rd|th)?[-/. ]+([a-z]{3,9})\.?[-/., ]+([0-9]{4}|[0-9]{2})"
)
_NAME_DAY = re.compile(r"([a-z]{3,9})\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")
_WEEKDAY = re.compile(
    r"(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|mon|tues?|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"[., ]+(?=[0-9a-z])"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february febr",
            "mrt maart mar march mrch maa",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_NO_DAY = {"", "-", "--", "0", "00-00-0000", "0000-00-00", "00/00/0000", "00.00.0000", "00000000"}


@dataclass(frozen=True, slots=True)
class Proofs:
    """Cells with slashes, by what they prove: day first, month first, or nothing (both are possible)."""

    day_first: tuple[str, ...] = ()
    month_first: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    serials: bool = False

    def __add__(self, other: Proofs) -> Proofs:
        return Proofs(self.day_first + other.day_first, self.month_first + other.month_first)


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its dates. `proof` is a cell that proves month first; `unsure` one that can be
    read both ways where nothing proves the order, or where the proofs disagree."""

    month_first: bool = False
    serials: bool = False
    proof: str = ""
    unsure: str = ""


def proofs(cells: Iterable[str]) -> Proofs:
    """What the cells of one column (each text once) prove."""
    texts = [text for text in map(str.strip, cells) if text not in _NO_DAY]
    slashed = [(text, _NUMERIC.fullmatch(text)) for text in texts if "/" in text]
    numbers = [(text, int(found[1]), int(found[3])) for text, found in slashed if found]
    return Proofs(
        tuple(text for text, first, second in numbers if first > 12 >= second),
        tuple(text for text, first, second in numbers if second > 12 >= first),
        tuple(text for text, first, second in numbers if max(first, second) <= 12 and first != second),
        bool(texts) and all(map(_SERIAL.fullmatch, texts)),
    )


def order_of(own: Proofs, file: Proofs) -> Order:
    """The order of a column; where it proves nothing itself, the other date columns of the `file` decide."""
    proof = own if own.day_first or own.month_first else file
    turned = len(proof.month_first) > len(proof.day_first)
    agreed = bool(proof.month_first) != bool(proof.day_first)
    unsure = own.either[0] if own.either and not agreed else ""
    return Order(turned, own.serials, proof.month_first[0] if turned else "", unsure)


def read_column(cells: Iterable[str], order: Order, today: date) -> dict[str, Day]:
    """Every cell text and what it means. `today` only says which years are plausible and what `26` is."""
    return {text: _plausible(_day(text, order, today), today) for text in cells}


def _plausible(day: Day, today: date) -> Day:
    if isinstance(day, date) and not today.year - YEARS_BACK <= day.year <= today.year + YEARS_AHEAD:
        return "implausible-date"
    return day


def _day(text: str, order: Order, today: date) -> Day:
    text = clean_line(text, _WIDTH)
    if text in _NO_DAY:
        return None
    if not text.isascii():
        return "unreadable-date"
    if order.serials:
        return _EXCEL_ZERO + timedelta(days=int(text[:5]))
    found = _NUMERIC.fullmatch(text)
    if found:
        day, month = (found[3], found[1]) if order.month_first and found[2] == "/" else (found[1], found[3])
        return _date(found[4], int(month), day, today)
    found = _YEAR_FIRST.fullmatch(text) or _LOOSE_YEAR_FIRST.fullmatch(text)
    if found:
        return _date(found[1], int(found[3]), found[4], today)
    return _named(text.lower(), today)


def _named(text: str, today: date) -> Day:
    """A date with the name of its month, in Dutch or English."""
    text = _WEEKDAY.sub("", text, count=1) if text[:1].isalpha() else text
    found = _DAY_NAME.fullmatch(text)
    if found and found[2] in _MONTHS:
        return _date(found[3], _MONTHS[found[2]], found[1], today)
    found = _NAME_DAY.fullmatch(text)
    if found and found[1] in _MONTHS:
        return _date(found[3], _MONTHS[found[1]], found[2], today)
    return "unreadable-date"


def _date(year: str, month: int, day: str, today: date) -> Day:
    number = int(year)
    if len(year) == 2:
        century = today.year // 100 * 100
        number += century if number <= today.year % 100 + YEARS_AHEAD else century - 100
    try:
        return date(number, month, int(day))
    except ValueError:
        return "unreadable-date"
