"""Who has a workspace, and when nobody has it any more."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, refusal

from cockpit.store import lock as lock_module
from cockpit.store.lock import FolderLock, Holder, is_taken
from cockpit.store.workspace import Workspace

HERE = socket.gethostname()


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture(params=["locks", "no locks"])
def kind(request: pytest.FixtureRequest, monkeypatch: Patch) -> str:
    """A folder with locks, and one on a network drive that knows none."""
    if request.param == "no locks":

        def fails(_: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(lock_module, "_take", fails)
    return request.param


def stale(folder: Path, *words: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "lock").write_text(" ".join(map(str, words)) + "\n")


def test_a_dead_process_has_nothing(folder: Path, open_workspace: Open, kind: str) -> None:
    stale(folder, dead_process(), HERE, 123)
    assert not is_taken(folder)
    open_workspace()
    assert Holder.of(folder) == Holder.here()


def test_another_process_with_the_same_number_is_not_taken_for_it(
    folder: Path, open_workspace: Open, kind: str
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        stale(folder, process.pid, HERE, 1)
        assert Holder.of(folder).has_ended
        open_workspace().close()
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("text", ["", "\n", "rubbish", "\x00\x00", "9" * 4000 + " x", "-1 x 2", "١ x"])
def test_a_lock_that_says_nothing_sensible(folder: Path, open_workspace: Open, text: str) -> None:
    stale(folder, text)
    assert not is_taken(folder)
    open_workspace()
    told = refusal(open_workspace)
    assert told.values == {"pid": os.getpid(), "host": HERE}


def test_a_living_process_has_it_even_where_there_are_no_locks(
    folder: Path, open_workspace: Open, kind: str
) -> None:
    if kind == "locks":
        pytest.skip("there the system itself knows")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        stale(folder, process.pid, HERE, lock_module._began(process.pid))
        assert is_taken(folder)
        assert refusal(open_workspace).values == {"pid": process.pid, "host": HERE}
        process.send_signal(signal.SIGKILL)
    open_workspace()


def test_another_computer(folder: Path, open_workspace: Open, kind: str) -> None:
    stale(folder, 77, "elders", 5)
    if kind == "locks":
        open_workspace()  # the system gave the lock back when that computer stopped
    else:
        assert refusal(open_workspace).values == {"pid": 77, "host": "elders"}
        assert is_taken(folder)
        (folder / "lock").unlink()
        open_workspace()


def test_given_back_it_is_free(folder: Path, open_workspace: Open, kind: str) -> None:
    open_workspace().close()
    assert Holder.of(folder) == Holder()
    assert Holder.of(folder).has_ended
    assert not is_taken(folder)
    FolderLock(folder).release()


def test_nobody_has_a_workspace_that_is_not_there(folder: Path) -> None:
    assert not is_taken(folder)


def test_taken_by_this_process(workspace: Workspace, folder: Path, make: Make) -> None:
    assert is_taken(folder)
    assert not Holder.of(folder).has_ended


def test_a_process_of_somebody_else_is_running(monkeypatch: Patch) -> None:
    def not_yours(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_yours)
    assert lock_module._is_running(1)
