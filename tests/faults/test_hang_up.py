"""The window is closed while the screen is drawn: the program ends, and nobody waits for the terminal."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from pathlib import Path

import pytest
from terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")


def test_closed_in_the_midst_of_drawing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cockpit", "--workspace", str(tmp_path / "w"), "--lang", "nl"]
    t = Terminal(command, 160, 45)
    try:
        t.wait("F1 hulp")
        t.press("F1", "Escape", "F1", "Escape", "F1")
        t.hang_up()
        assert t.wait_end() == 128 + signal.SIGHUP
    finally:
        t.close()


class Gone(io.StringIO):
    """A terminal that went away."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    flush = write


def test_writing_to_a_terminal_that_is_gone_ends_the_program_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from cockpit.terminal import Lasting

    told: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: told.append(number))
    file = Lasting(Gone())
    assert file.write("words") == 5
    file.write("more")
    file.flush()
    assert told == [signal.SIGHUP]
