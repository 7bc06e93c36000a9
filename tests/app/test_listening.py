"""After a question the customer has the floor: the script is quiet, and nothing else is."""

from __future__ import annotations

import asyncio

import pytest
from driving import driving

from cockpit.core.call import Phase
from cockpit.language import _, current
from cockpit.screens import flow

LONG = 600
"""Seconds that no test waits for."""


def quiet() -> str:
    """The cue to wait, in the language of the screen."""
    return _("Listen … the customer has the floor.")


async def ask(d) -> str:
    """In a call, at the step that asks for the day; its id."""
    d.press("f5", "f5", "f5", "f5", "f5")
    await d.until(lambda: d.main.is_talking and d.hand.step.gives_floor, "the question")
    assert quiet() not in d.text
    return d.call.step


def script(d) -> str:
    return str(d.main.query_one("#script").content)


def waits(d) -> bool:
    """Whether anything is still to happen by itself."""
    return "listen" in d.main._soon


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (160, 45)], ids=str)
async def test_after_a_question_there_is_only_the_cue_to_wait(make_cockpit, size):
    async with driving(make_cockpit(listen_seconds=LONG), size) as d:
        asked = await ask(d)
        said, following = script(d), d.hand.playbook.step(d.hand.step.next)
        d.press("f5")
        await d.see(quiet())
        assert d.call.step == asked
        assert "“" not in script(d) and following.title not in script(d)
        assert d.hand.step.title in script(d), "where the talk is stays in sight"
        d.press("f5")
        await d.gone(quiet())
        assert d.call.step == following.id and not waits(d)
        assert following.title in script(d) and script(d) != said


async def test_the_quiet_ends_by_itself_and_nothing_moves_any_more(make_cockpit):
    async with driving(make_cockpit(listen_seconds=1)) as d:
        asked = await ask(d)
        following = d.hand.step.next
        d.press("f5")
        await d.see(quiet())
        assert waits(d)
        await d.until(lambda: d.call.step == following, "the next line")
        await d.gone(quiet())
        assert not waits(d) and d.main.floor is None
        assert d.call.path[-1] == asked
        await asyncio.sleep(1.3)
        assert d.call.step == following, "one question, one step"


async def test_what_is_typed_meanwhile_is_in_the_notes_word_for_word(make_cockpit):
    async with driving(make_cockpit(listen_seconds=1)) as d:
        await ask(d)
        following = d.hand.step.next
        d.press("f5")
        await d.see(quiet())
        words = "zij wacht op een grote klant, die betaalt elke derde week"
        for letter in words:
            d.type(letter)
            await asyncio.sleep(0.02)
        await d.until(lambda: d.call.step == following and d.call.notes == words, d.call.notes)
        assert d.main.focused.id == "notes"


async def test_no_key_is_blocked(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        await ask(d)
        d.press("f5")
        await d.see(quiet())
        d.press("f8", "f4")
        d.type("vr")
        d.press("f4")
        d.type("ja")
        await d.until(lambda: d.call.entry.when == "vr" and d.call.notes == "10:00 ja", d.call.notes)
        assert quiet() in d.text


async def test_back_shows_the_question_again(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        asked = await ask(d)
        said = script(d)
        d.press("f5")
        await d.see(quiet())
        d.press("shift+f5")
        await d.gone(quiet())
        assert (d.call.step, script(d), waits(d)) == (asked, said, False)


async def test_an_objection_ends_it_and_comes_back_to_the_question(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        asked = await ask(d)
        d.press("f5")
        await d.see(quiet())
        d.press("f3", "2")
        await d.see("Tegenwerping 2")
        assert not waits(d)
        d.press("shift+f5")
        await d.gone("Tegenwerping 2")
        assert d.call.step == asked and quiet() not in d.text


async def test_the_question_at_the_end_of_a_card_is_listened_to_as_well(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        asked = await ask(d)
        said = script(d)
        d.press("f3", "2", "f5")
        await d.see(quiet(), "F5  terug naar het draaiboek")
        assert not d.call.objection
        d.press("f5")
        await d.gone(quiet())
        assert (d.call.step, script(d)) == (asked, said), "no line was left out"


async def test_a_card_that_is_left_is_not_a_question_asked(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        await ask(d)
        for leave in ("shift+f5", "escape", "f3"):
            d.press("f3", "2")
            await d.see("Tegenwerping 2")
            d.press(leave)
            await d.gone("Tegenwerping 2")
            assert quiet() not in d.text and not waits(d)


@pytest.mark.parametrize("letter", "vp")
async def test_a_detour_ends_it(make_cockpit, letter):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        asked = await ask(d)
        d.press("f5", "ctrl+o", letter)
        await d.see("noem geen schuld")
        assert not waits(d)
        d.press("f5")
        await d.gone("noem geen schuld")
        assert d.call.step == asked and quiet() not in d.text


async def test_with_zero_seconds_the_next_line_is_there_at_once(make_cockpit):
    async with driving(make_cockpit(listen_seconds=0)) as d:
        await ask(d)
        following = d.hand.step.next
        d.press("f5")
        await d.until(lambda: d.call.step == following, "the next line")
        assert not waits(d)


async def test_a_line_without_a_question_is_not_waited_after(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        d.press("f5", "f5", "f5")
        await d.until(lambda: d.main.is_talking and d.call.step == d.hand.playbook.steps[1].id)
        assert not waits(d)


async def test_below_another_screen_the_talk_stays_where_it_is(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        asked = await ask(d)
        d.press("f5", "f9")
        await d.see("Wie is er bereikt?")
        flow._heard(d.main)  # as the timer does
        assert not waits(d)
        d.press("escape")
        await d.gone("Wie is er bereikt?", quiet())
        assert d.call.step == asked and d.main.is_talking


async def test_a_call_that_ended_meanwhile_is_left_alone(make_cockpit, store):
    async with driving(make_cockpit(listen_seconds=1)) as d:
        await ask(d)
        debtor = d.call.debtor_id
        d.press("f5", "f9", "1", "f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1, "the attempt saved")
        assert d.call.debtor_id != debtor
        now = d.call
        await d.until(lambda: not waits(d), "the end of the quiet")
        await d.rest()
        assert d.call == now and d.call.phase is Phase.PREPARE and d.main.floor is None


async def test_leaving_while_the_customer_speaks(make_cockpit):
    async with driving(make_cockpit(listen_seconds=1)) as d:
        await ask(d)
        d.press("f5")
        await d.see(quiet())
        d.app.exit()
        await asyncio.sleep(1.2)
    assert d.app._exception is None


async def test_taking_back_what_was_done_takes_the_quiet_away_too(make_cockpit):
    async with driving(make_cockpit(listen_seconds=1)) as d:
        asked = await ask(d)
        before = d.call.path[-1]
        d.press("f5")
        await d.see(quiet())
        d.press("ctrl+r")
        await d.gone(quiet())
        assert d.call.step == before != asked
        await d.until(lambda: not waits(d), "the end of the quiet")
        await d.rest()
        assert d.call.step == before


async def test_the_words_follow_the_language_of_the_screen(make_cockpit):
    async with driving(make_cockpit(listen_seconds=LONG)) as d:
        await ask(d)
        d.press("f5")
        await d.see(quiet())
        d.press("ctrl+o", "l")
        await d.until(lambda: current() == "en" and "Listen … the customer has the floor." in d.text)
