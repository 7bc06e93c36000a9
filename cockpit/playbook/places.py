"""Where in a TOML file each value stands. `tomllib` gives values without their places.

The text has been read by `tomllib` before, so nothing is checked here: the file is only walked through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cockpit.playbook.problems import Keys

_BLANK = re.compile(r"(?:[\s]|#[^\n]*)*")
_PART = re.compile(r"[ \t]*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([\w-]+))[ \t]*")
_STRING = re.compile(
    r'"""(?:\r?\n)?((?:[^"\\]|\\[\s\S]|"(?!""))*"{0,2})"""'
    r"|'''(?:\r?\n)?((?:[^']|'(?!''))*'{0,2})'''"
    r'|"((?:[^"\\\n]|\\.)*)"'
    r"|'([^'\n]*)'"
)
_BARE = re.compile(r"[^,\]}#\n]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1, the column in characters."""

    line: int
    column: int


class Places:
    """The places of all values in one file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lengths: dict[Keys, int] = {}
        self._starts: dict[Keys, int] = {}
        self._walk()

    def of(self, keys: Keys, inside: str = "", offset: int = 0) -> Place:
        """Where the value is, or else the nearest that holds it; the beginning of the file when nothing does.

        `inside` is the value as text, and `offset` a character of it: that is where the place is then, unless
        the file writes the text in another way (escapes, several lines).
        """
        while keys and keys not in self._starts:
            keys = keys[:-1]
        start = self._starts.get(keys, 0)
        if inside and self._text.startswith(inside, start):
            start += offset
        return Place(self._text.count("\n", 0, start) + 1, start - self._text.rfind("\n", 0, start))

    def _walk(self) -> None:
        table: Keys = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _skip(self) -> None:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _header(self) -> Keys:
        start, listed = self._at, self._text.startswith("[[", self._at)
        self._at += 2 if listed else 1
        *above, last = self._names()
        self._at += 2 if listed else 1
        keys: Keys = ()
        for name in above:
            keys = self._into((*keys, name))
        keys = (*keys, last)
        if listed:
            self._lengths[keys] = self._lengths.get(keys, 0) + 1
            self._starts.setdefault(keys, start)
            keys = (*keys, self._lengths[keys])
        self._starts.setdefault(keys, start)
        return keys

    def _into(self, keys: Keys) -> Keys:
        """The table with this name: of a list the last one so far."""
        return (*keys, self._lengths[keys]) if keys in self._lengths else keys

    def _names(self) -> list[str]:
        names = []
        while found := _PART.match(self._text, self._at):
            self._at = found.end()
            names.append(next(group for group in found.groups() if group is not None))
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return names

    def _pair(self, table: Keys) -> None:
        start, keys = self._at, table
        for name in self._names():
            keys = (*keys, name)
            self._starts.setdefault(keys, start)
        self._at += 1  # the equals sign
        self._skip()
        self._value(keys)

    def _value(self, keys: Keys) -> None:
        self._starts[keys] = self._at
        opening = self._text[self._at]
        if opening in "\"'":
            found = _STRING.match(self._text, self._at)
            if found is None:
                raise ValueError("not the text that was read before")
            self._starts[keys] = found.start(found.lastindex or 0)
            self._at = found.end()
        elif opening == "[":
            self._list(keys)
        elif opening == "{":
            self._inline(keys)
        else:
            found = _BARE.match(self._text, self._at)
            self._at = found.end() if found else self._at

    def _list(self, keys: Keys) -> None:
        self._at += 1
        number = 0
        while not self._closes("]"):
            number += 1
            self._value((*keys, number))

    def _inline(self, keys: Keys) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(keys)

    def _closes(self, mark: str) -> bool:
        """Go on to the next item of a list or table; True at its end."""
        self._skip()
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip()
        if self._text.startswith(mark, self._at):
            self._at += 1
            return True
        return False
