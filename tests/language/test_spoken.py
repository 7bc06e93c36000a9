"""Amounts and days inside what somebody says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.language.number_words import NumberWords
from cockpit.language.spoken import Spoken
from cockpit.roleplay.hearing import Heard

ON = date(2026, 11, 23)  # a Monday
NL, EN = Spoken("nl"), Spoken("en")


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("vrijdag 27 november", [day(11, 27)]),
        ("Vrijdag lukt wel.", [day(11, 27)]),
        ("volgende week dinsdag, denk ik", [day(12, 1)]),
        ("op de 27e betaal ik", [day(11, 27)]),
        ("de zevenentwintigste", [day(11, 27)]),
        ("uiterlijk 27-11", [day(11, 27)]),
        ("vóór vrijdag", [day(11, 27)]),
        ("over drie dagen", [day(11, 26)]),
        ("Vandaag nog, of morgenochtend?", [day(11, 23), day(11, 24)]),
        ("vrijdag of maandag, vrijdag liever", [day(11, 27), day(11, 30)]),
        ("25 november 2026 om half elf", [day(11, 25)]),
        ("vrijdag 26 november", [day(11, 26)]),
        ("1 december 2027", [day(12, 1, 2027)]),
        ("binnen 14 dagen", [day(12, 7)]),
        # no days to agree on
        ("een betalingstermijn van 30 dagen", []),
        ("de 2e termijn en de eerste keer", []),
        ("We wachten op een klant, daarna bent u de eerste", []),
        ("factuur 2026-0412 van 3 september", []),
        ("op 3 oktober hadden we dat", []),
        ("vorige week dinsdag", []),
        ("volgende week", []),
        ("nu meteen, direct", []),
        ("5 dagen te laat", []),
        ("in mei", []),
        ("het was 27 keer", []),
    ],
)
def test_dutch_days(text, days):
    assert NL.hear(text, ON).days == tuple(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Friday 27 November", [day(11, 27)]),
        ("by Friday the 27th of November", [day(11, 27)]),
        ("November 27th", [day(11, 27)]),
        ("on the 27th, I think", [day(11, 27)]),
        ("Tuesday next week", [day(12, 1)]),
        ("before Friday", [day(11, 27)]),
        ("tomorrow morning", [day(11, 24)]),
        ("within 14 days", [day(12, 7)]),
        ("the 1st instalment of thirty days", []),
        ("I sat with him, may I say", []),
    ],
)
def test_english_days(text, days):
    assert EN.hear(text, ON).days == tuple(days)


def test_a_hint_at_a_day_is_rough():
    heard = NL.hear("eind van de maand, of begin december", ON)
    assert heard.days == ()
    assert heard.rough == (day(11, 30), day(12, 1))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("€ 1.842,50", ["1842.50"]),
        ("1.842,50 graag", ["1842.50"]),
        ("€ 1.842,- op vrijdag", ["1842.00"]),
        ("1842 euro", ["1842.00"]),
        ("18 euro 50", ["18.50"]),
        ("12 euro en 5 dagen", ["12.00"]),
        ("achttienhonderd euro", ["1800.00"]),
        ("achttienhonderd tweeënveertig euro vijftig", ["1842.50"]),
        ("duizend en nog vijf euro", ["5.00"]),
        ("tweeduizend driehonderd euro", ["2300.00"]),
        ("honderd euro negenhonderd", ["100.00"]),
        ("500 euro nu en 450 euro later", ["500.00", "450.00"]),
        ("factuur 2026-0412", []),
        ("twee facturen", []),
        ("0 euro", []),
        ("om 10.30 uur", []),
    ],
)
def test_dutch_amounts(text, amounts):
    assert [str(money.amount) for money in NL.hear(text, ON).amounts] == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("€1,842.50", ["EUR 1842.50"]),
        ("£200", ["GBP 200.00"]),
        ("200 pounds", ["GBP 200.00"]),
        ("1842.50 then", ["EUR 1842.50"]),
        ("eighteen hundred and forty-two euros", ["EUR 1842.00"]),
        ("a thousand euros", ["EUR 1000.00"]),
        ("one and a half", []),
    ],
)
def test_english_amounts(text, amounts):
    assert [f"{money.currency} {money.amount}" for money in EN.hear(text, ON).amounts] == amounts


def test_a_part_of_the_whole():
    assert NL.hear("De helft vrijdag", ON).shares == (Fraction(1, 2),)
    assert EN.hear("the full amount, or a third", ON).shares == (Fraction(1), Fraction(1, 3))


def test_cents_in_an_amount_are_no_day():
    heard = NL.hear("€ 950,00 op vrijdag de 27e", ON)
    assert heard.days == (day(11, 27),)
    assert [money.amount for money in heard.amounts] == [Decimal("950.00")]


def test_a_language_without_words_hears_signs_and_numbers():
    heard = Spoken("de").hear("€ 950,00 am 27.11.2026", ON)
    assert [str(money.amount) for money in heard.amounts] == ["950.00"]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="0123456789.,-/€ euro vrijdag de", max_size=60))
def test_no_text_stops_the_ears(text):
    for ears in (NL, EN):
        assert isinstance(ears.hear(text, ON), Heard)


def test_a_flood_is_cut_off():
    assert isinstance(NL.hear("vrijdag 1.000 " * 20_000, ON), Heard)


def test_number_words_add_and_multiply():
    words = NumberWords({"two": 2, "forty": 40}, {"hundred": 100, "thousand": 1000}, ["and"], ["euros"])
    assert words.value(["two", "thousand", "and", "forty", "two"]) == 2042
    assert words.value(["thousand"]) == 1000
    assert list(words.amounts("two hundred and forty dollars")) == []
    assert [value for _, _, value in words.amounts("forty-two and euros, two euros forty")] == [
        Decimal("2.40")
    ]
