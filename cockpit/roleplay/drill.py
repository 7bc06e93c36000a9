"""A scenario out of the shape of a real call: its kind, its objections, its invoices, what to do better.

Nothing of the real call is here but that shape, and the shape has no names: all words come from
drills/<language>.toml, and the lesson has been made anonymous before it comes here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from itertools import count
from random import Random

from cockpit.core.call import CallKind
from cockpit.core.text import fold
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay.move_files import tag_of
from cockpit.roleplay.moves import OBJECTIONS

MOST_OBJECTIONS = 3
MOST_INVOICES = 3
IN_MIND, BEST = 15, 2
"""Working days after the call: what he names himself when nobody knows it, and the earliest."""

_IN_MIND_PLANNED, _BEST_PLANNED = 24, 10  # of a courtesy call, before the day of payment
_LEAST_IN_MIND, _MOST_IN_MIND = 8, 60
_LATEST = 240
_LEAST, _MOST = Decimal(50), Decimal(99_000)
_LEVELS = {CallKind.COURTESY: 1, CallKind.REMINDER: 2, CallKind.CALLBACK: 2}
_WORDS = files("cockpit.roleplay") / "drills"
_FACTS = (
    ("busy", ("open-question", "acknowledge", "listen", "care")),
    ("money-is-there", ("open-question", "acknowledge")),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """The shape of an invoice: what is open, and how many days over due (below 0: still to come)."""

    amount: Decimal
    due_days_ago: int
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What a drill takes over from a real call. `lesson` is anonymous, "" when there is none.

    `in_mind` is in how many working days the day was that the customer named first, None when that is not
    known. Objections are those of `OBJECTIONS`; others are left out.
    """

    kind: CallKind
    language: str
    country: str
    objections: tuple[str, ...]
    invoices: tuple[Owed, ...]
    lesson: str = ""
    in_mind: int | None = None


