"""The first lines of the next call: our half, what came in, what we looked up; facts and no reproach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.build import NOW, Table, account, agreement, days, eur, fresh, invoice

from cockpit.core.agreement import Commitment, State
from cockpit.core.call import CallKind, Stage
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.outcome import Result
from cockpit.desk.openers import openers
from cockpit.language import opening_sentences
from cockpit.tone import judge, load

LONG_AGO = NOW - timedelta(days=9)


def said(*agreements, items=(("1", 100),), language="en", **more):
    standing = fresh(agreements=agreements, **{"last_spoken_at": LONG_AGO, **more})
    table = Table(account(*(invoice(n, a) for n, a in items), language=language), standings=[standing])
    table.desk.choose("D-1")
    return openers(table.hand)


def ours(due, done_at=None, what="kopie mailen"):
    return agreement(promises=(), commitments=(Commitment(what, due, done_at),), made_at=LONG_AGO)


def claim(ending):
    return FollowUp("F-1", "D-1", "C-1", FollowUpKind.VERIFY, NOW, what="maandag betaald").ended(ending, NOW)


def test_most_calls_begin_as_the_script_does():
    assert said() == ()
    assert said(agreement(due=days(-5), made_at=LONG_AGO)) == ()


def test_our_own_half_is_said_first_whatever_else_there_is():
    broken = agreement("A-2", due=days(-5), made_at=LONG_AGO, open_then=eur(160))
    lines = said(broken, ours(NOW - timedelta(hours=1)), looked_up=(claim(Ending.NOT_TRUE),))
    assert len(lines) == 4
    assert lines[0].startswith("First our own half: kopie mailen, set for Monday 23 November 2026 at 09:00")
    assert lines[0].endswith("I will see to it today.")
    assert lines[1] == "Of €100.00, €60.00 has come in; €40.00 is still open."


def test_our_own_half_that_is_coming_or_was_done_since():
    assert said(ours(NOW + timedelta(hours=5)))[0].startswith("Our own half is on its way: kopie")
    still_running = agreement(made_at=LONG_AGO, commitments=(Commitment("kopie mailen", LONG_AGO, NOW),))
    (line,) = said(still_running)
    assert line == "Our own half is done: kopie mailen, on Monday 23 November 2026. How did it reach you?"
    assert said(still_running, last_spoken_at=NOW + timedelta(hours=1)) == ()


def test_a_payment_that_was_booked_back():
    back = agreement(due=days(-9), made_at=LONG_AGO, states=(State.KEPT,))
    back = back.to(State.REVERSED, NOW, concluded=True)
    assert said(back) == ("Your payment of €100.00 came in, and was booked back after that.",)


def test_a_claim_that_was_not_found_is_told_as_a_fact_and_asked_about():
    first, question = said(looked_up=(claim(Ending.NOT_TRUE),))
    assert "On Monday 23 November 2026 I looked in our account" in first
    assert question == "Which date and which amount does your statement show?"
    assert said(looked_up=(claim(Ending.TRUE),)) == (
        "The payment that you told me about has come in, thank you.",
    )


def test_what_was_typed_is_only_text():
    (line,) = said(ours(NOW - timedelta(hours=1), what="[/b]{x}\x1b[31m" + "é" * 300))
    assert "[/b]{x}" in line and "\x1b" not in line and len(line) < 250


CODES = ("ours-late", "ours-coming", "ours-done", "not-found", "found", "booked-back", "part-paid")


@pytest.mark.parametrize("tag", ["nl", "en"])
@pytest.mark.parametrize("code", CODES)
def test_no_line_reproaches_or_presses(code, tag):
    words = {"what": "een kopie mailen", "when": "vrijdag 20 november 2026"}
    amounts = {"amount": "€ 100,00", "paid": "€ 60,00", "left": "€ 40,00"}
    for line in opening_sentences.opening(code, tag, **words, **amounts):
        assert "{" not in line
        found = judge(line, lang=tag, stage=Stage.OPENING, kind=CallKind.DUNNING, rules=load(tag))
        assert not found, line


def test_after_the_next_talk_nothing_of_it_is_said_again():
    table = Table(account(invoice("1", 100)), standings=[fresh(looked_up=(claim(Ending.NOT_TRUE),))])
    table.desk.choose("D-1")
    assert len(openers(table.hand)) == 2
    table.clock.on(hours=1)
    table.call(Result.RING_BACK, said={"moment": NOW + timedelta(days=2)})
    table.desk.choose("D-1")
    assert openers(table.hand) == ()
    assert replace(table.board.standing("D-1")).looked_up == ()
