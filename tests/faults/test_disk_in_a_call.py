"""The disk fails in the middle of a call: it is said in a sentence, and all is written when it can be."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.crash import IN_CALL, Seat

from cockpit.commands import opening
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a mounted disk and a terminal of POSIX")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_full_in_a_call_and_the_room_comes_back(small_disk: Path) -> None:
    seat = Seat(small_disk / "werkmap", seed=1)
    t = seat.in_call()
    t.type("voor de volle schijf ")
    t.wait("voor de volle")
    time.sleep(1)
    with pytest.raises(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(1024))
    t.type("tijdens de volle schijf ")
    t.wait("schijf is vol")
    t.wait(IN_CALL)
    (small_disk / "filler").unlink()
    t.type("en daarna")
    end = time.monotonic() + 15
    while time.monotonic() < end and "en daarna" not in notes_of(seat):
        time.sleep(0.2)
    t.process.kill(signal.SIGKILL)
    t.wait_end()
    notes = notes_of(seat)
    assert notes == "voor de volle schijf tijdens de volle schijf en daarna"


def test_folder_removed_in_a_call(tmp_path: Path) -> None:
    seat = Seat(tmp_path / "werkmap", seed=1)
    t = seat.in_call()
    t.type("voor het verdwijnen ")
    t.wait("voor het verdwijnen")
    time.sleep(1)
    shutil.rmtree(seat.folder)
    t.type("en erna")
    end = time.monotonic() + 15
    while time.monotonic() < end and "en erna" not in notes_of(seat):
        time.sleep(0.2)
    t.process.kill(signal.SIGKILL)
    t.wait_end()
    assert notes_of(seat) == "voor het verdwijnen en erna"
    again = seat.in_call()
    again.wait("voor het verdwijnen")
    again.close()


def notes_of(seat: Seat) -> str:
    store = Workspace.open(seat.folder, now=opening.utc_now, read_only=True)
    live = [call.notes for call in store.drafts().values() if call.is_live]
    store.close()
    return live[0] if live else ""


def test_a_folder_that_cannot_be_written_is_opened_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Workspace.open

    def read_only_disk(folder: Path, *, now: object, read_only: bool = False) -> Workspace:
        if not read_only:
            raise StoreError("unwritable", path=str(folder), reason="Read-only file system")
        return real(folder, now=now, read_only=True)

    monkeypatch.setattr(Workspace, "open", read_only_disk)
    notices: list[str] = []
    opening._own_or_look(tmp_path, notices).close()
    assert "Read-only file system" in notices[0]
    with pytest.raises(StoreError):
        opening._own_or_look(tmp_path / "nowhere", notices)
