"""A one-line text box that takes only harmless text and deletes words to the left, as people expect."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from cockpit.core.text import LINE_LIMIT, clean_line
from cockpit.language import N_, _
from cockpit.widgets.marks import Mark, Underliner
from cockpit.widgets.plain import fit, paint_at_once

MORE_THAN_FITS = N_("That is more text than fits here: what was over is left out.")


class LineInput(Input):
    """An Input without blinking, with pasted text cleaned and word deletion to the left."""

    # Always compact: the class that says so is there from the start, and no box is styled twice for it.
    DEFAULT_CLASSES = "-textual-compact"
    compact = reactive(True)
    # No letter has the whole screen laid out again: the size of the box does not follow from its text.
    virtual_size = reactive(Size(0, 0))
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--marked"}

    marks: tuple[Mark, ...] = ()
    """The underlined words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
    ]

    def on_mount(self) -> None:
        self.cursor_blink = False
        self.max_length = LINE_LIMIT

    def render_line(self, y: int) -> Strip:
        """A hint that is wider than the box ends in an ellipsis: Textual leaves its last words out unseen."""
        hint, room = self.placeholder, self.scrollable_content_region.width
        if self.value or cell_len(hint) <= room:
            return super().render_line(y)
        self.set_reactive(Input.placeholder, fit(hint, room))
        try:
            return super().render_line(y)
        finally:
            self.set_reactive(Input.placeholder, hint)

    def fill(self, text: str) -> None:
        """Show a text without telling anybody that it changed."""
        if text != self.value:
            with self.prevent(Input.Changed):
                self.value = text
            self.cursor_position = len(text)
            paint_at_once(self)

    def mark(self, marks: tuple[Mark, ...]) -> None:
        """Underline these words instead of those that were."""
        if marks != self.marks:
            self.marks = marks
            style = self.get_component_rich_style("line--marked", partial=True)
            self.highlighter = Underliner(marks, style) if marks else None
            self.refresh()

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = clean_line(event.text, LINE_LIMIT + 1)
        room = max(LINE_LIMIT - len(self.value), 0)
        self.insert_text_at_cursor(text[:room])
        if len(text) > room:
            self.restricted()

    def restricted(self) -> None:
        """More was typed or pasted than is kept: that is told, not taken in and then lost."""
        self.notify(_(MORE_THAN_FITS), severity="warning", markup=False)
