"""Days and times as they are typed, read in Dutch and in English."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import NotUnderstood, dates
from cockpit.language.clocks import MEANINGS
from cockpit.language.dates import parse_moment
from cockpit.language.words import words_of

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 10, 14, 33, tzinfo=ZONE)
HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    found = [re.fullmatch(r"(.+?) {2,}(\S.*)", line) for line in lines if not line.startswith("#")]
    return [(match[1], match[2]) for match in found if match]


def read(text: str, tag: str, now: datetime = NOW) -> str:
    try:
        reading = parse_moment(text, now, tag)
    except NotUnderstood as error:
        return f"! {error.code}"
    shown = f"{reading.moment:%Y-%m-%d %H:%M}" if reading.timed else f"{reading.moment:%Y-%m-%d} -"
    if reading.certain and not reading.note_code:
        return shown
    return f"{shown} {'·' if reading.certain else '?'} {reading.note_code}".rstrip()


@pytest.mark.parametrize(("typed", "expected"), rows("moments_nl.txt"))
def test_dutch(typed: str, expected: str) -> None:
    assert read(typed, "nl") == expected


@pytest.mark.parametrize(("typed", "expected"), rows("moments_en.txt"))
def test_english(typed: str, expected: str) -> None:
    assert read(typed, "en") == expected


@pytest.mark.parametrize("tag", ["nl", "en"])
def test_every_word_has_a_meaning(tag: str) -> None:
    assert {rule.meaning for rule in words_of(tag).clock_rules} <= set(MEANINGS)


def test_every_meaning_is_said_somewhere() -> None:
    rules = [*words_of("nl").clock_rules, *words_of("en").clock_rules]
    assert {rule.meaning for rule in rules} == set(MEANINGS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vrijdag", "2026-11-27 09:30"),
        ("vrijdagochtend", "2026-11-27 09:30"),
        ("vrijdagmiddag", "2026-11-27 13:30"),
        ("vrijdagavond", "2026-11-27 18:00"),
        ("vandaag", "2026-11-23 10:14"),
        ("vanochtend", "2026-11-23 10:14"),
        ("vanmiddag", "2026-11-23 13:30"),
    ],
)
def test_a_day_alone_starts_at_the_golden_hour_and_not_before_now(typed: str, expected: str) -> None:
    reading = parse_moment(typed, NOW, "nl")
    assert (f"{reading.moment:%Y-%m-%d %H:%M}", reading.timed) == (expected, False)


@pytest.mark.parametrize(
    ("typed", "now", "expected"),
    [
        ("half vijf", datetime(2026, 11, 27, 17, 0), "2026-11-30 16:30 ? next-day"),
        ("half vijf", datetime(2026, 12, 24, 17, 0), "2026-12-28 16:30 ? next-day"),
        ("vanochtend", datetime(2026, 11, 23, 14, 0), "! past"),
        ("vanmiddag", datetime(2026, 11, 23, 15, 0), "2026-11-23 -"),
        ("vroeg", datetime(2026, 11, 23, 15, 0), "! moment"),
        ("over 2 uur", datetime(2026, 11, 23, 23, 0), "2026-11-24 01:00"),
    ],
)
def test_the_time_of_typing_counts(typed: str, now: datetime, expected: str) -> None:
    assert read(typed, "nl", now.replace(tzinfo=ZONE)) == expected


def test_working_days_can_be_somebody_elses() -> None:
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=ZONE)
    reading = parse_moment("9:00", evening, "nl", "NL", lambda day: day.day == 26)
    assert reading.moment == datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)


def test_an_hour_that_summer_time_skips() -> None:
    before = datetime(2027, 3, 27, 12, 0, tzinfo=ZONE)
    reading = parse_moment("morgen 02:30", before, "nl")
    assert (reading.moment.isoformat(), reading.certain, reading.note_code) == (
        "2027-03-28T03:30:00+02:00",
        False,
        "clock-change",
    )


def test_waiting_across_the_change_of_the_clock_counts_real_hours() -> None:
    before = datetime(2027, 3, 28, 1, 30, tzinfo=ZONE)
    assert parse_moment("over 2 uur", before, "nl").moment.isoformat() == "2027-03-28T04:30:00+02:00"
    autumn = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    assert parse_moment("over een uur", autumn, "nl").moment.isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_time_after_winter_time_has_begun_is_not_past() -> None:
    second = datetime(2026, 10, 25, 2, 45, fold=1, tzinfo=ZONE)
    assert parse_moment("vandaag 9:00", second, "nl").moment == datetime(2026, 10, 25, 9, tzinfo=ZONE)


def test_a_refusal_says_what_was_typed() -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_moment("belt zelf wel een keer", NOW, "nl")
    assert (refused.value.code, refused.value.values) == ("moment", {"text": "belt zelf wel een keer"})
    with pytest.raises(NotUnderstood, match="empty"):
        parse_moment(" ", NOW, "nl")


TAGS = st.sampled_from(["nl", "nl_BE", "en", "en_US"])


@given(
    day=st.dates(date(2026, 11, 24), date(2036, 1, 1)),
    at=st.times().map(lambda t: time(t.hour, t.minute)),
    tag=TAGS,
)
def test_what_is_shown_is_read_back(day: date, at: time, tag: str) -> None:
    moment = datetime.combine(day, at, ZONE).astimezone(UTC).astimezone(ZONE).replace(fold=0)
    assert parse_moment(dates.moment(moment, tag), NOW, tag).moment == moment


WORDS = sorted({row[0] for name in ("moments_nl.txt", "moments_en.txt") for row in rows(name)})
PIECES = st.sampled_from(sorted({piece for typed in WORDS for piece in typed.split()}))


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=6).map(" ".join), st.sampled_from(WORDS)),
    now=st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(ZONE)),
    tag=TAGS,
)
def test_any_text_is_read_or_refused_and_never_past(text: str, now: datetime, tag: str) -> None:
    try:
        reading = parse_moment(text, now, tag)
    except NotUnderstood as error:
        assert error.code in {
            "empty",
            "moment",
            "no-day",
            "past",
            "no-such-day",
            "too-far",
            "weekday-mismatch",
        }
    else:
        whole_minute = now.replace(second=0, microsecond=0)
        assert reading.moment.astimezone(UTC) >= whole_minute.astimezone(UTC)
        assert reading.moment.tzinfo is ZONE
        assert reading.moment - now < timedelta(days=366 * 11)
