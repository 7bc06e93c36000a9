"""Small dialogs: a question, one line of text, one choice out of a few, all actions by letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from cockpit.core.text import clean_line, shorten
from cockpit.language import N_, NotUnderstood, _, sentences
from cockpit.widgets.actions import ACTIONS, Action
from cockpit.widgets.choices import Choice, Choices
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain, fit

_ESCAPE = Binding("escape", "leave", N_("Back"), show=False)
_WIDE = 84
_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def numbered(items: Sequence[tuple[str, str]]) -> list[Choice]:
    """Choices out of (id, label) pairs, each with a key of its own: digits first, then letters."""
    keys = _KEYS.ljust(len(items))
    return [Choice(name, key.strip(), label) for (name, label), key in zip(items, keys, strict=False)]


class Pick(ModalScreen[str | None]):
    """One choice out of a few, by its key; Escape chooses nothing."""

    CSS = "#pick-list { height: auto; max-height: 70vh; }"
    BINDINGS: ClassVar[list[BindingType]] = [_ESCAPE]

    def __init__(self, title: str, choices: Sequence[Choice], taken: str | None = None) -> None:
        super().__init__()
        self._title, self._choices, self._taken = title, choices, taken

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Plain(self._title, classes="dialog-title")
            with VerticalScroll(id="pick-list", can_focus=False):
                yield Choices(id="choices")

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.offer(self._choices, self._taken)
        choices.focus()

    def on_choices_taken(self, event: Choices.Taken) -> None:
        self.dismiss(event.choice)

    def action_leave(self) -> None:
        self.dismiss(None)


class Confirm(Pick):
    """A question before something ends or is discarded; `yes`, `no` or None. Enter alone answers no."""

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__(question, [Choice("no", _("n"), no), Choice("yes", _("y"), yes)])


class WriteLine(ModalScreen[str | None]):
    """One line of text; Enter or F5 takes it, Escape leaves everything as it was.

    With `needed`, a line without a word in it is not taken.
    """

    REPLACES: ClassVar[bool] = False
    """Whether the first key typed takes the place of the text that was there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _ESCAPE,
        Binding("f5", "accept", N_("Take"), id="next", show=False),
    ]

    def __init__(self, title: str, text: str = "", hint: str = "", needed: bool = False) -> None:
        super().__init__()
        self._title, self._text, self._hint, self._needed = title, text, hint, needed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Plain(self._title, classes="dialog-title")
            yield LineInput(self._text, id="line", compact=True, select_on_focus=self.REPLACES)
            yield Plain("", id="reading")
            yield Plain(self._hint or _("Enter takes it, Escape leaves it"), classes="dialog-hint")

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()

    def on_input_submitted(self) -> None:
        self.action_accept()

    @property
    def line(self) -> str:
        """What stands in the box."""
        return clean_line(self.query_one(LineInput).value)

    def action_accept(self) -> None:
        if self.line or not self._needed:
            self.dismiss(self.line)
        else:
            self.query_one("#reading", Plain).show(_("One line is needed here."))

    def action_leave(self) -> None:
        self.dismiss(None)


class ReadLine(WriteLine):
    """One line that has to be understood: an amount, a day. It is read back in full while it is typed.

    `read` gives the reading in words and raises `NotUnderstood`; what cannot be read is not taken.
    """

    REPLACES = True
    CSS = "#reading { color: $promised; height: auto; } #reading.-wrong { color: $gap; }"

    def __init__(self, title: str, read: Callable[[str], str], text: str = "", hint: str = "") -> None:
        super().__init__(title, text, hint, needed=True)
        self._read = read

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(empty_is_wrong=False)

    def action_accept(self) -> None:
        if self._show(empty_is_wrong=True):
            self.dismiss(self.line)

    def _show(self, empty_is_wrong: bool) -> bool:
        """Read the line back; whether it was understood."""
        said, wrong = "", ""
        try:
            if self.line or empty_is_wrong:
                said = self._read(self.line)
        except NotUnderstood as error:
            wrong = sentences.not_understood(error)
        reading = self.query_one("#reading", Plain)
        reading.set_class(bool(wrong), "-wrong")
        reading.show(f"✗ {wrong}" if wrong else f"= {said}" if said else "")
        return bool(said)


class Leader(ModalScreen[str | None]):
    """All actions by one letter, the objections by their number; any other key goes back."""

    def __init__(
        self, objections: Sequence[tuple[str, str]] = (), actions: Sequence[Action] = ACTIONS
    ) -> None:
        super().__init__()
        self._objections, self._actions = objections, actions

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Plain(_("One letter, then back to where you were"), classes="dialog-title")
            yield Plain("", id="leader-list")

    def on_resize(self, event: events.Resize) -> None:
        inside = min(_WIDE, event.size.width * 96 // 100) - 6
        self.query_one("#leader-list", Plain).show(self._listing(inside, max(inside // 23, 1)))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        pressed = (event.character or "").lower()
        for number, objection in self._objections:
            if pressed and pressed == number:
                self.dismiss(f"objection:{objection}")
                return
        found = next((a.id for a in self._actions if a.leader and a.leader == pressed), None)
        self.dismiss(found)

    def _listing(self, width: int, columns: int) -> Content:
        cells = [(a.leader, _(a.label)) for a in self._actions if a.leader]
        rows, room = -(-len(cells) // columns), width // columns - 5
        lines = []
        for row in range(rows):
            parts: list[tuple[str, str]] = []
            for key, label in cells[row::rows]:
                parts += [(f" {key:>3} ", "bold $accent"), (fit(shorten(label, room - 1), room), "")]
            lines.append(Content.assemble(*parts))
        if self._objections:
            keys = f"{self._objections[0][0]}–{self._objections[-1][0]}"
            lines.append(Content.assemble((f" {keys} ", "bold $accent"), _("Objection by number")))
        return Content("\n").join(lines)
