"""The version of a workspace, in its file `version`: "1.0".

The second number grows when fields are added, which an older cockpit passes over. The first grows when an
older cockpit would misread the files; then `STEPS` says how to get there from the version before.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from cockpit.store import files
from cockpit.store.port import StoreError

NAME = "version"
MAJOR, MINOR = 1, 0

STEPS: Mapping[int, Callable[[Path], None]] = {}
"""By first number: what turns the files in a folder of that version into the next one."""


def found(folder: Path) -> int:
    """The first number of the version of the workspace; ours when the workspace is new.

    Raises `StoreError`: `newer-version`, `damaged` when the file says nothing, `unwritable` when it cannot be
    read now.
    """
    path = folder / NAME
    try:
        text = path.read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        return MAJOR
    except IsADirectoryError as error:
        raise files.damaged(path, error.strerror) from None
    except OSError as error:  # it may be there again in a moment
        raise files.failure(error, path) from None
    match = re.fullmatch(r"([1-9]\d{0,8})\.\d{1,9}", text, re.ASCII)
    if match is None:
        raise files.damaged(path, "no version")
    major = int(match[1])
    if major > MAJOR:
        raise StoreError("newer-version", path=str(folder), found=text, known=f"{MAJOR}.{MINOR}")
    return major


def write(folder: Path) -> None:
    """Say that the files in the folder are of our version. Raises `OSError`."""
    files.replace(folder / NAME, f"{MAJOR}.{MINOR}\n".encode())


def finish_upgrade(folder: Path) -> None:
    """End an upgrade that was stopped between the old folder's leaving and the new one's coming."""
    copy = _copy_of(folder)
    if not folder.exists() and (copy / NAME).exists():
        with suppress(StoreError, FileNotFoundError):  # or another ended it just now
            if found(copy) == MAJOR:  # written last: the copy is whole
                copy.rename(folder)


def upgrade(folder: Path, major: int) -> Path:
    """Upgrade a copy of an older workspace, let it take the folder's place, and return where the old one is.

    Until the copy is complete nothing of the workspace is touched. Raises `StoreError`, `OSError`.
    """
    copy = _copy_of(folder)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("lock", "*.tmp"))
    for step in range(major, MAJOR):
        if step not in STEPS:
            raise files.damaged(folder / NAME, f"no way from version {step}")
        STEPS[step](copy)
    write(copy)
    _sync_all(copy)
    kept = files.first_free(folder.with_name(f"{folder.name}.version-{major}-{n}") for n in count(1))
    folder.rename(kept)
    finish_upgrade(folder)
    files.sync_folder(folder.parent)
    return kept


def kept_beside(folder: Path) -> list[Path]:
    """The older workspaces that upgrades left beside the folder."""
    return sorted(folder.parent.glob(f"{glob.escape(folder.name)}.version-*-*"))


def remove_kept(folder: Path, goes: Callable[[Path], bool]) -> None:
    """Remove those of them in which a file goes. Raises `OSError`."""
    for kept in kept_beside(folder):
        if any(goes(path) for path in kept.rglob("*") if path.is_file()):
            shutil.rmtree(kept)


def _copy_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.upgrading")


def _sync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = files.open_private(path, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        else:
            files.sync_folder(path)
