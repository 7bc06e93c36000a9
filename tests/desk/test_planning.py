"""A payment plan in the agreement: it adds up, stays within the room to move, and becomes promises."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from desk.build import FRIDAY, Table, account, entry, eur, invoice
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import State
from cockpit.core.call import AgreementEntry
from cockpit.core.followup import FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Result
from cockpit.core.plan import Problem, Rhythm, plan_by_number
from cockpit.core.room import Breach, Limit
from cockpit.desk import moments, planning
from cockpit.desk.plan_sheet import PlanSheet
from cockpit.store.codec import decode, encode

pytestmark = pytest.mark.usefixtures("dutch")

TWO = account(invoice("1", 1000, -20), invoice("2", "842.50", -5))


def talking(at=TWO, room="", **more):
    table = Table(at, **more)
    if room:
        table.hand.change(table.hand.call.answer("room", room))
    table.hand.start()
    return table


def sheet_of(table):
    return PlanSheet(table.hand, planning.total_of(table.hand))


def planned(table, number="3", reason="", order=()):
    sheet = sheet_of(table)
    sheet.type("number", number)
    planning.take(table.hand, sheet.plan, order, reason)
    return sheet.plan


def terms(plan):
    return [(term.amount.text(), term.due.isoformat()) for term in plan.terms]


# -- in the agreement ---------------------------------------------------------------------------------------


def test_a_plan_is_understood_as_several_promises_over_all_that_is_covered():
    table = talking()
    plan = planned(table)
    understood = table.hand.understood
    assert understood.plan.terms == plan.terms and understood.is_promise and not understood.vague
    assert understood.amount == eur("1842.50") and understood.day == date(2026, 11, 24)
    wrap_up = table.wrap()
    promises = wrap_up.agreement.promises
    assert [(p.amount.text(), p.due.isoformat()) for p in promises] == terms(plan)
    assert all(p.covers == ("1", "2") and p.open_then == eur("1842.50") for p in promises)
    assert wrap_up.missing == () and not wrap_up.follow_ups


def test_every_instalment_comes_back_on_its_day():
    table = talking()
    planned(table)
    wrap_up = table.call()
    saved = table.store.agreement(wrap_up.call.agreement_id)
    assert [p.due for p in saved.promises] == [date(2026, 11, 24), date(2026, 12, 24), date(2027, 1, 25)]
    assert saved.state is State.HEARD
    entries = {e.debtor_id for e in table.board.queue.entries}
    table.clock.on(days=1)
    table.board.rank()
    assert "D-1" not in entries and "D-1" in {e.debtor_id for e in table.board.queue.entries}


def test_a_plan_survives_the_program():
    table = talking()
    planned(table, order=("2",))
    table.again()
    assert len(table.hand.understood.plan.terms) == 3 and table.hand.call.entry.pays_first == ("2",)
    stored = table.hand.call.entry
    assert decode(AgreementEntry, encode(stored)) == stored


def test_an_entry_of_before_has_no_plan():
    assert decode(AgreementEntry, {"amount": "10", "when": "vr"}) == entry(amount="10", when="vr")


def test_taking_a_plan_can_be_undone():
    table = talking()
    table.enter(when="vr")
    planned(table)
    assert table.hand.call.entry.when == ""
    table.hand.undo()
    assert table.hand.call.entry.when == "vr" and table.hand.understood.plan is None


def test_another_amount_or_day_takes_the_place_of_the_plan_and_undo_brings_it_back():
    table = talking()
    planned(table)
    table.hand.enter(replace(table.hand.call.entry.without_plan(), when="v"))
    table.hand.enter(replace(table.hand.call.entry, when="vr"))
    assert table.hand.understood.plan is None and table.hand.understood.day == FRIDAY
    table.hand.undo()
    assert len(table.hand.understood.plan.terms) == 3


def test_an_offered_day_takes_the_place_of_the_plan():
    table = talking()
    planned(table)
    moments.take(table.hand, 2)
    assert table.hand.understood.plan is None and table.hand.understood.day == FRIDAY


def test_other_invoices_need_another_plan():
    table = talking()
    planned(table)
    table.hand.cover(("1",))
    assert table.hand.understood.plan is None and table.hand.understood.amount == eur(1000)


def test_a_plan_can_be_taken_away():
    table = talking()
    planned(table)
    planning.drop(table.hand)
    assert table.hand.understood.plan is None and table.hand.understood.vague == ("when",)


def test_a_plan_of_one_instalment_is_a_day():
    table = talking()
    planned(table, "1")
    understood = table.hand.understood
    assert understood.plan is None and understood.day == date(2026, 11, 24)


def test_what_was_read_back_no_longer_holds():
    table = talking()
    table.enter(when="vr")
    table.hand.change(replace(table.hand.call, read_back=True))
    planned(table)
    assert not table.hand.call.read_back


@pytest.mark.parametrize(
    "wrong",
    [
        (("x", "2026-12-01"),),
        (("10", "soon"),),
        (("-5", "2026-12-01"),),
        (("5", "2026-12-02"), ("5", "2026-12-01")),
        (("NaN", "2026-12-01"),),
    ],
)
def test_a_plan_that_makes_no_sense_is_none(wrong):
    assert planning.plan_of(entry(terms=wrong), "EUR", "NL") is None
    assert planning.plan_of(entry(terms=(("5", "2026-12-01"),), rhythm="daily"), "EUR", "NL") is None


@given(st.integers(1, 10**9), st.integers(1, 60), st.sampled_from(list(Rhythm)))
def test_what_is_written_is_read_as_the_same_plan(cents, number, rhythm):
    total = Money(Decimal(cents) / 100)
    if number > total.size or number == 1:
        return
    plan = plan_by_number(total, number, rhythm, FRIDAY, "NL")
    again = planning.plan_of(planning.with_plan(entry(), plan), "EUR", "NL")
    assert (again.terms, again.total, again.rhythm) == (plan.terms, plan.total, plan.rhythm)


# -- the room to move ---------------------------------------------------------------------------------------


def test_what_was_set_beforehand_holds():
    table = talking(room="2 termijnen, uiterlijk 31 december")
    sheet = sheet_of(table)
    sheet.type("number", "3")
    assert sheet.passed == (
        Breach(Limit.TERMS, 2, 3),
        Breach(Limit.LAST_DAY, date(2026, 12, 31), date(2027, 1, 25)),
    )
    sheet.type("number", "2")
    assert sheet.passed == ()


def test_going_further_needs_a_reason_and_becomes_a_question_for_our_house():
    table = talking(room="2 termijnen")
    planned(table)
    assert table.hand.understood.vague == ("room",) and table.wrap().missing == ("room",)
    planned(table, reason="directie  akkoord")
    assert table.hand.understood.vague == ()
    wrap_up = table.wrap()
    consult = [f for f in wrap_up.follow_ups if f.kind is FollowUpKind.CONSULT]
    assert [f.what for f in consult] == ["directie akkoord"] and wrap_up.missing == ()


def test_one_payment_is_held_to_the_last_day_as_well():
    table = talking(room="uiterlijk 30 november")
    table.enter(when="2 december")
    assert table.hand.understood.vague == ("room",)
    sheet = sheet_of(table)
    assert [term.due for term in sheet.plan.terms] == [date(2026, 12, 2)]
    planning.take(table.hand, sheet.plan, (), "een week later mag")
    assert table.hand.understood.vague == () and table.hand.understood.day == date(2026, 12, 2)
    assert table.hand.call.entry.beyond == "een week later mag"
    assert [f.what for f in table.wrap().follow_ups] == ["een week later mag"]


def test_the_reason_is_needed_with_every_result_that_leaves_a_promise():
    table = talking(room="2 termijnen")
    planned(table)
    assert table.wrap(Result.CANNOT_PAY).missing == ("room",)
    assert table.wrap(Result.REFUSES).missing == ()


def test_without_a_promise_there_is_nothing_to_ask_our_house():
    table = talking(room="2 termijnen")
    planned(table, reason="mag")
    assert table.wrap(Result.REFUSES).agreement is None
    assert "mag" not in [f.what for f in table.wrap(Result.REFUSES).follow_ups]


# -- the sheet ----------------------------------------------------------------------------------------------


def test_a_sheet_begins_with_two_instalments_from_the_first_day_that_we_offer():
    sheet = sheet_of(talking())
    assert terms(sheet.plan) == [("921.25", "2026-11-24"), ("921.25", "2026-12-24")]


def test_a_number_takes_the_place_of_an_amount_and_the_other_way_round():
    sheet = sheet_of(talking())
    sheet.type("amount", "500")
    assert sheet.typed("number") == "" and [t.amount.text() for t in sheet.plan.terms] == [
        "500.00",
        "500.00",
        "500.00",
        "342.50",
    ]
    sheet.type("number", "1")
    assert sheet.typed("amount") == "" and len(sheet.plan.terms) == 1


def test_a_rhythm_and_a_first_day():
    sheet = sheet_of(talking())
    sheet.type("first", "vr")
    sheet.next_rhythm()
    assert sheet.rhythm is Rhythm.WEEKLY
    assert [t.due for t in sheet.plan.terms] == [FRIDAY, date(2026, 12, 4)]


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [("first", "gisteren", "first"), ("amount", "veel", "amount"), ("number", "x", "number")],
)
def test_what_cannot_be_read_makes_no_plan(name, text, field):
    sheet = sheet_of(talking())
    sheet.type(name, text)
    assert set(sheet.wrong) == {field} and sheet.plan is None and sheet.passed == ()
    assert sheet.undo() and sheet.plan is not None and not sheet.wrong
    assert sheet.typed("number") == "2" and sheet.typed("first") == moments.as_typed(sheet.first)


def test_without_a_number_or_a_day_there_is_no_plan():
    sheet = sheet_of(talking())
    sheet.type("number", "")
    assert sheet.plan is None and not sheet.wrong
    sheet.set_amount(0, eur(1))
    sheet.set_day(0, FRIDAY)
    sheet.remove(0)
    assert sheet.plan is None


def test_free_edits_keep_the_sum_and_can_be_undone():
    sheet = sheet_of(talking())
    sheet.type("number", "3")
    before = sheet.plan
    sheet.set_amount(0, eur(1000))
    sheet.set_day(1, date(2026, 12, 11))
    sheet.remove(2)
    assert terms(sheet.plan) == [("1000.00", "2026-11-24"), ("842.50", "2026-12-11")]
    for _ in range(3):
        assert sheet.undo()
    assert sheet.plan == before


def test_what_is_refused_changes_nothing_and_says_why():
    sheet = sheet_of(talking())
    before = sheet.plan
    sheet.set_amount(0, eur(5000))
    assert sheet.refused is Problem.MORE_THAN_LEFT and sheet.plan == before
    sheet.set_amount(0, eur(900))
    assert sheet.refused is None
    sheet.type("number", "0")
    assert sheet.refused is Problem.NO_TERMS


def test_another_invoice_first():
    sheet = sheet_of(talking())
    sheet.pay_first("2")
    sheet.pay_first("1")
    assert sheet.order == ("1", "2")


def test_a_standing_plan_is_taken_up_again():
    table = talking()
    plan = planned(table)
    sheet = sheet_of(table)
    assert sheet.plan.terms == plan.terms and sheet.typed("number") == "3" and not sheet.undo()
    sheet.type("number", "4")
    assert len(sheet.plan.terms) == 4


def test_a_plan_covers_the_amount_that_was_agreed():
    table = talking()
    table.enter(amount="1000")
    assert planning.total_of(table.hand) == eur(1000)
    table.enter(amount="")
    assert planning.total_of(table.hand) == eur("1842.50")


def test_where_nothing_is_owed_there_is_nothing_to_plan():
    table = Table(account(invoice("1", -10)))
    table.desk.choose("D-1")
    assert planning.total_of(table.hand) is None
