"""From the text of playbook files to the script. Their form: the head of `playbooks/reminder.en.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook.fields import CUES, FIELDS, MARK, fields_in
from cockpit.playbook.script import Line, Objection, Playbook, Step
from cockpit.playbook.tables import Table, read_table

_LINE_KEYS = ("say", "or_say", "if_unknown", "cue", "source")
_STEP_KEYS = ("id", "stage", "title", "line", "listen", "next", "hint")
_CARD_LINES = ("acknowledge", "answer", "check", "by_when", "date_question")
_CARD_KEYS = ("id", "number", "title", "short", "suggests", "source", *_CARD_LINES)
_PLAYBOOK_KEYS = (
    *("kind", "language", "title", "goal", "questions"),
    *("step", "objection", "voicemail", "third_party"),
)


@dataclass(frozen=True, slots=True)
class Common:
    """What all playbooks of a language share. `labels` are the names of fields, to show in gaps."""

    labels: Mapping[str, str]
    voicemail: tuple[Line, ...]
    third_party: tuple[Line, ...]


def read_common(path: str, text: str) -> Common:
    """Read a `common.<language>.toml`. Raises `PlaybookError`."""
    root = read_table(path, text)
    root.only(("labels", "voicemail", "third_party"))
    names = root.table("labels")
    names.only(FIELDS)
    labels = MappingProxyType({name: names.text(name) for name in names.values})
    return Common(labels, _lines(root, "voicemail", labels), _lines(root, "third_party", labels))


def read_objections(path: str, text: str, common: Common) -> tuple[Objection, ...]:
    """Read an `objections.<language>.toml`, in the order of the numbers. Raises `PlaybookError`."""
    root = read_table(path, text)
    root.only(("objection",))
    return _objections(root, (), common.labels)


def read_playbook(path: str, text: str, common: Common, objections: tuple[Objection, ...]) -> Playbook:
    """Read the script of one call kind; what it does not say itself it has in common with the others.

    A card with the id of a shared one replaces those of its lines that it gives. Raises `PlaybookError`.
    """
    root = read_table(path, text)
    root.only(_PLAYBOOK_KEYS)
    return Playbook(
        kind=root.choice("kind", CallKind),
        language=root.text("language"),
        title=root.text("title"),
        goal=root.text("goal"),
        questions=root.texts("questions"),
        steps=_steps(root, common.labels),
        objections=_objections(root, objections, common.labels),
        voicemail=_lines(root, "voicemail", common.labels) if root.has("voicemail") else common.voicemail,
        third_party=(
            _lines(root, "third_party", common.labels) if root.has("third_party") else common.third_party
        ),
    )


def _steps(root: Table, labels: Mapping[str, str]) -> tuple[Step, ...]:
    tables = root.tables("step")
    if not tables:
        raise root.error("step", "at least one [[step]]")
    ids = _ids(tables)
    followers = [*ids[1:], None]
    return tuple(_step(t, ids, follower, labels) for t, follower in zip(tables, followers, strict=True))


def _step(table: Table, ids: list[str], follower: str | None, labels: Mapping[str, str]) -> Step:
    table.only(_STEP_KEYS)
    if table.has("next"):
        follower = table.text("next")
        if follower not in ids:
            raise table.error("next", f"the id of a step: {', '.join(ids)}")
    return Step(
        id=table.text("id"),
        stage=table.choice("stage", Stage),
        title=table.text("title"),
        lines=_lines(table, "line", labels),
        listen=table.flag("listen"),
        next=follower,
        hint=table.text("hint", ""),
    )


def _ids(tables: Iterable[Table]) -> list[str]:
    ids: list[str] = []
    for table in tables:
        if (name := table.text("id")) in ids:
            raise table.error("id", f"an id that is not used yet, {name!r} is")
        ids.append(name)
    return ids


def _objections(
    root: Table, shared: tuple[Objection, ...], labels: Mapping[str, str]
) -> tuple[Objection, ...]:
    cards = {card.id: card for card in shared}
    tables = root.tables("objection")
    for name, table in zip(_ids(tables), tables, strict=True):
        cards[name] = _objection(table, cards.get(name), labels)
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
        **lines,
    )


def _lines(table: Table, key: str, labels: Mapping[str, str]) -> tuple[Line, ...]:
    lines = tuple(_line(line, labels) for line in table.tables(key))
    if not lines:
        raise table.error(key, f"at least one [[{key}]] with something to say")
    return lines


def _line_at(table: Table, key: str, labels: Mapping[str, str]) -> Line:
    """A line of a card: a text, or a table when it has more to say than that."""
    if isinstance(table.values.get(key), dict):
        return _line(table.table(key), labels)
    return Line(_spoken(table, key, table.text(key)), labels=labels)


def _line(table: Table, labels: Mapping[str, str]) -> Line:
    table.only(_LINE_KEYS)
    cue = table.text("cue", "")
    if cue and cue not in CUES:
        raise table.error("cue", f"one of {', '.join(CUES)}")
    return Line(
        text=_spoken(table, "say", table.text("say")),
        variants=tuple(_spoken(table, "or_say", text) for text in table.texts("or_say")),
        fallback=_spoken(table, "if_unknown", table.text("if_unknown", "")),
        cue=cue,
        source=table.text("source", ""),
        labels=labels,
    )


def _spoken(table: Table, key: str, text: str) -> str:
    unknown = [name for name in fields_in(text) if name not in FIELDS]
    if unknown:
        raise table.error(key, f"a known field instead of {{{unknown[0]}}}: {', '.join(FIELDS)}")
    if set(MARK.sub("", text)) & set("{}"):
        raise table.error(key, "braces only around the name of a field")
    return text
