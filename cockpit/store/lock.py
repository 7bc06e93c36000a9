"""One cockpit at a time writes in a workspace. When its process dies, the system gives the lock back."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from cockpit.store import files
from cockpit.store.port import StoreError

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_LOCKED_BYTE = 1 << 30  # Windows lets nobody read a locked byte: one far behind the text


class FolderLock:
    """The lock of a folder. The text in its file only tells others who has it."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises `StoreError` `in-use` when another has it, `unwritable` when nobody can."""
        self._released = False
        path = folder / "lock"
        try:
            self._descriptor = files.open_private(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise files.failure(error, path) from None
        try:
            _take(self._descriptor)
            os.ftruncate(self._descriptor, 0)
            files.write_all(self._descriptor, f"{os.getpid()} {socket.gethostname()}\n".encode())
        except OSError as error:
            os.close(self._descriptor)
            raise (_holder(path) if error.errno in _TAKEN else files.failure(error, path)) from None

    def release(self) -> None:
        """Give the lock back. Doing so twice is harmless."""
        if self._released:
            return
        self._released = True
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(path: Path) -> StoreError:
    """Who has the lock; a question mark where he has not written it down yet."""
    text = ""
    with suppress(OSError):
        text = path.read_text("utf-8", "replace")
    pid, _, host = text.strip().partition(" ")
    return StoreError("in-use", pid=int(pid) if pid.isdecimal() else "?", host=host or "?")
