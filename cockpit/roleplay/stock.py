"""The common stock of what debtors say, in a language: lines for each act, by temperament."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cockpit.playbook.problems import N_
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay.acts import Act
from cockpit.roleplay.move_files import tag_of
from cockpit.roleplay.scenario import Temperament

_SHELF = files("cockpit.roleplay") / "stock"
_ANY = "any"


@dataclass(frozen=True, slots=True)
class Stock:
    """The lines of one language. `openers` stand before a line that was said before; `part` and `joins` make
    a sentence of payments in parts."""

    language: str
    openers: tuple[str, ...]
    part: str
    joins: str
    lines: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, act: Act, temperament: Temperament) -> tuple[str, ...]:
        """The lines for an act: those of the temperament before those of anybody."""
        own = self.lines.get(temperament.value, {}).get(act.value, ())
        return own + self.lines[_ANY][act.value]


@cache
def stock(lang: str) -> Stock:
    """The stock of a language of `move_files.languages()`."""
    name = f"{tag_of(lang)}.toml"
    return read_stock(name, (_SHELF / name).read_text(encoding="utf-8"))


def read_stock(path: str, text: str) -> Stock:
    """The stock in a file. Raises `PlaybookError` with file, line, key and what was expected there."""
    root = read_table(path, text)
    root.only(("language", "openers", "part", "joins", _ANY, *(t.value for t in Temperament)))
    anybody = root.table(_ANY)
    for act in Act:
        if not anybody.texts(act.value):
            raise anybody.error(act.value, N_("a list of texts between square brackets"))
    temperaments = [t.value for t in Temperament if root.has(t.value)]
    lines = {name: _lines(root.table(name)) for name in (_ANY, *temperaments)}
    return Stock(root.text("language"), root.texts("openers"), root.text("part"), root.text("joins"), lines)


def _lines(table: Table) -> Mapping[str, tuple[str, ...]]:
    table.only(act.value for act in Act)
    return {name: table.texts(name) for name in table.values}
