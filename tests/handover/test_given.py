"""What we give is never named without what it is given for; a repair of our own has no condition (S1.4)."""

from datetime import date
from decimal import Decimal

import pytest

from cockpit.core.agreement import Concession
from cockpit.core.concession import concession_of
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.money import Money
from cockpit.core.outcome import Result
from cockpit.handover.phrases import in_return
from cockpit.handover.summary import closing_summary, read_back

TEN = Money(Decimal(10))
INTEREST = concession_of("no interest", ConcessionTerms(Gift.INTEREST, TEN))
TIME = concession_of("time until Friday", ConcessionTerms(Gift.TIME, TEN))
SIGNED = concession_of(
    "a discount", ConcessionTerms(Gift.DISCOUNT, TEN, in_return="direct debit.", by=date(2026, 12, 1))
)
REPAIR = concession_of("a credit note", ConcessionTerms(Gift.REPAIR, TEN, fault="never mailed"))


def given(facts, *concessions, promised=True, result=Result.PROMISE):
    promises = (facts.promise(),) if promised else ()
    return facts.handover(result, agreement=facts.agreement(*promises, concessions=concessions))


@pytest.mark.parametrize(
    ("concession", "said"),
    [
        (Concession("patience"), "Once you have paid as agreed, this holds too: patience."),
        (INTEREST, "Once you have paid as agreed, this holds too: no interest (€10.00)."),
        (TIME, "Once you have paid as agreed, this holds too: time until Friday."),
        (
            SIGNED,
            "In return for direct debit by Tuesday 1 December 2026, this holds too: a discount (€10.00).",
        ),
        (REPAIR, "We put right what went wrong on our side: a credit note (€10.00)."),
    ],
)
def test_every_concession_has_its_own_sentence(facts, concession, said):
    handover = given(facts, concession)
    assert in_return(handover).replace("\xa0", " ") == said
    assert read_back(handover).replace("\xa0", " ").endswith(said)


def test_a_repair_comes_first_and_the_fault_stays_in_the_house(facts):
    said = in_return(given(facts, INTEREST, REPAIR))
    assert said.startswith("We put right") and "Once you have paid" in said
    assert "never mailed" not in said


def test_without_a_promise_it_is_said_with_what_was_left(facts, post):
    handover = given(facts, REPAIR, promised=False, result=Result.DISPUTE)
    assert "We put right what went wrong on our side" in read_back(handover)
    mail = post.read(handover)
    for kind in ("plain", "html"):
        assert "We put right what went wrong on our side" in " ".join(post.text(mail, kind).split())
    assert any("We put right" in line for line in closing_summary(handover).our_actions)


def test_nothing_given_nothing_said(facts):
    assert in_return(given(facts)) == ""
