"""Amounts keep their currency, their decimals and their exact value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.money import CurrencyMismatch, Money, digits_of, totals

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def eur(text: str) -> Money:
    return Money(Decimal(text))


@pytest.mark.parametrize(
    ("given_", "currency", "kept"),
    [
        ("1", "EUR", "1.00"),
        ("1.005", "EUR", "1.01"),
        ("-1.005", "EUR", "-1.01"),
        ("1.5", "JPY", "2"),
        ("1.2345", "KWD", "1.235"),
        ("1E+3", "EUR", "1000.00"),
        ("-0.001", "EUR", "0.00"),
        ("-0.00", "EUR", "0.00"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(given_, currency, kept):
    assert Money(Decimal(given_), currency).text() == kept


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+40"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="amount"):
        eur(text)


def test_digits():
    assert (digits_of("EUR"), digits_of("JPY"), digits_of("KWD"), digits_of("XXX")) == (2, 0, 3, 2)


def test_arithmetic():
    assert eur("1.10") + eur("2.20") == eur("3.30")
    assert eur("1.10") - eur("2.20") == eur("-1.10")
    assert -eur("1.10") == eur("-1.10")
    assert (-eur("0")).text() == "0.00"
    assert eur("1") < eur("2") <= eur("2")
    assert not eur("2") < eur("2")
    assert bool(eur("0.01")) and not eur("0")


@pytest.mark.parametrize(
    "action",
    [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b],
)
def test_two_currencies_do_not_mix(action):
    with pytest.raises(CurrencyMismatch, match="EUR and USD"):
        action(eur("1"), Money(Decimal(1), "USD"))


def test_the_size_is_in_the_smallest_unit():
    assert eur("12.34").size == 1234
    assert Money(Decimal(1234), "JPY").size == 1234
    assert Money(Decimal("1.234"), "KWD").size == 1234


def test_totals_per_currency_in_order_of_appearance():
    found = totals([Money(Decimal(1), "USD"), eur("2"), Money(Decimal(3), "USD")])
    assert list(found.items()) == [("USD", Money(Decimal(4), "USD")), ("EUR", eur("2"))]
    assert totals([]) == {}


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_a_total_is_exact(amounts):
    assert totals(Money(a) for a in amounts)["EUR"].amount == sum(amounts, Decimal(0))


@given(AMOUNTS, AMOUNTS)
def test_taking_off_what_was_added_changes_nothing(first, second):
    assert Money(first) + Money(second) - Money(second) == Money(first)
