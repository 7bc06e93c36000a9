"""Folders 0700 and files 0600, whatever the umask is, also for what is made on the way."""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from store.making import START, agreement, call, changes, ledger

from cockpit.commands import opening
from cockpit.desk.board import Board
from cockpit.desk.handing_over import saved_handover, write_calendar, write_mail
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.desk.settings_template import write_template
from cockpit.store import history as history_module
from cockpit.store.drafts import Drafts
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other permissions")


@pytest.fixture(params=[0, 0o022, 0o077])
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def assert_private(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def fill(folder: Path) -> Workspace:
    workspace = Workspace.open(folder, now=lambda: START)
    for size in (3, 4, 5):
        workspace.replace_ledger(ledger(size))
    for n in range(8):
        workspace.save(changes(str(n), f"D-{n % 3}", n))
    workspace.save_draft(call("d", "D-1"))
    workspace.remember_layout("x", {"number": "Nr"})
    return workspace


def test_the_workspace_at_every_moment(mask: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "werkmap"
    seen = set()
    replace = os.replace

    def looking(source: Path, target: Path) -> None:
        seen.add(stat.S_IMODE(Path(source).stat().st_mode))
        replace(source, target)

    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    monkeypatch.setattr(os, "replace", looking)
    workspace = fill(folder)
    assert_private(folder)
    workspace.erase("D-1")
    workspace.purge(START.replace(year=2030))
    workspace.restore(workspace.backups()[0].name) if workspace.backups() else None
    workspace.close()
    (folder / "ledger.json").write_bytes((folder / "ledger.json").read_bytes()[:-60])
    (folder / "drafts" / "x.json").write_bytes(b"{")
    with (folder / "history" / "000001.log").open("ab") as file:
        file.write(b"half")
    fill(folder).close()
    assert_private(folder)
    assert list(folder.rglob("*.damaged-*"))
    assert seen == {0o600}


def test_a_file_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    fill(folder).close()
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    workspace = fill(folder)
    workspace.close()
    assert_private(folder)


def test_what_the_desk_writes(mask: int, tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    workspace = fill(folder)
    session = Session(workspace, Settings(), lambda: START, lambda prefix: prefix, folder / "outbox")
    board = Board(session)
    board.load()
    handover = saved_handover(session, board, workspace.calls_of("D-1")[0])
    write_mail(session, handover)
    write_calendar(session, handover)
    write_template(folder / "settings.toml")
    workspace.close()
    assert len(list((folder / "outbox").iterdir())) >= 1
    assert agreement().promises
    assert_private(folder)


def test_the_log_and_the_one_after_it(mask: int, tmp_path: Path) -> None:
    logger = logging.getLogger("cockpit")
    before, folder = list(logger.handlers), tmp_path / "werkmap"
    folder.mkdir()
    folder.chmod(0o700)
    opening.log_to(folder)
    [handler] = [h for h in logger.handlers if h not in before]
    try:
        handler.maxBytes = 200
        for n in range(100):
            logger.error("line %d", n)
    finally:
        logger.removeHandler(handler)
        handler.close()
    assert len(list(folder.glob("cockpit.log*"))) == 3
    assert_private(folder)


def test_drafts_in_a_folder_that_was_removed(mask: int, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", lambda _: None, read_only=False)
    drafts.save(call())
    drafts.close()
    assert_private(tmp_path / "drafts")
