"""Days and times as people of a region write them, and the step between UTC and the zone of the workspace.

Reading what somebody typed is here too: `parse_day` and `parse_moment`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from cockpit.language.catalogue import N_, translator
from cockpit.language.day_slots import DayReading
from cockpit.language.days import parse_day
from cockpit.language.locales import locale_of, plain_spaces, tag_of
from cockpit.language.moments import MomentReading, parse_moment

__all__ = [
    "DayReading",
    "MomentReading",
    "clock",
    "day",
    "local",
    "moment",
    "parse_day",
    "parse_moment",
    "to_utc",
]

Style = Literal["full", "medium", "short", "numeric"]

_SKELETONS = {"medium": "yMMMEd", "short": "MMMEd"}
_DAY_AND_TIME = N_("{day} at {time}")


def day(d: date, tag: str | None = None, style: Style = "full") -> str:
    """A day in one of four lengths.

    Full "vrijdag 27 november 2026", medium "vr 27 nov 2026", short "vr 27 nov", numeric "27-11-2026".
    """
    return _day(d if type(d) is date else date(d.year, d.month, d.day), tag_of(tag), style)


def clock(t: time | datetime, tag: str | None = None) -> str:
    """A time of the clock, as it stands in `t`: "16:30"."""
    return _clock(time(t.hour, t.minute), tag_of(tag))


def moment(dt: datetime, tag: str | None = None, style: Style = "full") -> str:
    """A day and a time, as they stand in `dt` (local already): "vrijdag 27 november 2026 om 16:30 uur"."""
    if style == "full":
        together = translator(tag).gettext(_DAY_AND_TIME)
        return together.format(day=day(dt, tag), time=clock(dt, tag))
    return f"{day(dt, tag, style)} {clock(dt, tag)}"


def local(dt_utc: datetime, zone_name: str) -> datetime:
    """The moment on the clock of a zone, such as `Europe/Amsterdam`. Raises `ZoneInfoNotFoundError`."""
    return dt_utc.astimezone(ZoneInfo(zone_name))


def to_utc(local: datetime) -> datetime:
    """An aware local moment as UTC. In the hour that winter time repeats, `fold` tells which."""
    return local.astimezone(UTC)


@lru_cache(maxsize=4096)
def _day(d: date, tag: str, style: Style) -> str:
    from babel.dates import format_date

    return plain_spaces(format_date(d, _pattern(tag, style), locale_of(tag)))


@lru_cache(maxsize=64)
def _pattern(tag: str, style: Style) -> str:
    """The region's own order and signs, with four figures for the year and no comma after the weekday."""
    locale = locale_of(tag)
    if style in _SKELETONS:
        pattern = str(locale.datetime_skeletons[_SKELETONS[style]].pattern)
    else:
        pattern = str(locale.date_formats["full" if style == "full" else "short"].pattern)
    return pattern.replace("yy", "y").replace("E, d M", "E d M")


@lru_cache(maxsize=2048)
def _clock(t: time, tag: str) -> str:
    from babel.dates import format_time

    return plain_spaces(format_time(t, "short", locale=locale_of(tag)))
