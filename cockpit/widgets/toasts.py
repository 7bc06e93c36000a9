"""Two faults of Textual's notifications: empty holders stay for ever, and a toast that comes late never ends.

A toast whose time is up just before it stands gets a timer of less than nothing, which turns without a pause:
the program hangs. It happened once in a test, and once in a soak of a thousand calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.notifications import Notification
from textual.screen import Screen
from textual.widget import Widget

_MOMENT = 0.05
"""Seconds that a toast stands whose time was up before it did."""


@dataclass
class LastingNotification(Notification):
    """A notification that always has time left for its toast; when it has expired it says so as any other."""

    @property
    def time_left(self) -> float:
        """Seconds until it expires, never less than a moment."""
        return max(super().time_left, _MOMENT)

    @property
    def has_expired(self) -> bool:
        """Whether its own time is up."""
        return super().time_left <= 0


class Sweeper:
    """Takes the empty holders of a screen away, of which a long day would leave hundreds."""

    def __init__(self) -> None:
        self._empty: set[Widget] = set()

    def sweep(self, screen: Screen[Any]) -> None:
        """Remove the holders that were empty before too: one that is empty now may still get its toast."""
        empty = {holder for holder in screen.query("ToastHolder") if not holder.children}
        for holder in empty & self._empty:
            holder.remove()
        self._empty = empty - self._empty
