"""Words in a text box that are underlined: where they stand, and the box's own way of drawing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words: their line (0 is the first), first and last character (not included), and themselves."""

    row: int
    start: int
    end: int
    quote: str


def underline(line: Text, row: int, marks: Iterable[Mark], style: Style) -> None:
    """Underline the marked words of one line, as far as they still stand where they were marked."""
    for mark in marks:
        if mark.row == row and line.plain[mark.start : mark.end] == mark.quote:
            line.stylize(style, mark.start, mark.end)


class Underliner(Highlighter):
    """Underlines the marks of a one-line box."""

    def __init__(self, marks: tuple[Mark, ...], style: Style) -> None:
        self._marks, self._style = marks, style

    def highlight(self, text: Text) -> None:
        underline(text, 0, self._marks, self._style)
