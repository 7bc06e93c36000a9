"""A program under a pseudo terminal, timed on the wire: when which bytes came, nothing drawn in between.

`tests/terminal.py` reads a screen as a person does; that takes time of its own, so it is not used here.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

COLUMNS, ROWS = 120, 36
FRAME_ENDS = b"\x1b[?2026l"
KEYS = {"Down": b"\x1b[B", "Up": b"\x1b[A", "Enter": b"\r", "F5": b"\x1b[15~", "C-f": b"\x06"}

_NOT_OURS = ("PYTHON", "TEXTUAL", "NO_COLOR", "COLUMNS", "LINES", "TMUX", "TERM_PROGRAM", "COCKPIT")
_QUESTION = re.compile(rb"\x1b\[\?(\d+)\$p")
_QUESTION_LENGTH = 16
_ESCAPE = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]")
_ROOT = Path(__file__).parents[2]


class NotSeen(AssertionError):
    """Something that should have come on the wire did not."""


class Wire:
    """A program that runs in a terminal of 120 × 36 which draws whole frames (mode 2026).

    `raw` is all that it wrote; `started` the moment of its start (`time.perf_counter`).
    """

    def __init__(self, argv: Sequence[str]) -> None:
        self.raw = bytearray()
        self._answered = 0
        environment = _environment()
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            _become(argv, environment)
        self._ended = False

    def send(self, keys: bytes) -> int:
        """Type; the place in `raw` behind which the answer will come."""
        self.read(0)
        place = len(self.raw)
        os.write(self._terminal, keys)
        return place

    def until(self, seen: Callable[[bytes], bool], start: int = 0, seconds: float = 30.0) -> float:
        """The moment at which what came behind `start` has been `seen`. Raises `NotSeen`."""
        end = time.perf_counter() + seconds
        while not seen(bytes(self.raw[start:])):
            if self._ended or time.perf_counter() > end:
                raise NotSeen(f"not on the wire: …{plain(bytes(self.raw[start:]))[-600:]!r}")
            self.read(0.5)
        return time.perf_counter()

    def until_text(self, *needles: str, start: int = 0, seconds: float = 30.0) -> float:
        """The moment at which a whole frame with all these texts behind `start` has come."""
        wanted = [needle.encode() for needle in needles]
        return self.until(lambda found: framed(found, wanted), start, seconds)

    def settle(self, quiet: float = 0.3, seconds: float = 20.0) -> None:
        """Wait until nothing was written for a while."""
        end = time.perf_counter() + seconds
        while self.read(quiet) and time.perf_counter() < end:
            pass

    def rest(self, seconds: float) -> int:
        """Let time pass; how many bytes came meanwhile."""
        before, end = len(self.raw), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return len(self.raw) - before

    def read(self, patience: float) -> bool:
        """Take what comes within `patience` seconds; whether anything came."""
        ready, _, _ = select.select([self._terminal], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # Linux says so at the end
            data = b""
        self._ended = not data
        self.raw += data
        self._answer()
        return bool(data)

    def processor_seconds(self) -> float:
        """Processor time of the program so far, its own and what the system did for it."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Resident memory in MB (10⁶ bytes)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def _answer(self) -> None:
        """A program that asks for a mode is told: whole frames yes, anything else unknown."""
        for match in _QUESTION.finditer(self.raw, self._answered):
            mode = match[1]
            os.write(self._terminal, b"\x1b[?%b;%d$y" % (mode, 2 if mode == b"2026" else 0))
            self._answered = match.end()
        # What was looked through is not looked through again: that took longer than what is measured.
        self._answered = max(self._answered, len(self.raw) - _QUESTION_LENGTH)


def cockpit(folder: Path) -> Wire:
    """The cockpit on a workspace, in Dutch."""
    return Wire([sys.executable, "-m", "cockpit", "--workspace", str(folder), "--lang", "nl"])


def bare(script: str, *arguments: str) -> Wire:
    """One of the small programs beside this file."""
    return Wire([sys.executable, str(Path(__file__).with_name(script)), *arguments])


def framed(found: bytes, needles: Sequence[bytes]) -> bool:
    """Whether all needles came, and the end of a frame behind the last of them."""
    text, last = plain(found), 0
    for needle in needles:
        place = text.rfind(needle)
        if place < 0:
            return False
        last = max(last, place)
    return text.find(b"\x00", last) >= 0


def plain(found: bytes) -> bytes:
    """The text on the wire without what colours and places it; a zero byte where a frame ends."""
    return _ESCAPE.sub(b"", found.replace(FRAME_ENDS, b"\x00"))


def _environment() -> dict[str, str]:
    """Nobody's own settings; compiled bytecode is used and written, as after any installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", "TZ": "UTC"}
    # No softphone can be found and started by a benchmark.
    return {**kept, **own, "PATH": str(Path(sys.executable).parent), "LANG": "C.UTF-8"}


def _become(argv: Sequence[str], environment: dict[str, str]) -> None:
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.chdir(_ROOT)
        os.execve(argv[0], list(argv), environment)
    finally:
        os._exit(127)
