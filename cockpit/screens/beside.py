"""Something that may hang, such as the reading of a folder on a network: the screen does not hang with it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Generic, TypeVar

from cockpit.store.port import StoreError

T = TypeVar("T")


class Beside(Generic[T]):
    """What `do` gives, done from now on in a thread that nobody waits for when the program ends."""

    def __init__(self, do: Callable[[], T]) -> None:
        self._do = do
        self._found: list[T] = []
        self._wrong: Exception | None = None
        self._thread = Thread(target=self._work, name="beside", daemon=True)
        self._thread.start()

    def is_done(self, seconds: float = 0.0) -> bool:
        """Whether it is done; waits for so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> T:
        """What it gave, once it is done; raises what it raised."""
        if self._wrong is not None:
            raise self._wrong
        return self._found[0]

    def in_time(self, path: Path | None, seconds: float = 1.5) -> T:
        """What it gave, if that does not take longer; raises what it raised, or `StoreError` with the path.

        What comes too late is still carried out when the disk answers again.
        """
        if not self.is_done(seconds):
            raise StoreError("unwritable", path=str(path), reason=os.strerror(errno.ETIMEDOUT))
        return self.result()

    def _work(self) -> None:
        try:
            self._found.append(self._do())
        except Exception as error:
            self._wrong = error
