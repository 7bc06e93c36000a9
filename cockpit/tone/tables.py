"""One table of a rule file, read so that every mistake names its file, line, key and what fits there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from cockpit.core.text import clean_line
from cockpit.core.toml_text import read_toml
from cockpit.tone.notation import N_
from cockpit.tone.rules import RuleError

_Choice = TypeVar("_Choice", bound=StrEnum)
ONE_OF = N_("one of {names}")
_AT_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a rule file: the file's name and text, the place of the table in it, and what it says."""

    path: str
    source: str
    where: str
    values: Mapping[str, object]

    def error(self, key: str, expected: str, near: str = "", **values: object) -> RuleError:
        """The error to raise about a key of this table; `expected` is a text with places for `values`.

        `near` is text on the line of the mistake.
        """
        place = ".".join(part for part in (self.where, key) if part)
        return RuleError(self.path, self._line(key, near), place, expected, values)

    def _line(self, key: str, near: str) -> int:
        """The line of `near` or of the key, counted from the head of this table; 0 when it is not found."""
        lines = self.source.splitlines()
        name, _, which = self.where.partition(" ")
        heads = [n for n, line in enumerate(lines) if name and line.strip().strip("[]") == name]
        first = heads[min(int(which or 1), len(heads)) - 1] if heads else 0
        for n, line in enumerate(lines[first:], first + 1):
            if (near and near in line) or (not near and re.match(rf"\s*\W?{re.escape(key)}\W", line)):
                return n
        return first + 1 if heads else 0

    def only(self, known: Iterable[str]) -> None:
        """Refuse a key that means nothing here, so that a typing error is not passed over in silence."""
        names = list(known)
        for key in self.values:
            if key not in names:
                near = get_close_matches(key, names, 1)
                if near:
                    raise self.error(key, N_("the key '{name}'"), name=near[0])
                raise self.error(key, ONE_OF, names=", ".join(names))

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(key, N_("a text between quotation marks"))
        return value

    def line(self, key: str, default: str | None = None) -> str:
        """A text to be shown, made one harmless line; required when there is no default."""
        line = clean_line(self.text(key, default))
        if default is None and not line:
            raise self.error(key, N_("a text between quotation marks"))
        return line

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, N_("true or false"))
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice | None:
        """One value out of a fixed list; None when the key is absent."""
        value = self.values.get(key)
        return None if value is None else self._member(key, value, kind)

    def choices(self, key: str, kind: type[_Choice]) -> frozenset[_Choice] | None:
        """A list of values out of a fixed list; None when the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self.error(key, N_("a list between square brackets"))
        return frozenset(self._member(key, one, kind) for one in value)

    def _member(self, key: str, value: object, kind: type[_Choice]) -> _Choice:
        for member in kind:
            if value == member.value:
                return member
        raise self.error(key, ONE_OF, names=", ".join(kind))

    def table(self, key: str) -> Table:
        """A table inside this one; empty when the key is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, N_("a table [{name}]"), name=key)
        return Table(self.path, self.source, ".".join(part for part in (self.where, key) if part), value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of a list [[key]]; empty when there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.error(key, N_("a list of tables [[{name}]]"), name=f"{self.where}.{key}")
        return tuple(
            Table(self.path, self.source, f"{self.where}.{key} {n}", v) for n, v in enumerate(value, 1)
        )

    def texts(self) -> dict[str, str]:
        """All of this table, every value a text."""
        return {key: self.text(key, "") for key in self.values}


def read_table(path: str, source: str) -> Table:
    """The whole file as one table. `path` is its name in errors. Raises `RuleError` when it is not TOML."""
    try:
        return Table(path, source, "", read_toml(source))
    except RecursionError as problem:
        raise RuleError(path, 0, "", N_("fewer brackets in one another")) from problem
    except tomllib.TOMLDecodeError as problem:
        found = _AT_LINE.search(str(problem))
        line = int(found[1]) if found else source.count("\n") + 1
        expected = N_("TOML that can be read ({problem})")
        raise RuleError(path, line, "", expected, {"problem": problem}) from problem
