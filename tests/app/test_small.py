"""The small dialogs and the widgets that they are made of."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.content import Content

from cockpit.language import NotUnderstood, use
from cockpit.paths import bundled
from cockpit.screens import leaving
from cockpit.screens.small import Confirm, Leader, Pick, ReadLine, WriteLine, numbered
from cockpit.store.port import StoreError
from cockpit.widgets.actions import ACTIONS
from cockpit.widgets.choices import Choice, Choices
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, as_content, fit, hanging, lines, whole_words
from cockpit.widgets.themes import load_theme

AWKWARD = "[/b] [@click=app.bell]x[/] [50%] $x \\["


@pytest.fixture(autouse=True)
def english():
    use("en")


def seen(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def answers(app, dialog, *keys, size=(80, 24)):
    """What a dialog gives after these keys; `...` when it is still open."""
    given = [...]
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.push_screen(dialog, lambda answer: given.__setitem__(0, answer))
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
    return given[0]


# -- one out of a few ---------------------------------------------------------------------------------------


THREE = [Choice("a", "1", "first"), Choice("b", "X", "second"), Choice("c", "", "third", "by the arrows")]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["1"], "a"),
        (["x"], "b"),
        (["X"], "b"),
        (["enter"], "a"),
        (["down", "enter"], "b"),
        (["up", "enter"], "a"),
        (["down", "down", "down", "enter"], "c"),
        (["escape"], None),
        (["f5"], ...),
        (["q", "space", "tab"], ...),
    ],
)
async def test_a_choice_by_its_key_or_by_the_arrows(cockpit, keys, answer):
    assert await answers(cockpit, Pick("Which?", THREE), *keys) == answer


@pytest.mark.parametrize(("taken", "answer"), [("b", "b"), ("gone", "a")])
async def test_the_choice_that_holds_is_where_the_cursor_is(cockpit, taken, answer):
    assert await answers(cockpit, Pick("Which?", THREE, taken), "enter") == answer


async def test_more_choices_than_digits(cockpit):
    many = numbered([(f"n{n}", f"objection {n}") for n in range(40)])
    assert len({choice.key for choice in many if choice.key}) == 35
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        given = []
        cockpit.push_screen(Pick("Which?", many), given.append)
        await pilot.pause()
        assert "objection 0" in seen(cockpit) and "objection 39" not in seen(cockpit)
        for _ in range(39):
            await pilot.press("down")
        await pilot.pause()
        assert "▸    objection 39" in seen(cockpit)
        assert "╰" in seen(cockpit).splitlines()[-2] + seen(cockpit).splitlines()[-3]
        await pilot.press("enter")
        await pilot.pause()
        assert given == ["n39"]


@pytest.mark.parametrize(("key", "answer"), [("9", "n8"), ("a", "n9"), ("z", "n34")])
async def test_after_the_digits_come_the_letters(cockpit, key, answer):
    many = numbered([(f"n{n}", f"objection {n}") for n in range(40)])
    assert await answers(cockpit, Pick("Which?", many), key) == answer


TWICE = [Choice("a", "1", "first"), Choice("b", "1", "second")]


@pytest.mark.parametrize(("keys", "answer"), [(["1"], "a"), (["down", "enter"], "b")])
async def test_of_two_choices_with_one_key_the_first_has_it(cockpit, keys, answer):
    assert await answers(cockpit, Pick("Which?", TWICE), *keys) == answer


async def test_a_key_is_shown_once(cockpit):
    async with cockpit.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        cockpit.push_screen(Pick("Which?", TWICE))
        await pilot.pause()
        assert "1  first" in seen(cockpit) and "1  second" not in seen(cockpit)


async def test_nothing_to_choose_from(cockpit):
    assert await answers(cockpit, Pick("Which?", []), "enter", "down", "1") is ...


async def test_a_choice_of_foreign_words(cockpit):
    assert await answers(cockpit, Pick(AWKWARD, [Choice("a", "1", AWKWARD, AWKWARD)]), "1") == "a"


# -- a question ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "no"),
        (["n"], "no"),
        (["y"], "yes"),
        (["Y"], "yes"),
        (["down", "enter"], "yes"),
        (["escape"], None),
        (["ctrl+q"], ...),
        (["f5", "f9", "space"], ...),
    ],
)
async def test_enter_alone_never_discards_anything(cockpit, keys, answer):
    assert await answers(cockpit, Confirm("Throw it away?", "Yes", "No"), *keys) == answer


async def test_yes_and_no_in_dutch(cockpit):
    use("nl")
    assert await answers(cockpit, Confirm("Weggooien?", "Ja", "Nee"), "j") == "yes"


# -- one line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["a", "space", "b", "enter"], "a b"),
        (["a", "f5"], "a"),
        (["space", "a", "space", "enter"], "a"),
        (["enter"], ""),
        (["a", "escape"], None),
    ],
)
async def test_one_line(cockpit, keys, answer):
    assert await answers(cockpit, WriteLine("What?"), *keys) == answer


async def test_a_line_is_written_on(cockpit):
    assert await answers(cockpit, WriteLine("What?", "ab"), "c", "enter") == "abc"


async def test_a_line_that_is_needed(cockpit):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        given = []
        cockpit.push_screen(WriteLine("What?", hint="say it", needed=True), given.append)
        await pilot.pause()
        await pilot.press("space", "enter")
        await pilot.pause()
        assert given == [] and "One line is needed here." in seen(cockpit) and "say it" in seen(cockpit)
        await pilot.press("a", "enter")
        await pilot.pause()
        assert given == ["a"]


@pytest.mark.parametrize(
    ("typed", "taken"), [("a\u202e\x1b[1m  b", "a b"), ("y" * 9999, "y" * 500)], ids=["hostile", "long"]
)
async def test_a_line_is_only_text(cockpit, typed, taken):
    assert await answers(cockpit, WriteLine(AWKWARD, typed), "enter") == taken


async def test_a_line_that_is_read_back(cockpit):
    def read(text):
        if not text.isdigit():
            raise NotUnderstood("amount", text=text)
        return f"{int(text)} euro [/b]"

    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        given = []
        cockpit.push_screen(ReadLine("How much?", read, "7"), given.append)
        await pilot.pause()
        await pilot.press("7", "5")  # the first key takes the place of what was there
        await pilot.pause()
        assert "= 75 euro [/b]" in seen(cockpit)
        await pilot.press("x")
        await pilot.pause()
        assert "✗" in seen(cockpit) and "euro" not in seen(cockpit)
        await pilot.press("enter", "f5")
        await pilot.pause()
        assert given == []
        await pilot.press("backspace", "backspace", "backspace")
        await pilot.pause()
        reading = cockpit.screen.query_one("#reading", Plain)
        assert str(reading.content) == ""
        await pilot.press("enter")
        await pilot.pause()
        assert given == [] and "✗" in str(reading.content)
        await pilot.press("8", "enter")
        await pilot.pause()
        assert given == ["8"]


# -- all actions by letter ----------------------------------------------------------------------------------


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.leader], ids=lambda a: a.id)
async def test_every_letter_belongs_to_one_action(action):
    assert [a.id for a in ACTIONS if a.leader == action.leader] == [action.id]


CARDS = [(str(n % 10), f"card-{n}") for n in range(1, 11)]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["n"], "next"),
        (["N"], "next"),
        (["question_mark"], "help"),
        (["3"], "objection:card-3"),
        (["0"], "objection:card-10"),
        (["escape"], None),
        (["f5"], None),
        (["ctrl+o"], None),
        (["space"], None),
        (["#"], None),
    ],
)
async def test_one_letter_and_back(cockpit, keys, answer):
    assert await answers(cockpit, Leader(CARDS), *keys) == answer


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36)])
async def test_the_letters_fit_the_window(cockpit, size):
    async with cockpit.run_test(size=size) as pilot:
        await pilot.pause()
        cockpit.push_screen(Leader(CARDS))
        await pilot.pause()
        shown = seen(cockpit)
        if size[1] >= 24:
            for action in ACTIONS:
                assert not action.leader or f" {action.leader} {action.label}" in shown
            assert "1–0 Objection by number" in shown


async def test_without_objections_there_are_no_numbers(cockpit):
    assert await answers(cockpit, Leader(), "1") is None


# -- leaving ------------------------------------------------------------------------------------------------


async def test_between_two_calls_the_cockpit_closes_at_once(cockpit):
    async with cockpit.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert cockpit._exit


async def test_in_a_call_it_asks_and_keeps_everything(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f5", "f5", "H", "i", "ctrl+q", "ctrl+q", "enter")
        await pilot.pause()
        assert not cockpit._exit and cockpit.screen is cockpit.main
        assert cockpit.main.focused.id == "notes"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "You are in a call with" in seen(cockpit)
        debtor = cockpit.desk.hand.call.debtor_id
        assert store.drafts()[debtor].notes == "Hi"
        await pilot.press("y")
        await pilot.pause()
        assert cockpit._exit and store.drafts()[debtor].is_live


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (33, "20176 € 1.000,00 + 20178 € 500,00"),
        (32, "20176 € 1.000,00 + 20178 …"),
        (20, "20176 € 1.000,00 …"),
        (17, "20176 …"),
        (7, "20176 …"),
        (6, "20176…"),
        (0, ""),
    ],
)
def test_what_has_no_room_goes_whole_and_never_half_an_amount(width, shown):
    assert whole_words("20176 € 1.000,00 + 20178 € 500,00", width) == shown


@given(
    st.lists(st.sampled_from(["20176", "€ 1.000,00", "+", "en dan", "-€ 3", "漢字"]), max_size=8),
    st.integers(0, 40),
)
def test_words_never_take_more_room_than_there_is(words, width):
    assert cell_len(whole_words(" ".join(words), width)) <= width


@pytest.mark.parametrize("name", ["Bloemist Peeters N.V.", "Garage Smit"])
def test_a_name_that_ends_in_a_full_stop_gets_no_second_one(name):
    hand = SimpleNamespace(unsaved=None, account=SimpleNamespace(debtor=SimpleNamespace(name=name)))
    screen = SimpleNamespace(desk=SimpleNamespace(hand=hand, is_live=True))
    question = leaving._question(screen, None)
    assert name in question and ".." not in question


async def test_words_that_could_not_be_written_are_not_lost_in_silence(cockpit, store, monkeypatch):
    def full(call):
        raise StoreError("disk-full", path="workspace")

    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        monkeypatch.setattr(store, "save_draft", full)
        await pilot.press("f5", "f5", "H", "ctrl+q")
        await pilot.pause()
        assert not cockpit._exit and "only in memory" in seen(cockpit)
        await pilot.press("enter")
        await pilot.pause()
        assert not cockpit._exit and cockpit.screen is cockpit.main


# -- widgets ------------------------------------------------------------------------------------------------


class Bench(App):
    """A bare app with one widget."""

    def __init__(self, *widgets):
        super().__init__()
        night = load_theme(bundled("themes") / "night.toml")
        self.register_theme(night)
        self.theme = night.name
        self.widgets = widgets

    def compose(self):
        yield from self.widgets


async def test_plain_text_is_never_markup():
    plain = Plain(AWKWARD)
    app = Bench(plain)
    async with app.run_test(size=(60, 5)) as pilot:
        assert AWKWARD in seen(app)
        plain.show("[red]other")
        await pilot.pause()
        assert "[red]other" in seen(app)


def test_plain_text_repaints_only_what_changed(monkeypatch):
    plain = Plain("one")
    painted = []
    monkeypatch.setattr(plain, "update", painted.append)
    plain.show("one")
    plain.show(Content("one"))
    plain.show(Content.styled("one", "bold"))
    plain.show("two")
    assert [content.plain for content in painted] == ["one", "two"]


def test_lines_and_content():
    made = lines("[a]", Content.styled("b", "bold"))
    assert made.plain == "[a]\nb" and as_content(made) is made


@pytest.mark.parametrize(
    ("text", "width", "right", "fitted"),
    [
        ("abc", 5, False, "abc  "),
        ("abc", 5, True, "  abc"),
        ("abc", 3, False, "abc"),
        ("abcd", 3, False, "ab…"),
        ("a bcd", 3, False, "a… "),
        ("漢字漢", 5, False, "漢字…"),
        ("漢字漢", 4, True, "漢… "),
        ("abc", 1, False, "…"),
        ("abc", 0, False, ""),
    ],
)
def test_a_text_in_exactly_so_many_cells(text, width, right, fitted):
    assert fit(text, width, right) == fitted


def test_a_hanging_text():
    made = hanging(Content("key  "), "one two three", 13)
    assert made.plain == "key  one two\n     three"
    assert hanging(Content("key "), "", 13).plain == "key "


async def test_a_list_of_lines():
    rows = [Line("h", Content("head"), heading=True), *(Line(str(n), Content(f"row {n}")) for n in range(9))]
    listed = LineList()
    app = Bench(listed)
    async with app.run_test(size=(30, 5)) as pilot:
        listed.show(rows)
        listed.focus()
        await pilot.pause()
        assert listed.chosen == "0" and "▸ row 0" in seen(app) and "  head" in seen(app)
        await pilot.press("up")
        assert listed.chosen == "0"
        await pilot.press("end", "down")
        assert listed.chosen == "8" and "▸ row 8" in seen(app) and "head" not in seen(app)
        await pilot.press("home", "up")
        await pilot.pause()
        assert "head" in seen(app)
        await pilot.press("down", "down")
        listed.show(rows[:-1])
        assert listed.chosen == "2"
        listed.show([rows[0], rows[5], rows[6]])
        assert listed.chosen == "5"  # the line is gone: the last that there is takes its place
        listed.show(rows, keep="7")
        assert listed.chosen == "7"
        listed.show(rows[:1])
        assert listed.chosen is None
        listed.show([])
        await pilot.press("down", "up")
        assert listed.chosen is None
        listed.show([*rows[1:4], rows[0]])
        assert listed.chosen == "0"


async def test_a_long_or_awkward_line_is_cut_and_stays_one():
    listed = LineList()
    app = Bench(listed)
    async with app.run_test(size=(30, 5)) as pilot:
        listed.show([Line("a", Content(f"{AWKWARD} {'y' * 900}")), Line("b", Content("second"))])
        await pilot.pause()
        shown = seen(app).splitlines()
        assert shown[0].startswith("▸ [/b]") and shown[0].endswith("…") and "second" in shown[1]


async def test_a_line_box_pastes_harmless_text():
    from textual.events import Paste

    box = LineInput()
    app = Bench(box, Choices([Choice("a", "1", "first")]))
    async with app.run_test(size=(30, 5)) as pilot:
        box.focus()
        box.post_message(Paste("a\x1b[31m\nb"))
        await pilot.pause()
        assert box.value == "a b"
