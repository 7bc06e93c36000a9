"""`cockpit practice card --curtain`: the trainer's card on his own screen, hidden until he wants it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from cockpit.app import ControlGuard
from cockpit.commands.opening import needs_terminal, theme_files
from cockpit.commands.workspace import Place
from cockpit.language import N_
from cockpit.roleplay.card import Card
from cockpit.screens.curtain import CurtainScreen
from cockpit.widgets.themes import BadTheme, load_theme

_SHIPPED = "night"


class CurtainApp(App[None]):
    """Nothing but the card behind its curtain."""

    CSS_PATH = str(Path(__file__).parents[1] / "cockpit.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", N_("Quit"), show=False)]

    def __init__(self, card: Card, themes: dict[str, Path], theme: str) -> None:
        super().__init__()
        self._card = card
        found = load_theme(themes[_SHIPPED])
        with suppress(BadTheme):
            found = load_theme(themes.get(theme, themes[_SHIPPED]))
        self.register_theme(found)
        self.theme = found.name

    def on_mount(self) -> None:
        self.push_screen(CurtainScreen(self._card), lambda _nothing: self.exit())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """As in the cockpit: no control character reaches the terminal."""
        return [*super().get_line_filters(), ControlGuard()]


def show(card: Card, place: Place) -> int:
    """Show the card until the trainer leaves it; the exit status of the program."""
    needs_terminal()
    app = CurtainApp(card, theme_files(place.folder), place.settings.theme)
    app.run()
    return app.return_code or 0
