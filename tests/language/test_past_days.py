"""A day that lies behind us: the last one of that date, never one to come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import sentences
from cockpit.language.dates import day as say
from cockpit.language.errors import NotUnderstood
from cockpit.language.past_days import parse_past_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3-11", date(2026, 11, 3)),
        ("23-11", TODAY),
        ("24-11", date(2025, 11, 24)),
        ("25 december", date(2025, 12, 25)),
        ("3 november", date(2026, 11, 3)),
        ("12-1-2024", date(2024, 1, 12)),
        ("2024-01-12", date(2024, 1, 12)),
        ("29-2-2024", date(2024, 2, 29)),
        ("vandaag", TODAY),
    ],
)
def test_the_last_day_of_that_date(text, expected):
    assert parse_past_day(text, TODAY, "nl") == expected


@pytest.mark.parametrize("text", ["", "vr", "morgen", "+7", "31-2", "1-1-2027", "12-1-2019", "[/b]", "2026"])
def test_what_is_no_day_behind_us_is_refused(text):
    with pytest.raises(NotUnderstood) as error:
        parse_past_day(text, TODAY, "nl")
    assert "3-11" in sentences.not_understood(error.value)


@given(st.integers(0, 360), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_what_was_shown_is_read_back_as_the_same_day(ago, today):
    past = today - timedelta(days=ago)
    assert parse_past_day(say(past, "nl", "numeric"), today, "nl") == past
