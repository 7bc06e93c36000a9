"""`cockpit` and `cockpit demo` up to the screen: which workspace, which notices, what is left behind."""

from __future__ import annotations

import gc
import logging
import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

import cockpit.app
from cockpit.commands import opening
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

OPENED: list[FakeApp] = []


class FakeApp:
    """In place of the screen: looks around and leaves at once."""

    def __init__(self, settings, open_desk, themes, notices, when_open):
        self.desk, self.themes, self.notices, self.when_open = open_desk(), themes, notices, when_open
        self.settings_path = None
        self.return_code = 0
        OPENED.append(self)

    in_good_order = staticmethod(nullcontext)

    def run(self):
        self.folder = self.settings_path.parent
        self.was_there = self.folder.is_dir()
        error = None
        try:
            self.ledger = self.desk.session.store.ledger()
        except StoreError as damaged:
            error = damaged
        self.notices = [*self.notices, *self.when_open(error)]
        try:
            self.desk.session.store.drop_draft("nobody")
            self.writable = True
        except StoreError:
            self.writable = False


@pytest.fixture(autouse=True)
def app(monkeypatch):
    OPENED.clear()
    monkeypatch.setattr(cockpit.app, "CockpitApp", FakeApp)
    monkeypatch.setattr(opening, "needs_terminal", lambda: None)
    yield
    logger = logging.getLogger("cockpit")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    gc.enable()
    gc.unfreeze()


def test_an_empty_workspace_offers_an_import_and_the_demo(run, folder):
    assert run().status == 0
    (notice,) = OPENED[0].notices
    assert "^O m" in notice and "cockpit demo" in notice
    assert (folder / "cockpit.log").exists()
    assert OPENED[0].settings_path == folder / "settings.toml"


def test_the_notice_names_your_own_key(run, folder):
    folder.mkdir()
    (folder / "settings.toml").write_text('[keys]\nleader = "f10"\n')
    run()
    assert "F10 m" in OPENED[0].notices[0]


def test_a_workspace_with_a_ledger_is_opened_without_a_word(run, demo):
    assert run().status == 0
    assert OPENED[0].notices == []
    assert OPENED[0].writable
    Workspace.open(demo, now=opening.utc_now).close()  # it was given back


def test_while_another_has_it_one_can_look_around(run, demo):
    other = Workspace.open(demo, now=opening.utc_now)
    try:
        assert run().status == 0
    finally:
        other.close()
    assert f"process {os.getpid()} " in OPENED[0].notices[0]
    assert OPENED[0].ledger.invoices
    assert not OPENED[0].writable


def test_a_damaged_ledger_is_told_and_the_cockpit_opens(run, demo):
    (demo / "ledger.json").write_text("{")
    assert run().status == 0
    assert "damaged" in OPENED[0].notices[0]


def test_wrong_settings_are_told(run, demo):
    (demo / "settings.toml").write_text('colour = "red"\n')
    run()
    assert "“colour”" in OPENED[0].notices[0]


def test_an_own_playbook_that_does_not_count_is_told(run, demo):
    (demo / "playbooks").mkdir()
    (demo / "playbooks" / "reminder.nl.toml").write_text('kind = "reminder"\nlanguage = 3\n')
    assert run().status == 0
    (notice,) = OPENED[0].notices
    assert "reminder.nl.toml, line 2, does not count" in notice
    assert OPENED[0].desk.session.playbooks.own == demo / "playbooks"


def test_a_workspace_that_cannot_be_opened(run, demo):
    (demo / "version").write_text("99.0\n")
    ran = run()
    assert ran.status == 2 and "newer" in ran.err
    assert OPENED == []


def test_the_demo_is_thrown_away(run, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("demo", "--lang", "nl").status == 0
    assert OPENED[0].was_there and len(OPENED[0].ledger.invoices) == 120
    assert OPENED[0].desk.session.settings.firm
    assert not OPENED[0].folder.exists()
    assert not (tmp_path / "work").exists()


def test_a_demo_that_cannot_be_written(run, monkeypatch):
    def full(*_args, **_options):
        raise StoreError("disk-full", path="x")

    monkeypatch.setattr(opening.Workspace, "open", full)
    ran = run("demo")
    assert ran.status == 2 and "full" in ran.err


def test_without_a_log_the_cockpit_opens(run, folder):
    (folder / "cockpit.log").mkdir(parents=True)
    ran = run()
    assert ran.status == 0 and "No log" in ran.err


def test_input_methods_work_in_iterm(run, demo, monkeypatch):
    monkeypatch.setenv("TERM_PROGRAM", "iTerm.app")
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "")
    monkeypatch.delenv("TEXTUAL_DISABLE_KITTY_KEY")
    run()
    assert os.environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"


def test_your_own_themes_win_over_those_that_come_along(tmp_path):
    own = tmp_path / "themes"
    own.mkdir()
    (own / "night.toml").write_text("")
    files = opening.theme_files(tmp_path)
    assert files["night"] == own / "night.toml"
    assert files["day"].is_file() and Path(files["day"]).parent != own


@pytest.mark.parametrize("driver", [None, "x.y:Driver"])
def test_a_terminal_is_needed_unless_a_web_server_draws(monkeypatch, driver):
    monkeypatch.undo()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    if driver is None:
        monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
        with pytest.raises(opening.CannotDo):
            opening.needs_terminal()
    else:
        monkeypatch.setenv("TEXTUAL_DRIVER", driver)
        opening.needs_terminal()
