"""How far a collector may go, as he writes it down before the call."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.money import Money
from cockpit.core.room import Room
from cockpit.language.room import parse_room

TODAY = date(2026, 11, 23)
TOTAL = Money(Decimal("1842.50"))
JANUARY = date(2027, 1, 31)


def eur(amount):
    return Money(Decimal(amount))


def read(text, total=TOTAL, tag="nl"):
    return parse_room(text, total, TODAY, tag, "NL")


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("", Room()),
        ("klant is lastig, niet te veel", Room()),
        ("3 termijnen, uiterlijk 31 januari, geen korting", Room(3, JANUARY, eur(0))),
        ("Plan up to 3, no discount", Room(3, None, eur(0))),
        ("regeling tot drie, korting 50", Room(3, None, eur(50))),
        ("hoogstens 2 keer; € 25,50 korting.", Room(2, None, eur("25.50"))),
        ("two instalments by end of January", Room(2, date(2027, 1, 29))),
        ("in één keer", Room(1)),
        ("geen regeling", Room(1)),
        ("geen betalingsregeling, wel 2 delen", Room(2)),
        ("0 termijnen", Room(1)),
        ("tot 3 termijnen", Room(3)),
        ("binnen 3 maanden betaald", Room(None, date(2027, 2, 23))),
        ("in 2 termijnen binnen 6 weken", Room(2, date(2027, 1, 4))),
        ("voor 31-12 betaald, 5% korting", Room(None, date(2026, 12, 31), eur("92.13"))),
        ("korting van 10 procent", Room(None, None, eur("184.25"))),
        ("korting tot € 1.250,00", Room(None, None, eur(1250))),
        ("korting 0", Room()),
        ("6x, eerste deel € 500", Room(6)),
    ],
)
def test_limits_in_free_words(text, room):
    assert read(text) == room


def test_an_english_screen_reads_dutch_words_as_well():
    assert read("3 termijnen, uiterlijk eind januari", tag="en").most_terms == 3
    assert read("uiterlijk volgende week vrijdag", tag="en").last_day == date(2026, 12, 4)


def test_a_discount_needs_something_to_give_it_on():
    assert read("geen korting, 3 termijnen", total=None) == Room(3)


@given(st.text(max_size=60) | st.text("0123456789 .,%€kortingevd", max_size=40))
def test_any_text_can_be_written(text):
    room = read(text)
    assert room.most_terms is None or room.most_terms >= 1
    assert room.most_discount is None or room.most_discount.currency == "EUR"
