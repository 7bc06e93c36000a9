"""A payment plan, from the customer's word to the table that is read back."""

from __future__ import annotations

from datetime import date

import pytest
from app.test_journeys import ZONNEVELD, ring, take
from driving import driving

from cockpit.core.followup import FollowUpKind
from cockpit.language import _, ngettext, plan_sentences
from cockpit.screens.plan import PlanScreen
from cockpit.screens.views.preparation_view import check_rows
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.line_list import LineList
from cockpit.widgets.notes import NotesArea


def screen(d):
    """The screen of the plan, when it is in front and whole."""
    if not isinstance(d.app.screen, PlanScreen) or not d.app.screen.query(KeyBar):
        raise LookupError("the plan is not in front")
    return d.app.screen


def box(d, name):
    return screen(d).query_one(f"#plan-{name}", LineInput)


def table(d):
    return screen(d).query_one(LineList)


def sheet(d):
    return screen(d).sheet


def limits(d):
    return " ".join(str(screen(d).query_one("#plan-limits").content).split())


def first_line(d):
    return d.text.split("di 24 nov 2026 ")[-1].splitlines()[0]


def amounts(plan):
    return [term.amount.text() for term in plan.terms]


async def to_plan(d):
    await ring(d)
    d.press("ctrl+o", "+")
    await d.until(lambda: table(d).option_count, "the plan")


async def three(d):
    await to_plan(d)
    d.type("3")
    await d.until(lambda: table(d).option_count == 3, "three lines")


async def taken(d):
    await three(d)
    d.press("f5")
    await d.until(lambda: len(d.call.entry.terms) == 3, "in the agreement")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_a_plan_goes_from_the_table_into_the_panel_and_comes_back_with_undo(cockpit, store, size):
    async with driving(cockpit, size) as d:
        await three(d)
        shown = await d.see("di 24 nov 2026", "do 24 dec 2026", "ma 25 jan 2027", "€ 614,16", "€ 614,18")
        assert "20176" in shown and "F5" in shown
        d.press("f5")
        await d.until(lambda: len(d.call.entry.terms) == 3)
        assert d.main.focused is d.main.query_one(NotesArea)
        said = str(d.main.query_one("#said-when").content)
        assert "€ 614,18" in said and "ma 25 jan 2027" in said
        assert str(d.main.query_one("#form-moments").content) == ""
        await d.until(lambda: len(store.drafts()[ZONNEVELD].entry.terms) == 3, "on the disk")
        d.press("ctrl+r")
        await d.until(lambda: d.call.entry.terms == (), "undone")


async def test_escape_leaves_everything_as_it_was(cockpit):
    async with driving(cockpit) as d:
        await three(d)
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        assert d.call.entry.terms == () and d.main.focused is d.main.query_one(NotesArea)


async def test_an_amount_a_rhythm_and_a_day(cockpit):
    async with driving(cockpit) as d:
        await to_plan(d)
        d.press("enter")
        d.type("500")
        await d.until(lambda: amounts(sheet(d).plan) == ["500.00", "500.00", "500.00", "342.50"])
        assert box(d, "number").value == ""
        d.press("f6", "tab")
        d.type("vr")
        await d.until(lambda: [t.due.day for t in sheet(d).plan.terms] == [27, 4, 11, 18], "every week")
        await d.see("= vrijdag 27 november 2026")
        d.press("ctrl+a", "ctrl+k")
        d.type("gisteren")
        await d.until(
            lambda: sheet(d).plan is None and "✗" in str(screen(d).query_one("#plan-first-said").content)
        )
        d.press("f5")
        await d.rest()
        assert isinstance(d.app.screen, PlanScreen), "nothing can be taken"
        d.press(*["ctrl+r"] * 8)
        await d.until(lambda: sheet(d).plan is not None and box(d, "first").value != "gisteren")


