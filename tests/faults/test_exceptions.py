"""Something fails anywhere: the notes are saved, the terminal is clean, one sentence and a log tell of it."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import driving
from faults import broken
from faults.seat import READY, Seat, now, with_the_demo
from terminal import Terminal
from textual.worker import WorkerFailed

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.screens.requests import REQUESTS
from cockpit.store.memory import MemoryStore
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")

LEAVE_SCREEN = b"\x1b[?1049l"


class BrokenSeat(Seat):
    """A collector whose program has something broken in it."""

    what = ""

    def argv(self, *words: str) -> list[str]:
        python, _launch, *rest = super().argv(*words)
        return [python, broken.__file__, self.what, *rest]


@pytest.fixture
def seat(tmp_path: Path) -> BrokenSeat:
    return BrokenSeat(with_the_demo(tmp_path / "werkmap"), random.Random(1))


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def said_after(t: Terminal) -> str:
    """What stands on the terminal when the screen is gone."""
    return " ".join(bytes(t.raw).rpartition(LEAVE_SCREEN)[2].decode().split())


def log_of(seat: Seat) -> str:
    return (seat.folder / "cockpit.log").read_text()


@pytest.mark.parametrize("what", [what for what in broken.PRESSED if what not in broken.IN_A_TERMINAL])
async def test_every_kind_ends_the_same_way(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = MemoryStore()
    fill(store, now(), "Europe/Amsterdam")
    session = Session(store, Settings(), now, lambda prefix: f"{prefix}-1")
    app = CockpitApp(session.settings, lambda: Desk(session), theme_files(tmp_path))
    said: list[str] = []
    monkeypatch.setattr(app, "panic", lambda text: (said.append(str(text)), app._close_messages_no_wait()))
    monkeypatch.setitem(REQUESTS, "help", lambda screen, _: broken.PRESSED[what](screen))
    with pytest.raises((ZeroDivisionError, WorkerFailed)), caplog.at_level(logging.ERROR, logger="cockpit"):
        async with driving(app) as d:
            await d.until(lambda: app.main.is_open)
            d.press("f5", "f5")
            await d.until(lambda: app.main.is_talking)
            d.type("dit blijft")
            d.press("f1")
            while app._exception is None:
                await asyncio.sleep(0.02)
                if what == "task":
                    gc.collect()  # one that nobody holds on to tells of its failure when it goes
    assert [call.notes for call in store.drafts().values() if call.is_live] == ["dit blijft"]
    assert app.return_code == 2
    assert len(said) == 1
    assert "crash: ZeroDivisionError" in caplog.text and "in boom" in caplog.text
    assert not any(word in caplog.text + said[0] for word in (*broken.PRIVATE, "blijft"))


@pytest.mark.parametrize("what", broken.IN_A_TERMINAL)
def test_in_a_call(seat: BrokenSeat, terminals: list[Terminal], what: str) -> None:
    seat.what = what
    t = seat.in_call()
    terminals.append(t)
    t.type("dit blijft")
    t.press("F1")
    if what in ("store", "sync of the drafts"):
        t.type(" ook")
    assert t.wait_end() == 2
    assert t.left_behind() == []
    store = Workspace.open(seat.folder, now=now)
    [notes] = [call.notes for call in store.drafts().values() if call.is_live]
    store.close()
    said = said_after(t)
    assert "cockpit.log" in said and "Traceback" not in said
    if what == "store":
        assert "dit blijft ook".startswith(notes)
        assert "dit blijft ook" in said, "there is no other place for it"
    else:
        assert notes.startswith("dit blijft")
        assert said.count(".") <= 4, "one sentence"
    log = log_of(seat)
    assert "crash: ZeroDivisionError" in log or (what, "ModuleNotFoundError" in log) == ("late module", True)
    assert not any(word in log for word in (*broken.PRIVATE, "blijft"))
    assert not any(word in said for word in broken.PRIVATE)


@pytest.mark.parametrize("what", broken.STARTING)
def test_on_the_way_to_the_first_screen(seat: BrokenSeat, terminals: list[Terminal], what: str) -> None:
    seat.what = what
    t = seat.open()
    terminals.append(t)
    assert t.wait_end() == 2
    assert t.left_behind() == []
    said = said_after(t)
    assert "cockpit.log" in said and "Traceback" not in said
    assert "crash: ZeroDivisionError" in log_of(seat)
    assert not any(word in said + log_of(seat) for word in broken.PRIVATE)
    healthy = Seat(seat.folder, random.Random(1)).open()
    terminals.append(healthy)
    healthy.wait(READY)
