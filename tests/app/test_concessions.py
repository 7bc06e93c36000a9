"""What we give and what stands against it, by keyboard: figures, refusal, agreement, history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from app.test_journeys import SIZES, ring, take, words
from driving import driving

from cockpit.core.agreement import State
from cockpit.core.concession_terms import Gift
from cockpit.desk.correcting import mark
from cockpit.language import use
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


def box(d, name):
    return d.app.screen.query_one(f"#give-{name}", LineInput)


async def agree(d, day="27-11"):
    d.press("f4")
    d.type(day)
    await d.until(lambda: d.hand.understood.is_promise, "the promise")


async def give(d):
    d.press("ctrl+o", "%")
    await d.see("what we give", "collection costs")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_interest_is_given_for_the_promise_with_its_calculation(cockpit, store, size):
    async with driving(cockpit, size) as d:
        await ring(d)
        await agree(d)
        await give(d)
        await d.see("Statutory commercial interest", "38/365 days × 10.4% × €1,595.00")
        assert "rijksoverheid.nl" in words(d, "#sums-text")
        d.press("1")
        await d.see("the promise: €1,842.50 on Fri 27 Nov 2026")
        assert box(d, "value").value == "18.96"
        d.press("ctrl+a", "ctrl+k")
        d.type("geen rente over deze facturen")
        d.press("f5")
        await d.until(lambda: d.call.entry.gives, "in the agreement")
        assert d.call.entry.gives.value.text() == "18.96"
        assert d.main.focused is d.main.query_one("#notes", NotesArea)
        d.press("f9", "6")
        await d.see("What was said?")
        d.press("f5")
        await d.see("F6")
        d.press("f5")
        await d.until(lambda: store.last_call().entry.gives, "saved")
        made = store.agreement(store.last_call().agreement_id)
        assert made.concessions[0].what == "geen rente over deze facturen"
        assert made.concessions[0].terms.gift is Gift.INTEREST


async def test_nothing_without_a_return_and_escape_goes_back_step_by_step(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await give(d)
        d.press("5")
        await d.see("first an amount and a day in the agreement")
        d.type("50")
        await d.see("= €50.00")
        d.press("f5")
        await d.see("✗ what do we get in return?")
        d.press("tab", "tab")
        d.type("automatische incasso")
        d.press("tab")
        d.type("+7")
        await d.see("= €50.00 · Monday 30 November 2026")
        d.press("escape")
        await d.see("5  discount")
        d.press("escape")
        await d.gone("what we give")
        assert d.call.entry.gives is None and d.call.entry.in_return == ""


async def test_another_return_stands_without_a_promise_and_is_settled_in_the_history(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        await give(d)
        d.press("5")
        await d.see("worth")
        d.type("50")
        d.press("tab", "tab")
        d.type("automatische incasso")
        d.press("f5")
        await d.until(lambda: d.call.entry.gives)
        d.press("f9", "6")
        await d.see("What was said?")
        d.press("e")  # nothing agreed
        await d.until(lambda: d.app.screen.outcome and d.app.screen.outcome.result)
        d.press("f5")
        await d.see("F6")
        d.press("f5")
        await d.until(lambda: store.last_call().entry.gives, "saved")
        made = store.agreement(store.last_call().agreement_id)
        assert made.promises == () and made.concessions[0].terms.in_return == "automatische incasso"
        await take(d)
        d.press("ctrl+o", "h")
        await d.see("Agreements")
        d.press("down")
        await d.see("the return is still to come", "automatische incasso")
        d.press("g")
        await d.see("We asked in return: automatische incasso")
        d.press("1")
        await d.see("the return has come")
        d.press("u")
        await d.see("the return is still to come")


async def test_a_repair_names_the_fault_and_asks_nothing(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await give(d)
        d.press("7")
        await d.see("our fault")
        d.type("10")
        d.press("tab")
        d.type("een creditnota voor de rit")
        d.press("f5")
        await d.see("✗ name the fault that is repaired")
        d.press("tab")
        d.type("de kopie is nooit gemaild")
        d.press("f5")
        await d.until(lambda: d.call.entry.gives)
        assert d.call.entry.gives.fault == "de kopie is nooit gemaild"


async def test_what_was_made_up_is_there_again_and_can_be_taken_away_and_undone(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await agree(d)
        await give(d)
        d.press("2", "f5")
        await d.until(lambda: d.call.entry.gives)
        given = d.call.entry.gives
        assert given.gift is Gift.COSTS and given.value.text() == "276.38"
        await give(d)
        d.press("2")
        await d.see("the promise:")
        assert box(d, "value").value == "276.38"
        d.press("escape", "0")
        await d.until(lambda: d.call.entry.gives is None, "taken away")
        d.press("ctrl+r")
        await d.until(lambda: d.call.entry.gives == given, "undone")


async def test_typed_words_without_a_promise_show_the_refusal_at_once(cockpit):
    async with driving(cockpit, (160, 45)) as d:
        await ring(d)
        d.press("f4")
        await d.rest()
        d.main.query_one("#field-in_return", LineInput).focus()
        d.type("geen rente")
        await d.see("✗ what do we get in return?")
        d.main.query_one("#field-when", LineInput).focus()
        d.type("27-11")
        await d.gone("✗ what do we get in return?")


async def test_beyond_the_known_rates_the_screen_says_so(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await agree(d, "15-1-2027")
        await give(d)
        await d.see("the rate from Friday 1 January 2027 on has not been published yet")
        d.press("3")
        await d.see("more time · the rate from Friday 1 January 2027 on")
        assert box(d, "value").value == ""


async def test_what_cannot_be_read_is_said_and_not_taken(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await agree(d)
        await give(d)
        d.press("5")
        await d.see("worth")
        d.type("veel")
        await d.see("✗ Not an amount")
        d.press("f5", "f5")
        await d.rest()
        assert d.call.entry.gives is None
        d.press("ctrl+a", "ctrl+k")
        d.type("25")
        await d.gone("✗ Not an amount")


async def test_hostile_words_are_only_words(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await agree(d)
        await give(d)
        d.press("6")
        await d.see("worth")
        d.press("tab")
        d.paste("[/b]\x1b[31m[@click=app.bell]x\u202e" + "é" * 200)
        d.press("f5")
        await d.until(lambda: d.call.entry.gives)
        assert "[/b][@click=app.bell]x" in d.call.entry.in_return


async def test_a_lapsed_concession_is_told_before_the_next_call_and_in_the_history(cockpit, store):
    async with driving(cockpit) as d:
        await take(d)
        await d.see("lapsed", "given on Wed")
        d.press("ctrl+o", "h")
        await d.see("Agreements")
        d.press("down")
        await d.see("lapsed: the return did not come")


async def test_a_broken_agreement_writes_down_when_its_concession_lapsed(cockpit, store, clock):
    async with driving(cockpit) as d:
        await ring(d)
        await agree(d)
        await give(d)
        d.press("1", "f5")
        await d.until(lambda: d.call.entry.gives)
        d.press("f9", "6")
        await d.see("What was said?")
        d.press("f5")
        await d.see("F6")
        d.press("f5")
        await d.until(lambda: store.last_call().entry.gives)
        made = store.agreement(store.last_call().agreement_id)
        clock.now += timedelta(days=10)
        desk = d.app.desk
        mark(desk.session, desk.board, made, State.BROKEN)
        terms = store.agreement(made.id).concessions[0].terms
        assert terms.lapsed_at == clock.now


async def test_more_discount_than_was_set_beforehand_takes_a_reason(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.hand.change(d.call.answer("room", "no discount"))
        await agree(d)
        await give(d)
        d.press("5")
        await d.see("worth")
        d.type("50")
        d.press("f5")
        await d.see("€50.00 discount, set beforehand: at most €0.00", "What is the reason to go further?")
        d.press("escape")
        await d.gone("What is the reason to go further?")
        assert d.call.entry.gives is None
        d.press("f5")
        await d.see("What is the reason to go further?")
        d.type("oude klant")
        d.press("enter")
        await d.until(lambda: d.call.entry.gives)
        assert d.call.entry.beyond == "oude klant" and not d.hand.understood.vague


async def answer(d, item, *keys, typed=""):
    """Answer one of the questions that decide the sums, on the screen of what we give."""
    d.press("f2")
    await d.see("What decides the interest and the costs?")
    d.press(item)
    await d.gone("What decides the interest and the costs?")
    d.type(typed)
    d.press(*keys)


async def test_the_costs_of_a_belgian_consumer_follow_from_what_is_answered_during_the_call(cockpit):
    async with driving(cockpit, (120, 45)) as d:
        await ring(d)
        hand = d.hand
        hand._known = replace(hand.account, debtor=replace(hand.account.debtor, country="BE"))
        hand.board.account = lambda _debtor: hand._known
        await give(d)
        await answer(d, "1", "3")
        await d.see("a consumer", "only with a clause in the contract")
        await answer(d, "3", typed="ten")
        await d.see("✗ Not a clause.")
        d.press("ctrl+a", "ctrl+k")
        d.type("25 + 10 % min 40")
        await d.see("= €25.00 + 10% of what is open, at least €40.00")
        d.press("enter")
        await d.see("first a reminder free of charge")
        await answer(d, "2", "enter", typed="5-11")
        await d.see("the term of the reminder runs until Tuesday 24 November 2026")
        await answer(d, "3", "2")
        await d.see("down to the most that the law allows")  # by mail the term is over
        sums = " ".join(words(d, "#sums-text").split())
        assert "Collection costs €132.13 fixed sum €25.00 10% of €1,842.50 €184.25" in sums
        assert "down to the most that the law allows: €132.13 -€77.12" in sums
        assert "at most by law: €132.13 fixed sum €65.00 5% of €1,342.50 €67.13" in sums
        d.press("2")
        await d.until(lambda: box(d, "value").value == "132.13", "it can be given for something")
        d.press("escape", "escape")
        await d.until(lambda: d.app.screen is d.main)
        assert dict(d.call.answers)["clause"] == "25 + 10 % min 40"
