"""The box to search in: what was found is painted together with the letter that found it."""

from __future__ import annotations

from textual.message import Message

from cockpit.widgets.line_input import LineInput


class SearchBox(LineInput):
    """Tells the screen itself what was typed: on its way up, Textual's own message comes a frame too late."""

    class Typed(Message):
        """The text changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    _is_told = True

    def watch_value(self, value: str) -> None:
        if self._is_told and self.is_attached:
            self.screen.post_message(self.Typed(value))

    def fill(self, text: str) -> None:
        self._is_told = False
        super().fill(text)
        self._is_told = True