async def test_down_goes_from_the_fields_into_the_lines_of_the_table_and_up_goes_back(cockpit):
    async with driving(cockpit, (80, 24)) as d:
        await three(d)
        assert "regel wijzigen" in d.text
        d.press("down", "down")
        await d.until(lambda: screen(d).focused is box(d, "first"))
        d.press("up", "down", "down")
        await d.until(lambda: screen(d).focused is table(d), "the table")
        await d.see("ENTER bedrag", "DEL weg")
        d.press("down")
        await d.until(lambda: table(d).highlighted == 1, "the second line")
        assert len(sheet(d).plan.terms) == 3


async def test_in_a_narrow_window_no_amount_is_cut(cockpit):
    async with driving(cockpit, (80, 24)) as d:
        await to_plan(d)
        d.press("enter")
        d.type("1200,50")
        await d.until(lambda: amounts(sheet(d).plan) == ["1200.50", "642.00"])
        said = str(screen(d).query_one("#plan-amount-said").content)
        assert said == "= € 1.200,50, en dan € 642,00"
        await d.resize(64, 24)
        await d.until(lambda: "…" in str(screen(d).query_one("#plan-amount-said").content))
        said = str(screen(d).query_one("#plan-amount-said").content)
        assert said == "= € 1.200,50, en dan …"


async def test_every_instalment_can_be_changed_and_the_sum_stays(cockpit):
    async with driving(cockpit) as d:
        await three(d)
        d.press("tab", "tab", "tab", "enter")
        await d.see("= € 614,16")
        d.type("1000")
        await d.see("= € 1.000,00")
        d.press("enter")
        await d.until(lambda: amounts(sheet(d).plan) == ["1000.00", "421.25", "421.25"])
        d.press("down", "d")
        await d.see("= donderdag 24 december 2026")
        d.type("11-12")
        d.press("enter")
        await d.until(lambda: sheet(d).plan.terms[1].due == date(2026, 12, 11))
        d.press("down", "delete")
        await d.until(lambda: amounts(sheet(d).plan) == ["1000.00", "842.50"])
        d.press("ctrl+r", "ctrl+r")
        await d.until(lambda: amounts(sheet(d).plan) == ["1000.00", "421.25", "421.25"])
        d.press("up", "enter")
        await d.until(lambda: d.app.screen.query("#line"), "the amount")
        d.type("5000")
        d.press("enter")
        trouble = _("that is more than what is still left")
        await d.until(lambda: trouble in limits(d), "refused")
        assert amounts(sheet(d).plan) == ["1000.00", "421.25", "421.25"]


async def test_leaving_a_question_changes_nothing(cockpit):
    async with driving(cockpit) as d:
        await three(d)
        before = sheet(d).plan
        d.press("tab", "tab", "tab", "enter")
        await d.until(lambda: d.app.screen.query("#line"))
        d.press("escape")
        await d.until(lambda: screen(d))
        d.press("d")
        await d.until(lambda: d.app.screen.query("#line"))
        d.press("escape")
        await d.until(lambda: screen(d))
        d.press("f7")
        await d.until(lambda: not isinstance(d.app.screen, PlanScreen))
        d.press("escape")
        await d.until(lambda: screen(d))
        assert sheet(d).plan == before and sheet(d).order == ()
        d.press("shift+tab", "d", "delete")
        await d.rest()
        assert isinstance(d.app.screen, PlanScreen), "outside the table these keys write"


async def test_another_invoice_can_be_paid_first(cockpit):
    async with driving(cockpit) as d:
        await three(d)
        assert "20176" in first_line(d)
        d.press("f7")
        await d.see("20217 ·")
        d.press("2")
        await d.until(lambda: sheet(d).order == ("20217",))
        await d.until(lambda: "20217" in first_line(d))
        d.press("f5")
        await d.until(lambda: d.call.entry.pays_first == ("20217",))


async def test_a_word_in_the_panel_takes_the_place_of_the_plan_and_says_so(cockpit):
    async with driving(cockpit) as d:
        await taken(d)
        d.press("f4")
        d.type("vr")
        await d.until(lambda: d.call.entry.terms == () and d.call.entry.when == "vr")
        gone = plan_sentences.dropped("^R")
        assert d.messages.count(gone) == 1
        d.press("ctrl+r")
        await d.until(lambda: len(d.call.entry.terms) == 3, "the plan is back")
        d.press("ctrl+o", ",")
        await d.until(lambda: d.call.entry.terms == ())
        await d.until(lambda: any(gone in message for message in d.messages[-1:]))


