"""One cockpit at a time writes in a workspace. When its process dies, the system gives the lock back.

The file `lock` says who has it, on one line: process, computer, when the process began (in the system's own
count), since when he has it (UTC), and his name as the computer knows it. It is empty when nobody has it.

The system knows of locks on this computer, and on a network drive only sometimes of those of others. So a
lock in which another computer stands is never taken: nobody here can tell whether that cockpit is still open.
A person can, and then says so with `cockpit unlock`. Where a folder knows no locks at all, a process of this
computer keeps it until it has ended. Whoever finds another in his lock writes nothing as long as that one is
there. A lock that is empty, or another file, while we have it tells that another was here, and left.
"""

from __future__ import annotations

import errno
import getpass
import os
import re
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cockpit.store import files
from cockpit.store.port import StoreError

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
_LOCKED_BYTE = 1 << 30  # Windows lets nobody read a locked byte: one far behind the text
_LONGEST = 4096


class Holder(NamedTuple):
    """Who wrote himself down in a lock; "" is unknown. `began` is when his process did."""

    pid: str = ""
    host: str = ""
    began: str = ""
    since: str = ""
    person: str = ""

    @classmethod
    def of(cls, folder: Path) -> Holder:
        """Who stands in the lock of a folder; nobody when it was given back, or says nothing sensible."""
        data = b""
        with suppress(OSError), (folder / "lock").open("rb") as file:
            data = file.read(_LONGEST)
        return cls.read(data)

    @classmethod
    def read(cls, data: bytes) -> Holder:
        """Who stands in the bytes of a lock; nobody when they say nothing sensible."""
        holder = cls(*data.decode("utf-8", "replace").strip().split(maxsplit=4))
        return holder if re.fullmatch(r"[1-9][0-9]{0,9}", holder.pid) else cls()

    @classmethod
    def here(cls, now: datetime) -> Holder:
        """This very process, which has it from `now` (UTC) on."""
        person = ""
        with suppress(KeyError, OSError, ImportError):
            person = getpass.getuser()
        pid = os.getpid()
        return cls(str(pid), _host(), _began(pid) or "-", f"{now:%Y-%m-%dT%H:%M:%SZ}", person)

    def is_same(self, other: Holder) -> bool:
        """Whether both are one process."""
        return self[:3] == other[:3]

    @property
    def has_ended(self) -> bool:
        """Whether it is certain that this process is not running any more."""
        if not self.pid:
            return True
        if self.host != _host():
            return False
        return not _is_running(int(self.pid)) or self.began != (_began(int(self.pid)) or "-")

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a process of another computer, of which nothing can be known."""
        return bool(self.pid) and self.host not in ("", _host())

    def in_use(self) -> StoreError:
        """What is said about one who has it; a question mark for what he has not written down yet."""
        return StoreError("in-use", **self.values())

    def left_behind(self, folder: Path) -> StoreError:
        """What is said about one who may have it: he never gave it back."""
        return StoreError("left-behind", **self.values(), last=_last_written(folder))

    def values(self) -> dict[str, object]:
        """What there is to say about him; `since` is UTC, or None when that is unknown."""
        since = None
        with suppress(ValueError):
            since = datetime.fromisoformat(self.since).astimezone(UTC)
        pid = int(self.pid) if self.pid else "?"
        return {"pid": pid, "host": self.host or "?", "since": since, "person": self.person}


class FolderLock:
    """The lock of a folder."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """Take the lock, at `now()` (UTC).

        Raises `StoreError`: `in-use` when another has it, `left-behind` when another may have it,
        `in-the-way` or `unwritable` when nobody can.
        """
        self._folder = folder
        self._released = False
        path = folder / "lock"
        try:
            self._descriptor = files.open_private(path, os.O_RDWR | os.O_CREAT)
        except IsADirectoryError:
            raise StoreError("in-the-way", path=str(path)) from None
        except OSError as error:
            raise files.failure(error, path) from None
        self._me = Holder.here(now())
        try:
            self._take()
        except BaseException:
            os.close(self._descriptor)
            raise
        self._write_down()

    def is_in_place(self) -> bool:
        """Whether the file that we locked still is the lock of the folder, as far as can be seen."""
        if self._released:
            return False
        try:
            here, there = os.fstat(self._descriptor), (self._folder / "lock").stat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def was_visited(self) -> bool:
        """Whether another stands in the lock of the folder, or did: he empties it when he leaves.

        A lock that is gone tells of nobody, and neither does one that cannot be read now.
        """
        try:
            with (self._folder / "lock").open("rb") as file:
                return not Holder.read(file.read(_LONGEST)).is_same(self._stands)
        except OSError:
            return False

    def take_again(self) -> None:
        """Take back the lock from one who came and went. Raises `StoreError` while he may be there."""
        self._refuse_others(has_locks=False)
        self._write_down()

    def release(self) -> None:
        """Give the lock back. Doing so twice is harmless."""
        if self._released:
            return
        self._released = True
        with suppress(OSError):
            if Holder.read(files.read_at(self._descriptor, 0, _LONGEST)).is_same(self._stands):
                os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def _take(self) -> None:
        path = self._folder / "lock"
        try:
            _take(self._descriptor)
            has_locks = True
        except OSError as error:
            if error.errno in _TAKEN:
                raise Holder.of(self._folder).in_use() from None
            if error.errno not in _NO_LOCKS:
                raise files.failure(error, path) from None
            has_locks = False
        self._refuse_others(has_locks)

    def _refuse_others(self, has_locks: bool) -> None:
        """Raise when another stands in the lock who may be there; `has_locks` says that the system knows."""
        holder = Holder.of(self._folder)
        if holder.is_elsewhere:
            raise holder.left_behind(self._folder)
        if not (has_locks or holder.has_ended or holder.is_same(self._me)):
            raise holder.in_use()

    def _write_down(self) -> None:
        """Write who has the lock; on a full disk nobody learns who it is."""
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            files.write_all(self._descriptor, (" ".join(self._me) + "\n").encode())
        self._stands = Holder()
        with suppress(OSError):
            self._stands = Holder.read(files.read_at(self._descriptor, 0, _LONGEST))


def unlock(folder: Path, holder: Holder) -> None:
    """Take the lock away from one who is not there any more, as a person says who went and looked.

    Raises `StoreError` `in-use` when he is there after all, or another stands in the lock by now.
    """
    path = folder / "lock"
    try:
        descriptor = files.open_private(path, os.O_RDWR)
    except OSError as error:
        raise files.failure(error, path) from None
    try:
        _take(descriptor)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            os.close(descriptor)
            raise Holder.of(folder).in_use() from None
    try:
        now = Holder.of(folder)
        if now != holder or not (now.is_elsewhere or now.has_ended):
            raise now.in_use()
        os.ftruncate(descriptor, 0)
    except OSError as error:
        raise files.failure(error, path) from None
    finally:
        os.close(descriptor)


def is_taken(folder: Path) -> bool:
    """Whether a cockpit has the workspace at this moment, or may have it."""
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
    return Holder.of(folder).is_elsewhere


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _last_written(folder: Path) -> datetime | None:
    """When (UTC) something in the workspace was written last."""
    found = []
    for place in (
        folder / "ledger.json",
        *(folder / "drafts").glob("*"),
        *(folder / "history").glob("*.log"),
    ):
        with suppress(OSError):
            found.append(place.stat().st_mtime)
    return datetime.fromtimestamp(max(found), UTC) if found else None


def _host() -> str:
    return "-".join(socket.gethostname().split()) or "?"


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
