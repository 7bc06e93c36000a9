"""The lessons on the screen: looked through, searched by typing, and from there to the debtor's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from app.test_journeys import SIZES, ZONNEVELD, ring
from driving import driving

from cockpit.core.call import Evaluation
from cockpit.desk import lessons as room
from cockpit.language import use
from cockpit.screens.history import HistoryScreen
from cockpit.screens.lessons import LessonsScreen
from cockpit.store.port import Changes, StoreError
from cockpit.widgets.line_list import LineList


@pytest.fixture(autouse=True)
def english():
    use("en")


async def open_lessons(d):
    d.press("ctrl+o", "&")
    await d.until(lambda: isinstance(d.app.screen, LessonsScreen), "the lessons")
    await d.rest()


def chosen(d):
    return d.app.screen._shown.get(d.app.screen.query_one(LineList).chosen)


@pytest.mark.parametrize("size", SIZES)
async def test_newest_first_searched_by_typing_filtered_and_on_to_the_history(cockpit, size):
    async with driving(cockpit, size) as d:
        await open_lessons(d)
        await d.see("30 lessons", "Gebeld op een druk moment.", "Went well", "Could be better", "Next time")
        d.type("zonnev")
        await d.see("6 lessons", "Laten uitpraten")
        assert "Gebeld op een druk moment." not in d.text
        d.press("tab", "tab", "tab")
        await d.see("2 lessons", "Begin met het bedrag")
        d.press("shift+tab")
        await d.see("2 lessons", "Geen dag afgesproken.")
        d.press("down")
        await d.until(lambda: chosen(d).text == "Geen dag afgesproken.")
        await d.see("Wednesday 28 October 2026")
        in_hand = d.hand
        d.press("enter")
        await d.until(lambda: isinstance(d.app.screen, HistoryScreen))
        await d.see("Bakkerij Zonneveld BV · history")
        assert d.hand is in_hand, "looking takes nobody in hand"
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, LessonsScreen))
        await d.see("zonnev", "2 lessons")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)


async def test_what_is_written_in_the_wrap_up_is_the_first_lesson_and_the_first_hint(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("fri")
        d.press("f9", "6")
        await d.see("Comes back")
        d.press("f5")
        await d.see("Wrap up")
        d.press("enter", "enter")
        d.type("ring before ten [b]=1+1")
        await d.until(lambda: d.call.evaluation.next_time.endswith("1+1"))
        d.press("f5")
        await d.until(lambda: d.app.screen is d.main)
        await open_lessons(d)
        await d.until(lambda: chosen(d) and chosen(d).text == "ring before ten [b]=1+1")
        await d.see("31 lessons", "Monday 23 November 2026")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        d.press("ctrl+f")
        d.type("zonnev")
        d.press("enter", "f5")
        await d.see("ring before ten")


async def test_during_a_call_the_words_stay_and_the_focus_comes_back(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("Zegt ")
        await open_lessons(d)
        d.type("bos")
        await d.see("lesson")
        d.press("f5")
        await d.until(lambda: d.app.screen is d.main)
        d.type("ja")
        await d.until(lambda: d.call.notes == "Zegt ja")


async def test_only_the_last_so_many_and_it_says_so(cockpit, store, clock, monkeypatch):
    monkeypatch.setattr(room, "MOST", 40)
    [call, *_] = store.calls_of(ZONNEVELD)
    many = tuple(
        replace(
            call,
            id=f"C-many-{n}",
            opened_at=clock.now - timedelta(days=n, minutes=1),
            evaluation=Evaluation(next_time=f"number {n}"),
            caller="Joris",
        )
        for n in range(50)
    )
    store.save(Changes(calls=many))
    async with driving(cockpit) as d:
        await open_lessons(d)
        await d.see("40 lessons · only the last 40 were looked through, there are older ones", "· Joris")
        d.press("pagedown")
        await d.until(lambda: chosen(d).text != "number 0")


async def test_a_debtor_who_left_the_ledger_can_still_be_looked_at(cockpit, store):
    [call, *_] = store.calls_of(ZONNEVELD)
    lesson = Evaluation(better="let him talk")
    store.save(Changes(calls=(replace(call, id="C-gone", debtor_id="D-gone", evaluation=lesson),)))
    async with driving(cockpit) as d:
        await open_lessons(d)
        d.type("let him talk")
        await d.see("1 lesson", "D-gone")
        d.press("enter")
        await d.see("D-gone · history")


async def test_nothing_written_nothing_found_and_nothing_readable(cockpit, store, monkeypatch):
    async with driving(cockpit) as d:
        await open_lessons(d)
        d.type("xyzzy")
        await d.see("0 lessons")
        d.press("enter")
        await d.rest()
        assert isinstance(d.app.screen, LessonsScreen)
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        monkeypatch.setattr(store, "calls_between", lambda _first, _last: iter(()))
        await open_lessons(d)
        await d.see("No lesson was written down yet")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)

        def fails(_first, _last):
            raise StoreError("damaged", path="history", reason="")

        monkeypatch.setattr(store, "calls_between", fails)
        await open_lessons(d)
        await d.see("history")
        assert "No lesson" not in d.text
