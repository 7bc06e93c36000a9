"""Promises and what became of them; states that are only added."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import (
    ENDED,
    Agreement,
    Commitment,
    Promise,
    State,
    StateChange,
    is_broken,
    is_covered,
    is_kept,
    paid_since,
    unkept,
)
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DUE = date(2026, 11, 27)


def eur(amount, currency="EUR"):
    return Money(Decimal(amount), currency)


def item(number, amount, currency="EUR"):
    return Invoice(number, "D-1", DUE, DUE, eur(1000, currency), eur(amount, currency))


def promise(amount, *covers, then=None, due=DUE):
    return Promise(eur(amount), due, covers=covers, open_then=None if then is None else eur(then))


def agreement(*promises, states=(), commitments=()):
    changes = tuple(StateChange(state, NOON) for state in states)
    return Agreement("A-1", "D-1", "C-1", NOON, "", promises, commitments, states=changes)


def test_an_agreement_that_nobody_read_back_was_heard():
    assert agreement().state is State.HEARD
    assert agreement(states=[State.HEARD, State.MAILED]).state is State.MAILED


@pytest.mark.parametrize("state", list(State))
def test_it_is_open_until_it_ended(state):
    assert agreement(promise(1), states=[state]).is_open is (state not in ENDED)


def test_our_own_action_keeps_it_open():
    ours = Commitment("send a copy", NOON)
    broken = agreement(promise(1), states=[State.BROKEN], commitments=(ours,))
    assert broken.is_open
    assert not broken.commitment_done(0, NOON).is_open
    assert agreement(commitments=(ours,)).is_open
    assert not agreement().is_open


def test_a_commitment_is_done_once():
    two = agreement(commitments=(Commitment("one", NOON), Commitment("two", NOON)))
    done = two.commitment_done(1, NOON).commitment_done(1, NOON + timedelta(hours=1))
    assert [c.done_at for c in done.commitments] == [None, NOON]


def test_states_are_added_and_never_repeated():
    mailed = agreement().to(State.MAILED, NOON)
    assert mailed.awaits_confirmation and mailed.reached(State.MAILED)
    assert mailed.to(State.MAILED, NOON + timedelta(days=1)) is mailed
    confirmed = mailed.to(State.CONFIRMED, NOON)
    assert [change.state for change in confirmed.states] == [State.MAILED, State.CONFIRMED]
    assert confirmed.reached(State.MAILED) and not confirmed.awaits_confirmation
    assert not confirmed.reached(State.KEPT)
    assert agreement().to(State.HEARD, NOON).states == (StateChange(State.HEARD, NOON),)


def test_the_promised_total():
    assert agreement().promised_total() is None
    assert agreement(promise(100), promise(50)).promised_total() == eur(150)


@pytest.mark.parametrize(
    ("made", "now", "paid"),
    [
        (promise(500, "F1", then=1000), [item("F1", 1000)], 0),
        (promise(500, "F1", then=1000), [item("F1", 400)], 600),
        (promise(500, "F1", then=1000), [item("F2", 1000)], 1000),
        (promise(500, "F1", then=1000), [item("F1", 1200)], 0),  # something was added: nothing was paid
        (promise(500, "F1"), [item("F1", 0)], 0),  # what was open then is not known
        (promise(500, then=1000), [item("F1", 300), item("F2", 300)], 400),  # about all invoices
        (promise(500, "F1", then=1000), [item("F1", 100, "USD")], 1000),  # another currency does not count
    ],
)
def test_what_came_in_since_the_promise(made, now, paid):
    assert paid_since(made, now) == eur(paid)


def test_what_was_open_in_another_currency_says_nothing():
    made = Promise(eur(500), DUE, covers=("F1",), open_then=eur(900, "USD"))
    assert paid_since(made, [item("F1", 0)]) == eur(0)


def test_covering():
    assert is_covered(item("F1", 1), promise(1, "F1"))
    assert not is_covered(item("F2", 1), promise(1, "F1"))
    assert is_covered(item("F2", 1), promise(1))


@pytest.mark.parametrize(
    ("made", "now", "kept"),
    [
        (promise(500, "F1", then=1000), [item("F1", 500)], True),
        (promise(500, "F1", then=1000), [item("F1", "500.01")], False),
        (promise(500, "F1"), [], True),  # nothing is open any more
        (promise(1200, "F1", then=1000), [item("F2", 5)], True),  # more was promised than was open
        (promise(500, "F1", "C1", then=900), [item("C1", -100)], True),  # only the credit note is left
        (promise(500), [], False),  # neither invoices nor amounts are known
    ],
)
def test_keeping(made, now, kept):
    assert is_kept(made, now) is kept


@pytest.mark.parametrize(
    ("days", "grace", "broken"), [(0, 0, False), (1, 0, True), (2, 2, False), (3, 2, True), (-5, 0, False)]
)
def test_breaking(days, grace, broken):
    made = promise(500, "F1", then=1000)
    today = DUE + timedelta(days)
    assert is_broken(made, [item("F1", 1000)], today, grace) is broken
    assert not is_broken(made, [item("F1", 500)], today, grace)


def test_a_euro_keeps_one_instalment_only():
    second = promise(500, "F1", then=1000, due=DUE + timedelta(30))
    first = promise(500, "F1", then=1000)
    plan = agreement(second, first)
    assert unkept(plan, [item("F1", 1000)]) == (first, second)
    assert unkept(plan, [item("F1", 500)]) == (second,)
    assert unkept(plan, [item("F1", 100)]) == (second,)
    assert unkept(plan, []) == ()


def test_instalments_over_different_invoices_stand_by_themselves():
    first, second = promise(500, "F1", then=500), promise(300, "F2", then=300, due=DUE + timedelta(1))
    assert unkept(agreement(first, second), [item("F1", 500)]) == (first,)
    foreign = Promise(eur(300, "USD"), DUE, covers=("F1",), open_then=eur(300, "USD"))
    assert is_kept(foreign, [item("F1", 0, "USD")], earlier=[first])


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6), st.integers(0, 6000))
def test_payments_keep_the_first_instalments_first(amounts, paid):
    total = sum(amounts)
    plan = [promise(a, "F1", then=total, due=DUE + timedelta(n)) for n, a in enumerate(amounts)]
    left = [item("F1", total - paid)] if paid < total else []
    waiting = unkept(agreement(*plan), left)
    assert waiting == tuple(plan[len(plan) - len(waiting) :])
    kept = sum(amounts[: len(plan) - len(waiting)])
    assert kept <= min(paid, total)
    if waiting:
        assert paid < kept + waiting[0].amount.amount
