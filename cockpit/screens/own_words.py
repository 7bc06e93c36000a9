"""A few words of one's own in the confirmation mail, below the mail as the customer will read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.call import Call
from cockpit.desk.wording import Reader, Wording
from cockpit.language import N_, _
from cockpit.screens.wording import ask_about, hint_for, mark
from cockpit.widgets.actions import key_name
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain

_LOOK = 0.2  # seconds without typing before the words are looked at again


class OwnWordsScreen(ModalScreen[None]):
    """Everything typed is told at once, so leaving loses nothing."""

    CSS = """
    OwnWordsScreen { align: center bottom; }
    OwnWordsScreen #letter { height: 1fr; scrollbar-size-vertical: 1; margin-bottom: 1; }
    OwnWordsScreen #letter-text { height: auto; color: $muted; }
    OwnWordsScreen #own-words-box { width: 100%; height: 1fr; border: round $pane-border-focus;
        border-title-color: $accent; border-title-style: bold; background: $surface; padding: 0 2; }
    OwnWordsScreen NotesArea { height: 6; background: $panel; border: none; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False, priority=True),
        Binding("f5", "leave", N_("Done"), id="next", show=False, priority=True),
        Binding("ctrl+n", "explain", N_("Wording"), id="wording", show=False, priority=True),
        Binding("pageup", "turn(-1)", N_("Page up"), show=False, priority=True),
        Binding("pagedown", "turn(1)", N_("Page down"), show=False, priority=True),
    ]

    def __init__(
        self, call: Call, wording: Wording, write: Callable[[str], None], letter: Callable[[], str]
    ) -> None:
        """`write` takes every change over, `letter` is the mail as it would be now."""
        super().__init__()
        self._call, self._wording, self._write, self._letter = call, wording, write, letter

    def compose(self) -> ComposeResult:
        with Vertical(id="own-words-box"):
            with VerticalScroll(id="letter", can_focus=False):
                yield Plain("", id="letter-text")
            yield Plain(_("Your own words, after the thanks:"), classes="label-line")
            yield NotesArea(self._call.own_words, compact=True, soft_wrap=True, show_line_numbers=False)
            yield Plain("", id="marked")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#own-words-box").border_title = Content(_("The mail"))
        self._box.focus()
        self._box.move_cursor(self._box.document.end)
        self.query_one(KeyBar).keys(
            [("f5", _("back to wrapping up")), ("PgDn", _("scroll the mail")), ("ctrl+n", _("wording"))],
            self.app.size.width,
        )
        self._timer = self.set_timer(_LOOK, self._look)
        self._show()
        self._look()

    @property
    def _box(self) -> NotesArea:
        return self.query_one(NotesArea)

    @on(NotesArea.Written)
    def _written(self) -> None:
        self._write(self._box.text)
        self._show()
        self._timer.stop()
        self._timer = self.set_timer(_LOOK, self._look)

    def _show(self) -> None:
        self.query_one("#letter-text", Plain).show(self._letter())

    def _look(self) -> None:
        count = mark(self._box, self._wording, self._call, Reader.CUSTOMER)
        hint = self.query_one("#marked", Plain)
        hint.set_class(bool(count), "-any")
        hint.show(hint_for(count, key_name("ctrl+n")) if count else "")

    def action_explain(self) -> None:
        """Say more about what is underlined."""
        found = self._wording.look(self._box.text, Reader.CUSTOMER, self._call)
        if found:
            ask_about(self, self._box, found, self._wording, "ctrl+n")
        else:
            self.notify(_("Nothing is underlined."), markup=False, timeout=4)

    def action_turn(self, by: int) -> None:
        """Scroll the mail; the focus stays in the words."""
        letter = self.query_one("#letter")
        page = max(letter.size.height - 1, 1)
        letter.scroll_to(y=letter.scroll_offset.y + by * page, animate=False, immediate=True)

    def action_leave(self) -> None:
        self.dismiss(None)
