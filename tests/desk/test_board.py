"""What lies on the table stays in step with the store, the clock and what is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from desk.build import HOSTILE, NOW, Table, account, eur, fresh, invoice

from cockpit.core.agreement import State
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Reach, Result
from cockpit.core.reason import ReasonCode
from cockpit.core.rules import Rules
from cockpit.desk.board import Board, Tally
from cockpit.desk.correcting import mark
from cockpit.desk.wrapping import save
from cockpit.store.port import Changes, StoreError

pytestmark = pytest.mark.usefixtures("dutch")

ONE = account(invoice("1", 100, -20))
OTHER = account(invoice("8", 40, -20, "D-8"), name="D-8", called="Kaptein", phone="010 555 0123")


@pytest.fixture
def table():
    return Table(ONE, OTHER)


def retry(at, name="D-1"):
    return fresh(name, follow_ups=(FollowUp("F-1", name, "C-0", FollowUpKind.RETRY, at),))


# -- the session --------------------------------------------------------------------------------------------


def test_the_settings_are_the_rules_of_the_queue():
    table = Table(country="BE", grace_days=1, rest_days=7, courtesy_amount=Decimal(900))
    assert table.session.rules() == replace(
        Rules(), country="BE", grace_days=1, rest_days=7, courtesy_amount=Money(Decimal(900))
    )
    assert Table().session.rules() == Rules()


def test_the_day_is_that_of_the_workspace():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert Table(now=late).session.today().day == 24
    assert Table(now=late, zone="UTC").session.today().day == 23
    assert Table(now=late).session.local_now().hour == 0


# -- loading ------------------------------------------------------------------------------------------------


def test_before_loading_the_board_is_empty(table):
    board = Board(table.session)
    assert board.queue.entries == () and board.find("zonneveld") == [] and board.tally == Tally()
    assert board.account("D-1") is None and board.standing("D-1") == fresh()


def test_loading_reads_the_store(table):
    table.board.put(fresh(skip_reason="x", skipped_until=NOW + timedelta(days=1)))
    board = Board(table.session)
    board.load()
    assert board.account("D-1") == ONE and board.standing("D-1").skip_reason == "x"
    assert [e.debtor_id for e in board.queue.entries] == ["D-8"]


def test_a_board_that_cannot_be_loaded_stays_as_it_was(table):
    table.store.broken = {"standings"}
    queue, ledger = table.board.queue, table.board.ledger
    for read in (table.board.load, lambda: table.board.take(ledger)):
        with pytest.raises(StoreError):
            read()
        assert (table.board.queue, table.board.ledger) == (queue, ledger)


def test_todays_calls_that_cannot_be_read_do_not_stop_the_work(table):
    table.store.broken = {"calls_between"}
    assert not table.again() and table.board.queue.entries and table.board.tally == Tally()


def test_a_standing_without_a_debtor_does_no_harm():
    table = Table(ONE, standings=[retry(NOW, "D-9")])
    assert [e.debtor_id for e in table.board.queue.entries] == ["D-1"]
    table.board.update(retry(NOW + timedelta(days=1), "D-9"))
    assert table.board.queue.entry("D-9") is None and table.board.standing("D-9").follow_ups


# -- finding ------------------------------------------------------------------------------------------------


def test_finding_follows_the_ledger(table):
    assert table.board.find("zonnev") == ["D-1"] and table.board.find("010 555 0123") == ["D-8"]
    table.has(ONE)
    assert table.board.find("kaptein") == []


def test_a_new_day_does_not_cost_the_first_search_more(table):
    table.board.find("zonnev")
    index = table.board._index
    table.clock.on(days=1)
    assert table.board.wake() and table.board.find("zonnev") == ["D-1"] and table.board._index is index


def test_the_search_is_made_ready_in_small_steps(table):
    steps = table.board.preparing_search()
    assert len(list(steps)) > 2 and table.board._index is not None
    index = table.board._index
    assert table.board.find("zonnev") == ["D-1"] and table.board._index is index
    list(table.board.preparing_search())
    assert table.board._index is index


def test_a_search_of_an_older_ledger_is_thrown_away(table):
    steps = table.board.preparing_search()
    next(steps)
    table.has(OTHER)
    list(steps)
    assert table.board._index is None and table.board.find("zonnev") == []


def test_the_list_is_worked_out_once_for_each_queue(table):
    listed = table.board.listed
    assert listed.ids == ("D-1", "D-8") and listed.totals == {"EUR": eur(140)}
    assert table.board.listed is listed
    table.board.set_aside("D-1", "on holiday", NOW + timedelta(days=1))
    assert table.board.listed.ids == ("D-8", "D-1") and table.board.listed.totals == {"EUR": eur(40)}


# -- the clock ----------------------------------------------------------------------------------------------


def test_nothing_changes_while_nothing_happens(table):
    queue = table.board.queue
    table.clock.on(minutes=30)
    assert not table.board.wake() and table.board.queue is queue


def test_whoever_is_due_wakes_up():
    table = Table(ONE, standings=[retry(NOW + timedelta(minutes=30))])
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.PAUSED_RETRY
    table.clock.on(minutes=29)
    assert not table.board.wake()
    table.clock.on(minutes=1)
    assert table.board.wake() and not table.board.wake()
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.OVERDUE


def test_a_new_day_ranks_everybody_and_counts_anew(table):
    table.call(when="vr")
    assert table.board.tally.calls == 1
    table.clock.now = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)
    assert not table.board.wake()
    table.clock.on(minutes=1)
    table.store.broken = {"calls_between"}
    assert table.board.wake() and table.board.tally == Tally()
    assert table.board.queue.entry("D-8").days_overdue == 21


# -- setting aside ------------------------------------------------------------------------------------------


def test_setting_aside_and_taking_back(table):
    until = NOW + timedelta(hours=14)
    before = table.board.set_aside("D-1", f"on holiday {HOSTILE}", until)
    entry = table.board.queue.entry("D-1")
    assert entry.reason.code is ReasonCode.PAUSED_SKIPPED and entry.reason.values["until"] == until
    assert str(entry.reason.values["what"]).isprintable()
    assert table.store.standings()["D-1"].skipped_until == until
    assert table.board.take_back(before)
    assert table.board.standing("D-1") == table.store.standings()["D-1"] == fresh()
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.OVERDUE


def test_taking_back_keeps_what_changed_since(table):
    before = table.board.set_aside("D-1", "on holiday", NOW + timedelta(days=1))
    table.board.put(replace(table.board.standing("D-1"), next_time="ask for Bos"))
    assert table.board.take_back(before)
    assert table.board.standing("D-1") == fresh(next_time="ask for Bos")


def test_who_is_not_set_aside_any_more_is_not_taken_back(table):
    before = table.board.set_aside("D-1", "on holiday", NOW + timedelta(days=1))
    table.clock.on(days=1)
    writes = len(table.store.writes)
    assert not table.board.take_back(before)
    table.board.put(fresh())
    assert not table.board.take_back(before) and len(table.store.writes) == writes + 1


def test_what_cannot_be_written_changes_nothing(table):
    table.store.broken = {"save"}
    queue = table.board.queue
    with pytest.raises(StoreError):
        table.board.set_aside("D-1", "on holiday", NOW + timedelta(days=1))
    assert table.board.queue is queue and table.board.standing("D-1") == fresh()


# -- the tally ----------------------------------------------------------------------------------------------


def test_the_tally_counts_what_was_done_today(table):
    table.call(when="vr")
    table.desk.choose("D-8")
    table.call(reach=Reach.VOICEMAIL)
    expected = Tally(2, 1, (eur(100),))
    assert table.board.tally == expected
    table.again()
    assert table.board.tally == expected


def test_promised_amounts_are_summed_per_currency():
    foreign = account(invoice("8", 40, -20, "D-8", currency="USD"), name="D-8")
    third = account(invoice("9", 5, -20, "D-9"), name="D-9")
    table = Table(ONE, foreign, third)
    for name in ("D-1", "D-8", "D-9"):
        table.desk.choose(name)
        table.call(when="vr")
    assert table.board.tally.agreed == (eur(105), eur(40, "USD"))


def test_a_call_belongs_to_the_day_of_the_talk(table):
    table.hand.change(table.hand.call.tick("invoices"))
    table.clock.on(days=1)
    table.again()
    table.desk.choose("D-1")
    table.call(when="vr")
    table.again()
    assert table.board.tally.calls == 1


def test_a_call_over_midnight_belongs_to_the_day_on_which_it_began():
    table = Table(ONE, now=datetime(2026, 11, 23, 22, 50, tzinfo=UTC))
    table.hand.start()
    table.enter(when="vr")
    table.clock.on(minutes=20)
    save(table.hand, table.wrap())
    assert table.board.tally.calls == 0
    assert table.again() is False and table.board.tally.calls == 0


@pytest.mark.parametrize(
    ("first", "hours"),
    [(datetime(2026, 3, 28, 23, tzinfo=UTC), 23), (datetime(2026, 10, 24, 22, tzinfo=UTC), 25)],
    ids=["summer time begins", "summer time ends"],
)
def test_the_tally_of_a_day_on_which_the_clock_changes(first, hours):
    for moment, counts in [
        (first - timedelta(minutes=1), 0),
        (first, 1),
        (first + timedelta(hours=hours, minutes=-1), 1),
        (first + timedelta(hours=hours), 0),
    ]:
        table = Table(ONE, now=moment)
        table.desk.choose("D-1")
        table.call(reach=Reach.NO_ANSWER)
        table.clock.now = first + timedelta(hours=12)
        table.again()
        assert table.board.tally.calls == counts


def test_a_promise_that_was_reversed_is_not_counted(table):
    table.call(when="vr")
    (made,) = table.store.agreements_of("D-1")
    mark(table.session, table.board, made, State.REVERSED)
    assert table.board.tally == Tally(1, 1, ())


def test_a_call_without_an_outcome_was_with_nobody(table):
    wrap_up = table.call(Result.IN_ORDER)
    table.store.save(Changes(calls=(replace(wrap_up.call, outcome=None),)))
    table.board.count_today()
    assert table.board.tally == Tally(1, 0, ())
