"""What was done in a period: the days of the workspace, the collectors, the amounts that still hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk.reporting import Figures, report, week_of
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes

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
    promises = tuple(Promise(amount, date(2026, 12, 1)) for amount in amounts)
    ours = (Commitment("send a copy", NOW),)
    return Agreement(
        name, "K1", "C", NOW, promises=promises, commitments=ours, states=(StateChange(state, NOW),)
    )


def euro(text: str) -> Money:
    return Money(Decimal(text))


def test_calls_count_on_the_day_of_the_workspace(session):
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    session.store.save(Changes(calls=(call("C-1", late),)))
    assert report(session, date(2026, 11, 23), date(2026, 11, 23)).cells == {}
    found = report(session, date(2026, 11, 24), date(2026, 11, 24))
    assert found.days == {date(2026, 11, 24): Figures(1)}


def test_the_last_day_counts_to_its_end(session):
    session.store.save(Changes(calls=(call("C-1", datetime(2026, 11, 24, 22, 59, tzinfo=UTC)),)))
    assert report(session, date(2026, 11, 24), date(2026, 11, 24)).total.calls == 1


def test_spoken_promises_and_amounts_per_day_and_collector(session):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    next_day = datetime(2026, 11, 25, 9, tzinfo=UTC)
    calls = (
        call("C-1", at, SPOKE, agreement_id="A-1"),
        call("C-2", at, MISSED),
        call("C-3", at, SPOKE, caller="Joris", agreement_id="A-2"),
        call("C-4", next_day, SPOKE, agreement_id="A-3"),
        call("C-5", next_day, None),
    )
    agreements = (
        made("A-1", euro("100"), euro("50.25")),
        made("A-2", Money(Decimal(20), "GBP")),
        made("A-3"),
    )
    session.store.save(Changes(calls=calls, agreements=agreements))
    found = report(session, date(2026, 11, 23), date(2026, 11, 25))
    assert found.total == Figures(5, 3, 2, (euro("150.25"), Money(Decimal(20), "GBP")))
    assert found.days[date(2026, 11, 25)] == Figures(2, 1)
    assert found.callers["Joris"] == Figures(1, 1, 1, (Money(Decimal(20), "GBP"),))
    assert list(found.cells) == [
        (date(2026, 11, 24), "Sanne"),
        (date(2026, 11, 24), "Joris"),
        (date(2026, 11, 25), "Sanne"),
    ]


def test_a_promise_that_was_taken_back_does_not_count(session):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    calls = (call("C-1", at, SPOKE, agreement_id="A-1"), call("C-2", at, SPOKE, agreement_id="A-gone"))
    session.store.save(Changes(calls=calls, agreements=(made("A-1", euro("100"), state=State.REVERSED),)))
    assert report(session, date(2026, 11, 24), date(2026, 11, 24)).total == Figures(2, 2)


def test_the_week_begins_on_monday():
    assert week_of(date(2026, 11, 23)) == week_of(date(2026, 11, 29)) == date(2026, 11, 23)
