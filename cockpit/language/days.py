"""Reading a day: "vr", "27-11", "volgende week di", "end of the month", "+7"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from cockpit.core import calendar
from cockpit.core.text import clean_line, shorten
from cockpit.language.day_meanings import MEANINGS
from cockpit.language.day_slots import DayReading, NoReading, Typed
from cockpit.language.errors import NotUnderstood
from cockpit.language.locales import day_comes_first
from cockpit.language.words import words_of

Works = Callable[[date], bool]

_FAR = timedelta(days=366)
_SATURDAY = 5
SHOWN = 40


def parse_day(
    text: str, today: date, tag: str, country: str = "NL", is_working_day: Works | None = None
) -> DayReading:
    """The day that somebody typed in the language `tag`; never one before `today`.

    `country` decides which days are holidays (unless `is_working_day` does) and, for a tag without region,
    whether the day or the month comes first. Days off are read, and noted. Raises `NotUnderstood`.
    """
    try:
        return read_day(words_of(tag).normal(text), today, tag, country, is_working_day)
    except NotUnderstood as error:
        error.values.setdefault("text", shorten(clean_line(text), SHOWN))
        raise


def read_day(normal: str, today: date, tag: str, country: str, is_working_day: Works | None) -> DayReading:
    """As `parse_day`, from a text in the one spelling that `Words.normal` gives it."""
    words = words_of(tag)
    works = is_working_day or partial(calendar.is_working_day, country=country)
    typed = Typed({}, words, today, works, day_comes_first(tag, country))
    reading = _first_meaning(normal, typed)
    if reading is None:
        without_part, _ = words.without_part(normal)
        clear, vague = words.without_filler(without_part)
        reading = _first_meaning(clear, typed)
        if reading is None:
            raise NotUnderstood("day")
        if vague:
            reading = replace(reading, certain=False, note_code=reading.note_code or "approximate")
    return _noted(reading, today, works)


def _first_meaning(normal: str, typed: Typed) -> DayReading | None:
    for rule in typed.words.day_rules:
        if match := rule.pattern.fullmatch(normal):
            slots = {slot: word for slot, word in match.groupdict().items() if word is not None}
            try:
                return MEANINGS[rule.meaning](replace(typed, slots=slots))
            except NoReading:
                continue
    return None


def _noted(reading: DayReading, today: date, works: Works) -> DayReading:
    """The reading with what is worth a look; what makes it uncertain goes before a day off."""
    if reading.day < today:
        raise NotUnderstood("past")
    if reading.certain and reading.day - today > _FAR:
        return replace(reading, certain=False, note_code="far")
    if not reading.note_code and not works(reading.day):
        return replace(reading, note_code="weekend" if reading.day.weekday() >= _SATURDAY else "holiday")
    return reading
