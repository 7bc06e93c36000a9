"""Blocks of phrases and finding them in an utterance. The notation is in `notation.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cockpit.tone.notation import (
    N_,
    Edge,
    Element,
    Gap,
    Keep,
    Lexicon,
    NotationError,
    Parser,
    Sequence,
    Unless,
    Word,
)
from cockpit.tone.text import STOPS

Kept = dict[str, tuple[int, int]]
_MOST_KEPT = 60  # words: what is longer was not said in one breath
_Candidate = tuple[Word | None, Sequence]


class Phrases:
    """A block of phrases, compiled when it is first used, or by `compiled` to find its mistakes at once."""

    def __init__(self, block: str, lexicon: Lexicon) -> None:
        self.block = block
        self._lexicon = lexicon

    @cached_property
    def compiled(self) -> Index:
        """The sequences by their first word, ready for finding.

        Raises `NotationError` for a phrase that cannot be read.
        """
        index = Index()
        for line in self.block.replace("\n|", "|").splitlines():
            for sequence in Parser(line, self._lexicon).alternatives():
                index.add(sequence, line)
        return index

    def find(self, norms: list[str], starts: Collection[int]) -> Iterator[tuple[int, int, Kept]]:
        """Every place of every phrase: first word, behind the last word, and what it keeps."""
        index = self.compiled
        total = len(norms)
        in_vain: dict[int, set[tuple[int, int]]] = {}
        for place, norm in enumerate(norms):
            candidates = index.by_word.get(norm, ())
            if norm.startswith(index.begins) or norm.endswith(index.ends):
                candidates = [*candidates, *index.open_ended(norm)]
            if index.at_start and place in starts and place + 1 not in starts:
                candidates = [*candidates, *index.at_start]
            if not candidates:
                continue
            behind = norms[place + 1] if place + 1 < total else ""
            for second, sequence in candidates:
                if second is not None and behind not in second.words and not second.fits_open(behind):
                    continue
                walk = _Walk(sequence, norms, starts, in_vain.setdefault(id(sequence), set()))
                last = walk.match(0, place)
                if last > place:
                    yield place, last, walk.kept

    def spans(self, norms: list[str], starts: Collection[int]) -> list[tuple[int, int]]:
        """The places without what is kept."""
        return [(first, last) for first, last, _ in self.find(norms, starts)]


@dataclass(slots=True)
class Index:
    """Sequences by their first word, each with its second when that is a plain word: most fail there.

    `loose` have a first word with an open end, `at_start` begin a clause with any word.
    """

    by_word: dict[str, list[_Candidate]] = field(default_factory=dict)
    loose: list[tuple[Word, _Candidate]] = field(default_factory=list)
    at_start: list[_Candidate] = field(default_factory=list)
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def add(self, sequence: Sequence, line: str) -> None:
        """Take a sequence in. Raises `NotationError` when it does not begin with a word."""
        at, head = _head(sequence, line)
        if head is None:
            self.at_start.append((None, sequence))
            return
        behind = sequence[at + 1] if at + 1 < len(sequence) else None
        candidate = (behind if isinstance(behind, Word) else None, sequence)
        for word in head.words:
            self.by_word.setdefault(word, []).append(candidate)
        if head.begins or head.ends:
            self.loose.append((Word(begins=head.begins, ends=head.ends), candidate))
            self.begins += head.begins
            self.ends += head.ends

    def open_ended(self, norm: str) -> list[_Candidate]:
        """The sequences whose first word has an open end that fits."""
        return [candidate for head, candidate in self.loose if head.fits(norm)]


def _head(sequence: Sequence, line: str) -> tuple[int, Word | None]:
    """The place of the first word in a sequence, and the word; None when "^ <name>" may begin with any."""
    for at, element in enumerate(sequence):
        if isinstance(element, Word):
            return at, element
        if isinstance(element, Keep) and element.word is not None:
            return at, element.word
        if not (isinstance(element, Edge) and element.start):
            if at == 1 and isinstance(element, Keep):
                return at, None
            break
    raise NotationError(line.strip(), N_("a phrase that begins with a word"))


@dataclass(slots=True)
class _Walk:
    """One sequence laid on the words of an utterance.

    `in_vain` are the elements of it and the places at which the rest did not fit, from whatever word it
    began: several gaps in one phrase would be tried in every combination without them.
    """

    sequence: Sequence
    norms: list[str]
    starts: Collection[int]
    in_vain: set[tuple[int, int]]
    kept: Kept = field(default_factory=dict)

    def match(self, at: int, place: int) -> int:
        """Behind the last word when the rest of the sequence fits from this place on; else -1."""
        total = len(self.norms)
        while at < len(self.sequence):
            element = self.sequence[at]
            if isinstance(element, Word):
                if place >= total or not element.fits(self.norms[place]):
                    return -1
                place += 1
            elif isinstance(element, Gap | Keep):
                return self._stretch(at, place, element)
            elif not self._holds(element, place):
                return -1
            at += 1
        return place

    def _holds(self, element: Unless | Edge, place: int) -> bool:
        """Whether a condition that takes no word is met at this place."""
        if isinstance(element, Unless):
            return place >= len(self.norms) or not element.word.fits(self.norms[place])
        if element.start:
            return place in self.starts
        return place >= len(self.norms) or self.norms[place] in STOPS

    def _stretch(self, at: int, place: int, element: Gap | Keep) -> int:
        """Behind the last word when the rest fits after some words; else -1, which is remembered."""
        if (at, place) in self.in_vain:
            return -1
        last = (
            self._gap(at, place, element.most) if isinstance(element, Gap) else self._keep(at, place, element)
        )
        if last < 0:
            self.in_vain.add((at, place))
        return last

    def _gap(self, at: int, place: int, most: int) -> int:
        """The shortest gap after which the rest fits. A gap does not go past a comma."""
        behind: Element | None = self.sequence[at + 1] if at + 1 < len(self.sequence) else None
        for end in range(place, min(place + most, len(self.norms)) + 1):
            if end < len(self.norms) and isinstance(behind, Word) and not behind.fits(self.norms[end]):
                last = -1
            else:
                last = self.match(at + 1, end)
            if last >= 0:
                return last
            if end >= len(self.norms) or self.norms[end] in STOPS:
                break
        return -1

    def _keep(self, at: int, place: int, element: Keep) -> int:
        """The fewest words, at least one, after which the rest fits. They stay within their clause."""
        most = 1 if element.word else _MOST_KEPT
        for end in range(place + 1, min(place + most, len(self.norms)) + 1):
            norm = self.norms[end - 1]
            if norm in STOPS or (element.word is not None and not element.word.fits(norm)):
                break
            last = self.match(at + 1, end)
            if last >= 0:
                self.kept[element.name] = (place, end)
                return last
        return -1
