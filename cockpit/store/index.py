"""Where the documents of one history file lie: whole numbers only, so that memory stays small.

Every document has a number (a hash of its id), a place in the file, and two things it is looked for by: the
number of its debtor and, where it has one, a moment in microseconds. The file that is still written to has
a `Growing` index; a file that is full has a `Frozen` one. `<name>.idx` keeps that, a line and then columns:

    {"format": 2, "order": "little", "crc": …, "covers": 16777301, "tail": …, "damaged": 0,
     "tables": {"calls": [n, n, n], …}}
    for each table the keys and the values of number → place, debtor → number, moment → number, sorted by
    key; signed 64-bit whole numbers; n is how many each of the three has

`crc` is the CRC-32 of the rest of the line and of the columns. They cover the first `covers` bytes of the
history file, of which `tail` is the CRC-32 of the last 4,096, and in which `damaged` lines are not sound. The
file only repeats what the history says: lost, damaged or of another machine, it is made again.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, Protocol
from zlib import crc32

FORMAT = 2
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


class Index(Protocol):
    """Where the documents of one table lie in one file."""

    def place(self, number: int) -> int | None:
        """Where the newest version of a document is, if it is in this file."""

    def places(self) -> Iterable[tuple[int, int]]:
        """Number and place of every document, in the order in which they were written."""

    def of_debtor(self, debtor: int) -> Iterable[int]:
        """The numbers of a debtor's documents, first written first."""

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        """Moment and number of the documents from `first` up to, not including, `last`."""

    def newest(self) -> int | None:
        """Where the document is that was written last."""

    def freeze(self) -> Frozen:
        """The same, packed."""

    def thaw(self) -> Growing:
        """The same, to be added to."""


class Growing:
    """The index of the file that is written to."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._debtors: dict[int, dict[int, None]] = {}
        self._moments: dict[int, int] = {}

    def put(self, number: int, where: int, debtor: int, moment: int | None) -> None:
        """Take up a document, or a newer version of one."""
        self._places[number] = where
        self._debtors.setdefault(debtor, {})[number] = None
        if moment is not None:
            self._moments[number] = moment

    def place(self, number: int) -> int | None:
        return self._places.get(number)

    def places(self) -> Iterable[tuple[int, int]]:
        return sorted(self._places.items(), key=itemgetter(1))

    def of_debtor(self, debtor: int) -> Iterable[int]:
        return self._debtors.get(debtor, ())

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        return [(moment, number) for number, moment in self._moments.items() if first <= moment < last]

    def newest(self) -> int | None:
        return max(self._places.values(), default=None)

    def freeze(self) -> Frozen:
        return Frozen(
            Pairs.of(self._places.items()),
            Pairs.of((debtor, number) for debtor, numbers in self._debtors.items() for number in numbers),
            Pairs.of((moment, number) for number, moment in self._moments.items()),
        )

    def thaw(self) -> Growing:
        return self


class Pairs(NamedTuple):
    """Keys and values, sorted by key; those with the same key stay in the order in which they came."""

    keys: array[int]
    values: array[int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Pairs:
        ordered = sorted(pairs, key=itemgetter(0))
        return cls(array("q", (k for k, _ in ordered)), array("q", (v for _, v in ordered)))

    def range(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The pairs with a key from `first` up to, not including, `last`."""
        start, stop = bisect_left(self.keys, first), bisect_left(self.keys, last)
        return zip(self.keys[start:stop], self.values[start:stop], strict=True)

    def find(self, key: int) -> array[int]:
        """The values with this key."""
        start = bisect_left(self.keys, key)
        if start == len(self.keys) or self.keys[start] != key:
            return self.values[:0]
        return self.values[start : bisect_right(self.keys, key, start)]


class Frozen(NamedTuple):
    """The index of a file that is full."""

    numbers: Pairs
    debtors: Pairs
    moments: Pairs

    def place(self, number: int) -> int | None:
        keys = self.numbers.keys
        at = bisect_left(keys, number)
        return self.numbers.values[at] if at < len(keys) and keys[at] == number else None

    def places(self) -> Iterable[tuple[int, int]]:
        return sorted(zip(self.numbers.keys, self.numbers.values, strict=True), key=itemgetter(1))

    def of_debtor(self, debtor: int) -> Iterable[int]:
        return self.debtors.find(debtor)

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        return self.moments.range(first, last)

    def newest(self) -> int | None:
        return max(self.numbers.values, default=None)

    def freeze(self) -> Frozen:
        return self

    def thaw(self) -> Growing:
        growing = Growing()
        growing._places.update(self.places())
        growing._moments.update((number, moment) for moment, number in zip(*self.moments, strict=True))
        for debtor, number in zip(*self.debtors, strict=True):
            growing._debtors.setdefault(debtor, {})[number] = None
        return growing


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `<name>.idx` keeps; see the head of this module."""

    covers: int
    tail: int
    damaged: int
    tables: Mapping[str, Frozen]

    def to_bytes(self) -> bytes:
        body = b"".join(
            column.tobytes() for index in self.tables.values() for pairs in index for column in pairs
        )
        head = {
            "format": FORMAT,
            "order": sys.byteorder,
            "covers": self.covers,
            "tail": self.tail,
            "damaged": self.damaged,
            "tables": {name: [len(pairs.keys) for pairs in index] for name, index in self.tables.items()},
        }
        return json.dumps(head | {"crc": _crc(head, body)}).encode() + b"\n" + body

    @classmethod
    def from_bytes(cls, data: bytes) -> Sidecar | None:
        """The sidecar in these bytes; None when they cannot be trusted and it has to be made again."""
        head_line, _, body = data.partition(b"\n")
        try:
            head = json.loads(head_line)
            crc = head.pop("crc")
            known = (head["format"], head["order"], crc) == (FORMAT, sys.byteorder, _crc(head, body))
            tables = _unpack(head["tables"], body) if known else {}
            return cls(head["covers"], head["tail"], head["damaged"], tables) if known else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None


def _crc(head: Mapping[str, Any], body: bytes) -> int:
    return crc32(body, crc32(json.dumps(head, sort_keys=True).encode()))


def _unpack(lengths: Mapping[str, list[int]], body: bytes) -> dict[str, Frozen]:
    view = memoryview(body)
    tables = {}
    for name, sizes in lengths.items():
        columns = []
        for size in (size for size in sizes for _ in ("keys", "values")):
            column = array("q")
            column.frombytes(view[: size * 8])
            view = view[size * 8 :]
            columns.append(column)
        tables[name] = Frozen(Pairs(*columns[0:2]), Pairs(*columns[2:4]), Pairs(*columns[4:6]))
    return tables
