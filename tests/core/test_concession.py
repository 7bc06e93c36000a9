"""Nothing given without a return; what it is worth; and what becomes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.core.agreement import Agreement, Concession, Promise, State, StateChange, following
from cockpit.core.concession import (
    Condition,
    NotGiven,
    became,
    concession_of,
    condition,
    cost_of_waiting,
    refusal,
    settled,
    total_value,
)
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.interest import Regime, statutory_interest
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.plan import Rhythm, Term, plan_by_number

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def invoice(amount: str) -> Invoice:
    return Invoice("1", "D-1", FRIDAY, FRIDAY, euro("100"), euro(amount))


def agreement(*promises: Promise, state: State | None = None) -> Agreement:
    states = (StateChange(state, NOW),) if state else ()
    return Agreement("A-1", "D-1", "C-1", NOW, promises=promises, states=states)


PROMISED = agreement(Promise(euro("100"), FRIDAY, covers=("1",), open_then=euro("100")))
INTEREST = ConcessionTerms(Gift.INTEREST, euro("12.40"))
SIGNED = ConcessionTerms(Gift.DISCOUNT, euro("25"), in_return="signed order", by=FRIDAY)
REPAIR = ConcessionTerms(Gift.REPAIR, euro("10"), fault="the copy was never mailed")


@pytest.mark.parametrize(
    ("terms", "promised", "why"),
    [
        (INTEREST, True, None),
        (INTEREST, False, NotGiven.NO_RETURN),
        (SIGNED, False, None),
        (ConcessionTerms(Gift.GOODWILL, in_return="  "), False, NotGiven.NO_RETURN),
        (REPAIR, False, None),
        (ConcessionTerms(Gift.REPAIR, fault=" "), True, NotGiven.FAULT_NOT_NAMED),
        (ConcessionTerms(Gift.DISCOUNT, fault="late"), True, NotGiven.NO_REPAIR),
        (ConcessionTerms(Gift.DISCOUNT, euro("-1")), True, NotGiven.WORTH_LESS_THAN_NOTHING),
    ],
)
def test_nothing_is_given_without_a_return_but_a_repair_that_is_named(terms, promised, why):
    assert refusal(terms, promised=promised) is why


@pytest.mark.parametrize(
    ("left", "days", "expected"),
    [
        ("100", 0, Condition.RUNNING),
        ("100", 2, Condition.RUNNING),  # within the days of grace
        ("100", 3, Condition.LAPSED),
        ("40", 3, Condition.LAPSED),
        ("0", 3, Condition.MET),
    ],
)
def test_the_promised_money_decides(left, days, expected):
    today = FRIDAY + timedelta(days=days)
    assert condition(INTEREST, PROMISED, [invoice(left)], today, grace_days=2) is expected


def test_the_money_of_every_term_is_needed():
    half = Promise(euro("50"), FRIDAY, covers=("1",), open_then=euro("100"))
    later = Promise(euro("50"), FRIDAY + timedelta(days=30), covers=("1",), open_then=euro("100"))
    plan = agreement(half, later)
    assert condition(INTEREST, plan, [invoice("50")], FRIDAY + timedelta(days=5)) is Condition.RUNNING
    assert condition(INTEREST, plan, [invoice("50")], later.due + timedelta(days=1)) is Condition.LAPSED
    assert condition(INTEREST, plan, [], later.due) is Condition.MET


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.KEPT, Condition.MET),
        (State.PAID_TOO_MUCH, Condition.MET),
        (State.BROKEN, Condition.LAPSED),
        (State.REVERSED, Condition.LAPSED),
        (State.PART_KEPT, Condition.RUNNING),
    ],
)
def test_a_state_of_the_agreement_goes_before_the_ledger(state, expected):
    known = agreement(*PROMISED.promises, state=state)
    assert condition(INTEREST, known, [invoice("100")], FRIDAY) is expected


def test_something_else_that_was_asked_is_there_when_the_collector_says_so():
    alone = agreement()
    assert condition(SIGNED, alone, [], FRIDAY) is Condition.RUNNING
    assert condition(SIGNED, alone, [], FRIDAY + timedelta(days=1)) is Condition.LAPSED
    assert condition(SIGNED, alone, [], FRIDAY + timedelta(days=1), grace_days=1) is Condition.RUNNING
    no_day = ConcessionTerms(Gift.GOODWILL, in_return="a reference")
    assert condition(no_day, PROMISED, [], FRIDAY + timedelta(days=99)) is Condition.RUNNING
    assert condition(no_day, PROMISED, [invoice("100")], FRIDAY + timedelta(days=99)) is Condition.LAPSED
    met = settled(SIGNED, Condition.MET, NOW)
    assert condition(met, alone, [], FRIDAY + timedelta(days=99)) is Condition.MET


def test_without_a_promise_or_another_return_nothing_is_settled():
    assert condition(INTEREST, agreement(), [], FRIDAY + timedelta(days=9)) is Condition.RUNNING


def test_a_repair_asks_for_nothing():
    assert condition(REPAIR, PROMISED, [invoice("100")], FRIDAY + timedelta(days=99)) is Condition.NONE


def test_what_was_written_down_stays():
    lapsed = settled(INTEREST, Condition.LAPSED, NOW)
    assert (lapsed.lapsed_at, lapsed.met_at) == (NOW, None)
    assert condition(lapsed, PROMISED, [], FRIDAY) is Condition.LAPSED
    assert settled(lapsed, Condition.MET, NOW) == lapsed
    assert settled(settled(INTEREST, Condition.MET, NOW), Condition.LAPSED, NOW).met_at == NOW
    assert settled(INTEREST, Condition.RUNNING, NOW) == INTEREST


def test_waiting_costs_the_statutory_interest_on_every_term():
    plan = plan_by_number(euro("9000"), 3, Rhythm.WEEKLY, FRIDAY, "NL")
    since = date(2026, 10, 31)
    each = [
        statutory_interest(term.amount, Regime.NL_TRADE, date(2026, 11, 1), term.due).total
        for term in plan.terms
    ]
    assert cost_of_waiting(plan.terms, Regime.NL_TRADE, since) == each[0] + each[1] + each[2]
    assert each[0] == euro("23.08")  # 3000 × 10.4 % × 27 / 365


def test_what_waiting_costs_is_not_guessed():
    assert cost_of_waiting([Term(euro("10"), date(2027, 1, 4))], Regime.NL_TRADE, FRIDAY) is None
    assert cost_of_waiting([], Regime.NL_TRADE, FRIDAY) is None


def test_the_value_of_several_is_their_sum_in_one_currency():
    dollars = ConcessionTerms(Gift.DISCOUNT, euro("5", "USD"))
    assert total_value([INTEREST, SIGNED, dollars, ConcessionTerms(Gift.TIME)]) == euro("37.40")
    assert total_value([INTEREST, dollars], "USD") == euro("5", "USD")
    assert total_value([]) == euro("0")


def given(terms: ConcessionTerms, *states: State) -> ConcessionTerms:
    """The terms after their agreement went through these states, a day apart."""
    made = replace(PROMISED, concessions=(Concession("no interest", terms=terms),))
    for number, state in enumerate(states):
        made = made.to(state, NOW + timedelta(days=number))
    found = made.concessions[0].terms
    assert found is not None
    return found


@pytest.mark.parametrize("state", [State.KEPT, State.PAID_TOO_MUCH])
def test_a_kept_agreement_writes_down_that_the_return_came(state):
    assert given(INTEREST, State.HEARD, state) == replace(INTEREST, met_at=NOW + timedelta(days=1))


@pytest.mark.parametrize("state", [State.BROKEN, State.REVERSED])
def test_what_was_given_lapses_with_its_agreement(state):
    assert given(INTEREST, State.HEARD, state).lapsed_at == NOW + timedelta(days=1)
    assert given(INTEREST, State.KEPT, state).lapsed_at == NOW + timedelta(days=1), "booked back"


def test_money_that_came_after_the_concession_had_lapsed_brings_it_not_back():
    late = given(INTEREST, State.BROKEN, State.PART_KEPT, State.KEPT)
    assert (late.met_at, late.lapsed_at) == (None, NOW)


def test_a_conclusion_that_is_taken_back_is_taken_back_for_the_concession_too():
    assert given(INTEREST, State.CONFIRMED, State.KEPT, State.CONFIRMED) == INTEREST
    assert given(INTEREST, State.CONFIRMED, State.BROKEN, State.CONFIRMED) == INTEREST
    assert given(INTEREST, State.MAILED, State.BROKEN, State.KEPT, State.MAILED) == INTEREST


def test_what_was_asked_besides_the_money_is_not_met_by_the_money():
    assert given(SIGNED, State.HEARD, State.KEPT) == SIGNED
    came = replace(SIGNED, met_at=NOW + timedelta(minutes=5))
    assert given(came, State.HEARD, State.KEPT, State.HEARD) == came, "that was said by a person"
    assert given(REPAIR, State.HEARD, State.BROKEN) == REPAIR


def test_words_without_terms_follow_the_money():
    words = Concession("no interest")
    assert following(words, State.BROKEN, (), NOW) == words
    assert became(words, PROMISED, [invoice("100")], FRIDAY) is Condition.RUNNING
    assert became(words, PROMISED, [invoice("100")], FRIDAY + timedelta(days=1)) is Condition.LAPSED


def test_the_customer_does_not_read_what_waiting_costs_us():
    assert concession_of("", INTEREST) is None
    assert concession_of("no interest", INTEREST) == Concession("no interest", euro("12.40"), INTEREST)
    waiting = replace(INTEREST, gift=Gift.TIME)
    assert concession_of("more time", waiting) == Concession("more time", None, waiting)
    assert concession_of("patience", None) == Concession("patience")
