"""Plain text in lines that every mail program shows whole, and joins again when it can (RFC 3676)."""

from __future__ import annotations

import re

WIDTH = 76
"""Characters on a line, its soft end not counted: with that it is within the 78 of RFC 5322."""

_STUFFED = re.compile(r"[ >]|From ")


def flowed(text: str) -> str:
    """The text with soft line ends. A word that is longer than a line stays whole; so do hard line ends."""
    return "\n".join(_soft(line.rstrip(" ")) for line in text.split("\n"))


def _soft(line: str) -> str:
    """One line as several of which all but the last end with a space."""
    lines: list[str] = []
    for word in line.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return " \n".join(_stuffed(part) for part in lines)


def _stuffed(line: str) -> str:
    """A line that would be taken for a quotation gets a space that the reader takes away."""
    return f" {line}" if _STUFFED.match(line) else line
