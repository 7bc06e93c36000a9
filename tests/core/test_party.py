"""Who owes it and which letter he got: what was written last holds, and what cannot be read is unknown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cockpit.core.call import Call, CallKind
from cockpit.core.contact_rules import DebtorKind
from cockpit.core.cost_clause import read_clause
from cockpit.core.outcome import Outcome, Reach
from cockpit.core.party import NO_CLAUSE, clause_of, kind_of, letter_by_mail, letter_sent
from cockpit.core.standing import (
    BY_MAIL,
    BY_POST,
    CLAUSE,
    LETTER,
    LETTER_BY,
    PARTY,
    Standing,
    after_call,
    rebuild,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CALL = Call("C-1", "D-1", CallKind.DUNNING, NOW)
KNOWN = Standing("D-1", party="consumer", letter="2026-11-02")


def test_a_firm_until_told_otherwise():
    assert kind_of(CALL, Standing("D-1")) is DebtorKind.COMPANY
    assert letter_sent(CALL, Standing("D-1")) is None


def test_what_is_written_now_goes_before_what_was_written_before():
    assert kind_of(CALL, KNOWN) is DebtorKind.CONSUMER
    assert kind_of(CALL.answer(PARTY, "sole-trader"), KNOWN) is DebtorKind.SOLE_TRADER
    assert letter_sent(CALL, KNOWN) == date(2026, 11, 2)
    assert letter_sent(CALL.answer(LETTER, "2026-11-09"), KNOWN) == date(2026, 11, 9)


@pytest.mark.parametrize("text", ["[/b]", "firm", "2026-13-01", "x" * 5000])
def test_what_cannot_be_read_is_not_known(text):
    call = CALL.answer(PARTY, text).answer(LETTER, text)
    assert kind_of(call, KNOWN) is DebtorKind.COMPANY
    assert letter_sent(call, KNOWN) is None


def test_a_saved_call_hands_it_on_to_the_next():
    saved = replace(CALL.answer(PARTY, "consumer"), outcome=Outcome(Reach.VOICEMAIL))
    standing = after_call(Standing("D-1"), saved)
    assert kind_of(CALL, standing) is DebtorKind.CONSUMER
    later = replace(CALL, id="C-2", outcome=Outcome(Reach.BUSY))
    assert rebuild("D-1", [saved, later], [], [], Standing("D-1")).party == "consumer"


def test_a_letter_went_by_post_until_told_otherwise_and_a_new_one_is_asked_about_anew():
    told = replace(KNOWN, letter_by=BY_MAIL)
    assert not letter_by_mail(CALL, KNOWN) and letter_by_mail(CALL, told)
    again = CALL.answer(LETTER, "2026-11-16")
    assert not letter_by_mail(again, told)
    assert letter_by_mail(again.answer(LETTER_BY, BY_MAIL), KNOWN)
    assert not letter_by_mail(CALL.answer(LETTER_BY, BY_POST), told)


@pytest.mark.parametrize(
    ("answers", "letter_by"),
    [
        ({}, BY_MAIL),
        ({LETTER: "2026-11-16"}, ""),
        ({LETTER: "2026-11-16", LETTER_BY: BY_MAIL}, BY_MAIL),
        ({LETTER_BY: BY_POST}, BY_POST),
    ],
)
def test_how_the_letter_went_is_handed_on_with_the_letter(answers, letter_by):
    call = replace(CALL, answers=tuple(answers.items()), outcome=Outcome(Reach.BUSY))
    assert after_call(replace(KNOWN, letter_by=BY_MAIL), call).letter_by == letter_by


def test_the_contract_of_this_debtor_goes_before_the_usual_terms():
    usual, own = "10 % min 40", "25"
    assert clause_of(CALL, KNOWN, "") is None
    assert clause_of(CALL, KNOWN, usual) == read_clause(usual)
    saved = replace(CALL.answer(CLAUSE, own), outcome=Outcome(Reach.BUSY))
    standing = after_call(KNOWN, saved)
    assert clause_of(CALL, standing, usual) == read_clause(own)
    assert clause_of(CALL.answer(CLAUSE, NO_CLAUSE), standing, usual) is None
    assert clause_of(CALL.answer(CLAUSE, "[/b]"), standing, usual) is None
