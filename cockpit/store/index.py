"""Where the documents of one history file lie: whole numbers only.

Every document has a number (a hash of its id), a place in the file, and two things it is looked for by: the
number of its debtor and, where it has one, a moment in microseconds. The file that is still written to has
a `Growing` index, in memory; that of a file that is full stays on the disk, see `packed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple, Protocol

_LENGTH_BITS = 27
LONGEST = (1 << _LENGTH_BITS) - 1
"""The longest stretch of a file that fits in a place: 128 MB."""


def place(offset: int, length: int) -> int:
    """A stretch of a file in one number."""
    return offset << _LENGTH_BITS | length


def shifted(where: int, by: int) -> int:
    """The place so many bytes further on."""
    return where + (by << _LENGTH_BITS)


def stretch(where: int) -> tuple[int, int]:
    """Offset and length of a place."""
    return where >> _LENGTH_BITS, where & LONGEST


class Unproven(Exception):
    """An index is not what it was when it was opened, or cannot be read now: nothing it says counts."""


class Known(NamedTuple):
    """All that an index knows, as pairs: number and place, debtor and number, moment and number."""

    numbers: Iterable[tuple[int, int]]
    debtors: Iterable[tuple[int, int]]
    moments: Iterable[tuple[int, int]]


class Index(Protocol):
    """Where the documents of one table lie in one file. Every answer may raise `Unproven`."""

    def places(self) -> Iterable[tuple[int, int]]:
        """Number and place of every document, in the order in which they were written."""

    def among(self, numbers: Iterable[int]) -> Mapping[int, int]:
        """Where the newest versions of these documents are, of those that are in this file."""

    def of_debtor(self, debtor: int) -> Iterable[int]:
        """The numbers of a debtor's documents, first written first."""

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        """Moment and number of the documents from `first` up to, not including, `last`."""

    def newest(self) -> int | None:
        """Where the document is that was written last."""

    def known(self) -> Known:
        """All of it; the numbers of a debtor are in the order in which they were first written."""


class Growing:
    """The index of the file that is written to."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._debtors: dict[int, dict[int, None]] = {}
        self._moments: dict[int, int] = {}

    @classmethod
    def of(cls, index: Index) -> Growing:
        """The same index, to be added to."""
        if isinstance(index, cls):
            return index
        growing, known = cls(), index.known()
        growing._places.update(known.numbers)
        growing._moments.update((number, moment) for moment, number in known.moments)
        for debtor, number in known.debtors:
            growing._debtors.setdefault(debtor, {})[number] = None
        return growing

    def put(self, number: int, where: int, debtor: int, moment: int | None) -> None:
        """Take up a document, or a newer version of one."""
        self._places[number] = where
        self._debtors.setdefault(debtor, {})[number] = None
        if moment is not None:
            self._moments[number] = moment

    def places(self) -> Iterable[tuple[int, int]]:
        return sorted(self._places.items(), key=itemgetter(1))

    def among(self, numbers: Iterable[int]) -> Mapping[int, int]:
        return {number: self._places[number] for number in numbers if number in self._places}

    def of_debtor(self, debtor: int) -> Iterable[int]:
        return tuple(self._debtors.get(debtor, ()))

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        return [(moment, number) for number, moment in self._moments.items() if first <= moment < last]

    def newest(self) -> int | None:
        return max(self._places.values(), default=None)

    def known(self) -> Known:
        return Known(
            self._places.items(),
            [(debtor, number) for debtor, numbers in self._debtors.items() for number in numbers],
            [(moment, number) for number, moment in self._moments.items()],
        )
