"""Interest and costs on the invoices in hand: the figures of the law, and what says that there are none."""

from __future__ import annotations

from datetime import date

import pytest
from desk.build import Table, account, eur, invoice

from cockpit.core.collection_costs import LineCode, NotCharged
from cockpit.core.contact_rules import DebtorKind
from cockpit.core.interest import Gap, Regime
from cockpit.core.party import NO_CLAUSE
from cockpit.core.standing import BY_MAIL, CLAUSE, LETTER, LETTER_BY, PARTY
from cockpit.desk.charges import charges


def hand(*invoices, party="", letter="", by="", clause="", settings=None, **more):
    table = Table(account(*(invoices or (invoice("1", 1000, -30),)), **more), **(settings or {}))
    table.desk.choose("D-1")
    call = table.hand.call
    for item, text in ((PARTY, party), (LETTER, letter), (LETTER_BY, by), (CLAUSE, clause)):
        call = call.answer(item, text) if text else call
    table.hand.change(call)
    return table.hand


def test_a_dutch_firm_owes_commercial_interest_from_the_day_after_and_costs_at_once():
    found = charges(hand())
    assert (found.kind, found.regime) == (DebtorKind.COMPANY, Regime.NL_TRADE)
    (one,) = found.invoices
    assert one.interest.first == date(2026, 10, 25) and one.interest.last == date(2026, 11, 23)
    assert found.interest == found.known_interest == eur("8.55")  # 1000 × 10,4 % × 30 / 365
    assert found.costs.total == eur(150)
    assert found.sources and found.gap is None


def test_interest_runs_to_the_promised_day_and_the_lines_add_up():
    taken = hand(invoice("1", 1595, -34), invoice("2", "247.50", -20))
    taken.start()
    taken.enter(taken.call.entry.__class__(amount="1842,50", when="27-11"))
    found = charges(taken)
    assert found.until == date(2026, 11, 27)
    assert found.interest == eur("18.96")
    assert found.interest.amount == sum(i.interest.total.amount for i in found.invoices)


def test_beyond_the_last_published_rate_it_says_so_instead_of_guessing():
    taken = hand()
    taken.start()
    taken.enter(taken.call.entry.__class__(amount="1000", when="15-1-2027"))
    found = charges(taken)
    assert found.interest is None
    assert found.gap == (Gap.AFTER_TABLE, date(2027, 1, 1))
    assert found.known_interest.amount > 8


def test_a_consumer_owes_nothing_extra_before_a_letter():
    found = charges(hand(party="consumer"))
    assert found.regime is Regime.NL_CONSUMER
    assert found.invoices[0].interest is None
    assert found.costs.refusal is NotCharged.LETTER_NEEDED


def test_the_letter_starts_both_once_its_fourteen_days_are_over():
    # Posted on Monday 2 November, delivered on Wednesday, fourteen days until Wednesday 18 November.
    found = charges(hand(party="consumer", letter="2026-11-02"))
    assert found.invoices[0].interest.first == date(2026, 11, 19)
    assert found.costs.total == eur(150)
    running = charges(hand(party="consumer", letter="2026-11-12"))
    assert running.invoices[0].interest is None
    assert running.costs.refusal is NotCharged.LETTER_RUNNING


def test_a_letter_counts_for_what_was_due_when_it_was_sent():
    found = charges(
        hand(invoice("1", 1000, -30), invoice("2", 400, -5), party="consumer", letter="2026-11-02")
    )
    assert [i.interest is None for i in found.invoices] == [False, True]
    assert found.costs.total == eur(150)


@pytest.mark.parametrize(
    ("party", "regime", "costs"),
    [("company", Regime.BE_TRADE, eur(40)), ("consumer", Regime.BE_LEGAL, eur(0))],
)
def test_belgian_law_for_a_belgian_customer(party, regime, costs):
    found = charges(hand(party=party, country="BE", letter="2026-10-26"))
    assert found.regime is regime
    assert found.costs.total == costs
    assert found.interest.amount > 0


def test_belgian_interest_waits_for_the_term_of_the_reminder():
    found = charges(hand(party="consumer", country="BE", letter="2026-11-20"))
    assert found.invoices[0].interest is None
    assert found.costs.refusal is NotCharged.CLAUSE_NEEDED


