"""Reading files of others: only ordinary ones, and no more of them than what is looked for can be.

A pipe or a device may never end, and opening a pipe waits for somebody who writes: it is opened without
waiting and refused before a byte is read.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS: int = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotPlain(OSError):
    """What has this name is a folder, a pipe or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "no ordinary file", str(path))


def opened(path: Path, flags: int = 0) -> BinaryIO:
    """An ordinary file, open for reading; `flags` are further ones for `os.open`. Raises `OSError`, of which
    `NotPlain`."""
    descriptor = os.open(path, _FLAGS | flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotPlain(path)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def whole(path: Path) -> bytes:
    """All of an ordinary file. Raises `OSError`."""
    with opened(path) as file:
        return file.read()


def beginning(path: Path, limit: int) -> bytes:
    """The first bytes of an ordinary file, one more than the limit when there are more. Raises `OSError`."""
    with opened(path) as file:
        return file.read(limit + 1)
