"""Something that may hang, such as the reading of a folder on a network: the screen does not hang with it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

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

    def _work(self) -> None:
        try:
            self._found.append(self._do())
        except Exception as error:
            self._wrong = error
