"""One cockpit at a time writes in a workspace. When its process dies, the system gives the lock back.

The file `lock` says who has it: process, computer, and when the process began, in the system's own count.
That tells others whom to ask. Only where a folder knows no locks (some network drives) does it decide: then
the one who is named has the workspace, unless he is a process of this computer that has ended.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cockpit.store import files
from cockpit.store.port import StoreError

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
_LOCKED_BYTE = 1 << 30  # Windows lets nobody read a locked byte: one far behind the text


class Holder(NamedTuple):
    """Who wrote himself down in a lock: process, computer, and when the process began; "" is unknown."""

    pid: str = ""
    host: str = ""
    began: str = ""

    @classmethod
    def of(cls, folder: Path) -> Holder:
        """Who stands in the lock of a folder; nobody when it was given back."""
        text = ""
        with suppress(OSError):
            text = (folder / "lock").read_text("utf-8", "replace")
        pid, host, began, *_ = [*text.split(), "", "", ""]
        return cls(pid, host, began)

    @classmethod
    def here(cls) -> Holder:
        """This very process."""
        return cls(str(os.getpid()), socket.gethostname() or "?", _began(os.getpid()))

    @property
    def has_ended(self) -> bool:
        """Whether it is certain that this process is not running any more."""
        if not self.pid:
            return True
        if self.host != Holder.here().host or not self.pid.isdecimal():
            return False
        return not _is_running(int(self.pid)) or self.began != _began(int(self.pid))

    def in_use(self) -> StoreError:
        """What is said about him; a question mark for what he has not written down yet."""
        pid = int(self.pid) if self.pid.isdecimal() else "?"
        return StoreError("in-use", pid=pid, host=self.host or "?")


class FolderLock:
    """The lock of a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises `StoreError` `in-use` when another has it, `unwritable` when nobody can."""
        self._released = False
        path = folder / "lock"
        try:
            self._descriptor = files.open_private(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise files.failure(error, path) from None
        try:
            self._take(folder)
        except OSError as error:
            os.close(self._descriptor)
            taken = error.errno in _TAKEN
            raise (Holder.of(folder).in_use() if taken else files.failure(error, path)) from None
        with suppress(OSError):  # on a full disk nobody learns who it is
            os.ftruncate(self._descriptor, 0)
            files.write_all(self._descriptor, (" ".join(Holder.here()) + "\n").encode())

    def release(self) -> None:
        """Give the lock back. Doing so twice is harmless."""
        if self._released:
            return
        self._released = True
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def _take(self, folder: Path) -> None:
        try:
            _take(self._descriptor)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            holder = Holder.of(folder)
            if not (holder.has_ended or holder == Holder.here()):
                raise OSError(errno.EWOULDBLOCK, "taken") from None


def is_taken(folder: Path) -> bool:
    """Whether a cockpit has the workspace at this moment."""
    try:
        descriptor = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        return False
    try:
        _take(descriptor)
    except OSError as error:
        return error.errno in _TAKEN or not Holder.of(folder).has_ended
    finally:
        os.close(descriptor)
    return False


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # there the system always locks
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _began(pid: int) -> str:
    """When a process began, so that another with the same number is not taken for it; "" where unknown."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    return ""
