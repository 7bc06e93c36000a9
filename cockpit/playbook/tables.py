"""Reading one table of a playbook file, so that every mistake names its file, its place and what fits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from cockpit.core.text import clean_line
from cockpit.core.toml_text import read_toml
from cockpit.playbook.problems import N_, Code, Keys, PlaybookError

if TYPE_CHECKING:
    from cockpit.playbook.places import Places

MOST_WRONG = 100
"""So many mistakes of one file are told."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its text. With a list `wrong`, mistakes go there and reading goes on behind them."""

    path: str
    text: str
    wrong: list[PlaybookError] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a playbook file: the file, the way to the table in it, and what it says.

    What cannot be used raises `PlaybookError`, or is put on the file's list of what is wrong and is empty.
    """

    source: Source
    keys: Keys
    values: Mapping[str, object]

    @property
    def path(self) -> str:
        """The name of the file."""
        return self.source.path

    def has(self, key: str) -> bool:
        return key in self.values

    def error(
        self,
        key: str | Keys,
        expected: str,
        code: Code = Code.FORM,
        inside: tuple[str, int] = ("", 0),
        **values: object,
    ) -> PlaybookError:
        """The error about one key of this table; `expected` is a text with places for `values`.

        `inside` is the text at the key and the character of it that is wrong.
        """
        keys = (*self.keys, *((key,) if isinstance(key, str) else key))
        place = _places(self.source.text).of(keys, *inside)
        return PlaybookError(self.path, where_of(keys), expected, values, code, (place.line, place.column))

    def refuse(
        self,
        key: str | Keys,
        expected: str,
        code: Code = Code.FORM,
        inside: tuple[str, int] = ("", 0),
        **values: object,
    ) -> None:
        """Say that a key cannot be used. Of a file that is nothing but mistakes the first are enough."""
        if self.source.wrong is None:
            raise self.error(key, expected, code, inside, **values)
        if len(self.source.wrong) < MOST_WRONG:
            self.source.wrong.append(self.error(key, expected, code, inside, **values))

    def only(self, known: Iterable[str]) -> None:
        """Refuse a key that means nothing here, so that a typing error is not passed over in silence."""
        names = list(known)
        for key in self.values:
            if key not in names and len(self.source.wrong or ()) < MOST_WRONG:
                if near := get_close_matches(key, names, 1):
                    self.refuse(key, N_("the key '{name}'"), name=near[0])
                else:
                    self.refuse(key, N_("one of {names}"), names=", ".join(names))

    def text(self, key: str, default: str | None = None, code: Code = Code.FORM) -> str:
        """A text in one line; required when there is no default."""
        value = self.values.get(key, default)
        text = clean_line(value) if isinstance(value, str) else None
        if text is None or (default is None and not text):
            self.refuse(key, N_("a text between quotation marks"), code)
            return ""
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is absent."""
        value = self.values.get(key, [])
        listed = value if isinstance(value, list) else [None]
        texts = tuple(clean_line(one) for one in listed if isinstance(one, str))
        if len(texts) < len(listed) or not all(texts):
            self.refuse(key, N_("a list of texts between square brackets"))
            return ()
        return texts

    def flag(self, key: str) -> bool:
        """true or false; false when the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, N_("true or false"))
            return False
        return value

    def number(self, key: str) -> int:
        """A whole number from 1 up."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.refuse(key, N_("a whole number from 1 up"))
            return 0
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """One value out of a fixed list."""
        value = self.values.get(key)
        for member in kind:
            if value == member.value:
                return member
        self.refuse(key, N_("one of {names}"), names=", ".join(member.value for member in kind))
        return next(iter(kind))

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            self.refuse(key, N_("a table [{name}]"), name=key)
            value = {}
        return Table(self.source, (*self.keys, key), value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of a list [[key]], numbered from 1 in their places; empty when there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.refuse(key, N_("a list of tables [[{name}]]"), name=key)
            return ()
        return tuple(Table(self.source, (*self.keys, key, n), v) for n, v in enumerate(value, 1))


def where_of(keys: Keys) -> str:
    """The way to a value for a person who looks for it in the file: "step 3, line 1, say"."""
    named: list[str] = []
    for key in keys:
        if isinstance(key, int):
            named[-1] += f" {key}"
        else:
            named.append(key)
    return ", ".join(named)


@lru_cache(maxsize=32)
def parsed(text: str) -> Mapping[str, object]:
    """What a TOML file says, worked out once for whoever looks at it. Raises `tomllib.TOMLDecodeError`."""
    return read_toml(text)


@lru_cache(maxsize=4)
def _places(text: str) -> Places:
    from cockpit.playbook.places import Places  # only a mistake needs it

    return Places(text)


def read_table(path: str, text: str, wrong: list[PlaybookError] | None = None) -> Table:
    """The whole file as one table. `path` is its name in errors.

    Raises `PlaybookError` when it is not TOML; what else is wrong goes on the list `wrong`, if there is one.
    """
    try:
        return Table(Source(path, text, wrong), (), parsed(text))
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = _TOML_PLACE.search(str(problem))
        ends = text.rstrip().split("\n")
        place = (int(found[1]), int(found[2])) if found else (len(ends), len(ends[-1]) + 1)
        expected = N_("TOML that can be read ({problem})")
        raise PlaybookError(path, "", expected, {"problem": problem}, place=place) from problem
