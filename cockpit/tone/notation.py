"""The notation in which rule files say what they look for.

    word          this word, whatever its capitals and accents; word* and *word leave an end open
    (a|b c)       one of these            [a|b c]   the same, but it may be absent
    {name}        a word list of the file
    .. ... ....   at most three words, at most eight, at most twenty; none goes past a comma
    ^  $          the beginning and the end of a clause (words such as "en" may stand before it)
    !a  !(a|b)    the next word is none of these
    #             a number; also #th (27e), #date, #clock, #day and #field ({fields} of a playbook)
    <name>        one to sixty words, kept for the replacement; <name=a|b> keeps one word out of these

A block holds one phrase a line; `|` between two phrases is the same as a new line, and a line that begins
with `|` goes on with the line before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cockpit.tone.text import plain

_PIECE = re.compile(r"\.{2,4}|[()\[\]{}|^$!>]|<[a-z]+=?|[^\s()\[\]{}|^$!<>]+")
_CLOSING = frozenset({"|", ")", "]", ">", "}"})
_GAPS = {"..": 3, "...": 8, "....": 20}
_MOST = 5_000  # ways to say one phrase
_LONGEST = 60  # words of one phrase
_ROOM = 150_000  # places for words in all phrases of a file, written out: five times what ours take


def N_(text: str) -> str:
    """Marks a text for translation; this room knows no language."""
    return text


class NotationError(ValueError):
    """A phrase that cannot be read: the phrase, and what was expected in it, with places for `values`."""

    def __init__(self, phrase: str, template: str, **values: object) -> None:
        super().__init__(f"{phrase!r}: expected {template.format(**values)}")
        self.phrase = phrase
        self.template = template
        self.values = values


@dataclass(frozen=True, slots=True)
class Word:
    """A place for one word: one of `words`, or one that begins or ends in a certain way."""

    words: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def fits(self, norm: str) -> bool:
        return norm in self.words or self.fits_open(norm)

    def fits_open(self, norm: str) -> bool:
        """Whether a word fits by how it begins or ends."""
        return norm.startswith(self.begins) or norm.endswith(self.ends)


@dataclass(frozen=True, slots=True)
class Unless:
    word: Word


@dataclass(frozen=True, slots=True)
class Gap:
    most: int


@dataclass(frozen=True, slots=True)
class Edge:
    start: bool


@dataclass(frozen=True, slots=True)
class Keep:
    name: str
    word: Word | None


Element = Word | Unless | Gap | Edge | Keep
Sequence = tuple[Element, ...]


class Lexicon:
    """The word lists of a file, read when they are first used."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = dict(lists)
        self._read: dict[str, list[Sequence]] = {}
        self._room = _ROOM

    def take(self, sequences: list[Sequence], phrase: str) -> None:
        """Take these in among all phrases. Raises `NotationError` when a few lines say far too much."""
        self._room -= sum(map(len, sequences))
        if self._room < 0:
            raise NotationError(phrase, N_("fewer choices in all phrases together"))

    def named(self, name: str, phrase: str) -> list[Sequence]:
        """The alternatives of a list. Raises `NotationError` when there is none, or when it holds itself."""
        if name not in self._read:
            if name not in self._lists:
                raise NotationError(
                    phrase, N_("a word list of this file instead of {field}"), field=f"{{{name}}}"
                )
            lines = self._lists.pop(name).replace("\n|", "|").splitlines()
            self._read[name] = _merged([one for line in lines for one in Parser(line, self).alternatives()])
        return self._read[name]

    def word(self, text: str) -> Word:
        """A list of single words as one place. Raises `NotationError` when something longer is in it."""
        words: list[Word] = []
        for line in text.splitlines():
            for only, *rest in Parser(line, self).alternatives():
                if rest or not isinstance(only, Word):
                    raise NotationError(line, N_("single words"))
                words.append(only)
        return _together(words)


