"""What calls amount to: every figure by its definition, in any order of adding up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.figures import (
    ENOUGH,
    Cell,
    Counting,
    Fate,
    Figures,
    Hour,
    Promised,
    best_hours,
    fate_of,
)
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # ten o'clock in Amsterdam
SPOKE = Outcome(Reach.RIGHT_PERSON, Result.PROMISE)


def eur(amount, currency="EUR"):
    return Money(Decimal(str(amount)), currency)


def call(name="C-1", at=MONDAY, reach=Reach.RIGHT_PERSON, **more):
    outcome = Outcome(reach) if reach else None
    given = {"caller": "Sanne", "kind": CallKind.REMINDER, **more}
    return Call(name, "D-1", opened_at=at, phase=Phase.SAVED, outcome=outcome, **given)


def made(name="A-1", *amounts, state=State.HEARD, at=MONDAY, covers=("1",), debtor="D-1", **more):
    promises = tuple(Promise(a, date(2026, 12, 1), covers=covers) for a in amounts or (eur(100),))
    changes = (StateChange(State.HEARD, at), StateChange(state, at, **more))
    return Agreement(name, debtor, "C-1", at, promises=promises, states=changes)


def counted(*pairs, running=()):
    counting = Counting(ZONE, frozenset(running))
    for one, agreement in pairs:
        counting.add(one, agreement)
    return counting.counted()


# -- attempts, reached, right person -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "reached", "spoken"),
    [
        (None, 0, 0),
        (Reach.NO_ANSWER, 0, 0),
        (Reach.BUSY, 0, 0),
        (Reach.VOICEMAIL, 0, 0),
        (Reach.WRONG_NUMBER, 0, 0),
        (Reach.THIRD_PARTY, 1, 0),
        (Reach.RIGHT_PERSON, 1, 1),
    ],
)
def test_who_counts_as_reached(reach, reached, spoken):
    assert counted((call(reach=reach), None)).total == Figures(1, reached, spoken)


def test_a_call_counts_on_the_day_of_the_workspace_for_its_collector_and_kind():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    found = counted((call(at=late, caller="Joris", kind=CallKind.COURTESY), None))
    assert list(found.cells) == [Cell(date(2026, 11, 24), "Joris", CallKind.COURTESY)]


def test_an_hour_is_that_of_the_start_of_the_talk():
    started = call(started_at=MONDAY + timedelta(hours=1), reach=Reach.BUSY)
    found = counted((started, None), (call("C-2"), None))
    assert found.hours == {(0, 11): Hour(1, 0), (0, 10): Hour(1, 1)}


# -- promises ------------------------------------------------------------------------------------------------


def test_a_plan_is_one_promise_and_amounts_stay_in_their_currency():
    found = counted((call(), made("A-1", eur(100), eur("50.25"), eur(20, "GBP"))))
    assert found.total.promised == Promised(1, (eur("150.25"), eur(20, "GBP")))


def test_an_agreement_with_only_our_half_is_no_promise():
    ours = Agreement("A-1", "D-1", "C-1", MONDAY, commitments=(Commitment("mail a copy", MONDAY),))
    assert counted((call(), ours)).total == Figures(1, 1, 1)


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        (State.KEPT, Fate.KEPT),
        (State.PAID_TOO_MUCH, Fate.KEPT),
        (State.PART_KEPT, Fate.PART_KEPT),
        (State.BROKEN, Fate.BROKEN),
        (State.REVERSED, None),
        (State.HEARD, Fate.REPLACED),
        (State.CONFIRMED, Fate.REPLACED),
    ],
)
def test_what_became_of_a_promise(state, fate):
    assert fate_of(made(state=state), is_running=False) is fate


def test_a_promise_that_we_wait_for_is_running():
    assert fate_of(made(state=State.MAILED), is_running=True) is Fate.RUNNING
    assert counted((call(), made()), running=["A-1"]).total.of(Fate.RUNNING).number == 1


def test_what_was_booked_back_was_not_kept_also_when_it_was_spoken_about():
    back = made(state=State.REVERSED, concluded=True)
    assert fate_of(back, is_running=False) is Fate.BROKEN
    assert fate_of(back.to(State.REVERSED, MONDAY), is_running=False) is Fate.BROKEN


def test_a_promise_that_was_taken_back_does_not_count():
    assert counted((call(), made(state=State.REVERSED))).total == Figures(1, 1, 1)


def test_of_two_promises_on_one_day_about_the_same_invoice_the_last_counts():
    later = MONDAY + timedelta(hours=2)
    first, second = made("A-1", eur(100)), made("A-2", eur(80), at=later)
    found = counted((call(), first), (call("C-2", later), second), running=["A-2"])
    assert found.total.promised == Promised(1, (eur(80),))
    other = replace(second, promises=(replace(second.promises[0], covers=("2",)),))
    assert counted((call(), first), (call("C-2", later), other)).total.promised.number == 2


def test_a_promise_of_an_earlier_day_was_made_then_whatever_took_its_place():
    next_day = MONDAY + timedelta(days=1)
    found = counted((call(), made("A-1")), (call("C-2", next_day), made("A-2", at=next_day)), running=["A-2"])
    assert found.total.promised.number == 2
    assert (found.total.of(Fate.REPLACED).number, found.total.of(Fate.RUNNING).number) == (1, 1)


# -- kept ----------------------------------------------------------------------------------------------------


def test_the_kept_rate_by_number_and_by_value_leaves_out_what_is_not_judged():
    pairs = [
        (call("C-1"), made("A-1", eur(300), state=State.KEPT, covers=("1",))),
        (call("C-2"), made("A-2", eur(100), state=State.BROKEN, covers=("2",))),
        (call("C-3"), made("A-3", eur(600), state=State.PART_KEPT, covers=("3",))),
        (call("C-4"), made("A-4", eur(5, "GBP"), state=State.KEPT, covers=("4",))),
        (call("C-5"), made("A-5", eur(999), covers=("5",))),
    ]
    total = counted(*pairs, running=["A-5"]).total
    assert total.judged.number == 4 and total.kept_rate == Decimal("0.5")
    assert total.kept_rates_by_value == {"EUR": Decimal("0.3"), "GBP": Decimal(1)}


def test_with_nothing_judged_there_is_no_rate():
    assert Figures().kept_rate is None and Figures().kept_rates_by_value == {}


# -- days gained ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("named", "gained"), [(8, 7), (1, 0), (None, 0)])
def test_days_gained_are_counted_from_the_day_that_was_named_first(named, gained):
    first = date(2026, 12, named) if named else None
    total = counted((call(named_first=first), made())).total
    assert (total.days_gained, total.gained_by) == (gained, int(named is not None))


def test_a_later_day_counts_as_a_loss_and_a_plan_by_its_last_day():
    plan = made("A-1", eur(50), eur(50))
    plan = replace(plan, promises=(plan.promises[0], replace(plan.promises[1], due=date(2026, 12, 15))))
    assert counted((call(named_first=date(2026, 12, 10)), plan)).total.days_gained == -5


# -- adding up -----------------------------------------------------------------------------------------------

promised = st.builds(
    Promised,
    st.integers(1, 9),
    st.lists(st.builds(eur, st.integers(1, 999), st.sampled_from(["EUR", "GBP"])), max_size=2).map(
        lambda found: tuple({m.currency: m for m in found}.values())
    ),
)
figures = st.builds(
    Figures,
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 99),
    st.just(Promised()) | promised,
    st.dictionaries(st.sampled_from(Fate), promised, max_size=3),
    st.integers(-9, 9),
    st.integers(0, 9),
)


def plain(f):
    """The figures without the order of currencies."""
    fates = {fate: (p.number, {m.currency: m for m in p.amounts}) for fate, p in f.fates.items()}
    return replace(f, promised=Promised(f.promised.number), fates=fates), {
        m.currency: m for m in f.promised.amounts
    }


@given(figures, figures, figures)
def test_figures_add_up_in_any_order(a, b, c):
    assert plain((a + b) + c) == plain(c + (b + a))
    assert a + Figures() == Figures() + a == a


def test_cells_add_up_to_the_total_by_any_key():
    found = counted(
        (call("C-1", caller="Sanne"), made("A-1", covers=("1",))),
        (call("C-2", caller="Joris", kind=CallKind.DUNNING), made("A-2", covers=("2",))),
        (call("C-3", caller="Sanne", kind=CallKind.DUNNING), None),
    )
    by_kind = found.by(lambda cell: cell.kind)
    assert {kind: f.calls for kind, f in by_kind.items()} == {CallKind.REMINDER: 1, CallKind.DUNNING: 2}
    assert (
        sum(by_kind.values(), Figures()) == found.total == sum(found.by(lambda c: c.day).values(), Figures())
    )


# -- hours ---------------------------------------------------------------------------------------------------


def test_the_best_hours_are_those_with_attempts_enough_most_reached_first():
    hours = {
        (0, 9): Hour(ENOUGH - 1, 1),
        (1, 9): Hour(10, 5),
        (2, 9): Hour(20, 10),
        (3, 9): Hour(10, 8),
        (4, 9): Hour(10, 1),
    }
    assert list(best_hours(hours)) == [(3, 9), (2, 9), (1, 9)]
    assert list(best_hours(hours, most=1)) == [(3, 9)]
    assert Hour().share == 0


def test_an_hour_that_is_worse_than_all_together_is_no_best_hour():
    assert list(best_hours({(1, 9): Hour(10, 1), (2, 9): Hour(4, 4)})) == []
    assert list(best_hours({(1, 9): Hour(10, 0)})) == list(best_hours({})) == []
