"""Reads the boxes of the agreement panel one after the other, and remembers what is worth a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import Protocol, TypeVar

from cockpit.core.calendar import is_working_day
from cockpit.core.money import Money
from cockpit.desk import moments
from cockpit.language import available
from cockpit.language.amounts import parse_amount
from cockpit.language.dates import DayReading, MomentReading, parse_day, parse_moment
from cockpit.language.errors import NotUnderstood


class _Reading(Protocol):
    @property
    def certain(self) -> bool: ...


_R = TypeVar("_R", bound=_Reading)


class Reader:
    """What was typed in the language `tag` on the collector's clock, in his `country`.

    With `resumed`, the moment at which the talk was taken up again on a later day, words are read from there;
    what has no meaning there was said before, and is read from `local_now`.

    `refused` says per field why it could not be read, `uncertain` which readings are to be asked about,
    `notes` what a reading is worth a look for. A field that is empty or was refused gives None.
    """

    def __init__(self, local_now: datetime, tag: str, country: str, resumed: datetime | None = None) -> None:
        self.refused: dict[str, NotUnderstood] = {}
        self.uncertain: set[str] = set()
        self.notes: dict[str, str] = {}
        self._nows = (resumed, local_now) if resumed else (local_now,)
        self._tag, self._country = tag, country

    def amount(self, name: str, text: str, currency: str) -> Money | None:
        """An amount; in one language only, because the same digits may be another amount in the next."""
        reading = self._field(name, text, lambda t: parse_amount(t, self._tag, currency))
        return reading.money if reading else None

    def day(self, name: str, text: str, payer: str, offered: Sequence[date]) -> date | None:
        """A day on which can be paid in the country `payer`; a bare number is one of the days `offered`."""
        pays = partial(is_working_day, country=payer)

        def parse(typed: str, now: datetime, tag: str) -> DayReading:
            picked = moments.chosen(typed, offered)
            if picked is not None:
                return DayReading(picked, certain=True)
            return parse_day(typed, now.date(), tag, self._country, pays)

        reading = self._field(name, text, self._in_any(parse))
        return reading.day if reading else None

    def moment(self, name: str, text: str) -> MomentReading | None:
        """A day, with or without an hour."""
        return self._field(
            name, text, self._in_any(lambda t, now, tag: parse_moment(t, now, tag, self._country))
        )

    def _in_any(self, parse: Callable[[str, datetime, str], _R]) -> Callable[[str], _R]:
        """A reader for words in the language of the screen, or else in any other that the cockpit speaks."""

        def read(text: str) -> _R:
            for now in self._nows:
                for tag in dict.fromkeys((self._tag, *available())):
                    with suppress(NotUnderstood):
                        return parse(text, now, tag)
            return parse(text, self._nows[0], self._tag)

        return read

    def _field(self, name: str, text: str, parse: Callable[[str], _R]) -> _R | None:
        if not text.strip():
            return None
        try:
            reading = parse(text)
        except NotUnderstood as error:
            self.refused[name] = error
            return None
        if not reading.certain:
            self.uncertain.add(name)
        if note := getattr(reading, "note_code", ""):
            self.notes[name] = note
        return reading
