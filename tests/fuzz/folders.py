"""Folders for the targets that write, and a guard that lets nothing be written anywhere else."""

from __future__ import annotations

import atexit
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_MEMORY = "/dev/shm"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES = {
    **dict.fromkeys(("os.remove", "os.rmdir"), ((0, 1),)),
    **dict.fromkeys(("os.mkdir", "os.chmod"), ((0, 2),)),
    **dict.fromkeys(("os.rename", "os.link"), ((0, 2), (1, 3))),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
}
"""Events of Python by which files change: where each has its paths, and the folders that those begin in."""

_allowed: list[Path] = []
_watching = False
outside: list[str] = []
"""The paths outside that somebody wanted to write since the guard was set."""


def new_folder() -> Path:
    """A folder that is gone when the program ends; in memory where the system has such a place."""
    room = _MEMORY if os.access(_MEMORY, os.W_OK | os.X_OK) else None
    folder = Path(mkdtemp(prefix="cockpit-fuzz-", dir=room)).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _allowed.append(folder)
    return folder


@contextmanager
def guarded() -> Iterator[list[str]]:
    """Meanwhile nothing can be written outside the folders of this module; what was tried is listed."""
    global _watching
    outside.clear()
    _watching = True
    try:
        yield outside
    finally:
        _watching = False


def _watch(event: str, given: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event == "open":
        path, _mode, flags = given
        if isinstance(flags, int) and flags & _WRITES:
            _refuse_outside(path, None)
    for path, folder in _NAMES.get(event, ()):
        _refuse_outside(given[path], None if folder is None else given[folder])


def _refuse_outside(path: object, folder: object) -> None:
    global _watching
    if not isinstance(path, str | bytes | os.PathLike):
        return
    _watching = False  # what is asked here about the path is no case of its own
    try:
        base = f"/proc/self/fd/{folder}" if isinstance(folder, int) and folder >= 0 else "."
        whole = Path(os.path.realpath(Path(base) / os.fsdecode(path)))
        fine = any(whole.is_relative_to(root) for root in _allowed) or "__pycache__" in whole.parts
    except ValueError:  # a path with a NUL: nothing can be written there
        return
    finally:
        _watching = True
    if not fine and str(whole) != os.devnull:
        outside.append(str(whole))
        raise PermissionError(errno.EACCES, "kept out by the fuzzing", str(whole))


sys.addaudithook(_watch)
