"""A screen that leaves for later what need not be now: after a rest, or in quiet moments in small steps."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from time import perf_counter

from textual.screen import Screen
from textual.timer import Timer

_QUIET = 0.2  # seconds after which what was shown has been painted
_STEP = 0.006  # seconds of work between two looks at the keyboard
_PAUSE = 0.01  # seconds between two steps
_TIDY = 0.4  # seconds without a request after which nobody notices that everything stands still a moment


class RestingScreen(Screen[None]):
    """Knows two kinds of later. What is asked for by a name replaces what was asked for by it before."""

    def __init__(self) -> None:
        super().__init__()
        self._soon: dict[str, tuple[Timer, Callable[[], object]]] = {}

    def later(self, name: str, seconds: float, do: Callable[[], object]) -> None:
        """Do something after a rest; asked again before, the rest begins anew."""
        self.cancel_later(name)

        def run() -> None:
            self._soon.pop(name, None)
            do()

        self._soon[name] = (self.set_timer(seconds, run), do)

    def is_waiting(self, name: str) -> bool:
        """Whether something that was asked for by this name is still to be done."""
        return name in self._soon

    def cancel_later(self, name: str) -> None:
        """Forget something that was to be done after a rest."""
        if name in self._soon:
            timer, _do = self._soon.pop(name)
            timer.stop()

    def do_now(self, name: str) -> None:
        """Do what was to be done after a rest, before anything else is."""
        if name in self._soon:
            _timer, do = self._soon[name]
            self.cancel_later(name)
            do()

    def in_quiet(self, name: str, steps: Iterator[None]) -> None:
        """Take the steps one after the other, few at a time, so that no key has to wait for them."""

        def take() -> None:
            end = perf_counter() + _STEP
            for _step in steps:
                if perf_counter() > end:
                    self.later(name, _PAUSE, take)
                    return

        self.later(name, _QUIET, take)

    def tidy_later(self) -> None:
        """Collect what the last requests left behind when no other follows: amid one it would be felt."""
        self.later("tidy", _TIDY, lambda: gc.collect(1))
