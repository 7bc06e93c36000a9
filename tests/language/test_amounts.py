"""Amounts as they are written in a region, and as they are typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.money import Money, digits_of
from cockpit.language import NotUnderstood, use
from cockpit.language.amounts import money, parse_amount, rounded, typed

# What is typed, and how it is read in Dutch and in English: "?" is not certain, "!" is refused.
ROWS = """
1250            | 1250.00     | 1250.00
1250.50         | 1250.50     | 1250.50
1250,50         | 1250.50     | 1250.50
1.250,50        | 1250.50     | 1250.50
1,250.50        | 1250.50     | 1250.50
1 250,50        | 1250.50     | 1250.50
1 250.50        | 1250.50     | 1250.50
1'250.50        | 1250.50     | 1250.50
1’250,50        | 1250.50     | 1250.50
1.250           | 1250.00 ?   | ! amount-decimals
1,250           | ! amount-decimals | 1250.00 ?
12.500          | 12500.00 ?  | ! amount-decimals
1.250.000       | 1250000.00  | 1250000.00
1,250,000       | 1250000.00  | 1250000.00
1 250 000       | 1250000.00  | 1250000.00
1.250.000,50    | 1250000.50  | 1250000.50
1,250,000.5     | 1250000.50  | 1250000.50
12,5            | 12.50       | 12.50
12.5            | 12.50       | 12.50
12,50           | 12.50       | 12.50
0,50            | 0.50        | 0.50
,50             | 0.50        | 0.50
.5              | 0.50        | 0.50
12,             | 12.00       | 12.00
1250.           | 1250.00     | 1250.00
12.500,         | 12500.00    | 12500.00
1250,-          | 1250.00     | 1250.00
1250,--         | 1250.00     | 1250.00
1250,–          | 1250.00     | 1250.00
1250.-          | 1250.00     | 1250.00
1250,=          | 1250.00     | 1250.00
1250 ,-         | 1250.00     | 1250.00
1.250,-         | 1250.00     | 1250.00
1.250,--        | 1250.00     | 1250.00
€ 1250,-        | 1250.00     | 1250.00
€1250           | 1250.00     | 1250.00
€ 1.842,50      | 1842.50     | 1842.50
€1,842.50       | 1842.50     | 1842.50
1842,50 €       | 1842.50     | 1842.50
EUR 1842.50     | 1842.50     | 1842.50
eur1842.50      | 1842.50     | 1842.50
1842.50 eur     | 1842.50     | 1842.50
1250 euro       | 1250.00     | 1250.00
1.250,- euro    | 1250.00     | 1250.00
euro 1250       | 1250.00     | 1250.00
007             | 7.00        | 7.00
0.125           | ! amount-decimals | ! amount-decimals
1250,505        | ! amount-decimals | ! amount-decimals
1.25050         | ! amount-decimals | ! amount-decimals
1.250,505       | ! amount-decimals | ! amount-decimals
0               | ! amount-zero | ! amount-zero
0,00            | ! amount-zero | ! amount-zero
€ 0,-           | ! amount-zero | ! amount-zero
-5              | ! amount-negative | ! amount-negative
−5              | ! amount-negative | ! amount-negative
5-              | ! amount-negative | ! amount-negative
(5)             | ! amount-negative | ! amount-negative
€ -5            | ! amount-negative | ! amount-negative
-€ 5            | ! amount-negative | ! amount-negative
5,00-           | ! amount-negative | ! amount-negative
$ 5             | ! amount-currency | ! amount-currency
USD 5           | ! amount-currency | ! amount-currency
5 gbp           | ! amount-currency | ! amount-currency
999999999999    | 999999999999.00 | 999999999999.00
1234567890123   | ! amount-too-large | ! amount-too-large
1.2.3           | ! amount | ! amount
1.25.000        | ! amount | ! amount
1,2,3           | ! amount | ! amount
12,50,          | ! amount | ! amount
12.50.00        | ! amount | ! amount
1 25            | ! amount | ! amount
1.250 000       | ! amount | ! amount
1_000           | ! amount | ! amount
1e3             | ! amount | ! amount
1E3             | ! amount | ! amount
NaN             | ! amount | ! amount
Infinity        | ! amount | ! amount
0x10            | ! amount | ! amount
١٢٣             | ! amount | ! amount
１２            | ! amount | ! amount
12²             | ! amount | ! amount
½               | ! amount | ! amount
5%              | ! amount | ! amount
5,-5            | ! amount | ! amount
5 + 5           | ! amount | ! amount
1k              | ! amount | ! amount
duizend         | ! amount | ! amount
€               | ! amount | ! amount
,               | ! amount | ! amount
-               | ! amount | ! amount
"""
TABLE = [[cell.strip() for cell in row.split("|")] for row in ROWS.strip().splitlines()]


def read(text: str, tag: str, currency: str = "EUR") -> str:
    try:
        reading = parse_amount(text, tag, currency)
    except NotUnderstood as error:
        return f"! {error.code}"
    assert reading.money.currency == currency
    return reading.money.text() + ("" if reading.certain else " ?")


@pytest.mark.parametrize(("text", "dutch", "english"), TABLE)
def test_read(text: str, dutch: str, english: str) -> None:
    assert (read(text, "nl"), read(text, "en")) == (dutch, english)


def test_the_table_is_large() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\x1b[2J"])
def test_nothing_typed(text: str) -> None:
    assert read(text, "nl") == "! empty"


def test_a_whole_sentence_is_no_amount() -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_amount("1250 euro, of misschien wel twee keer 625", "nl")
    assert refused.value.code == "amount"
    assert len(str(refused.value.values["text"])) <= 40


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("1250", "JPY", "1250"),
        ("1250,-", "JPY", "1250"),
        ("12,5", "JPY", "! amount-decimals"),
        ("¥ 1250", "JPY", "1250"),
        ("1,250", "KWD", "1.250 ?"),
        ("1250,505", "KWD", "1250.505"),
        ("$ 12,50", "USD", "12.50"),
        ("US$ 12,50", "USD", "12.50"),
        ("12,50 dollar", "USD", "12.50"),
        ("£12.50", "GBP", "12.50"),
        ("€ 12,50", "GBP", "! amount-currency"),
        ("EUR 12,50", "GBP", "! amount-currency"),
    ],
)
def test_other_currencies(text: str, currency: str, expected: str) -> None:
    assert read(text, "nl", currency) == expected


def test_a_refusal_carries_what_its_sentence_needs() -> None:
    with pytest.raises(NotUnderstood) as decimals:
        parse_amount("1,250", "nl")
    assert decimals.value.values == {"text": "1,250", "digits": 2}
    with pytest.raises(NotUnderstood) as currency:
        parse_amount("$ 5", "nl")
    assert currency.value.values == {"text": "$ 5", "currency": "EUR"}


EUROS = Money(Decimal("1842.50"))


@pytest.mark.parametrize(
    ("amount", "tag", "expected"),
    [
        (EUROS, "nl", "€ 1.842,50"),
        (EUROS, "nl_NL", "€ 1.842,50"),
        (EUROS, "nl_BE", "€ 1.842,50"),
        (EUROS, "en", "€1,842.50"),
        (EUROS, "en_BE", "1.842,50 €"),
        (EUROS, "fr", "€1,842.50"),
        (-EUROS, "nl", "€ -1.842,50"),
        (-EUROS, "en", "-€1,842.50"),
        (Money(Decimal("0")), "nl", "€ 0,00"),
        (Money(Decimal("1842.5"), "JPY"), "nl", "JP¥ 1.843"),
        (Money(Decimal("1842.5"), "KWD"), "nl", "KWD 1.842,500"),
        (Money(Decimal("1842.5"), "RSD"), "nl", "RSD 1.842,50"),
        (Money(Decimal("1842.5"), "XXZ"), "nl", "XXZ 1.842,50"),
        (Money(Decimal("1842.5"), "USD"), "nl", "US$ 1.842,50"),
    ],
)
def test_written(amount: Money, tag: str, expected: str) -> None:
    assert money(amount, tag) == expected


def test_written_in_the_language_of_the_interface() -> None:
    assert money(EUROS) == "€1,842.50"
    use("nl")
    assert money(EUROS) == "€ 1.842,50"


def test_rounded_for_a_narrow_column() -> None:
    assert rounded(EUROS, "nl") == "€ 1.843"
    assert rounded(Money(Decimal("-0.40")), "nl") in {"€ 0", "€ -0"}
    assert rounded(Money(Decimal("4100")), "en") == "€4,100"


AMOUNTS = st.builds(
    Money,
    st.decimals(min_value="0.01", max_value="999999999999", places=2),
    st.sampled_from(["EUR", "USD", "GBP", "RSD"]),
)


@given(amount=AMOUNTS, tag=st.sampled_from(["nl", "nl_BE", "en", "en_US", "en_BE"]))
def test_what_is_written_or_proposed_is_read_back_with_certainty(amount: Money, tag: str) -> None:
    for text in (money(amount, tag), typed(amount, tag)):
        reading = parse_amount(text, tag, amount.currency)
        assert (reading.money, reading.certain) == (amount, True)


@given(yen=st.integers(1, 10**12 - 1))
def test_without_decimals_the_proposal_is_certain_too(yen: int) -> None:
    amount = Money(Decimal(yen), "JPY")
    assert parse_amount(typed(amount, "nl"), "nl", "JPY") == parse_amount(str(yen), "nl", "JPY")


SIGNS = st.text(alphabet="0123456789.,-€ '=eE_+()", max_size=16)


@given(
    text=st.one_of(st.text(), SIGNS),
    tag=st.sampled_from(["nl", "en"]),
    currency=st.sampled_from(["EUR", "JPY"]),
)
def test_any_text_is_right_or_refused(text: str, tag: str, currency: str) -> None:
    try:
        reading = parse_amount(text, tag, currency)
    except NotUnderstood as error:
        assert error.code == "empty" or error.code.startswith("amount")
    else:
        assert reading.money.amount > 0
        digits = "".join(c for c in text if c.isdecimal())
        value = reading.money.amount.normalize()
        assert digits.strip("0").startswith("".join(map(str, value.as_tuple().digits)).strip("0"))
        assert -int(value.as_tuple().exponent) <= digits_of(currency)
