"""A dispute pauses the invoices that it is about, is said, and never stands beside a promise for the same."""

import pytest
from desk.build import NOW, Table, account, invoice

from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk.contesting import named_in
from cockpit.desk.handing_over import handover
from cockpit.desk.wrapping import prepare, save
from cockpit.handover.summary import closing_summary

pytestmark = pytest.mark.usefixtures("dutch")

THREE = account(invoice("2026-0412", 100, -20), invoice("412", 50, -5), invoice("413", 900, 10))


def disputed(detail, **typed):
    table = Table(THREE)
    table.desk.choose("D-1")
    table.hand.start()
    table.enter(**typed)
    outcome = Outcome(Reach.RIGHT_PERSON, Result.DISPUTE, detail=detail)
    return table, prepare(table.hand, outcome)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("verkeerde prijs", ()),
        ("412: verkeerde prijs", ("412",)),
        ("de prijs van 2026-0412", ("2026-0412",)),
        ("412, en 413 ook", ("412", "413")),
        ("4123 stuks, 1412 en 0412", ()),
    ],
)
def test_numbers_count_as_words_of_their_own(words, named):
    assert named_in(words, THREE.invoices) == named


@pytest.mark.parametrize(
    ("detail", "covers", "about"),
    [
        ("verkeerde prijs", (), ()),
        ("verkeerde prijs", ("412",), ("412",)),
        ("413 niet geleverd", ("412",), ("413",)),
    ],
)
def test_a_dispute_is_about_what_is_named_or_was_chosen(detail, covers, about):
    table, wrap_up = disputed(detail, amount="", when="", covers=covers)
    assert wrap_up.missing == () and wrap_up.call.outcome.invoices == about
    save(table.hand, wrap_up)
    [dispute] = table.store.standings()["D-1"].disputes
    paused = [i.number for i in THREE.invoices if dispute.is_about(i)]
    assert paused == (list(about) or [i.number for i in THREE.invoices if i.invoice_date <= NOW.date()])


@pytest.mark.parametrize(
    ("detail", "covers", "missing"),
    [
        ("verkeerde prijs", (), ("contested",)),
        ("verkeerde prijs", ("412",), ("contested",)),
        ("412 verkeerde prijs", ("412",), ("contested",)),
        ("412 verkeerde prijs", ("2026-0412",), ()),
    ],
)
def test_no_invoice_is_promised_and_contested_at_once(detail, covers, missing):
    _table, wrap_up = disputed(detail, when="vr", covers=covers)
    assert wrap_up.missing == missing


def test_what_is_promised_and_what_is_contested_are_both_said():
    table, wrap_up = disputed("412 verkeerde prijs", when="vr", covers=("2026-0412",))
    assert wrap_up.agreement is not None
    hand, w = table.hand, wrap_up
    h = handover(table.session, hand.account, w.standing, w.call, w.agreement, w.follow_ups)
    said = closing_summary(h).read_back
    assert "2026-0412" in said and "U bent het niet eens met factuur 412" in said
