"""What waits at our own desk: one key at its row ends it, one takes that back; it begins the next call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from app.conftest import MONDAY
from app.test_journeys import SIZES, queue, ring, take
from driving import driving

from cockpit.core.agreement import State
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.queue import ReasonCode
from cockpit.core.standing import with_follow_up
from cockpit.desk.openers import openers
from cockpit.language import use
from cockpit.screens.views.preparation_view import check_rows
from cockpit.screens.views.script_view import script_view
from cockpit.store.port import Changes, StoreError

OURS = "D-2001"  # our own action is overdue
VERIFY = "D-1015"
MAILED = "D-1014"
ASK = FollowUp("F-ask", "D-1001", "C-1", FollowUpKind.CONSULT, MONDAY, what="may he pay in three parts?")


@pytest.fixture(autouse=True)
def english():
    use("en")


def row(d, debtor):
    return d.app.desk.board.queue.entry(debtor).reason.code


async def at_row(d, debtor):
    """The queue has the focus and its highlight is on a debtor, reached with the arrow keys."""
    d.press("home")
    ids = list(d.app.desk.board.listed.ids)
    d.press(*["down"] * ids.index(debtor))
    await d.until(lambda: queue(d).highlighted == debtor and not d.main.is_waiting("choose"), "the row")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_our_action_is_done_with_one_key_at_its_row(cockpit, store, size):
    async with driving(cockpit, size) as d:
        await at_row(d, OURS)
        await d.see("* done")
        d.press("*")
        await d.until(lambda: row(d, OURS) is not ReasonCode.COMMITMENT_OVERDUE)
        await d.until(lambda: any("Our action is done. ^R takes that back." in m for m in d.messages))
        (made,) = [a for a in store.agreements_of(OURS) if a.commitments]
        assert made.commitments[0].done_at == MONDAY
        assert d.main.focused is queue(d) and queue(d).highlighted == d.call.debtor_id != OURS
        d.press("ctrl+r")
        await d.until(lambda: row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE)
        assert store.agreement(made.id).commitments[0].done_at is None
        assert d.app.desk.board.queue.entries[0].debtor_id == OURS, "it outranks every call again"


async def test_a_claim_is_true_or_not_found_with_one_key_each(cockpit, store):
    async with driving(cockpit) as d:
        await at_row(d, VERIFY)
        await d.see("* true, found", "- not found")
        d.press("-")
        await d.until(lambda: row(d, VERIFY) is ReasonCode.CLAIM_NOT_FOUND)
        assert [f.ending for f in store.follow_ups_of(VERIFY)] == [Ending.NOT_TRUE]
        d.press("ctrl+r")
        await d.until(lambda: row(d, VERIFY) is ReasonCode.VERIFY)
        await at_row(d, VERIFY)
        d.press("*")
        await d.until(lambda: row(d, VERIFY) is ReasonCode.PAUSED_PAID)
        assert [f.ending for f in store.follow_ups_of(VERIFY)] == [Ending.TRUE]


async def test_a_question_that_was_not_asked_yet_comes_back_tomorrow(cockpit, store):
    standing = with_follow_up(store.standings().get("D-1001") or blank("D-1001"), ASK)
    store.save(Changes(follow_ups=(ASK,), standings=(standing,)))
    async with driving(cockpit) as d:
        assert row(d, "D-1001") is ReasonCode.CONSULT
        await at_row(d, "D-1001")
        await d.see("* asked", "- not yet")
        d.press("-")
        await d.until(lambda: row(d, "D-1001") is not ReasonCode.CONSULT)
        old, new = store.follow_ups_of("D-1001")
        assert (old.ending, new.is_open, new.what) == (Ending.NOT_DONE, True, ASK.what)
        assert new.due.date() == (MONDAY + timedelta(days=1)).date()
        d.press("ctrl+r")
        await d.until(lambda: row(d, "D-1001") is ReasonCode.CONSULT)
        await at_row(d, "D-1001")
        d.press("*")
        await d.until(lambda: store.follow_ups_of("D-1001")[0].ending is Ending.DONE)


def blank(debtor):
    from cockpit.core.standing import Standing

    return Standing(debtor)


async def test_a_receipt_is_confirmed_with_one_key(cockpit, store):
    async with driving(cockpit) as d:
        await at_row(d, MAILED)
        await d.see("* confirmed")
        d.press("*")
        await d.until(lambda: store.agreements_of(MAILED)[0].state is State.CONFIRMED)
        d.press("ctrl+r")
        await d.until(lambda: store.agreements_of(MAILED)[0].state is State.MAILED)


async def test_in_a_call_it_is_behind_the_leader_and_the_notes_keep_the_star(cockpit, store):
    async with driving(cockpit) as d:
        await take(d, OURS, OURS)
        assert "our action" in d.text
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        d.type("5 * 3 - 1")
        await d.until(lambda: d.call.notes == "5 * 3 - 1")
        d.press("ctrl+o", "*")
        await d.until(lambda: any("Our action is done" in m for m in d.messages))
        assert d.main.is_talking and d.call.notes == "5 * 3 - 1" and d.main.focused.id == "notes"
        d.press("ctrl+r")
        await d.until(lambda: row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE)


async def test_the_last_thing_that_was_done_is_taken_back_first(cockpit):
    async with driving(cockpit) as d:
        await ring(d, OURS, OURS)
        begin = d.call.step
        d.press("f5")
        await d.until(lambda: d.call.step != begin)
        step = d.call.step
        d.press("ctrl+o", "*")
        await d.until(lambda: row(d, OURS) is not ReasonCode.COMMITMENT_OVERDUE)
        d.press("f5")
        await d.until(lambda: d.call.step != step)
        later = d.call.step
        d.press("ctrl+r")
        await d.until(lambda: d.call.step == step)
        assert later != step and row(d, OURS) is not ReasonCode.COMMITMENT_OVERDUE
        d.press("ctrl+r")
        await d.until(lambda: row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE)


async def test_of_several_it_is_asked_which_and_escape_leaves_all(cockpit, store):
    asked = replace(ASK, debtor_id=OURS, due=MONDAY + timedelta(days=9))
    store.save(Changes(follow_ups=(asked,), standings=(with_follow_up(store.standings()[OURS], asked),)))
    async with driving(cockpit) as d:
        await take(d, OURS, OURS)
        d.press("ctrl+o", "*")
        await d.see("What is done?", "our action", "may he pay in three parts?")
        d.press("escape")
        await d.gone("What is done?")
        assert row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE
        d.press("ctrl+o", "*", "2")
        await d.until(lambda: store.follow_ups_of(OURS)[-1].ending is Ending.DONE)


async def test_nothing_waits_and_our_own_word_cannot_be_called_untrue(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        d.press("ctrl+o", "*")
        await d.until(lambda: "Nothing of ours waits for this debtor." in d.messages)
        d.press("escape")
        await d.until(lambda: not d.main.preparing)
        await at_row(d, OURS)
        d.press("-")
        await d.until(lambda: "There is nothing to look up or to ask for this debtor." in d.messages)
        assert row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE


async def test_what_cannot_be_written_is_said_and_nothing_changes(cockpit, store, monkeypatch):
    def full(*_):
        raise StoreError("disk-full", path="x")

    async with driving(cockpit) as d:
        await at_row(d, OURS)
        monkeypatch.setattr(store, "save", full)
        d.press("*")
        await d.until(lambda: any("disk is full" in m for m in d.messages))
        assert row(d, OURS) is ReasonCode.COMMITMENT_OVERDUE


async def test_the_next_call_begins_with_our_own_half_once_the_right_person_is_there(cockpit):
    async with driving(cockpit) as d:
        await take(d, OURS, OURS)
        first = check_rows(d.hand)[0]
        assert (first.id, first.tone) == ("commitment-1", "overdue")
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        (ours,) = openers(d.hand)
        view = script_view(d.hand)
        assert ours not in spoken(view.now) and ours not in spoken(view.next)
        d.press("f5")
        await d.until(lambda: d.call.step == "right-person")
        assert ours not in spoken(script_view(d.hand).now)
        d.press("f5")
        await d.until(lambda: d.call.step == "purpose")
        assert script_view(d.hand).now[0].words[0].text == ours
        d.press("f5")
        await d.until(lambda: d.call.step == "ask-date")
        assert ours not in spoken(script_view(d.hand).now)


async def test_a_claim_that_was_not_found_opens_the_next_call_with_what_we_saw(cockpit):
    async with driving(cockpit, (80, 24)) as d:
        await at_row(d, VERIFY)
        d.press("-")
        await d.until(lambda: row(d, VERIFY) is ReasonCode.CLAIM_NOT_FOUND)
        await ring(d, VERIFY, VERIFY)
        d.press("f5", "f5")
        await d.until(lambda: d.call.step == "purpose")
        seen, question = openers(d.hand)
        await d.see(" ".join(seen.split()[:5]))
        assert [line.words[0].text for line in script_view(d.hand).now[:2]] == [seen, question]


def spoken(lines):
    return " ".join(words.text for line in lines for words in line.words)
