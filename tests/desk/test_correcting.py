"""Corrections keep the history, are one write, and leave the standing as if it had been right at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.reason import ReasonCode
from cockpit.core.standing import after_call, rebuild, with_agreement, with_follow_up
from cockpit.desk.board import Board
from cockpit.desk.correcting import (
    action_done,
    add_note,
    correct_contact,
    correct_promise,
    end_dispute,
    follow_up_done,
    history,
    mark,
    undo,
)
from cockpit.desk.demo import fill
from cockpit.desk.outcome_correcting import correct_outcome, needs_promise, promised_over, proposed, spelled
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
DEBTOR = Debtor("D-1", "Bakkerij Zonneveld", phone="020 555 0101")
HUNDRED = Money(Decimal(100))


class Clock:
    now = NOW

    def __call__(self):
        return self.now


class CountingStore(MemoryStore):
    """Counts the writes, and can be told to fail."""

    def __init__(self, now):
        super().__init__(now)
        self.writes, self.full = [], False

    def save(self, changes):
        if self.full:
            raise StoreError("disk-full", path="workspace")
        self.writes.append(changes)
        super().save(changes)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", "workspace"])
def store(request, clock, tmp_path):
    if request.param == "memory":
        yield CountingStore(clock)
    else:
        workspace = Workspace.open(tmp_path / "work", now=clock)
        yield workspace
        workspace.close()


@pytest.fixture
def memory(clock):
    return CountingStore(clock)


class Table:
    """A session and a board over a store with one debtor and two open invoices."""

    def __init__(self, store, clock):
        numbers = count(1)
        self.clock, self.store = clock, store
        self.session = Session(store, Settings(), clock, lambda prefix: f"{prefix}-{next(numbers)}")
        invoices = tuple(
            Invoice(n, "D-1", date(2026, 9, 1), date(2026, 10, 1), HUNDRED, HUNDRED) for n in ("1", "2")
        )
        store.replace_ledger(Ledger({"D-1": DEBTOR}, invoices, NOW, "open.csv"))
        self.board = Board(self.session)
        self.board.load()
        self.past = []

    def save(self, call, agreement=None, *follow_ups, closes=()):
        """What the desk writes at the end of a call."""
        call = replace(call, agreement_id=agreement.id if agreement else "")
        standing = after_call(self.board.standing("D-1"), call)
        if agreement:
            standing = with_agreement(standing, agreement)
        for follow_up in (*closes, *follow_ups):
            standing = with_follow_up(standing, follow_up)
        agreements = (agreement,) if agreement else ()
        self.store.save(Changes((call,), agreements, (*closes, *follow_ups), (standing,)))
        self.board.update(standing)
        self.board.count_today()
        return call

    def do(self, what, *args):
        return what(self.session, self.board, *args)

    def back(self, correction):
        return self.do(undo, "D-1", correction, "taken back")

    @property
    def filed(self):
        return history(self.session, "D-1")

    @property
    def standing(self):
        """The standing on the board, which is the one in the store and the one that the history makes."""
        standing, past = self.board.standing("D-1"), self.filed
        assert self.store.standings()["D-1"] == standing
        assert rebuild("D-1", past.calls, past.agreements, past.follow_ups, standing) == standing
        return standing


@pytest.fixture
def table(store, clock):
    return Table(store, clock)


@pytest.fixture
def quick(memory, clock):
    return Table(memory, clock)


def a_call(hours=0, result=Result.PROMISE, reach=Reach.RIGHT_PERSON, **more):
    begin = MONDAY + timedelta(hours=hours)
    outcome = Outcome(reach, result if reach is Reach.RIGHT_PERSON else None, **more.pop("said", {}))
    call = Call(
        f"C-{hours}", "D-1", CallKind.REMINDER, begin, Phase.SAVED, contact="Mevr. Bos", notes="10:00 Bos"
    )
    call = replace(call, started_at=begin, ended_at=begin + timedelta(minutes=4), outcome=outcome)
    return replace(call, **more)


def promised(call, *states, due=FRIDAY, covers=("1", "2"), **more):
    at = call.ended_at
    changes = tuple(StateChange(s, at + timedelta(minutes=n)) for n, s in enumerate((State.HEARD, *states)))
    promise = Promise(HUNDRED, due, covers=covers, open_then=Money(Decimal(200)))
    return Agreement(f"A-{call.id[2:]}", "D-1", call.id, at, "Mevr. Bos", (promise,), states=changes, **more)


def comes_back(call, kind, due, name="", **more):
    return FollowUp(name or f"F-{call.id[2:]}-1", "D-1", call.id, kind, due, **more)


# -- states -------------------------------------------------------------------------------------------------


def test_a_mailed_agreement_is_confirmed(table):
    call = a_call()
    agreement = promised(call, State.MAILED)
    table.save(call, agreement)
    correction = table.do(mark, agreement, State.CONFIRMED)
    (after,) = table.filed.agreements
    assert after.states == (*agreement.states, StateChange(State.CONFIRMED, NOW))
    assert table.standing.agreements == (after,) and not after.revisions
    table.back(correction)
    (back,) = table.filed.agreements
    assert back.state is State.MAILED and back.reached(State.CONFIRMED)
    assert [r.fields for r in back.revisions] == [(("state", "confirmed", "mailed"),)]
    assert table.standing.agreements == (back,)


def test_what_was_kept_leaves_the_standing(quick):
    call = a_call()
    agreement = promised(call)
    quick.save(call, agreement)
    quick.do(mark, agreement, State.KEPT)
    assert quick.standing.agreements == ()
    assert quick.board.tally.agreed == ()  # the call was yesterday


def test_a_promise_that_no_longer_holds_says_why(quick):
    quick.clock.now = MONDAY + timedelta(hours=1)
    call = a_call()
    agreement = promised(call)
    quick.save(call, agreement)
    assert quick.board.tally.agreed == (HUNDRED,)
    correction = quick.do(mark, agreement, State.REVERSED, "it was\x1b[1m another firm")
    (after,) = quick.filed.agreements
    (revision,) = after.revisions
    assert revision.why == "it was another firm" and revision.fields == (("state", "heard", "reversed"),)
    assert quick.standing.agreements == ()
    assert quick.board.tally.agreed == ()
    quick.back(correction)
    (back,) = quick.filed.agreements
    assert [r.fields for r in back.revisions] == [revision.fields, (("state", "reversed", "heard"),)]
    assert quick.standing.agreements == (back,)
    assert quick.board.tally.agreed == (HUNDRED,)


def test_the_state_that_it_has_already_changes_nothing(quick):
    call = a_call()
    agreement = promised(call)
    quick.save(call, agreement)
    quick.back(quick.do(mark, agreement, State.HEARD))
    assert quick.filed.agreements == (agreement,)


def test_our_action_is_done(quick):
    call = a_call()
    agreement = replace(
        promised(call),
        promises=(),
        commitments=(Commitment("mail a copy", MONDAY), Commitment("ask the depot", MONDAY)),
    )
    quick.save(call, agreement)
    assert quick.board.queue.entry("D-1").reason.code is ReasonCode.COMMITMENT_OVERDUE
    first = quick.do(action_done, agreement, 0)
    assert [c.done_at for c in quick.filed.agreements[0].commitments] == [NOW, None]
    second = quick.do(action_done, quick.filed.agreements[0], 1)
    assert quick.standing.agreements == ()
    assert quick.board.queue.entry("D-1").reason.code is not ReasonCode.COMMITMENT_OVERDUE
    quick.back(second)
    assert [c.done_at for c in quick.filed.agreements[0].commitments] == [NOW, None]
    quick.back(first)
    assert quick.filed.agreements[0].commitments == agreement.commitments
    assert quick.standing.agreements == quick.filed.agreements


# -- amount and day -----------------------------------------------------------------------------------------


def test_the_amount_and_the_day_are_corrected_and_the_mail_no_longer_counts(table):
    call = a_call()
    agreement = promised(call, State.READ_BACK, State.MAILED, State.CONFIRMED)
    table.save(call, agreement)
    monday = date(2026, 11, 30)
    correction = table.do(correct_promise, agreement, 0, Money(Decimal("90.5")), monday, " misheard ")
    (after,) = table.filed.agreements
    assert (after.promises[0].amount, after.promises[0].due) == (Money(Decimal("90.50")), monday)
    assert after.promises[0].covers == ("1", "2")
    assert after.state is State.HEARD and after.reached(State.CONFIRMED)
    (revision,) = after.revisions
    assert (revision.at, revision.why) == (NOW, "misheard")
    assert revision.fields == (("amount", "100.00 EUR", "90.50 EUR"), ("day", "2026-11-27", "2026-11-30"))
    assert table.standing.agreements == (after,)
    table.back(correction)
    (back,) = table.filed.agreements
    assert back.promises == agreement.promises and back.state is State.CONFIRMED
    assert back.revisions[-1].fields == (
        ("amount", "90.50 EUR", "100.00 EUR"),
        ("day", "2026-11-30", "2026-11-27"),
    )


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (State.READ_BACK, State.READ_BACK),
        (State.BROKEN, State.HEARD),
        (State.MAILED, State.HEARD),
        (State.KEPT, State.KEPT),
    ],
)
def test_what_another_day_does_to_the_state(quick, state, then):
    call = a_call()
    agreement = promised(call, state)
    quick.save(call, agreement)
    quick.do(correct_promise, agreement, 0, HUNDRED, date(2026, 12, 1), "typo")
    (after,) = quick.filed.agreements
    assert after.state is then
    assert after.revisions[0].fields == (("day", "2026-11-27", "2026-12-01"),)
    assert quick.standing.agreements == ((after,) if then is not State.KEPT else ())


def test_only_the_instalment_that_is_meant_changes(quick):
    call = a_call()
    agreement = promised(call)
    agreement = replace(
        agreement, promises=(agreement.promises[0], replace(agreement.promises[0], due=date(2026, 12, 4)))
    )
    quick.save(call, agreement)
    quick.do(correct_promise, agreement, 1, Money(Decimal(50)), date(2026, 12, 7), "typo")
    (after,) = quick.filed.agreements
    assert after.promises[0] == agreement.promises[0]
    assert after.promises[1].due == date(2026, 12, 7)


# -- calls --------------------------------------------------------------------------------------------------


def test_somebody_else_was_on_the_line(table):
    call = a_call()
    table.save(call, promised(call))
    correction = table.do(correct_contact, call, " Dhr.\tVos ", "misheard")
    (after,), (agreement,) = table.filed.calls, table.filed.agreements
    assert after.contact == agreement.contact == "Dhr. Vos"
    assert after.revisions[0].fields == (("contact", "Mevr. Bos", "Dhr. Vos"),)
    assert table.standing.last_contact == "Dhr. Vos"
    table.back(correction)
    assert table.standing.last_contact == "Mevr. Bos"
    assert table.filed.agreements[0].contact == "Mevr. Bos"
    assert len(table.filed.calls[0].revisions) == 2


def test_a_contact_of_a_call_without_agreement(quick):
    call = quick.save(a_call(result=Result.NO_AGREEMENT))
    quick.do(correct_contact, call, "Dhr. Vos", "misheard")
    assert quick.filed.agreements == () and quick.standing.last_contact == "Dhr. Vos"


def test_a_note_stands_below_the_others_with_its_own_moment(table):
    call = table.save(a_call())
    correction = table.do(add_note, call, "she\nrang back [/b]")
    (after,) = table.filed.calls
    assert after.notes == "10:00 Bos\n2026-11-24 10:00 she rang back [/b]"
    assert after.revisions[0].fields == (("note", "", "2026-11-24 10:00 she rang back [/b]"),)
    table.back(correction)
    assert table.filed.calls[0].notes == "10:00 Bos"
    assert table.standing.calls == 1


def test_the_first_note_of_a_call(quick):
    call = quick.save(a_call(notes=""))
    quick.do(add_note, call, "rang back")
    assert quick.filed.calls[0].notes == "2026-11-24 10:00 rang back"


def test_a_follow_up_that_needs_nothing_more(table):
    call = a_call(result=Result.CLAIMS_PAID)
    verify = comes_back(call, FollowUpKind.VERIFY, NOW)
    table.save(call, None, verify)
    correction = table.do(follow_up_done, verify)
    assert table.filed.follow_ups == (replace(verify, done_at=NOW, ending=Ending.TRUE),)
    assert table.standing.follow_ups == ()
    table.back(correction)
    assert table.standing.follow_ups == (verify,)


# -- disputes -----------------------------------------------------------------------------------------------


def test_a_dispute_is_solved(table):
    said = {"detail": "wrong goods", "invoices": ("1",)}
    table.save(a_call(result=Result.DISPUTE, said=said))
    table.save(a_call(1, result=Result.DISPUTE, said={**said, "invoices": ("2",)}))
    first, second = table.standing.disputes
    correction = table.do(end_dispute, table.standing, first, "credit note sent")
    assert table.standing.disputes == (second,)
    assert table.filed.calls[0].revisions[0].fields == (("dispute", "open", "solved"),)
    assert table.filed.calls[0].revisions[0].why == "credit note sent"
    table.back(correction)
    assert table.standing.disputes == (first, second)


def test_a_dispute_that_no_call_brought_up(quick):
    quick.save(a_call(result=Result.DISPUTE, said={"detail": "wrong goods"}))
    (dispute,) = quick.standing.disputes
    unknown = replace(dispute, reason="another")
    assert quick.do(end_dispute, quick.standing, unknown, "x") is None
    assert quick.do(end_dispute, quick.standing, dispute, "x") is not None
    assert quick.do(end_dispute, quick.standing, dispute, "x") is None


# -- outcomes -----------------------------------------------------------------------------------------------


def corrected(table, call, outcome, why="wrong key", promise=None):
    return correct_outcome(
        table.session, table.board, table.board.account("D-1"), call, outcome, why, promise
    )


def test_nobody_was_reached_after_all(table):
    call = a_call()
    agreement = promised(
        call, State.MAILED, commitments=(Commitment("mail a copy", NOW), Commitment("ring", NOW, NOW))
    )
    table.save(call, agreement)
    correction = corrected(table, call, Outcome(Reach.NO_ANSWER))
    (after,), (taken_back,) = table.filed.calls, table.filed.agreements
    assert after.outcome == Outcome(Reach.NO_ANSWER)
    assert after.revisions[0].fields == (("outcome", "right-person:promise", "no-answer"),)
    assert after.agreement_id == agreement.id
    assert taken_back.state is State.REVERSED
    assert [c.what for c in taken_back.commitments] == ["ring"]
    assert taken_back.revisions[0].fields == (("state", "mailed", "reversed"), ("action", "mail a copy", ""))
    standing = table.standing
    assert standing.agreements == () and standing.last_spoken_at is None and standing.attempts_in_vain == 1
    (retry,) = standing.follow_ups
    assert retry.kind is FollowUpKind.RETRY and retry.call_id == call.id
    assert retry.due == datetime(
        2026, 11, 23, 12, 30, tzinfo=UTC
    )  # the next golden hours after the call itself

    table.back(correction)
    (back,) = table.filed.agreements
    assert back.state is State.MAILED and back.commitments == agreement.commitments
    assert table.standing.follow_ups == () and table.standing.agreements == (back,)
    assert table.filed.calls[0].outcome == call.outcome
    assert [f.done_at for f in table.filed.follow_ups] == [NOW]


def test_the_follow_up_of_the_old_outcome_is_closed_and_the_new_one_has_a_new_name(table):
    call = a_call(result=Result.CLAIMS_PAID)
    verify = comes_back(call, FollowUpKind.VERIFY, NOW)
    table.save(call, None, verify)
    moment = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
    corrected(table, call, Outcome(Reach.RIGHT_PERSON, Result.RING_BACK, moment, "after the weekend"))
    old, new = table.filed.follow_ups
    assert old == replace(verify, done_at=NOW)
    assert (new.kind, new.due, new.timed, new.what) == (
        FollowUpKind.RING_BACK,
        moment,
        True,
        "after the weekend",
    )
    assert new.id != old.id
    assert table.standing.follow_ups == (new,)


def test_a_ring_back_that_only_the_wrong_outcome_had_answered_is_open_again(table):
    first, second = a_call(result=Result.RING_BACK), a_call(5, result=Result.NO_AGREEMENT)
    agreed = comes_back(first, FollowUpKind.RING_BACK, second.opened_at, timed=True)
    table.save(first, None, agreed)
    answered = replace(agreed, done_at=second.ended_at)
    table.save(second, None, comes_back(second, FollowUpKind.RETRY, NOW), closes=(answered,))
    correction = corrected(table, second, Outcome(Reach.WRONG_NUMBER))
    assert table.standing.number_is_wrong
    assert table.standing.follow_ups == (agreed,)
    table.back(correction)
    assert [f.kind for f in table.standing.follow_ups] == [FollowUpKind.RETRY]


def test_what_a_later_call_answered_stays_answered(table):
    first, second = a_call(reach=Reach.NO_ANSWER), a_call(5, result=Result.IN_ORDER)
    retry = comes_back(first, FollowUpKind.RETRY, second.opened_at)
    table.save(first, None, retry)
    table.save(second, None, closes=(replace(retry, done_at=second.ended_at),))
    moment = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    corrected(table, first, Outcome(Reach.RIGHT_PERSON, Result.RING_BACK, moment))
    assert table.standing.follow_ups == ()
    assert table.standing.last_contact == "Mevr. Bos"
    assert len(table.filed.follow_ups) == 1


def test_an_earlier_follow_up_that_the_right_outcome_answers_is_closed(quick):
    first, second = a_call(result=Result.RING_BACK), a_call(5, reach=Reach.WRONG_NUMBER)
    agreed = comes_back(first, FollowUpKind.RING_BACK, second.opened_at, timed=True)
    quick.save(first, None, agreed)
    quick.save(second)
    assert quick.standing.follow_ups == (agreed,)
    corrected(quick, second, Outcome(Reach.RIGHT_PERSON, Result.IN_ORDER))
    assert quick.standing.follow_ups == ()
    assert quick.filed.follow_ups == (replace(agreed, done_at=NOW),)


def test_what_was_closed_by_hand_stays_closed(quick):
    first, second = a_call(result=Result.RING_BACK), a_call(5, reach=Reach.VOICEMAIL)
    agreed = comes_back(first, FollowUpKind.RING_BACK, NOW + timedelta(days=3), timed=True)
    loose = FollowUp("F-x", "D-1", "", FollowUpKind.CONSULT, NOW)
    quick.save(first, None, agreed, loose)
    quick.save(second)
    quick.do(follow_up_done, agreed)
    corrected(quick, second, Outcome(Reach.BUSY))
    assert {f.kind for f in quick.standing.follow_ups} == {FollowUpKind.RETRY, FollowUpKind.CONSULT}


def test_a_promise_has_to_have_an_amount_and_a_day(quick):
    call = quick.save(a_call(result=Result.NO_AGREEMENT))
    outcome = Outcome(Reach.RIGHT_PERSON, Result.PROMISE)
    assert needs_promise(quick.filed, call, outcome)
    assert not needs_promise(quick.filed, call, Outcome(Reach.RIGHT_PERSON, Result.REFUSES))
    with pytest.raises(ValueError, match="amount and a day"):
        corrected(quick, call, outcome)
    assert quick.filed.calls == (call,)


def test_it_was_a_promise_after_all(table):
    call = a_call(result=Result.NO_AGREEMENT)
    retry = comes_back(call, FollowUpKind.RETRY, NOW)
    table.save(call, None, retry)
    invoices = proposed(table.session, table.board, table.board.account("D-1"))
    promise = promised_over(invoices, HUNDRED, FRIDAY)
    assert promise.covers == ("1", "2") and promise.open_then == Money(Decimal(200))
    correction = corrected(table, call, Outcome(Reach.RIGHT_PERSON, Result.PROMISE), promise=promise)
    (made,) = table.filed.agreements
    assert (made.promises, made.contact, made.made_at) == ((promise,), "Mevr. Bos", call.ended_at)
    assert made.state is State.HEARD
    assert made.revisions[0].fields == (("promise", "", "100.00 EUR 2026-11-27"),)
    assert table.filed.calls[0].agreement_id == made.id
    assert table.standing.agreements == (made,) and table.standing.follow_ups == ()
    assert table.board.queue.entry("D-1").reason.code is ReasonCode.PAUSED_PROMISE

    table.back(correction)
    assert table.filed.agreements[0].state is State.REVERSED
    assert table.standing.agreements == () and table.standing.follow_ups == (retry,)


def test_a_promise_joins_what_we_had_agreed_to_do(quick):
    call = a_call(result=Result.NO_AGREEMENT)
    ours = replace(promised(call), promises=(), commitments=(Commitment("mail a copy", NOW),))
    quick.save(call, ours)
    corrected(quick, call, Outcome(Reach.RIGHT_PERSON, Result.PROMISE), promise=Promise(HUNDRED, FRIDAY))
    (made,) = quick.filed.agreements
    assert made.id == ours.id and made.commitments == ours.commitments and len(made.promises) == 1


def test_no_promise_after_all_and_back_again(quick):
    call = a_call()
    quick.save(call, promised(call, State.MAILED, commitments=(Commitment("mail a copy", NOW),)))
    corrected(quick, call, Outcome(Reach.RIGHT_PERSON, Result.REFUSES))
    (agreement,) = quick.filed.agreements
    assert agreement.state is State.REVERSED and len(agreement.commitments) == 1
    assert quick.standing.agreements == (agreement,)  # what we said that we would do still stands
    corrected(quick, quick.filed.calls[0], Outcome(Reach.RIGHT_PERSON, Result.PART_PROMISE))
    (agreement,) = quick.filed.agreements
    assert agreement.state is State.MAILED
    assert [r.fields[0][2] for r in quick.filed.calls[0].revisions] == [
        "right-person:refuses",
        "right-person:part-promise",
    ]


def test_a_result_beside_the_promise_leaves_the_agreement_alone(quick):
    call = a_call(result=Result.IN_ORDER)
    agreement = promised(call)
    quick.save(call, agreement)
    corrected(quick, call, Outcome(Reach.RIGHT_PERSON, Result.CLAIMS_PAID))
    assert quick.filed.agreements == (agreement,)
    corrected(quick, quick.filed.calls[0], Outcome(Reach.RIGHT_PERSON, Result.REFUSES))
    assert quick.filed.agreements[0].state is State.REVERSED


def test_our_half_alone_falls_away_with_the_talk(quick):
    call = a_call(result=Result.COPY_REQUESTED)
    quick.save(call, replace(promised(call), promises=(), commitments=(Commitment("mail a copy", NOW),)))
    corrected(quick, call, Outcome(Reach.VOICEMAIL))
    (agreement,) = quick.filed.agreements
    assert agreement.commitments == () and quick.standing.agreements == ()
    assert agreement.revisions[0].fields == (("action", "mail a copy", ""),)


def test_the_promise_that_was_replaced_holds_again(quick):
    first, second = a_call(), a_call(5)
    old, new = promised(first, State.MAILED, due=date(2026, 11, 19)), promised(second)
    quick.save(first, old)
    quick.save(second, new)
    quick.do(mark, old.to(State.BROKEN, new.made_at), State.BROKEN)
    assert quick.standing.agreements == (new,)
    corrected(quick, second, Outcome(Reach.NO_ANSWER))
    assert [a.state for a in quick.filed.agreements] == [State.MAILED, State.REVERSED]
    assert [a.id for a in quick.standing.agreements] == [old.id]
    corrected(quick, quick.filed.calls[1], Outcome(Reach.RIGHT_PERSON, Result.PROMISE))
    assert [a.state for a in quick.filed.agreements] == [State.BROKEN, State.HEARD]


def test_a_promise_that_was_renegotiated_in_time_is_not_broken_by_a_correction(quick):
    calls = [a_call(), a_call(5), a_call(10, result=Result.NO_AGREEMENT)]
    for call in calls:
        quick.save(call, *([promised(call, State.MAILED)] if call.outcome.result is Result.PROMISE else []))
    third = Promise(HUNDRED, FRIDAY, covers=("1",))
    corrected(quick, calls[2], Outcome(Reach.RIGHT_PERSON, Result.PROMISE), promise=third)
    assert [a.state for a in quick.filed.agreements] == [State.MAILED, State.MAILED, State.HEARD]
    assert [a.call_id for a in quick.standing.agreements] == ["C-10"]


def test_the_promise_that_was_not_due_yet_holds_again(quick):
    first, second = a_call(), a_call(5)
    old, new = promised(first, State.MAILED), promised(second, due=date(2026, 12, 1))
    quick.save(first, old)
    quick.save(second, new)
    assert quick.standing.agreements == (new,)  # the newer promise took its place
    corrected(quick, second, Outcome(Reach.NO_ANSWER))
    assert quick.standing.agreements == (old,)
    corrected(quick, quick.filed.calls[1], Outcome(Reach.RIGHT_PERSON, Result.PROMISE))
    assert [a.state for a in quick.filed.agreements] == [State.MAILED, State.HEARD]
    assert [a.id for a in quick.standing.agreements] == [new.id]


def test_a_promise_in_an_earlier_call_does_not_take_the_place_of_a_later_one(quick):
    first, second = a_call(result=Result.NO_AGREEMENT), a_call(5)
    new = promised(second)
    quick.save(first)
    quick.save(second, new)
    promise = promised_over(quick.board.account("D-1").invoices, HUNDRED, date(2026, 11, 24))
    corrected(quick, first, Outcome(Reach.RIGHT_PERSON, Result.PROMISE), promise=promise)
    assert [a.state for a in quick.filed.agreements] == [State.HEARD, State.HEARD]
    assert quick.standing.agreements == (new,)


def test_a_dispute_comes_and_goes_with_the_outcome(quick):
    call = quick.save(a_call(result=Result.DISPUTE, said={"detail": "wrong goods"}))
    corrected(quick, call, Outcome(Reach.RIGHT_PERSON, Result.IN_ORDER))
    assert quick.standing.disputes == ()
    again = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail="wrong goods", invoices=("1",))
    corrected(quick, quick.filed.calls[0], again)
    (dispute,) = quick.standing.disputes
    quick.do(end_dispute, quick.standing, dispute, "solved")
    assert quick.standing.disputes == ()
    corrected(quick, quick.filed.calls[0], replace(again, invoices=("2",)))
    assert quick.standing.disputed() == {"2"}


def test_a_call_without_an_outcome_gets_one(quick):
    call = a_call(outcome=None)
    quick.store.save(Changes(calls=(call, a_call(2, outcome=None))))
    corrected(quick, call, Outcome(Reach.VOICEMAIL))
    assert quick.filed.calls[0].revisions[0].fields == (("outcome", "", "voicemail"),)
    assert quick.standing.calls == 1


def test_outcomes_in_a_revision():
    assert spelled(None) == ""
    assert spelled(Outcome(Reach.RIGHT_PERSON)) == "right-person"


# -- the write ----------------------------------------------------------------------------------------------


def test_a_correction_is_one_write(quick):
    call = a_call()
    quick.save(call, promised(call))
    quick.store.writes.clear()
    corrected(quick, call, Outcome(Reach.NO_ANSWER))
    (changes,) = quick.store.writes
    assert [
        len(part) for part in (changes.calls, changes.agreements, changes.follow_ups, changes.standings)
    ] == [1] * 4


def test_what_cannot_be_written_changes_nothing(quick):
    call = a_call()
    agreement = promised(call)
    quick.save(call, agreement)
    before = quick.board.standing("D-1")
    quick.store.full = True
    with pytest.raises(StoreError):
        quick.do(mark, agreement, State.CONFIRMED)
    assert quick.board.standing("D-1") == before == quick.standing


def test_who_was_set_aside_stays_so_after_a_correction(quick):
    call = quick.save(a_call())
    quick.board.set_aside("D-1", "on holiday", NOW + timedelta(days=1))
    quick.do(add_note, call, "rang back")
    assert quick.standing.skip_reason == "on holiday"


def test_the_demo_history_makes_the_standings_that_it_came_with(memory):
    fill(memory, NOW, "Europe/Amsterdam")
    for debtor_id, standing in memory.standings().items():
        made = rebuild(
            debtor_id,
            memory.calls_of(debtor_id),
            memory.agreements_of(debtor_id),
            memory.follow_ups_of(debtor_id),
            standing,
        )
        assert made == standing
