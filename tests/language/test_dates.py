"""Days and times as they are written in a region, and the step to UTC and back."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfoNotFoundError

import pytest

from cockpit.language import dates, use

DAY = date(2026, 11, 27)
THIRD = date(2026, 9, 3)
MOMENT = dates.local(datetime(2026, 11, 27, 15, 30, tzinfo=UTC), "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("tag", "style", "expected"),
    [
        ("nl", "full", "donderdag 3 september 2026"),
        ("nl", "medium", "do 3 sep 2026"),
        ("nl", "short", "do 3 sep"),
        ("nl", "numeric", "03-09-2026"),
        ("nl_BE", "full", "donderdag 3 september 2026"),
        ("nl_BE", "numeric", "3/09/2026"),
        ("nl_XX", "numeric", "03-09-2026"),
        ("en", "full", "Thursday 3 September 2026"),
        ("en", "medium", "Thu 3 Sept 2026"),
        ("en", "short", "Thu 3 Sept"),
        ("en", "numeric", "03/09/2026"),
        ("en_US", "full", "Thursday, September 3, 2026"),
        ("en_US", "numeric", "9/3/2026"),
        ("fr", "full", "Thursday 3 September 2026"),
    ],
)
def test_day(tag: str, style: dates.Style, expected: str) -> None:
    assert dates.day(THIRD, tag, style) == expected


def test_day_in_the_language_of_the_interface() -> None:
    assert dates.day(DAY) == "Friday 27 November 2026"
    use("nl_BE")
    assert dates.day(DAY) == "vrijdag 27 november 2026"
    assert dates.day(DAY, style="numeric") == "27/11/2026"


def test_the_day_of_a_moment() -> None:
    assert dates.day(MOMENT, "nl", "short") == "vr 27 nov"


@pytest.mark.parametrize(
    ("tag", "expected"), [("nl", "16:30"), ("nl_BE", "16:30"), ("en", "16:30"), ("en_US", "4:30 PM")]
)
def test_clock(tag: str, expected: str) -> None:
    assert dates.clock(time(16, 30), tag) == expected
    assert dates.clock(MOMENT, tag) == expected


def test_moment() -> None:
    assert dates.moment(MOMENT, "nl") == "vrijdag 27 november 2026 om 16:30 uur"
    assert dates.moment(MOMENT, "nl", "medium") == "vr 27 nov 2026 16:30"
    assert dates.moment(MOMENT, "nl", "short") == "vr 27 nov 16:30"
    assert dates.moment(MOMENT, "nl_BE", "numeric") == "27/11/2026 16:30"
    assert dates.moment(MOMENT) == "Friday 27 November 2026 at 16:30"


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-11-27T15:30+00:00", "2026-11-27T16:30:00+01:00"),
        ("2026-07-27T15:30+00:00", "2026-07-27T17:30:00+02:00"),
        ("2027-03-28T00:59+00:00", "2027-03-28T01:59:00+01:00"),
        ("2027-03-28T01:00+00:00", "2027-03-28T03:00:00+02:00"),
        ("2026-10-25T00:30+00:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_local_and_back(utc: str, expected: str) -> None:
    moment = datetime.fromisoformat(utc)
    there = dates.local(moment, "Europe/Amsterdam")
    assert there.isoformat() == expected
    assert dates.to_utc(there) == moment
    assert dates.to_utc(there).tzinfo is UTC


def test_an_unknown_zone() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        dates.local(MOMENT, "Europe/Lutjebroek")
