"""What `cockpit doctor` says about who else on this computer may read what customers said."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_ANY, _ENTER = 0o077, 0o011
"""What a mode gives to others than the owner: anything, and the way through a folder."""


def open_to_others(folder: Path) -> list[Path]:
    """The folder and what is in it, as far as others may come there at all: a file that all may read is
    safe in a folder that nobody else may enter."""
    if not all(_gives(parent, _ENTER) for parent in folder.resolve().parents):
        return []
    return [path for path in _within_reach(folder) if _gives(path, _ANY)]


def _within_reach(folder: Path) -> Iterator[Path]:
    yield folder
    if not _gives(folder, _ENTER):
        return
    for inside, folders, files in os.walk(folder):
        yield from (Path(inside, name) for name in (*folders, *files))
        folders[:] = [name for name in folders if _gives(Path(inside, name), _ENTER)]


def _gives(path: Path, bits: int) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:  # gone since, such as a draft that was saved
        return False
    return not stat.S_ISLNK(mode) and bool(mode & bits)
