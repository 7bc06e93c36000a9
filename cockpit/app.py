"""The application: theme, language, keys, signals, and the main screen. No rules live here."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.text import Text
from textual import on
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.command import CommandPalette
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from cockpit import crash
from cockpit.core.text import clean_block
from cockpit.desk.last_words import last_words
from cockpit.desk.settings import Settings
from cockpit.language import _
from cockpit.screens import writing
from cockpit.screens.cockpit import CockpitScreen
from cockpit.widgets.actions import ACTIONS, BY_ID, keys_with
from cockpit.widgets.keys_in_order import KeysInOrder
from cockpit.widgets.themes import BadTheme, load_theme
from cockpit.widgets.toasts import LastingNotification, Sweeper

if TYPE_CHECKING:
    from cockpit.desk.desk import Desk
    from cockpit.store.port import StoreError

CANNOT = 2
"""The exit status after a crash."""

_LOOK_AGAIN = 5.0  # seconds until damage is said that was found while working
_UNDER_WAY = 0.1  # seconds in which keys arrive that were typed before the signal came
_LEAVING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]


def _in_words(error: StoreError | None) -> Iterable[str]:
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
        when_open: Callable[[StoreError | None], Iterable[str]] = _in_words,
    ) -> None:
        """`open_desk` is called when the first frame stands. `when_open` is told that the workspace was
        read, or what of it could not be, and gives notices."""
        super().__init__()
        self._open_desk = open_desk
        self.theme_files = themes
        self._notices = list(notices)
        self._toasts = Sweeper()
        self._when_open = when_open
        self._guard = ControlGuard()
        self._told: set[str] = set()
        self._told_to_leave = 0
        self.settings_path: Path | None = None
        self.keys, refused = keys_with(settings.keys)
        self._notices += refused
        self.use_theme(settings.theme)

    @property
    def desk(self) -> Desk:
        """What the screen works on, once the workspace was read."""
        return self.main.desk

    def get_default_screen(self) -> CockpitScreen:
        """The main screen is the first: none has to be painted before it."""
        self.main = CockpitScreen(self._open_desk, self.keys)
        return self.main

    def get_driver_class(self) -> type[Driver]:
        """On Linux and macOS, Textual's own with a terminal that may go away."""
        stock = super().get_driver_class()
        if stock.__module__ != "textual.drivers.linux_driver":
            return stock
        from cockpit.terminal import TerminalDriver  # what it is made of is not there on Windows

        return TerminalDriver

    def on_mount(self) -> None:
        self._heed_the_loop()
        # Textual goes through the whole keymap at every key press: only what is one's own is in it.
        self.set_keymap({name: key for name, key in self.keys.items() if key and key != BY_ID[name].key})
        self._warn(self._notices)
        if self._told_to_leave:
            self._leave()

    def on_resize(self) -> None:
        """Lay out again what was left as it lay while only its words changed, see `replace_content`."""
        if self.main.is_open:
            for screen in self.screen_stack:
                for static in screen.query(Static):
                    static.refresh(layout=True)

    def on_cockpit_screen_opened(self, event: CockpitScreen.Opened) -> None:
        self._warn(self._when_open(event.error))
        self._told = set(map(str, self.desk.session.store.problems))
        self.set_interval(_LOOK_AGAIN, self._tell_what_was_found)
        if event.error is None and self.desk.session.settings.smtp_host:
            from cockpit.screens.sending import try_again

            try_again(self.main)

    def _tell_what_was_found(self) -> None:
        """Say what was found damaged since, in files that were sound when the cockpit opened."""
        new = [problem for problem in self.desk.session.store.problems if str(problem) not in self._told]
        self._told.update(map(str, new))
        for problem in new:
            crash.note_damage(str(problem.values.get("path", "")), problem.code)
            self._warn(_in_words(problem))

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
        """Ask before leaving a call; the draft is kept in any case. Elsewhere, say how to come there."""
        from cockpit.screens.small import Confirm  # not needed for the first frame

        if self.screen is self.main:
            self.main.action_request("quit")
        elif not isinstance(self.screen, Confirm):
            self.notify(
                _("First close this screen with Escape; then {key} closes the cockpit.").format(key="^Q")
            )

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something that goes away after `timeout` seconds; literally, unless `markup` is set."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(LastingNotification(message, title, severity, seconds, markup)))

    @on(Notify)
    def _leave_no_holders(self) -> None:
        self._toasts.sweep(self.main)

    def action_help_quit(self) -> None:
        """Ctrl+C copies; it never ends the program."""
        self.notify(_("{key} closes the cockpit.").format(key="^Q"), markup=False)

    def keep_everything(self) -> str:
        """Write everything that was typed, now; the words that could not be written."""
        if not self.main.is_open:
            return ""
        with suppress(Exception):  # on the way out of a crash a box may be gone
            writing.take_typed(self.main)
        with suppress(Exception):  # whatever is wrong with the store, the words are not lost
            self.desk.keep()
        return last_words(self.desk)

    @contextmanager
    def in_good_order(self) -> Iterator[None]:
        """Run the app in here: a signal, a closed window or a thread that fails ends it as it should."""
        # Textual leaves a terminal in disorder on SIGTERM and when its window is closed (textual#5140), and
        # what fails in another thread would be written over the screen.
        before = {number: signal.signal(number, self._told_early) for number in _LEAVING}
        hooks = threading.excepthook, sys.unraisablehook
        threading.excepthook = lambda failed: self._thread_failed(failed.exc_value)
        sys.unraisablehook = lambda failed: crash.note(failed.exc_value)
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook = hooks
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heed_the_loop(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._task_failed)
        for number in _LEAVING:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                loop.add_signal_handler(number, self._on_signal, int(number))

    def _told_early(self, number: int, _frame: object) -> None:
        self._told_to_leave = number  # `on_mount` looks at it: before that nothing was typed

    def _on_signal(self, number: int) -> None:
        self._told_to_leave = number
        self._leave()

    def _leave(self) -> None:
        self.keep_everything()
        self.set_timer(_UNDER_WAY, self._leave_now)

    def _leave_now(self) -> None:
        unwritten = self.keep_everything()
        self.exit(return_code=128 + self._told_to_leave, message=Text(unwritten) if unwritten else None)

    def _thread_failed(self, error: BaseException | None) -> None:
        if self._loop is None or not isinstance(error, Exception):
            crash.note(error)
        else:
            self._loop.call_soon_threadsafe(self._handle_exception, error)

    def _task_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        # The stock crash screen prints local variables, and with them names and telephone numbers; so may
        # the words of an error. The log says where it was and of what kind, and no more.
        cause = error.error if isinstance(error, WorkerFailed) else error
        unwritten = self.keep_everything()
        crash.note(cause)
        self._return_code = CANNOT
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            said = _("Something went wrong. Your notes are saved. The log says what: {path}")
            if unwritten:
                said = _("Something went wrong, and your last words could not be saved. The log: {path}")
            self.panic(Text("\n\n".join(filter(None, [said.format(path=crash.log_path()), unwritten]))))
