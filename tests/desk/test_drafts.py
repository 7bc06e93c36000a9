"""A draft is always where it was: written when it can be, found again, gone when nobody needs it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from desk.build import FRIDAY, NOW, SOME, Table, account, agreement, days, debtor, draft, fresh, invoice

from cockpit.core.agreement import State
from cockpit.core.call import AgreementEntry, Call, CallKind, Phase
from cockpit.core.ledger import Account
from cockpit.desk.calling import CallInHand
from cockpit.desk.taking_up import take_up, unfinished

pytestmark = pytest.mark.usefixtures("dutch")

# -- drafts -------------------------------------------------------------------------------------------------


def test_typing_is_kept_at_the_next_pause(table, hand):
    hand.note("10:00 Bos")
    assert not hand.is_kept and hand.worth_keeping and draft(table) is None
    hand.keep()
    assert hand.is_kept and draft(table).notes == "10:00 Bos"


@pytest.mark.parametrize(
    "do",
    [
        lambda h: h.note("x"),
        lambda h: h.spoke_to("Bos"),
        lambda h: h.enter(AgreementEntry(amount="60")),
        lambda h: h.change(h.call.tick("invoices")),
        lambda h: h.change(h.call.answer("room", "x")),
        lambda h: h.use(CallKind.DUNNING),
        lambda h: h.speak("en"),
        lambda h: h.start(),
    ],
)
def test_anything_that_was_done_is_worth_keeping(hand, do):
    do(hand)
    assert hand.worth_keeping


def test_a_preparation_that_is_blank_again_leaves_no_draft(table, hand):
    hand.note("x")
    hand.keep()
    hand.note("")
    assert hand.worth_keeping
    hand.keep()
    assert draft(table) is None and hand.is_kept and not hand.worth_keeping
    hand.change(hand.call.tick("invoices"))
    hand.undo()
    assert draft(table) is None


def test_a_draft_that_is_emptied_another_time_goes_too(table, hand):
    hand.note("x")
    hand.keep()
    table.again()
    table.hand.note("")
    table.hand.keep()
    assert draft(table) is None


def test_what_cannot_be_written_stays_in_hand_and_is_written_when_it_can_be(table, hand):
    table.store.broken = {"save_draft"}
    hand.start()
    hand.note("10:00 Bos")
    hand.keep()
    assert hand.unsaved.code == "disk-full" and not hand.is_kept and hand.worth_keeping
    assert hand.call.notes == "10:00 Bos" and draft(table) is None
    table.store.broken = set()
    hand.keep()
    assert hand.unsaved is None and hand.is_kept and draft(table) == hand.call


def test_a_failure_is_not_shown_for_ever_when_there_is_nothing_to_write_any_more(table, hand):
    table.store.broken = {"save_draft"}
    hand.note("x")
    hand.keep()
    hand.note("")
    assert not hand.is_kept and hand.worth_keeping
    hand.keep()
    assert hand.unsaved is None


def test_a_saved_call_is_not_kept_again(table, hand):
    hand.start()
    hand.finish(replace(hand.call, phase=Phase.SAVED))
    table.store.drop_draft("D-1")
    hand.keep()
    assert draft(table) is None and hand.is_kept and not hand.worth_keeping and not hand.undo()


def test_texts_are_made_harmless(hand):
    hand.note("a\x1b[31mb\r\nc")
    hand.spoke_to("Mevr.\nBos \x1b]0;x\x07")
    assert hand.call.notes == "ab\nc" and hand.call.contact == "Mevr. Bos "


def test_a_name_may_be_typed_word_by_word(hand):
    hand.spoke_to("Mevr. ")
    assert hand.call.contact == "Mevr. "
    hand.spoke_to("Mevr. ")
    assert hand.call.contact == "Mevr. "


# -- taking up ----------------------------------------------------------------------------------------------


def test_a_call_is_resumed_with_every_word_in_its_place(table, hand):
    hand.start()
    hand.next_step()
    hand.note("10:00 Bos")
    hand.enter(replace(hand.call.entry, when="vr"))
    hand.keep()
    assert table.again() and table.hand.call == hand.call and table.hand is not hand
    assert not table.hand.undo()


def test_a_preparation_is_not_resumed_by_itself_but_when_he_is_chosen():
    table = Table(SOME, account(invoice("8", 9999, -90, "D-8"), name="D-8"))
    table.desk.choose("D-1")
    table.hand.change(table.hand.call.tick("invoices"))
    assert not table.again() and table.hand.call.debtor_id == "D-8"
    assert table.desk.choose("D-1") and table.hand.call.ticks == ("invoices",)


def test_the_call_that_was_begun_last_is_resumed(table):
    for number, minutes in enumerate((0, 9, 5)):
        call = Call(f"C-9{number}", f"D-{number}", CallKind.REMINDER, NOW).start(
            NOW + timedelta(minutes=minutes), ""
        )
        table.store.save_draft(call)
    assert unfinished(table.session, table.board).call.id == "C-91"


def test_a_preparation_of_an_earlier_day_is_for_what_he_needs_now(table, hand):
    hand.change(hand.call.tick("invoices"))
    table.clock.on(days=20)
    table.again()
    call = table.hand.call
    assert (call.kind, call.opened_at, call.ticks) == (CallKind.DUNNING, table.clock(), ("invoices",))
    assert call.id == hand.call.id and table.hand.is_kept
    table.hand.use(CallKind.COURTESY)
    table.again()
    assert table.hand.call.kind is CallKind.COURTESY


def test_a_call_that_was_begun_on_an_earlier_day_is_as_it_was(table, hand):
    hand.start()
    table.clock.on(days=20)
    assert table.again() and table.hand.call == replace(hand.call, resumed_at=table.clock())


def test_resumed_on_a_later_day_new_days_are_offered_and_what_was_said_stays(table, hand):
    hand.start()
    hand.enter(replace(hand.call.entry, when="2", if_we="kopie", if_we_by="vandaag 16:30"))
    said = hand.understood
    assert said.day == FRIDAY and said.offered[0] == days(1)
    hand.keep()
    table.clock.on(days=2)
    assert table.again()
    now = table.hand.understood
    assert now.offered[0] == days(3) and all(day > days(2) for day in now.offered)
    assert (now.day, now.commitment, now.refused) == (said.day, said.commitment, {})
    table.enter(when="morgen")
    assert table.hand.understood.day == days(3)
    table.hand.keep()
    table.clock.on(days=1)
    assert table.again() and table.hand.understood.day == days(3)
    table.clock.on(days=5)
    assert table.again() and table.hand.understood.day == days(3), "also when it has passed"
    assert table.hand.understood.offered[0] > days(8)


def test_in_a_call_left_open_overnight_the_offer_is_of_the_new_day(table, hand):
    hand.start()
    hand.enter(replace(hand.call.entry, when="morgen"))
    table.clock.on(days=1)
    assert hand.understood.day == days(1) and hand.understood.offered[0] == days(2)


def test_an_invoice_that_was_paid_meanwhile_is_covered_no_more(table, hand):
    hand.start()
    hand.cover(["1"])
    table.store.replace_ledger(table.store.ledger().__class__({"D-1": debtor()}, SOME.invoices[1:]))
    assert table.again()
    assert table.hand.understood.gone == ("1",)
    assert [i.number for i in table.hand.understood.covers] == ["2"]
    assert table.hand.call.entry == hand.call.entry


def test_a_live_call_outlives_its_debtor(table, hand):
    hand.start()
    hand.note("10:00 Bos")
    hand.keep()
    table.store.replace_ledger(table.store.ledger().__class__())
    assert table.again()
    assert table.hand.call == hand.call
    assert table.hand.account == Account(debtor("D-1", called="D-1", phone=""), ())
    table.enter(amount="60", when="vr")
    assert table.hand.understood.is_promise
    table.call(amount="60", when="vr")
    assert table.store.call("C-1").notes == "10:00 Bos" and draft(table) is None


def test_a_preparation_waits_for_its_debtor(table, hand):
    hand.note("10:00 Bos")
    hand.keep()
    table.store.replace_ledger(table.store.ledger().__class__())
    assert not table.again() and table.hand is None and draft(table).notes == "10:00 Bos"
    table.has(SOME)
    assert table.desk.choose("D-1") and table.hand.call.notes == "10:00 Bos"


def test_nobody_is_made_up(table):
    assert take_up(table.session, table.board, "D-9") is None


@pytest.mark.parametrize("broken", [set(), {"drop_draft"}])
def test_the_draft_of_a_saved_call_is_not_resumed(table, hand, broken):
    hand.start()
    table.enter(amount="60", when="vr")
    left = hand.call
    table.call(amount="60", when="vr")
    table.store.save_draft(left)
    table.store.broken = broken
    assert not table.again()
    assert table.hand is None or table.hand.call.id != left.id
    assert unfinished(table.session, table.board) is None
    assert (draft(table) is None) == (not broken)
    assert take_up(table.session, table.board, "D-1").call.id != left.id


def test_when_the_saved_call_cannot_be_read_the_draft_is_all_there_is(table, hand):
    hand.start()
    table.store.broken = {"call"}
    assert table.again() and table.hand.call == hand.call


def test_a_call_in_hand_can_be_made_without_a_blank_to_compare_with(table, hand):
    other = CallInHand(table.session, table.board, SOME, hand.call)
    assert other.worth_keeping and other.account == SOME


def test_a_broken_promise_is_the_kind_of_the_next_call():
    broken = agreement(covers=("1",), due=date(2026, 11, 17), made_at=datetime(2026, 11, 10, 9, tzinfo=UTC))
    table = Table(SOME, standings=[fresh(agreements=(broken,))])
    assert table.hand.call.kind is CallKind.BROKEN_PROMISE and broken.state is State.HEARD


def test_a_draft_in_a_language_that_is_gone_goes_on_in_the_debtors(table, hand):
    hand.start()
    table.store.save_draft(replace(hand.call, language="fr"))
    assert table.again() and table.hand.call.language == "nl" and table.hand.playbook.steps