USUAL = {"be_cost_clause": "8 % min 40"}
BELGIAN = {"party": "consumer", "country": "BE", "letter": "2026-10-26"}


@pytest.mark.parametrize(
    ("settings", "clause", "total", "lines"),
    [
        (USUAL, "", "80", [LineCode.BAND]),
        (USUAL, "10 %", "90", [LineCode.BAND, LineCode.CAP]),  # € 65 and 5 % of what is above € 500
        ({}, "30", "30", [LineCode.FIXED]),
    ],
)
def test_a_belgian_consumer_owes_what_the_contract_says_up_to_the_cap(settings, clause, total, lines):
    costs = charges(hand(settings=settings, clause=clause, **BELGIAN)).costs
    assert (costs.refusal, costs.total) == (None, eur(total))
    assert [line.code for line in costs.lines] == lines
    assert [line.amount for line in costs.cap] == [eur(65), eur(25)]


def test_a_customer_whose_contract_has_no_clause_owes_none_whatever_the_usual_terms_say():
    costs = charges(hand(settings=USUAL, clause=NO_CLAUSE, **BELGIAN)).costs
    assert costs.refusal is NotCharged.CLAUSE_NEEDED


def test_the_clause_is_for_consumers_only():
    firm = charges(hand(settings=USUAL, country="BE", letter="2026-10-26")).costs
    assert firm.total == eur(40) and firm.cap == ()


def test_a_reminder_by_mail_has_the_shorter_term_and_by_post_is_what_holds_unless_told():
    # Sent on Friday 6 November: by post the term begins on the 12th (the 11th is a holiday), by mail the 7th.
    sent = {**BELGIAN, "letter": "2026-11-06", "settings": USUAL}
    post = charges(hand(**sent))
    assert (post.costs.refusal, post.costs.until) == (NotCharged.REMINDER_RUNNING, date(2026, 11, 26))
    assert post.invoices[0].interest is None
    mail = charges(hand(**sent, by=BY_MAIL))
    assert mail.costs.total == eur(80)
    assert mail.invoices[0].interest.first == date(2026, 11, 22)


def test_who_cannot_deduct_vat_adds_it_to_dutch_costs():
    settings = {"deducts_vat": False}
    firm = charges(hand(settings=settings)).costs
    assert firm.total == eur("181.50")
    vat = firm.lines[-1]
    assert (vat.code, vat.base, vat.percent, vat.amount) == (LineCode.VAT, eur(150), 21, eur("31.50"))
    consumer = charges(hand(party="consumer", letter="2026-11-02", settings=settings)).costs
    assert consumer.total == eur("181.50")
    assert charges(hand(country="BE", settings=settings)).costs.total == eur(40)


def test_a_year_of_interest_has_the_days_that_the_settings_say():
    late = invoice("1", 10000, -1100)  # also over the 366 days of 2024
    fixed = charges(hand(late)).known_interest
    calendar = charges(hand(late, settings={"interest_year": "calendar"}))
    assert calendar.known_interest < fixed
    assert {line.year_days for line in calendar.invoices[0].interest.lines} == {365, 366}


def test_of_another_country_we_know_no_law():
    found = charges(hand(country="DE"))
    assert (found.regime, found.costs, found.invoices[0].interest) == (None, None, None)
    assert found.known_interest == eur(0)


def test_a_credit_note_and_what_is_not_due_bear_nothing():
    found = charges(hand(invoice("1", 1000, -30), invoice("C", -100, -40), invoice("3", 500, 10)))
    assert [i.invoice.number for i in found.invoices] == ["1"]
    assert found.costs.total == eur(150)
    nothing = charges(hand(invoice("1", 1000, 10)))
    assert (nothing.invoices, nothing.costs, nothing.interest) == ((), None, eur(0))


def test_the_scale_of_costs_is_in_euros():
    found = charges(hand(invoice("1", 1000, -30, currency="GBP")))
    assert found.costs.refusal is NotCharged.NOT_IN_EUROS
    assert found.interest.currency == "GBP"
