"""The table of effects: what each move does to the simulated debtor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cockpit.playbook.problems import N_
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay.moves import Move

BREACHES = ("must", "why", "self-blame", "pressure", "closed-question", "vague")
"""The tone rules whose breach a debtor feels."""

NOT_UNDERSTOOD = "not-understood"
_NAMES = (*(move.value for move in Move), *(b for b in BREACHES if b not in set(Move)), NOT_UNDERSTOOD)
_SOME = 100


@dataclass(frozen=True, slots=True)
class Effect:
    """What one move does, and how often it counts in a talk; 0 is always."""

    pull: int = 0
    patience: int = 0
    trust: int = 0
    times: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """The whole table, with its limits. `tells_at` is the trust from which he tells unasked."""

    of: Mapping[str, Effect]
    tells_at: int
    most_pull: int
    least_pull: int
    most_turns: int


@cache
def effects() -> Effects:
    """The table that comes along. Raises `PlaybookError` when it is not in order."""
    path = files("cockpit.roleplay") / "effects.toml"
    return read_effects("effects.toml", path.read_text(encoding="utf-8"))


def read_effects(path: str, text: str) -> Effects:
    """The table of a file. Raises `PlaybookError` with file, line, key and what was expected there."""
    root = read_table(path, text)
    root.only(("tells_at", "most_pull", "least_pull", "most_turns", "effect"))
    table = root.table("effect")
    table.only(_NAMES)
    return Effects(
        {name: _effect(table.table(name)) for name in table.values},
        tells_at=whole(root, "tells_at"),
        most_pull=whole(root, "most_pull", None, 1),
        least_pull=whole(root, "least_pull", None, -_SOME, 0),
        most_turns=whole(root, "most_turns", None, 1),
    )


def whole(table: Table, key: str, default: int | None = None, least: int = -_SOME, most: int = _SOME) -> int:
    """A whole number between two limits; required when there is no default."""
    value = table.values.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        expected = N_("a whole number from {least} to {most}")
        table.refuse(key, expected, least=least, most=most)
        return max(default or 0, least)
    return value


def _effect(table: Table) -> Effect:
    table.only(("pull", "patience", "trust", "times", "source"))
    return Effect(
        pull=whole(table, "pull", 0),
        patience=whole(table, "patience", 0),
        trust=whole(table, "trust", 0),
        times=whole(table, "times", 0, 0),
        source=table.text("source"),
    )
