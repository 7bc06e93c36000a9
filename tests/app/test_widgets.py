"""The widgets of the main screen, each on its own."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import date
from pathlib import Path

import pytest
from driving import Driver
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Paste
from textual.widgets import TextArea
from textual.widgets._toast import Toast

import cockpit.app
from cockpit.core.call import AgreementEntry
from cockpit.language import translator
from cockpit.language.days import parse_day
from cockpit.paths import bundled
from cockpit.widgets.agreement_form import FIELDS, HINTS, AgreementForm, FormView
from cockpit.widgets.checklist import Checklist, CheckRow
from cockpit.widgets.choices import Choice, Choices
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.keys_in_order import KeysInOrder
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain
from cockpit.widgets.queue_list import QueueList, Row
from cockpit.widgets.script import Script, ScriptView, Spoken, Words
from cockpit.widgets.stage_bar import StageBar
from cockpit.widgets.themes import load_theme


class Bench(KeysInOrder):
    """A bare app with some widgets, in the cockpit's own style; it remembers what they tell."""

    CSS_PATH = Path(cockpit.app.__file__).with_name("cockpit.tcss")
    AUTO_FOCUS = ""

    def __init__(self, *widgets):
        super().__init__()
        night = load_theme(bundled("themes") / "night.toml")
        self.register_theme(night)
        self.theme = night.name
        self.widgets = widgets
        self.told = []

    def compose(self):
        yield from self.widgets

    def on_queue_list_highlighted(self, event):
        self.told.append(("highlighted", event.debtor_id))

    def on_queue_list_taken(self, event):
        self.told.append(("taken", event.debtor_id))

    def on_checklist_ticked(self, event):
        self.told.append(("ticked", event.item))

    def on_checklist_wanted(self, event):
        self.told.append(("wanted", event.item))

    def on_agreement_form_typed(self, event):
        self.told.append(("typed", event.entry))

    def on_agreement_form_leave(self, event):
        self.told.append(("leave", ""))

    def on_notes_area_written(self, event):
        self.told.append(("written", event.text))

    def on_input_changed(self, event):
        self.told.append(("changed", event.value))


def rows_of(app):
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


# -- the queue ---------------------------------------------------------------------------------------------


def row(debtor_id):
    return Row("€", f"Debiteur {debtor_id}", "€ 1.000 · 12 d", "overdue")


def named(count):
    return [f"D{n}" for n in range(count)]


async def test_the_highlight_moves_and_tells():
    queue = QueueList()
    app = Bench(queue)
    async with app.run_test(size=(40, 10)) as pilot:
        queue.show(named(30), row)
        queue.focus()
        await pilot.press("down", "down", "up", "pagedown", "pageup", "end", "home", "enter")
        assert [d for what, d in app.told if what == "highlighted"] == [
            "D1", "D2", "D1", "D10", "D1", "D29", "D0",
        ]  # fmt: skip
        assert app.told[-1] == ("taken", "D0")
        await pilot.press("up", "pageup")
        assert queue.highlighted == "D0" and len(app.told) == 8, (
            "at the end nothing moves and nothing is told"
        )


async def test_the_highlight_stays_on_its_debtor_else_on_its_place():
    queue = QueueList()
    app = Bench(queue)
    async with app.run_test(size=(40, 10)) as pilot:
        queue.show(named(30), row)
        queue.move_to("D20")
        queue.show(list(reversed(named(30))), row)
        assert queue.highlighted == "D20"
        await pilot.pause()
        assert any("▸" in line and "D20" in line for line in rows_of(app)), "and it is in sight"
        queue.show([f"X{n}" for n in range(5)], row)
        assert queue.highlighted == "X4", "nobody of that name: the nearest place"
        queue.show(named(30), row, keep="D7")
        assert queue.highlighted == "D7"
        queue.show([], row)
        assert queue.highlighted is None
        await pilot.press("down", "enter", "end", "pagedown")
        queue.show(named(3), row)
        assert queue.highlighted == "D0"
        assert not [t for t in app.told if t[0] == "taken"]
        queue.move_to("nobody")
        assert queue.highlighted == "D0"


