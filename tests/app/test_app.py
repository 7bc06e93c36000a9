"""The application around the screens: the last wall, a crash, a broken theme, the palette, leaving."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from driving import driving
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.query import NoMatches

from cockpit.app import CockpitApp, ControlGuard
from cockpit.commands.opening import theme_files
from cockpit.core.call import Phase
from cockpit.desk.desk import Desk
from cockpit.language import _, use
from cockpit.screens.outcome import OutcomeScreen
from cockpit.screens.requests import REQUESTS
from cockpit.store.port import StoreError
from cockpit.widgets.actions import ACTIONS

BLACK = Color.parse("#000000")


# -- the last wall -----------------------------------------------------------------------------------------


def guarded(text: str) -> str:
    [segment] = ControlGuard().apply([Segment(text, Style(bold=True))], BLACK)
    assert segment.style == Style(bold=True)
    return segment.text


@pytest.mark.parametrize(
    "text",
    [
        "a\x1b]52;c;ZXZpbA==\x07b",
        "\x1b[2J\x1b[31mx",
        "\x9b2Jx\x9d0;t\x9c",
        "a\x00\x07\x08\x0b\x7fz",
        "a\u202ez\u2066\u200f",
        "één\u200dtwee",
        "\x1b",
        "a\tb\nc",
    ],
)
def test_nothing_that_commands_a_terminal_gets_past(text):
    clean = guarded(text)
    assert clean.isprintable()
    assert cell_len(clean) == cell_len(text), "what stands behind it stays in its place"


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_whatever_the_text_it_keeps_its_width_and_loses_its_controls(text):
    clean = guarded(text)
    assert cell_len(clean) == cell_len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in clean)


def test_harmless_text_and_textuals_own_commands_are_left_alone():
    kept = [Segment("€ 1.842,50 名前 [/b]"), Segment("\x1b[1m", None, [(1,)]), Segment("")]
    assert ControlGuard().apply(kept, BLACK) == kept


# -- a crash -----------------------------------------------------------------------------------------------


async def test_a_crash_keeps_the_notes_and_shows_no_names(cockpit, store, monkeypatch, caplog, capsys):
    def broken(screen, _argument=""):
        secret_name = "Mevr. Bos"  # noqa: F841 - what a traceback with local variables would show
        raise ZeroDivisionError("Mevr. Bos")

    monkeypatch.setitem(REQUESTS, "stamp", broken)
    with pytest.raises(ZeroDivisionError), caplog.at_level(logging.ERROR, logger="cockpit"):
        async with driving(cockpit) as d:
            d.press("f5", "f5")
            await d.until(lambda: d.main.is_talking)
            debtor = d.call.debtor_id
            d.type("dit blijft")
            d.press("f8")
            await d.until(lambda: False)
    assert store.drafts()[debtor].notes == "dit blijft"
    assert cockpit.return_code == 2
    shown = " ".join(capsys.readouterr().err.split())
    assert "Uw notities zijn bewaard" in shown
    assert "secret_name" not in shown and "Mevr. Bos" not in shown and "Traceback" not in shown
    [logged] = [r.getMessage() for r in caplog.records]
    assert "ZeroDivisionError" in logged and "broken" in logged and "secret_name" not in logged
    assert all(r.exc_info is None for r in caplog.records)


def full(call):
    raise StoreError("disk-full", path="werkmap")


async def test_a_crash_while_the_disk_is_full_shows_the_words_that_have_no_other_place(
    cockpit, store, monkeypatch, capsys
):
    def broken(screen, _argument=""):
        raise NoMatches("weg")

    monkeypatch.setitem(REQUESTS, "stamp", broken)
    with pytest.raises(NoMatches):
        async with driving(cockpit) as d:
            d.press("f5", "f5")
            await d.until(lambda: d.main.is_talking)
            monkeypatch.setattr(store, "save_draft", full)
            d.type("onvervangbaar")
            debtor = d.call.debtor_id
            d.press("f8")
            await d.until(lambda: False)
    assert cockpit.return_code == 2
    shown = capsys.readouterr().err
    assert debtor in shown and "onvervangbaar" in shown
    assert store.drafts()[debtor].notes == ""


async def test_a_signal_while_the_disk_is_full_shows_them_too(cockpit, store, monkeypatch, capsys):
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking)
        monkeypatch.setattr(store, "save_draft", full)
        d.type("onvervangbaar")
        await d.until(lambda: d.call.notes == "onvervangbaar")
        d.app._on_signal(int(signal.SIGTERM))
        while d.app.return_code is None:
            await asyncio.sleep(0.01)
    assert "onvervangbaar" in capsys.readouterr().err


async def test_damage_that_is_found_while_working_is_said_once(cockpit, store, monkeypatch):
    async with driving(cockpit) as d:
        harm = StoreError("damaged", path="werkmap/history/000001.log", reason="damaged lines: 1")
        monkeypatch.setattr(type(store), "problems", property(lambda _: [harm]))
        for _ in range(3):
            d.app._tell_what_was_found()
        await d.see("000001.log")
        assert sum("000001.log" in message for message in d.messages) == 1


# -- opening -----------------------------------------------------------------------------------------------


def with_theme(session, tmp_path: Path, text: str) -> CockpitApp:
    (tmp_path / "themes").mkdir(exist_ok=True)
    (tmp_path / "themes" / "eigen.toml").write_text(text, "utf-8")
    settings = replace(session.settings, theme="eigen")
    return CockpitApp(settings, lambda: Desk(session), theme_files(tmp_path))


async def test_an_own_theme_is_put_on(session, tmp_path):
    colors = 'background = "#101010"\nforeground = "#f0f0f0"\nprimary = "#80c0ff"'
    async with driving(with_theme(session, tmp_path, f"[colors]\n{colors}")) as d:
        assert d.app.theme == "eigen" and d.messages == []
        await d.see("wachtrij")


@pytest.mark.parametrize("text", ['[colors]\nbackground = "[/b]"', "geen toml [", "[colors]\nnope = 1"])
async def test_a_broken_theme_is_said_and_the_cockpit_opens(session, tmp_path, text):
    async with driving(with_theme(session, tmp_path, text)) as d:
        await d.see("wachtrij", "F5  voorbereiden")
        assert d.app.theme == "night"
        assert len(d.messages) == 1 and d.messages[0].startswith("eigen.toml")


async def test_a_theme_that_does_not_exist_is_said(make_cockpit):
    async with driving(make_cockpit(theme="nacht")) as d:
        assert d.app.theme == "night"
        await d.until(lambda: any("nacht" in m for m in d.messages))


async def test_notices_are_only_text(session, tmp_path):
    hostile = "[/b] \x1b[31m [@click=app.quit]x[/]"
    app = CockpitApp(
        session.settings,
        lambda: Desk(session),
        theme_files(tmp_path),
        [hostile],
        lambda error: [f"open {hostile}"],
    )
    async with driving(app) as d:
        await d.see("wachtrij")
        await d.until(lambda: len(d.messages) == 2)
        await d.rest()
        assert "[/b]" in d.text and not any("\x1b" in line for line in d.text)


async def test_a_workspace_that_cannot_be_read_is_said_and_nothing_crashes(session, tmp_path, monkeypatch):
    def damaged():
        raise StoreError("damaged", path="ledger.json", reason="[/b]")

    monkeypatch.setattr(session.store, "ledger", damaged)
    app = CockpitApp(session.settings, lambda: Desk(session), theme_files(tmp_path))
    async with driving(app) as d:
        await d.until(lambda: d.messages)
        d.press("f5", "down", "ctrl+g", "f3", "f9", "f4", "f8", "ctrl+r", "ctrl+f")
        d.type("abc")
        d.press(
            "enter", "escape", "ctrl+o", "x", "ctrl+o", "h", "ctrl+o", "d", "ctrl+t", "shift+f5", "ctrl+l"
        )
        await d.rest()
        await d.see("wachtrij")


async def test_an_empty_workspace_has_every_key_and_none_does_harm(cockpit, store):
    store._ledger = type(store.ledger())()
    async with driving(cockpit) as d:
        await d.see("niemand te bellen", "F5  kiezen")
        for action in ACTIONS:
            if action.id not in {"quit", "leader", "palette"}:
                d.main.action_request(action.id)
                await d.rest()
                d.press("escape", "escape")
                await d.until(lambda: d.app.screen is d.main, action.id)


# -- the palette -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["nl", "en"])
async def test_the_palette_has_every_action_in_the_language_of_the_screen(cockpit, tag):
    use(tag)
    async with driving(cockpit) as d:
        commands = list(d.app.get_system_commands(d.app.screen))
        assert [c.title for c in commands] == [_(a.label) for a in ACTIONS if a.id != "palette"]
        assert all(c.help for c in commands)
        if tag == "nl":
            assert not {c.title for c in commands} <= {a.label for a in ACTIONS}


async def test_an_action_by_its_name(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f5", "ctrl+p")
        await d.see("wat wilt u doen?")
        d.type("tijd")
        await d.see("Tijd", "Zet de tijd in de notities")
        await d.rest()
        d.press("enter")
        await d.until(lambda: d.call.notes == "10:00 ", d.call.notes)
        d.press("ctrl+p", "escape")
        d.type("x")
        await d.until(lambda: d.call.notes == "10:00 x")


# -- leaving -----------------------------------------------------------------------------------------------


async def test_leaving_in_a_call_asks_and_the_same_key_does_not_answer(cockpit, store):
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        d.type("nog bezig")
        d.press("ctrl+q", "ctrl+q", "ctrl+q")
        await d.see("U bent in gesprek met")
        d.press("n")
        await d.until(lambda: d.app.screen is d.main)
        assert not d.app._exit
        d.press("ctrl+q", "j")
        await d.until(lambda: d.app._exit)
    [draft] = store.drafts().values()
    assert (draft.notes, draft.phase) == ("nog bezig", Phase.TALK)
    assert cockpit.return_code == 0


async def test_on_another_screen_the_key_that_leaves_says_what_comes_first(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f5", "f9")
        await d.until(lambda: isinstance(d.app.screen, OutcomeScreen))
        d.press("ctrl+q")
        await d.until(lambda: any("Escape" in m and "^Q" in m for m in d.messages))
        assert isinstance(d.app.screen, OutcomeScreen) and not d.app._exit


async def test_ctrl_c_never_ends_the_program(cockpit):
    async with driving(cockpit) as d:
        d.press("ctrl+c")
        await d.until(lambda: any("^Q" in m for m in d.messages))
        assert not d.app._exit


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_keeps_everything_that_was_typed(cockpit, store, number):
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking)
        d.type("tot op de letter")
        await d.until(lambda: d.main.query_one("#notes").text == "tot op de letter")
        d.app._on_signal(int(number))
        d.type(", ook")
        while d.app.return_code is None:
            await asyncio.sleep(0.01)
    [draft] = store.drafts().values()
    assert draft.notes == "tot op de letter, ook"
    assert cockpit.return_code == 128 + number


async def test_a_key_before_the_workspace_is_read_asks_for_nothing(cockpit):
    async with cockpit.run_test(size=(80, 24)):
        cockpit.main.remove_class("-open")
        for action in ACTIONS:
            cockpit.main.action_request(action.id)
        cockpit.keep_everything()
        assert cockpit.screen is cockpit.main
