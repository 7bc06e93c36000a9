"""Amounts are read for a whole column, and never silently wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake.amounts import (
    Witnesses,
    bare,
    read_column,
    style_of,
    uniform,
    witnesses,
)

BAD = "unreadable-amount"
RIDDLE = "ambiguous-amount"


def column(*cells: str, others: tuple[str, ...] = ()) -> list[object]:
    """The meaning of the cells of a column, with `others` as the cells of another amount column."""
    parts = {cell: bare(cell) for cell in cells}
    own = witnesses(part[0] for part in parts.values())
    file = own + witnesses(bare(cell)[0] for cell in others)
    meaning = read_column(parts, style_of(own, file))
    return [str(value) if isinstance(value, Decimal) else value for value in map(meaning.get, cells)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        (" 12,5 ", "12.5"),
        ("-12,50", "-12.50"),
        ("12,50-", "-12.50"),
        ("- 12,50", "-12.50"),
        ("\u221212,50", "-12.50"),
        ("\u201312,50", "-12.50"),
        ("(12,50)", "-12.50"),
        ("+12,50", "12.50"),
        ("€ 12,50", "12.50"),
        ("-€ 12,50", "-12.50"),
        ("€ -12,50", "-12.50"),
        ("(€ 12,50)", "-12.50"),
        ("12,50 EUR", "12.50"),
        ("EUR12,50", "12.50"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234\u202f567,80", "1234567.80"),
        ("1'234,56", "1234.56"),
        ("1’234,56", "1234.56"),
        ("1.234.567,80", "1234567.80"),
        ("12,-", "12.00"),
        ("1.250,--", "1250.00"),
        (",50", "0.50"),
        ("0,125", "0.125"),
        ("999999999999,99", "999999999999.99"),
    ],
)
def test_ways_to_write_an_amount(cell: str, value: str) -> None:
    assert column(cell, "7,25") == [value, "7.25"]


@pytest.mark.parametrize(
    "cell",
    [
        "NaN", "nan", "Infinity", "-inf", "1e3", "1E3", "0x10", "1_000", "१२,५०", "１２,５０", "²",
        "12,50,", "1,2,3", "1.23,45", "1.2345,00", "12.50", "0.125", "1..2", "..", ",", ".", "--5",
        "-5-", "(-5)", "+", "5 5", "12 34,50", "1 234'567,00", "€", "€ € 5", "EUR USD 5", "vijf", "5 stuks",
        "1000000000000", "1.000.000.000.000.000,00", "1" * 10_000, "5%",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(cell: str) -> None:
    assert column("7,25", "8,30", cell)[2] == BAD


@pytest.mark.parametrize("cell", ["-", "€ -", "0", "0,00", " - "])
def test_zero_as_a_spreadsheet_writes_it(cell: str) -> None:
    assert Decimal(str(column("7,25", cell)[1])) == 0


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0"])
def test_an_empty_cell_is_no_amount_and_no_mistake(cell: str) -> None:
    assert column("7,25", cell) == ["7.25", None]


def test_three_digits_are_thousands_beside_a_decimal_comma() -> None:
    assert column("1.250", "12,50") == ["1250", "12.50"]
    assert column("1.250", "1.250.000") == ["1250", "1250000"]
    assert column("-1.250", "3.000,00") == ["-1250", "3000.00"]


def test_three_digits_are_thousands_beside_a_decimal_point_when_a_comma_sets_them_off() -> None:
    assert column("1,250", "12.50") == ["1250", "12.50"]


def test_three_digits_behind_the_decimal_sign_are_a_riddle() -> None:
    assert column("1.250", "12.50") == [RIDDLE, "12.50"]
    assert column("1,250", "12,50") == [RIDDLE, "12.50"]


def test_a_column_that_writes_three_decimals_may_do_so() -> None:
    assert column("1.250", "1234.500", "12.500") == ["1.250", "1234.500", "12.500"]
    assert column("0.750", "1.250") == ["0.750", "1.250"]


def test_only_riddles_are_whole_euros_and_marked() -> None:
    style = style_of(witnesses(["1.250", "900"]), Witnesses())
    assert style.marked and style.readable
    assert column("1.250", "900", "12.400") == ["1250", "900", "12400"]
    assert column("1,250", "900") == ["1250", "900"]


def test_riddles_of_both_kinds_are_refused() -> None:
    assert column("1.250", "1,250", "900") == [RIDDLE, RIDDLE, "900"]


def test_a_column_without_a_witness_follows_the_other_columns() -> None:
    assert column("1.250", others=("12,50",)) == ["1250"]
    assert column("1,250", others=("12.50",)) == ["1250"]
    assert column("1.250", others=("12.50",)) == [RIDDLE]


def test_its_own_witness_counts_for_more_than_the_other_columns() -> None:
    assert column("1.250", "9,99", others=("1.00", "2.00", "3.00")) == ["1250", "9.99"]


def test_one_stray_cell_does_not_spoil_a_column() -> None:
    good = [f"{n},50" for n in range(20)]
    assert column(*good, "1.250", "12.75")[20:] == ["1250", BAD]


def test_a_real_mixture_leaves_no_riddle_standing() -> None:
    assert column("12,50", "13,50", "12.50", "1.250") == ["12.50", "13.50", BAD, RIDDLE]


def test_the_currency_of_a_cell_is_told() -> None:
    assert bare("€ 5,00") == ("5,00", "", "EUR")
    assert bare("usd 5,00-") == ("5,00", "-", "USD")
    assert bare("£5") == ("5", "", "GBP")


SIGNED = st.sampled_from(["", "-"])


@given(st.lists(st.tuples(st.integers(0, 10**11), SIGNED, st.booleans()), min_size=1), st.sampled_from(",."))
def test_the_fast_way_reads_what_the_careful_way_reads(
    amounts: list[tuple[int, str, bool]], decimal: str
) -> None:
    cells = []
    for cents, sign, behind in amounts:
        text = f"{cents // 100:,}.{cents % 100:02}"
        text = text if decimal == "." else text.translate(str.maketrans(",.", ".,"))
        cells.append(f"{text}{sign}" if behind else f"{sign}{text}")
    fast = uniform([*cells, ""])
    assert fast is not None
    careful = [None if value is None else Decimal(str(value)) for value in column(*cells, "")]
    assert list(fast[1]) == careful
    assert fast[0].comma + fast[0].point == len(cells)


@given(st.lists(st.text("0123456789.,-€ ()e", max_size=8), max_size=6))
def test_the_fast_way_takes_nothing_that_the_careful_way_refuses(cells: list[str]) -> None:
    fast = uniform(cells)
    if fast is not None:
        assert [str(v) if v is not None else None for v in fast[1]] == column(*cells)


@given(st.lists(st.text(max_size=12), max_size=5))
def test_no_text_is_too_strange(cells: list[str]) -> None:
    for value in column(*cells):
        assert value is None or value in (BAD, RIDDLE) or Decimal(str(value)).is_finite()
