"""One utterance as words with their places: what every rule looks at.

Words are compared without capitals, accents and curly marks; the places always point into the text as it
was given, so that a finding can be underlined in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

NUMBER, NTH, DATE, CLOCK, DAY_FIELD, FIELD = "#", "#th", "#date", "#clock", "#day", "#field"
STOPS = frozenset({",", ";", ":", "-", "(", ")", ".", "?", "!"})
_ENDS = frozenset({".", "?", "!"})
_NAMED = 3  # more words between quotation marks are somebody's sentence, not a word that is only named

_TOKEN = re.compile(
    r"(?P<field>\{[^{}\s]{1,40}\}|\[[^\[\]]{1,80}\])"
    r"|(?P<date>(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}"
    r"|(?:1[3-9]|2\d|3[01])-\d{1,2}|\d{1,2}-(?:0[1-9]|1[0-2]))(?!\w))"
    r"|(?P<clock>\d{1,2}(?::\d\d|[uh]\d\d|[.]\d\d(?=\s?(?:uur|[ap]\.?m)))(?!\w))"
    r"|(?P<nth>\d{1,2}(?:ste|de|e|st|nd|rd|th)(?!\w))"
    r"|(?P<number>\d+(?:[.,/-]\d+)*)"
    r"|(?P<short>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?)"
    r"|(?P<clitic>(?<![^\W_])['’‘`´](?:t|s|n|k|m|r|ns|em)(?![\w'’]))"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['’‘`´-][^\W\d_]+)*)"
    r"|(?P<quote>[\"“”„«»‘’'`´])"
    r"|(?P<dots>\.{2,}|…)"
    r"|(?P<end>[.!?][.!?…]*|\n)"
    r"|(?P<stop>[,;:()–—-])"
)
_DAY_FIELD = re.compile(r"(?:_day|_by|option_\d+)\W?$")
_MARKS = str.maketrans(dict.fromkeys("’‘`´", "'"))
_OUTER = frozenset('"“”„«»')


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of words, `last` not included, and the mark behind it: ".", "?", "!", or "" without one."""

    first: int
    last: int
    mark: str


@dataclass(slots=True)
class Utterance:
    """The words of an utterance: compared form, first and last character, sentences.

    `named` are words that are not used but only named, between quotation marks or as somebody's name.
    """

    text: str
    norms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    named: frozenset[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of a range of words, `last` not included."""
        return self.starts[first], self.ends[last - 1]

    def part(self, first: int, last: int) -> str:
        """The text of a range of words as it was given; empty for an empty range."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def sentence_span(self, word: int) -> tuple[int, int]:
        """The characters of the sentence in which a word stands, its mark included."""
        sentence = self.sentences[self.sentence_at(word)]
        return self.starts[sentence.first], self.ends[sentence.last - (not sentence.mark)]

    def sentence_at(self, word: int) -> int:
        """The number of the sentence in which a word stands."""
        return bisect_left(self.sentences, word, key=lambda sentence: sentence.last)

    def proper_names(self, titles: Callable[[str], bool]) -> frozenset[int]:
        """The words that are part of a name: "meneer Moet", "An Moeten", "Moet & Zoon"."""
        capitals = {place for place in range(1, len(self.norms)) if self._is_capital(place)}
        return frozenset(
            place
            for place in capitals
            if titles(self.norms[place - 1]) or place - 1 in capitals or self._joins(place)
        )

    def _is_capital(self, place: int) -> bool:
        word = self.part(place, place + 1)
        return (
            len(word) > 1 and word[0].isupper() and word[1:].islower() and self.norms[place - 1] not in STOPS
        )

    def _joins(self, place: int) -> bool:
        return place + 1 < len(self.norms) and "&" in self.text[self.ends[place] : self.starts[place + 1]]


def plain(word: str) -> str:
    """A word as it is compared: no capitals, no accents, straight apostrophes."""
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKD", word.translate(_MARKS).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def words_in(text: str) -> int:
    """How many words are heard: a figure is one, a mark by itself is none."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def read(text: str, spelling: Mapping[str, tuple[str, ...]], short: Collection[str]) -> Utterance:
    """The utterance in words. `spelling` writes contractions out, `short` are words that keep their point."""
    return _Reader(text, spelling, short).read()


class _Reader:
    def __init__(self, text: str, spelling: Mapping[str, tuple[str, ...]], short: Collection[str]) -> None:
        self.text = text
        self.spelling = spelling
        self.short = short
        self.norms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: list[tuple[str, int, int]] = []

    def read(self) -> Utterance:
        for found in _TOKEN.finditer(self.text):
            start, end = found.span()
            kind = found.lastgroup or ""
            if kind == "word":
                self._word(found[0], start, end)
            elif kind == "quote":
                self.quotes.append((found[0], start, len(self.norms)))
            else:
                self._other(kind, found[0], start, end)
        return Utterance(self.text, self.norms, self.starts, self.ends, self._sentences(), self._named())

    def _word(self, word: str, start: int, end: int) -> None:
        norm = plain(word)
        for part in self.spelling.get(norm, (norm,)):
            self._add(part, start, end)

    def _other(self, kind: str, found: str, start: int, end: int) -> None:
        if kind == "field":
            self._add(DAY_FIELD if _DAY_FIELD.search(found) else FIELD, start, end)
        elif kind in {"short", "clitic"}:
            self._word(found.replace(".", ""), start, end)
        elif kind == "dots":
            rest = self.text[end:].lstrip()
            self._add("." if not rest or rest[0].isupper() else ",", start, end)
        elif kind == "end":
            if found == "." and self.norms and self.norms[-1] in self.short:
                return
            self._add("?" if "?" in found else "!" if "!" in found else ".", start, end)
        elif kind == "stop":
            self._add("-" if found in "–—-" else found, start, end)
        else:
            self._add({"date": DATE, "clock": CLOCK, "nth": NTH, "number": NUMBER}[kind], start, end)

    def _add(self, norm: str, start: int, end: int) -> None:
        self.norms.append(norm)
        self.starts.append(start)
        self.ends.append(end)

    def _sentences(self) -> list[Sentence]:
        sentences, first = [], 0
        for place, norm in enumerate(self.norms):
            if norm in _ENDS:
                if place > first:
                    sentences.append(Sentence(first, place, norm))
                first = place + 1
        if first < len(self.norms):
            sentences.append(Sentence(first, len(self.norms), ""))
        return sentences

    def _named(self) -> frozenset[int]:
        named: set[int] = set()
        opened: tuple[str, int] | None = None
        for mark, place, word in self.quotes:
            if opened is None:
                if mark in _OUTER or self._opens(place):
                    opened = (mark, word)
            elif (mark in _OUTER) == (opened[0] in _OUTER):
                inside = [w for w in range(opened[1], word) if self.norms[w] not in STOPS]
                if len(inside) <= _NAMED:
                    named.update(inside)
                opened = None
        return frozenset(named)

    def _opens(self, place: int) -> bool:
        """Whether a single mark opens a quotation: a letter behind it, none before it."""
        before, behind = self.text[place - 1 : place], self.text[place + 1 : place + 2]
        return not before.isalnum() and behind.isalnum()
