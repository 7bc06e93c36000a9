"""Instalments: they add up to the cent, fall on working days, and stay a plan under every change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cockpit.core.calendar import is_working_day
from cockpit.core.money import Money
from cockpit.core.plan import (
    MOST_TERMS,
    Plan,
    PlanRefused,
    Problem,
    Rhythm,
    Run,
    Term,
    plan_by_amount,
    plan_by_number,
    with_amount,
    with_day,
    without,
)

FRIDAY = date(2026, 11, 27)
AMOUNTS = st.integers(1, 10**9).map(lambda cents: Money(Decimal(cents).scaleb(-2)))
DAYS = st.dates(date(2020, 1, 1), date(2036, 12, 31))
RHYTHMS = st.sampled_from(Rhythm)
COUNTRIES = st.sampled_from(["NL", "BE", "DE"])


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def by_number(total="1000", number=3, rhythm=Rhythm.MONTHLY, first=FRIDAY, country="NL"):
    return plan_by_number(euro(total), number, rhythm, first, country)


def by_amount(total="1000", amount="300", rhythm=Rhythm.MONTHLY, first=FRIDAY, country="NL"):
    return plan_by_amount(euro(total), euro(amount), rhythm, first, country)


def amounts(plan: Plan) -> list[str]:
    return [term.amount.text() for term in plan.terms]


def days(plan: Plan) -> list[str]:
    return [term.due.isoformat() for term in plan.terms]


def refused(make, *given, **more) -> Problem:
    with pytest.raises(PlanRefused) as error:
        make(*given, **more)
    assert str(error.value) == error.value.problem.value
    return error.value.problem


# -- how many, how much -------------------------------------------------------------------------------------


def test_by_number_the_last_term_has_the_odd_cents():
    assert amounts(by_number()) == ["333.33", "333.33", "333.34"]
    assert amounts(by_number("0.03")) == ["0.01", "0.01", "0.01"]
    assert amounts(by_number("12.50", 1)) == ["12.50"]


def test_by_amount_the_last_term_is_what_is_left():
    assert amounts(by_amount()) == ["300.00", "300.00", "300.00", "100.00"]
    assert amounts(by_amount("900")) == ["300.00", "300.00", "300.00"]
    assert amounts(by_amount("200")) == ["200.00"]


def test_a_currency_without_cents_has_no_half_terms():
    plan = plan_by_number(euro("1000", "JPY"), 3, Rhythm.MONTHLY, FRIDAY, "NL")
    assert amounts(plan) == ["333", "333", "334"]


@pytest.mark.parametrize(
    ("make", "more", "problem"),
    [
        (by_number, {"total": "0"}, Problem.NOTHING_TO_COVER),
        (by_amount, {"total": "-10"}, Problem.NOTHING_TO_COVER),
        (by_number, {"number": 0}, Problem.NO_TERMS),
        (by_number, {"number": MOST_TERMS + 1}, Problem.TOO_MANY_TERMS),
        (by_number, {"total": "0.02"}, Problem.TERM_IS_NOTHING),
        (by_amount, {"amount": "0"}, Problem.TERM_IS_NOTHING),
        (by_amount, {"amount": "0.01"}, Problem.TOO_MANY_TERMS),
        (by_number, {"first": date.max}, Problem.DAY_TOO_FAR),
    ],
)
def test_what_is_no_plan_is_refused(make, more, problem):
    assert refused(make, **more) is problem


def test_terms_of_another_currency_are_refused():
    dollars = euro("300", "USD")
    assert (
        refused(plan_by_amount, euro("1000"), dollars, Rhythm.MONTHLY, FRIDAY, "NL") is Problem.OTHER_CURRENCY
    )
    assert refused(with_amount, by_number(), 0, dollars) is Problem.OTHER_CURRENCY


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        ((), Problem.NO_TERMS),
        (((euro("999"), FRIDAY),), Problem.DOES_NOT_ADD_UP),
        (((euro("1000", "USD"), FRIDAY),), Problem.OTHER_CURRENCY),
        (((euro("1000"), FRIDAY), (euro("0"), FRIDAY + timedelta(1))), Problem.TERM_IS_NOTHING),
        (((euro("500"), FRIDAY), (euro("500"), FRIDAY)), Problem.SAME_DAY),
    ],
)
def test_no_plan_can_be_made_by_hand_that_is_not_one(terms, problem):
    made = tuple(Term(*term) for term in terms)
    assert refused(Plan, euro("1000"), made, Rhythm.MONTHLY, FRIDAY, "NL") is problem


# -- days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.WEEKLY, ["2026-11-27", "2026-12-04", "2026-12-11"]),
        (Rhythm.FORTNIGHTLY, ["2026-11-27", "2026-12-11", "2026-12-28"]),  # the 25th is a holiday, a Friday
        (Rhythm.MONTHLY, ["2026-11-27", "2026-12-28", "2027-01-27"]),  # 27 December is a Sunday
    ],
)
def test_the_rhythm_counts_from_the_first_day_and_skips_free_days(rhythm, expected):
    assert days(by_number(rhythm=rhythm)) == expected


def test_the_thirty_first_is_the_last_day_of_a_shorter_month_and_returns():
    plan = by_number(number=5, first=date(2027, 12, 31))
    assert days(plan) == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-05-01"]
    belgian = by_number(number=5, first=date(2027, 12, 31), country="BE")
    assert days(belgian)[-1] == "2028-05-02"  # 30 April is a Sunday, 1 May a holiday there


def test_the_first_day_too_is_a_working_day():
    assert days(by_number(number=1, first=date(2026, 12, 25))) == ["2026-12-28"]


# -- changes by hand ----------------------------------------------------------------------------------------


def test_another_amount_is_shared_by_the_later_terms():
    assert amounts(with_amount(by_number(), 0, euro("500"))) == ["500.00", "250.00", "250.00"]
    assert amounts(with_amount(by_number(), 1, euro("100.01"))) == ["333.33", "100.01", "566.66"]


def test_a_smaller_last_term_adds_one_in_the_rhythm():
    plan = with_amount(by_number(), 2, euro("300"))
    assert amounts(plan) == ["333.33", "333.33", "300.00", "33.34"]
    assert days(plan)[-1] == "2027-03-01"  # 27 February is a Saturday


def test_a_term_added_after_a_day_set_by_hand_is_later_than_that_day():
    plan = with_amount(with_day(by_number(number=1), 0, date(2027, 6, 3)), 0, euro("900"))
    assert days(plan) == ["2027-06-03", "2027-06-28"]


def test_later_terms_for_which_nothing_is_left_go():
    assert amounts(with_amount(by_number(), 0, euro("1000"))) == ["1000.00"]
    assert amounts(with_amount(by_number(), 0, euro("999.99"))) == ["999.99", "0.01"]


@pytest.mark.parametrize(
    ("amount", "problem"),
    [("0", Problem.TERM_IS_NOTHING), ("-1", Problem.TERM_IS_NOTHING), ("1000.01", Problem.MORE_THAN_LEFT)],
)
def test_an_amount_that_cannot_be_is_refused(amount, problem):
    assert refused(with_amount, by_number(), 0, euro(amount)) is problem


def test_a_plan_of_the_most_terms_cannot_grow():
    plan = by_number(number=MOST_TERMS)
    assert refused(with_amount, plan, MOST_TERMS - 1, euro("1")) is Problem.TOO_MANY_TERMS


def test_another_day_puts_the_terms_in_order_and_is_not_moved():
    saturday = date(2027, 1, 30)
    plan = with_day(by_number(), 0, saturday)
    assert days(plan) == ["2026-12-28", "2027-01-27", "2027-01-30"]
    assert amounts(plan) == ["333.33", "333.34", "333.33"]
    assert plan.last_day == saturday


def test_two_terms_on_one_day_and_a_day_in_another_age_are_refused():
    assert refused(with_day, by_number(), 0, date(2026, 12, 28)) is Problem.SAME_DAY
    assert refused(with_day, by_number(), 0, date.max) is Problem.DAY_TOO_FAR
    assert refused(with_day, by_number(), 0, date.min) is Problem.DAY_TOO_FAR


def test_the_amount_of_a_term_that_goes_is_shared_by_the_later_ones():
    assert amounts(without(by_number(), 0)) == ["500.00", "500.00"]
    assert days(without(by_number(), 0)) == ["2026-12-28", "2027-01-27"]
    assert amounts(without(by_number(), 1)) == ["333.33", "666.67"]
    assert amounts(without(by_number(), 2)) == ["333.33", "666.67"]
    assert refused(without, by_number(number=1), 0) is Problem.NO_TERMS


def test_equal_terms_are_said_as_one_run():
    assert by_amount().runs() == (
        Run(3, euro("300"), FRIDAY, date(2027, 1, 27)),
        Run(1, euro("100"), date(2027, 3, 1), date(2027, 3, 1)),
    )


# -- properties ---------------------------------------------------------------------------------------------


def is_sound(plan: Plan, total: Money) -> bool:
    dues = [term.due for term in plan.terms]
    return (
        sum((term.amount.amount for term in plan.terms), Decimal(0)) == total.amount
        and all(term.amount.amount > 0 for term in plan.terms)
        and dues == sorted(set(dues))
    )


@given(AMOUNTS, st.integers(1, MOST_TERMS), RHYTHMS, DAYS, COUNTRIES)
def test_by_number_always_adds_up(total, number, rhythm, first, country):
    assume(number <= total.size)
    plan = plan_by_number(total, number, rhythm, first, country)
    assert len(plan.terms) == number and is_sound(plan, total)
    assert len({term.amount for term in plan.terms[:-1]}) <= 1
    assert all(is_working_day(term.due, country) and term.due >= first for term in plan.terms)


@given(AMOUNTS, AMOUNTS, RHYTHMS, DAYS, COUNTRIES)
def test_by_amount_always_adds_up(total, amount, rhythm, first, country):
    assume(total.size <= amount.size * MOST_TERMS)
    plan = plan_by_amount(total, amount, rhythm, first, country)
    assert is_sound(plan, total)
    assert all(term.amount == amount for term in plan.terms[:-1]) and plan.terms[-1].amount <= amount


@given(AMOUNTS, st.integers(1, 40), RHYTHMS, DAYS, COUNTRIES, st.data())
def test_every_change_leaves_a_plan_that_adds_up(total, number, rhythm, first, country, data):
    assume(number <= total.size)
    plan = plan_by_number(total, number, rhythm, first, country)
    for _ in range(4):
        index = data.draw(st.integers(0, len(plan.terms) - 1))
        change = data.draw(st.sampled_from(["amount", "day", "without"]))
        try:
            if change == "amount":
                plan = with_amount(plan, index, data.draw(AMOUNTS))
            elif change == "day":
                plan = with_day(plan, index, data.draw(DAYS))
            else:
                plan = without(plan, index)
        except PlanRefused as error:
            assert error.problem is not Problem.DOES_NOT_ADD_UP
        assert is_sound(plan, total)
