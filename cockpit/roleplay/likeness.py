"""Which sentences one resembles, and so which moves it makes: what the patterns of moves/ do not foresee.

`moves/said.<language>.txt` holds sentences as collectors say them, with the moves that they make. A sentence
is compared with all of them by the words and pairs of words that both have, rare ones counting most; the few
that resemble it best vote. Of several sentences in one breath each is compared by itself as well. Nothing is
learned beforehand: a sentence added to the file counts at once.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nlargest

from cockpit.roleplay.move_files import load, read_said, said_file
from cockpit.roleplay.moves import Move, MoveBook, SaidBefore

NEIGHBOURS = 11
"""How many sentences vote."""

STRANGE = 0.12
"""A sentence that resembles none by at least so much (0 to 1) is like none of them."""

_COMMON = 0.12
"""A word that stands in a larger part of the sentences tells nothing by itself, only in pairs."""

_PART = 0.8
"""What the vote about one of several sentences counts beside the vote about all of them."""

_LIKELY = 200
"""How many sentences are looked at closely: those with the likest words."""

_FEWEST = 5
_CIRCUMSTANCE = 0.25
_LENGTHS = (5, 10, 20)
_MARKS = frozenset(",;:.-–—…\"'()!")
_NUMBER, _DAY = "#number", "#day"


class Likeness:
    """Sentences, by what can be compared of them. `votes` asks those that resemble a sentence best."""

    def __init__(self, said: Iterable[SaidBefore], book: MoveBook) -> None:
        self._book = book
        self.said = tuple(said)
        words = [self._whole(one.text) for one in self.said]
        self._rarity = _rarity(words)
        self._found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._around: list[Mapping[str, float]] = []
        for number, one in enumerate(self.said):
            by_words, around = self._weights(words[number], frozenset({one.heard} - {""}))
            self._around.append(around)
            for mark, weight in by_words.items():
                self._found[mark].append((number, weight))

    def votes(
        self, text: str, heard: frozenset[str] = frozenset(), *, without: str | None = None
    ) -> Mapping[Move, float]:
        """For each move how much of the vote it gets, 0 to 1; nothing when no sentence is like this one.

        `heard` are the objections before it. A sentence `without` has no vote: so the sentences are measured
        on each other.
        """
        parts = self._sentences(text)
        votes = dict(self._vote(_joined(parts), heard, without))
        for part in parts if len(parts) > 1 else ():
            for move, vote in self._vote(part, heard, without).items():
                votes[move] = max(votes.get(move, 0.0), vote * _PART)
        return votes

    def _vote(self, words: Sequence[str], heard: frozenset[str], without: str | None) -> Mapping[Move, float]:
        alike: dict[int, float] = defaultdict(float)
        by_words, around = self._weights(words, heard)
        for mark, weight in by_words.items():
            for number, other in self._found.get(mark, ()):
                alike[number] += weight * other
        likely = nlargest(_LIKELY, alike, key=alike.__getitem__)
        best = nlargest(
            NEIGHBOURS + 1,
            ((number, alike[number] + _product(around, self._around[number])) for number in likely),
            key=_by_likeness,
        )
        best = [found for found in best if self.said[found[0]].text != without][:NEIGHBOURS]
        if not best or best[0][1] < STRANGE:
            return {}
        votes: dict[Move, float] = defaultdict(float)
        whole = sum(like * like for _, like in best)
        for number, like in best:
            said = self.said[number]
            for move in said.moves if said.heard in heard else said.moves - {Move.ANSWER}:
                votes[move] += like * like / whole
        return votes

    def _weights(
        self, words: Sequence[str], heard: frozenset[str]
    ) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """What can be compared of a sentence, the words and what is around them, each with its weight.

        Nothing for a sentence without a word that occurs in another.
        """
        marks = {
            mark: (1 + math.log(n)) * self._rarity[mark]
            for mark, n in Counter(_marks(words)).items()
            if mark in self._rarity
        }
        if not marks:
            return {}, {}
        around = tuple(_circumstances(words, heard))
        whole = math.hypot(1.0, *(_CIRCUMSTANCE for _ in around))
        words_weigh = math.hypot(*marks.values()) * whole
        return {mark: w / words_weigh for mark, w in marks.items()}, dict.fromkeys(
            around, _CIRCUMSTANCE / whole
        )

    def _whole(self, text: str) -> list[str]:
        return _joined(self._sentences(text))

    def _sentences(self, text: str) -> list[list[str]]:
        """The words of each sentence as the tone rules read them; every number is one word, and every day."""
        read = self._book.grammar.read(text)
        return [
            _once([self._book.alike(norm) for norm in read.norms[s.first : s.last]]) for s in read.sentences
        ]


def _marks(words: Sequence[str]) -> Iterator[str]:
    """The words of a sentence and its pairs of words, with its beginning and its end."""
    yield from words
    yield from (f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True))


def _rarity(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    """What every word and pair weighs: the more, the fewer sentences have it."""
    there = Counter(mark for words in sentences for mark in set(_marks(words)))
    most = max(len(sentences) * _COMMON, _FEWEST)
    return {mark: math.log(len(sentences) / n) + 1 for mark, n in there.items() if n <= most or " " in mark}


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(mark, 0.0) for mark, weight in one.items())


def _once(words: Iterable[str]) -> list[str]:
    """The words without commas and the like; "two thousand" is one number."""
    said = [word for word in words if word not in _MARKS]
    return [
        w for w, before in zip(said, ["", *said], strict=False) if w not in (_NUMBER, _DAY) or w != before
    ]


def _joined(sentences: Iterable[Sequence[str]]) -> list[str]:
    return [word for sentence in sentences for word in sentence]


def _by_likeness(found: tuple[int, float]) -> tuple[float, int]:
    number, like = found
    return like, -number


def _circumstances(words: Sequence[str], heard: frozenset[str]) -> Iterator[str]:
    """What counts beside the words: after which objection it is said, how long it is, and what is in it."""
    yield from (f"heard {name}" for name in heard or {"nothing"})
    yield f"long {sum(len(words) >= length for length in _LENGTHS)}"
    yield from (f"with {word}" for word in ("?", _NUMBER, _DAY) if word in words)


@cache
def likeness(tag: str) -> Likeness:
    """The sentences of a language that comes along."""
    name, text = said_file(tag)
    return Likeness(read_said(name, text), load(tag))


@lru_cache(maxsize=1_000)
def votes(tag: str, text: str, heard: frozenset[str]) -> Mapping[Move, float]:
    """The vote about a sentence, remembered: in a talk much is looked at twice."""
    return likeness(tag).votes(text, heard)
