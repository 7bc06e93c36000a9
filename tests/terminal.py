"""The real program in a real terminal: a pseudo terminal that is typed into and read as a person reads it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

import pyte

if sys.platform != "win32":
    import fcntl
    import termios

KEYS = {
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F8": "\x1b[19~",
    "F9": "\x1b[20~", "F12": "\x1b[24~", "Down": "\x1b[B", "Up": "\x1b[A", "Enter": "\r", "Escape": "\x1b",
    "Space": " ", "Tab": "\t", "C-o": "\x0f", "C-f": "\x06", "C-g": "\x07", "C-q": "\x11", "C-r": "\x12",
    "C-s": "\x13",
}  # fmt: skip

# Variables of the person who runs the tests; pytest-xdist sets COLUMNS for its workers.
_LEFT_OUT = {"NO_COLOR", "TMUX", "TERM_PROGRAM", "COLUMNS", "LINES"}

# pyte prints the tail of private sequences that it does not know; a real terminal swallows them.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]")

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_PUSHED, _POPPED = re.compile(rb"\x1b\[>\d*u"), re.compile(rb"\x1b\[<\d*u")
_USUALLY_ON = {7, 25}  # lines are wrapped, the cursor is shown


class Terminal:
    """A program under a pseudo terminal of the given size. Everything it draws is kept in `raw`."""

    def __init__(
        self, argv: Sequence[str], cols: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> None:
        settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        clean = {k: v for k, v in os.environ.items() if k not in _LEFT_OUT}
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self._before = termios.tcgetattr(self._master)
        self._process = subprocess.Popen(
            list(argv),
            env={**clean, **settings, **(env or {})},
            preexec_fn=lambda: os.login_tty(slave),
        )
        os.close(slave)
        self.pid = self._process.pid
        self.ended = 0.0
        """When its end was noticed (`time.monotonic`)."""
        self.raw = bytearray()
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, *names: str) -> None:
        """Press keys by name."""
        for name in names:
            self.type(KEYS[name])
            time.sleep(0.02)

    def type(self, text: str) -> None:
        """Type a text as fast as a terminal sends it."""
        data = text.encode()
        while data:
            data = data[os.write(self._master, data) :]

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
        ended = "" if self.is_running else f", ended with {self._process.returncode}"
        raise AssertionError(f"not seen: {needles!r}{ended}\n{self.text()}")

    def wait_gone(self, needle: str, seconds: float = 20.0) -> None:
        """Wait until something is not on the screen any more."""
        end = time.monotonic() + seconds
        while needle in self.text():
            assert time.monotonic() < end, f"still there: {needle!r}\n{self.text()}"
            time.sleep(0.02)

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the window: the program has no terminal any more."""
        self._closing.set()
        self._reader.join()
        os.close(self._master)
        self._master = -1

    def wait_end(self, seconds: float = 20.0) -> int:
        """Wait until the program has ended; its exit status, or minus the signal that ended it."""
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running\n{self.text()}") from None
        self._reader.join(2)
        return status

    def close(self) -> None:
        """End the program whatever it does, and close the window."""
        if self.is_running:
            self.kill()
            self.wait_end()
        if self._master >= 0:
            self.hang_up()

    def left_behind(self) -> list[str]:
        """What the program left of itself in the terminal: modes that are on, a hidden cursor, and the way
        in which the lines are read."""
        modes = dict.fromkeys(_USUALLY_ON, b"h")
        for numbers, switch in _MODE.findall(self.raw):
            modes.update((int(number), switch) for number in numbers.split(b";"))
        found = [f"?{n}" for n, switch in modes.items() if (switch == b"h") != (n in _USUALLY_ON)]
        if len(_PUSHED.findall(self.raw)) > len(_POPPED.findall(self.raw)):
            found.append("kitty keys")
        if termios.tcgetattr(self._master) != self._before:
            found.append("termios")
        return found

    def _read(self) -> None:
        while not self._closing.is_set():
            if not select.select([self._master], [], [], 0.05)[0]:
                continue
            data = b""
            with suppress(OSError):  # EIO: the program has closed its end
                data = os.read(self._master, 65536)
            if not data:
                self.ended = time.monotonic()
                return
            with self._lock:
                self.raw += data
                self._stream.feed(_UNKNOWN.sub(b"", data))
