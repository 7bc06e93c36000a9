"""Other programs on the collector's computer: the softphone, the mail program, the calendar.

They are started on their own, without a terminal, so that nothing they print reaches the screen.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

_PREFIX = {"NL": "+31", "BE": "+32"}
_NUMBER = re.compile(r"[+(]?[ (]*[0-9][0-9 ()./\u2010-\u2015-]*", re.ASCII)
_SECOND_NUMBER = re.compile(r" +/ +")
_NO_DIGIT = re.compile(r"[^0-9]+")
_SHORTEST, _LONGEST = 5, 17  # fifteen digits at most (E.164), and 00 before them
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S*")  # one letter and a colon is a drive of Windows


class NotStarted(Exception):
    """The program could not be started; `program` is its name."""

    def __init__(self, program: str) -> None:
        super().__init__(program)
        self.program = program


def international(number: str, country: str) -> str:
    """A telephone number with + and country, of the first number in a text; empty when there is none.

    What stands behind it (an extension, a name, a second number) is left out, letters are never part of it.
    A number of which the country is not known stays as it is, digits only.
    """
    read = (_digits(found[0], country) for found in _NUMBER.finditer(number))
    return next(filter(None, read), "")


def opener(target: str, platform: str = sys.platform) -> list[str]:
    """The command that opens a file or an address with the program that is set for it."""
    if platform == "darwin":
        return ["open", target]
    if platform.startswith("win"):  # not through cmd, for which the & of an address begins a second command
        return ["rundll32", "url.dll,FileProtocolHandler", target]
    return ["xdg-open", target]


def dial_command(setting: str, number: str, platform: str = sys.platform) -> list[str]:
    """The command that dials: a command line with `{number}` in it, or an address such as `tel:{number}`.

    Of the number only its digits and a leading + go in, so it can neither be an option nor break the line.
    Raises `NotStarted` for a setting without `{number}` or with an open quotation mark, and for a number
    without digits.
    """
    setting, digits = setting.strip(), _NO_DIGIT.sub("", number)
    if "{number}" not in setting or not digits:
        raise NotStarted(setting)
    plain = f"+{digits}" if number.strip().startswith("+") else digits
    if _ADDRESS.fullmatch(setting):
        return opener(setting.replace("{number}", plain), platform)
    return [part.replace("{number}", plain) for part in _parts(setting, platform)]


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


def _digits(text: str, country: str) -> str:
    """One number with + and country; empty when it has too few digits, or those of two numbers."""
    text = _SECOND_NUMBER.split(text)[0].strip()
    abroad = text.startswith(("+", "00"))
    digits = _NO_DIGIT.sub("", text.replace("(0)", "") if abroad else text)
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return _digits(text.partition("/")[0], country) if "/" in text else ""
    if abroad:
        return _without_trunk_zero(f"+{digits.removeprefix('00')}")
    if digits.startswith("0") and country in _PREFIX:
        return _PREFIX[country] + digits[1:]
    return digits


def _without_trunk_zero(number: str) -> str:
    """+31 020 … is +31 20 …: behind these countries no number begins with the zero dialled at home."""
    for prefix in _PREFIX.values():
        if number.startswith(f"{prefix}0"):
            return prefix + number.removeprefix(f"{prefix}0")
    return number


def _parts(setting: str, platform: str) -> list[str]:
    """The words of a command line; on Windows a backslash is part of a path."""
    try:
        if not platform.startswith("win"):
            return shlex.split(setting)
        return [part.strip('"') for part in shlex.split(setting, posix=False)]
    except ValueError:
        raise NotStarted(setting) from None
