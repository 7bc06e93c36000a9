"""A one-line text box for a path, which completes names with Tab, or with Right at the end of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from cockpit.language import N_
from cockpit.widgets.line_input import LineInput


class PathInput(LineInput):
    """Asks `complete` for the completed line and the names that it can still become."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", N_("Complete"), show=False)]

    class Candidates(Message):
        """There is more than one name to go on with."""

        def __init__(self, names: Sequence[str]) -> None:
            super().__init__()
            self.names = names

    def __init__(
        self,
        complete: Callable[[str], tuple[str, Sequence[str]]],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id, compact=True)
        self._complete = complete

    def action_complete(self) -> None:
        """Write out what is certain, and tell what is not."""
        line, names = self._complete(self.value)
        if line != self.value:
            self.value = line
            self.cursor_position = len(line)
        self.post_message(self.Candidates(names))

    def action_cursor_right(self, select: bool = False) -> None:
        if self.cursor_position == len(self.value) and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)
