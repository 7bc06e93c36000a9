"""Reading a time of the clock: "half vijf", "16u30", "kwart voor 3", "10am", "quarter to three".

Whoever says "half past four" to a business means the afternoon: of the two times on the dial, the one within
office hours is meant. Where neither or both fit, the reading is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time

from cockpit.language.words import Words

_OFFICE = (8 * 60, 18 * 60)
_HALF_DAY = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A time of the clock, and whether no other reading exists."""

    at: time
    certain: bool = True


class _NoTime(Exception):
    """The rule does not fit after all."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the slots of a rule were filled with. `bare`: nothing was typed beside the figures."""

    slots: Mapping[str, str]
    words: Words
    part: str
    bare: bool = False

    def number(self, slot: str, limit: int) -> int:
        """The number in a slot, if it is below the limit."""
        value = self.words.number(self.slots[slot])
        if value is None or value >= limit:
            raise _NoTime
        return value

    def dial(self, offset: int) -> ClockReading:
        """The named hour and so many minutes: on a dial of twelve hours unless it is later than that."""
        hour = self.number("hour", 24)
        if hour > 12 or hour == 0:
            return _literal((hour * 60 + offset) % _DAY, self.part)
        return _in_office((hour * 60 + offset) % _HALF_DAY, self.part)

    def figures(self) -> tuple[int, int]:
        """Hour and minute as figures, from `{clock}` or `{hour}`."""
        if "clock" not in self.slots:
            return self.number("hour", 24), 0
        hour, minute = map(int, re.split(r"\D", self.slots["clock"]))
        if hour >= 24 or minute >= 60:
            raise _NoTime
        return hour, minute


def read_clock(normal: str, words: Words, part: str) -> ClockReading | None:
    """The time in a text of one spelling, or None. `part` is the part of the day named beside it, if any."""
    for rule in words.clock_rules:
        if match := rule.pattern.fullmatch(normal):
            slots = {slot: word for slot, word in match.groupdict().items() if word is not None}
            bare = slots.get("clock", "") == normal.strip()
            try:
                return MEANINGS[rule.meaning](_Typed(slots, words, part, bare))
            except _NoTime:
                continue
    return None


def read_hour(normal: str, words: Words, part: str) -> ClockReading | None:
    """A number alone, as an hour: never certain."""
    try:
        return replace(_Typed({"hour": normal.strip()}, words, part).dial(0), certain=False)
    except _NoTime:
        return None


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _literal(minutes: int, part: str) -> ClockReading:
    """A time that says itself which half of the day it is in; doubtful at night."""
    said_otherwise = (part == "morning") == (minutes >= _HALF_DAY) and bool(part)
    return ClockReading(_time(minutes), 7 * 60 <= minutes < 22 * 60 and not said_otherwise)


def _in_office(minutes: int, part: str) -> ClockReading:
    """A time on the dial: the one in the named part of the day, else in or nearest to office hours."""
    late = minutes + _HALF_DAY
    if part:
        return ClockReading(_time(minutes if part == "morning" and minutes >= 60 else late))
    opens, closes = _OFFICE
    if opens <= minutes:
        return ClockReading(_time(minutes))
    if late <= closes:
        return ClockReading(_time(late))
    return ClockReading(_time(minutes if opens - minutes < late - closes else late), False)


def _exact(typed: _Typed) -> ClockReading:
    hour, minute = typed.figures()
    if hour > 12 or typed.slots["clock"].startswith("0"):
        reading = _literal(hour * 60 + minute, typed.part)
    else:
        reading = _in_office((hour * 60 + minute) % _HALF_DAY, typed.part)
    may_be_a_date = typed.bare and "." in typed.slots["clock"] and 1 <= minute <= 12
    return replace(reading, certain=reading.certain and not may_be_a_date)


def _hour(typed: _Typed) -> ClockReading:
    return typed.dial(0)


def _hour_minute(typed: _Typed) -> ClockReading:
    return typed.dial(typed.number("minutes", 60))


def _half_to(typed: _Typed) -> ClockReading:
    return typed.dial(-30)


def _half_past(typed: _Typed) -> ClockReading:
    return typed.dial(30)


def _half_unsure(typed: _Typed) -> ClockReading:
    return replace(typed.dial(30), certain=False)


def _quarter_to(typed: _Typed) -> ClockReading:
    return typed.dial(-15)


def _quarter_past(typed: _Typed) -> ClockReading:
    return typed.dial(15)


def _to(typed: _Typed) -> ClockReading:
    return typed.dial(-typed.number("minutes", 60))


def _past(typed: _Typed) -> ClockReading:
    return typed.dial(typed.number("minutes", 60))


def _to_half(typed: _Typed) -> ClockReading:
    return typed.dial(-30 - typed.number("minutes", 30))


def _past_half(typed: _Typed) -> ClockReading:
    return typed.dial(-30 + typed.number("minutes", 30))


def _am(typed: _Typed) -> ClockReading:
    hour, minute = typed.figures()
    if hour > 12:
        raise _NoTime
    return ClockReading(time(hour % 12, minute))


def _pm(typed: _Typed) -> ClockReading:
    hour, minute = typed.figures()
    return ClockReading(time(hour % 12 + 12, minute))


def _noon(typed: _Typed) -> ClockReading:
    return ClockReading(time(12))


def _lunch(typed: _Typed) -> ClockReading:
    return ClockReading(time(12), False)


def _between(typed: _Typed) -> ClockReading:
    start = _exact(typed) if "clock" in typed.slots else typed.dial(0)
    return replace(start, certain=False)


def _about(typed: _Typed) -> ClockReading:
    rest = typed.slots["rest"]
    found = read_clock(rest, typed.words, typed.part) or read_hour(rest, typed.words, typed.part)
    if found is None:
        raise _NoTime
    return replace(found, certain=False)


MEANINGS: Mapping[str, Callable[[_Typed], ClockReading]] = {
    "exact": _exact,
    "hour": _hour,
    "hour_minute": _hour_minute,
    "half_to": _half_to,
    "half_past": _half_past,
    "half_unsure": _half_unsure,
    "quarter_to": _quarter_to,
    "quarter_past": _quarter_past,
    "to": _to,
    "past": _past,
    "to_half": _to_half,
    "past_half": _past_half,
    "am": _am,
    "pm": _pm,
    "noon": _noon,
    "lunch": _lunch,
    "between": _between,
    "about": _about,
}
