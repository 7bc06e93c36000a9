"""The demo: on whatever day it is opened, all its shapes are there."""

import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from cockpit.core.agreement import State
from cockpit.core.calendar import at, is_working_day
from cockpit.core.money import Money
from cockpit.core.queue import ReasonCode, Rules, build
from cockpit.desk.demo import REFERENCE_DAY, demo_history, demo_ledger, fill
from cockpit.paths import bundled
from cockpit.store.memory import MemoryStore
from cockpit.store.workspace import Workspace

ZONE = "Europe/Amsterdam"
PLACE = ZoneInfo(ZONE)
A_FORTNIGHT = [REFERENCE_DAY + timedelta(n) for n in range(14)]

TO_CALL = {
    ReasonCode.COMMITMENT_OVERDUE: {"D-2001"},
    ReasonCode.PROMISE_BROKEN: {"D-1007", "D-2006"},
    ReasonCode.COMMITMENT_DUE: {"D-1013"},
    ReasonCode.PROMISE_DUE: {"D-1003", "D-1027"},
    ReasonCode.CONFIRMATION: {"D-1014", "D-1021", "D-2002"},
    ReasonCode.VERIFY: {"D-1015"},
    ReasonCode.CONSULT: {"D-1029"},
    ReasonCode.COURTESY_AMOUNT: {"D-1019", "D-2008"},
    ReasonCode.COURTESY_NEW: {"D-1017"},
}
WAITING = {
    ReasonCode.PAUSED_RING_BACK: {"D-1004", "D-3003"},
    ReasonCode.PAUSED_PROMISE: {"D-1012"},
    ReasonCode.PAUSED_DISPUTE: {"D-1024"},
    ReasonCode.PAUSED_NO_NUMBER: {"D-1025"},
    ReasonCode.PAUSED_WRONG_NUMBER: {"D-1028"},
    ReasonCode.PAUSED_DO_NOT_CALL: {"D-1022"},
    ReasonCode.PAUSED_SKIPPED: {"D-1023"},
    ReasonCode.PAUSED_RETRY: {"D-2003"},
    ReasonCode.PAUSED_CONTACTED: {"D-1018", "D-2009"},
    ReasonCode.NOTHING_OWED: {"D-1026"},
    ReasonCode.NOT_DUE: {"D-1030", "D-2007"},
}


def text_of(name):
    return (bundled("sample_data") / name).read_text("utf-8-sig")


@cache
def ledger_on(day):
    return demo_ledger(day)


@cache
def changes_on(day):
    return demo_history(ledger_on(day), day, PLACE)


def standings_on(day):
    return {s.debtor_id: s for s in changes_on(day).standings}


def queue_on(day, clock=time(10)):
    return build(ledger_on(day), standings_on(day), at(day, clock, PLACE), ZONE, Rules())


# -- the history ----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_every_shape_is_there_on_every_day(day):
    queue = queue_on(day)
    for expected, found in ((TO_CALL, queue.entries), (WAITING, (*queue.paused, *queue.others))):
        for code, debtors in expected.items():
            assert {entry.debtor_id for entry in found if entry.reason.code is code} == debtors, code
    overdue = [entry for entry in queue.entries if entry.reason.code is ReasonCode.OVERDUE]
    assert len(overdue) == 45 - sum(map(len, (*TO_CALL.values(), *WAITING.values())))


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_the_ring_back_comes_up_at_half_past_four(day):
    entry = queue_on(day, time(16, 30)).entry("D-1004")
    assert entry.reason.code is ReasonCode.RING_BACK
    assert entry.reason.values["timed"] is True
    assert entry.due.astimezone(PLACE).time() == time(16, 30)


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_a_promise_broke_yesterday_and_one_ran_out_yesterday(day):
    assert "D-1007" not in _broken(standings_on(day), day - timedelta(2), day)
    assert "D-1007" in _broken(standings_on(day), day - timedelta(1), day)
    due = {a.debtor_id: a.promises[0].due for a in changes_on(day).agreements if a.promises}
    assert due["D-1027"] == day - timedelta(1)
    assert due["D-1003"] == day


def _broken(standings, on, opened):
    queue = build(ledger_on(opened), standings, at(on, time(10), PLACE), ZONE, Rules())
    return {e.debtor_id for e in queue.entries if e.reason.code is ReasonCode.PROMISE_BROKEN}