async def test_a_hundred_thousand_are_shown_as_fast_as_ten():
    queue = QueueList()
    drawn = []
    app = Bench(queue)
    async with app.run_test(size=(60, 30)) as pilot:
        everybody = named(100_000)
        start = time.perf_counter()
        queue.show(everybody, lambda d: drawn.append(d) or row(d))
        assert time.perf_counter() - start < 0.25
        await pilot.pause()
        assert len(drawn) <= 3 * 30, "only who is in sight is drawn"
        assert rows_of(app)[0].startswith("▸€ Debiteur D0 ")
        queue.focus()
        drawn.clear()
        await pilot.press("end")
        await pilot.pause()
        assert "D99999" in rows_of(app)[-1] and len(drawn) <= 3 * 30
        drawn.clear()
        await pilot.press("up", "up", "down")
        assert len(drawn) <= 6


async def test_a_click_moves_and_two_clicks_take():
    queue = QueueList()
    app = Bench(queue)
    async with app.run_test(size=(40, 10)) as pilot:
        queue.show(named(30), row)
        await pilot.click(QueueList, offset=(5, 4))
        assert queue.highlighted == "D4" and app.told[-1] == ("highlighted", "D4")
        await pilot.click(QueueList, offset=(5, 4), times=2)
        assert app.told[-1] == ("taken", "D4")
        queue.show(named(2), row)
        await pilot.click(QueueList, offset=(5, 8))
        assert queue.highlighted == "D1", "below the last nobody stands"


@pytest.mark.parametrize("width", [12, 20, 29, 38, 60])
async def test_a_row_is_exactly_as_wide_as_the_list(width):
    awkward = [
        Row("✗", "Bakkerij", "gebroken 4 d · € 1"),
        Row("", "名前がとても長い会社の名前です株式会社", "€ 1.000"),
        Row("☎", "x" * 500, "y" * 500, "golden"),
        Row("€", "👩‍💻 é́́", "", "paused"),
        Row("!", "", "", "broken"),
        Row("[/b]", "[@click=app.quit]x[/]", "[50%]"),
    ]
    queue = QueueList()
    app = Bench(queue)
    async with app.run_test(size=(width, 8)) as pilot:
        queue.show([str(n) for n in range(len(awkward))], lambda d: awkward[int(d)])
        await pilot.pause()
        for line in rows_of(app):
            assert cell_len(line) == width
        queue.focus()
        await pilot.pause()
        assert rows_of(app)[0].startswith("▸✗ ")


async def test_the_rows_follow_the_colours():
    queue = QueueList()
    app = Bench(queue)
    async with app.run_test(size=(40, 5)) as pilot:
        queue.show(named(3), row)
        await pilot.pause()

        def colours():
            return {s.style.color.name for strip in app.screen._compositor.render_strips() for s in strip}

        before = colours()
        day = load_theme(bundled("themes") / "day.toml")
        app.register_theme(day)
        app.theme = "day"
        await pilot.pause()
        assert colours().isdisjoint(before)


# -- the preparation ---------------------------------------------------------------------------------------


ITEMS = (
    CheckRow("hint", "next time", "ask for the buyer", tickable=False, tone="hint"),
    CheckRow("course", "course", "", tone="missing"),
    CheckRow("room", "how far", "two terms [50%] " * 8),
    CheckRow("goal", "goal", "a day", ticked=True, tone="no such tone"),
)


async def test_ticking_and_writing():
    checklist = Checklist()
    app = Bench(checklist)
    async with app.run_test(size=(50, 20)) as pilot:
        checklist.show(ITEMS, fresh=True)
        checklist.focus()
        await pilot.press("space", "enter", "down", "space", "space", "up", "enter", "down", "down", "down")
        assert app.told == [
            ("wanted", "hint"),
            ("ticked", "course"),
            ("ticked", "room"),
            ("wanted", "room"),
        ]
        checklist.show(ITEMS[:2])
        assert checklist._cursor == 1
        checklist.show(ITEMS)
        assert checklist._cursor == 1
        checklist.show(ITEMS, fresh=True)
        assert checklist._cursor == 0
        checklist.show(())
        await pilot.press("space", "enter", "down")
        assert len(app.told) == 4


async def test_the_row_for_the_keys_is_seen_as_soon_as_they_come_here_and_no_longer():
    checklist, elsewhere = Checklist(), LineInput()
    app = Bench(checklist, elsewhere)

    def is_marked():
        return any(segment.style and segment.style.reverse for segment in checklist.render_line(0))

    async with app.run_test(size=(50, 20)) as pilot:
        checklist.show(ITEMS, fresh=True)
        await pilot.pause()
        assert not is_marked()
        checklist.focus()
        await pilot.pause()
        assert is_marked()
        elsewhere.focus()
        await pilot.pause()
        assert not is_marked()


