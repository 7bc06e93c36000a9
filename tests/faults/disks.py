"""Disks and folders that can be broken: small ones, frozen ones, and users who are not almighty."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cockpit.store.workspace import Workspace


def not_almighty() -> list[str]:
    """What is put before a command so that permissions hold for it, also when the tests are run by root."""
    if os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root cannot be made to mind permissions here")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search"]


def mount(place: Path, *options: object) -> bool:
    """Mount a disk of its own; whether this user may."""
    command = shutil.which("mount")
    place.mkdir()
    given = [command, *map(str, options), str(place)]
    return command is not None and not subprocess.run(given, capture_output=True).returncode


@contextmanager
def small(place: Path) -> Iterator[Path]:
    """A disk of two megabytes; without leave to mount one just a folder."""
    is_mounted = mount(place, "-t", "tmpfs", "-o", "size=2m", "none")
    try:
        yield place
    finally:
        if is_mounted:
            unmount(place)


def unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more can be written on a small disk, but for what a file has left of its last page."""
    filler = disk / "filler"
    if disk.is_mount():
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1024))
    try:
        yield
    finally:
        filler.unlink(missing_ok=True)


@contextmanager
def without_room(pid: int) -> Iterator[None]:
    """For this process no file may grow."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def that_can_be_frozen(place: Path) -> Iterator[Path]:
    """A disk that can be made to give no answer to any write, with `fsfreeze`."""
    image = place.with_name("disk.img")
    if shutil.which("mkfs.ext4") is None or shutil.which("fsfreeze") is None:
        pytest.skip("no disk can be made here")
    with image.open("wb") as file:
        file.truncate(8 << 20)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    if not mount(place, "-o", "loop", image):
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        unmount(place)


@contextmanager
def frozen(disk: Path) -> Iterator[None]:
    """Every write waits as long as this lasts."""
    subprocess.run(["fsfreeze", "-f", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["fsfreeze", "-u", str(disk)], check=True)


def protect(folder: Path, *, on: bool) -> None:
    """Let nobody write in a folder, or its owner again."""
    for path in (folder, *folder.rglob("*")):
        path.chmod((0o500 if on else 0o700) if path.is_dir() else (0o400 if on else 0o600))


def notes_in(folder: Path) -> str:
    """The notes of the call that somebody is in, as they are on the disk."""
    from faults.seat import now

    store = Workspace.open(folder, now=now, read_only=True)
    live = [call.notes for call in store.drafts().values() if call.is_live]
    store.close()
    return live[0] if live else ""
