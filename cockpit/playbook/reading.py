"""From the text of playbook files to the script. Their form: the head of `playbooks/reminder.en.toml`.

Every function raises `PlaybookError` for the first thing that cannot be used. With a list `wrong` all of them
go there, and what is left of the file is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook.fields import CUES, FIELDS, MARK
from cockpit.playbook.problems import N_, Code, Keys, PlaybookError
from cockpit.playbook.script import Branch, Line, Objection, Origin, Playbook, Step
from cockpit.playbook.tables import Table, read_table

_LINE_KEYS = ("say", "or_say", "if_unknown", "cue", "source", "allow")
_STEP_KEYS = ("id", "stage", "title", "line", "listen", "next", "branch", "hint")
_BRANCH_KEYS = ("when", "to")
_CARD_LINES = ("acknowledge", "answer", "check", "by_when", "date_question")
_CARD_KEYS = ("id", "number", "title", "short", "suggests", "source", *_CARD_LINES)
_PLAYBOOK_KEYS = (
    *("kind", "language", "title", "goal", "questions"),
    *("step", "objection", "voicemail", "third_party"),
)
_EARS = ("voicemail", "third_party")


@dataclass(frozen=True, slots=True)
class Common:
    """What all playbooks of a language share. `labels` are the names of fields, to show in gaps."""

    labels: Mapping[str, str]
    voicemail: tuple[Line, ...]
    third_party: tuple[Line, ...]


def read_common(
    path: str, text: str, base: Common | None = None, wrong: list[PlaybookError] | None = None
) -> Common:
    """Read a `common.<language>.toml`; what it leaves out is as in `base`, if there is one."""
    root = read_table(path, text, wrong)
    root.only(("labels", *_EARS))
    labels = dict(base.labels if base else {})
    if root.has("labels") or base is None:
        names = root.table("labels")
        names.only(FIELDS)
        labels |= {name: names.text(name) for name in names.values}
    shown = MappingProxyType(labels)
    voicemail, third_party = (
        getattr(base, key) if base and not root.has(key) else _lines(root, key, shown) for key in _EARS
    )
    return Common(shown, voicemail, third_party)


def read_objections(
    path: str,
    text: str,
    common: Common,
    base: tuple[Objection, ...] = (),
    wrong: list[PlaybookError] | None = None,
) -> tuple[Objection, ...]:
    """Read an `objections.<language>.toml`, in the order of the numbers. It changes and adds to `base`."""
    root = read_table(path, text, wrong)
    root.only(("objection",))
    return _objections(root, base, common.labels)


def read_playbook(
    path: str,
    text: str,
    common: Common,
    objections: tuple[Objection, ...],
    wrong: list[PlaybookError] | None = None,
) -> Playbook:
    """Read the script of one call kind; what it does not say itself it has in common with the others.

    A card with the id of a shared one replaces those of its lines that it gives.
    """
    root = read_table(path, text, wrong)
    root.only(_PLAYBOOK_KEYS)
    labels = common.labels
    return Playbook(
        kind=root.choice("kind", CallKind),
        language=root.text("language"),
        title=root.text("title"),
        goal=root.text("goal"),
        questions=root.texts("questions"),
        steps=_steps(root, labels),
        objections=_objections(root, objections, labels),
        voicemail=_lines(root, "voicemail", labels) if root.has("voicemail") else common.voicemail,
        third_party=_lines(root, "third_party", labels) if root.has("third_party") else common.third_party,
        path=path,
    )


def _steps(root: Table, labels: Mapping[str, str]) -> tuple[Step, ...]:
    tables = root.tables("step")
    if not tables:
        root.refuse("step", N_("at least one [[step]]"))
        return ()
    ids = _ids(tables)
    followers = [
        None if _ends(t, after) else name for t, after, name in zip(tables, tables[1:], ids[1:], strict=False)
    ]
    return tuple(_step(t, ids, after, labels) for t, after in zip(tables, [*followers, None], strict=True))


def _ends(table: Table, after: Table) -> bool:
    """Whether the talk ends here, with the closing: behind it stand the steps to which branches lead."""
    closing = Stage.CLOSING.value
    return table.values.get("stage") == closing and after.values.get("stage") != closing


def _step(table: Table, ids: list[str], follower: str | None, labels: Mapping[str, str]) -> Step:
    table.only(_STEP_KEYS)
    if table.has("next"):
        follower = _step_named(table, "next", ids) or follower
    return Step(
        id=table.text("id"),
        stage=table.choice("stage", Stage),
        title=table.text("title"),
        lines=_lines(table, "line", labels),
        listen=table.flag("listen"),
        next=follower,
        hint=table.text("hint", ""),
        branches=tuple(b for t in table.tables("branch") if (b := _branch(t, ids)).to),
        origin=_origin(table),
    )


def _branch(table: Table, ids: list[str]) -> Branch:
    table.only(_BRANCH_KEYS)
    return Branch(table.text("when"), _step_named(table, "to", ids), _origin(table))


def _step_named(table: Table, key: str, ids: list[str]) -> str:
    """The id of a step of this playbook; empty when there is none like it."""
    named = table.text(key)
    if named and named not in ids:
        table.refuse(key, N_("the id of a step: {names}"), Code.DEAD_END, names=", ".join(ids))
        return ""
    return named


def _ids(tables: Iterable[Table]) -> list[str]:
    ids: list[str] = []
    for table in tables:
        if (name := table.text("id")) and name in ids:
            table.refuse("id", N_("an id that is not used yet, “{name}” is"), name=name)
        ids.append(name)
    return ids


def _objections(
    root: Table, shared: tuple[Objection, ...], labels: Mapping[str, str]
) -> tuple[Objection, ...]:
    cards = {card.id: card for card in shared}
    tables = root.tables("objection")
    for name, table in zip(_ids(tables), tables, strict=True):
        card = cards[name] = _objection(table, cards.get(name), labels)
        others = (c.id for c in cards.values() if c.number == card.number and c is not card)
        if card.number and (other := next(others, "")):
            expected = N_("a number that is free, “{name}” has {number}")
            table.refuse("number", expected, name=other, number=card.number)
    return tuple(sorted(cards.values(), key=lambda card: card.number))


def _objection(table: Table, base: Objection | None, labels: Mapping[str, str]) -> Objection:
    table.only(_CARD_KEYS)
    lines = {
        key: getattr(base, key) if base and not table.has(key) else _line_at(table, key, labels)
        for key in _CARD_LINES
    }
    suggests: Result | str = base.suggests if base else ""
    return Objection(
        id=table.text("id"),
        number=base.number if base and not table.has("number") else table.number("number"),
        title=table.text("title", base.title if base else None),
        short=table.text("short", base.short if base else ""),
        suggests=table.choice("suggests", Result) if table.has("suggests") else suggests,
        source=table.text("source", base.source if base else ""),
        origin=_origin(table),
        **lines,
    )


def _lines(table: Table, key: str, labels: Mapping[str, str]) -> tuple[Line, ...]:
    lines = tuple(_line(line, labels) for line in table.tables(key))
    if not lines:
        table.refuse(key, N_("at least one [[{name}]] with something to say"), name=key)
    return lines


def _line_at(table: Table, key: str, labels: Mapping[str, str]) -> Line:
    """A line of a card: a text, or a table when it has more to say than that."""
    if isinstance(table.values.get(key), dict):
        return _line(table.table(key), labels)
    code = Code.NO_WAY_BACK if key == "date_question" else Code.FORM
    text = _spoken(table, (key,), table.text(key, code=code))
    return Line(text, labels=labels, origin=Origin(table.path, (*table.keys, key)))


def _line(table: Table, labels: Mapping[str, str]) -> Line:
    table.only(_LINE_KEYS)
    cue = table.text("cue", "")
    if cue and cue not in CUES:
        table.refuse("cue", N_("one of {names}"), names=", ".join(CUES))
    return Line(
        text=_spoken(table, ("say",), table.text("say")),
        variants=tuple(_spoken(table, ("or_say", n), t) for n, t in enumerate(table.texts("or_say"), 1)),
        fallback=_spoken(table, ("if_unknown",), table.text("if_unknown", "")),
        cue=cue,
        source=table.text("source", ""),
        allows=_allowed(table),
        labels=labels,
        origin=_origin(table),
    )


def _allowed(table: Table) -> Mapping[str, str]:
    """The tone rules that a line may break: a reason for each, or it is not allowed."""
    if not table.has("allow"):
        return {}
    rules = table.table("allow")
    return {name: reason for name in rules.values if (reason := rules.text(name))}


def _spoken(table: Table, key: Keys, text: str) -> str:
    for field in MARK.finditer(text):
        if field[1] not in FIELDS:
            near = get_close_matches(field[1], FIELDS, 1)
            expected = N_("the field {name} instead of {field}")
            if not near:
                expected = N_("a known field instead of {field}: {names}")
            values = {"field": field[0], "name": f"{{{near[0]}}}" if near else "", "names": ", ".join(FIELDS)}
            table.refuse(key, expected, Code.UNKNOWN_FIELD, (text, field.start()), **values)
    bare = MARK.sub("", text)
    if "{" in bare or "}" in bare:
        table.refuse(key, N_("braces only around the name of a field"), Code.UNKNOWN_FIELD)
    return text


def _origin(table: Table) -> Origin:
    return Origin(table.path, table.keys)