async def test_a_tick_can_be_read_without_colours_and_words_hang_under_words():
    checklist = Checklist()
    app = Bench(checklist)
    async with app.run_test(size=(50, 20)) as pilot:
        checklist.show(ITEMS)
        await pilot.pause()
        lines = [line.rstrip() for line in rows_of(app)]
        assert lines[0] == " ·  next time ask for the buyer"
        assert lines[1] == "[ ] course    —"
        assert lines[2].startswith("[ ] how far   two terms [50%] two terms")
        assert lines[3][:14].isspace() and not lines[3][14].isspace()
        assert "[✓] goal      a day" in lines


async def test_the_cursor_is_always_in_sight():
    many = [CheckRow(f"i{n}", f"item {n}", "some words that take more than one line here") for n in range(30)]
    checklist = Checklist()
    app = Bench(VerticalScroll(checklist, can_focus=False))
    async with app.run_test(size=(40, 8)) as pilot:
        checklist.show(many)
        checklist.focus()
        for keys, item in ((["down"] * 12, "item 12"), (["down"] * 30, "item 29"), (["up"] * 25, "item 4")):
            d = Driver(app, pilot)
            d.press(*keys)
            await d.until(lambda w=item: any(w in line for line in rows_of(app)), item)


# -- the agreement -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
def test_the_hints_of_the_panel_fit_whole_in_three_panes(tag):
    room = 40 - 4 - 10 - 2  # the pane, its border and padding, the label, the padding of the box
    words = translator(tag).gettext
    assert {name: hint for name, hint in HINTS.items() if cell_len(words(hint)) > room} == {}
    for day in words(HINTS["when"]).split(" · "):
        assert parse_day(day, date(2026, 11, 23), tag).day


@pytest.mark.parametrize("focused", [True, False])
@pytest.mark.parametrize(
    ("width", "shown"), [(12, "geen rente"), (12, "geen rente hierover"), (30, "één rij")]
)
async def test_a_hint_that_does_not_fit_ends_in_an_ellipsis(width, shown, focused):
    box = LineInput()
    app = Bench(box)
    async with app.run_test(size=(60, 5)) as pilot:
        box.styles.width, box.styles.padding, box.placeholder = width, 0, shown
        box.can_focus = focused
        app.set_focus(box)
        await pilot.pause()
        line = box.render_line(0).text
        assert line.rstrip() == (shown if len(shown) <= width else f"{shown[: width - 1].rstrip()}…")
        assert box.placeholder == shown


async def test_enter_and_tab_go_on_and_shift_tab_goes_back():
    app = Bench(AgreementForm())
    async with app.run_test(size=(60, 30)) as pilot:
        panel = app.query_one(AgreementForm)
        names = list(FIELDS)
        panel.first_empty().focus()
        await pilot.pause()
        seen = [app.focused.id]
        for key in ("enter", "tab", "enter", "tab"):
            await pilot.press(key)
            seen.append(app.focused.id)
        assert seen == [f"field-{n}" for n in names]
        await pilot.press("enter")
        assert app.told[-1] == ("leave", "") and app.focused.id == f"field-{names[-1]}"
        for name in [*reversed(names[:-1]), names[0]]:
            await pilot.press("shift+tab")
            assert app.focused.id == f"field-{name}"


async def test_words_typed_without_a_pause_land_in_their_boxes():
    app = Bench(AgreementForm())
    async with app.run_test(size=(60, 30)) as pilot:
        panel = app.query_one(AgreementForm)
        panel.query_one("#field-amount").focus()
        await pilot.pause()
        d = Driver(app, pilot)
        for turn in range(5):
            for name in FIELDS:
                d.press("ctrl+u")
                d.type(f"{name}{turn}")
                if name != "in_return":
                    d.press("tab" if turn % 2 else "enter")
            d.press(*["shift+tab"] * 5)
            await d.until(lambda t=turn: panel.entry.in_return == f"in_return{t}")
            assert [getattr(panel.entry, n) for n in FIELDS] == [f"{n}{turn}" for n in FIELDS]
            await d.until(lambda: app.focused.id == "field-amount")
        assert ("typed", panel.entry) in app.told


