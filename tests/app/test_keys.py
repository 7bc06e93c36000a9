"""Keys: what a terminal really sends, one's own keys, and keys that come faster than they are acted on."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import ModuleInfo, iter_modules

import pytest
from driving import driving
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.requests import REQUESTS
from cockpit.widgets import keys_in_order
from cockpit.widgets.actions import ACTIONS, key_name, keys_with
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.choices import Choices
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.queue_list import QueueList

KEYS = {a.id: a.key for a in ACTIONS if a.key}
_FUNCTION = {
    1: "OP",
    2: "OQ",
    3: "OR",
    4: "OS",
    5: "[15~",
    6: "[17~",
    7: "[18~",
    8: "[19~",
    9: "[20~",
    12: "[24~",
}


def sent(key: str) -> str:
    """What a terminal sends for a key."""
    if key.startswith("ctrl+"):
        return chr(ord(key[-1]) - 96)
    shift, number = key.startswith("shift+"), int(key.rpartition("f")[2])
    code = _FUNCTION[number]
    return f"\x1b{code[:-1]};2~" if shift else f"\x1b{code}"


def received(text: str) -> list[str]:
    return [event.key for event in XTermParser(False).feed(text) if isinstance(event, events.Key)]


# -- what a terminal sends ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEYS)
def test_every_key_arrives_under_its_name(name):
    assert received(sent(KEYS[name])) == [KEYS[name]]


def test_with_the_keyboard_protocol_of_newer_terminals_as_well():
    assert received("\x1b[111;5u") == ["ctrl+o"]
    assert received("\x1b[15;2~") == ["shift+f5"]


def taken_by(box: type) -> set[str]:
    """All keys that a text box uses for itself."""
    return {key for b in box._merged_bindings.key_to_bindings for key in [b]}


def test_no_key_is_one_that_a_text_box_edits_with():
    editing = {f"ctrl+{c}" for c in "acdeukvwxyz"} | {"f6", "f7"}
    assert editing <= taken_by(TextArea), "what Textual uses"
    assert set(KEYS.values()).isdisjoint(editing | taken_by(TextArea))
    # In a box of one line ^F would delete the word to the right; finding somebody goes before.
    assert set(KEYS.values()) & taken_by(Input) <= {"ctrl+f"}


def test_no_key_writes_anything_or_needs_alt():
    for key in KEYS.values():  # F10 opens a menu of the window, F11 makes it fill the screen
        assert re.fullmatch(r"(shift\+)?f[1-9]|f12|ctrl\+[a-z]", key), key
        assert key not in {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}, "Tab, Enter and Backspace"


def test_letters_are_no_digits_and_every_request_can_be_asked_for():
    assert all(not a.leader.isdigit() for a in ACTIONS)
    # `escape` and writing at an item of the preparation are asked for by the screen itself.
    assert set(REQUESTS) - {a.id for a in ACTIONS} == {"escape", "write-item"}


def _modules(room: str) -> list[ModuleInfo]:
    return [m for m in iter_modules(import_module(f"cockpit.{room}").__path__) if not m.ispkg]


def every_class_of(module: str) -> set[type]:
    found = import_module(module)
    return {value for value in vars(found).values() if isinstance(value, type)}


def test_every_letter_works_with_the_capitals_locked():
    modules = [f"cockpit.{room}.{m.name}" for room in ("screens", "widgets") for m in _modules(room)]
    classes = set().union(*map(every_class_of, modules))
    bound = [(c, binding) for c in classes for binding in vars(c).get("BINDINGS", ())]
    assert len(bound) > 100
    keys = [(c.__name__, b.key.split(",")) for c, b in bound if isinstance(b, Binding)]
    letters = {(name, key) for name, taken in keys for key in taken if len(key) == 1 and key.isalpha()}
    assert {(name, key.swapcase()) for name, key in letters} == letters


# -- one's own keys ----------------------------------------------------------------------------------------


async def test_an_own_key_works_and_the_shipped_one_does_not_any_more(make_cockpit):
    async with driving(make_cockpit(keys={"stamp": "ctrl+b", "next": "f10"})) as d:
        await d.see("F10  voorbereiden")
        d.press("f5", "f10")
        await d.see("F10  bellen")
        d.press("f5", "f10")
        await d.until(lambda: d.main.is_talking)
        await d.see("^B tijd")
        d.press("f8")
        await d.rest()
        assert d.call.notes == ""
        d.press("ctrl+b")
        await d.until(lambda: d.call.notes == "10:00 ")
        d.press("f4")
        d.type("vr")
        d.press("f9", "6")
        await d.see("F10 verder")
        d.press("f10")
        await d.see("Afronden", "F10  bewaren")
        d.press("f10")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)


async def test_an_action_without_a_shipped_key_can_have_one(make_cockpit):
    async with driving(make_cockpit(keys={"contact": "f10"})) as d:
        d.press("f5", "f5", "f10")
        d.type("Mevr. Bos")
        await d.until(lambda: d.call.contact == "Mevr. Bos")


async def test_what_cannot_be_used_is_said_with_both_names(make_cockpit):
    async with driving(make_cockpit(keys={"next": "f9", "nope": "f10"})) as d:
        await d.until(lambda: len(d.messages) == 2)
        said = " ".join(d.messages)
        assert "Verder" in said and "Ophangen" in said and "nope" in said
        await d.see("F5  voorbereiden")


async def test_swapped_keys_do_each_others_work(make_cockpit):
    async with driving(make_cockpit(keys={"objection": "f4", "agreement": "f3"})) as d:
        d.press("f5", "f5", "f4", "2")
        await d.see("Tegenwerping 2", "F4 tegenwerping", "F3 afspraak")
        d.press("f3")
        d.type("vr")
        await d.until(lambda: d.call.entry.when == "vr")


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.key], ids=lambda a: a.id)
def test_every_shipped_key_is_bound_once_and_before_the_boxes(action):
    bound = [b for b in CockpitScreen.BINDINGS if b.id == action.id]
    assert [(b.key, b.priority) for b in bound] == [(action.key, True)]
    assert key_name(action.key) and keys_with({action.id: action.key})[1] == ()


# -- keys that come faster than they are acted on ----------------------------------------------------------


async def call(d):
    d.press("f5", "f5")
    await d.until(lambda: d.main.is_talking)


async def test_a_letter_is_taken_away_where_it_was_typed(cockpit):
    async with driving(cockpit) as d:
        await call(d)
        amount = d.call.entry.amount
        d.type("abcd")
        d.press("backspace", "backspace", "f4")
        d.type("+3x")
        d.press("backspace", "f4", "left", "left")
        d.type("-")
        await d.until(lambda: d.call.notes == "-ab", d.call.notes)
        assert (d.call.entry.amount, d.call.entry.when) == (amount, "+3")


async def test_a_line_is_taken_to_its_last_letter(cockpit):
    async with driving(cockpit) as d:
        d.press("f5")
        await d.until(lambda: d.main.preparing)
        rows = [row.id for row in d.main.query_one(Checklist)._rows]
        d.press(*["down"] * rows.index("room"), "enter")
        d.type("Hooguit twee termijnen")
        d.press("f5", "f5")
        d.type("en door")
        await d.until(lambda: d.call.notes == "en door")
        assert d.call.answer_to("room") == "Hooguit twee termijnen" and d.main.is_talking


async def test_the_last_box_gives_the_focus_back_before_the_next_letter(cockpit):
    async with driving(cockpit) as d:
        await call(d)
        d.press("f4")
        for text in ("+3", "kopie", "vandaag 16:30", "niets"):
            d.type(text)
            d.press("enter")
        d.type("notitie")
        await d.until(lambda: d.call.notes == "notitie")
        assert d.call.entry.in_return == "niets"


async def test_a_dialog_is_closed_once_however_often_it_is_asked(cockpit):
    async with driving(cockpit) as d:
        await call(d)
        for key in ("ctrl+o", "f1", "ctrl+g", "f3"):
            d.press(key, *["escape"] * 4)
        d.type("klaar")
        await d.until(lambda: d.call.notes == "klaar")
        assert d.app.screen is d.main


async def test_a_key_that_nobody_wanted_does_no_harm_when_the_last_screen_is_gone(cockpit):
    async with driving(cockpit) as d:
        await d.rest()
        key = events.Key("f11", None)
        key._set_forwarded()
        screens, gone = cockpit._screen_stack, [*cockpit._screen_stack]
        screens.clear()
        try:
            await cockpit.on_event(key)
        finally:
            screens[:] = gone
        d.press("f2")
        await d.rest()
        assert cockpit._exception is None


async def test_a_paste_waits_for_its_box(cockpit):
    async with driving(cockpit) as d:
        await call(d)
        d.type("a")
        d.press("f4")
        d.paste("+7")
        d.press("f4")
        d.paste("b\nc")
        d.press("backspace")
        d.type("d")
        await d.until(lambda: d.call.notes == "ab\nd", d.call.notes)
        assert d.call.entry.when == "+7"


async def test_the_queue_is_moved_key_by_key(cockpit):
    async with driving(cockpit) as d:
        queue = d.main.query_one(QueueList)
        d.press(*["down"] * 10, *["up"] * 3, "f5")
        await d.until(lambda: d.main.preparing)
        assert queue._cursor == 7 and d.call.debtor_id == queue.highlighted


async def test_keys_go_on_when_what_follows_them_is_lost(cockpit, monkeypatch):
    """Whatever is taken away or stuck: after a while the keys go on."""
    monkeypatch.setattr(keys_in_order, "_PATIENCE", 0.05)
    async with driving(cockpit) as d:
        monkeypatch.setattr(d.app, "_send", lambda laps: None)
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking)
        d.type("ab")
        d.press("backspace")
        d.type("c")
        await d.until(lambda: d.call.notes == "ac")


async def test_keys_after_the_end_are_nobodys(cockpit):
    async with driving(cockpit) as d:
        d.press("ctrl+q", "f5", "f5", "a", "escape")
        await d.until(lambda: d.app._exit)
    assert cockpit.return_code == 0


async def test_typing_costs_no_messages_beside_textuals_own(cockpit):
    async with driving(cockpit) as d:
        await call(d)
        await d.rest()
        before = d.app._followed
        d.type("dit is een lange regel zonder een enkele toets die geen letter is")
        await d.until(lambda: d.call.notes.endswith("letter is"))
        assert d.app._followed == before


def test_what_is_a_letter_for_a_box():
    notes, choices = NotesArea(), Choices()
    key = events.Key("a", "a")
    assert keys_in_order._is_text(key, notes) and not keys_in_order._is_text(key, choices)
    assert keys_in_order._is_text(events.Paste("x"), notes)
    assert not keys_in_order._is_text(events.Paste("x"), choices)
    assert not keys_in_order._is_text(events.Key("backspace", "\x7f"), notes)
    assert not keys_in_order._is_text(key, App())
    assert keys_in_order._is_text(events.Key(_character_to_key("["), "["), notes)
