"""One playbook file as far as it can be read, for whoever checks it: what is said, when, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cockpit.core.call import CallKind, Stage
from cockpit.playbook.library import SHELF, Library, languages, parts_of, shipped_shared, tag_of
from cockpit.playbook.problems import N_, PlaybookError
from cockpit.playbook.reading import Common, read_common, read_objections, read_playbook
from cockpit.playbook.script import Line, Objection, Playbook
from cockpit.playbook.tables import read_table


class Form(StrEnum):
    """What a file of playbooks holds."""

    PLAYBOOK = "playbook"
    OBJECTIONS = "objections"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Said:
    """A line, the stage and the kinds of call in which it is said. `to_others`: not to the debtor."""

    line: Line
    stage: Stage
    kinds: frozenset[CallKind]
    to_others: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one file says itself. `wrong` is what cannot be used; `book` is there for a playbook only."""

    path: str
    text: str
    form: Form
    language: str
    book: Playbook | None = None
    cards: tuple[Objection, ...] = ()
    others: tuple[Line, ...] = ()
    wrong: tuple[PlaybookError, ...] = ()

    @property
    def kinds(self) -> frozenset[CallKind]:
        """The kinds of call for which the file is."""
        return frozenset({self.book.kind}) if self.book else frozenset(CallKind)

    def said(self) -> Iterator[Said]:
        """Every line of the file, as it is said."""
        for step in self.book.steps if self.book else ():
            for line in step.lines:
                yield Said(line, step.stage, self.kinds)
        for card in self.cards:
            for _, line in card.lines:
                if line.origin.path == self.path:
                    yield Said(line, Stage.OBJECTION, self.kinds)
        for line in self.others:
            yield Said(line, Stage.OPENING, self.kinds, to_others=True)


def form_of(data: Mapping[str, object]) -> Form | None:
    """What a TOML file with these keys holds; None when it is nothing of ours."""
    if "step" in data or ("kind" in data and "goal" in data):
        return Form.PLAYBOOK
    if "objection" in data:
        return Form.OBJECTIONS
    return Form.COMMON if data.keys() & {"labels", "voicemail", "third_party"} else None


def read_sheet(path: str, text: str, library: Library, language: str = "") -> Sheet:
    """Read a file beside those of the library. `language` is for a file that does not say its own.

    Raises `PlaybookError` when it is not TOML, is nothing of ours, or is in no language.
    """
    root = read_table(path, text)
    form = form_of(root.values)
    if form is None:
        raise PlaybookError(path, "", N_("steps, objections or lines of a playbook"), place=(1, 1))
    parts = parts_of(Path(path).name)
    named = root.text("language") if root.has("language") else parts[1] if parts else language
    if not named:
        expected = N_("a name that ends in the language, such as objections.nl.toml")
        raise PlaybookError(path, "", expected, place=(1, 1))
    read = {Form.PLAYBOOK: _book, Form.OBJECTIONS: _cards, Form.COMMON: _common}[form]
    return read(path, text, tag_of(named), library)


def _book(path: str, text: str, tag: str, library: Library) -> Sheet:
    wrong: list[PlaybookError] = []
    common, cards = _shared(path, tag, library, wrong)
    book = read_playbook(path, text, common, cards, wrong)
    for key, said, name in zip(
        ("kind", "language"), (book.kind.value, tag), parts_of(Path(path).name) or (), strict=False
    ):
        if said != name:
            expected = N_("“{name}”, as the file is called")
            wrong.append(read_table(path, text).error(key, expected, name=name))
    own = tuple(card for card in book.objections if card.origin.path == path)
    return Sheet(path, text, Form.PLAYBOOK, tag, book, own, _others(path, book), tuple(wrong))


def _cards(path: str, text: str, tag: str, library: Library) -> Sheet:
    wrong: list[PlaybookError] = []
    common, _ = _shared(path, tag, library, wrong)
    base = _base(path, tag)
    cards = read_objections(path, text, common, base[1] if base else (), wrong)
    own = tuple(card for card in cards if card.origin.path == path)
    return Sheet(path, text, Form.OBJECTIONS, tag, cards=own, wrong=tuple(wrong))


def _common(path: str, text: str, tag: str, _library: Library) -> Sheet:
    wrong: list[PlaybookError] = []
    base = _base(path, tag)
    common = read_common(path, text, base[0] if base else None, wrong)
    return Sheet(path, text, Form.COMMON, tag, others=_others(path, common), wrong=tuple(wrong))


def _shared(
    path: str, tag: str, library: Library, wrong: list[PlaybookError]
) -> tuple[Common, tuple[Objection, ...]]:
    if shared := library.shared(tag):
        return shared
    expected = N_("the file {name} beside it, for a language that does not come along")
    wrong.append(PlaybookError(path, "", expected, {"name": f"common.{tag}.toml"}, place=(1, 1)))
    return Common({}, (), ()), ()


def _base(path: str, tag: str) -> tuple[Common, tuple[Objection, ...]] | None:
    """What a file changes: ours of the same name; None for ours itself and for a language that we lack."""
    is_ours = Path(path).resolve().parent == SHELF
    return None if is_ours or tag not in languages() else shipped_shared(tag)


def _others(path: str, of: Common | Playbook) -> tuple[Line, ...]:
    return tuple(line for line in (*of.voicemail, *of.third_party) if line.origin.path == path)
