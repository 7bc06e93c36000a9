"""Who has a workspace, and when nobody has it any more."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fails, refusal

from cockpit.store import files
from cockpit.store import lock as lock_module
from cockpit.store.lock import FolderLock, Holder, is_taken, unlock
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

HERE = socket.gethostname()


def me(make: Make) -> Holder:
    return Holder.here(make.start)


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


def test_a_dead_process_has_nothing(folder: Path, open_workspace: Open, kind: str, make: Make) -> None:
    stale(folder, dead_process(), HERE, 123)
    assert not is_taken(folder)
    open_workspace()
    assert Holder.of(folder) == me(make)


def test_it_says_who_where_and_since_when(open_workspace: Open, make: Make, monkeypatch: Patch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "anna van dijk")
    open_workspace()
    who = {"pid": os.getpid(), "host": HERE, "person": "anna van dijk", "since": make.start}
    assert refusal(open_workspace).values == who


def test_a_computer_that_knows_no_names(folder: Path, open_workspace: Open, monkeypatch: Patch) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", unknown)
    open_workspace()
    told = refusal(open_workspace).values
    assert (told["person"], told["host"]) == ("", HERE)


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
    assert (told.values["pid"], told.values["host"]) == (os.getpid(), HERE)


def test_a_living_process_has_it_even_where_there_are_no_locks(
    folder: Path, open_workspace: Open, kind: str
) -> None:
    if kind == "locks":
        pytest.skip("there the system itself knows")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        stale(folder, process.pid, HERE, lock_module._began(process.pid))
        assert is_taken(folder)
        told = {"pid": process.pid, "host": HERE, "person": "", "since": None}
        assert refusal(open_workspace).values == told
        process.send_signal(signal.SIGKILL)
    open_workspace()


def test_another_computer_is_never_taken_for_gone(
    folder: Path, open_workspace: Open, kind: str, make: Make
) -> None:
    workspace = open_workspace()
    workspace.save(make.changes())
    workspace.close()
    stale(folder, 77, "elders", 5, "2026-11-20T08:00:00Z", "anna", "van", "dijk")
    assert is_taken(folder)
    told = refusal(open_workspace)
    assert told.code == "left-behind"
    since = datetime(2026, 11, 20, 8, tzinfo=UTC)
    last = told.values.pop("last")
    assert told.values == {"pid": 77, "host": "elders", "person": "anna van dijk", "since": since}
    assert abs((datetime.now(UTC) - last).total_seconds()) < 60, "his last sign of life"
    assert open_workspace(read_only=True).call("c1") == make.call()
    with pytest.raises(StoreError, match="in-use"):
        unlock(folder, Holder.of(folder)._replace(pid="78"))
    assert is_taken(folder), "another than the one that was asked about"
    unlock(folder, Holder.of(folder))
    assert not is_taken(folder)
    open_workspace().save(make.changes("2"))


def test_unlocking_what_is_in_use_is_refused(folder: Path, open_workspace: Open, make: Make) -> None:
    open_workspace()
    stale(folder, 77, "elders", 5)
    assert refusal(lambda: unlock(folder, Holder.of(folder))).code == "in-use"
    assert Holder.of(folder).pid == "77"


def test_whose_lock_was_taken_away_waits_and_goes_on_when_it_has_read_what_changed(
    folder: Path, open_workspace: Open, make: Make
) -> None:
    asleep = open_workspace()
    asleep.save(make.changes("1"))
    asleep._lock._me = asleep._lock._stands = me(make)._replace(host="elders")
    (folder / "lock").unlink()  # as if it were on a drive that does not know of locks elsewhere
    awake = open_workspace()
    awake.save(make.changes("2", "D-2"))
    for refused in (
        lambda: asleep.save(make.changes("3")),
        lambda: asleep.save_draft(make.call("d")),
        lambda: asleep.replace_ledger(make.ledger(1)),
    ):
        assert refusal(refused).code == "in-use"
    awake.close()
    for _ in range(2):
        refused = refusal(lambda: asleep.save(make.changes("3")))
        assert refused.code == "visited", "what it knows is old by now"
    assert asleep.was_visited and [problem.code for problem in asleep.problems] == ["visited"]
    assert "D-2" in asleep.standings()
    asleep.ledger()
    asleep.save(make.changes("3", "D-3"))
    assert refusal(open_workspace).code == "in-use", "it has the lock again"
    asleep.close()
    workspace = open_workspace()
    assert [workspace.call(f"c{n}") is not None for n in (1, 2, 3)] == [True] * 3
    assert not workspace.problems


@pytest.mark.parametrize("left", ["nothing", "the line of a dead one"])
def test_what_another_saved_meanwhile_is_read_before_anything_is_written(
    folder: Path, open_workspace: Open, make: Make, left: str
) -> None:
    first = open_workspace()
    first.save_draft(make.call("c1", "D-1", notes="van de eerste"))
    (folder / "lock").unlink()
    second = open_workspace()
    second.save(make.changes("1"))
    second.drop_draft("D-1")
    second.save_draft(make.call("d", "D-2", notes="van de tweede"))
    second.close()
    if left != "nothing":
        stale(folder, dead_process(), HERE, 123)
    first.drafts()
    assert refusal(lambda: first.save_draft(make.call("c1", notes="later"))).code == "visited"
    first.ledger()
    assert first.call("c1") == make.call(), "as the other one saved it"
    assert first.drafts()["D-2"].notes == "van de tweede"
    first.save_draft(make.call("c2", notes="later"))
    assert first.drafts()["D-1"].notes == "later"


def test_emptied_lock_is_taken_again(
    folder: Path, workspace: Workspace, open_workspace: Open, make: Make
) -> None:
    (folder / "lock").write_text("")
    assert refusal(lambda: workspace.save(make.changes())).code == "visited"
    workspace.ledger()
    workspace.save(make.changes())
    assert refusal(open_workspace).values["pid"] == os.getpid()


def test_lock_on_a_full_disk_in_which_nobody_stands_is_ours(
    folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch
) -> None:
    (folder.parent / "werkmap").mkdir(exist_ok=True)
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_all", fails(errno.ENOSPC))
        lock = FolderLock(folder, lambda: make.start)
    assert (folder / "lock").read_text() == "" and not lock.was_visited()
    lock.release()


def test_whoever_stands_in_our_lock_is_not_taken_out_of_it(
    folder: Path, workspace: Workspace, make: Make
) -> None:
    stale(folder, 77, "elders", 5)
    assert refusal(lambda: workspace.save(make.changes())).code == "left-behind"
    workspace.close()
    assert Holder.of(folder).pid == "77"


def test_lines_that_another_added_meanwhile_stay(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    workspace.save(make.changes("1"))
    log = folder / "history" / "000001.log"
    before = log.read_bytes()
    workspace.save(make.changes("2", "D-2"))
    of_another = log.read_bytes()[len(before) :]
    workspace.close()
    log.write_bytes(before)
    (folder / "history" / "000001.idx").unlink()
    workspace = open_workspace()
    with log.open("ab") as file:
        file.write(of_another)
    workspace.save(make.changes("3", "D-3"))
    assert [workspace.call(f"c{n}") is not None for n in (1, 2, 3)] == [True] * 3
    workspace.close()
    workspace = open_workspace()
    assert [workspace.call(f"c{n}") is not None for n in (1, 2, 3)] == [True] * 3
    assert not workspace.problems


def test_given_back_it_is_free(folder: Path, open_workspace: Open, kind: str, make: Make) -> None:
    open_workspace().close()
    assert Holder.of(folder) == Holder()
    assert Holder.of(folder).has_ended
    assert not is_taken(folder)
    FolderLock(folder, lambda: make.start).release()


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
