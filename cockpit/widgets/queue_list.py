"""The queue as a list that is drawn line by line: as smooth with 100,000 debtors as with ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cockpit.language import N_
from cockpit.widgets.plain import paint_at_once

_CACHED = 200
_ROOMY = 38  # narrower than this, a row keeps only the first half of its reason


@dataclass(frozen=True, slots=True)
class Row:
    """One debtor as the list shows him: a sign, the name, and the reason in few words."""

    mark: str
    name: str
    short: str
    tone: str = "plain"


class QueueList(ScrollView, can_focus=True):
    """A list of debtors with a highlight that stays on its debtor when the list is built again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "move(-1000000)", N_("First"), show=False),
        Binding("end", "move(1000000)", N_("Last"), show=False),
        Binding("enter", "take", N_("Take"), show=False),
        Binding("asterisk", "screen.request('done')", N_("Done"), show=False),
        Binding("minus", "screen.request('not-done')", N_("Not so"), show=False),
    ]
    TONES: ClassVar[tuple[str, ...]] = ("plain", "overdue", "promised", "broken", "paused", "golden")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "queue--cursor",
        "queue--cursor-blurred",
        *(f"queue--{tone}" for tone in TONES),
    }

    class Highlighted(Message):
        """The highlight moved to another debtor."""

        def __init__(self, debtor_id: str) -> None:
            super().__init__()
            self.debtor_id = debtor_id

    class Taken(Message):
        """Enter or a double click: this debtor is wanted."""

        def __init__(self, debtor_id: str) -> None:
            super().__init__()
            self.debtor_id = debtor_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._ids: Sequence[str] = ()
        self._row: Callable[[str], Row] = lambda debtor_id: Row(" ", debtor_id, "")
        self._cursor = 0
        self._strips: dict[tuple[str, bool, bool, int], Strip] = {}
        self._styles: dict[str, Style] = {}

    @property
    def highlighted(self) -> str | None:
        """The debtor under the highlight."""
        return self._ids[self._cursor] if self._ids else None

    def show(self, ids: Sequence[str], row: Callable[[str], Row], keep: str | None = None) -> None:
        """Show these debtors; the highlight goes to `keep`, or stays: by debtor, else by place."""
        wanted = keep or self.highlighted
        self._ids, self._row = ids, row
        self._strips.clear()
        try:
            self._cursor = ids.index(wanted or "")
        except ValueError:
            self._cursor = min(self._cursor, max(len(ids) - 1, 0))
        self.virtual_size = Size(self.size.width, len(ids))
        self._into_view()
        self.refresh()
        paint_at_once(self)  # with the letter that was searched for

    def restyle(self) -> None:
        """The colours or the language changed."""
        self._styles.clear()
        self._strips.clear()
        self.refresh()

    def move_to(self, debtor_id: str) -> None:
        """Put the highlight on a debtor, without telling anybody."""
        if debtor_id in self._ids:
            self._step_to(self._ids.index(debtor_id), tell=False)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The rows are drawn again at every step; the bar beside them only when its thumb moves visibly."""
        if self.show_vertical_scrollbar and round(old_value) != round(new_value):
            self.vertical_scrollbar.position = self._bar_at(new_value)
            self.refresh(self.size.region)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._ids))
        self._into_view()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Textual draws the list again, its cursor with another look; no rule of style asks for the focus."""

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self._ids):
            self._step_to(index)
            if event.chain > 1:
                self.action_take()

    def action_move(self, by: int) -> None:
        if self._ids:
            self._step_to(max(0, min(len(self._ids) - 1, self._cursor + by)))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(self.size.height - 1, 1))

    def action_take(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Taken(self.highlighted))

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        width = self.size.width
        if index >= len(self._ids):
            return Strip.blank(width, self.rich_style)
        at_cursor = index == self._cursor
        key = (self._ids[index], at_cursor, self.has_focus, width)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _CACHED:
                self._strips.clear()
            strip = self._strips[key] = self._draw(self._row(self._ids[index]), at_cursor, width)
        return strip

    def _draw(self, row: Row, at_cursor: bool, width: int) -> Strip:
        base = self.rich_style
        if at_cursor:
            base += self._style("queue--cursor" if self.has_focus else "queue--cursor-blurred")
        tone = base if at_cursor and self.has_focus else base + self._style(f"queue--{row.tone}")
        short = row.short if width >= _ROOMY else row.short.partition(" · ")[0]
        short = short if cell_len(short) <= width // 2 else _cut(short, width // 2)
        room = max(width - cell_len(short) - 5, 4)
        name = set_cell_size(row.name, room) if cell_len(row.name) <= room else _cut(row.name, room)
        head = "▸" if at_cursor else " "
        segments = [
            Segment(head, base),
            Segment(set_cell_size(row.mark, 2), tone),
            Segment(f"{name} ", base if row.tone != "paused" else tone),
            Segment(set_cell_size(short, max(width - room - 5, 0)), tone),
            Segment(" ", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(name, partial=True)
        return style

    def _step_to(self, index: int, tell: bool = True) -> None:
        old, self._cursor = self._cursor, index
        if old == index:
            return
        self._into_view()
        self._refresh_row(old)
        self._refresh_row(index)
        if tell and self.highlighted is not None:
            self.screen.post_message(self.Highlighted(self.highlighted))  # the short way, for the same frame

    def _into_view(self) -> None:
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, immediate=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, immediate=True)

    def _bar_at(self, top: float) -> float:
        """Where the bar shows this row, in eighths of a cell: finer than that it cannot be drawn."""
        step = len(self._ids) // max(self.size.height * 8, 1) + 1
        return top if top >= self.max_scroll_y else top - top % step

    def _refresh_row(self, index: int) -> None:
        y = index - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))


def _cut(text: str, width: int) -> str:
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
