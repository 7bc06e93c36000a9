"""One sitting: whom to take in hand, and that nothing is lost on the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desk.build import NOW, Table, account, fresh, invoice

from cockpit.core.agreement import Method
from cockpit.core.call import AgreementEntry, CallKind, Phase
from cockpit.core.outcome import Reach
from cockpit.desk.wrapping import save
from cockpit.store.port import StoreError


def one(number, amount=100, **more):
    return account(invoice(f"{number}1", amount, -20, f"D-{number}"), name=f"D-{number}", **more)


@pytest.fixture
def table():
    return Table(one(1, 9000), one(2, 900), one(3, 90))


def chosen(table):
    return table.hand.call.debtor_id if table.hand else None


# -- choosing -----------------------------------------------------------------------------------------------


def test_opening_takes_the_first_of_the_queue_in_hand(table):
    assert chosen(table) == "D-1" and not table.desk.is_live and table.desk.phase is Phase.PREPARE


def test_an_empty_workspace():
    table = Table()
    desk = table.desk
    assert desk.hand is None and desk.phase is None and not desk.is_live
    assert desk.next_debtor() is None and not desk.choose("D-1") and not desk.undo()
    assert desk.dial_target() == "" and desk.keep()
    desk.next_method()
    desk.next_kind()
    desk.skip("no reason")
    desk.let_go()
    assert desk.hand is None and table.store.writes == []


def test_choosing_another(table):
    assert table.desk.choose("D-3") and chosen(table) == "D-3"
    assert not table.desk.choose("D-9") and chosen(table) == "D-3"


def test_choosing_the_same_changes_nothing(table):
    hand = table.hand
    assert table.desk.choose("D-1") and table.hand is hand


def test_during_a_live_call_nobody_else_is_taken_in_hand(table):
    hand = table.hand
    hand.start()
    assert table.desk.is_live and not table.desk.choose("D-2") and not table.desk.choose("D-1")
    hand.change(hand.call.hang_up(NOW))
    assert table.desk.is_live and not table.desk.choose("D-2")
    assert table.hand is hand


def test_after_the_call_the_same_debtor_begins_anew(table):
    table.hand.start()
    save(table.hand, table.wrap(reach=Reach.NO_ANSWER))
    assert table.desk.choose("D-1") and table.hand.call.id == "C-2" and table.desk.phase is Phase.PREPARE


def test_the_next_debtor_is_the_first_who_is_not_in_hand(table):
    assert table.desk.next_debtor() == "D-2"
    table.desk.choose("D-3")
    assert table.desk.next_debtor() == "D-1"
    table.desk.let_go()
    assert table.desk.next_debtor() == "D-1" and table.desk.phase is None


def test_the_unfinished_call_is_taken_up_at_opening(table):
    table.desk.choose("D-3")
    table.hand.start()
    assert table.again() and chosen(table) == "D-3" and table.desk.phase is Phase.TALK


# -- keeping ------------------------------------------------------------------------------------------------


def test_who_leaves_the_hand_is_kept_first(table):
    table.hand.note("10:00 Bos")
    table.desk.choose("D-2")
    assert table.store.drafts()["D-1"].notes == "10:00 Bos" and set(table.store.drafts()) == {"D-1"}
    table.desk.choose("D-1")
    assert table.hand.call.notes == "10:00 Bos"


def test_who_was_only_looked_at_leaves_no_draft(table):
    for name in ("D-2", "D-3", "D-1"):
        table.desk.choose(name)
    assert table.store.drafts() == {}


def test_what_cannot_be_written_waits_in_memory(table):
    table.store.broken = {"save_draft"}
    table.hand.note("10:00 Bos")
    table.desk.choose("D-2")
    table.hand.note("10:05 Vos")
    table.desk.choose("D-3")
    assert table.store.drafts() == {} and not table.desk.keep()
    assert table.desk.choose("D-1") and table.hand.call.notes == "10:00 Bos"
    table.store.broken = set()
    assert table.desk.keep()
    assert {name: d.notes for name, d in table.store.drafts().items()} == {
        "D-1": "10:00 Bos",
        "D-2": "10:05 Vos",
    }
    assert table.desk.choose("D-2") and table.hand.call.notes == "10:05 Vos"


def test_letting_go_keeps_first(table):
    table.hand.note("10:00 Bos")
    table.desk.let_go()
    assert table.hand is None and table.store.drafts()["D-1"].notes == "10:00 Bos"


# -- skipping and undo --------------------------------------------------------------------------------------


def test_skipping_sets_aside_until_tomorrow_and_lets_go(table):
    table.hand.note("10:00 Bos")
    table.desk.skip("on holiday")
    assert table.hand is None and table.store.drafts()["D-1"].notes == "10:00 Bos"
    standing = table.board.standing("D-1")
    assert standing.skipped_until == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert standing.skip_reason == "on holiday"
    assert [e.debtor_id for e in table.board.queue.entries] == ["D-2", "D-3"]


def test_in_a_call_nobody_is_skipped(table):
    table.hand.start()
    table.desk.skip("on holiday")
    assert table.board.standing("D-1") == fresh() and table.desk.is_live


def test_skips_are_taken_back_from_the_last(table):
    for name in ("D-1", "D-2"):
        table.desk.choose(name)
        table.desk.skip("on holiday")
    table.desk.choose("D-3")
    table.hand.change(table.hand.call.tick("invoices"))
    assert table.desk.undo() and table.hand.call.ticks == ()
    assert table.desk.undo() and [e.debtor_id for e in table.board.queue.entries] == ["D-2", "D-3"]
    assert table.desk.undo() and table.board.standing("D-1") == fresh()
    assert not table.desk.undo()


def test_a_skip_that_is_over_is_passed_by(table):
    table.desk.skip("on holiday")
    table.desk.choose("D-2")
    table.desk.skip("on holiday")
    table.board.put(fresh("D-2"))
    assert table.desk.undo() and table.board.standing("D-1") == fresh() and not table.desk.undo()


def test_during_a_call_no_skip_is_taken_back(table):
    table.desk.skip("on holiday")
    table.desk.choose("D-2")
    table.hand.start()
    table.hand._past.clear()
    assert not table.desk.undo() and table.board.standing("D-1").skipped_until


def test_a_skip_that_cannot_be_taken_back_now_can_be_later(table):
    table.desk.skip("on holiday")
    table.store.broken = {"save"}
    with pytest.raises(StoreError):
        table.desk.undo()
    table.store.broken = set()
    assert table.desk.undo() and table.board.standing("D-1") == fresh()


def test_a_skip_that_cannot_be_written_leaves_the_debtor_in_hand(table):
    table.store.broken = {"save"}
    with pytest.raises(StoreError):
        table.desk.skip("on holiday")
    assert chosen(table) == "D-1" and not table.desk.undo()


# -- the telephone, the way of paying, the kind -------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "phone", "mobile", "dialled"),
    [
        ("NL", "020 555 0101", "", "+31205550101"),
        ("BE", "", "0470 55 01 01", "+32470550101"),
        ("NL", "", "", ""),
        ("NL", "unknown", "", ""),
    ],
)
def test_the_number_as_a_softphone_takes_it(country, phone, mobile, dialled):
    table = Table(one(1, country=country, phone=phone, mobile=mobile))
    table.desk.choose("D-1")
    assert table.desk.dial_target() == dialled


@pytest.mark.parametrize("item", ["no-phone", "wrong-number"])
def test_a_number_that_was_found_goes_before_that_of_the_ledger(table, item):
    table.hand.change(table.hand.call.answer(item, "020 555 0199 (mobiel)"))
    assert table.desk.dial_target() == "+31205550199"
    table.hand.change(table.hand.call.answer(item, "not found"))
    assert table.desk.dial_target() == "+31205550101"


def test_the_ways_of_paying_go_round(table):
    table.hand.change(replace(table.hand.call, read_back=True))
    seen = []
    for _ in Method:
        table.desk.next_method()
        seen.append(table.hand.understood.method)
    assert set(seen) == set(Method) and seen[-1] is Method.TRANSFER and not table.hand.call.read_back
    assert table.desk.undo() and table.hand.understood.method is seen[-2]
    assert table.hand.call.entry == AgreementEntry(method=seen[-2].value)


def test_the_kinds_go_round(table):
    seen = []
    for _ in CallKind:
        table.desk.next_kind()
        seen.append(table.hand.call.kind)
    assert set(seen) == set(CallKind) and seen[-1] is CallKind.REMINDER


def test_a_whole_sitting_in_which_every_save_fails_once(table):
    for name in ("D-1", "D-2", "D-3"):
        assert table.desk.choose(name)
        table.hand.start()
        table.hand.note(f"notes of {name}")
        wrap_up = table.wrap(reach=Reach.NO_ANSWER)
        table.store.broken = {"save", "save_draft", "drop_draft"}
        with pytest.raises(StoreError):
            save(table.hand, wrap_up)
        table.store.broken = {"drop_draft"}
        save(table.hand, wrap_up)
        table.desk.let_go()
        table.store.broken = set()
        table.clock.on(minutes=1)
    assert [table.store.calls_of(f"D-{n}")[0].notes for n in (1, 2, 3)] == [
        f"notes of D-{n}" for n in (1, 2, 3)
    ]
    assert table.board.tally.calls == 3 and not table.again()
    assert NOW + timedelta(minutes=3) == table.clock()
