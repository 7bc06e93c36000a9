"""Long readings on the screen's own thread: a little at a time, so that no key has to wait for them."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterator
from time import perf_counter

_STEP, _PAUSE = 0.015, 0.001  # seconds of work, and between two stretches of it
_TELL = 0.25  # seconds between two words about how far it is


async def in_steps(steps: Iterator[None], tell: Callable[[int], None]) -> None:
    """Take all steps; `tell` hears now and then how many were taken. What a step raises comes out here."""
    now = perf_counter()
    rest, word = now + _STEP, now + _TELL
    for number, _step in enumerate(steps, 1):
        now = perf_counter()
        if now < rest:
            continue
        if now > word:
            tell(number)
            word = now + _TELL
        await sleep(_PAUSE)
        rest = perf_counter() + _STEP
