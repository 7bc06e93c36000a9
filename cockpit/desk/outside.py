"""Other programs on the collector's computer: the softphone, the mail program, the calendar.

They are started on their own, without a terminal, so that nothing they print reaches the screen.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence


class NotStarted(Exception):
    """The program could not be started; `program` is its name."""

    def __init__(self, program: str) -> None:
        super().__init__(program)
        self.program = program


def opener(target: str, platform: str = sys.platform) -> list[str]:
    """The command that opens a file or an address with the program that is set for it."""
    if platform == "darwin":
        return ["open", target]
    if platform.startswith("win"):
        return ["cmd", "/c", "start", "", target]
    return ["xdg-open", target]


def dial_command(setting: str, number: str, platform: str = sys.platform) -> list[str]:
    """The command that dials: a command line with `{number}` in it, or an address such as `tel:{number}`.

    The number is digits with a leading + at most, so it can neither be an option nor break the line.
    """
    if " " not in setting.strip() and ":" in setting:
        return opener(setting.strip().replace("{number}", number), platform)
    return [part.replace("{number}", number) for part in shlex.split(setting)]


def start(command: Sequence[str]) -> None:
    """Start a program and let it go; raises `NotStarted`."""
    if not command or shutil.which(command[0]) is None:
        raise NotStarted(command[0] if command else "")
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise NotStarted(command[0]) from error
