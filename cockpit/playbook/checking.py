"""Checking a playbook as a script: does every way lead to a day that is read back, whoever the debtor is?

How it sounds is not judged here: that is what the tone rules do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cockpit.core.call import CallKind, Stage
from cockpit.playbook.fields import (
    MARK,
    MAY_LACK,
    NAMES_A_DAY,
    OF_THE_DEBT,
    UNTIL_AGREED,
    WORDS,
    fields_in,
)
from cockpit.playbook.places import Places
from cockpit.playbook.problems import N_, Code, Keys, Problem
from cockpit.playbook.script import Line, Playbook, Step
from cockpit.playbook.sheets import Form, Said, Sheet
from cockpit.playbook.ways import Ways

MOST_WORDS = 35
"""What somebody on the telephone listens to in one go."""

AsksDay = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Translation:
    """The same in another language: the ids of its steps and cards, and from where its branches lead where.

    What a sheet has and the translation lacks is always told; what the sheet itself lacks, only of the ids
    that are `wanted`.
    """

    steps: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    branches: frozenset[tuple[str, str]] = frozenset()
    wanted: frozenset[str] = frozenset()


def check(
    sheet: Sheet,
    asks_day: AsksDay,
    translations: Mapping[str, Translation] | None = None,
    files_missing: Iterable[str] = (),
) -> tuple[Problem, ...]:
    """Everything that is wrong with what can be read of one file, in its order.

    `asks_day` says of a text in its language whether it asks for a day. `translations` are the other
    languages, by their tags. `files_missing` are the names of files that its own language lacks.
    """
    checks = _Checks(sheet, Places(sheet.text))
    staged = not any(error.where.endswith("stage") for error in sheet.wrong)
    book = sheet.book if staged else None  # a stage that cannot be read says nothing about the way
    found = [
        *(checks.way(book, asks_day) if book else ()),
        *(checks.read_back(book) if book else ()),
        *(problem for said in sheet.said() for problem in checks.line(said)),
        *checks.ways_back(asks_day),
        *(problem for tag, other in (translations or {}).items() for problem in checks.missing(tag, other)),
        *checks.files(files_missing),
    ]
    return tuple(sorted(found, key=lambda p: (p.line, p.column)))


def may_lack(field: str, kinds: Iterable[CallKind], stage: Stage) -> bool:
    """Whether a real debtor may lack what the field says, in one of these kinds of call at this stage."""
    if field in UNTIL_AGREED:
        return stage is not Stage.CLOSING
    return not MAY_LACK.get(field, frozenset()).isdisjoint(kinds)


def words_in(text: str) -> int:
    """How many words are heard when every field is filled in with a long value."""
    bare = sum(any(c.isalnum() for c in word) for word in MARK.sub(" ", text).split())
    return bare + sum(WORDS.get(name, 1) for name in fields_in(text))


@dataclass(frozen=True, slots=True)
class _Checks:
    sheet: Sheet
    places: Places

    def way(self, book: Playbook, asks_day: AsksDay) -> Iterator[Problem]:
        """The ways through the steps: each can end in the closing, and every step lies on one.

        An objection is no way of its own: the talk goes on where it was.
        """
        ways = Ways(book)
        for end in ways.stops:
            text = N_("The talk ends at “{step}”, before the closing: name the step that follows.")
            yield self._at(end.origin.keys, Code.DEAD_END, text, step=end.id)
        for last, step in ways.turns_back:
            text = N_("The talk goes round in circles: “{last}” leads back to “{step}”.")
            yield self._at((*last.origin.keys, "next"), Code.DEAD_END, text, last=last.id, step=step.id)
        for circle in ways.circles:
            if not any(
                _asks(text, asks_day) for step in circle for line in step.lines for text in line.wordings
            ):
                last, step = circle[-1], circle[0]
                text = N_("The talk goes round from “{step}” to “{last}”, and no line of it asks for a day.")
                yield self._at((*last.origin.keys, "next"), Code.DEAD_END, text, last=last.id, step=step.id)
        for lost in ways.lost:
            text = N_("No step leads to “{step}”: it is never said.")
            yield self._at(lost.origin.keys, Code.UNREACHABLE, text, step=lost.id)

    def read_back(self, book: Playbook) -> Iterator[Problem]:
        """The closing says amount and day, whichever wording is chosen (S1.3)."""
        closing = [step for step in book.steps if step.stage is Stage.CLOSING]
        always = {name for step in closing for line in step.lines for name in _in_every_wording(line)}
        missing = [name for name in ("agreed_amount", "agreed_day") if name not in always]
        if missing:
            keys = closing[0].origin.keys if closing else ("kind",)
            text = N_("The closing does not read the agreement back: no line of it says {fields}.")
            fields = ", ".join(f"{{{name}}}" for name in missing)
            yield self._at(keys, Code.NO_READ_BACK, text, fields=fields)

    def line(self, said: Said) -> Iterator[Problem]:
        """One line: what it needs to know, who hears it, and how long it is."""
        for problem in self._line(said):
            if problem.code not in said.line.allows:
                yield problem

    def _line(self, said: Said) -> Iterator[Problem]:
        line = said.line
        for number, (wording, keys) in enumerate(zip(line.wordings, line.keys, strict=True)):
            last_resort = bool(line.fallback) and number == len(line.wordings) - 1
            if last_resort or not line.fallback:
                yield from self._lacking(said, wording, keys, last_resort)
            if said.to_others:
                yield from self._debt_named(wording, keys)
            if (words := words_in(wording)) > MOST_WORDS:
                text = N_("{words} words when it is filled in: nobody listens to more than {most} in one go.")
                yield self._in(keys, wording, 0, Code.LONG, text, words=words, most=MOST_WORDS)

    def ways_back(self, asks_day: AsksDay) -> Iterator[Problem]:
        """Every card ends with a question for the day (S1.1)."""
        for card in self.sheet.cards:
            line = card.date_question
            if line.origin.path != self.sheet.path:
                continue
            for wording, keys in zip(line.wordings, line.keys, strict=True):
                if wording and not _asks(wording, asks_day):
                    text = N_("“{card}” does not come back to the day: its last line asks for one.")
                    yield self._in(keys, wording, 0, Code.NO_WAY_BACK, text, card=card.id)

    def missing(self, tag: str, other: Translation) -> Iterator[Problem]:
        """What is there in one of two languages only."""
        steps = self.sheet.book.steps if self.sheet.book else ()
        for step in steps:
            if step.id not in other.steps:
                text = N_("The step “{name}” is not there in the language “{language}”.")
                yield self._at(step.origin.keys, Code.TRANSLATION, text, name=step.id, language=tag)
            else:
                yield from self._branches_missing(step, tag, other)
        for card in self.sheet.cards:
            if card.id not in other.cards:
                text = N_("The card “{name}” is not there in the language “{language}”.")
                yield self._at(card.origin.keys, Code.TRANSLATION, text, name=card.id, language=tag)
        text = N_("The step “{name}” of the language “{language}” is missing here.")
        here = {step.id for step in steps}
        if self.sheet.form is Form.OBJECTIONS:
            text = N_("The card “{name}” of the language “{language}” is missing here.")
            here = {card.id for card in self.sheet.cards}
        for name in sorted(other.wanted - here if self.sheet.form is not Form.COMMON else ()):
            yield self._at((), Code.TRANSLATION, text, name=name, language=tag)

    def _branches_missing(self, step: Step, tag: str, other: Translation) -> Iterator[Problem]:
        for branch in step.branches:
            if (step.id, branch.to) not in other.branches:
                text = N_("The branch from “{step}” to “{name}” is not there in the language “{language}”.")
                values = {"step": step.id, "name": branch.to, "language": tag}
                yield self._at(branch.origin.keys, Code.TRANSLATION, text, **values)

    def files(self, names: Iterable[str]) -> Iterator[Problem]:
        """What a language lacks before it can be spoken in every kind of call."""
        for name in names:
            text = N_("The file {name} is not there: the language is not complete.")
            yield self._at((), Code.TRANSLATION, text, name=name)

    def _lacking(self, said: Said, wording: str, keys: Keys, last_resort: bool) -> Iterator[Problem]:
        names = [name for name in fields_in(wording) if may_lack(name, said.kinds, said.stage)]
        if names:
            text = N_("Not every debtor has {fields}: this line needs an if_unknown.")
            if last_resort:
                text = N_("Not every debtor has {fields}: an if_unknown names only what is always known.")
            fields = ", ".join(f"{{{name}}}" for name in dict.fromkeys(names))
            start = wording.index(f"{{{names[0]}}}")
            yield self._in(keys, wording, start, Code.NO_FALLBACK, text, fields=fields)

    def _debt_named(self, wording: str, keys: Keys) -> Iterator[Problem]:
        for found in MARK.finditer(wording):
            if found[1] in OF_THE_DEBT:
                text = N_("Somebody else may hear this: {field} tells him of the debt.")
                yield self._in(keys, wording, found.start(), Code.DEBT_NAMED, text, field=found[0])

    def _at(self, keys: Keys, code: Code, text: str, **values: object) -> Problem:
        return self._in(keys, "", 0, code, text, **values)

    def _in(self, keys: Keys, wording: str, start: int, code: Code, text: str, **values: object) -> Problem:
        place = self.places.of(keys, wording, start)
        return Problem(self.sheet.path, place.line, place.column, code, text, values)


def _asks(wording: str, asks_day: AsksDay) -> bool:
    """Whether it is a question to which a day is the answer (S1.1)."""
    names_day = bool(NAMES_A_DAY & set(fields_in(wording)))
    return "?" in wording and (names_day or asks_day(wording))


def _in_every_wording(line: Line) -> set[str]:
    """The fields that are said whichever wording is chosen."""
    return set.intersection(*(set(fields_in(text)) for text in (line.text, *line.variants)))
