"""The notation in which rule files say what they look for, and finding it in an utterance.

    word          this word, whatever its capitals and accents; word* and *word leave an end open
    (a|b c)       one of these            [a|b c]   the same, but it may be absent
    {name}        a word list of the file
    ..            at most three words     ...       at most eight words; neither goes past a comma
    ^  $          the beginning and the end of a clause (words such as "en" may stand before it)
    !a  !(a|b)    the next word is none of these
    #             a number; also #th (27e), #date, #clock, #day and #field ({fields} of a playbook)
    <name>        one or more words, kept for the replacement; <name=a|b> keeps one word out of these

A block holds one phrase a line; `|` between two phrases on one line is the same as a new line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cockpit.tone.text import STOPS

_PIECE = re.compile(r"\.{2,3}|[()\[\]{}|^$!>]|<[a-z]+=?|[^\s()\[\]{}|^$!<>]+")
_FEW, _MANY = 3, 8


class NotationError(ValueError):
    """A phrase that cannot be read: the phrase, and what was expected in it."""

    def __init__(self, phrase: str, expected: str) -> None:
        super().__init__(f"{phrase!r}: expected {expected}")
        self.phrase = phrase
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Word:
    """A place for one word: one of `words`, or one that begins or ends in a certain way."""

    words: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def fits(self, norm: str) -> bool:
        if norm in self.words:
            return True
        if self.begins and norm.startswith(self.begins):
            return True
        return bool(self.ends) and norm.endswith(self.ends)

    def __or__(self, other: Word) -> Word:
        return Word(self.words | other.words, self.begins + other.begins, self.ends + other.ends)


@dataclass(frozen=True, slots=True)
class _Not:
    word: Word


@dataclass(frozen=True, slots=True)
class _Gap:
    most: int


@dataclass(frozen=True, slots=True)
class _Edge:
    start: bool


@dataclass(frozen=True, slots=True)
class _Keep:
    name: str
    word: Word | None


_Element = Word | _Not | _Gap | _Edge | _Keep
_Sequence = tuple[_Element, ...]
Kept = dict[str, tuple[int, int]]
NOTHING = Word()


class Lexicon:
    """The word lists of a file, read when they are first used."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = dict(lists)
        self._read: dict[str, list[_Sequence]] = {}

    def named(self, name: str, phrase: str) -> list[_Sequence]:
        """The alternatives of a list. Raises `NotationError` when there is none, or when it holds itself."""
        if name not in self._read:
            if name not in self._lists:
                raise NotationError(phrase, f"a word list of this file instead of {{{name}}}")
            text = self._lists.pop(name)
            self._read[name] = _merged(_Parser(text.replace("\n", "|"), self).alternatives())
        return self._read[name]

    def word(self, text: str) -> Word:
        """A list of single words as one place. Raises `NotationError` when something longer is in it."""
        word = NOTHING
        for sequence in _Parser(text.replace("\n", "|"), self).alternatives():
            if len(sequence) != 1 or not isinstance(sequence[0], Word):
                raise NotationError(text, "single words")
            word = word | sequence[0]
        return word


class _Parser:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text.strip()
        self.lexicon = lexicon
        self.pieces = _PIECE.findall(text)
        self.at = 0

    def alternatives(self) -> list[_Sequence]:
        found = self._choices()
        if self.at < len(self.pieces):
            raise NotationError(self.text, f"an opening bracket before {self.pieces[self.at]!r}")
        return found

    def _choices(self) -> list[_Sequence]:
        found = self._sequence()
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            found = found + self._sequence()
        return [sequence for sequence in found if sequence]

    def _sequence(self) -> list[_Sequence]:
        found: list[_Sequence] = [()]
        while self.at < len(self.pieces) and self.pieces[self.at] not in {"|", ")", "]", ">", "}"}:
            options = self._item()
            found = [one + other for one in found for other in options]
        return found

    def _item(self) -> list[_Sequence]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece == "(":
            return _merged(self._until(")"))
        if piece == "[":
            return [*_merged(self._until("]")), ()]
        if piece == "{":
            return self._list()
        if piece == "!":
            return [(_Not(self._one(self._item())),)]
        if piece.startswith("<"):
            return [(self._keep(piece),)]
        return [(_element(piece),)]

    def _until(self, closing: str) -> list[_Sequence]:
        found = self._choices()
        if self.at >= len(self.pieces) or self.pieces[self.at] != closing:
            raise NotationError(self.text, f"a closing {closing!r}")
        self.at += 1
        return found

    def _list(self) -> list[_Sequence]:
        name = self.pieces[self.at] if self.at < len(self.pieces) else ""
        self.at += 1
        if self.at >= len(self.pieces) or self.pieces[self.at] != "}":
            raise NotationError(self.text, "a name between { and }")
        self.at += 1
        return self.lexicon.named(name, self.text)

    def _keep(self, piece: str) -> _Keep:
        if not piece.endswith("="):
            if self.at >= len(self.pieces) or self.pieces[self.at] != ">":
                raise NotationError(self.text, "a closing '>'")
            self.at += 1
            return _Keep(piece[1:], None)
        return _Keep(piece[1:-1], self._one(_merged(self._until(">"))))

    def _one(self, options: list[_Sequence]) -> Word:
        if len(options) == 1 and len(options[0]) == 1 and isinstance(options[0][0], Word):
            return options[0][0]
        raise NotationError(self.text, "single words after ! and =")