def blurred(owed: Owed, chance: Random) -> Owed:
    """Another invoice of that shape: never the same amount, a few days more or less."""
    amount = min(max(owed.amount * Decimal(str(chance.uniform(0.8, 1.2))), _LEAST), _MOST)
    step = Decimal(10) ** max(amount.adjusted() - 1, 0) / 2
    rounded = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    if rounded == owed.amount:
        rounded += step
    late = abs(owed.due_days_ago)
    other = min(max(late + chance.choice((-2, -1, 1, 2, 3)) * max(late // 15, 1), 1), _LATEST)
    other += other == late
    days = other if owed.due_days_ago >= 0 else -other
    return Owed(rounded.quantize(Decimal("0.01")), days, min(owed.reminders, 3))


def drill_text(shape: Shape, chance: Random, avoid: Collection[str] = (), taken: Collection[str] = ()) -> str:
    """A scenario file of this shape. No invented name shares a word with one of `avoid` (folded words), and
    no invoice has a number that is `taken`.

    Raises `PlaybookError` for a language without words.
    """
    return "\n".join(_lines(shape, chance, frozenset(avoid), frozenset(taken))) + "\n"


def _lines(shape: Shape, chance: Random, avoid: frozenset[str], taken: frozenset[str]) -> Iterator[str]:
    words = _words(shape.language)
    objections = _known(shape.objections)
    planned = shape.kind is CallKind.COURTESY
    best = _BEST_PLANNED if planned else BEST
    yield f"# {words.text('head')}"
    yield ""
    yield from _pairs(
        language=tag_of(shape.language),
        title=_title(words, shape.kind, objections),
        goal=_goal(words, shape),
        level=min(_LEVELS.get(shape.kind, 3) + max(len(objections) - 1, 0), 5),
        kind=shape.kind.value,
        country=shape.country if shape.country in {"NL", "BE"} else "NL",
        temperament=chance.choice(("friendly", "hurried")),
        truth=words.text("truth"),
    )
    model = _model(words, shape.kind, objections, len(shape.invoices) > 1)
    yield "model = ["
    yield from (f"  {_quoted(line)}," for line in model)
    yield "]"
    yield from _table("caller", name=words.text("caller"), firm=words.text("firm"))
    who = _debtor(words, chance, avoid)
    yield from _table("debtor", **who, patience=8, trust=2)
    yield from _invoices(words, shape.invoices, chance, taken)
    in_mind = shape.in_mind if shape.in_mind is not None else _IN_MIND_PLANNED if planned else IN_MIND
    in_mind = min(max(in_mind + chance.choice((-2, -1, 1, 2)), _LEAST_IN_MIND), _MOST_IN_MIND)
    yield from _table("paying", in_mind=max(in_mind, best + 3), best=best)
    for name, by in _FACTS:
        yield from _table("[fact]", id=name, by=by, say=(words.table("facts").text(name),))
    for name in objections:
        table = words.table("objection").table(name)
        said = {key: table.texts(key) for key in ("say", "again", "settled")}
        yield from _table(
            "[objection]", id=name, by=("acknowledge", "answer", "if-then", "ring-back"), **said
        )


def _known(names: Sequence[str]) -> tuple[str, ...]:
    known = {cue.value for cue in OBJECTIONS}
    return tuple(dict.fromkeys(name for name in names if name in known))[:MOST_OBJECTIONS]


def _title(words: Table, kind: CallKind, objections: Sequence[str]) -> str:
    name = words.table("kinds").text(kind.value)
    if not objections:
        return words.text("title").format(kind=name)
    said = ", ".join(words.table("objections").text(one) for one in objections)
    return words.text("with").format(kind=name, objections=said)


def _goal(words: Table, shape: Shape) -> str:
    if shape.lesson:
        return words.text("next_time").format(lesson=shape.lesson)
    return words.table("goals").text(shape.kind.value)


def _model(words: Table, kind: CallKind, objections: Sequence[str], has_more: bool) -> Iterator[str]:
    """The talk as it could be held: every objection is met, he is heard, then need, choice, read back."""
    talk = words.table("talk")
    planned = kind is CallKind.COURTESY
    yield talk.text("greet")
    yield words.table("purposes" if has_more else "purpose").text(kind.value)
    if planned:
        yield talk.text("care")
    asks = talk.texts("ask")
    for place, name in enumerate(objections):
        yield asks[place % len(asks)]
        yield words.table("objection").table(name).text("answer")
    for step in ("listen", "if_then", "listen_again"):
        yield talk.text(step)
    yield talk.text("need_planned" if planned else "need")
    for step in ("choice", "read_back", "mail", "thank"):
        yield talk.text(step)


def _debtor(words: Table, chance: Random, avoid: frozenset[str]) -> Mapping[str, str]:
    """One of the invented debtors, with nothing of the real one in his name."""
    keys = ("name", "contact", "picks_up")
    pool = [{key: one.text(key) for key in keys} for one in words.tables("debtor")]
    free = [one for one in pool if avoid.isdisjoint(fold(f"{one['name']} {one['contact']}").split())]
    return chance.choice(free or pool)


def _invoices(words: Table, invoices: Sequence[Owed], chance: Random, taken: frozenset[str]) -> Iterator[str]:
    several = words.table("what").texts("more")
    number = chance.randint(200, 800)
    for place, one in enumerate(invoices[:MOST_INVOICES] or (Owed(Decimal(900), 20, 1),)):
        made = blurred(one, chance)
        number = next(n for n in count(number + chance.randint(3, 40)) if _numbered(n) not in taken)
        yield from _table(
            "[invoice]",
            number=_numbered(number),
            what=several[place] if len(invoices) > 1 else words.table("what").text("one"),
            amount=str(made.amount),
            due_days_ago=made.due_days_ago,
            delivered_days_ago=max(made.due_days_ago, 0) + 14 + chance.randint(0, 20),
            reminders=made.reminders,
        )


def _numbered(number: int) -> str:
    return f"2026-{number:04d}"


# -- the words, and how a file is written -------------------------------------------------------------------


@cache
def _words(language: str) -> Table:
    name = f"{tag_of(language)}.toml"
    return read_table(name, (_WORDS / name).read_text(encoding="utf-8"))


def _table(name: str, /, **values: object) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    yield from _pairs(**values)


def _pairs(**values: object) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, tuple | list):
            yield f"{key} = [{', '.join(_quoted(str(one)) for one in value)}]"
        else:
            yield f"{key} = {value if isinstance(value, int) else _quoted(str(value))}"


def _quoted(text: str) -> str:
    """A text as TOML has it: the escapes of JSON are among those of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
