"""The queue after a ledger or a look into the bank said something: booked back, not found, seen, enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from core.test_queue_rules import DAY, NOW, TODAY, back, item, promised, row, spoke, standing

from cockpit.core.agreement import State
from cockpit.core.call import Call, CallKind
from cockpit.core.followup import Ending, FollowUpKind
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.queue import ReasonCode as C
from cockpit.core.queue import Rules
from cockpit.core.standing import Dispute, after_call, rebuild, with_agreement, with_follow_up


def concluded(days, state, at=NOW - DAY):
    return promised(days, at=spoke(20)).to(state, at, concluded=True)


def test_a_payment_that_was_booked_back_brings_him_back_first():
    found = row(concluded(-20, State.REVERSED))
    assert (found.reason.code, found.kind) == (C.PROMISE_REVERSED, CallKind.BROKEN_PROMISE)
    assert found.reason.values["due"] == TODAY - timedelta(20)
    assert row(concluded(-20, State.REVERSED), last_spoken_at=NOW).reason.code is C.PAUSED_CONTACTED
    assert row(concluded(-20, State.REVERSED).to(State.REVERSED, NOW)).reason.code is C.OVERDUE
    assert row(concluded(-20, State.REVERSED), items=[]).reason.code is C.NOTHING_OWED


@pytest.mark.parametrize("state", [State.BROKEN, State.PART_KEPT])
def test_what_a_ledger_found_not_kept_comes_back_until_we_spoke(state):
    assert row(concluded(-9, state)).reason.code is C.PROMISE_BROKEN
    assert row(concluded(-9, state), last_spoken_at=spoke(1)).reason.code is C.PAUSED_CONTACTED


def looked_up(ending, at=NOW):
    return back(FollowUpKind.VERIFY, NOW, "paid on Monday").ended(ending, at)


def test_a_claim_that_was_not_found_brings_him_back_at_once_without_waiting_for_the_rest():
    facts = {"last_spoken_at": spoke(2), "looked_up": (looked_up(Ending.NOT_TRUE),)}
    found = row(**facts)
    assert (found.reason.code, found.reason.values["what"]) == (C.CLAIM_NOT_FOUND, "paid on Monday")
    assert row(**facts, items=[]).reason.code is C.NOTHING_OWED
    assert row(**facts, do_not_call=True).reason.code is C.PAUSED_DO_NOT_CALL


@pytest.mark.parametrize(("days", "code"), [(0, C.PAUSED_PAID), (2, C.PAUSED_PAID), (3, C.OVERDUE)])
def test_a_payment_that_was_seen_leaves_him_in_peace_until_the_ledger_has_it(days, code):
    seen = looked_up(Ending.TRUE, at=NOW)
    found = row(looked_up=(seen,), last_spoken_at=spoke(9), now=NOW + days * DAY)
    assert found.reason.code is code
    if code is C.PAUSED_PAID:
        assert found.reason.values == {"again": TODAY + timedelta(3)}


def a_call(result=Result.RING_BACK, at=NOW):
    return Call(
        "C-2", "D-1", CallKind.DUNNING, at, started_at=at, outcome=Outcome(Reach.RIGHT_PERSON, result)
    )


def test_what_was_looked_up_is_news_until_the_next_talk():
    before = with_follow_up(standing(last_spoken_at=spoke(3)), looked_up(Ending.NOT_TRUE, at=spoke(1)))
    assert [f.ending for f in before.looked_up] == [Ending.NOT_TRUE] and before.follow_ups == ()
    assert after_call(before, a_call()).looked_up == ()
    in_vain = replace(a_call(), outcome=Outcome(Reach.NO_ANSWER))
    assert after_call(before, in_vain).looked_up == before.looked_up
    open_again = replace(looked_up(Ending.NOT_TRUE), done_at=None, ending=None)
    assert with_follow_up(before, open_again).looked_up == ()


def test_the_standing_made_anew_knows_what_was_looked_up_after_the_last_talk():
    old, new = looked_up(Ending.TRUE, at=spoke(3)), replace(looked_up(Ending.NOT_TRUE), id="F-9")
    made = rebuild("D-1", [a_call(at=spoke(1))], (), [old, new], standing())
    assert made.looked_up == (new,)


def test_what_the_ledger_shows_already_is_not_looked_up():
    claim = back(FollowUpKind.VERIFY, NOW, "paid on Monday")
    assert row(claim).reason.code is C.VERIFY
    assert row(claim, items=[]).reason.code is C.NOTHING_OWED


# -- tolerance ---------------------------------------------------------------------------------------------


def test_what_is_within_the_tolerance_is_no_reason_to_call():
    little, rules = [item(amount="0.50")], Rules(tolerance=Decimal("0.50"))
    assert row(items=little).reason.code is C.OVERDUE
    found = row(items=little, rules=rules)
    assert (found.reason.code, found.reason.values["amount"].text()) == (C.NOTHING_OWED, "0.50")
    assert row(items=[*little, item("F2", -9)], rules=rules).reason.code is C.NOT_DUE
    paid = promised(-9, "1842.50")
    assert row(paid, items=little, rules=rules).reason.code is C.NOTHING_OWED
    assert row(paid, items=little).reason.code is C.PROMISE_BROKEN


# -- disputes ----------------------------------------------------------------------------------------------


def contested(*numbers, days=2):
    return Dispute(numbers, "too salty", spoke(days))


def test_a_dispute_pauses_only_its_invoice_and_the_rest_is_called_about():
    found = row(contested("F1"), items=[item(), item("F2", 9, 60)])
    assert (found.reason.code, found.reason.values["amount"].text()) == (C.OVERDUE, "60.00")
    assert row(contested("F1")).reason.code is C.PAUSED_DISPUTE


def test_a_promise_of_before_a_dispute_rests_as_long_as_its_invoice_is_contested():
    broken = promised(-9, at=spoke(20))
    assert row(broken).reason.code is C.PROMISE_BROKEN
    assert row(broken, contested("F1")).reason.code is C.PAUSED_DISPUTE
    both = promised(-9, "1842.50", "F1", "F2", at=spoke(20))
    assert row(both, contested("F1"), items=[item(), item("F2", 9, 60)]).reason.code is C.PROMISE_BROKEN


def test_a_later_promise_never_overwrites_a_dispute():
    before = standing(contested("F1", days=5))
    after = with_agreement(before, promised(2, at=spoke(1)))
    assert after.disputes == before.disputes and after.contests(item())
    assert row(contested("F1", days=5), promised(2, at=spoke(1))).reason.code is C.PAUSED_PROMISE
    assert row(contested("F1", days=9), promised(-3, at=spoke(5))).reason.code is C.PROMISE_BROKEN


# -- which promise holds ---------------------------------------------------------------------------------


def test_an_older_promise_that_is_open_again_does_not_push_a_newer_one_aside():
    newer = replace(promised(5, at=spoke(1)), id="A-9")
    after = with_agreement(
        standing(newer), promised(-20, at=spoke(30)).to(State.REVERSED, NOW, concluded=True)
    )
    assert [(a.id, bool(a.promises)) for a in after.agreements] == [("A-9", True)]
    assert date(2026, 11, 28) == after.agreements[0].promises[0].due