async def test_showing_an_entry_tells_nobody_and_keeps_what_has_no_box():
    app = Bench(AgreementForm())
    async with app.run_test(size=(60, 30)) as pilot:
        panel = app.query_one(AgreementForm)
        entry = AgreementEntry("10", "vr", "direct-debit", ("F1",), "kopie", "morgen", "niets")
        view = FormView(
            entry, {"amount": "€ 10,00"}, {"when": "[/b] what?"}, "by [x]", "for 1", "vague", "gap"
        )
        panel.show(view)
        await pilot.pause()
        assert panel.entry == entry and app.told == []
        text = "\n".join(rows_of(app))
        assert "= € 10,00" in text and "✗ [/b] what?" in text and "by [x]" in text and "vague" in text
        assert panel.first_empty().id == "field-when"
        panel.show(FormView())
        await pilot.pause()
        assert panel.entry == AgreementEntry() and "✗" not in "\n".join(rows_of(app))
        assert panel.first_empty().id == "field-amount"


async def test_the_proposed_amount_is_replaced_by_the_first_key():
    app = Bench(AgreementForm())
    async with app.run_test(size=(60, 30)) as pilot:
        panel = app.query_one(AgreementForm)
        panel.show(FormView(AgreementEntry("1.842,50", "vr")))
        app.screen.set_focus(panel.query_one("#field-amount"))
        await pilot.press("5")
        assert panel.entry.amount == "5"
        await pilot.press("tab", "shift+end", "x")
        assert panel.entry.when == "vrx", "a day is written on"


# -- one line each -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [9, 20, 33, 47, 60, 80, 100, 160])
async def test_the_footer_keeps_to_its_line_and_drops_from_the_right(width):
    pairs = [
        ("f5", "next line"),
        ("f3", "objection"),
        ("shift+f5", "back"),
        ("ctrl+o", "more"),
        ("f1", "help"),
    ]
    bar = KeyBar()
    app = Bench(bar, Plain("below"))
    async with app.run_test(size=(width, 4)) as pilot:
        bar.keys(pairs, width)
        await pilot.pause()
        text = rows_of(app)[0]
        shown = [words for _key, words in pairs if words in text]
        assert shown == [words for _key, words in pairs][: len(shown)]
        assert rows_of(app)[1].startswith("below"[:width]), "one line, never two"
        if width >= 80:
            assert text.startswith(" F5  next line   F3 objection   ⇧F5 back   ^O more   F1 help")


STAGES = ("prepare", "open", "ask", "agree", "close", "wrap up")


@pytest.mark.parametrize("width", [43, 60, 120])
async def test_the_stages_say_by_signs_where_we_are(width):
    bar = StageBar()
    app = Bench(bar)
    async with app.run_test(size=(width, 3)) as pilot:
        for now in range(-1, 6):
            bar.at(STAGES, now)
            await pilot.pause()
            text = rows_of(app)[0]
            assert text.count("✓") == max(now, 0) and text.count("●") == (now >= 0)
            assert text.count("○") == 6 - max(now, 0) - (now >= 0)
            if now >= 0:
                assert f"● {STAGES[now]}" in text
            assert not rows_of(app)[1].strip()


async def test_stages_that_were_set_while_hidden_fit_when_they_are_shown():
    bar = StageBar()
    bar.display = False
    app = Bench(bar)
    async with app.run_test(size=(40, 3)) as pilot:
        bar.at(STAGES, 0)
        bar.display = True
        await pilot.pause()
        await pilot.pause()
        assert rows_of(app)[0].count("○") == 5 and f"● {STAGES[0]}" in rows_of(app)[0]
        assert not rows_of(app)[1].strip()


# -- the script --------------------------------------------------------------------------------------------


async def test_the_script_shows_gaps_and_cues_as_plain_words():
    script = Script()
    view = ScriptView(
        title="Opening [/b]",
        now=(Spoken((Words("Dag, "), Words("[uw naam]", gap=True)), cue="smile", source="S3"),),
        hint="no amount [x]",
        next_title="then",
        next=(Spoken((Words("[50%]"),), label="check", cue="not now"),),
    )
    app = Bench(script)
    async with app.run_test(size=(50, 20)) as pilot:
        script.show(view)
        await pilot.pause()
        text = "\n".join(line.rstrip() for line in rows_of(app))
        for words in (
            "Opening [/b]",
            "“Dag, [uw naam]”",
            "   smile",
            "→ no amount [x]",
            "then",
            "check  “[50%]”",
        ):
            assert words in text
        assert "S3" not in text and "not now" not in text
        script.show(ScriptView(title="Card", card=True))
        await pilot.pause()
        assert script.has_class("-card") and "Opening" not in "\n".join(rows_of(app))


