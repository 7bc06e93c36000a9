"""Text that is only text: foreign words can never become markup, a link or a command."""

from __future__ import annotations

import re
from typing import cast

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.widget import Widget
from textual.widgets import Static

_WORD_ENDS = re.compile(r" (?!-?\d)")


class Plain(Static):
    """A Static that never interprets what it is given, and repaints only when something changed."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(as_content(text), id=id, classes=classes, markup=False)
        self._shown = as_content(text)

    def show(self, text: str | Content) -> None:
        """Show another text."""
        content = as_content(text)
        if not content.is_same(self._shown):
            before, self._shown = self._shown, content
            replace_content(self, before, content)


def paint_at_once(widget: Widget) -> None:
    """Have a widget painted in the frame that is due; by itself it asks for that when the frame is out."""
    if widget.is_attached:
        widget._check_refresh()


def replace_content(widget: Static, before: Content, content: Content) -> None:
    """Show `content` where `before` was. Only another number of lines has the whole screen laid out again.

    What was left as it lay is laid out when the window gets another size, see `CockpitApp.on_resize`.
    """
    if not widget.display or _lies_the_same(widget, before, content):
        widget.update(content, layout=False)
    else:
        widget.update(content)
    paint_at_once(widget)


def _lies_the_same(widget: Static, before: Content, content: Content) -> bool:
    if widget.content_size.width == 0 or widget.styles.is_auto_width:
        return False
    return not widget.styles.is_auto_height or _lines(widget, content) == _lines(widget, before)


def _lines(widget: Static, content: Content) -> int:
    """How many lines the content takes, counted as Textual does when it lays the widget out."""
    return content.get_height(cast(RulesMap, widget.styles), widget.content_size.width)


def as_content(text: str | Content) -> Content:
    """The text as content, taken literally."""
    return text if isinstance(text, Content) else Content(text)


def lines(*parts: str | Content) -> Content:
    """Several lines of content, one under the other."""
    return Content("\n").join([as_content(part) for part in parts])


def whole_words(text: str, width: int) -> str:
    """The text in at most `width` cells, an ellipsis in place of the words that have no room.

    Half an amount looks like an amount: a number and what stands before it, its currency, go together. Only
    a first word that is wider itself is cut.
    """
    if cell_len(text) <= width:
        return text
    words = _WORD_ENDS.split(text)
    while len(words) > 1:
        del words[-1]
        kept = " ".join(words).rstrip("+, ") + " …"
        if cell_len(kept) <= width:
            return kept
    return fit(text, width).rstrip()


def fit(text: str, width: int, right: bool = False) -> str:
    """The text in exactly `width` cells: cut with an ellipsis, or filled up with spaces."""
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + "…", width) if width else ""
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap


def hanging(head: Content, text: str | Content, width: int) -> Content:
    """A text behind a head, in `width` cells, its further lines under its first."""
    indent = head.cell_length
    wrapped = as_content(text).wrap(max(width - indent, 10)) or [Content("")]
    return lines(head + wrapped[0], *(Content(" " * indent) + line for line in wrapped[1:]))
