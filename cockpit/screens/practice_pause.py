"""A pause in a practised talk: nothing of it is in sight, its clock stands still, any key goes on."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.language import _
from cockpit.widgets.plain import Plain, lines


class PauseScreen(ModalScreen[None]):
    """Hides the talk and the script: whoever pauses does not read on."""

    CSS = """
    PauseScreen { background: $background; align: center middle; }
    PauseScreen #pause { width: auto; max-width: 96%; height: auto; border: heavy $practice; padding: 1 4;
        border-title-color: $practice; border-title-style: bold; background: $surface; }
    PauseScreen #pause-text { width: auto; max-width: 100%; text-align: center; }
    """

    def __init__(self, contact: str, seconds: int) -> None:
        """Who is waiting, and how long the talk has lasted."""
        super().__init__()
        self._contact, self._seconds = contact, seconds

    def compose(self) -> ComposeResult:
        clock = f"{self._seconds // 60}:{self._seconds % 60:02}"
        told = _("The talk with {contact} stands still at {clock}.").format(
            contact=self._contact, clock=clock
        )
        with Vertical(id="pause"):
            text = lines(Content.styled(_("PAUSE"), "bold $practice"), "", told, "", _("Any key goes on."))
            yield Plain(text, id="pause-text")

    def on_mount(self) -> None:
        self.query_one("#pause").border_title = Content(_("PRACTICE"))

    def on_key(self, event: events.Key) -> None:
        """Go on; the key itself does nothing else."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)
