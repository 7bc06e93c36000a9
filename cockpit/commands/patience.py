"""A disk that gives no answer: a program that waits for it can do nothing, but say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from cockpit.commands import output
from cockpit.language import _

SECONDS = 3.0
"""After so long it is said."""


@contextmanager
def saying_so(folder: Path, first: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Say so when what is done in here takes long because the folder gives no answer. `first` is called
    before anything is said."""

    def say() -> None:
        first()
        text = _("{folder} gives no answer yet. It is waited for; Ctrl+C stops that.")
        output.message(text.format(folder=folder))

    timer = Timer(SECONDS, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
