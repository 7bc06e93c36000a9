"""Reading one table of a playbook file, so that every mistake names its file, its place and what fits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from cockpit.core.text import clean_line

_Choice = TypeVar("_Choice", bound=StrEnum)


class PlaybookError(Exception):
    """A playbook file that cannot be used: which file, where in it, and what was expected there."""

    def __init__(self, path: str, where: str, expected: str) -> None:
        super().__init__(": ".join(part for part in (path, where, f"expected {expected}") if part))
        self.path = path
        self.where = where
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a playbook file: the file's name, the place of the table in it, and what it says."""

    path: str
    where: str
    values: Mapping[str, object]

    def has(self, key: str) -> bool:
        return key in self.values

    def error(self, key: str, expected: str) -> PlaybookError:
        """The error to raise about one key of this table."""
        return PlaybookError(self.path, self.place(key), expected)

    def place(self, key: str) -> str:
        """Where a key stands, for a person who looks for it in the file."""
        return ", ".join(part for part in (self.where, key) if part)

    def only(self, known: Iterable[str]) -> None:
        """Refuse a key that means nothing here, so that a typing error is not passed over in silence."""
        names = list(known)
        for key in self.values:
            if key not in names:
                near = get_close_matches(key, names, 1)
                raise self.error(key, f"the key {near[0]!r}" if near else f"one of {', '.join(names)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text in one line; required when there is no default."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, "a text between quotation marks")
        return clean_line(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.error(key, "a list of texts between square brackets")
        return tuple(clean_line(v) for v in value)

    def flag(self, key: str) -> bool:
        """true or false; false when the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "true or false")
        return value

    def number(self, key: str) -> int:
        """A whole number from 1 up."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.error(key, "a whole number from 1 up")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """One value out of a fixed list."""
        value = self.values.get(key)
        for member in kind:
            if value == member.value:
                return member
        raise self.error(key, f"one of {', '.join(member.value for member in kind)}")

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.error(key, f"a table [{key}]")
        return Table(self.path, self.place(key), value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of a list [[key]], numbered from 1 in their places; empty when there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.error(key, f"a list of tables [[{key}]]")
        return tuple(Table(self.path, self.place(f"{key} {n}"), v) for n, v in enumerate(value, 1))


def read_table(path: str, text: str) -> Table:
    """The whole file as one table. `path` is its name in errors."""
    try:
        return Table(path, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise PlaybookError(path, "", f"TOML that can be read ({problem})") from problem
