"""What a command writes: results on standard output, messages on standard error, all of it harmless.

Foreign text has no control characters left when it is written here, whatever it went through before. What
the terminal's encoding does not have is replaced, never an error.
"""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TextIO

from cockpit.core.text import BLOCK_LIMIT, clean_block, clean_line, shorten

NAME_WIDTH = 40
"""The most that a column takes, so that one endless name does not push all others aside."""


def prepare() -> None:
    """Let no character end a command that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def result(text: str = "") -> None:
    """One or more lines of the result."""
    _write(sys.stdout, text)


def message(text: str) -> None:
    """A sentence for the person in front of it."""
    sys.stdout.flush()
    _write(sys.stderr, text)


def data(value: object) -> None:
    """The result for scripts: JSON, UTF-8 where the output is, else escaped."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(_dumped(value, plain))


def record(value: object) -> None:
    """One of many results for scripts: JSON on a line of its own."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(json.dumps(_harmless(value), ensure_ascii=plain) + "\n")


def content(raw: bytes) -> None:
    """The bytes of a file; on a terminal as text without control characters."""
    if sys.stdout.isatty():
        result(raw.decode("utf-8", errors="replace"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)


def encoded(made: str | bytes | Mapping[str, object]) -> bytes:
    """A result as it is written to a file: UTF-8."""
    if isinstance(made, bytes):
        return made
    return (made if isinstance(made, str) else _dumped(made, False)).encode("utf-8", "replace")


def finish() -> None:
    """Write everything out now: a reader that has gone away is found out here."""
    sys.stdout.flush()


def close_quietly() -> None:
    """Nobody reads on: nothing more is written, also not by Python itself at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Rows in columns, the numbers of `right` aligned to the right; the last column is as long as it is."""
    short = [[*(shorten(clean_line(c), NAME_WIDTH) for c in row[:-1]), clean_line(row[-1])] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*short, strict=True)]
    lines = []
    for row in short:
        padded = [_fitted(c, width, n in right) for n, (c, width) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(padded).rstrip())
    return lines


def cells(text: str) -> int:
    """How many places a text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _fitted(text: str, width: int, right: bool) -> str:
    gap = " " * (width - cells(text))
    return gap + text if right else text + gap


def _write(stream: TextIO, text: str) -> None:
    lines = (clean_block(line, BLOCK_LIMIT) for line in text.split("\n"))
    stream.write("\n".join(lines) + "\n")


def _dumped(value: object, plain: bool) -> str:
    return json.dumps(_harmless(value), ensure_ascii=plain, indent=2) + "\n"


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return clean_block(value)
    if isinstance(value, Mapping):
        return {str(_harmless(key)): _harmless(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(item) for item in value]
    return value
