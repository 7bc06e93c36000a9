"""The call in hand: actions can be taken back, words cannot get lost, and a draft is always where it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.build import NOW, SOME, Table, account, agreement, days, debtor, draft, eur, fresh, invoice

from cockpit.core.call import AgreementEntry, CallKind, Phase
from cockpit.core.standing import Dispute
from cockpit.desk.taking_up import take_up
from cockpit.language import use
from cockpit.playbook import first_step, load

pytestmark = pytest.mark.usefixtures("dutch")

# -- beginning ----------------------------------------------------------------------------------------------


def test_a_fresh_preparation(table, hand):
    call = hand.call
    assert (call.id, call.debtor_id, call.kind, call.phase) == (
        "C-1",
        "D-1",
        CallKind.REMINDER,
        Phase.PREPARE,
    )
    assert (call.opened_at, call.language, call.caller) == (NOW, "nl", "Sanne Verhoef")
    assert hand.is_kept and not hand.worth_keeping and table.store.drafts() == {}


def test_the_script_is_in_the_debtors_language():
    english = Table(account(invoice("1", 100), language="en"))
    assert english.hand.playbook is load(CallKind.REMINDER, "en")


@pytest.mark.parametrize(("setting", "spoken"), [("nl", "nl"), ("nl_BE", "nl"), ("", "en")])
def test_without_a_script_in_his_language_it_is_the_collectors(setting, spoken):
    french = Table(account(invoice("1", 100), language="fr"), language=setting)
    assert french.hand.call.language == spoken and french.hand.playbook.steps


def test_dialling_starts_the_clock_the_script_and_the_agreement(table, hand):
    table.clock.on(minutes=3)
    hand.start()
    call = hand.call
    assert call.phase is Phase.TALK
    assert call.started_at == call.opened_at == NOW + timedelta(minutes=3)
    assert call.step == first_step(hand.playbook).id and call.entry.amount == "150,00"
    assert hand.understood.amount == eur(150) and draft(table) == call


def test_the_proposed_amount_is_as_it_would_be_typed_here(hand):
    use("en")
    hand.start()
    assert hand.call.entry.amount == "150.00" and hand.understood.amount == eur(150)


def test_an_amount_that_was_typed_before_the_call_stays(hand):
    hand.enter(AgreementEntry(amount="60"))
    hand.start()
    assert hand.call.entry.amount == "60"


@pytest.mark.parametrize(
    "standing", [fresh(disputes=(Dispute((), "wrong goods", NOW),))], ids=["all is contested"]
)
def test_nothing_is_proposed_for_what_is_contested(standing):
    table = Table(SOME, standings=[standing])
    table.desk.choose("D-1")
    table.hand.start()
    assert table.hand.call.entry.amount == ""


def test_nothing_is_proposed_when_nothing_is_owed():
    table = Table(account(invoice("1", -100)))
    assert table.desk.choose("D-1")
    table.hand.start()
    assert table.hand.call.entry.amount == "" and table.hand.understood.covered_total == eur(-100)


def test_the_name_of_the_caller_is_filled_in_when_the_settings_have_it_by_then(table):
    hand = take_up(table.session, table.board, "D-1")
    hand.call = replace(hand.call, caller="")
    hand.start()
    assert hand.call.caller == "Sanne Verhoef"


def test_starting_again_keeps_the_clock(table, hand):
    hand.start()
    hand.change(hand.call.hang_up(table.clock()))
    table.clock.on(minutes=5)
    hand.start()
    assert (hand.call.phase, hand.call.started_at, hand.call.opened_at) == (Phase.TALK, NOW, NOW)


# -- the script ---------------------------------------------------------------------------------------------


def test_through_the_script_and_back(hand):
    hand.start()
    assert not hand.previous_step()
    steps = [hand.call.step]
    while hand.next_step():
        steps.append(hand.call.step)
    assert steps == [s.id for s in hand.playbook.steps if s.id in steps] and len(set(steps)) == len(steps)
    assert hand.previous_step() and hand.call.step == steps[-2]


def to_step(hand, step):
    while hand.call.step != step:
        assert hand.next_step()


def test_a_branch_and_back(hand):
    hand.start()
    to_step(hand, "choice")
    walked = hand.call.path
    assert not hand.branch_to("read-back-to-him") and not hand.branch_to("our-need")
    assert hand.call.step == "choice"
    assert hand.branch_to("in-parts") and hand.call.path == (*walked, "choice")
    assert hand.next_step() and hand.call.step == "read-back"
    assert hand.previous_step() and hand.call.step == "in-parts"
    assert hand.previous_step() and hand.call.step == "choice" and hand.call.path == walked
    assert hand.undo() and hand.call.step == "in-parts"


def test_a_branch_out_of_a_card(hand):
    hand.start()
    to_step(hand, "ask-date")
    hand.change(hand.call.open_objection(hand.playbook.objections[0].id))
    assert hand.branch_to("in-parts") and not hand.call.objection


def test_a_call_without_a_path_goes_back_as_the_script_goes(hand):
    hand.start()
    to_step(hand, "our-need")
    hand.change(replace(hand.call, path=()))
    assert hand.previous_step() and (hand.call.step, hand.call.path) == ("ask-date", ())


def test_steps_that_the_script_has_no_more_are_passed_over_on_the_way_back(hand):
    hand.start()
    to_step(hand, "ask-date")
    first = hand.playbook.steps[0].id
    hand.change(replace(hand.call, path=(first, "gone", "lost")))
    assert hand.previous_step() and (hand.call.step, hand.call.path) == (first, ())
    assert not hand.previous_step()
    hand.change(replace(hand.call, step="our-need", path=("gone",)))
    assert hand.previous_step() and hand.call.step == "ask-date"


def test_another_kind_of_call_forgets_the_way(hand):
    hand.start()
    to_step(hand, "ask-date")
    hand.use(CallKind.DUNNING)
    assert hand.call.path == ()


def test_out_of_a_card_the_script_is_where_it_was(hand):
    hand.start()
    hand.next_step()
    step = hand.call.step
    hand.change(hand.call.open_objection(hand.playbook.objections[0].id))
    assert hand.next_step() and hand.call.step == step and not hand.call.objection


def test_another_kind_of_call_starts_from_the_top(hand):
    hand.use(CallKind.DUNNING)
    assert (hand.call.kind, hand.call.step) == (CallKind.DUNNING, "")
    hand.start()
    hand.next_step()
    hand.use(CallKind.REMINDER)
    assert hand.call.step == first_step(hand.playbook).id


def test_another_language_keeps_the_place(hand):
    hand.start()
    hand.next_step()
    step = hand.call.step
    hand.speak("en")
    assert hand.call.step == step and hand.playbook.language == "en" and hand.playbook.step(step)


# -- the agreement panel ------------------------------------------------------------------------------------


def test_chosen_invoices_bring_their_total(hand):
    hand.start()
    hand.change(replace(hand.call, read_back=True))
    hand.cover(["1", "3"])
    assert hand.call.entry.covers == ("1", "3") and hand.call.entry.amount == "1.000,00"
    assert not hand.call.read_back


def test_chosen_invoices_of_two_currencies_bring_the_total_of_one():
    table = Table(account(invoice("1", 70, -9, currency="USD"), invoice("2", 50), invoice("3", 20)))
    table.hand.cover(["1", "2"])
    assert table.hand.call.entry.amount == "50,00"
    table.hand.cover(["1"])
    assert table.hand.call.entry.amount == "70,00" and table.hand.understood.amount == eur(70, "USD")


def test_what_was_read_back_no_longer_holds_when_something_is_typed(hand):
    hand.start()
    hand.change(replace(hand.call, read_back=True))
    hand.enter(hand.call.entry)
    assert hand.call.read_back
    hand.enter(replace(hand.call.entry, when="vr"))
    assert not hand.call.read_back


def test_a_word_means_what_it_meant_on_the_day_of_the_talk(table, hand):
    hand.enter(AgreementEntry(when="morgen"))
    assert hand.understood.day == days(1)
    table.clock.on(days=1)
    assert hand.understood.day == days(2)
    hand.start()
    hand.keep()
    table.clock.on(days=3)
    assert table.again()
    assert table.hand.understood.day == days(2)


def test_the_reading_follows_the_language_of_the_screen(hand):
    hand.enter(AgreementEntry(amount="1.250,50"))
    assert hand.understood.amount == eur("1250.50")
    hand.enter(AgreementEntry(amount="1.250"))
    assert hand.understood.amount == eur(1250)
    use("en")
    assert hand.understood.amount is None


def test_the_reading_is_made_once_for_what_is_known(hand):
    assert hand.understood is hand.understood


def test_an_import_during_the_call_is_seen_at_once(table, hand):
    hand.start()
    hand.cover(["1", "2"])
    table.has(account(invoice("2", 50, -5)))
    assert [i.number for i in hand.account.invoices] == ["2"]
    assert [i.number for i in hand.understood.covers] == ["2"] and hand.understood.gone == ("1",)
    table.has(account(invoice("9", 5), name="D-9"))
    assert hand.account.debtor == debtor() and [i.number for i in hand.account.invoices] == ["2"]


def test_what_is_saved_during_the_preparation_is_seen_at_once(table, hand):
    table.board.put(fresh(agreements=(agreement(covers=("1",), due=days(4)),)))
    assert [i.number for i in hand.understood.covers] == ["2"]
