"""What notifications leave behind: a toast that is not wanted any more is taken away, its holder is not."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget


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