def _element(piece: str) -> _Element:
    if piece in {"^", "$"}:
        return _Edge(piece == "^")
    if piece in {"..", "..."}:
        return _Gap(_FEW if piece == ".." else _MANY)
    if piece.endswith("*") and len(piece) > 1:
        return Word(begins=(piece[:-1],))
    if piece.startswith("*") and len(piece) > 1:
        return Word(ends=(piece[1:],))
    return Word(frozenset({piece}))


def _merged(sequences: list[_Sequence]) -> list[_Sequence]:
    """The same alternatives, all that are one word taken together: that is what keeps matching fast."""
    word = NOTHING
    longer = []
    for sequence in sequences:
        only = sequence[0]
        if len(sequence) == 1 and isinstance(only, Word):
            word = word | only
        else:
            longer.append(sequence)
    return longer if word == NOTHING else [(word,), *longer]


class Phrases:
    """A block of phrases, compiled when it is first used, or by `compiled` to find its mistakes at once."""

    def __init__(self, block: str, lexicon: Lexicon) -> None:
        self.block = block
        self._lexicon = lexicon

    def __bool__(self) -> bool:
        return bool(self.block.strip())

    @cached_property
    def compiled(self) -> tuple[dict[str, list[_Sequence]], list[tuple[Word, _Sequence]]]:
        """The sequences by their first word, and those whose first word has an open end.

        Raises `NotationError` for a phrase that cannot be read.
        """
        first: dict[str, list[_Sequence]] = {}
        loose: list[tuple[Word, _Sequence]] = []
        for line in self.block.splitlines():
            for sequence in _Parser(line, self._lexicon).alternatives():
                head = _head(sequence, line)
                for word in head.words:
                    first.setdefault(word, []).append(sequence)
                if head.begins or head.ends:
                    loose.append((Word(begins=head.begins, ends=head.ends), sequence))
        return first, loose

    def find(self, norms: list[str], starts: Collection[int]) -> Iterator[tuple[int, int, Kept]]:
        """Every place of every phrase: first word, behind the last word, and what it keeps."""
        first, loose = self.compiled
        for place, norm in enumerate(norms):
            for sequence in first.get(norm, ()):
                yield from _found(sequence, norms, place, starts)
            for head, sequence in loose:
                if norm not in STOPS and head.fits(norm):
                    yield from _found(sequence, norms, place, starts)

    def spans(self, norms: list[str], starts: Collection[int]) -> list[tuple[int, int]]:
        """The places without what is kept."""
        return [(first, last) for first, last, _ in self.find(norms, starts)]


def _head(sequence: _Sequence, line: str) -> Word:
    for element in sequence:
        if isinstance(element, Word):
            return element
        if isinstance(element, _Keep) and element.word is not None:
            return element.word
        if not isinstance(element, _Edge):
            break
    raise NotationError(line.strip(), "a phrase that begins with a word")


def _found(
    sequence: _Sequence, norms: list[str], place: int, starts: Collection[int]
) -> Iterator[tuple[int, int, Kept]]:
    kept: Kept = {}
    last = _match(sequence, 0, norms, place, starts, kept)
    if last > place:
        yield place, last, kept


def _match(
    sequence: _Sequence, at: int, norms: list[str], place: int, starts: Collection[int], kept: Kept
) -> int:
    """Behind the last word of the match, or -1."""
    total = len(norms)
    while at < len(sequence):
        element = sequence[at]
        if isinstance(element, Word):
            if place >= total or not element.fits(norms[place]):
                return -1
            place += 1
        elif isinstance(element, (_Gap, _Keep)):
            return _stretch(element, norms, place, kept, lambda p: _match(sequence, at + 1, norms, p, starts, kept))
        elif not _holds(element, norms, place, starts):
            return -1
        at += 1
    return place


def _holds(element: _Not | _Edge, norms: list[str], place: int, starts: Collection[int]) -> bool:
    """Whether a condition that takes no word is met at this place."""
    if isinstance(element, _Not):
        return place >= len(norms) or not element.word.fits(norms[place])
    if element.start:
        return place in starts
    return place >= len(norms) or norms[place] in STOPS


def _stretch(
    element: _Gap | _Keep, norms: list[str], place: int, kept: Kept, rest: Callable[[int], int]
) -> int:
    """The shortest run of words after which the rest of the phrase fits."""
    if isinstance(element, _Gap):
        least, most = 0, element.most
    else:
        least, most = 1, 1 if element.word else len(norms)
    end = place
    while True:
        if end - place >= least:
            last = rest(end)
            if last >= 0:
                if isinstance(element, _Keep):
                    kept[element.name] = (place, end)
                return last
        if end - place >= most or end >= len(norms) or _bars(element, norms[end]):
            return -1
        end += 1


def _bars(element: _Gap | _Keep, norm: str) -> bool:
    if isinstance(element, _Keep):
        return norm in {".", "?", "!"} or (element.word is not None and not element.word.fits(norm))
    return norm in STOPS
