"""A short list that is chosen from by one key: a digit or letter, or arrows and Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from cockpit.language import N_


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list. `key` is the digit or letter that takes it at once."""

    id: str
    key: str
    label: str
    detail: str = ""


class Choices(Static, can_focus=True):
    """Shows the choices with their keys; tells which one was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("enter", "take", N_("Take"), show=False),
    ]

    class Taken(Message):
        """A choice was taken."""

        def __init__(self, choices: Choices, choice: str) -> None:
            super().__init__()
            self.choices = choices
            self.choice = choice

        @property
        def control(self) -> Choices:
            return self.choices

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self._choices = choices
        self._cursor = 0
        self._taken: str | None = None

    def on_mount(self) -> None:
        self._draw()

    def offer(self, choices: Sequence[Choice], taken: str | None = None) -> None:
        """Show other choices; `taken` is the one that holds now."""
        self._choices, self._taken = choices, taken
        ids = [c.id for c in choices]
        self._cursor = ids.index(taken) if taken in ids else 0
        self._draw()

    def on_key(self, event: events.Key) -> None:
        pressed = (event.character or "").lower()
        index = self._by_key().get(pressed) if pressed else None
        if index is not None:
            event.stop()
            self._cursor = index
            self.action_take()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is seen while the keys come here."""
        super().watch_has_focus(has_focus)
        self._draw()

    def action_move(self, by: int) -> None:
        if self._choices:
            self._cursor = max(0, min(len(self._choices) - 1, self._cursor + by))
            self._draw()
            self.call_after_refresh(self._into_view)

    def action_take(self) -> None:
        if self._choices:
            self._taken = self._choices[self._cursor].id
            self._draw()
            self.post_message(self.Taken(self, self._taken))

    def _by_key(self) -> dict[str, int]:
        """The place of each key; of two choices with the same key only the first has it."""
        return {c.key.lower(): n for n, c in reversed(list(enumerate(self._choices))) if c.key}

    def _draw(self) -> None:
        self.update(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        by_key = self._by_key()
        return [self._line(n, c, by_key.get(c.key.lower()) == n) for n, c in enumerate(self._choices)]

    def _line(self, index: int, choice: Choice, has_key: bool) -> Content:
        here = self.has_focus and index == self._cursor
        taken = choice.id == self._taken
        head = "▸" if here else "●" if taken else " "
        style = "bold" if here or taken else ""
        key = choice.key if has_key else " "
        line = Content.assemble((f"{head} ", "$accent"), (f"{key}  ", "bold $accent"), (choice.label, style))
        return line + Content.styled(f"  {choice.detail}", "$muted") if choice.detail else line

    def _into_view(self) -> None:
        heights = [len(line.wrap(max(self.size.width, 10))) for line in self._lines()]
        if self.parent is not None and hasattr(self.parent, "scroll_to_region") and heights:
            region = Region(0, sum(heights[: self._cursor]), 1, heights[self._cursor])
            self.parent.scroll_to_region(region, animate=False)
