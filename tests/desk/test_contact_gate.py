"""May he be rung now: own invoices to firms know no hours, and a gate is passed for a reason only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from desk.build import NOW, Table, account, invoice

from cockpit.core.contact_rules import Advice, DebtorKind
from cockpit.core.override import Closed
from cockpit.core.standing import LETTER, PARTY
from cockpit.desk.contact_gate import closed_gates, go_through, legal_advice, opens_at, situation

EVENING = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)  # 20:30 in Amsterdam
SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def hand(now=EVENING, party="consumer", letter="", claims="other", **more):
    table = Table(account(invoice("1", 100, -30), **more), now=now, claims=claims)
    table.desk.choose("D-1")
    call = table.hand.call.answer(PARTY, party) if party else table.hand.call
    table.hand.change(call.answer(LETTER, letter) if letter else call)
    return table.hand


@pytest.mark.parametrize(
    ("now", "closed"),
    [(NOW, ()), (EVENING, (Closed.HOURS,)), (SUNDAY, (Closed.SUNDAY,))],
)
def test_who_collects_for_others_rings_a_consumer_only_at_the_hours_of_the_law(now, closed):
    assert tuple(gate.closed for gate in closed_gates(hand(now))) == closed


@pytest.mark.parametrize("now", [EVENING, SUNDAY])
def test_own_invoices_and_firms_know_no_hours(now):
    assert closed_gates(hand(now, claims="own")) == ()
    assert closed_gates(hand(now, party="")) == ()
    assert situation(hand(now, party="")).kind is DebtorKind.COMPANY


def test_it_says_when_it_opens_again_on_the_clock_of_the_debtor():
    again = opens_at(hand())
    assert again.isoformat() == "2026-11-24T07:00:00+01:00"
    abroad = Table(
        account(invoice("1", 100, -30)), now=datetime(2026, 11, 23, 18, 30, tzinfo=UTC), zone="Europe/London"
    )
    abroad.desk.choose("D-1")
    assert abroad.session.local_now().hour == 18
    assert opens_at(abroad.hand).hour == 19, "the customer's evening, not ours"


def test_the_term_of_a_belgian_notice_is_waited_for():
    taken = hand(NOW, country="BE", letter="2026-11-16")
    (gate,) = closed_gates(taken)
    assert gate.closed is Closed.NOTICE and gate.day is not None and gate.source
    assert legal_advice(taken) == ()
    assert legal_advice(hand(NOW, country="BE")) == (Advice.NOTICE_UNKNOWN,)
    assert closed_gates(hand(NOW, country="BE")) == (), "advice is no gate"


def test_hours_that_only_suit_better_are_not_named():
    assert legal_advice(hand(EVENING, party="", claims="own")) == ()


def test_passing_is_kept_with_the_call_and_not_asked_twice():
    taken = hand()
    with pytest.raises(ValueError, match="reason"):
        go_through(taken, "  ")
    go_through(taken, "hij vroeg\tzelf om half negen")
    (passed,) = taken.call.overrides
    assert (passed.closed, passed.reason) == (Closed.HOURS, "hij vroeg zelf om half negen")
    assert (passed.by, passed.at) == ("Sanne Verhoef", EVENING) and passed.source
    assert closed_gates(taken) == ()
    assert taken.undo() and closed_gates(taken)
