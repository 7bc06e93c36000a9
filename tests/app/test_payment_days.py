"""The days that we offer, in the agreement panel: a number or a leader key says and records the choice."""

from __future__ import annotations

from app.test_journeys import ZONNEVELD, ring, script, take, words
from driving import driving

from cockpit.core.call import Stage
from cockpit.language import _
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea

OFFERED = "F12 1 di 24 nov 2 vr 27 nov 3 di 1 dec"


def again():
    return _("{first} · again: {others}").format(first="di 24 nov", others="vr 27 nov · di 1 dec")


def box(d, name):
    return d.main.query_one(f"#field-{name}", LineInput)


def reading(d, name="when"):
    return str(d.main.query_one(f"#said-{name}").content)


async def to_day(d):
    await ring(d)
    d.press("f4")
    await d.until(lambda: d.main.focused is box(d, "when"), "the box of the day")


async def test_the_panel_offers_the_days_that_the_script_names(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        assert str(d.main.query_one("#form-moments").content) == ""
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        assert str(d.main.query_one("#form-moments").content).replace("\n", " ") == OFFERED
        choice = next(s.id for s in d.hand.playbook.steps if "option_1" in repr(s))
        while d.call.step != choice:
            d.press("f5")
            await d.rest()
        shown = " ".join(script(d).split())
        assert "dinsdag 24 november 2026" in shown and "vrijdag 27 november 2026" in shown
        assert f"F12 {again()}" in shown


async def test_a_number_in_the_box_is_read_in_full_and_enter_puts_the_day_there(cockpit, store, clock):
    async with driving(cockpit) as d:
        await to_day(d)
        d.type("2")
        await d.until(lambda: reading(d) == "= vrijdag 27 november 2026", "the day in full")
        assert box(d, "when").value == "2"
        d.press("enter")
        await d.until(lambda: box(d, "when").value == "vr 27 nov 2026", "the day in the box")
        assert d.main.focused is box(d, "if_we")
        await d.until(lambda: store.drafts()[ZONNEVELD].entry.when == "vr 27 nov 2026")
        d.press("shift+tab", "backspace")
        await d.until(lambda: box(d, "when").value == "vr 27 nov 202")


async def test_a_number_typed_on_is_another_day(cockpit):
    async with driving(cockpit) as d:
        await to_day(d)
        d.type("2-12")
        await d.until(lambda: "woensdag 2 december 2026" in reading(d))
        d.press("tab")
        await d.until(lambda: d.main.focused is box(d, "if_we"))
        assert box(d, "when").value == "2-12"


async def test_one_key_in_the_notes_says_and_records_the_choice(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("zegt: ")
        before = d.call.step
        d.press("f12")
        await d.until(lambda: d.call.entry.when == "di 24 nov 2026", "recorded with one stroke")
        await d.until(lambda: "dinsdag 24 november 2026" in " ".join(script(d).split()), "said in the script")
        assert reading(d) == "= dinsdag 24 november 2026" and d.hand.step.stage is Stage.CLOSING
        assert d.main.focused is d.main.query_one(NotesArea)
        d.press("f12")
        d.type("vrijdag")
        await d.until(lambda: "vrijdag 27 november 2026" in " ".join(script(d).split()), "the second day")
        await d.until(lambda: d.call.notes == "zegt: vrijdag", "the notes keep the focus")
        await d.until(lambda: store.drafts()[ZONNEVELD].entry.when == "vr 27 nov 2026", "on the disk")
        d.press("ctrl+r", "ctrl+r")
        await d.until(lambda: (d.call.entry.when, d.call.step) == ("", before), "both taken back")


async def test_the_key_answers_on_an_objection_card_as_well(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f3", "1")
        await d.see("F12", again()[:12])
        d.press("f12")
        await d.until(lambda: d.call.objection == "" and d.hand.step.stage is Stage.CLOSING)
        assert d.call.entry.when == "di 24 nov 2026"


async def test_one_leader_key_says_and_records_the_choice(cockpit):
    async with driving(cockpit, (80, 24)) as d:
        await ring(d)
        d.press("ctrl+o", ".")
        await d.until(lambda: d.call.entry.when == "vr 27 nov 2026", "recorded")
        said = _("Agreed: {day}.").format(day="vrijdag 27 november 2026")
        await d.until(lambda: said in d.messages, "said")
        d.press("ctrl+o", ";")
        await d.until(lambda: d.call.entry.when == "di 1 dec 2026")
        d.press("ctrl+o", ",")
        await d.until(lambda: d.call.entry.when == "di 24 nov 2026")
        d.press("ctrl+r")
        await d.until(lambda: d.call.entry.when == "di 1 dec 2026", "undone")


async def test_before_the_call_no_day_is_taken(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        d.press("ctrl+o", ",")
        await d.until(lambda: _("Days are offered during a call.") in d.messages)
        assert d.call.entry.when == ""


async def test_where_two_days_are_offered_there_is_no_third(cockpit, monkeypatch):
    async with driving(cockpit) as d:
        await ring(d)
        from cockpit.desk import moments

        monkeypatch.setattr(moments, "take", lambda hand, number: None)
        d.press("ctrl+o", ";")
        await d.until(lambda: _("Two days are offered, not three.") in d.messages)


async def test_for_a_later_day_the_panel_names_the_day_that_we_need(cockpit):
    async with driving(cockpit) as d:
        await to_day(d)
        d.type("4-12")
        rather = _("→ rather {day}: name our need").format(day="vr 27 nov")
        await d.until(lambda: reading(d) == f"= vrijdag 4 december 2026\n{rather}", "an earlier day")
        d.press("ctrl+a", "ctrl+k")
        d.type("do")
        await d.until(lambda: reading(d) == "= donderdag 26 november 2026", "earlier than our need")


async def test_one_payment_is_held_to_the_last_day_that_was_set(cockpit):
    async with driving(cockpit, (160, 45)) as d:
        await take(d)
        d.hand.change(d.call.answer("room", "uiterlijk 1 december"))
        d.press("f5", "f4")
        d.type("4-12")
        await d.until(lambda: "1 dec 2026" in reading(d), "the limit")
        assert _("a reason to go further than was set beforehand") in words(d, "#form-status")
        d.press("ctrl+o", "+")
        await d.see("vr 4 dec 2026")
        d.press("f5")
        await d.until(lambda: d.app.screen.query("#line"), "the question for a reason")
        d.type("mag van directie")
        d.press("enter")
        await d.until(lambda: d.call.entry.beyond == "mag van directie")
        await d.until(lambda: "mag van directie" in reading(d), "the reason is read back")
        assert d.hand.understood.vague == ()
        d.press("f4")
        d.type("x")
        await d.until(lambda: d.call.entry.beyond == "", "another day needs another reason")