async def test_other_invoices_take_the_place_of_the_plan_and_say_so(cockpit):
    async with driving(cockpit) as d:
        await taken(d)
        d.press("ctrl+g")
        await d.see("€ 1.595,00")
        d.press("space", "f5")
        await d.until(lambda: d.call.entry.terms == () and d.call.entry.covers, "other invoices")
        assert plan_sentences.dropped("^R") in d.messages


async def test_a_plan_is_changed_and_taken_away_in_its_own_screen(cockpit):
    async with driving(cockpit) as d:
        await taken(d)
        d.press("ctrl+o", "+")
        await d.until(lambda: table(d).option_count == 3)
        d.type("4")
        await d.until(lambda: table(d).option_count == 4)
        d.press("f5")
        await d.until(lambda: len(d.call.entry.terms) == 4)
        d.press("ctrl+o", "+")
        await d.until(lambda: table(d).option_count == 4)
        d.press("f8")
        await d.until(lambda: d.call.entry.terms == () and d.app.screen is d.main)


async def test_further_than_was_set_needs_a_reason_and_comes_back_as_a_consult(cockpit, store):
    async with driving(cockpit) as d:
        await take(d)
        d.hand.change(d.call.answer("room", "2 termijnen"))
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        d.press("ctrl+o", "+")
        await d.until(lambda: screen(d))
        d.type("3")
        limit = _("{asked} instalments, set beforehand: at most {allowed}").format(asked="3", allowed="2")
        await d.until(lambda: limit in limits(d), "the limit")
        d.press("f5")
        await d.until(lambda: d.app.screen.query("#line"), "the reason")
        d.press("escape")
        await d.until(lambda: screen(d))
        d.press("f5")
        await d.until(lambda: d.app.screen.query("#line"), "the reason")
        d.type("directie belt terug")
        d.press("enter")
        await d.until(lambda: d.call.entry.beyond == "directie belt terug")
        d.press("f9", "6")
        await d.see("Komt terug op")
        d.press("f5")
        await d.see(
            "Afronden", "1  € 614,16  dinsdag 24 november 2026", "3  € 614,18  maandag 25 januari 2027"
        )
        d.press("f5")
        await d.until(lambda: store.agreements_of(ZONNEVELD)[-1].promises[2:], "saved")
        made = store.agreements_of(ZONNEVELD)[-1]
        assert [p.due for p in made.promises] == [date(2026, 11, 24), date(2026, 12, 24), date(2027, 1, 25)]
        consult = [f for f in store.follow_ups_of(ZONNEVELD) if f.kind is FollowUpKind.CONSULT and f.is_open]
        assert [f.what for f in consult] == ["directie belt terug"]


async def test_before_the_call_there_is_no_plan(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        d.press("ctrl+o", "+")
        await d.until(lambda: _("A plan is made during a call.") in d.messages)


async def test_where_nothing_is_owed_there_is_nothing_to_plan(cockpit, monkeypatch):
    from cockpit.desk import planning

    async with driving(cockpit) as d:
        await ring(d)
        monkeypatch.setattr(planning, "total_of", lambda hand: None)
        d.press("ctrl+o", "+")
        await d.until(lambda: _("Nothing is open to make a plan for.") in d.messages)


async def test_what_was_set_beforehand_is_read_back_in_the_preparation(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        d.hand.change(d.call.answer("room", "3 termijnen, uiterlijk 31 januari"))
        d.press("escape", "f5")
        understood = ngettext("at most {n} instalment", "at most {n} instalments", 3).format(n=3)
        row = next(row for row in check_rows(d.hand) if row.id == "room")
        assert row.value.startswith(f"3 termijnen, uiterlijk 31 januari = {understood} · ")
        assert "31 jan 2027" in row.value
