"""Days as they are typed, read in Dutch and in English."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core import calendar
from cockpit.language import NotUnderstood, dates
from cockpit.language.dates import DayReading, parse_day
from cockpit.language.day_meanings import MEANINGS
from cockpit.language.words import words_of

MONDAY = date(2026, 11, 23)
HERE = Path(__file__).parent
MARKS = {"?": False, "·": True}


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    found = [
        re.fullmatch(r"(.+?) +(\d{4}-\d\d-\d\d(?: [?·] [a-z-]+)?|! [a-z-]+)", line)
        for line in lines
        if not line.startswith("#")
    ]
    return [(match[1], match[2]) for match in found if match]


def read(text: str, tag: str, today: date = MONDAY, country: str = "NL") -> str:
    try:
        reading = parse_day(text, today, tag, country)
    except NotUnderstood as error:
        return f"! {error.code}"
    mark = "" if reading.certain and not reading.note_code else f" {'·' if reading.certain else '?'} "
    return f"{reading.day.isoformat()}{mark}{reading.note_code}"


@pytest.mark.parametrize(("typed", "expected"), rows("days_nl.txt"))
def test_dutch(typed: str, expected: str) -> None:
    assert read(typed, "nl") == expected


@pytest.mark.parametrize(("typed", "expected"), rows("days_en.txt"))
def test_english(typed: str, expected: str) -> None:
    assert read(typed, "en") == expected


@pytest.mark.parametrize("name", ["days_nl.txt", "days_en.txt"])
def test_the_tables_are_large(name: str) -> None:
    assert len(rows(name)) >= 150


@pytest.mark.parametrize("tag", ["nl", "en"])
def test_every_meaning_has_words(tag: str) -> None:
    assert {rule.meaning for rule in words_of(tag).day_rules} == set(MEANINGS)


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        ("vrijdag", date(2026, 11, 27), "2026-12-04 ? same-weekday"),
        ("dinsdag", date(2026, 11, 28), "2026-12-01"),
        ("volgende vrijdag", date(2026, 11, 28), "2026-12-04 ? next-weekday"),
        ("deze week dinsdag", date(2026, 11, 27), "! past"),
        ("eind van de week", date(2026, 11, 28), "! past"),
        ("eind van de week", date(2026, 11, 27), "2026-11-27 ? rough"),
        ("eind van de maand", date(2027, 1, 30), "2027-01-31 ? rough"),
        ("eind van de maand", date(2027, 1, 29), "2027-01-29 ? rough"),
        ("over een maand", date(2027, 1, 31), "2027-02-28 ? skipped-month"),
        ("27", date(2026, 11, 27), "2026-11-27 ? today"),
        ("31", date(2027, 1, 30), "2027-01-31 · weekend"),
        ("30", date(2027, 1, 31), "2027-03-30 ? skipped-month"),
        ("29", date(2027, 1, 30), "2027-03-29 ? skipped-month"),
        ("29-2", date(2027, 11, 1), "2028-02-29"),
        ("1-1", date(2026, 12, 31), "2027-01-01 · holiday"),
        ("31-12", date(2027, 1, 2), "2027-12-31"),
        ("31-12", date(2027, 7, 2), "2027-12-31"),
        ("2-1", date(2026, 7, 3), "! past"),
        ("1-1", date(2026, 7, 4), "2027-01-01 · holiday"),
        ("over 3 werkdagen", date(2026, 12, 24), "2026-12-30"),
        ("begin volgende week", date(2027, 3, 24), "2027-03-30 ? rough"),
        ("dinsdag week 1", date(2026, 12, 30), "2027-01-05"),
    ],
)
def test_the_day_of_typing_counts(typed: str, today: date, expected: str) -> None:
    assert read(typed, "nl", today) == expected


def test_the_country_decides_what_a_holiday_is() -> None:
    assert read("27-4-2027", "nl", country="NL") == "2027-04-27 · holiday"
    assert read("27-4-2027", "nl", country="BE") == "2027-04-27"
    assert read("21-7-2027", "nl", country="BE") == "2027-07-21 · holiday"


def test_working_days_can_be_somebody_elses() -> None:
    reading = parse_day("vr", MONDAY, "nl", "NL", lambda day: day != date(2026, 11, 27))
    assert reading == DayReading(date(2026, 11, 27), True, "holiday")


def test_the_region_decides_whether_the_day_comes_first() -> None:
    assert read("5/12", "en_GB") == "2026-12-05 ? day-or-month"
    assert read("12/5", "en_US") == "2026-12-05 ? day-or-month"
    assert read("12/5", "en", country="US") == "2026-12-05 ? day-or-month"
    assert read("27/11", "en_US") == "2026-11-27"
    assert read("5-12", "nl_BE") == "2026-12-05 · weekend"


def test_an_unknown_language_is_read_as_english() -> None:
    assert read("Friday", "fr") == "2026-11-27"


def test_a_refusal_carries_what_its_sentence_needs() -> None:
    with pytest.raises(NotUnderstood) as wrong_weekday:
        parse_day("do 27-11", MONDAY, "nl")
    assert wrong_weekday.value.values == {"day": date(2026, 11, 27), "text": "do 27-11"}
    with pytest.raises(NotUnderstood) as long_text:
        parse_day("x" * 200, MONDAY, "nl")
    assert len(str(long_text.value.values["text"])) <= 40


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\x1b[31m"])
def test_nothing_typed(typed: str) -> None:
    assert read(typed, "nl") == "! empty"


DAYS = st.dates(MONDAY, MONDAY + timedelta(days=3650))
TAGS = st.sampled_from(["nl", "nl_BE", "en", "en_US"])


@given(day=DAYS, tag=TAGS, style=st.sampled_from(["full", "medium", "numeric"]))
def test_what_is_shown_is_read_back(day: date, tag: str, style: dates.Style) -> None:
    assert parse_day(dates.day(day, tag, style), MONDAY, tag).day == day


@given(day=st.dates(MONDAY, MONDAY + timedelta(days=180)), tag=TAGS)
def test_a_day_without_year_is_read_back(day: date, tag: str) -> None:
    assert parse_day(dates.day(day, tag, "short"), MONDAY, tag).day == day


WORDS = sorted({row[0] for name in ("days_nl.txt", "days_en.txt") for row in rows(name)})
PIECES = st.sampled_from(sorted({piece for typed in WORDS for piece in typed.split()}))


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=6).map(" ".join), st.sampled_from(WORDS)),
    today=st.dates(date(2020, 1, 1), date(2090, 12, 31)),
    tag=TAGS,
)
def test_any_text_is_read_or_refused_and_never_past(text: str, today: date, tag: str) -> None:
    try:
        reading = parse_day(text, today, tag)
    except NotUnderstood as error:
        assert error.code in {
            "empty",
            "day",
            "no-day",
            "past",
            "no-such-day",
            "too-far",
            "weekday-mismatch",
        }
    else:
        assert today <= reading.day < today + timedelta(days=366 * 11)
        assert reading.certain or reading.note_code
        free = not calendar.is_working_day(reading.day, "NL")
        assert reading.note_code or not free
