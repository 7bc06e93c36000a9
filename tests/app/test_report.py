"""The report on the screen: any period, the definitions on one key, and no key that has to wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from app.test_journeys import SIZES, ZONNEVELD, ring, take
from driving import driving

from cockpit.core.figures import Figure
from cockpit.core.span import Unit
from cockpit.language import report_sentences, use
from cockpit.screens.report import DefinitionsScreen, ReportScreen
from cockpit.screens.small import ReadLine
from cockpit.store.port import Changes, StoreError
from cockpit.widgets.actions import ACTIONS
from cockpit.widgets.queue_list import QueueList


@pytest.fixture(autouse=True)
def english():
    use("en")


async def open_report(d):
    d.press("ctrl+o", "=")
    await d.until(lambda: isinstance(d.app.screen, ReportScreen) and d.app.screen.found, "the report")
    await d.rest()


async def counted(d, *needles):
    await d.until(lambda: isinstance(d.app.screen, ReportScreen) and d.app.screen.found, "counted")
    return await d.see(*needles)


@pytest.mark.parametrize("size", SIZES)
async def test_from_this_week_to_any_other_period_and_back_to_the_queue(cockpit, size):
    async with driving(cockpit, size) as d:
        await open_report(d)
        await counted(d, "Report · week 48", "No call was saved in this period.")
        d.press("right")
        await d.rest()
        assert d.app.screen.span.first == date(2026, 11, 23), "not into the future"
        d.press("left")
        await counted(d, "week 47", "attempts", "14", "right person", "promised")
        d.press("3")
        await counted(d, "Report · November 2026", "30", "23 (77%)")
        assert d.app.screen.found.last == date(2026, 11, 23), "days to come are not listed"
        d.press("end")
        await d.see("Dunning", "Sanne")
        d.press("4")
        await counted(d, "Report · 2026")
        assert d.app.screen.found.steps()[0].unit is Unit.MONTH
        d.press("1")
        await counted(d, "Report · Monday 23 November 2026")
        d.press("left", "left", "left")
        await counted(d, "Friday 20 November 2026", "attempts")
        assert d.app.screen.found.total.calls == 5
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        assert d.main.focused is d.main.query_one(QueueList)


async def test_other_days_are_typed_read_back_and_moved_by_their_length(cockpit):
    async with driving(cockpit) as d:
        await open_report(d)
        d.press("5")
        await d.see("From which day?")
        d.type("10-11")
        await d.see("Tuesday 10 November 2026")
        d.press("enter")
        await d.see("Until which day?")
        d.type("3 november")
        await d.see("Tuesday 3 November 2026")
        d.press("enter")
        await counted(d, "Tue 3 Nov 2026 – Tue 10 Nov 2026", "attempts")
        d.press("left")
        await counted(d, "Mon 26 Oct 2026 – Mon 2 Nov 2026")
        before = d.app.screen.span
        d.press("5", "escape")
        await d.until(lambda: isinstance(d.app.screen, ReportScreen))
        d.press("5")
        await d.until(lambda: isinstance(d.app.screen, ReadLine))
        d.type("20-11")
        d.press("enter")
        await d.see("Until which day?")
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, ReportScreen))
        assert d.app.screen.span == before, "left half-way, the period stays"


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_has_the_definition_of_every_figure(cockpit, size):
    async with driving(cockpit, size) as d:
        await open_report(d)
        d.press("f1")
        await d.see("What the figures mean", "attempts", "Calls that were saved")
        told = " ".join(str(d.app.screen.query_one("#definitions").content).split())
        for figure in Figure:
            assert report_sentences.title(figure) in told
            assert " ".join(report_sentences.definition(figure).split()) in told
        d.press("f1")
        await d.until(lambda: isinstance(d.app.screen, ReportScreen))
        d.press("f1")
        await d.until(lambda: isinstance(d.app.screen, DefinitionsScreen))
        d.press("escape", "f5")
        await d.until(lambda: d.app.screen is d.main)


async def test_the_report_opens_during_a_call_and_the_words_stay(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("Zegt dat ")
        await open_report(d)
        assert store.drafts()[ZONNEVELD].notes == "Zegt dat "
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        d.type("het komt")
        await d.until(lambda: d.call.notes == "Zegt dat het komt")


async def test_while_a_long_period_is_counted_the_keys_go_on(cockpit, store, clock, monkeypatch):
    calls = list(store.calls_of(ZONNEVELD))[:1]
    many = tuple(
        replace(calls[0], id=f"C-many-{n}", opened_at=clock.now - timedelta(minutes=10 * n), agreement_id="")
        for n in range(1500)
    )
    store.save(Changes(calls=many))
    monkeypatch.setattr("cockpit.screens.stepping._STEP", 0.0)
    monkeypatch.setattr("cockpit.screens.stepping._TELL", 0.0)
    async with driving(cockpit) as d:
        d.press("ctrl+o", "=", "4")
        await d.see("calls counted …")
        assert d.app.screen.found is None
        d.press("1")
        await counted(d, "Report · Monday 23 November 2026")
        assert d.app.screen.found.total.calls < 100, "the year was given up"


async def test_what_cannot_be_read_is_said(cockpit, store, monkeypatch):
    async with driving(cockpit) as d:

        def fails(_first, _last):
            raise StoreError("damaged", path="history", reason="")

        monkeypatch.setattr(store, "calls_between", fails)
        d.press("ctrl+o", "=")
        await d.see("Report ·", "history")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)


async def test_hours_and_bars_are_readable_without_colour(cockpit, store, clock):
    call = store.calls_of(ZONNEVELD)[-1]
    at = datetime(2026, 11, 17, 9, 0, tzinfo=clock.now.tzinfo)
    many = tuple(
        replace(call, id=f"C-h-{n}", opened_at=at, started_at=at, agreement_id="") for n in range(10)
    )
    store.save(Changes(calls=many))
    async with driving(cockpit, (160, 45)) as d:
        await open_report(d)
        d.press("left")
        await counted(d, "█ 100*", "Tue 10–11 (100%)", "█ reached ░ not reached", " 1/1 ")


async def test_the_day_that_was_named_first_is_kept_and_gained_from(cockpit, store):
    use("nl")
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("4 dec")
        d.press("enter")
        await d.until(lambda: d.call.named_first == date(2026, 12, 4), "the day named first")
        d.press("shift+tab", "ctrl+a", "ctrl+k")
        d.type("vr")
        d.press("f9", "6")
        await d.see("Komt terug op")
        d.press("f5")
        await d.see("Afronden")
        saved = d.call.id
        d.press("f5")
        await d.until(lambda: (kept := store.call(saved)) and kept.named_first == date(2026, 12, 4))
        await open_report(d)
        assert (d.app.screen.found.total.days_gained, d.app.screen.found.total.gained_by) == (7, 1)


@pytest.mark.parametrize("size", SIZES)
async def test_every_letter_of_the_leader_key_is_on_the_screen(cockpit, size):
    async with driving(cockpit, size) as d:
        await take(d)
        d.press("ctrl+o")
        await d.see("One letter, then back", *(f" {a.leader} " for a in ACTIONS if a.leader))
