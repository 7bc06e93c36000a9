"""Workspaces of another version."""

from __future__ import annotations

import errno
import shutil
import stat
import sys
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fill, kill_at, refusal, snapshot

from cockpit.store import version
from cockpit.store.workspace import Workspace


def test_new_workspace_says_ours(workspace: Workspace, folder: Path) -> None:
    assert (folder / "version").read_text() == "1.0\n"


def test_later_one_is_refused_untouched(workspace: Workspace, open_workspace: Open, folder: Path) -> None:
    workspace.close()
    (folder / "version").write_text("2.3\n")
    before = snapshot(folder)
    for options in ({}, {}, {"read_only": True}):
        refused = refusal(lambda options=options: open_workspace(**options))
        assert refused.code == "newer-version"
        assert refused.values == {"path": str(folder), "found": "2.3", "known": "1.0"}
    assert snapshot(folder) == before


def test_later_second_number_is_only_read_around(
    workspace: Workspace, open_workspace: Open, folder: Path
) -> None:
    workspace.close()
    (folder / "version").write_text("1.7\n")
    open_workspace()
    assert (folder / "version").read_text() == "1.7\n"


@pytest.mark.parametrize("text", ["", "1", "one", "1.0.0", "-1.0", "0.1", "\x00", "9" * 5000])
def test_text_that_is_no_version_is_set_aside(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, text: str
) -> None:
    fill(workspace, make)
    workspace.close()
    (folder / "version").write_text(text)
    reader = open_workspace(read_only=True)
    assert [problem.code for problem in reader.problems] == ["damaged"]
    assert (folder / "version").read_text() == text
    workspace = open_workspace()
    assert [problem.code for problem in workspace.problems] == ["damaged"]
    assert (folder / "version.damaged-1").read_text() == text
    assert (folder / "version").read_text() == "1.0\n"
    assert workspace.call("c1") == make.call("c1")


def test_folder_in_its_place(workspace: Workspace, open_workspace: Open, folder: Path) -> None:
    workspace.close()
    (folder / "version").unlink()
    (folder / "version").mkdir()
    assert open_workspace().problems
    assert (folder / "version.damaged-1").is_dir()


@pytest.fixture
def later(workspace: Workspace, make: Make, monkeypatch: Patch) -> None:
    """The workspace is filled and closed, and two versions have passed since."""
    fill(workspace, make)
    workspace.close()

    def one_to_two(copy: Path) -> None:
        (copy / "two").write_text("was here")

    def two_to_three(copy: Path) -> None:
        (copy / "two").rename(copy / "three")

    monkeypatch.setattr(version, "MAJOR", 3)
    monkeypatch.setattr(version, "STEPS", {1: one_to_two, 2: two_to_three})


def test_a_copy_is_upgraded_and_the_old_one_kept(
    later: None, open_workspace: Open, folder: Path, make: Make
) -> None:
    before = snapshot(folder)
    workspace = open_workspace()
    assert (folder / "version").read_text() == "3.0\n"
    assert (folder / "three").read_text() == "was here"
    assert workspace.ledger() == make.ledger(2)
    assert workspace.call("c1") == make.call("c1")
    assert refusal(open_workspace).code == "in-use"
    assert snapshot(folder.with_name("werkmap.version-1-1")) == before
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in folder.parent.iterdir()) == ["werkmap", "werkmap.version-1-1"]


def test_looking_does_not_upgrade(later: None, open_workspace: Open, folder: Path) -> None:
    before = snapshot(folder)
    assert refusal(lambda: open_workspace(read_only=True)).code == "read-only"
    assert snapshot(folder) == before


def test_step_that_fails_changes_nothing(
    later: None, open_workspace: Open, folder: Path, monkeypatch: Patch
) -> None:
    def fails(copy: Path) -> None:
        (copy / "ledger.json").unlink()
        raise OSError(errno.ENOSPC, "full")

    before = snapshot(folder)
    steps = version.STEPS
    monkeypatch.setattr(version, "STEPS", {**steps, 2: fails})
    assert refusal(open_workspace).code == "disk-full"
    assert snapshot(folder) == before
    monkeypatch.setattr(version, "STEPS", steps)
    open_workspace()
    assert (folder / "ledger.json").exists()


def test_stop_between_leaving_and_coming_is_finished(
    later: None,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(version, "finish_upgrade", lambda _: None)
        assert refusal(open_workspace).code == "unwritable"
    assert not folder.exists()
    assert open_workspace(read_only=True).ledger() == make.ledger(2), "also for one who only looks"
    assert open_workspace().ledger() == make.ledger(2)


def test_without_a_way_nothing_is_changed(
    later: None, open_workspace: Open, folder: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(version, "STEPS", {})
    before = snapshot(folder)
    assert refusal(open_workspace).code == "damaged"
    assert snapshot(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal of POSIX")
def test_killed_at_every_step_of_an_upgrade(
    later: None, open_workspace: Open, folder: Path, tmp_path: Path, make: Make
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)
    for step in range(1000):
        for old in (folder, *folder.parent.glob(f"{folder.name}.*")):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(kept, folder)
        was_killed = kill_at(step, lambda: open_workspace().close())
        workspace = open_workspace()
        assert workspace.ledger() == make.ledger(2), step
        assert workspace.call("c1") == make.call("c1")
        assert workspace.drafts() == {"D-2": make.call("c2", "D-2")}
        assert [backup.invoices for backup in workspace.backups()] == [3]
        assert (folder / "three").read_text() == "was here"
        assert not workspace.problems
        workspace.close()
        [before] = folder.parent.glob(f"{folder.name}.version-*")
        assert {p.name for p in kept.iterdir()} - {"lock"} <= {p.name for p in before.iterdir()}
        if not was_killed:
            break
    assert step > 20
