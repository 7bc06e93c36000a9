"""Leaving when something was removed under the cockpit: written again, or said."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from app.test_small import seen

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.language import use
from cockpit.screens import writing
from cockpit.store.workspace import Workspace


@pytest.fixture(autouse=True)
def english(dutch):
    use("en")


@pytest.fixture
def opened(session, clock, settings, tmp_path):
    """The cockpit on a real workspace."""
    folder = tmp_path / "werkmap"
    store = Workspace.open(folder, now=clock)
    fill(store, clock(), settings.zone)
    real = Desk(replace(session, store=store))
    yield CockpitApp(settings, lambda: real, theme_files(tmp_path)), folder
    store.close()


@pytest.mark.parametrize("gone", [".", "drafts", "ledger.json", "history"])
async def test_it_is_all_kept_is_true(opened, gone, clock):
    cockpit, folder = opened
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f5", "f5", "H", "i")
        await pilot.pause(1.2)
        path = folder / gone
        path.unlink() if path.is_file() else shutil.rmtree(path)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "You are in a call with" in seen(cockpit)
        reader = Workspace.open(folder, now=clock, read_only=True)
        assert reader.drafts() == cockpit.desk.session.store.drafts() != {}
        assert reader.ledger() == cockpit.desk.board.ledger
        assert reader.last_call() is not None
        reader.close()


@pytest.mark.parametrize("live", [True, False])
async def test_what_cannot_be_written_again_is_said(opened, live):
    cockpit, folder = opened
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        if live:
            await pilot.press("f5", "f5", "H", "i")
            await pilot.pause(1.2)
        folder.rename(folder.with_name("elders"))
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not cockpit._exit and "not in its place any more" in " ".join(seen(cockpit).split())
        await pilot.press("y")
        await pilot.pause()
        assert cockpit._exit
    folder.with_name("elders").rename(folder)


async def test_what_another_cockpit_changed_is_shown(opened, clock):
    cockpit, folder = opened
    async with cockpit.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f5", "f5", "H", "i")
        await pilot.pause(1.2)
        (folder / "lock").unlink()
        second = Workspace.open(folder, now=clock)
        (draft,) = second.drafts().values()
        second.save_draft(replace(draft, notes="Hi, en meer"))
        second.close()
        await pilot.press("!")
        await pilot.pause(0.5)
        assert cockpit.desk.hand.unsaved.code == "visited"
        writing.retry(cockpit.main)
        await pilot.pause()
        notes = cockpit.main.query_one("#notes").text
        assert "Hi!" in notes and "Hi, en meer" in notes
        assert cockpit.desk.hand.call.notes == notes and cockpit.desk.hand.is_kept
