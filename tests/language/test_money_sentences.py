"""Every code of interest, costs, concessions and gates has its words, in every language."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from cockpit.core.collection_costs import CostLine, Costs, LineCode, NotCharged, dutch_firm_costs
from cockpit.core.concession import Condition, NotGiven
from cockpit.core.concession_terms import Gift
from cockpit.core.contact_rules import DebtorKind, Gate
from cockpit.core.interest import Gap, Regime, statutory_interest
from cockpit.core.money import Money
from cockpit.core.override import Closed
from cockpit.language import contact_sentences, money_sentences

DAY = date(2026, 11, 27)
EURO = Money(Decimal("1000"))


@pytest.mark.parametrize("tag", ["nl", "en", "nl_BE"])
def test_every_code_has_words(tag):
    words = [
        *(money_sentences.regime(r, tag) for r in Regime),
        *(money_sentences.gap(g, DAY, tag) for g in Gap),
        *(money_sentences.gift(g, tag) for g in Gift),
        *(money_sentences.not_given(n, tag) for n in NotGiven),
        *(money_sentences.condition(c, tag) for c in Condition),
        *(money_sentences.not_charged(Costs("law", refusal=n, until=DAY), tag) for n in NotCharged),
        *(money_sentences.cost_line(CostLine(c, EURO, EURO, Decimal(15)), tag) for c in LineCode),
        *(contact_sentences.debtor_kind(k, tag) for k in DebtorKind),
        *(contact_sentences.why(c, tag) for c in Closed),
        *(contact_sentences.closed(gate(c), tag) for c in Closed),
    ]
    assert all(words) and not any("{" in text or "}" in text for text in words)


def gate(closed):
    return Gate("id", closed, "law", "official", time(7), time(20), DAY, "kings-day")


def test_a_line_shows_its_own_calculation():
    found = statutory_interest(EURO, Regime.NL_TRADE, date(2026, 11, 1), DAY)
    assert money_sentences.interest_line(found.lines[0], "en") == (
        "01/11/2026 to 27/11/2026: 27/365 days × 10.4% × €1,000.00"
    )
    costs = dutch_firm_costs(Money(Decimal(100)))
    said = [money_sentences.cost_line(line, "nl") for line in costs.lines]
    assert said[0].startswith("15%") and "€ 100,00" in said[0]


def test_costs_that_may_be_charged_have_no_refusal():
    assert money_sentences.not_charged(dutch_firm_costs(EURO)) == ""


def test_what_is_said_to_the_customer_is_proposed_only_where_there_are_words_for_it():
    assert money_sentences.said(Gift.INTEREST, "en") == "no interest on these invoices"
    assert money_sentences.said(Gift.GOODWILL, "en") == ""


@pytest.mark.parametrize(
    ("value", "shown"), [("10.15", "10,15%"), ("0.5", "0,5%"), ("10", "10%"), ("100.00", "100%")]
)
def test_percentages(value, shown):
    assert money_sentences.percent(Decimal(value), "nl") == shown


def test_a_gate_without_hours_or_days_still_has_words():
    bare = replace(gate(Closed.SUNDAY), first=None, until=None, day=None, holiday="")
    assert contact_sentences.closed(bare, "en") == "not on a Sunday"
