"""Amounts that are written out in words: "achttienhonderd euro", "eighteen hundred and forty-two euros"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cockpit.core.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = frozenset(".,;:!?)")
_HUNDRED = 100


class NumberWords:
    """Reads runs of number words. `values` add up, `times` multiply, `joins` only join ("en", "and").

    `follows` are words behind an amount that is said without its currency: "achthonderd op vrijdag".
    """

    def __init__(
        self,
        values: Mapping[str, int],
        times: Mapping[str, int],
        joins: Iterable[str],
        currencies: Iterable[str],
        follows: Iterable[str] = (),
    ) -> None:
        self._values = dict(values)
        self._times = dict(times)
        self._joins = frozenset(joins)
        self._currencies = frozenset(currencies)
        self._follows = frozenset(follows)
        names = sorted([*values, *times, *joins], key=len, reverse=True)
        self._piece = re.compile("|".join(map(re.escape, names)) or "(?!)")

    def amounts(self, text: str) -> Iterator[tuple[int, int, Decimal]]:
        """Where an amount is written out: first character, behind the last, its value.

        Words behind the currency are cents: "duizend euro vijftig". Without a currency it is an amount from a
        hundred on, when nothing that is counted stands behind it: "achthonderd op vrijdag".
        """
        words = [(m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            value, behind = self._run(words, at)
            if value and behind < len(words) and words[behind][2] in self._currencies:
                cents, last = self._run(words, behind + 1)
                if not 0 < cents < _HUNDRED:
                    cents, last = 0, behind + 1
                yield words[at][0], words[last - 1][1], Decimal(value) + Decimal(cents) / 100
                at = last
            elif value >= _HUNDRED and self._stands_alone(text, words, at, behind):
                yield words[at][0], words[behind - 1][1], Decimal(value)
                at = behind
            else:
                at = max(behind, at + 1)

    def _stands_alone(self, text: str, words: list[tuple[int, int, str]], at: int, behind: int) -> bool:
        """Whether nothing is counted behind a number: it ends there, or goes on with one of `follows`."""
        if at and words[at - 1][2] in self._currencies:
            return False
        if behind == len(words) or words[behind][2] in self._follows:
            return True
        between = text[words[behind - 1][1] : words[behind][0]]
        return any(mark in _MARKS for mark in between)

    def _run(self, words: list[tuple[int, int, str]], at: int) -> tuple[int, int]:
        """The value of the number words from here on, and the place behind them; 0 when there are none."""
        parts: list[str] = []
        behind = at
        for place in range(at, len(words)):
            pieces = self._pieces(words[place][2])
            if not pieces or (place == at and pieces[0] in self._joins):
                break
            parts += pieces
            if pieces[-1] not in self._joins:
                behind = place + 1
        return (self.value(parts), behind) if behind > at else (0, at)

    def _pieces(self, word: str) -> list[str]:
        """A word taken apart: "achttienhonderd" is "achttien" and "honderd"; empty when it is no number."""
        pieces, at = [], 0
        while found := self._piece.match(word, at):
            pieces.append(found[0])
            at = found.end()
        return pieces if at == len(word) else []

    def value(self, parts: Iterable[str]) -> int:
        """The value of number words in their order."""
        total = current = 0
        for part in parts:
            if part in self._times:
                current = max(current, 1) * self._times[part]
                if self._times[part] > _HUNDRED:
                    total, current = total + current, 0
            else:
                current += self._values.get(part, 0)
        return total + current
