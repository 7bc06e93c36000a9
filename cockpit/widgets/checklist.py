"""The preparation as a list that is ticked by keyboard (S2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from cockpit.language import N_
from cockpit.widgets.plain import replace_content

_MARK = 4  # cells of the tick before every label
_TONES = {"missing": "$gap", "hint": "bold $cue", "overdue": "$overdue", "promised": "$promised"}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the preparation. `tone` is `missing` for a gap, `hint` for what the last call left us."""

    id: str
    label: str
    value: str
    ticked: bool = False
    tickable: bool = True
    tone: str = ""


class Checklist(Static, can_focus=True):
    """Rows with a label, a value and a tick. Space ticks, Enter writes, arrows move; nothing else happens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("space", "tick", N_("Tick"), show=False),
        Binding("enter", "write", N_("Write"), show=False),
    ]

    class Ticked(Message):
        """An item was ticked or its tick taken away."""

        def __init__(self, item: str) -> None:
            super().__init__()
            self.item = item

    class Wanted(Message):
        """The collector wants to write something at an item."""

        def __init__(self, item: str) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._rows: Sequence[CheckRow] = ()
        self._cursor = 0
        self._drawn = Content("")

    def show(self, rows: Sequence[CheckRow], fresh: bool = False) -> None:
        """Show these rows; `fresh` puts the cursor on the first, else it stays on its row."""
        here = self._rows[self._cursor].id if self._rows and not fresh else ""
        stays = min(self._cursor, max(len(rows) - 1, 0))
        self._rows = rows
        self._cursor = 0 if fresh else next((n for n, row in enumerate(rows) if row.id == here), stays)
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is seen while the keys come here; no rule of style asks for the focus."""
        self._draw()

    def action_move(self, by: int) -> None:
        if not self._rows:
            return
        self._cursor = max(0, min(len(self._rows) - 1, self._cursor + by))
        self._draw()
        self.call_after_refresh(self._into_view)

    def action_tick(self) -> None:
        if self._rows and self._rows[self._cursor].tickable:
            self.post_message(self.Ticked(self._rows[self._cursor].id))
            self.action_move(1)

    def action_write(self) -> None:
        if self._rows:
            self.post_message(self.Wanted(self._rows[self._cursor].id))

    def _draw(self) -> None:
        drawn = Content("\n").join([self._row(n, row) for n, row in enumerate(self._rows)])
        if not drawn.is_same(self._drawn):
            before, self._drawn = self._drawn, drawn
            replace_content(self, before, drawn)

    def _row(self, number: int, row: CheckRow) -> Content:
        content = _laid_out(row, self._label_width, self.size.width)
        return content.stylize("reverse", 0, 3) if self.has_focus and number == self._cursor else content

    @property
    def _label_width(self) -> int:
        return max((len(r.label) for r in self._rows), default=0) + 1

    def _into_view(self) -> None:
        wide, width = self._label_width, self.size.width
        heights = [len(_wrapped(row, wide, width)) for row in self._rows]
        if heights and self.parent is not None and hasattr(self.parent, "scroll_to_region"):
            region = Region(0, sum(heights[: self._cursor]), 1, heights[self._cursor])
            self.parent.scroll_to_region(region, animate=False)


@lru_cache(maxsize=64)  # the focus that comes or goes changes one of a screenful
def _laid_out(row: CheckRow, wide: int, width: int) -> Content:
    """A row in `width` cells, its label in `wide` of them, without the cursor."""
    mark = ("[✓]" if row.ticked else "[ ]") if row.tickable else " · "
    value, tone = _wrapped(row, wide, width), _TONES.get(row.tone)
    if tone:
        value = [part.stylize(tone) for part in value]
    head = Content.assemble(
        (f"{mark} ", "$done" if row.ticked else "$muted"),
        (row.label.ljust(wide), "$muted"),
        value[0],
    )
    return Content("\n").join([head, *(Content(" " * (_MARK + wide)) + part for part in value[1:])])


def _wrapped(row: CheckRow, wide: int, width: int) -> Sequence[Content]:
    return Content(row.value or "—").wrap(max(width - _MARK - wide - 1, 10)) or [Content("")]
