"""The real program in a real terminal: a pseudo terminal that is typed into and read as a person reads it."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Mapping, Sequence

import pexpect
import pyte

KEYS = {
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F8": "\x1b[19~",
    "F9": "\x1b[20~", "Down": "\x1b[B", "Up": "\x1b[A", "Enter": "\r", "Escape": "\x1b", "Space": " ",
    "Tab": "\t", "C-o": "\x0f", "C-f": "\x06", "C-g": "\x07", "C-q": "\x11", "C-r": "\x12", "C-s": "\x13",
}  # fmt: skip

# Variables of the person who runs the tests; pytest-xdist sets COLUMNS for its workers.
_LEFT_OUT = {"NO_COLOR", "TMUX", "TERM_PROGRAM", "COLUMNS", "LINES"}

# pyte prints the tail of private sequences that it does not know; a real terminal swallows them.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]")


class Terminal:
    """A program under a pseudo terminal of the given size. Everything it draws is kept in `raw`."""

    def __init__(
        self, argv: Sequence[str], cols: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> None:
        settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        clean = {k: v for k, v in os.environ.items() if k not in _LEFT_OUT}
        self.process = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            dimensions=(rows, cols),
            encoding=None,
            env={**clean, **settings, **(env or {})},
            echo=False,
        )
        self.process.delaybeforesend = None
        self.raw = bytearray()
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, *names: str) -> None:
        """Press keys by name."""
        for name in names:
            self.process.send(KEYS[name].encode())
            time.sleep(0.02)

    def type(self, text: str) -> None:
        """Type a text as fast as a terminal sends it."""
        self.process.send(text.encode())

    def text(self) -> str:
        """What stands on the screen."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def wait(self, *needles: str, seconds: float = 20.0) -> str:
        """Wait until all needles are on the screen; the screen as it was then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.text()
            if all(needle in text for needle in needles):
                return text
            time.sleep(0.02)
        raise AssertionError(f"not seen: {needles!r}\n{self.text()}")

    def wait_gone(self, needle: str, seconds: float = 20.0) -> None:
        """Wait until something is not on the screen any more."""
        end = time.monotonic() + seconds
        while needle in self.text():
            assert time.monotonic() < end, f"still there: {needle!r}\n{self.text()}"
            time.sleep(0.02)

    def wait_end(self, seconds: float = 20.0) -> int:
        """Wait until the program has ended; its exit status, or minus the signal that ended it."""
        end = time.monotonic() + seconds
        while self.process.isalive():
            assert time.monotonic() < end, f"still running\n{self.text()}"
            time.sleep(0.02)
        self._reader.join(2)
        signal = self.process.signalstatus
        return -signal if signal else int(self.process.exitstatus or 0)

    def close(self) -> None:
        """End the program whatever it does."""
        self.process.close(force=True)

    def _read(self) -> None:
        while True:
            try:
                data = self.process.read_nonblocking(65536, timeout=0.2)
            except pexpect.TIMEOUT:
                continue
            except (pexpect.EOF, OSError, ValueError):
                return
            with self._lock:
                self.raw += data
                self._stream.feed(_UNKNOWN.sub(b"", data))