async def test_text_that_grows_or_shrinks_moves_what_stands_below():
    above, below = Plain("one"), Plain("below")
    app = Bench(above, below)
    async with app.run_test(size=(20, 10)) as pilot:
        for text, line in (("one", 1), ("a\nb\nc", 3), ("x\ny\nz", 3), ("word " * 8, 2), ("", 1), ("one", 1)):
            above.styles.height = "auto"
            above.show(text)
            await pilot.pause()
            lines = [r.rstrip() for r in rows_of(app)]
            assert lines.index("below") == (above.size.height), (text, lines)
            if text:
                assert above.size.height == line or text.startswith("word"), text


# -- the notes ---------------------------------------------------------------------------------------------


async def test_undo_of_a_paste_of_several_lines():
    """The sequence of textual#6686, which ends the app with Textual's own text box."""
    notes = NotesArea()
    app = Bench(notes)
    async with app.run_test(size=(40, 10)) as pilot:
        notes.focus()
        await pilot.press("a")
        for _ in range(3):
            notes.post_message(Paste("\n".join(f"regel {n}" for n in range(40))))
            await pilot.pause()
            await pilot.press("ctrl+z", "ctrl+z", "ctrl+y", "ctrl+z")
            await pilot.pause()
        await pilot.press("b")
        assert "b" in notes.text


EDITS = ("ctrl+z", "ctrl+y", "backspace", "delete", "enter", "up", "down", "left", "right", "home", "end",
         "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+d", "ctrl+a", "ctrl+x", "ctrl+c", "ctrl+v", "ctrl+shift+k",
         "shift+up", "shift+left", "pageup", "pagedown", "ctrl+left", "shift+end", "f7", "f6")  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_edited_the_notes_hold(seed):
    chance = random.Random(seed)
    notes = NotesArea(soft_wrap=True, show_line_numbers=False)
    app = Bench(notes)
    async with app.run_test(size=(chance.choice([20, 40, 80]), 8)) as pilot:
        notes.focus()
        await pilot.pause()
        d = Driver(app, pilot)
        for _ in range(120):
            what = chance.random()
            if what < 0.15:
                lines = ("w" * chance.randint(0, 60) for _ in range(chance.randint(1, 30)))
                d.paste("\n".join(lines))
            elif what < 0.25:
                notes.stamp("10:00")
            elif what < 0.28:
                notes.load_text("nieuw\n" * chance.randint(0, 20))
            elif what < 0.5:
                d.type("".join(chance.choices("abç€[", k=4)))
            else:
                d.press(chance.choice(EDITS))
            if chance.random() < 0.5:
                await asyncio.sleep(0.001)
        d.type("einde")
        await d.until(lambda: app.told and app.told[-1] == ("written", notes.text) and "einde" in notes.text)


async def test_a_paste_is_harmless_text_and_replaces_what_is_selected():
    notes = NotesArea()
    app = Bench(notes)
    async with app.run_test(size=(40, 10)) as pilot:
        notes.focus()
        notes.post_message(Paste("een\r\ntwee\rdrie \x1b[31m\x9b2J\u202e[/b]\x07"))
        await pilot.pause()
        assert notes.text == "een\ntwee\ndrie [/b]"
        await pilot.press("shift+home", "x")
        assert notes.text == "een\ntwee\nx"
        notes.read_only = True
        notes.post_message(Paste("niet"))
        await pilot.pause()
        assert notes.text == "een\ntwee\nx"


@pytest.mark.parametrize(
    ("text", "cursor", "stamped"),
    [
        ("", (0, 0), "10:00 "),
        ("een", (0, 1), "een\n10:00 "),
        ("een\n", (1, 0), "een\n10:00 "),
        ("een\ntwee", (0, 0), "een\n10:00 \ntwee"),
        ("een\n   ", (1, 0), "een\n   10:00 "),
    ],
)
async def test_a_time_stands_on_a_line_of_its_own(text, cursor, stamped):
    notes = NotesArea()
    app = Bench(notes)
    async with app.run_test(size=(40, 10)) as pilot:
        notes.load_text(text)
        notes.move_cursor(cursor)
        notes.focus()
        notes.stamp("10:00")
        await pilot.press("x")
        assert notes.text == stamped.replace("10:00 ", "10:00 x")