class Parser:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text.strip()
        self.lexicon = lexicon
        self.pieces = _PIECE.findall(text)
        self.at = 0

    def alternatives(self) -> list[Sequence]:
        found = self._choices()
        if self.at < len(self.pieces):
            raise NotationError(
                self.text, N_("an opening bracket before “{mark}”"), mark=self.pieces[self.at]
            )
        self.lexicon.take(found, self.text)
        return found

    def _choices(self) -> list[Sequence]:
        found = self._sequence()
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            found.extend(self._sequence())
        return [sequence for sequence in found if sequence]

    def _sequence(self) -> list[Sequence]:
        found: list[Sequence] = [()]
        longest = 0
        while self.at < len(self.pieces) and self.pieces[self.at] not in _CLOSING:
            options = self._item()
            if len(found) * len(options) > _MOST:
                raise NotationError(self.text, N_("fewer choices in one phrase"))
            longest += max(map(len, options), default=0)
            if longest > _LONGEST:
                raise NotationError(self.text, N_("fewer words in one phrase"))
            found = [one + other for one in found for other in options]
        return found

    def _item(self) -> list[Sequence]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece == "(":
            return _merged(self._until(")"))
        if piece == "[":
            return [*_merged(self._until("]")), ()]
        if piece == "{":
            return self._list()
        if piece == "!":
            if self.at >= len(self.pieces) or self.pieces[self.at] in _CLOSING:
                raise NotationError(self.text, N_("single words after ! and ="))
            return [(Unless(self._one(self._item())),)]
        if piece.startswith("<"):
            return [(self._keep(piece),)]
        return [(_element(piece),)]

    def _until(self, closing: str) -> list[Sequence]:
        found = self._choices()
        if self.at >= len(self.pieces) or self.pieces[self.at] != closing:
            raise NotationError(self.text, N_("a closing “{mark}”"), mark=closing)
        self.at += 1
        return found

    def _list(self) -> list[Sequence]:
        name = self.pieces[self.at] if self.at < len(self.pieces) else ""
        self.at += 1
        if self.at >= len(self.pieces) or self.pieces[self.at] != "}":
            raise NotationError(self.text, N_("the name of a word list between braces"))
        self.at += 1
        return self.lexicon.named(name, self.text)

    def _keep(self, piece: str) -> Keep:
        if not piece.endswith("="):
            if self.at >= len(self.pieces) or self.pieces[self.at] != ">":
                raise NotationError(self.text, N_("a closing “{mark}”"), mark=">")
            self.at += 1
            return Keep(piece[1:], None)
        return Keep(piece[1:-1], self._one(_merged(self._until(">"))))

    def _one(self, options: list[Sequence]) -> Word:
        if len(options) == 1 and len(options[0]) == 1 and isinstance(options[0][0], Word):
            return options[0][0]
        raise NotationError(self.text, N_("single words after ! and ="))


@cache
def _element(piece: str) -> Element:
    if piece in {"^", "$"}:
        return Edge(piece == "^")
    if piece in _GAPS:
        return Gap(_GAPS[piece])
    if "*" in piece[1:-1] or piece in {"*", "**"} or (piece[0] == piece[-1] == "*"):
        raise NotationError(piece, N_("one * at the beginning or the end of a word"))
    word = plain(piece.strip("*"))
    if piece.endswith("*"):
        return Word(begins=(word,))
    return Word(ends=(word,)) if piece.startswith("*") else Word(frozenset({word}))


def _merged(sequences: list[Sequence]) -> list[Sequence]:
    """The same alternatives, all that are one word taken together: that is what keeps matching fast."""
    single = [only for only, *rest in sequences if not rest and isinstance(only, Word)]
    if not single:
        return sequences
    longer = [one for one in sequences if len(one) > 1 or not isinstance(one[0], Word)]
    return [(_together(single),), *longer]


def _together(words: list[Word]) -> Word:
    return Word(
        frozenset().union(*(word.words for word in words)),
        tuple(begin for word in words for begin in word.begins),
        tuple(end for word in words for end in word.ends),
    )
