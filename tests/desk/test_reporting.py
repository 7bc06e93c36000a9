"""What was done in a period: the days of the workspace, in small steps, as plots and as a table."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from desk.build import FRIDAY, Table, account, agreement, eur, invoice
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import AgreementEntry, Call, CallKind, Phase
from cockpit.core.figures import ENOUGH, Fate, Figures, Hour, OurActions, Promised
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.span import Unit
from cockpit.core.standing import Standing
from cockpit.desk import moments
from cockpit.desk.first_named import note_first_day
from cockpit.desk.report_csv import as_csv
from cockpit.desk.report_plots import HeatMap, bar
from cockpit.desk.reporting import Reading, report
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, StoreError

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SPOKE = Outcome(Reach.RIGHT_PERSON, Result.PROMISE)
MISSED = Outcome(Reach.NO_ANSWER)


@pytest.fixture
def session() -> Session:
    return Session(MemoryStore(lambda: NOW), Settings(), lambda: NOW, str)


def call(
    name: str, at: datetime, outcome: Outcome | None = MISSED, caller: str = "Sanne", **more: object
) -> Call:
    kept = Call(name, "K1", CallKind.REMINDER, at, Phase.SAVED, caller=caller, outcome=outcome)
    return replace(kept, **more)


def made(name: str, *amounts: Money, state: State = State.HEARD) -> Agreement:
    promises = tuple(Promise(amount, date(2026, 12, 1), covers=(name,)) for amount in amounts)
    ours = (Commitment("send a copy", NOW),)
    return Agreement(
        name, "K1", "C", NOW, promises=promises, commitments=ours, states=(StateChange(state, NOW),)
    )


def euro(text: str) -> Money:
    return Money(Decimal(text))


def test_calls_count_on_the_day_of_the_workspace(session):
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    session.store.save(Changes(calls=(call("C-1", late),)))
    assert report(session, date(2026, 11, 23), date(2026, 11, 23)).total == Figures()
    found = report(session, date(2026, 11, 24), date(2026, 11, 24))
    assert found.days == {date(2026, 11, 24): Figures(1)}


def test_the_last_day_counts_to_its_end(session):
    session.store.save(Changes(calls=(call("C-1", datetime(2026, 11, 24, 22, 59, tzinfo=UTC)),)))
    assert report(session, date(2026, 11, 24), date(2026, 11, 24)).total.calls == 1


def test_figures_per_day_collector_and_kind(session):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    next_day = datetime(2026, 11, 25, 9, tzinfo=UTC)
    calls = (
        call("C-1", at, SPOKE, agreement_id="A-1", kind=CallKind.DUNNING),
        call("C-2", at, MISSED),
        call("C-3", at, SPOKE, caller="Joris", agreement_id="A-2"),
        call("C-4", next_day, SPOKE, agreement_id="A-3"),
        call("C-5", next_day, None, agreement_id="A-gone"),
    )
    agreements = (
        made("A-1", euro("100"), euro("50.25")),
        made("A-2", Money(Decimal(20), "GBP")),
        made("A-3"),
    )
    standing = Standing("K1", agreements=agreements[:1])
    session.store.save(Changes(calls=calls, agreements=agreements, standings=(standing,)))
    found = report(session, date(2026, 11, 23), date(2026, 11, 25))
    total = found.total
    assert (total.calls, total.reached, total.spoken) == (5, 3, 3)
    assert total.promised == Promised(2, (euro("150.25"), Money(Decimal(20), "GBP")))
    assert total.of(Fate.RUNNING).number == 1 == total.of(Fate.REPLACED).number
    assert found.days[date(2026, 11, 25)] == Figures(2, 1, 1)
    assert found.callers["Joris"].promised == Promised(1, (Money(Decimal(20), "GBP"),))
    assert list(found.kinds) == [CallKind.REMINDER, CallKind.DUNNING]
    assert found.kinds[CallKind.DUNNING].calls == 1


def test_our_open_actions_are_those_of_now(session):
    waiting = (
        Commitment("a", NOW),
        Commitment("b", NOW + timedelta(hours=1)),
        Commitment("c", NOW, done_at=NOW),
    )
    ours = replace(made("A-1"), commitments=waiting)
    session.store.save(Changes(standings=(Standing("K1", agreements=(ours,)),)))
    assert report(session, date(2020, 1, 1), date(2020, 1, 1)).our_actions == OurActions(2, 1)


def test_a_damaged_agreement_does_not_cost_the_report_a_store_that_is_gone_does(session, monkeypatch):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    session.store.save(Changes(calls=(call("C-1", at, SPOKE, agreement_id="A-1"),)))

    def fails(code):
        def agreement(_name):
            raise StoreError(code, path="history", reason="")

        monkeypatch.setattr(session.store, "agreement", agreement)

    fails("damaged")
    assert report(session, at.date(), at.date()).total == Figures(1, 1, 1)
    fails("unwritable")
    with pytest.raises(StoreError):
        report(session, at.date(), at.date())


def test_a_long_period_is_looked_up_in_stretches_and_read_a_call_at_a_time(session, monkeypatch):
    start = datetime(2024, 1, 1, 9, tzinfo=UTC)
    calls = tuple(call(f"C-{n}", start + timedelta(days=10 * n)) for n in range(100))
    session.store.save(Changes(calls=calls))
    asked = []
    whole = session.store.calls_between
    monkeypatch.setattr(
        session.store, "calls_between", lambda first, last: asked.append((first, last)) or whole(first, last)
    )
    reading = Reading(session, date(2024, 1, 1), date(2026, 11, 25))
    assert sum(1 for _ in reading.steps()) == 100
    assert reading.report().total.calls == 100
    assert len(asked) > 30 and all(one[1] == other[0] for one, other in pairwise(asked))
    asked.clear()
    assert report(session, date(1970, 1, 1), date(2999, 12, 31)).total.calls == 100
    assert len(asked) <= 61


@pytest.mark.parametrize(
    ("first", "last", "unit", "number"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), Unit.DAY, 7),
        (date(2026, 9, 1), date(2026, 11, 25), Unit.WEEK, 3),
        (date(2026, 1, 1), date(2026, 12, 31), Unit.MONTH, 2),
        (date(1970, 1, 1), date(2999, 12, 31), Unit.YEAR, 1),
    ],
)
def test_a_period_is_told_in_steps_that_fit_its_length(session, first, last, unit, number):
    days = (date(2026, 10, 28), date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 25))
    calls = tuple(call(f"C-{day}", datetime(day.year, day.month, day.day, 9, tzinfo=UTC)) for day in days)
    session.store.save(Changes(calls=calls[1:]))
    if unit in {Unit.MONTH, Unit.YEAR}:
        session.store.save(Changes(calls=calls))
    found = report(session, first, last)
    steps = found.steps()
    assert len(steps) == number and {step.unit for step in steps} == {unit}
    assert sum((step.figures for step in steps), Figures()) == found.total
    assert all(first <= step.first <= step.last <= last for step in steps)


def test_a_long_period_of_nothing_has_no_steps(session):
    assert report(session, date(2026, 1, 1), date(2026, 12, 31)).steps() == []


# -- the table for a spreadsheet -----------------------------------------------------------------------------


def test_no_cell_of_the_table_is_a_formula(session):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    calls = (
        call("C-1", at, SPOKE, caller="=HYPERLINK(1)", agreement_id="A-1", named_first=date(2026, 12, 4)),
        call("C-2", at, MISSED, caller="@x,y\n"),
    )
    agreements = (made("A-1", euro("100"), state=State.KEPT),)
    session.store.save(Changes(calls=calls, agreements=agreements))
    found = report(session, at.date(), at.date())
    rows = list(csv.DictReader(as_csv(found).splitlines()))
    assert [row["caller"] for row in rows] == ["'=HYPERLINK(1)", "'@x,y"]
    assert rows[0]["amount_EUR"] == rows[0]["kept_EUR"] == "100.00" and rows[1]["kept_EUR"] == "0"
    assert (rows[0]["kept"], rows[0]["days_gained"], rows[1]["days_gained"]) == ("1", "3", "")
    [row] = csv.DictReader(as_csv(found, "kind").splitlines())
    assert (row["kind"], row["calls"], row["reached"]) == ("reminder", "2", "1")


# -- plots ---------------------------------------------------------------------------------------------------


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(1, 60))
def test_a_bar_is_never_too_long_and_shows_both_its_parts(part, more, others, width):
    whole = part + more
    drawn = bar(part, whole, max(whole, others), width)
    assert len(drawn) <= width and bool(drawn) == bool(whole)
    if len(drawn) > 1:
        assert ("█" in drawn) == bool(part) and ("░" in drawn) == bool(more)


def test_a_heat_map_has_the_working_week_and_what_lies_outside_it():
    assert list(HeatMap({}).weekdays) == [0, 1, 2, 3, 4] and list(HeatMap({}).hours) == list(range(9, 17))
    heat = HeatMap({(6, 7): Hour(ENOUGH, 0), (2, 20): Hour(8, 8), (0, 9): Hour(2, 1), (1, 9): Hour(10, 5)})
    assert len(heat.weekdays) == 7 and (heat.hours[0], heat.hours[-1]) == (7, 20)
    cells = [heat.cell(6, 7), heat.cell(2, 20), heat.cell(0, 9), heat.cell(1, 9), heat.cell(3, 9)]
    assert cells == ["░   0", "█ 100", "1/2", "▓  50", ""]
    assert heat.says_something(2, 20) and not heat.says_something(0, 9)


# -- the day that was named first ---------------------------------------------------------------------------


def talking(when="", **entry):
    table = Table(account(invoice("1", 100)))
    table.desk.choose("D-1")
    table.hand.start()
    table.hand.enter(replace(table.hand.call.entry, when=when, **entry))
    return table


def test_the_day_that_stands_when_the_box_is_left_for_the_first_time_is_kept():
    table = talking("4 dec 2026")
    note_first_day(table.hand)
    table.hand.enter(replace(table.hand.call.entry, when="27-11-2026"))
    note_first_day(table.hand)
    assert table.hand.call.named_first == date(2026, 12, 4)
    table.hand.keep()
    assert table.store.drafts()["D-1"].named_first == date(2026, 12, 4)


@pytest.mark.parametrize("when", ["", "soon", "fri 99", "4-12-2026"])
def test_what_is_no_day_or_can_be_read_in_two_ways_is_not_named(when):
    table = talking(when)
    note_first_day(table.hand)
    assert table.hand.call.named_first is None


def test_a_plan_names_no_day_and_neither_does_a_preparation():
    table = talking("4 dec 2026", terms=(("50.00", "2026-11-27"), ("50.00", "2026-12-04")), rhythm="weekly")
    note_first_day(table.hand)
    assert table.hand.call.named_first is None
    table = Table(account(invoice("1", 100)))
    table.desk.choose("D-1")
    table.hand.enter(AgreementEntry(amount="100", when="4-12-2026"))
    note_first_day(table.hand)
    assert table.hand.call.named_first is None


def test_taking_an_offered_day_keeps_the_one_that_stood_there():
    table = talking("18-12-2026")
    day = moments.take(table.hand, 1)
    assert table.hand.call.named_first == date(2026, 12, 18) and day < FRIDAY + timedelta(days=7)


def test_a_day_of_ours_that_was_passed_over_is_not_what_he_named_first(table):
    table.hand.start()
    first = moments.take_next(table.hand)
    second = moments.take_next(table.hand)
    assert first < second == table.hand.understood.day
    assert table.hand.call.named_first is None


def test_two_promises_on_one_day_about_the_same_invoice_count_once(session):
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    one = agreement("A-1", amount=100, made_at=at)
    other = agreement("A-2", amount=80, made_at=at + timedelta(hours=1))
    calls = (
        call("C-1", at, SPOKE, agreement_id="A-1"),
        call("C-2", at + timedelta(hours=1), SPOKE, agreement_id="A-2"),
    )
    session.store.save(Changes(calls=calls, agreements=(one, other)))
    assert report(session, at.date(), at.date()).total.promised == Promised(1, (eur(80),))
