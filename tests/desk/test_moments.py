"""The days that we offer: the same in the script, in the panel, and under the keys."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from desk.build import FRIDAY, TODAY, Table, account, agreement, days, entry, eur, invoice
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.agreement import Method, Promise
from cockpit.core.calendar import is_working_day
from cockpit.core.call import CallKind, Stage
from cockpit.desk import moments
from cockpit.desk.scripting import script_fields
from cockpit.language import dates, use
from cockpit.playbook import fill
from cockpit.store.port import Changes, StoreError

ONE = account(invoice("1", 100, -20))
TUESDAY, NEXT = date(2026, 11, 24), date(2026, 12, 1)


def talking(*accounts, **more):
    table = Table(*(accounts or (ONE,)), **more)
    table.hand.start()
    return table


def noon(day):
    return datetime.combine(day, time(12), UTC)


def test_three_days_are_offered_and_the_script_names_the_first_two():
    table = talking()
    assert table.hand.understood.offered == (TUESDAY, FRIDAY, NEXT)
    fields = script_fields(table.hand)
    assert fields["option_1"] == dates.day(TUESDAY, "nl") and fields["option_2"] == dates.day(FRIDAY, "nl")
    assert fields["need_day"] == fields["option_2"]


def run_on_thursday():
    run = Promise(eur(50), date(2026, 10, 29), Method.PAYMENT_RUN, ("9",))
    return agreement("A-9", promises=(run,))


def test_a_payment_run_that_he_named_before_is_remembered():
    table = Table(ONE)
    table.store.save(Changes(agreements=(run_on_thursday(),)))
    table.again()
    table.hand.start()
    thursday = date(2026, 11, 26)
    assert table.hand.understood.offered == (TUESDAY, thursday, FRIDAY)
    assert script_fields(table.hand)["option_2"] == dates.day(thursday, "nl")


def test_a_history_that_cannot_be_read_costs_no_day(monkeypatch):
    table = Table(ONE)

    def fails(debtor_id):
        raise StoreError("damaged", path="history")

    monkeypatch.setattr(table.store, "agreements_of", fails)
    table.again()
    table.hand.start()
    assert table.hand.understood.offered == (TUESDAY, FRIDAY, NEXT)


def test_nothing_is_offered_before_it_is_due():
    due = date(2026, 12, 11)
    table = talking(account(invoice("1", 3000, 18)))
    assert table.hand.understood.offered == (date(2026, 12, 9), due)


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.sampled_from(["NL", "BE"]),
    st.sampled_from(["NL", "BE"]),
    st.none() | st.integers(-60, 60),
    st.none() | st.integers(0, 6),
)
def test_the_days_are_working_days_of_both_in_order(today, ours, theirs, due, run):
    items = () if due is None else (invoice("1", 10, (today - TODAY).days + due),)
    offered = moments.offered(items, account(*items, country=theirs), noon(today), ours, run)
    assert len(offered) in {2, 3} and list(offered) == sorted(set(offered)) and offered[0] > today
    assert all(is_working_day(day, country) for day in offered for country in (ours, theirs))


@given(st.dates(date(2026, 11, 24), date(2027, 11, 20)), st.sampled_from(["nl", "en"]))
def test_a_day_in_the_box_is_read_as_that_day(day, tag):
    from cockpit.language.dates import parse_day

    use(tag)
    try:
        assert parse_day(moments.as_typed(day), TODAY, tag).day == day
    finally:
        use("en")


@pytest.mark.parametrize(("typed", "day"), [("1", TUESDAY), (" 2 ", FRIDAY), ("3", NEXT), ("1 dec", NEXT)])
def test_a_bare_number_is_a_day_that_is_offered(typed, day):
    table = talking()
    table.enter(when=typed)
    assert table.hand.understood.day == day and not table.hand.understood.uncertain


def test_a_number_that_is_not_offered_is_a_day_of_the_month():
    table = talking(account(invoice("1", 3000, 18)))
    table.enter(when="3")
    assert table.hand.understood.day == date(2026, 12, 3)


def test_taking_a_day_records_it_for_good_and_can_be_undone():
    table = talking()
    assert moments.take(table.hand, 2) == FRIDAY
    assert table.hand.understood.day == FRIDAY and table.hand.call.entry.when == moments.as_typed(FRIDAY)
    table.clock.on(days=4)
    assert table.hand.understood.day == FRIDAY
    table.hand.undo()
    assert table.hand.understood.day is None


def test_only_what_is_offered_can_be_taken():
    table = talking(account(invoice("1", 3000, 18)))
    before = table.hand.call
    assert moments.take(table.hand, 3) is None and table.hand.call == before


def test_taking_the_same_day_again_stays_read_back():
    table = talking()
    moments.take(table.hand, 1)
    table.hand.change(replace(table.hand.call, read_back=True))
    moments.take(table.hand, 1)
    assert table.hand.call.read_back
    moments.take(table.hand, 2)
    assert not table.hand.call.read_back


@pytest.mark.parametrize("kind", list(CallKind))
def test_the_one_key_records_the_first_day_and_the_script_says_it(kind):
    """In every script, from every step of the way: the next thing to say has the chosen day in full."""
    table = talking()
    hand = table.hand
    hand.use(kind)
    steps = [step.id for step in hand.playbook.steps if step.stage is not Stage.CLOSING]
    for step in steps:
        before = replace(hand.call, step=step, path=(), entry=entry(amount="100"))
        hand.change(before)
        assert moments.take_next(hand) == TUESDAY and hand.understood.day == TUESDAY
        assert hand.call.path == (step,) and hand.step.stage is Stage.CLOSING
        said = [part.text for line in hand.step.lines for part in fill(line, script_fields(hand)).parts]
        assert dates.day(TUESDAY, "nl") in "".join(said)
        hand.undo()
        assert hand.call == before


def test_pressed_again_it_is_the_next_day_and_then_the_first_once_more():
    hand = talking().hand
    steps = []
    for day in (TUESDAY, FRIDAY, NEXT, TUESDAY):
        assert moments.take_next(hand) == day == hand.understood.day
        steps.append(hand.call.step)
    assert len(set(steps)) == 1 and len(hand.call.path) == 1
    hand.undo()
    assert hand.understood.day == NEXT


def test_a_day_that_is_there_already_is_said_before_it_becomes_another():
    table = talking()
    table.enter(when="vr 27-11-2026")
    assert moments.take_next(table.hand) == FRIDAY and table.hand.step.stage is Stage.CLOSING
    assert moments.take_next(table.hand) == NEXT


def test_the_key_leaves_an_objection_and_a_plan_behind():
    hand = talking().hand
    hand.change(hand.call.open_objection(hand.playbook.objections[0].id))
    moments.take_next(hand)
    assert hand.call.objection == "" and hand.step.stage is Stage.CLOSING
    planned = replace(hand.call.entry, terms=(("50", "2026-11-24"), ("50", "2026-12-24")))
    hand.change(replace(hand.call, entry=planned))
    assert moments.take_next(hand) == TUESDAY and hand.call.entry.terms == ()


def test_after_the_talk_the_script_stays_where_it_was():
    table = talking()
    table.hand.change(table.hand.call.hang_up(table.clock()))
    step = table.hand.call.step
    assert [moments.take_next(table.hand) for _ in range(2)] == [TUESDAY, FRIDAY]
    assert table.hand.call.step == step


@pytest.mark.parametrize(
    ("named", "better"),
    [
        (TUESDAY, None),
        (date(2026, 11, 26), None),
        (NEXT, None),
        (date(2026, 12, 2), FRIDAY),
        (days(90), FRIDAY),
    ],
)
def test_for_a_later_day_the_day_that_we_need_is_proposed(named, better):
    assert moments.rather(named, (TUESDAY, FRIDAY, NEXT)) == better


def test_without_an_offer_nothing_is_better():
    assert moments.rather(FRIDAY, ()) is None
