"""The help for where the collector is. It scrolls; Escape or the help key closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.call import Phase
from cockpit.language import N_, _
from cockpit.screens.views.help_view import Place, help_text
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def open_help(screen: CockpitScreen) -> None:
    """Show the help; closing it puts the focus back where it was."""
    screen.app.push_screen(HelpScreen(place_of(screen), screen.key_label))


def place_of(screen: CockpitScreen) -> Place:
    """Where in the work the collector is."""
    if screen.query_one(AgreementForm).has_focus_within:
        return Place.AGREEING
    if screen.desk.is_live and screen.desk.phase is not Phase.PREPARE:
        return Place.CALLING
    return Place.PREPARING if screen.preparing else Place.CHOOSING


class HelpScreen(ModalScreen[None]):
    """All keys, those that matter here first."""

    CSS = """
    HelpScreen .dialog { width: 97%; max-width: 120; height: 94%; padding: 0 1; }
    HelpScreen #help-scroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen #help-text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f1", "leave", N_("Back"), id="help", show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
    ]

    def __init__(self, place: Place, key_label: Callable[[str], str]) -> None:
        super().__init__()
        self._place, self._key_label = place, key_label

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(id="help-scroll"):
                yield Plain("", id="help-text")
            yield KeyBar(id="help-keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("Help"))
        self.query_one("#help-scroll").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self.query_one("#help-scroll").size.width - 1, 20)
        self.query_one("#help-text", Plain).show(self.text(width))
        bar = self.query_one(KeyBar)
        bar.keys([("esc", _("back")), ("↑ ↓", _("scroll"))], bar.size.width)

    def text(self, width: int) -> Content:
        """The help in lines of this width."""
        return help_text(self._place, self._key_label, width)

    def action_leave(self) -> None:
        self.dismiss(None)
