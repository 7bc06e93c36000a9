"""Files that are never half-written, for nobody else to read, and failures said in the words of the port."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from cockpit.store.port import StoreError

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
_BINARY: int = getattr(os, "O_BINARY", 0)


def failure(error: OSError, path: Path) -> StoreError:
    """What the system refused, as the port says it: `disk-full` or `unwritable`."""
    if error.errno in _FULL:
        return StoreError("disk-full", path=str(path))
    return StoreError("unwritable", path=str(path), reason=error.strerror or str(error))


def damaged(path: Path, reason: object, **known: object) -> StoreError:
    """What was found in a file that should not be in it, and what is `known` about what is left of it."""
    return StoreError("damaged", path=str(path), reason=str(reason), **known)


def make_folder(path: Path) -> None:
    """Make the folder, or take an existing one from the eyes of others. Raises `OSError`."""
    path.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
    with suppress(PermissionError):
        path.chmod(_PRIVATE_FOLDER)


def make_private(paths: Iterable[Path]) -> None:
    """Take existing files from the eyes of others, as far as they are ours to change."""
    if sys.platform == "win32":
        return
    for path in paths:
        with suppress(OSError):
            if path.is_file() and stat.S_IMODE(path.stat().st_mode) != _PRIVATE_FILE:
                path.chmod(_PRIVATE_FILE)


def open_private(path: Path, flags: int) -> int:
    """A file descriptor; a file that may be made by it is for its owner only. Raises `OSError`."""
    descriptor = os.open(path, flags | _BINARY, _PRIVATE_FILE)
    if flags & os.O_CREAT and sys.platform != "win32":
        with suppress(OSError):  # whatever the umask is, or an older program made of it
            os.fchmod(descriptor, _PRIVATE_FILE)
    return descriptor


def is_at(descriptor: int, path: Path) -> bool:
    """Whether the file that is open still is the one of this name: not removed, moved or replaced."""
    try:
        here, there = os.fstat(descriptor), path.stat()
    except OSError:
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, or raise `OSError` with part of them written."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def read_at(descriptor: int, offset: int, length: int) -> bytes:
    """The bytes of a stretch of the file; fewer when it ends earlier. Raises `OSError`."""
    if sys.platform == "win32":
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, length)
    return os.pread(descriptor, length, offset)


def sync(descriptor: int) -> None:
    """Wait until what was written is on the disk itself. Raises `OSError`."""
    if sys.platform == "darwin":  # there fsync only hands it to the drive
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the names in the folder are on the disk; Windows has no such call. Raises `OSError`."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(path: Path) -> Path:
    """The temporary file next to `path`."""
    return path.with_name(path.name + ".tmp")


def write_beside(path: Path, data: bytes, *, durable: bool = True) -> Path:
    """Write the data to a temporary file next to `path` and return its name; nothing is left of a failure.

    `durable` waits for the disk. Raises `OSError`.
    """
    temporary = beside(path)
    try:
        descriptor = open_private(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_all(descriptor, data)
            if durable:
                sync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        remove(temporary)
        raise
    return temporary


def replace(path: Path, data: bytes) -> None:
    """Give the file a new content: at any instant the old or the new one can be read. Raises `OSError`."""
    put_in_place(write_beside(path, data), path)


def put_in_place(temporary: Path, path: Path) -> None:
    """Let a finished temporary file take the place of `path`, for good. Raises `OSError`."""
    try:
        temporary.replace(path)
    except OSError:
        remove(temporary)
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file that may be gone already, or that cannot be removed now: it is in nobody's way."""
    with suppress(OSError):
        path.unlink()


def remove_unfinished(folder: Path, names: str = "*") -> None:
    """Remove the temporary files that a killed program left in a folder, beside files of these names."""
    for temporary in folder.glob(f"{names}.tmp"):
        remove(temporary)


def set_aside(path: Path, data: bytes | None = None) -> Path:
    """Keep what cannot be read under another name, and return that; `data` instead of the file, when given.

    Raises `OSError`.
    """
    kept = first_free(path.with_name(f"{path.name}.damaged-{n}") for n in count(1))
    if data is None:
        path.rename(kept)
    else:
        replace(kept, data)
    return kept


def first_free(paths: Iterable[Path]) -> Path:
    """The first of the paths at which there is nothing."""
    return next(path for path in paths if not path.exists())
