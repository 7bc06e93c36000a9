"""Reading the files of moves. How one is written stands at the head of moves/nl.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from cockpit.playbook.problems import N_, PlaybookError
from cockpit.playbook.tables import Table, read_table
from cockpit.roleplay.moves import (
    OBJECTIONS,
    Asked,
    Cue,
    Detector,
    Example,
    Match,
    Move,
    MoveBook,
    Need,
    SaidBefore,
    Sentence,
    Sign,
    Vote,
)
from cockpit.tone import NotationError, RuleSet
from cockpit.tone import load as load_rules
from cockpit.tone.notation import Lexicon
from cockpit.tone.phrases import Phrases

_SHELF = files("cockpit.roleplay") / "moves"
_SIGN_KEYS = ("about", "source", "detect", "yields_to", "leave", "gifts", "vote", "match", "examples")
_HEARD = re.compile(r"\[([a-z-]+)\]\s*")
_Choice = TypeVar("_Choice", bound=StrEnum)


@cache
def languages() -> tuple[str, ...]:
    """The languages in which a talk can be understood, as in ("en", "nl")."""
    names = (entry.name for entry in _SHELF.iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


def tag_of(lang: str) -> str:
    """The language of a tag: "nl-BE" and "nl_BE" are "nl"."""
    return lang.replace("-", "_").partition("_")[0].lower()


@cache
def load(lang: str) -> MoveBook:
    """The moves of a language that comes along. Raises `PlaybookError` for another one."""
    tag = tag_of(lang)
    if tag not in languages():
        raise PlaybookError(
            f"{tag}.toml", "", N_("a language out of {names}"), {"names": ", ".join(languages())}
        )
    return read_moves(f"{tag}.toml", (_SHELF / f"{tag}.toml").read_text(encoding="utf-8"), load_rules(tag))


def read_moves(path: str, text: str, rules: RuleSet) -> MoveBook:
    """The moves of a file. Raises `PlaybookError` with file, line, key and what was expected there."""
    root = read_table(path, text)
    root.only(("language", "relatives", "no_names", "words", "alike", "move", "heard", "asked"))
    lexicon = Lexicon({name: str(words) for name, words in root.table("words").values.items()})
    return MoveBook(
        root.text("language"),
        tuple(_signs(root.table("move"), Move, lexicon)),
        tuple(_signs(root.table("heard"), Cue, lexicon)),
        tuple(_signs(root.table("asked"), Asked, lexicon)),
        rules,
        frozenset(root.texts("relatives")),
        frozenset(root.texts("no_names")),
        tuple((name, _class(str(words))) for name, words in root.table("alike").values.items()),
    )


def said_file(tag: str) -> tuple[str, str]:
    """The file with sentences as collectors say them: its name, and what is in it."""
    name = f"said.{tag}.txt"
    return name, (_SHELF / name).read_text(encoding="utf-8")


def read_said(path: str, text: str) -> Iterator[SaidBefore]:
    """The sentences of a file, one on a line: `move,move | objection | sentence`, "-" for none.

    A line that begins with "#" is a remark. Raises `PlaybookError` with the line and what was expected there.
    """
    for at, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            moves, heard, said = (part.strip() for part in f"{line}||".split("|", 2))
            yield SaidBefore(
                said.rstrip("| "),
                next(iter(_named(path, at, heard, OBJECTIONS)), ""),
                frozenset(_named(path, at, moves, tuple(Move))),
            )


def _named(path: str, at: int, names: str, known: Sequence[_Choice]) -> list[_Choice]:
    """The members with these names; "-" is none."""
    wanted = [name.strip() for name in names.split(",") if name.strip() != "-"]
    if not set(wanted) <= set(known):
        raise PlaybookError(
            path, "", N_("one of {names}"), {"names": ", ".join(["-", *known])}, place=(at, 1)
        )
    return [one for one in known if one in wanted]


def _class(words: str) -> re.Pattern[str]:
    """Any of these words; a star stands for any letters."""
    return re.compile(
        "|".join(re.escape(word).replace(r"\*", ".*") for word in words.replace("|", " ").split())
    )


def _signs(table: Table, names: type[StrEnum], lexicon: Lexicon) -> Iterator[Sign]:
    table.only(name.value for name in names)
    for name in names:
        sign = table.table(name.value)
        sign.only(_SIGN_KEYS)
        matches = tuple(_match(one, lexicon) for one in sign.tables("match"))
        detector = _one_of(sign, "detect", Detector)
        if not (matches or detector):
            sign.refuse("match", N_("a list of tables [[{name}]]"), name="match")
        yield Sign(
            name.value,
            sign.text("about"),
            matches,
            _phrases(sign, "leave", lexicon) if sign.has("leave") else None,
            detector,
            frozenset(one.value for one in _many_of(sign, "yields_to", Move)),
            sign.text("source", ""),
            _phrases(sign, "gifts", lexicon) if sign.has("gifts") else None,
            _one_of(sign, "vote", Vote) or Vote.BOTH,
            tuple(_examples(sign)),
        )


def _match(table: Table, lexicon: Lexicon) -> Match:
    table.only(("phrases", "when", "without", "only", "needs", "heard", "whole", "named"))
    return Match(
        _phrases(table, "phrases", lexicon),
        _phrases(table, "when", lexicon) if table.has("when") else None,
        _phrases(table, "without", lexicon) if table.has("without") else None,
        _many_of(table, "only", Sentence),
        _many_of(table, "needs", Need),
        frozenset(cue.value for cue in _many_of(table, "heard", Cue)),
        table.flag("whole"),
        table.flag("named"),
    )


def _phrases(table: Table, key: str, lexicon: Lexicon) -> Phrases:
    block = table.values.get(key)
    if not isinstance(block, str) or not block.strip():
        raise table.error(key, N_("a text between quotation marks"))
    phrases = Phrases(_joined(block), lexicon)
    try:
        _ = phrases.compiled
    except NotationError as problem:
        raise table.error(key, "{problem}", problem=str(problem)) from problem
    return phrases


def _joined(block: str) -> str:
    """Each phrase on one line: it goes on while a bracket is open, behind dots, and before | or dots."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, block.splitlines())):
        before = lines[-1] if lines else ""
        is_open = sum(before.count(c) for c in "([") > sum(before.count(c) for c in ")]")
        if is_open or before.endswith("..") or line.startswith(("|", "..")):
            lines[-1] = f"{before} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _one_of(table: Table, key: str, kind: type[_Choice]) -> _Choice | None:
    return table.choice(key, kind) if table.has(key) else None


def _many_of(table: Table, key: str, kind: type[_Choice]) -> frozenset[_Choice]:
    found = []
    for name in table.texts(key):
        if name not in list(kind):
            table.refuse(key, N_("one of {names}"), names=", ".join(kind))
        found.append(kind(name))
    return frozenset(found)


def _examples(sign: Table) -> Iterator[Example]:
    table = sign.table("examples")
    table.only(("good", "bad"))
    for key in ("good", "bad"):
        block = table.values.get(key)
        if not isinstance(block, str) or not block.strip():
            raise table.error(key, N_("a text between quotation marks"))
        for line in filter(None, map(str.strip, block.splitlines())):
            heard = _HEARD.match(line)
            yield Example(
                line[heard.end() :] if heard else line, heard[1] if heard else "", is_one=key == "good"
            )
