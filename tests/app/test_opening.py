"""The first frame, what comes after it, and that a letter paints no more than it changed."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from driving import Driver, driving
from terminal import Terminal
from textual.app import App
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.late import late
from cockpit.screens import sizes
from cockpit.screens.beside import Beside
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.history import HistoryScreen
from cockpit.screens.outcome import OutcomeScreen
from cockpit.screens.report import ReportScreen
from cockpit.screens.resting import RestingScreen
from cockpit.screens.wrap_up import WrapUpScreen
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace
from cockpit.widgets.plain import Plain
from cockpit.widgets.queue_list import QueueList
from cockpit.widgets.search_box import SearchBox

# -- the first frame ----------------------------------------------------------------------------------------


def test_the_first_frame_waits_for_nothing_that_it_does_not_show():
    looked_at = ("cockpit.core.queue", "cockpit.desk.board", "cockpit.playbook.reading", "cockpit.handover")
    code = f"import sys, cockpit.app; print([m for m in {looked_at} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_late_module_is_the_module_itself():
    assert late("cockpit.screens.panes").show_all is sys.modules["cockpit.screens.panes"].show_all
    with pytest.raises(ImportError, match="there is no module"):
        late("cockpit.nothing")


def test_a_late_module_is_loaded_at_the_first_look(monkeypatch):
    monkeypatch.delitem(sys.modules, "cockpit.desk.reporting", raising=False)
    module = late("cockpit.desk.reporting")
    assert sys.modules["cockpit.desk.reporting"] is module and type(module) is not ModuleType
    assert module.__name__ == "cockpit.desk.reporting"
    assert type(module) is ModuleType, "now it is there"


async def test_panes_and_keys_stand_before_anything_was_read(desk, tmp_path, monkeypatch):
    seen = []
    before = CockpitScreen._open

    async def look(screen):
        seen.append(Driver(screen.app, None).text)
        assert not screen.is_open
        screen.action_request("next")  # what cannot be done yet is not done
        screen.app.keep_everything()
        await before(screen)

    monkeypatch.setattr(CockpitScreen, "_open", look)
    cockpit = CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path))
    async with driving(cockpit) as d:
        await d.see("te bellen", "Bakkerij Zo")
        assert len(seen) == 1
        assert all(words in seen[0] for words in ("wachtrij", "notities & afspraak", "kiezen", "zoeken"))
        assert d.main.is_open and d.hand is not None and d.call.phase.value == "prepare"


@pytest.mark.parametrize("width", [59, 60, 99, 100, 109, 110, 119, 120, 149, 150])
@pytest.mark.parametrize("height", [15, 16, 30, 31])
@pytest.mark.parametrize("kind", [CockpitScreen, HistoryScreen, ReportScreen, OutcomeScreen, WrapUpScreen])
def test_the_first_frame_has_the_classes_that_textual_will_choose(kind, width, height):
    screen = CockpitScreen(lambda: None, {})
    theirs = screen._get_breakpoint_classes(width, kind.HORIZONTAL_BREAKPOINTS or [])
    theirs |= screen._get_breakpoint_classes(height, kind.VERTICAL_BREAKPOINTS or [])
    assert sizes.classes_for(kind, Size(width, height)) == theirs


# -- a workspace that cannot be read ------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 99])
async def test_what_could_not_be_read_is_said(desk, store, tmp_path, times):
    whole, broken = store.ledger, [StoreError("damaged", path="ledger.json", reason="no JSON")] * times

    def ledger():
        if broken:
            raise broken.pop()
        return whole()

    store.ledger = ledger
    told = []

    def when_open(error):
        told.append(error.code if error else None)
        return ["The ledger [/b] was set aside"]

    cockpit = CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path), (), when_open)
    async with driving(cockpit) as d:
        await d.until(lambda: d.messages == ["The ledger [/b] was set aside"])
        assert told == ["damaged"] and d.main.is_open
        await d.see("te bellen" if times == 1 else "niemand")


async def test_a_folder_that_gives_no_answer_does_not_hold_the_screen(desk, store, tmp_path, monkeypatch):
    whole, go = store.ledger, threading.Event()

    def ledger():
        go.wait(20)
        return whole()

    store.ledger = ledger
    monkeypatch.setattr("cockpit.screens.cockpit._PATIENCE", 0.05)
    cockpit = CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path))
    async with App.run_test(cockpit, size=(120, 36), notifications=True) as pilot:
        d = Driver(cockpit, pilot)
        await d.until(lambda: any("geeft nog geen antwoord" in n.message for n in cockpit._notifications))
        await pilot.press("f5", "ctrl+f", "x")
        assert not cockpit.main.is_open
        go.set()
        await d.until(lambda: cockpit.main.is_open)
        await d.see("te bellen", "Bakkerij Zo")


async def test_one_can_leave_while_a_folder_gives_no_answer(desk, store, tmp_path, monkeypatch):
    go = threading.Event()
    whole = store.ledger()
    store.ledger = lambda: (go.wait(20), whole)[1]
    monkeypatch.setattr("cockpit.screens.cockpit._PATIENCE", 0.05)
    cockpit = CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path))
    async with App.run_test(cockpit, size=(120, 36)) as pilot:
        await pilot.pause(0.2)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert cockpit._exit
    go.set()


def test_what_goes_wrong_beside_the_screen_is_raised_where_it_is_asked_for():
    wrong = Beside(lambda: 1 / 0)
    assert wrong.is_done(5.0)
    with pytest.raises(ZeroDivisionError):
        wrong.result()
    with pytest.raises(ZeroDivisionError):
        wrong.in_time(None)
    slow = threading.Event()
    with pytest.raises(StoreError) as found:
        Beside(slow.wait).in_time(Path("outbox"), seconds=0.05)
    slow.set()
    assert found.value.code == "unwritable" and found.value.values["path"] == "outbox"
    assert Beside(lambda: 7).in_time(None) == 7
    right = Beside(lambda: 7)
    assert right.is_done(5.0) and right.result() == 7


async def test_nobody_listens_to_what_could_not_be_read(desk, store, tmp_path):
    def ledger():
        raise StoreError("damaged", path="ledger.json", reason="no JSON")

    store.ledger = ledger
    async with driving(CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path))) as d:
        await d.until(lambda: any("ledger.json" in message for message in d.messages))


# -- what a letter paints -----------------------------------------------------------------------------------


class Bench(App):
    """A line of text above another, and a count of how often the screen was laid out."""

    CSS = "Plain { height: auto; } #fixed { height: 1; }"

    def compose(self):
        with Vertical():
            yield Plain("one", id="above")
            yield Plain("below", id="below")
            yield Plain("x", id="fixed")

    def on_mount(self):
        self.laid_out = 0
        self.screen.screen_layout_refresh_signal.subscribe(self.screen, self.count)

    def count(self, _screen):
        self.laid_out += 1

    @property
    def lines(self):
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).strip() for strip in strips]


async def test_only_another_number_of_lines_lays_the_screen_out_again():
    app = Bench()
    async with app.run_test(size=(20, 8)) as pilot:
        await pilot.pause(0.2)
        above, fixed, before = app.query_one("#above", Plain), app.query_one("#fixed", Plain), app.laid_out
        above.show("two [/b]")
        fixed.show("a text that is longer than its line")
        await pilot.pause()
        assert app.laid_out == before
        assert app.lines[:3] == ["two [/b]", "below", "a text that is"]
        above.show("this is longer than one line")
        await pilot.pause()
        assert app.laid_out > before
        assert app.lines[:3] == ["this is longer than", "one line", "below"]


async def test_what_was_left_as_it_lay_is_laid_out_in_another_window(cockpit):
    """The same number of lines here may be another in a window that was seen before."""
    async with driving(cockpit, (120, 36)) as d:
        await d.see("te bellen")
        reason = d.main.query_one("#reason", Plain)
        reason.show("kort")
        await d.rest()
        await d.resize(100, 36)
        await d.resize(120, 36)
        reason.show("wel vier woorden hier")
        await d.rest()
        assert reason.size.height == 1
        reason.show("een zin die in een smaller venster op meer dan een regel staat")
        await d.until(lambda: reason.size.height == 3)
        for size in ((100, 36), (120, 36), (160, 45), (100, 36)):
            await d.resize(*size)
            await d.until(
                lambda: reason.size.height == reason._shown.get_height(reason.styles, reason.size.width)
            )


def test_a_widget_that_is_nowhere_yet_just_keeps_its_text():
    plain = Plain("a")
    plain.show(Content("b"))
    assert str(plain.content) == "b"


class Search(App):
    """A box to search in, and what it told."""

    def compose(self):
        yield SearchBox(id="search")
        yield Static()

    def on_mount(self):
        self.told = []

    def on_search_box_typed(self, event):
        self.told.append(event.text)


async def test_every_letter_is_told_once_and_what_is_filled_in_is_not():
    app = Search()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        box = app.query_one(SearchBox)
        box.focus()
        await pilot.press("z", "o", "backspace")
        await pilot.pause()
        assert app.told == ["z", "zo", "z"]
        box.fill("")
        await pilot.pause()
        assert box.value == "" and app.told == ["z", "zo", "z"]
        await pilot.press("k")
        await pilot.pause()
        assert app.told[-1] == "k"


async def test_a_long_line_scrolls_in_its_box_though_nothing_is_laid_out_again(cockpit):
    async with driving(cockpit, (120, 36)) as d:
        await d.see("te bellen")
        d.press("ctrl+f")
        d.type("abcdefghijklmnopqrstuvwxyz0123456789")
        await d.see("rstuvwxyz0123456789")
        d.press("home")
        await d.see("abcdefghijkl")
        d.press("end", *["backspace"] * 30)
        await d.until(lambda: d.main.query_one(SearchBox).value == "abcdef")
        await d.see("abcdef")


# -- later ---------------------------------------------------------------------------------------------------


class Resting(App):
    def get_default_screen(self):
        return RestingScreen()


async def test_what_is_asked_for_again_begins_anew_and_can_be_forgotten():
    done = []
    async with Resting().run_test() as pilot:
        screen = pilot.app.screen
        screen.later("one", 0.01, lambda: done.append("first"))
        screen.later("one", 0.02, lambda: done.append("second"))
        screen.later("two", 0.01, lambda: done.append("never"))
        screen.cancel_later("two")
        screen.cancel_later("nothing of that name")
        await pilot.pause(0.2)
    assert done == ["second"]


async def test_all_small_steps_are_taken_and_keys_come_in_between(monkeypatch):
    monkeypatch.setattr("cockpit.screens.resting._STEP", 0.0)  # every step is more than enough
    done, between = [], []

    def steps():
        for number in range(5):
            done.append(number)
            yield

    async with Resting().run_test() as pilot:
        screen = pilot.app.screen
        screen.in_quiet("steps", steps())
        screen.set_interval(0.002, lambda: between.append(len(done)))
        end = time.monotonic() + 10
        while len(done) < 5 and time.monotonic() < end:
            await pilot.pause(0.01)
    assert done == [0, 1, 2, 3, 4]
    assert {1, 2, 3, 4} & set(between), "nobody had to wait until all were taken"


async def test_the_search_is_ready_before_anybody_searches(cockpit):
    async with driving(cockpit) as d:
        await d.see("te bellen")
        await d.until(lambda: d.main.desk.board._index is not None, "the index")


# -- nothing moves while nothing happens ---------------------------------------------------------------------


def test_an_idle_cockpit_writes_nothing(tmp_path):
    folder = tmp_path / "werkmap"
    store = Workspace.open(folder, now=_now)
    fill(store, _now(), "Europe/Amsterdam")
    store.close()
    terminal = Terminal([sys.executable, "-m", "cockpit", "--workspace", str(folder), "--lang", "nl"])
    try:
        terminal.wait("te bellen", "zoeken")
        end, before = time.monotonic() + 15.0, -1
        while before != len(terminal.raw) and time.monotonic() < end:
            before = len(terminal.raw)
            time.sleep(2.0)  # shorter than until the clock is looked at, which may paint another minute
        assert len(terminal.raw) == before, "it never stood still"
    finally:
        terminal.close()


def _now():
    return datetime.now(UTC)


async def test_the_highlight_moves_at_once_and_the_rest_follows_when_it_rests(cockpit):
    async with driving(cockpit) as d:
        await d.see("te bellen")
        queue = d.main.query_one(QueueList)
        first = d.call.debtor_id
        d.press("down", "down", "down")
        await d.until(lambda: queue.highlighted != first)
        third = d.main.desk.board.listed.ids[3]
        await d.until(lambda: d.call.debtor_id == third, "the debtor under the highlight")


# -- a call that was begun ----------------------------------------------------------------------------------


@pytest.mark.parametrize("harmed", [False, True])
async def test_every_word_is_promised_only_where_nothing_was_damaged(cockpit, store, monkeypatch, harmed):
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        d.type("nog bezig")
        await d.until(lambda: [draft.notes for draft in store.drafts().values()] == ["nog bezig"])
    harm = [StoreError("damaged", path="werkmap/drafts/x.json", reason="fields saved: 3")] if harmed else []
    monkeypatch.setattr(type(store), "problems", property(lambda _: harm))
    session = cockpit.desk.session
    again = CockpitApp(session.settings, lambda: Desk(session), theme_files(Path("nergens")))
    async with driving(again) as d:
        await d.until(lambda: any("gesprek is er weer" in message for message in d.messages))
        assert any("elk woord" in message for message in d.messages) is not harmed
