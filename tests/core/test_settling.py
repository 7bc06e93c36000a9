"""What a ledger says about promises (kept, in part, not kept, too much, booked back), and what it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Promise, Revision, State, StateChange
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.rules import Rules
from cockpit.core.settling import CONCLUSION, booked_back, conclude, is_reopened, taken_back

MADE = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RULES = Rules(grace_days=2)


def eur(amount, currency="EUR"):
    return Money(Decimal(str(amount)), currency)


def item(number="F1", amount="100", currency="EUR", sent=date(2026, 9, 1)):
    return Invoice(number, "D-1", sent, date(2026, 10, 1), eur(100, currency), eur(amount, currency))


def promise(amount="100", days=-5, *covers, then="100", currency="EUR"):
    due = TODAY + timedelta(days)
    return Promise(eur(amount, currency), due, covers=covers or ("F1",), open_then=eur(then, currency))


def agreed(*promises, states=(State.CONFIRMED,), **more):
    changes = tuple(StateChange(state, MADE) for state in states)
    return Agreement("A-1", "D-1", "C-1", MADE, promises=promises or (promise(),), states=changes, **more)


def said(made, items, rules=RULES, today=TODAY):
    found = conclude(made, items, today, rules)
    return None if found is None else (found.state, found.promised.text(), found.paid.text())


TABLE = [
    ("the invoice is gone", promise(), [], (State.KEPT, "100.00", "100.00")),
    ("the invoice is gone before the day", promise("100", 5), [], (State.KEPT, "100.00", "100.00")),
    ("nothing came in, the day has passed", promise(), [item()], (State.BROKEN, "100.00", "0.00")),
    ("nothing came in, the day is to come", promise("100", 5), [item()], None),
    ("nothing came in, the days of grace run", promise("100", -2), [item()], None),
    (
        "nothing came in, the days of grace are over",
        promise("100", -3),
        [item()],
        (State.BROKEN, "100.00", "0.00"),
    ),
    ("a part came in", promise(), [item(amount=60)], (State.PART_KEPT, "100.00", "40.00")),
    ("a part came in before the day", promise("100", 5), [item(amount=60)], None),
    ("a part was promised and came in", promise("40"), [item(amount=60)], (State.KEPT, "40.00", "40.00")),
    ("more than the promised part came in", promise("40"), [], (State.KEPT, "40.00", "40.00")),
    ("more came in than was owed", promise(), [item(amount=-20)], (State.PAID_TOO_MUCH, "100.00", "120.00")),
    (
        "it was another invoice that was paid",
        promise(),
        [item(), item("F2", 1)],
        (State.BROKEN, "100.00", "0.00"),
    ),
]


@pytest.mark.parametrize(("situation", "one", "items", "expected"), TABLE)
def test_one_promise(situation, one, items, expected):
    assert said(agreed(one), items) == expected, situation


@pytest.mark.parametrize(
    ("left", "tolerance", "state"),
    [
        ("0.50", "0", State.PART_KEPT),
        ("0.50", "0.49", State.PART_KEPT),
        ("0.50", "0.50", State.KEPT),
        ("0.50", "5", State.KEPT),
        ("100", "500", State.BROKEN),  # who paid nothing kept nothing, however little it is
        ("-0.50", "0", State.PAID_TOO_MUCH),
        ("-0.50", "0.50", State.KEPT),
    ],
)
def test_the_tolerance(left, tolerance, state):
    rules = replace(RULES, tolerance=Decimal(tolerance))
    assert conclude(agreed(), [item(amount=left)], TODAY, rules).state is state


def plan(*days, **more):
    """Instalments of € 50 over two invoices of € 100 together."""
    return agreed(*(promise("50", d, "F1", "F2", then="100") for d in days), **more)


def test_an_instalment_that_is_missing_is_named_with_its_own_amount_and_day():
    assert said(plan(-20, 5), [item(amount=50), item("F2", 50)]) == (State.BROKEN, "50.00", "0.00")
    found = conclude(plan(-20, -9), [item(amount=50), item("F2", 10)], TODAY, RULES)
    assert (found.state, found.promised.text(), found.paid.text()) == (State.PART_KEPT, "100.00", "40.00")
    assert found.due == TODAY - timedelta(9)
    assert said(plan(-20, 5), [item(amount=50)]) is None  # the first is in, the second is to come
    assert said(plan(-20, -9), [item(amount=50)]) == (State.PART_KEPT, "50.00", "0.00")
    assert said(plan(-20, 5), []) == (State.KEPT, "100.00", "100.00")


def test_who_catches_up_is_on_schedule_again():
    late = plan(-20, 5).to(State.BROKEN, NOW, concluded=True)
    assert said(late, [item(amount=50), item("F2", 50)]) is None
    found = conclude(late, [item(amount=50)], TODAY, RULES)
    assert found.state is State.CONFIRMED
    assert found.noted(NOW).state is State.CONFIRMED and not found.noted(NOW).is_over
    assert said(late, []) == (State.KEPT, "100.00", "100.00")


def test_what_is_over_or_promises_nothing_is_left_alone():
    assert said(agreed(states=(State.BROKEN,)), []) is None  # we spoke about it
    assert said(agreed(states=(State.KEPT,)), [item()]) is None
    assert said(replace(agreed(), promises=()), []) is None


def test_a_conclusion_that_has_to_be_spoken_about_is_not_over():
    for state in (State.BROKEN, State.PART_KEPT, State.REVERSED):
        concluded = agreed().to(state, NOW, concluded=True)
        assert concluded.is_open and not concluded.is_over
        spoken = concluded.to(state, NOW)
        assert spoken.is_over and spoken.states[-1] == StateChange(state, NOW)
        assert spoken.to(state, NOW) is spoken and concluded.to(state, NOW, concluded=True) is concluded
    assert agreed().to(State.KEPT, NOW, concluded=True).is_over


# -- booked back ------------------------------------------------------------------------------------------


def kept(*promises):
    return agreed(*promises).to(State.KEPT, NOW, concluded=True)


def test_a_payment_that_was_booked_back():
    found = booked_back(kept(), [], [item()], RULES)
    assert (found.state, found.promised.text(), found.due) == (State.REVERSED, "100.00", TODAY - timedelta(5))
    back = found.noted(NOW)
    assert back.is_booked_back and back.is_open
    assert said(back, [item()]) is None
    assert said(back, []) == (State.KEPT, "100.00", "100.00")


def test_what_is_not_booked_back():
    assert booked_back(kept(), [], [], RULES) is None
    assert booked_back(kept(), [item()], [item()], RULES) is None  # a person said that it was kept
    assert booked_back(agreed(), [], [item()], RULES) is None
    everything = kept(replace(promise(), covers=()))
    assert booked_back(everything, [], [item("F9")], RULES) is None  # a new invoice


@pytest.mark.parametrize(
    ("before", "after", "reopened"),
    [
        ([], [item()], True),
        ([item(amount=40)], [item(amount=100)], True),
        ([item()], [item()], False),
        ([item()], [item(amount=40)], False),
        ([], [item(sent=date(2026, 11, 12))], False),  # a new invoice, sent after we spoke
        ([], [item(amount=-5)], False),
        ([item(amount=40)], [item(amount=100, currency="USD")], False),
    ],
)
def test_where_a_payment_may_have_gone(before, after, reopened):
    assert is_reopened(before, after, date(2026, 11, 10)) is reopened


# -- a person knows better --------------------------------------------------------------------------------


def revised(made, *pairs):
    revisions = tuple(Revision(NOW, "x", ((CONCLUSION, old, new),)) for old, new in pairs)
    return replace(made, revisions=revisions)


def test_what_a_person_took_back_is_not_concluded_again():
    denied = revised(agreed(), ("kept", "confirmed"))
    assert taken_back(denied) == {State.KEPT}
    assert said(denied, []) is None
    assert said(denied, [item()]) == (State.BROKEN, "100.00", "0.00")
    assert said(revised(agreed(), ("kept", "confirmed"), ("confirmed", "kept")), []) is not None
    never = revised(kept(), ("reversed", "kept"))
    assert booked_back(never, [], [item()], RULES) is None


# -- whatever comes in -------------------------------------------------------------------------------------

CENTS = st.integers(1, 100_000).map(lambda cents: Decimal(cents) / 100)


@given(
    owed=CENTS, share=st.integers(1, 100), left=st.integers(-50_000, 100_000), tolerance=st.integers(0, 500)
)
def test_every_cent_counts_once(owed, share, left, tolerance):
    amount = max((owed * share / 100).quantize(Decimal("0.01")), Decimal("0.01"))
    now = min(Decimal(left) / 100, owed)
    made = agreed(promise(amount, -9, then=owed))
    items = [replace(item(), open=eur(now))]
    rules = replace(RULES, tolerance=Decimal(tolerance) / 100)
    found = conclude(made, items, TODAY, rules)
    came_in = owed - now
    short = amount - came_in
    if short <= 0 or (came_in > 0 and short <= rules.tolerance):
        expected = State.PAID_TOO_MUCH if -now > rules.tolerance else State.KEPT
    else:
        expected = State.PART_KEPT if came_in > 0 else State.BROKEN
    assert found.state is expected
    if not found.is_paid:
        assert found.paid.amount == came_in
