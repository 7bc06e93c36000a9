"""A whole file of the history that something else takes away, or puts a folder in the place of."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from store.making import call, changes
from store.storing import Open, Patch, fails

from cockpit.store import history as history_module
from cockpit.store.workspace import Workspace

CALLS = 12


@pytest.fixture
def history(folder: Path, open_workspace: Open, monkeypatch: Patch) -> Path:
    """A history in several files, closed."""
    monkeypatch.setattr(history_module, "SEAL_BYTES", 5500)
    workspace = open_workspace()
    for n in range(CALLS):
        workspace.save(changes(str(n), f"D-{n}", n))
    workspace.close()
    assert len(list((folder / "history").glob("*.log"))) == 3
    return folder / "history"


def told(workspace: Workspace) -> dict[str, str]:
    return {Path(str(problem.values["path"])).name: problem.code for problem in workspace.problems}


def known(workspace: Workspace) -> int:
    return sum(workspace.call(f"c{n}") == call(f"c{n}", f"D-{n}", n) for n in range(CALLS))


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("also_index", [True, False])
def test_a_full_file_that_is_gone_is_said(
    history: Path, open_workspace: Open, *, read_only: bool, also_index: bool
) -> None:
    (history / "000002.log").unlink()
    if also_index:
        (history / "000002.idx").unlink()
    workspace = open_workspace(read_only=read_only)
    assert told(workspace) == {"000002.log": "missing"}
    assert 0 < known(workspace) < CALLS


def test_the_last_file_that_is_gone_is_said(history: Path, open_workspace: Open) -> None:
    (history / "000003.log").unlink()
    workspace = open_workspace(read_only=True)
    assert told(workspace) == {"000003.log": "missing"}
    workspace.close()
    workspace = open_workspace()
    assert told(workspace)["000003.log"] == "damaged"
    workspace.save(changes("x", "D-x"))
    workspace.close()
    assert b"cx" in (history / "000003.log").read_bytes(), "the full one before it is left alone"


def test_a_number_far_away_takes_no_time(history: Path, open_workspace: Open) -> None:
    (history / "99999999999999.idx").write_bytes(b"")
    assert len(told(open_workspace(read_only=True))) == 20


@pytest.mark.parametrize("name", ["000001.log", "000003.log"])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_in_the_place_of_a_file_is_set_aside(
    history: Path, open_workspace: Open, name: str, *, read_only: bool
) -> None:
    (history / name).unlink()
    (history / name).mkdir()
    (history / name / "x").write_text("mine")
    workspace = open_workspace(read_only=read_only)
    kept = history / (name if read_only else f"{name}.damaged-1")
    assert told(workspace)[kept.name] == "damaged"
    assert (kept / "x").read_text() == "mine"
    assert 0 < known(workspace) < CALLS
    if not read_only:
        workspace.save(changes("x", "D-x"))
        workspace.close()
        assert open_workspace().call("cx") is not None


@pytest.mark.parametrize("end", ["save", "close"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_a_full_file_that_goes_while_it_is_open_is_written_back(
    history: Path, open_workspace: Open, end: str, *, is_folder: bool
) -> None:
    before = (history / "000001.log").read_bytes()
    workspace = open_workspace()
    (history / "000001.log").unlink()
    if is_folder:
        (history / "000001.log").mkdir()
    if end == "save":
        workspace.save(changes("x", "D-x"))
        assert (history / "000001.log").read_bytes() == before
        assert told(workspace) == {"000001.log": "put-back"}
        assert known(workspace) == CALLS
        workspace.save(changes("y", "D-y"))
    workspace.close()
    assert (history / "000001.log").read_bytes() == before
    again = open_workspace()
    assert told(again) == {}
    assert known(again) == CALLS


def test_what_cannot_be_written_back_is_said(history: Path, open_workspace: Open, monkeypatch: Patch) -> None:
    workspace = open_workspace()
    (history / "000001.log").unlink()
    with monkeypatch.context() as patch:
        patch.setattr("os.open", fails(errno.ENOSPC, ".tmp"))
        workspace.save(changes("x", "D-x"))
    assert told(workspace) == {"000001.log": "disk-full"}
    workspace.save(changes("y", "D-y"))
    assert [problem.code for problem in workspace.problems] == ["disk-full", "put-back"]


def test_another_file_in_its_place_is_not_written_over(history: Path, open_workspace: Open) -> None:
    workspace = open_workspace()
    (history / "000001.log").unlink()
    (history / "000001.log").write_bytes(b"another")
    workspace.save(changes("x", "D-x"))
    assert told(workspace) == {"000001.log": "damaged"}
    assert known(workspace) == CALLS
    assert (history / "000001.log").read_bytes() == b"another"


@pytest.mark.parametrize("harm", ["file", "folder in its place", "all"])
def test_what_goes_with_the_last_file_while_it_is_open_is_written_again(
    history: Path, open_workspace: Open, harm: str
) -> None:
    workspace = open_workspace()
    if harm == "all":
        shutil.rmtree(history)
    else:
        (history / "000003.log").unlink()
    if harm == "folder in its place":
        (history / "000003.log").mkdir()
    workspace.save(changes("x", "D-x"))
    assert known(workspace) == CALLS
    workspace.close()
    workspace = open_workspace()
    assert told(workspace) == {}, "not called cut off either"
    assert known(workspace) == CALLS
    assert workspace.call("cx") is not None
