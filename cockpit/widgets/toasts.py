"""Two faults of Textual's notifications: empty holders stay for ever, and a toast that comes late never ends.

A toast whose time is up before it stands has a timer of less than nothing, which turns without a pause: the
program hangs. It happened in a test on a busy machine.
"""

from __future__ import annotations

from typing import Any

from textual.notifications import Notifications
from textual.screen import Screen
from textual.widget import Widget

_HARDLY = 0.25
"""Seconds in which a toast certainly stands, and nobody reads it."""


def forget_the_late(notifications: Notifications) -> None:
    """Forget those whose time is as good as up, before toasts are made of them."""
    for notification in list(notifications):
        if notification.time_left < _HARDLY:
            del notifications[notification]


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
