"""The notes box: the home of the focus during a call."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea

from cockpit.core.text import BLOCK_LIMIT, clean_block
from cockpit.language import _
from cockpit.widgets.line_input import MORE_THAN_FITS
from cockpit.widgets.marks import Mark, underline


class NotesArea(TextArea):
    """Free text. Two faults of Textual 8.2.8 are mended here; a test holds each."""

    # Always compact: the class that says so is there from the start, and the box is not styled twice for it.
    DEFAULT_CLASSES = "-textual-compact"
    compact = reactive(True)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"notes--marked"}

    marks: tuple[Mark, ...] = ()
    """The underlined words."""

    class Written(Message):
        """The notes changed; `text` is all of them."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_mount(self) -> None:
        self.cursor_blink = False

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Written(self.text))

    def mark(self, marks: tuple[Mark, ...]) -> None:
        """Underline these words instead of those that were."""
        if marks != self.marks:
            self.marks = marks
            self.notify_style_update()  # lines that were painted before are painted again
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if self.marks:
            style = self.get_component_rich_style("notes--marked", partial=True)
            underline(line, line_index, self.marks, style)
        return line

    def stamp(self, text: str) -> None:
        """Put a time stamp on a line of its own, or in the empty line where the cursor is."""
        row, _ = self.cursor_location
        line = self.document.get_line(row)
        self.move_cursor(self.get_cursor_line_end_location())
        self.insert(f"\n{text} " if line.strip() else f"{text} ")

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        # The undo of a paste of several lines asks for a line that is gone (textual#6686).
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def edit(self, edit: Edit) -> EditResult:
        """No more goes in than is kept; what does not is told, not taken in and then lost."""
        if edit.text:
            replaced = self.get_text_range(edit.top, edit.bottom)
            room = BLOCK_LIMIT - self._characters + len(replaced)
            if len(edit.text) > room:
                edit.text = edit.text[: max(room, 0)]
                self.notify(_(MORE_THAN_FITS), severity="warning", markup=False)
        return super().edit(edit)

    @property
    def _characters(self) -> int:
        lines = self.document.lines
        return sum(map(len, lines)) + len(lines) - 1

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only and (
            result := self._replace_via_keyboard(clean_block(event.text, BLOCK_LIMIT + 1), *self.selection)
        ):
            self.move_cursor(result.end_location)
