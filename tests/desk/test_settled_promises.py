"""After a ledger concluded something: the next talk, its correction, what is undone first, the last call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.build import NOW, Table, account, agreement, days, eur, fresh, invoice

from cockpit.core.agreement import Commitment, State, StateChange
from cockpit.core.call import CallKind
from cockpit.core.followup import FollowUpKind
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.reason import ReasonCode
from cockpit.desk.correcting import add_note
from cockpit.desk.outcome_correcting import correct_outcome
from cockpit.desk.settling import MatterKind, end, matter_of_row, matters
from cockpit.store.port import Changes

LONG_AGO = NOW - timedelta(days=12)


def concluded(state):
    made = agreement("A-0", due=days(-5), made_at=LONG_AGO, states=(State.CONFIRMED,))
    return made.to(state, NOW - timedelta(days=1), concluded=True)


def table_with(made, **more):
    """One debtor with one invoice, and an agreement about it on file."""
    standing = fresh(agreements=(made,), calls=1, last_spoken_at=LONG_AGO, last_call_at=LONG_AGO, **more)
    table = Table(account(invoice("1", 100)), standings=[standing])
    table.store.save(Changes(agreements=(made,)))
    table.desk.choose("D-1")
    return table


@pytest.mark.parametrize(
    ("state", "becomes"),
    [(State.BROKEN, State.BROKEN), (State.PART_KEPT, State.PART_KEPT), (State.REVERSED, State.REVERSED)],
)
def test_a_new_promise_ends_what_the_ledger_concluded_about_the_old_one(state, becomes):
    table = table_with(concluded(state))
    assert table.hand.call.kind is CallKind.BROKEN_PROMISE
    wrap_up = table.call(when="fri")
    (old,) = wrap_up.superseded
    assert (old.state, old.is_over, old.is_concluded) == (becomes, True, False)
    assert table.store.agreement("A-0") == old
    assert [a.id for a in table.board.standing("D-1").agreements] == [wrap_up.agreement.id]
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.PAUSED_PROMISE


@pytest.mark.parametrize("state", [State.PART_KEPT, State.REVERSED, State.BROKEN])
def test_when_the_new_promise_was_none_the_old_one_is_what_the_ledger_concluded(state):
    made = concluded(state)
    table = table_with(
        replace(made, states=(*made.states[:1], StateChange(State.KEPT, NOW), *made.states[1:]))
    )
    wrap_up = table.call(when="fri")
    call = table.store.call(wrap_up.call.id)
    account_now = table.board.account("D-1")
    correct_outcome(table.session, table.board, account_now, call, Outcome(Reach.NO_ANSWER), "wrong debtor")
    old = table.store.agreement("A-0")
    assert (old.state, old.is_concluded, old.is_over) == (state, True, False)
    assert [a.id for a in table.board.standing("D-1").agreements if a.promises] == ["A-0"]


def test_what_waits_at_our_own_desk_first_due_first():
    ours = agreement(
        "A-2",
        promises=(),
        commitments=(Commitment("copy", NOW), Commitment("done", NOW, NOW)),
        states=(State.MAILED,),
        made_at=LONG_AGO,
    )
    table = table_with(ours)
    table.call(Result.CLAIMS_PAID)
    found = matters(table.board, "D-1")
    assert [m.kind for m in found] == [MatterKind.RECEIPT, MatterKind.ACTION, MatterKind.CLAIM]
    assert matter_of_row(table.board, "D-1").kind is MatterKind.ACTION
    end(table.session, table.board, found[1])
    assert matter_of_row(table.board, "D-1") is None or matter_of_row(table.board, "D-1") != found[1]
    assert matters(table.board, "D-9") == () and matter_of_row(table.board, "D-9") is None


def test_a_claim_comes_back_on_its_day_and_its_end_decides_what_follows():
    table = Table(account(invoice("1", 100)))
    table.desk.choose("D-1")
    table.call(Result.CLAIMS_PAID, said={"detail": "paid this morning"})
    (claim,) = table.board.standing("D-1").follow_ups
    assert claim.kind is FollowUpKind.VERIFY
    table.clock.now = claim.due
    table.board.rank()
    assert matter_of_row(table.board, "D-1").what == "paid this morning"
    end(table.session, table.board, matter_of_row(table.board, "D-1"), good=False)
    entry = table.board.queue.entry("D-1")
    assert (entry.reason.code, entry.reason.values["what"]) == (
        ReasonCode.CLAIM_NOT_FOUND,
        "paid this morning",
    )
    table.desk.choose("D-1")
    table.call(when="mon")
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.PAUSED_PROMISE


# -- undo --------------------------------------------------------------------------------------------------


def test_what_was_done_beside_a_call_is_undone_in_the_order_of_doing():
    table = Table(account(invoice("1", 100)))
    table.desk.choose("D-1")
    undone = []
    table.hand.change(table.hand.call.tick("goal"))
    table.desk.did(lambda: undone.append("first") or True)
    table.hand.change(table.hand.call.tick("room"))
    assert table.desk.undo() and table.hand.call.ticks == ("goal",) and undone == []
    assert table.desk.undo() and undone == ["first"] and table.hand.call.ticks == ("goal",)
    assert table.desk.undo() and table.hand.call.ticks == ()
    assert not table.desk.undo()


def test_nothing_beside_another_call_is_undone_during_a_call():
    table = Table(account(invoice("1", 100)), account(invoice("2", 50, debtor="D-2"), name="D-2"))
    table.desk.choose("D-1")
    undone = []
    table.desk.did(lambda: undone.append("first") or True)
    table.desk.choose("D-2")
    table.hand.start()
    while table.hand.undo():
        pass
    table.hand.start()
    assert table.desk.undo() and not table.desk.is_live
    assert undone == []
    assert table.desk.undo() and undone == ["first"]


def test_what_can_no_longer_be_undone_is_passed_over():
    table = Table(account(invoice("1", 100)))
    table.desk.choose("D-1")
    undone = []
    table.desk.did(lambda: undone.append("older") or True)
    table.desk.did(lambda: False)
    assert table.desk.undo() and undone == ["older"]


# -- the last call -----------------------------------------------------------------------------------------


def test_the_last_call_is_the_one_that_was_made_last_whichever_was_corrected_since():
    table = Table(account(invoice("1", 100)), account(invoice("2", 50, debtor="D-2"), name="D-2"))
    assert table.board.last_call() is None
    table.desk.choose("D-1")
    first = table.call(Result.RING_BACK, said={"moment": NOW + timedelta(days=2)}).call
    table.clock.on(hours=1)
    table.desk.choose("D-2")
    last = table.call(Result.NO_AGREEMENT).call
    add_note(table.session, table.board, table.store.call(first.id), "rang back")
    assert table.store.last_call().id == first.id
    assert table.board.last_call().id == last.id


def test_a_dispute_leaves_the_rest_of_the_account_to_be_called_about():
    table = Table(account(invoice("1", 100), invoice("2", 50)))
    table.desk.choose("D-1")
    table.call(Result.DISPUTE, said={"invoices": ("1",), "detail": "too salty"})
    table.clock.on(days=7)
    table.board.rank()
    standing = table.board.standing("D-1")
    (question,) = [f for f in standing.follow_ups if f.kind is FollowUpKind.CONSULT]
    end(table.session, table.board, matters(table.board, "D-1")[0])
    entry = table.board.queue.entry("D-1")
    assert (entry.reason.code, entry.reason.values["amount"]) == (ReasonCode.OVERDUE, eur(50))
    table.desk.choose("D-1")
    table.hand.cover(("1", "2"))
    table.call(when="fri")
    assert table.board.standing("D-1").disputes == standing.disputes
    assert question.what == "too salty"
