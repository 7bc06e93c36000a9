"""Reading a day and a time: "morgen half vijf", "di 10:00", "over een uur", "Friday at 4", "16:30"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial

from cockpit.core import calendar
from cockpit.core.text import clean_line, shorten
from cockpit.language.clocks import ClockReading, read_clock, read_hour
from cockpit.language.day_slots import DayReading
from cockpit.language.days import SHOWN, Works, read_day
from cockpit.language.errors import NotUnderstood
from cockpit.language.words import Words, words_of

_STARTS = {
    "": calendar.DAY_STARTS,
    "morning": calendar.GOLDEN_HOURS[0][0],
    "afternoon": calendar.GOLDEN_HOURS[1][0],
    "evening": time(18),
}
"""When a part of the day begins for us: the golden hours (S2.2)."""

_MORNING_ENDS = time(12)


@dataclass(frozen=True, slots=True)
class MomentReading:
    """What was typed, as a moment in the zone of `now_local`. Not `timed`: only the day was named.

    Not `certain`: there is another reading, so it is asked before it counts. `note_code` is that of the day,
    or `next-day` (this hour is over today), or `clock-change` (this hour is skipped that night).
    """

    moment: datetime
    timed: bool
    certain: bool
    note_code: str = ""


def parse_moment(
    text: str,
    now_local: datetime,
    tag: str,
    country: str = "NL",
    is_working_day: Works | None = None,
) -> MomentReading:
    """The moment that somebody typed in the language `tag`; never one before `now_local` (an aware time).

    A day alone starts at the first golden hour (S2.2), today at once. An hour alone is today's, or the next
    working day's when it is over, which is not certain. `country` and `is_working_day` are those of
    `parse_day`. Raises `NotUnderstood`.
    """
    works = is_working_day or partial(calendar.is_working_day, country=country)
    reader = _Reader(now_local.replace(second=0, microsecond=0), tag, country, works)
    try:
        return reader.read(words_of(tag).normal(text))
    except NotUnderstood as error:
        error.values.setdefault("text", shorten(clean_line(text), SHOWN))
        if error.code == "day":
            raise NotUnderstood("moment", **error.values) from None
        raise


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads moments as they are meant at `now` (whole minutes, local)."""

    now: datetime
    tag: str
    country: str
    works: Works

    @property
    def words(self) -> Words:
        return words_of(self.tag)

    def read(self, normal: str) -> MomentReading:
        """The first reading that fits, the most telling refusal if none does."""
        waited = self._wait(normal)
        if waited is not None:
            return waited
        refusal = NotUnderstood("day")
        for attempt in self._attempts(normal):
            try:
                return attempt()
            except NotUnderstood as error:
                refusal = error if refusal.code == "day" else refusal
        raise refusal

    def _attempts(self, normal: str) -> Iterator[partial[MomentReading]]:
        """Everything that the text may be: a time with or without a day, a day, a day and a bare hour."""
        without_part, part = self.words.without_part(normal)
        if part and (found := read_hour(without_part, self.words, part)):
            yield partial(self._timed, "", found)
        for text, named in {without_part: part, normal: ""}.items():
            for rest, clock in _splits(text):
                if found := read_clock(clock, self.words, named):
                    yield partial(self._timed, rest, found)
        yield partial(self._untimed, without_part, part)
        rest, _, last = without_part.strip().rpartition(" ")
        if rest and (found := read_hour(f"{last} ", self.words, part)):
            yield partial(self._timed, f"{rest} ", found)

    def _wait(self, normal: str) -> MomentReading | None:
        """So many minutes or hours from now."""
        for rule in self.words.wait_rules:
            if match := rule.pattern.fullmatch(self.words.without_filler(normal)[0]):
                count = self.words.number(match.groupdict().get("n") or "1")
                if count is not None:
                    wait = timedelta(minutes=int(rule.meaning) * count)
                    later = (self.now.astimezone(UTC) + wait).astimezone(self.now.tzinfo)
                    return MomentReading(later, timed=True, certain=True)
        return None

    def _timed(self, rest: str, clock: ClockReading) -> MomentReading:
        if not self.words.without_filler(rest)[0].strip():
            return self._next(clock)
        day = self._day(rest)
        return self._moment(day, clock.at, day.certain and clock.certain)

    def _next(self, clock: ClockReading) -> MomentReading:
        """A time without a day: today, or the next working day when it is over today."""
        today = self.now.date()
        if clock.at > self.now.time():
            return self._moment(DayReading(today), clock.at, clock.certain)
        day = today + timedelta(days=1)
        while not self.works(day):
            day += timedelta(days=1)
        return self._moment(DayReading(day, False, "next-day"), clock.at, False)

    def _untimed(self, text: str, part: str) -> MomentReading:
        """A day without a time: from the start of that day or part of it, and not before now."""
        today = self.now.date()
        named = bool(self.words.without_filler(text)[0].strip())
        day = self._day(text) if named or not part else DayReading(today)
        starts = _STARTS[part]
        if day.day == today and starts <= self.now.time():
            if part == "morning" and self.now.time() >= _MORNING_ENDS:
                raise NotUnderstood("past")
            return MomentReading(self.now, False, day.certain, day.note_code)
        return replace(self._moment(day, starts, day.certain), timed=False)

    def _day(self, text: str) -> DayReading:
        return read_day(text, self.now.date(), self.tag, self.country, self.works)

    def _moment(self, day: DayReading, at: time, certain: bool) -> MomentReading:
        """The local moment; an hour that the change to summer time skips is read as the hour after it."""
        wall = datetime.combine(day.day, at, self.now.tzinfo)
        moment = wall.astimezone(UTC).astimezone(self.now.tzinfo)
        if moment.astimezone(UTC) < self.now.astimezone(UTC):
            raise NotUnderstood("past")
        if moment.time() != at:
            return MomentReading(moment, True, False, "clock-change")
        return MomentReading(moment, True, certain, day.note_code)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Every way to divide the words in a day and a time: the time last, the longest first; then before."""
    words = [f"{word} " for word in text.split()]
    for n in range(len(words)):
        yield "".join(words[:n]), "".join(words[n:])
    for n in range(len(words) - 1, 0, -1):
        yield "".join(words[n:]), "".join(words[:n])
