"""The terminal on Linux and macOS, which may be gone at any moment: a window closed, a line gone dead."""

from __future__ import annotations

import io
import os
import signal
import termios
from typing import Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver


class Lasting(io.TextIOBase):
    """A terminal to write to that fails no writer once it is gone: who waits for it would wait for ever.

    The first failure ends the program as a closed window does.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write to the terminal, or to nothing when there is none any more."""
        if not self._is_gone:
            try:
                self._file.write(text)
            except OSError:
                self._gone()
        return len(text)

    def flush(self) -> None:
        """Have it on the screen."""
        if not self._is_gone:
            try:
                self._file.flush()
            except OSError:
                self._gone()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()

    def _gone(self) -> None:
        self._is_gone = True
        os.kill(os.getpid(), signal.SIGHUP)


class TerminalDriver(LinuxDriver):
    """Textual's own driver, with a terminal that may go away."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 what Textual gives its drivers
        super().__init__(*arguments, **named)
        self._file: Any = Lasting(cast(TextIO, self._file))

    def _sigcont_application(self, *arguments: Any) -> None:  # noqa: ANN401 what a signal handler is given
        # A closed window sends not only SIGHUP but SIGCONT, at which Textual would begin anew.
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return
        super()._sigcont_application(*arguments)
