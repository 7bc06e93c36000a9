"""The application: theme, language, keys, signals, and the main screen. No rules live here."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from traceback import format_tb
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.text import Text
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from cockpit.core.text import clean_block
from cockpit.desk.settings import Settings
from cockpit.language import _
from cockpit.screens import writing
from cockpit.screens.cockpit import CockpitScreen
from cockpit.widgets.actions import ACTIONS, keys_with
from cockpit.widgets.keys_in_order import KeysInOrder
from cockpit.widgets.themes import BadTheme, load_theme

if TYPE_CHECKING:
    from cockpit.desk.desk import Desk
    from cockpit.store.port import StoreError

log = logging.getLogger(__name__)


def _nothing_more(error: StoreError | None) -> Iterable[str]:
    from cockpit.language import sentences

    return [] if error is None else [sentences.store_error(error)]


class ControlGuard(LineFilter):
    """The last wall: no control character of a foreign text ever reaches the terminal.

    What is taken away leaves its room behind, or the rest of the line would stand in the wrong place.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            s if s.control or s.text.isprintable() else Segment(_harmless(s.text), s.style) for s in segments
        ]


def _harmless(text: str) -> str:
    clean = clean_block(text).replace("\n", " ").replace("\t", " ")
    return set_cell_size(clean, cell_len(text))


class CockpitApp(KeysInOrder):
    """Composition of the screen side. What it is given (desk, theme files) was built in `__main__`."""

    CSS_PATH = "cockpit.tcss"
    TITLE = "Call Cockpit"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        settings: Settings,
        open_desk: Callable[[], Desk],
        themes: Mapping[str, Path],
        notices: Sequence[str] = (),
        when_open: Callable[[StoreError | None], Iterable[str]] = _nothing_more,
    ) -> None:
        """`open_desk` is called when the first frame stands. `when_open` is told that the workspace was
        read, or what of it could not be, and gives notices."""
        super().__init__()
        self._open_desk = open_desk
        self.theme_files = themes
        self._notices = list(notices)
        self._when_open = when_open
        self._guard = ControlGuard()
        self.settings_path: Path | None = None
        self.keys, refused = keys_with(settings.keys)
        self._notices += [
            _("[keys] in the settings: {what} cannot be used").format(what=what) for what in refused
        ]
        self.use_theme(settings.theme)

    @property
    def desk(self) -> Desk:
        """What the screen works on, once the workspace was read."""
        return self.main.desk

    def get_default_screen(self) -> CockpitScreen:
        """The main screen is the first: none has to be painted before it."""
        self.main = CockpitScreen(self._open_desk, self.keys)
        return self.main

    def on_mount(self) -> None:
        self.set_keymap({name: key for name, key in self.keys.items() if key})
        self._leave_in_order_on_signals()
        self._warn(self._notices)

    def on_resize(self) -> None:
        """Lay out again what was left as it lay while only its words changed, see `replace_content`."""
        if self.main.is_open:
            for screen in self.screen_stack:
                for static in screen.query(Static):
                    static.refresh(layout=True)

    def on_cockpit_screen_opened(self, event: CockpitScreen.Opened) -> None:
        self._warn(self._when_open(event.error))
        if event.error is None and self.desk.session.settings.smtp_host:
            from cockpit.screens.sending import try_again

            try_again(self.main)

    def _warn(self, notices: Iterable[str]) -> None:
        for notice in notices:
            self.notify(notice, severity="warning", markup=False, timeout=10)

    def use_theme(self, name: str) -> None:
        """Put on a theme by the name of its file; an unusable one is reported and the shipped one stays."""
        if name not in self.theme_files:
            nearest = get_close_matches(name, self.theme_files, n=1, cutoff=0)[0]
            text = _("There is no theme “{name}”; the nearest is “{nearest}”.")
            self._notices.append(text.format(name=name, nearest=nearest))
        try:
            theme = load_theme(self.theme_files.get(name) or self.theme_files["night"])
        except BadTheme as bad:
            problem = bad.problem
            self._notices.append(f"{problem.file}: {problem.key}: {problem.reason}")
            theme = load_theme(self.theme_files["night"])
        self.register_theme(theme)
        self.theme = theme.name

    def refresh_css(self, animate: bool = True) -> None:
        if self._is_mounted:
            super().refresh_css(animate)
        else:  # nothing was parsed yet that would have to be parsed again for this theme
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def action_command_palette(self) -> None:
        """The palette with its hint in the language of the screen."""
        if self.use_command_palette and not CommandPalette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("what do you want to do?")))

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
        """Write everything that was typed, now."""
        if self.main.is_open:
            with suppress(Exception):  # on the way out of a crash a box may be gone
                writing.take_typed(self.main)
            self.desk.keep()

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
        # The stock crash screen prints local variables, and with them names and telephone numbers; so may
        # the words of an error. The log says where it was and of what kind, and no more.
        cause = error.error if isinstance(error, WorkerFailed) else error
        with suppress(Exception):
            self.keep_everything()
        log.error("crash: %s\n%s", type(cause).__name__, "".join(format_tb(cause.__traceback__)))
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
