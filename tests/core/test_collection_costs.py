"""The worked cases of the Dutch scale and the Belgian caps, the terms before them, and the calculation."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.collection_costs import (
    LineCode,
    NotCharged,
    belgian_consumer_cap,
    belgian_consumer_costs,
    belgian_firm_costs,
    dutch_consumer_costs,
    dutch_firm_costs,
    letter_term_ends,
    presumed_delivery,
    reminder_term_ends,
)
from cockpit.core.cost_clause import CostClause, read_clause
from cockpit.core.money import Money

AMOUNTS = st.decimals(Decimal("0.01"), Decimal("3000000"), places=2)
TODAY = date(2026, 11, 23)
LONG_AGO = date(2026, 10, 1)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def cases(name: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return [tuple(row) for row in list(csv.reader(file))[1:]]


HIGH = CostClause(fixed=euro("9999"))


# -- the Netherlands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("principal", "fee"), cases("nl_collection_costs.csv"))
def test_the_dutch_scale(principal, fee):
    assert dutch_firm_costs(euro(principal)).total == euro(fee)
    assert dutch_consumer_costs(euro(principal), TODAY, LONG_AGO).total == euro(fee)


def test_the_scale_shows_its_calculation():
    lines = dutch_firm_costs(euro("6000.55")).lines
    assert [(line.code, line.base.text(), line.percent, line.amount.text()) for line in lines] == [
        (LineCode.BAND, "2500.00", Decimal(15), "375.00"),
        (LineCode.BAND, "2500.00", Decimal(10), "250.00"),
        (LineCode.BAND, "1000.55", Decimal(5), "50.03"),
    ]


def test_the_minimum_and_the_maximum_are_lines_of_their_own():
    small = dutch_firm_costs(euro("100")).lines
    assert [(line.code, line.amount.text()) for line in small] == [
        (LineCode.BAND, "15.00"),
        (LineCode.MINIMUM, "25.00"),
    ]
    large = dutch_firm_costs(euro("2000000")).lines[-1]
    assert (large.code, large.amount) == (LineCode.MAXIMUM, euro("-5000"))


def test_vat_comes_on_top_when_the_creditor_cannot_deduct_it():
    costs = dutch_firm_costs(euro("1000"), deducts_vat=False)
    assert costs.total == euro("181.50")
    assert costs.lines[-1].code is LineCode.VAT and costs.lines[-1].base == euro("150")
    letter = dutch_consumer_costs(euro("100"), TODAY, LONG_AGO, deducts_vat=False)
    assert letter.total == euro("48.40")


def test_a_consumer_owes_nothing_before_the_letter_has_run_out():
    without = dutch_consumer_costs(euro("1000"), TODAY, None)
    assert (without.total, without.refusal, without.until) == (euro("0"), NotCharged.LETTER_NEEDED, None)
    received = TODAY - timedelta(days=14)
    last_day = dutch_consumer_costs(euro("1000"), TODAY, received)
    assert (last_day.refusal, last_day.until) == (NotCharged.LETTER_RUNNING, TODAY)
    assert last_day.total == euro("0") and last_day.source
    assert dutch_consumer_costs(euro("1000"), TODAY + timedelta(days=1), received).total == euro("150")


def test_the_fourteen_days_are_counted_from_the_day_after_the_letter_came():
    assert letter_term_ends(date(2026, 11, 2)) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("posted", "delivered"),
    [
        ("2026-11-17", "2026-11-19"),
        ("2026-11-20", "2026-11-24"),  # the second day is a Sunday; no post on Monday
        ("2026-11-21", "2026-11-24"),
        ("2026-12-23", "2026-12-29"),  # Christmas, Boxing Day on Saturday, Sunday, Monday
        ("2026-05-12", "2026-05-15"),  # Ascension Day
    ],
)
def test_when_post_counts_as_delivered(posted, delivered):
    assert presumed_delivery(date.fromisoformat(posted)) == date.fromisoformat(delivered)


# -- Belgium ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("balance", "cap"), cases("be_consumer_caps.csv"))
def test_the_caps_of_book_xix(balance, cap):
    assert belgian_consumer_cap(euro(balance)).total == euro(cap)
    costs = belgian_consumer_costs(euro(balance), TODAY, LONG_AGO, HIGH)
    assert costs.total == euro(cap)


def test_the_cap_shows_its_calculation():
    lines = belgian_consumer_cap(euro("50000")).lines
    assert [(line.code, line.amount.text()) for line in lines] == [
        (LineCode.FIXED, "65.00"),
        (LineCode.BAND, "2475.00"),
        (LineCode.MAXIMUM, "-540.00"),
    ]
    assert [line.code for line in belgian_consumer_cap(euro("100")).lines] == [LineCode.FIXED]


def codes(lines):
    return [(line.code, line.amount.text()) for line in lines]


def test_a_clause_below_the_cap_is_what_counts():
    costs = belgian_consumer_costs(euro("300"), TODAY, LONG_AGO, read_clause("5 % min 25"))
    assert costs.total == euro("25")
    assert codes(costs.lines) == [(LineCode.BAND, "15.00"), (LineCode.MINIMUM, "10.00")]
    assert codes(costs.cap) == [(LineCode.FIXED, "30.00"), (LineCode.BAND, "15.00")]


def test_a_clause_above_the_cap_comes_down_to_it_and_says_so():
    costs = belgian_consumer_costs(euro("300"), TODAY, LONG_AGO, read_clause("10 + 15 %"))
    assert costs.total == euro("45")
    assert codes(costs.lines) == [
        (LineCode.FIXED, "10.00"),
        (LineCode.BAND, "45.00"),
        (LineCode.CAP, "-10.00"),
    ]
    assert costs.lines[-1].base == euro("45")


@pytest.mark.parametrize(
    ("clause", "balance", "total"),
    [
        ("10 %", "300", "30.00"),
        ("10 %", "0.04", "0.00"),
        ("12,5% max 20", "300", "20.00"),
        ("10 % min 40", "300", "40.00"),
        ("10 % min 40", "450", "45.00"),
        ("35", "300", "35.00"),
        ("35 min 40", "300", "40.00"),
    ],
)
def test_what_a_clause_comes_to(clause, balance, total):
    assert belgian_consumer_costs(euro(balance), TODAY, LONG_AGO, read_clause(clause)).total == euro(total)


@pytest.mark.parametrize(
    ("term_ends", "clause", "refusal", "until"),
    [
        (LONG_AGO, None, NotCharged.CLAUSE_NEEDED, None),
        (None, read_clause("50"), NotCharged.REMINDER_NEEDED, None),
        (TODAY, read_clause("50"), NotCharged.REMINDER_RUNNING, TODAY),
    ],
)
def test_a_belgian_consumer_owes_nothing_without_clause_or_before_the_reminder_ran_out(
    term_ends, clause, refusal, until
):
    costs = belgian_consumer_costs(euro("300"), TODAY, term_ends, clause)
    assert (costs.total, costs.refusal, costs.until) == (euro("0"), refusal, until)


def test_the_term_of_the_first_reminder():
    friday = date(2026, 11, 6)
    assert reminder_term_ends(friday, electronic=True) == date(2026, 11, 21)
    # third working day: Monday, Tuesday, (Wednesday the 11th is a holiday) Thursday
    assert reminder_term_ends(friday, electronic=False) == date(2026, 11, 26)


def test_between_belgian_firms_forty_euros_are_owed_by_themselves():
    costs = belgian_firm_costs(euro("12.10"))
    assert (costs.total, [line.code for line in costs.lines]) == (euro("40"), [LineCode.FIXED])


# -- both ---------------------------------------------------------------------------------------------------

EVERY = [
    dutch_firm_costs,
    lambda m: dutch_consumer_costs(m, TODAY, None),
    belgian_firm_costs,
    belgian_consumer_cap,
    lambda m: belgian_consumer_costs(m, TODAY, None),
]


@pytest.mark.parametrize("costs", EVERY)
@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        (euro("0"), NotCharged.NOTHING_OWED),
        (euro("-20"), NotCharged.NOTHING_OWED),
        (euro("500", "USD"), NotCharged.NOT_IN_EUROS),
    ],
)
def test_nothing_owed_and_other_currencies_cost_nothing(costs, amount, refusal):
    assert (costs(amount).total, costs(amount).refusal) == (euro("0"), refusal)


@given(AMOUNTS, AMOUNTS)
def test_more_owed_never_costs_less_and_stays_within_the_limits(one, other):
    less, more = sorted((Money(one), Money(other)))
    for costs, least, most in ((dutch_firm_costs, 40, 6775), (belgian_consumer_cap, 20, 2000)):
        assert costs(less).total <= costs(more).total
        assert least <= costs(less).total.amount <= most


@given(AMOUNTS, st.decimals("0.01", 100, places=2), AMOUNTS)
def test_a_clause_never_gives_more_than_the_cap_and_its_lines_add_up(balance, percent, least):
    owed, clause = Money(balance), CostClause(percent, minimum=Money(least))
    costs = belgian_consumer_costs(owed, TODAY, LONG_AGO, clause)
    said = max(Money(balance * percent / 100), Money(least))
    assert costs.total == min(said, belgian_consumer_cap(owed).total)
