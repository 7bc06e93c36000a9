"""Endings in good order, by a signal or a closed window, anywhere in the work: nothing at all may be lost."""

from __future__ import annotations

import signal
import time

from faults.seat import READY, Seat
from terminal import Terminal

from cockpit.store.lock import Holder

TOLD = signal.SIGUSR1
"""The signal by which `launch` is told to count from now on."""

SIGNALS = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "SIGINT": signal.SIGINT}
KINDS = (*SIGNALS, "closed terminal")


def end(seat: Seat, how: str) -> float:
    """Work, and be ended; the moment until which everything has to be there: all that was ever seen."""
    where = seat.chance.choice((_typing, _typing, _asked, _wrapping_up, _starting))
    t = where(seat)
    try:
        if how == "closed terminal":
            t.hang_up()
            t.wait_end()
        else:
            t.kill(SIGNALS[how])
            status, left = t.wait_end(), t.left_behind()
            assert (status, left) == (128 + SIGNALS[how], []), (where.__name__, status, left)
    finally:
        t.close()
    if where is not _starting:
        assert Holder.of(seat.folder).has_ended, "the workspace was not given back"
    return time.monotonic() + 10


def _typing(seat: Seat) -> Terminal:
    t = seat.in_call()
    seat.words(t, seat.notes, seat.chance.uniform(0.2, 0.8))
    if seat.chance.random() < 0.5:
        seat.until_seen(t, seat.notes)
    return t


def _asked(seat: Seat) -> Terminal:
    """Somebody is asked who was reached."""
    t = _typing(seat)
    seat.until_seen(t, seat.notes)
    seat.to_outcome(t)
    return t


def _wrapping_up(seat: Seat) -> Terminal:
    t = _typing(seat)
    if seat.what.all:  # our half has no day yet: this call does not get there
        return t
    seat.until_seen(t, seat.notes)
    seat.to_wrap_up(t)
    seat.words(t, seat.well, 0.4)
    return t


def _starting(seat: Seat) -> Terminal:
    """As soon as something of it is seen, or a little later."""
    t = seat.open()
    while not t.raw and not t.ended:
        time.sleep(0.001)
    time.sleep(seat.chance.uniform(0, 0.4))
    if seat.chance.random() < 0.3:
        t.wait(READY)
    return t