def test_the_fault_of_the_base_class_is_still_there():
    """When this fails, Textual mended textual#6686 and `NotesArea.scroll_cursor_visible` can go."""
    assert "line_count" not in TextArea.scroll_cursor_visible.__code__.co_names


# -- one line of text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ctrl+backspace", "alt+backspace", "ctrl+w"])
async def test_a_word_is_deleted_to_the_left(key):
    box = LineInput(select_on_focus=False)
    app = Bench(box)
    async with app.run_test(size=(40, 5)) as pilot:
        app.screen.set_focus(box)
        box.value = "een twee drie"
        box.cursor_position = 8
        await pilot.press(key)
        assert box.value == "een  drie"


async def test_filling_a_box_tells_nobody_and_goes_to_the_end():
    box = LineInput(select_on_focus=False)
    app = Bench(box)
    async with app.run_test(size=(40, 5)) as pilot:
        box.fill("abc")
        await pilot.pause()
        assert app.told == [] and box.cursor_position == 3
        app.screen.set_focus(box)
        await pilot.press("left", "x")
        assert app.told == [("changed", "abxc")]
        box.fill("abxc")
        assert box.cursor_position == 3, "the same text again leaves the cursor where it is"


# -- lists --------------------------------------------------------------------------------------------------


async def test_a_line_that_comes_twice_is_shown_once():
    listed = LineList()
    app = Bench(listed)
    async with app.run_test(size=(40, 8)) as pilot:
        listed.show([Line("a", Content("before")), Line("b", Content("beta")), Line("a", Content("after"))])
        await pilot.pause()
        assert [row.strip(" ▸") for row in rows_of(app)[:3]] == ["after", "beta", ""]


# -- a short list ------------------------------------------------------------------------------------------


async def test_a_list_shows_its_highlight_while_the_keys_come_here():
    choices, elsewhere = Choices([Choice("a", "a", "alpha"), Choice("b", "b", "beta")]), LineInput()
    app = Bench(choices, elsewhere)
    async with app.run_test(size=(40, 8)) as pilot:
        assert "▸" not in "".join(rows_of(app))
        choices.focus()
        await pilot.pause()
        assert "▸ a  alpha" in rows_of(app)[0]
        elsewhere.focus()
        await pilot.pause()
        assert "▸" not in "".join(rows_of(app))


async def test_a_list_keeps_its_highlight_in_sight():
    choices = Choices([Choice(str(n), "", f"keuze {n} " + "woorden " * (n % 3) * 6) for n in range(30)])
    app = Bench(VerticalScroll(choices, can_focus=False))
    async with app.run_test(size=(40, 8)) as pilot:
        choices.focus()
        for times, wanted in ((20, "▸    keuze 20"), (20, "▸    keuze 29")):
            d = Driver(app, pilot)
            d.press(*["down"] * times)
            await d.until(lambda w=wanted: any(w in line for line in rows_of(app)), wanted)


# -- notifications -----------------------------------------------------------------------------------------


async def test_a_toast_that_comes_too_late_goes_away_and_hangs_nothing(make_cockpit, monkeypatch):
    """Its timer was one of less than nothing, which turns without a pause."""
    made, build = [], Toast.__init__

    def stall(self, notification):
        notification.raised_at -= 100  # the machine stood still between the look at the clock and this
        build(self, notification)
        assert self._timeout > 0
        made.append(notification)

    monkeypatch.setattr(Toast, "__init__", stall)
    cockpit = make_cockpit()
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        cockpit.notify("late", timeout=5)
        d = Driver(cockpit, pilot)
        await d.until(lambda: made, "the toast")
        await d.until(lambda: not cockpit.main.query(Toast), "no toast any more")
        assert made[0].has_expired and not cockpit._notifications


async def test_notifications_that_were_taken_back_leave_nothing_behind(make_cockpit):
    cockpit = make_cockpit()
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        for number in range(12):
            cockpit.notify(f"said {number}", timeout=60)
            await pilot.pause()
            cockpit.clear_notifications()
            await pilot.pause()
        assert len(cockpit.main.query("ToastHolder")) <= 2
        cockpit.notify("this one stays", timeout=60)
        await pilot.pause()
        assert "this one stays" in "\n".join(rows_of(cockpit))
