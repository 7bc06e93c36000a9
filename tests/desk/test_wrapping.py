"""Wrapping up shows what will be saved; saving is whole or not at all, and twice is as good as once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from desk.build import (
    FRIDAY,
    NOW,
    RIGHT,
    TODAY,
    Table,
    account,
    agreement,
    days,
    eur,
    fresh,
    invoice,
)

from cockpit.core.agreement import Commitment, Promise, State
from cockpit.core.call import Evaluation, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import rebuild
from cockpit.desk.correcting import history
from cockpit.desk.wrapping import missing_for, prepare, save
from cockpit.store.port import StoreError

pytestmark = pytest.mark.usefixtures("dutch")

TWO = account(invoice("1", 100, -20), invoice("2", 50, -5))
WHOLE = {"when": "vr", "if_we": "een kopie mailen", "if_we_by": "di", "in_return": "geen rente"}
MOMENT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def table():
    return Table(TWO)


def talking(*standing, accounts=(TWO,), **typed):
    table = Table(*accounts, standings=standing)
    table.desk.choose("D-1")
    table.hand.start()
    table.enter(**typed)
    return table


# -- what is missing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reach", [r for r in Reach if r is not RIGHT])
def test_when_nobody_was_reached_nothing_is_missing(reach):
    table = talking(if_we="een kopie mailen")
    wrap_up = table.wrap(reach=reach)
    assert wrap_up.missing == () and wrap_up.agreement is None


@pytest.mark.parametrize(
    ("result", "said", "typed", "missing"),
    [
        (None, {}, {}, ("result",)),
        (Result.PROMISE, {}, {"when": "vr"}, ()),
        (Result.PROMISE, {}, {}, ("when",)),
        (Result.PART_PROMISE, {}, {"amount": "", "if_we": "kopie"}, ("amount", "when", "if_we_by")),
        (Result.PROMISE, {}, {"amount": "veel", "when": "vr", "if_we_by": "vr"}, ("amount", "if_we")),
        (Result.RING_BACK, {}, {}, ("moment",)),
        (Result.RING_BACK, {"moment": MOMENT}, {}, ()),
        (Result.PAYMENT_RUN, {}, {"if_we": "kopie"}, ("moment", "if_we_by")),
        (Result.DISPUTE, {}, {"when": "ooit"}, ()),
        (Result.DISPUTE, {}, {"if_we": "kopie"}, ("if_we_by",)),
        (Result.IN_ORDER, {}, {"if_we_by": "ooit"}, ("if_we", "if_we_by")),
    ],
)
def test_what_a_result_cannot_do_without(result, said, typed, missing):
    table = talking(**typed)
    assert missing_for(Outcome(RIGHT, result, **said), table.hand) == missing


# -- what will be saved -------------------------------------------------------------------------------------


def test_a_promise_with_all_that_follows(table):
    table = talking(**WHOLE)
    table.hand.spoke_to(" Mevr.  Bos ")
    table.clock.on(minutes=7)
    wrap_up = table.wrap()
    assert wrap_up.call.phase is Phase.WRAP_UP and wrap_up.call.ended_at == table.clock()
    assert wrap_up.call.contact == wrap_up.agreement.contact == "Mevr. Bos"
    assert wrap_up.call.agreement_id == wrap_up.agreement.id == "A-1"
    assert wrap_up.standing.agreements == (wrap_up.agreement,) and wrap_up.superseded == ()
    assert wrap_up.standing.last_contact == "Mevr. Bos" and wrap_up.standing.calls == 1
    tuesday = datetime(2026, 11, 24, 17, tzinfo=table.session.zone)
    assert wrap_up.comes_back == tuesday == wrap_up.agreement.commitments[0].due
    assert table.hand.call.outcome is None and table.store.writes == []


def test_nothing_is_agreed_with_somebody_else():
    table = talking(**WHOLE)
    wrap_up = table.wrap(reach=Reach.THIRD_PARTY)
    assert wrap_up.agreement is None and wrap_up.call.agreement_id == ""
    assert [f.kind for f in wrap_up.follow_ups] == [FollowUpKind.RING_BACK]


def test_read_back_is_on_file():
    table = talking(when="vr")
    table.hand.change(replace(table.hand.call, read_back=True))
    assert table.wrap().agreement.state is State.READ_BACK


def test_a_refusal_leaves_no_promise_and_somebody_is_consulted():
    wrap_up = talking(when="vr").wrap(Result.REFUSES)
    assert wrap_up.agreement is None and [f.kind for f in wrap_up.follow_ups] == [FollowUpKind.CONSULT]
    assert wrap_up.call.entry.when == "vr"


def test_an_answered_ring_back_is_closed():
    due = FollowUp("F-0-1", "D-1", "C-0", FollowUpKind.RING_BACK, NOW - timedelta(hours=1))
    table = talking(fresh(follow_ups=(due,)), when="vr")
    wrap_up = table.wrap()
    assert wrap_up.closes == (replace(due, done_at=table.clock()),) and wrap_up.standing.follow_ups == ()


def test_names_of_follow_ups_stay_the_same():
    table = talking()
    first, second = (table.wrap(reach=Reach.NO_ANSWER) for _ in range(2))
    assert [f.id for f in first.follow_ups] == [f.id for f in second.follow_ups] == ["F-1-1"]


# -- a promise takes the place of another -------------------------------------------------------------------

LONG_AGO = datetime(2026, 11, 9, 9, tzinfo=UTC)


def promised(name="A-0", due=date(2026, 11, 18), **more):
    return agreement(name, made_at=LONG_AGO, due=due, **{"covers": ("1",), **more})


@pytest.mark.parametrize("covers", [("1",), ("1", "2"), ("2", "9"), ()])
def test_an_earlier_promise_over_the_same_invoices_was_not_kept(covers):
    old = promised(covers=covers, states=(State.MAILED,))
    table = talking(fresh(agreements=(old,)), when="vr")
    wrap_up = table.wrap()
    (ended,) = wrap_up.superseded
    assert [s.state for s in ended.states] == [State.MAILED, State.BROKEN]
    assert wrap_up.standing.agreements == (wrap_up.agreement,)


@pytest.mark.parametrize("due", [TODAY - timedelta(days=2), TODAY, FRIDAY])
@pytest.mark.parametrize("state", [State.HEARD, State.CONFIRMED])
def test_who_asks_for_another_day_in_time_breaks_nothing(due, state):
    old = promised(due=due, states=(state,), covers=("1", "2"), amount=150)
    table = talking(fresh(agreements=(old,)), when="+10")
    wrap_up = table.wrap()
    assert wrap_up.superseded == () and wrap_up.standing.agreements == (wrap_up.agreement,)


def test_what_we_still_have_to_do_for_the_earlier_one_remains():
    ours = Commitment("een kopie mailen", FRIDAY_MORNING)
    table = talking(fresh(agreements=(promised(due=FRIDAY, commitments=(ours,)),)), when="+10", covers=("1",))
    old, new = table.wrap().standing.agreements
    assert old.promises == () and old.commitments == (ours,) and new.promises


FRIDAY_MORNING = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "old",
    [
        promised(covers=("9",)),
        promised(states=(State.KEPT,), commitments=(Commitment("kopie", FRIDAY_MORNING),)),
        promised(open_then=eur(300)),  # 200 came in since, so it was kept
        promised(promises=(), commitments=(Commitment("kopie", FRIDAY_MORNING),)),
    ],
    ids=["other invoices", "kept", "paid", "no promise"],
)
def test_what_was_kept_or_is_about_something_else_is_not_broken(old):
    table = talking(fresh(agreements=(old,)), when="vr", covers=("1",))
    assert table.wrap().superseded == ()


def test_without_a_new_promise_the_old_one_stands():
    old = promised(due=FRIDAY)
    for result in (Result.DISPUTE, Result.REFUSES):
        wrap_up = talking(fresh(agreements=(old,)), if_we="kopie", if_we_by="vr").wrap(result)
        assert wrap_up.superseded == () and old in wrap_up.standing.agreements


def test_of_instalments_only_what_was_not_paid_counts():
    parts = tuple(Promise(eur(50), day, covers=("1",), open_then=eur(150)) for day in (days(-9), FRIDAY))
    wrap_up = talking(fresh(agreements=(promised(promises=parts),)), when="+9", covers=("1",)).wrap()
    assert wrap_up.superseded == () and wrap_up.standing.agreements == (wrap_up.agreement,)


def test_the_standing_is_what_the_history_makes(table):
    table.call(when="vr")
    table.clock.on(hours=1)
    table.desk.choose("D-1")
    wrap_up = table.call(when="+9", if_we="kopie", if_we_by="vr")
    table.clock.on(days=30)
    table.desk.choose("D-1")
    table.call(when="+5")
    past = history(table.session, "D-1")
    states = [a.state for a in past.agreements]
    assert states == [State.HEARD, State.BROKEN, State.HEARD] and wrap_up.superseded == ()
    standing = table.board.standing("D-1")
    assert standing == table.store.standings()["D-1"]
    assert standing == rebuild("D-1", past.calls, past.agreements, past.follow_ups, standing)


# -- saving -------------------------------------------------------------------------------------------------


def wrapped(**typed):
    table = talking(**{"when": "vr", **typed})
    return table, table.wrap()


def test_everything_is_one_write_and_the_draft_is_gone():
    due = FollowUp("F-0-1", "D-1", "C-0", FollowUpKind.RETRY, NOW)
    table = talking(fresh(agreements=(promised(),), follow_ups=(due,)), when="vr")
    wrap_up = table.wrap(Result.CLAIMS_PAID)
    call = save(table.hand, wrap_up)
    (changes,) = table.store.writes
    assert changes.calls == (call,) and changes.standings == (wrap_up.standing,)
    assert changes.agreements == (*wrap_up.superseded, wrap_up.agreement) and wrap_up.superseded
    assert changes.follow_ups == (*wrap_up.closes, *wrap_up.follow_ups) and wrap_up.closes
    assert call.phase is Phase.SAVED and table.store.drafts() == {}
    assert table.board.standing("D-1") == wrap_up.standing


def test_a_saved_call_is_out_of_hand():
    table, wrap_up = wrapped()
    call = save(table.hand, wrap_up)
    assert table.hand.call == call and not table.desk.is_live and not table.desk.undo()
    table.hand.keep()
    assert table.store.drafts() == {} and table.desk.keep()


def test_a_failed_save_leaves_everything_in_hand_and_can_be_repeated():
    table, wrap_up = wrapped()
    table.hand.keep()
    before, tally = table.hand.call, table.board.tally
    table.store.broken = {"save"}
    with pytest.raises(StoreError):
        save(table.hand, wrap_up)
    assert table.hand.call == before and table.store.drafts()["D-1"] == before and table.desk.is_live
    assert table.board.tally == tally and table.board.standing("D-1") == fresh()
    table.store.broken = set()
    call = save(table.hand, wrap_up)
    assert table.store.calls_of("D-1") == [call] and table.board.tally.calls == 1


def test_saving_twice_doubles_nothing():
    table, wrap_up = wrapped(if_we="kopie", if_we_by="di")
    for _ in range(2):
        save(table.hand, wrap_up)
    past = history(table.session, "D-1")
    assert (len(past.calls), len(past.agreements)) == (1, 1)
    assert (table.board.tally.calls, table.board.tally.agreed) == (1, (eur(150),))
    assert table.board.standing("D-1").calls == 1


@pytest.mark.parametrize("broken", [{"drop_draft"}, {"calls_between"}, {"drop_draft", "calls_between"}])
def test_what_fails_after_the_save_is_not_a_failed_save(broken):
    table, wrap_up = wrapped()
    table.store.broken = broken
    call = save(table.hand, wrap_up)
    assert table.store.calls_of("D-1") == [call] and not table.desk.is_live
    assert table.board.standing("D-1") == wrap_up.standing


def test_the_evaluation_typed_meanwhile_is_saved():
    table, wrap_up = wrapped()
    table.hand.type(
        replace(table.hand.call, evaluation=Evaluation(" rustig\n", "eerder\x1b[1m", "vraag naar Bos"))
    )
    call = save(table.hand, wrap_up)
    assert call.evaluation == Evaluation("rustig", "eerder", "vraag naar Bos")
    assert table.board.standing("D-1").next_time == "vraag naar Bos"


def test_the_hint_of_last_time_stays_until_there_is_another():
    table = talking(fresh(next_time="vraag naar Vos"), when="vr")
    table.hand.type(replace(table.hand.call, evaluation=Evaluation(next_time="vraag naar Bos")))
    wrap_up = table.wrap()
    table.hand.type(replace(table.hand.call, evaluation=Evaluation()))
    save(table.hand, wrap_up)
    assert table.board.standing("D-1").next_time == "vraag naar Vos"


def test_the_same_call_has_the_same_names():
    table = talking(when="vr")
    first = prepare(table.hand, Outcome(RIGHT, Result.PROMISE))
    table.clock.on(minutes=2)
    second = prepare(table.hand, Outcome(RIGHT, Result.PROMISE))
    assert first.agreement.id == second.agreement.id and first.call.id == second.call.id
