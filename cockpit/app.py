"""The application: theme, language, keys, signals, and the main screen. No rules live here."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from cockpit.core.text import clean_block
from cockpit.desk.desk import Desk
from cockpit.language import _, sentences
from cockpit.screens.cockpit import CockpitScreen
from cockpit.store.port import StoreError
from cockpit.widgets.actions import ACTIONS, keys_with
from cockpit.widgets.themes import BadTheme, load_theme

log = logging.getLogger(__name__)


def _nothing_more(error: StoreError | None) -> Iterable[str]:
    return [] if error is None else [sentences.store_error(error)]


class ControlGuard(LineFilter):
    """The last wall: no control character of a foreign text ever reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(clean_block(s.text), s.style, s.control)
            if not s.control and not s.text.isprintable()
            else s
            for s in segments
        ]


class CockpitApp(App[None]):
    """Composition of the screen side. What it is given (desk, theme files) was built in `__main__`."""

    CSS_PATH = "cockpit.tcss"
    TITLE = "Call Cockpit"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        desk: Desk,
        themes: Mapping[str, Path],
        notices: Sequence[str] = (),
        when_open: Callable[[StoreError | None], Iterable[str]] = _nothing_more,
    ) -> None:
        """`when_open` is told once the workspace was read, or what it could not read; it gives notices."""
        super().__init__()
        self.desk = desk
        self.theme_files = themes
        self._notices = list(notices)
        self._when_open = when_open
        self._guard = ControlGuard()
        self.settings_path: Path | None = None
        self.keys, refused = keys_with(desk.session.settings.keys)
        self._notices += [
            _("[keys] in the settings: {what} cannot be used").format(what=what) for what in refused
        ]
        self.use_theme(desk.session.settings.theme)

    def get_default_screen(self) -> CockpitScreen:
        """The main screen is the first: none has to be painted before it."""
        self.main = CockpitScreen(self.desk, self.keys)
        return self.main

    def on_mount(self) -> None:
        self.set_keymap({name: key for name, key in self.keys.items() if key})
        self._leave_in_order_on_signals()
        self._warn(self._notices)

    def on_cockpit_screen_opened(self, event: CockpitScreen.Opened) -> None:
        self._warn(self._when_open(event.error))

    def _warn(self, notices: Iterable[str]) -> None:
        for notice in notices:
            self.notify(notice, severity="warning", markup=False, timeout=10)

    def use_theme(self, name: str) -> None:
        """Put on a theme by the name of its file; an unusable one is reported and the shipped one stays."""
        try:
            theme = load_theme(self.theme_files.get(name) or self.theme_files["night"])
        except BadTheme as bad:
            problem = bad.problem
            self._notices.append(f"{problem.file}: {problem.key}: {problem.reason}")
            theme = load_theme(self.theme_files["night"])
        self.register_theme(theme)
        self.theme = theme.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: every action of the table, in the language of the screen."""
        for action in ACTIONS:
            if action.id != "palette":
                yield SystemCommand(
                    _(action.label), _(action.help), lambda name=action.id: self.main.action_request(name)
                )

    async def action_quit(self) -> None:
        """Ask before leaving a call; the draft is kept in any case."""
        if self.screen is self.main:
            self.main.action_request("quit")

    def action_help_quit(self) -> None:
        """Ctrl+C copies; it never ends the program."""
        self.notify(_("{key} closes the cockpit.").format(key="^Q"), markup=False)

    def keep_everything(self) -> None:
        """Write what is in hand, now."""
        hand = self.desk.hand
        if hand is not None and not hand.is_kept and hand.worth_keeping:
            hand.keep()

    def _leave_in_order_on_signals(self) -> None:
        # Textual leaves a terminal in disorder on SIGTERM and when its window is closed (textual#5140).
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._leave, int(number))

    def _leave(self, number: int) -> None:
        self.keep_everything()
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        # The stock crash screen prints local variables, and with them names and telephone numbers.
        cause = error.error if isinstance(error, WorkerFailed) else error
        with suppress(Exception):
            self.keep_everything()
        log.error("crash: %s", type(cause).__name__, exc_info=cause)
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(
            Text(
                _("Something went wrong. Your notes are saved. The log says what: {path}").format(
                    path=_log_path()
                )
            )
        )


def _log_path() -> str:
    for handler in logging.getLogger("cockpit").handlers:
        if isinstance(handler, logging.FileHandler):
            return handler.baseFilename
    return "-"
