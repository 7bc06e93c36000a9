"""Reading scenario files. How one is written stands in templates/<language>.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import PurePath
from typing import TypeVar

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.playbook.problems import N_, PlaybookError
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay import LEVELS
from cockpit.roleplay.acts import Act
from cockpit.roleplay.effects import whole
from cockpit.roleplay.moves import OBJECTIONS, Move
from cockpit.roleplay.scenario import (
    Fact,
    ModelLine,
    OwedInvoice,
    Paying,
    Raised,
    Scenario,
    Stranger,
    Temperament,
)

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<language>[a-z]{2,3})\.toml")
_ROOT = (
    *("language", "title", "goal", "level", "kind", "country", "temperament", "truth", "debtor", "caller"),
    *("invoice", "paying", "fact", "objection", "stranger", "lines", "model"),
)
_MOVES = tuple(move.value for move in Move)
_FARTHEST = 250
_AMOUNT = re.compile(r"\d{1,9}\.\d\d")
_Choice = TypeVar("_Choice", bound=StrEnum)


def scenario_name(path: str) -> tuple[str, str] | None:
    """The id and the language that a file name says: `grote-klant.nl.toml`; None when it says none."""
    found = _NAME.fullmatch(PurePath(path).name)
    return (PurePath(path).name.split(".")[0], found["language"]) if found else None


def read_scenario(path: str, text: str, wrong: list[PlaybookError] | None = None) -> Scenario:
    """The scenario in a file. What cannot be used goes on the list `wrong`, when there is one.

    Raises `PlaybookError`, with file, line, key and what was expected there, for a file that is no TOML or
    has no name as `id.language.toml`, and for the first mistake when there is no list.
    """
    named = scenario_name(path)
    if named is None:
        expected = N_("a name such as {name}")
        raise PlaybookError(path, "", expected, {"name": "grote-klant.nl.toml"}, place=(1, 1))
    root = read_table(path, text, wrong)
    root.only(_ROOT)
    if root.text("language") != named[1]:
        root.refuse("language", N_("“{name}”, as the file is called"), name=named[1])
    caller, debtor = root.table("caller"), root.table("debtor")
    caller.only(("name", "firm"))
    debtor.only(("name", "contact", "picks_up", "patience", "trust"))
    return Scenario(
        id=named[0],
        language=named[1],
        title=root.text("title"),
        goal=root.text("goal"),
        level=whole(root, "level", None, LEVELS.start, LEVELS.stop - 1),
        kind=root.choice("kind", CallKind),
        country=_country(root),
        temperament=root.choice("temperament", Temperament),
        truth=root.text("truth"),
        caller=caller.text("name"),
        firm=caller.text("firm"),
        debtor=debtor.text("name"),
        contact=debtor.text("contact"),
        picks_up=debtor.text("picks_up"),
        patience=whole(debtor, "patience", None, 1, 20),
        trust=whole(debtor, "trust", None, 0, 10),
        invoices=_invoices(root),
        paying=_paying(root.table("paying")),
        facts=_facts(root),
        objections=_objections(root),
        stranger=_stranger(root.table("stranger")) if root.has("stranger") else None,
        lines=_lines(root.table("lines")) if root.has("lines") else {},
        model=tuple(ModelLine(line) for line in _some(root, "model")),
        path=path,
    )


def _country(root: Table) -> str:
    country = root.text("country", "NL")
    if country not in {"NL", "BE"}:
        root.refuse("country", N_("one of {names}"), names="NL, BE")
    return country


def _some(table: Table, key: str) -> tuple[str, ...]:
    """A list of texts with something in it."""
    texts = table.texts(key)
    if not texts:
        table.refuse(key, N_("a list of texts between square brackets"))
    return texts


def _names(table: Table, key: str, known: Iterable[str], default: tuple[str, ...] = ()) -> frozenset[str]:
    """A list of names out of those that are known; required when there is no default."""
    names = table.texts(key) or default
    if not names or not set(names) <= set(known):
        table.refuse(key, N_("a list out of {names}"), names=", ".join(known))
    return frozenset(names)


def _amount(table: Table, key: str) -> Decimal | None:
    """An amount as "1842.50"; None when the key is absent."""
    if not table.has(key):
        return None
    text = str(table.values[key])
    try:
        if isinstance(table.values[key], str) and _AMOUNT.fullmatch(text) and Decimal(text):
            return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the shape rules it out
        pass
    table.refuse(key, N_('an amount such as "1842.50"'))
    return Decimal(1)


def _invoices(root: Table) -> tuple[OwedInvoice, ...]:
    found = []
    for table in root.tables("invoice"):
        table.only(("number", "what", "amount", "due_days_ago", "delivered_days_ago", "reminders"))
        if not table.has("amount"):
            table.refuse("amount", N_('an amount such as "1842.50"'))
        found.append(
            OwedInvoice(
                table.text("number"),
                table.text("what"),
                Money(_amount(table, "amount") or Decimal(1)),
                whole(table, "due_days_ago", None, -_FARTHEST, _FARTHEST),
                whole(table, "delivered_days_ago", None, 0, 2 * _FARTHEST),
                whole(table, "reminders", 0, 0),
            )
        )
    if not found:
        root.refuse("invoice", N_("at least one table [[{name}]]"), name="invoice")
        found.append(OwedInvoice("", "", Money(Decimal(1)), 0, 0))
    return tuple(found)


def _paying(table: Table) -> Paying:
    table.only(("in_mind", "best", "parts", "first", "gap", "payable"))
    in_mind = whole(table, "in_mind", None, 0, _FARTHEST)
    best = whole(table, "best", None, 0, _FARTHEST)
    if best > in_mind:
        table.refuse("best", N_("a day not after “{name}”"), name="in_mind")
    parts = whole(table, "parts", 1, 1, 12)
    return Paying(
        in_mind,
        best,
        parts,
        _amount(table, "first"),
        whole(table, "gap", 10, 1, 60),
        _amount(table, "payable"),
    )


def _facts(root: Table) -> tuple[Fact, ...]:
    found: list[Fact] = []
    ids = [str(table.values.get("id", "")) for table in root.tables("fact")]
    for table in root.tables("fact"):
        table.only(("id", "by", "after", "pull", "say"))
        found.append(
            Fact(
                table.text("id"),
                _names(table, "by", _MOVES),
                _some(table, "say"),
                _names(table, "after", ids) if table.has("after") else frozenset(),
                whole(table, "pull", 2, 0, 10),
            )
        )
    return tuple(found)


def _objections(root: Table) -> tuple[Raised, ...]:
    found = []
    for table in root.tables("objection"):
        table.only(("id", "at", "by", "say", "again", "settled", "pull"))
        known = tuple(cue.value for cue in OBJECTIONS)
        name = table.text("id")
        if name not in known:
            table.refuse("id", N_("one of {names}"), names=", ".join(known))
        found.append(
            Raised(
                name,
                _names(table, "at", _MOVES, (Move.DATE_QUESTION.value,)),
                _names(table, "by", _MOVES, (Move.ANSWER.value, Move.IF_THEN.value, Move.PLAN.value)),
                _some(table, "say"),
                table.texts("settled"),
                whole(table, "pull", 2, 0, 10),
                table.texts("again"),
            )
        )
    return tuple(found)


def _stranger(table: Table) -> Stranger:
    table.only(("picks_up", "back_in", "hands_over", "say"))
    return Stranger(
        table.text("picks_up"),
        whole(table, "back_in", 1, 1, 60),
        table.flag("hands_over"),
        _some(table, "say"),
    )


def _lines(table: Table) -> dict[str, tuple[str, ...]]:
    table.only(act.value for act in Act)
    return {name: _some(table, name) for name in table.values}
