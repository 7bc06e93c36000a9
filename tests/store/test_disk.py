"""Disks that are full or read-only, and folders that go away while the workspace is open."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fails, fill, refusal

from cockpit.store import history as history_module
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace

NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there open files cannot be removed")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "none", str(place)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_disk_that_is_really_full(small_disk: Path, make: Make) -> None:
    def opened() -> Workspace:
        return Workspace.open(small_disk / "werkmap", now=lambda: make.start)

    workspace = opened()
    workspace.replace_ledger(make.ledger(3))
    (small_disk / "filler").write_bytes(bytes(700_000))
    saved = 0
    with pytest.raises(StoreError, match="disk-full"):
        for n in range(10_000):
            workspace.save(make.changes(str(n), "D-1", n))
            saved = n + 1
    for refused in (
        lambda: workspace.replace_ledger(make.ledger(500)),
        lambda: workspace.save_draft(make.call()),
    ):
        assert refusal(refused).code == "disk-full"
    assert len(workspace.calls_of("D-1")) == saved > 0
    assert workspace.ledger() == make.ledger(3)
    (small_disk / "filler").unlink()
    workspace.save(make.changes("later", "D-1", 99_999))
    workspace.replace_ledger(make.ledger(500))
    workspace.close()
    workspace = opened()
    assert len(workspace.calls_of("D-1")) == saved + 1
    assert workspace.ledger() == make.ledger(500)
    assert not workspace.problems
    workspace.close()


def test_on_a_full_disk_it_opens_and_says_so(small_disk: Path, make: Make) -> None:
    def opened() -> Workspace:
        return Workspace.open(small_disk / "werkmap", now=lambda: make.start)

    workspace = opened()
    fill(workspace, make)
    workspace.close()
    with pytest.raises(OSError), (small_disk / "filler").open("wb") as filler:
        while True:
            filler.write(bytes(4096))
            filler.flush()
    workspace = opened()
    assert workspace.ledger() == make.ledger(2)
    assert refusal(lambda: workspace.save_draft(make.call())).code == "disk-full"
    assert refusal(lambda: workspace.erase("D-1")).code == "disk-full"
    assert workspace.call("c1") == make.call("c1")
    (small_disk / "filler").unlink()
    workspace.save_draft(make.call())
    workspace.erase("D-1")
    workspace.close()


@pytest.fixture
def home_of_nobody() -> Iterator[Path]:
    """A folder of a user who is not almighty, and that user."""
    place = Path(tempfile.mkdtemp(prefix="cockpit-test-"))
    if os.geteuid() == 0:
        os.chown(place, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield place
    if os.getuid() == 0:
        os.seteuid(0)
    subprocess.run(["chmod", "-R", "u+rwX", str(place)], check=True)
    shutil.rmtree(place)


def test_read_only_it_may_be_looked_at_and_written_when_that_is_over(
    home_of_nobody: Path, make: Make
) -> None:
    folder = home_of_nobody / "werkmap"

    def opened(**options: bool) -> Workspace:
        return Workspace.open(folder, now=lambda: make.start, **options)

    workspace = opened()
    fill(workspace, make)
    protect(folder, 0o500, 0o400)
    for refused in (
        lambda: workspace.save_draft(make.call("c9")),
        lambda: workspace.replace_ledger(make.ledger(1)),
        lambda: workspace.erase("D-1"),
        lambda: workspace.remember_layout("x", {}),
    ):
        assert refusal(refused).code == "unwritable"
    assert workspace.call("c1") == make.call("c1")
    workspace.close()
    assert refusal(opened).code == "unwritable"
    reader = opened(read_only=True)
    waiting = opened(read_only=True, waits=True)
    for one in (reader, waiting):
        assert one.call("c1") == make.call("c1")
    assert refusal(lambda: reader.save_draft(make.call("c9"))).code == "read-only"
    assert refusal(lambda: waiting.save_draft(make.call("c9"))).code == "unwritable"
    protect(folder, 0o700, 0o600)
    assert refusal(lambda: reader.save_draft(make.call("c9"))).code == "read-only"
    waiting.save_draft(make.call("c9"))
    waiting.erase("D-1")
    assert refusal(opened).code == "in-use"
    waiting.close()
    reader.close()
    workspace = opened()
    assert workspace.call("c1") is None
    workspace.close()


def protect(folder: Path, of_folders: int, of_files: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(of_folders if path.is_dir() else of_files)


def test_removed_folder_comes_back_with_all_that_is_open(
    folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    monkeypatch.setattr(history_module, "_AT_ONCE", 3)
    workspace = open_workspace()
    fill(workspace, make)
    for n in range(20):
        workspace.save(make.changes(f"old-{n}", "D-7", n))
    workspace.drafts()
    shutil.rmtree(folder)
    workspace.save_draft(make.call("c3", "D-3"))
    workspace.save(make.changes("2", "D-1", 5))
    workspace.close()
    workspace = open_workspace()
    assert workspace.ledger() == make.ledger(2)
    assert workspace.drafts() == {"D-2": make.call("c2", "D-2"), "D-3": make.call("c3", "D-3")}
    assert workspace.standings() == {"D-1": make.standing("D-1", 6), "D-7": make.standing("D-7", 20)}
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c2"]
    assert [call.id for call in workspace.calls_of("D-7")] == [f"cold-{n}" for n in range(20)]
    assert not workspace.problems


def test_what_is_in_the_folder_was_removed(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    workspace.save_draft(make.call("c3", "D-3"))
    workspace.replace_ledger(make.ledger(5))
    workspace.close()
    workspace = open_workspace()
    assert workspace.ledger() == make.ledger(5)
    assert "D-3" in workspace.drafts()


@pytest.mark.parametrize("name", ["drafts", "backups", "ledger.json", "layouts.json", "lock", "version"])
def test_one_thing_was_removed(folder: Path, open_workspace: Open, make: Make, name: str) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    if (folder / name).is_dir():
        shutil.rmtree(folder / name)
    else:
        (folder / name).unlink()
    workspace.save(make.changes("2", "D-1", 5))
    workspace.save_draft(make.call("c3", "D-3"))
    workspace.replace_ledger(make.ledger(5))
    workspace.remember_layout("new", {"number": "Nr"})
    workspace.close()
    workspace = open_workspace()
    assert workspace.ledger() == make.ledger(5)
    assert workspace.drafts()["D-3"] == make.call("c3", "D-3")
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c2"]
    assert workspace.layout("new") == {"number": "Nr"}
    assert workspace.backups()[0].invoices == 2
    assert not workspace.problems


def test_moved_folder_is_waited_for(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    elsewhere = folder.rename(folder.with_name("elders"))
    for refused in (lambda: workspace.save(make.changes("2")), lambda: workspace.save_draft(make.call("c3"))):
        assert refusal(refused).code == "unwritable"
    assert not folder.exists()
    folder.mkdir()  # an empty place, as where a network drive was
    assert refusal(lambda: workspace.save(make.changes("2"))).code == "unwritable"
    assert list(folder.iterdir()) == []
    folder.rmdir()
    elsewhere.rename(folder)
    workspace.save(make.changes("2", "D-1", 1))
    workspace.close()
    assert [call.id for call in open_workspace().calls_of("D-1")] == ["c1", "c2"]


def test_copy_that_took_its_place_is_written(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    shutil.copytree(folder, folder.with_name("copy"))
    workspace.save(Changes(standings=(replace(make.standing("D-1", 9), next_time="nieuw"),)))
    workspace.save_draft(make.call("c2", "D-2", notes="verder getypt"))
    workspace.save(make.changes("meanwhile", "D-5", 2))
    folder.rename(folder.with_name("old"))
    folder.with_name("copy").rename(folder)
    workspace.save(make.changes("2", "D-4", 1))
    workspace.close()
    workspace = open_workspace()
    assert workspace.call("c1") == make.call("c1")
    assert workspace.call("c2") == make.call("c2", "D-4", 1)
    assert workspace.standings()["D-1"].next_time == "nieuw"
    assert workspace.call("cmeanwhile") == make.call("cmeanwhile", "D-5", 2)
    assert workspace.drafts()["D-2"].notes == "verder getypt"
    assert not workspace.problems


def test_copy_that_another_cockpit_has_is_left_to_it(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    workspace.save(make.changes("1"))
    folder.rename(folder.with_name("old"))
    other = open_workspace()
    assert refusal(lambda: workspace.save(make.changes("2"))).code == "in-use"
    other.close()
    assert refusal(lambda: workspace.save(make.changes("2"))).code == "visited"
    workspace.ledger()
    workspace.save(make.changes("2", "D-1", 5))
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c2"]


@pytest.mark.parametrize("harm", ["last", "first", "all", "another in its place", "moved away"])
def test_history_that_was_removed_comes_back_from_what_is_open(
    folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch, harm: str
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    workspace = open_workspace()
    for n in range(5):
        workspace.save(make.changes(str(n), "D-1", n))
    workspace.save_draft(make.call("d", "D-2", notes="getypt"))
    first, *_, last = sorted((folder / "history").glob("*.log"))
    if harm == "all":
        shutil.rmtree(folder / "history")
    elif harm == "moved away":
        last.rename(folder / "elsewhere")
    elif harm == "another in its place":
        shutil.copy(last, folder / "copy")
        (folder / "copy").rename(last)
    else:
        (last if harm == "last" else first).unlink()
    workspace.save_draft(make.call("d", "D-2", notes="getypt en verder"))
    workspace.save(make.changes("5", "D-1", 5))
    workspace.close()
    workspace = open_workspace()
    assert [call.id for call in workspace.calls_of("D-1")] == [f"c{n}" for n in range(6)]
    assert workspace.drafts()["D-2"].notes == "getypt en verder"


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("gone", ["folder", "drafts", "a draft", "ledger.json", "history"])
def test_all_that_is_known_is_in_its_place_when_it_is_closed(
    folder: Path, open_workspace: Open, make: Make, gone: str, typed: bool
) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    if typed:
        workspace.save_draft(make.call("c2", "D-2"))
    for path in {
        "folder": [folder],
        "drafts": [folder / "drafts"],
        "a draft": list((folder / "drafts").iterdir()),
        "ledger.json": [folder / "ledger.json"],
        "history": [folder / "history"],
    }[gone]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    workspace.close()
    workspace = open_workspace()
    assert workspace.ledger() == make.ledger(2)
    assert workspace.drafts() == {"D-2": make.call("c2", "D-2")}
    assert workspace.call("c1") == make.call()
    assert not workspace.problems


@pytest.mark.parametrize("step", ["ledger.json.tmp", ".log", ".json.tmp"])
def test_what_cannot_come_back_yet_stays_in_memory(
    folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch, step: str
) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    shutil.rmtree(folder / "history")
    for path in (folder / "drafts").iterdir():
        path.unlink()
    (folder / "ledger.json").write_bytes(b"{ rubbish")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", fails(errno.ENOSPC, only=step))
        for _ in range(2):
            assert refusal(lambda: workspace.save_draft(make.call("c3", "D-3"))).code == "disk-full"
            assert set(workspace.drafts()) == {"D-2"} and workspace.call("c1") == make.call()
            assert workspace.ledger() == make.ledger(2)
    workspace.save_draft(make.call("c3", "D-3"))
    workspace.close()
    assert {problem.code for problem in workspace.problems} == {"damaged"}
    workspace = open_workspace()
    assert set(workspace.drafts()) == {"D-2", "D-3"} and workspace.call("c1") == make.call()
    assert workspace.ledger() == make.ledger(2)


def test_whoever_cannot_be_sure_says_so(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    workspace.make_sure()
    folder.rename(folder.with_name("elders"))
    assert refusal(workspace.make_sure).code == "unwritable"
    workspace.close()
    assert not folder.exists()
    reader = open_workspace(read_only=True)
    reader.make_sure()
    assert not folder.exists()


@pytest.mark.parametrize("harm", ["cut", "cut in a line", "added", "emptied"])
def test_history_that_something_else_writes_into(
    folder: Path, open_workspace: Open, make: Make, harm: str
) -> None:
    workspace = open_workspace()
    sizes = []
    log = folder / "history" / "000001.log"
    for n in range(3):
        workspace.save(make.changes(str(n), "D-1", n))
        sizes.append(log.stat().st_size)
    with log.open("r+b") as file:
        if harm == "added":
            file.seek(0, 2)
            file.write(b"rubbish of somebody else")
        else:
            file.truncate({"cut": sizes[1], "cut in a line": sizes[1] + 50, "emptied": 0}[harm])
    workspace.save(make.changes("later", "D-1", 9))
    kept = {"added": ["c0", "c1", "c2"], "emptied": []}.get(harm, ["c0", "c1"])
    assert [call.id for call in workspace.calls_of("D-1")] == [*kept, "clater"]
    assert "damaged" in [problem.code for problem in workspace.problems]
    workspace.close()
    assert [call.id for call in open_workspace().calls_of("D-1")] == [*kept, "clater"]
