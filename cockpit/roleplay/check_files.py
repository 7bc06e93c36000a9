"""The checks of the scorecard as data: what each is worth, and the better sentence of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from cockpit.core.call import CallKind
from cockpit.playbook.problems import N_
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay.move_files import tag_of

_SHELF = files("cockpit.roleplay") / "checks"


class Check(StrEnum):
    """The yes/no checks of the scorecard, in the order of a talk."""

    GREETED = "greeted"
    IDENTIFIED = "identified"
    RIGHT_PERSON = "right-person"
    DISCREET = "discreet"
    PURPOSE = "purpose"
    FACTS = "facts"
    ASKED_AFTER = "asked-after"
    DATE_QUESTION = "date-question"
    OPEN_QUESTIONS = "open-questions"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    HELD_ON = "held-on"
    OUR_NEED = "our-need"
    OFFERED = "offered"
    DAY_AGREED = "day-agreed"
    AMOUNT_AGREED = "amount-agreed"
    READ_BACK = "read-back"
    NEXT_STEP = "next-step"
    MAIL = "mail"
    THANKED = "thanked"
    TALK_SHARE = "talk-share"
    RETURN = "return"
    NO_MUST = "no-must"
    NO_WHY = "no-why"
    NO_SELF_BLAME = "no-self-blame"
    NO_PRESSURE = "no-pressure"
    NO_VAGUE = "no-vague"
    NO_CLOSED = "no-closed"


@dataclass(frozen=True, slots=True)
class Worth:
    """What a check is worth: points when passed, and what breaches cost. `source` is the article."""

    weight: int = 0
    first: int = 0
    more: int = 0
    most: int = 0
    source: str = ""
    kinds: Mapping[str, int] = field(default_factory=dict)

    def in_call(self, kind: CallKind) -> int:
        """The points in a kind of call."""
        return self.kinds.get(kind.value, self.weight)

    def cost(self, breaches: int) -> int:
        """What so many breaches cost."""
        return min(self.first + self.more * (breaches - 1), self.most) if breaches else 0


@cache
def worths() -> Mapping[Check, Worth]:
    """What every check is worth. Raises `PlaybookError` when the file is not in order."""
    table = _read("checks.toml").table("check")
    table.only(check.value for check in Check)
    return {check: _worth(table.table(check.value)) for check in Check}


KNOWN = ("caller", "firm", "contact", "number", "amount", "day", "next_day", "tomorrow", "payment")
"""What the better sentences are filled with; `payment` is amount and day together, or all parts."""


def betters(lang: str, known: Mapping[str, str] = MappingProxyType({})) -> Mapping[Check, str]:
    """The better sentence of every check, in a language of `move_files.languages()`.

    `known` is what is known of the talk, by the names of `KNOWN`; for the rest stands an example.
    """
    sentences, example = _betters(tag_of(lang))
    filled = {**example, **{name: known[name] for name in KNOWN if name in known}}
    return {check: text.format(**filled) for check, text in sentences.items()}


@cache
def _betters(tag: str) -> tuple[Mapping[Check, str], Mapping[str, str]]:
    root = _read(f"{tag}.toml")
    table, example = root.table("better"), root.table("example")
    table.only(check.value for check in Check)
    example.only(KNOWN)
    return {check: table.text(check.value) for check in Check}, {name: example.text(name) for name in KNOWN}


def _read(name: str) -> Table:
    return read_table(name, (_SHELF / name).read_text(encoding="utf-8"))


def _worth(table: Table) -> Worth:
    table.only(("weight", "first", "more", "most", "source", "kinds"))
    kinds = table.table("kinds") if table.has("kinds") else None
    if kinds:
        kinds.only(kind.value for kind in CallKind)
    return Worth(
        _points(table, "weight"),
        _points(table, "first"),
        _points(table, "more"),
        _points(table, "most"),
        table.text("source"),
        {name: _points(kinds, name) for name in kinds.values} if kinds else {},
    )


def _points(table: Table, key: str) -> int:
    value = table.values.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise table.error(key, N_("a whole number from 0 to 100"))
    return value