@pytest.mark.parametrize(
    "day", [*A_FORTNIGHT, date(2026, 12, 28), date(2027, 1, 2), date(2028, 2, 29)], ids=str
)
def test_what_happened_is_in_the_past_on_working_days_and_in_order(day):
    changes = changes_on(day)
    now = at(day, time(0), PLACE)
    assert [c.opened_at for c in changes.calls] == sorted(c.opened_at for c in changes.calls)
    for call in changes.calls:
        assert call.opened_at < call.started_at < call.ended_at < now
        assert is_working_day(call.started_at.astimezone(PLACE).date(), "NL")
    for agreement in changes.agreements:
        moments = [change.at for change in agreement.states]
        assert moments == sorted(moments)
        assert agreement.states[0].state is State.HEARD
        assert moments[-1] < now
        for promise in agreement.promises:
            assert promise.due >= agreement.made_at.astimezone(PLACE).date()
            assert promise.amount <= promise.open_then
    for follow_up in changes.follow_ups:
        due = follow_up.due.astimezone(PLACE).date()
        assert due <= day or is_working_day(due, "NL")


def test_longer_histories_with_contacts_and_hints():
    changes = changes_on(REFERENCE_DAY)
    calls = {}
    for call in changes.calls:
        calls.setdefault(call.debtor_id, []).append(call)
    assert sorted(len(found) for found in calls.values())[-5:] == [3, 3, 3, 3, 3]
    standings = {s.debtor_id: s for s in changes.standings}
    assert standings["D-1002"].last_contact == "Ria Tolhoek"
    assert standings["D-1002"].next_time.startswith("Ria 's ochtends")
    assert standings["D-1002"].agreements == ()
    assert standings["D-1007"].last_contact == "Mevr. Bos, boekhouding"
    assert standings["D-1009"].attempts_in_vain == 3
    assert standings["D-2005"].disputed() == {"20195"}


def test_a_part_payment_is_seen_as_paid():
    changes = changes_on(REFERENCE_DAY)
    promise = next(a.promises[0] for a in changes.agreements if a.debtor_id == "D-2006")
    assert promise.open_then == Money(Decimal("3025.00"))
    gone = next(a for a in changes.agreements if a.promises and a.promises[0].covers == ("19207",))
    assert gone.state is State.KEPT


def test_notes_state_facts_and_say_dates_of_this_week():
    changes = changes_on(REFERENCE_DAY)
    notes = " ".join(
        f"{c.notes} {c.evaluation.next_time} {c.evaluation.better}" for c in changes.calls
    ).lower()
    assert "noemt zelf do 19 nov" in notes
    assert not re.search(r"\{|smoes|lieg|wanbetaler|waarom|moeten|beweert", notes)
    numbers = {i.number for i in ledger_on(REFERENCE_DAY).invoices}
    assert set(re.findall(r"\b2\d{4}\b", notes)) <= numbers


def test_an_edit_that_names_nobody_is_told():
    ledger = ledger_on(REFERENCE_DAY)
    debtors = {key: debtor for key, debtor in ledger.debtors.items() if key != "D-1007"}
    with pytest.raises(KeyError, match="D-1007"):
        demo_history(type(ledger)(debtors, ledger.invoices), REFERENCE_DAY, PLACE)


def test_promises_and_outcomes_name_invoices_of_their_own_debtor():
    ledger = ledger_on(REFERENCE_DAY)
    owner = {invoice.number: invoice.debtor_id for invoice in ledger.invoices}
    for table in tomllib.loads(text_of("history.toml"))["call"]:
        covered = [n for promise in table.get("promises", ()) for n in promise["covers"]]
        for number in (*covered, *table.get("invoices", ())):
            assert owner.get(number, table["debtor"]) == table["debtor"], number


# -- a store with the demo in it ------------------------------------------------------------------


@pytest.mark.parametrize("zone", [ZONE, "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_fill_writes_everything_for_the_day_on_the_collectors_clock(zone):
    store = MemoryStore()
    now = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    today = now.astimezone(ZoneInfo(zone)).date()
    fill(store, now, zone)
    assert store.ledger().read_at == now
    assert store.ledger().source == "ledger.csv"
    assert store.ledger().invoices == demo_ledger(today).invoices
    assert len(store.standings()) >= 30
    assert [c.outcome.reach.value for c in store.calls_of("D-1007")] == [
        "voicemail",
        "right-person",
        "right-person",
    ]
    (ring_back,) = store.follow_ups_of("D-1004")
    assert ring_back.due.astimezone(ZoneInfo(zone)) == datetime.combine(today, time(16, 30), ZoneInfo(zone))
    assert store.agreement(store.calls_of("D-1007")[-1].agreement_id).debtor_id == "D-1007"
    assert list(store.backups()) == []


def test_a_workspace_on_disk_takes_it_and_gives_it_back(tmp_path):
    def now():
        return at(REFERENCE_DAY, time(10), PLACE)

    store = Workspace.open(tmp_path, now=now)
    fill(store, now(), ZONE)
    store.close()
    store = Workspace.open(tmp_path, now=now)
    assert store.ledger().invoices == ledger_on(REFERENCE_DAY).invoices
    assert dict(store.standings()) == standings_on(REFERENCE_DAY)
    store.close()
