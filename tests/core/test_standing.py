"""Where we stand after each call."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.core.agreement import Agreement, Promise, State
from cockpit.core.call import Call, CallKind, Evaluation
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Dispute, Standing, after_call, with_agreement, with_follow_up

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
TEN_EUROS = Money(Decimal(10))


def call(reach=Reach.RIGHT_PERSON, result=None, **more):
    outcome = Outcome(reach, result, detail="too salty", invoices=("F1",))
    made = Call("C-1", "D-1", CallKind.REMINDER, NOON, outcome=outcome, contact="mevr. Bos")
    return replace(made, **more)


def invoice(number, day):
    return Invoice(number, "D-1", day, day + timedelta(30), TEN_EUROS, TEN_EUROS)


def test_a_dispute_is_about_its_invoices():
    standing = Standing("D-1", disputes=(Dispute(("F1",), "broken", NOON), Dispute(("F2",), "late", NOON)))
    assert standing.disputed() == {"F1", "F2"}
    assert standing.contests(invoice("F2", date(2026, 12, 1)))
    assert not standing.contests(invoice("F3", date(2026, 10, 1)))


def test_a_dispute_without_invoices_is_about_all_that_he_had_then():
    standing = Standing("D-1", disputes=(Dispute((), "bad service", NOON),))
    assert standing.contests(invoice("F1", date(2026, 11, 23)))
    assert not standing.contests(invoice("F9", date(2026, 11, 24)))
    assert standing.disputed() == frozenset()


def test_only_open_agreements_are_kept():
    one = Agreement("A-1", "D-1", "C-1", NOON, promises=(Promise(TEN_EUROS, date(2026, 11, 27)),))
    standing = with_agreement(Standing("D-1"), one)
    assert standing.agreements == (one,)
    mailed = one.to(State.MAILED, NOON)
    assert with_agreement(standing, mailed).agreements == (mailed,)
    assert with_agreement(standing, one.to(State.KEPT, NOON)).agreements == ()


def test_only_open_follow_ups_are_kept():
    one = FollowUp("F-1", "D-1", "C-1", FollowUpKind.RETRY, NOON)
    other = replace(one, id="F-2")
    standing = with_follow_up(with_follow_up(Standing("D-1"), one), other)
    assert standing.follow_ups == (one, other)
    assert with_follow_up(standing, replace(one, done_at=NOON)).follow_ups == (other,)


def test_a_call_without_outcome_changes_nothing():
    standing = Standing("D-1", calls=3)
    assert after_call(standing, call(outcome=None)) is standing


def test_a_talk_with_the_right_person():
    before = Standing("D-1", calls=3, attempts_in_vain=2, skipped_until=NOON, skip_reason="holiday")
    ended = NOON + timedelta(minutes=5)
    after = after_call(before, call(result=Result.PROMISE, started_at=NOON, ended_at=ended))
    assert (after.calls, after.last_call_id, after.attempts_in_vain) == (4, "C-1", 0)
    assert after.last_call_at == after.last_spoken_at == ended
    assert after.last_contact == "mevr. Bos" and after.last_reach is Reach.RIGHT_PERSON
    assert (after.skipped_until, after.skip_reason) == (None, "")


@pytest.mark.parametrize(
    ("reach", "in_vain", "wrong"),
    [
        (Reach.NO_ANSWER, 3, False),
        (Reach.BUSY, 3, False),
        (Reach.VOICEMAIL, 3, False),
        (Reach.WRONG_NUMBER, 3, True),
        (Reach.THIRD_PARTY, 0, False),
    ],
)
def test_a_call_that_did_not_reach_him(reach, in_vain, wrong):
    before = Standing("D-1", attempts_in_vain=2, last_contact="dhr. Vos", next_time="ask for Vos")
    after = after_call(before, call(reach, started_at=NOON))
    assert (after.attempts_in_vain, after.number_is_wrong) == (in_vain, wrong)
    assert after.last_call_at == NOON and after.last_spoken_at is None
    assert (after.last_contact, after.next_time) == ("dhr. Vos", "ask for Vos")


def test_the_contact_and_the_hint_stay_until_there_is_a_new_one():
    before = Standing("D-1", last_contact="dhr. Vos", next_time="ask for Vos")
    after = after_call(before, call(contact=""))
    assert (after.last_contact, after.next_time) == ("dhr. Vos", "ask for Vos")
    assert after_call(before, call(evaluation=Evaluation(next_time="mail first"))).next_time == "mail first"


def test_a_dispute_is_added():
    after = after_call(Standing("D-1"), call(result=Result.DISPUTE))
    assert after.disputes == (Dispute(("F1",), "too salty", NOON),)
    again = after_call(after, call(result=Result.PROMISE))
    assert again.disputes == after.disputes


@pytest.mark.parametrize("result", list(Result))
def test_what_stops_the_calls_stays(result):
    after = after_call(after_call(Standing("D-1"), call(result=result)), call(Reach.NO_ANSWER))
    assert after.do_not_call is (result is Result.DO_NOT_CALL)
    assert after.insolvent is (result is Result.INSOLVENT)
