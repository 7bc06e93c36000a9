from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cockpit.core.agreement import Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.facts import Sender, usable_addresses


def test_every_text_is_made_harmless_once(facts):
    agreement = facts.agreement(facts.promise(), concessions=(Concession("geen\x1b[31m rente\r\nBcc: x"),))
    h = facts.handover(
        agreement=agreement,
        debtor=Debtor("D\n1", "Zonne\u202eveld\r\nBV"),
        sender=Sender(firm="A\x07B"),
        on_call={"notes": "een\r\ntwee\x1b]0;x\x07"},
    )
    assert h.debtor.name == "Zonneveld BV"
    assert h.debtor.id == "D 1"
    assert h.concessions[0].what == "geen rente Bcc: x"
    assert h.sender.firm == "AB"
    assert h.call.notes == "een\ntwee"
    assert h.call.outcome == Outcome(Reach.RIGHT_PERSON, Result.PROMISE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@b.example", ("a@b.example",)),
        ("a@b.example; c@d.example,a@b.example", ("a@b.example", "c@d.example")),
        ("Jo Faber <jo@faber.example>", ("jo@faber.example",)),
        ("", ()),
        ("geen", ()),
        ("a@b", ()),
        ("a@b.example\nBcc: c@d.example", ("a@b.example", "c@d.example")),
        ("bäcker@b.example", ()),
        ('"a b"@c.example', ()),
    ],
)
def test_only_plain_addresses_are_used(text, found):
    assert usable_addresses(text) == found


def test_credit_notes_are_named_only_when_there_is_nothing_else(facts):
    credit = facts.invoice("C-9", "-50.00")
    assert facts.handover(invoices=(facts.invoice(), credit)).numbers == ("2026-0412",)
    assert facts.handover(invoices=(credit,)).numbers == ("C-9",)


def test_an_invoice_that_is_gone_from_the_ledger_is_known_from_the_promise(facts):
    promised = facts.agreement(facts.promise(covers=("1", "2")), facts.promise(covers=("2",)))
    assert facts.handover(invoices=(), agreement=promised).numbers == ("1", "2")
    assert facts.handover(None, invoices=()).numbers == ()


def test_what_stays_open_is_what_was_open_at_the_promise(facts):
    promise = facts.promise("842.50", covers=("2026-0412",), open_then=facts.money("1842.50"))
    paid_since = facts.invoice(open=facts.money("1000.00"))
    h = facts.handover(agreement=facts.agreement(promise), invoices=(paid_since,))
    assert h.left_open() == (facts.money("1000.00"),)


def test_a_plan_over_the_same_invoices_owes_them_once(facts):
    covers = {"covers": ("2026-0412",), "open_then": facts.money("1842.50")}
    plan = facts.agreement(facts.promise("842.50", **covers), facts.promise("1000.00", **covers))
    assert facts.handover(agreement=plan).left_open() == ()


def test_a_credit_note_counts_in_what_stays_open(facts):
    items = (facts.invoice(), facts.invoice("C-9", "-842.50"))
    h = facts.handover(agreement=facts.agreement(facts.promise("900.00")), invoices=items)
    assert h.left_open() == (facts.money("100.00"),)


def test_another_currency_stays_open(facts):
    items = (facts.invoice(), facts.invoice("U-1", "99.00", "USD"))
    assert facts.handover(invoices=items).left_open() == (facts.money("99.00", "USD"),)


def test_promises_come_in_the_order_of_their_days(facts):
    later, sooner = facts.promise("1.00", date(2026, 12, 4)), facts.promise("2.00")
    h = facts.handover(agreement=facts.agreement(later, sooner))
    assert h.promises == (sooner, later)


def test_the_hour_counts_when_it_was_agreed(facts):
    due = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    h = facts.handover(follow_ups=(facts.follow_up(FollowUpKind.RING_BACK, due, timed=False),))
    assert not h.is_timed(due)
    assert replace(h, follow_ups=(facts.follow_up(FollowUpKind.RING_BACK, due, timed=True),)).is_timed(due)
    midnight_in_amsterdam = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert not h.is_timed(midnight_in_amsterdam)
    assert h.is_timed(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    assert h.day_of(midnight_in_amsterdam) == date(2026, 11, 24)


def test_a_done_follow_up_is_not_the_next_one(facts):
    early = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    done = facts.follow_up(FollowUpKind.RING_BACK, early, done_at=early)
    late = facts.follow_up(FollowUpKind.RETRY, datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    h = facts.handover(follow_ups=(done, late))
    assert h.first_open(FollowUpKind.RING_BACK) is None
    assert h.first_open(FollowUpKind.RING_BACK, FollowUpKind.RETRY) == late


def test_only_the_right_person_is_told_about_money(facts):
    assert facts.handover().spoke
    assert not facts.unreached(Reach.THIRD_PARTY).spoke
    assert facts.handover(on_call={"outcome": None}).spoke
    assert not facts.handover(None, on_call={"outcome": None}).spoke
