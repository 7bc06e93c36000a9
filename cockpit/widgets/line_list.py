"""A list of lines, one of them highlighted: invoices, earlier calls, themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_GUTTER = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `id` is different in every line. A heading cannot be highlighted."""

    id: str
    content: Content
    heading: bool = False


class LineList(OptionList):
    """An option list of one-line rows that marks the highlight with a sign, not by colour alone.

    The highlight stops at both ends. Long lines are cut, never wrapped.
    """

    DEFAULT_CSS = """
    LineList { height: 1fr; border: none; padding: 0; text-wrap: nowrap; text-overflow: ellipsis;
        background: $surface; scrollbar-size-vertical: 1; }
    LineList:focus { border: none; background-tint: transparent; }
    LineList > .option-list--option { padding: 0; }
    LineList > .option-list--option-disabled { color: $muted; text-style: none; }
    LineList > .option-list--option-highlighted, LineList:focus > .option-list--option-highlighted {
        background: $selection; color: $foreground; text-style: none; }
    LineList:focus > .option-list--option-highlighted { text-style: bold; }
    LineList > .option-list--option-hover { background: $panel; }
    """

    def show(self, lines: Sequence[Line], keep: str | None = None) -> None:
        """Show these lines; the highlight goes to the line `keep`, or stays on its name or its place.

        Of lines with one name only the last is shown: a file that somebody else wrote may hold it twice.
        """
        lines = list({line.id: line for line in lines}.values())
        place = self.highlighted or 0
        wanted = keep or self.chosen
        self.set_options([Option(line.content, line.id, disabled=line.heading) for line in lines])
        names = [line.id for line in lines if not line.heading]
        if wanted in names:
            self.highlighted = self.get_option_index(wanted)
        else:
            self._go(min(place, len(lines) - 1), 1) or self._go(place, -1)

    @property
    def chosen(self) -> str | None:
        """The name of the highlighted line."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def action_cursor_down(self) -> None:
        self._go((-1 if self.highlighted is None else self.highlighted) + 1, 1)

    def action_cursor_up(self) -> None:
        if not self._go((self.highlighted or 0) - 1, -1):
            self.scroll_to(y=0, animate=False)  # a heading above the first line comes into view again

    def _go(self, place: int, by: int) -> bool:
        """Highlight the first line from `place` on that can be; False when there is none."""
        while 0 <= place < self.option_count:
            if not self.get_option_at_index(place).disabled:
                self.highlighted = place
                return True
            place += by
        return False

    def _get_left_gutter_width(self) -> int:
        return _GUTTER

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        here = line < len(self._lines) and self._lines[line][0] == self.highlighted
        style = next((s.style for s in strip), None)
        return Strip([Segment("▸ " if here else "  ", style), *strip])
