"""The index of a full history file, which stays on the disk: `<name>.idx`, a line and then columns.

    {"format": 2, "order": "little", "crc": …, "covers": 16777301, "tail": …, "damaged": 0,
     "tables": {"calls": [n, n, n], …}}
    for each table the keys and the values of number → place, debtor → number, moment → number, sorted by
    key; signed 64-bit whole numbers; n is how many each of the three has

`crc` is the CRC-32 of the rest of the line and of the columns. They cover the first `covers` bytes of the
history file, of which `tail` is the CRC-32 of the last 4,096, and in which `damaged` lines are not sound. The
file only repeats what the history says: lost, damaged or of another machine, it is made again.

It is read whole once, when it is opened, and then a few blocks at a time: in memory stay the first key of
every block and the CRC of all that comes before it. With those, whatever is read later proves to be what was
read at first; where it is not, `Unproven` is raised and nothing is answered.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

from cockpit.store.index import Index, Known, Unproven

FORMAT = 2
BLOCK = 512
"""How many numbers are read and proven together."""
_WIDTH = 8
_LONGEST_HEAD = 4096


class Column:
    """Whole numbers in a file, from byte `start` on. `checks` has the CRC of all before each block, and of
    all before the end."""

    __slots__ = ("_checks", "_count", "_file", "_start")

    def __init__(self, file: BinaryIO, start: int, count: int, checks: array[int]) -> None:
        self._file = file
        self._start = start
        self._count = count
        self._checks = checks

    def blocks(self, first: int = 0, last: int = sys.maxsize) -> array[int]:
        """The numbers of the blocks from `first` up to, not including, `last`; raises `Unproven`."""
        last = min(last, len(self._checks) - 1)
        numbers = array("q")
        if first >= last:
            return numbers
        size = (min(last * BLOCK, self._count) - first * BLOCK) * _WIDTH
        try:
            self._file.seek(self._start + first * BLOCK * _WIDTH)
            data = self._file.read(size)
        except (OSError, ValueError) as error:  # ValueError: it is closed
            raise Unproven(str(error)) from None
        if crc32(data, self._checks[first]) != self._checks[last]:
            raise Unproven("the checksum is not right")
        numbers.frombytes(data)
        return numbers

    def part(self, start: int, stop: int) -> array[int]:
        """The numbers from position `start` up to, not including, `stop`; raises `Unproven`."""
        first = start // BLOCK
        return self.blocks(first, -(-stop // BLOCK))[start - first * BLOCK : stop - first * BLOCK]


class Pairs(NamedTuple):
    """Keys and values, sorted by key; those with the same key stay in the order in which they came. `firsts`
    has the first key of every block."""

    firsts: array[int]
    keys: Column
    values: Column

    def range(self, first: int, last: int) -> tuple[array[int], array[int]]:
        """Keys from `first` up to, not including, `last`, and their values."""
        before, keys = self._keys(first, last)
        start, stop = bisect_left(keys, first), bisect_left(keys, last)
        return keys[start:stop], self.values.part(before + start, before + stop)

    def among(self, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The pairs with these keys, of which every one is there once at most."""
        ordered = sorted(wanted)
        if not ordered:
            return
        before, keys = self._keys(ordered[0], ordered[-1] + 1)
        found = [(key, at) for key in ordered if (at := _position(keys, key)) is not None]
        if found:
            start = found[0][1]
            values = self.values.part(before + start, before + found[-1][1] + 1)
            yield from ((key, values[at - start]) for key, at in found)

    def _keys(self, first: int, last: int) -> tuple[int, array[int]]:
        """The blocks in which keys from `first` up to, not including, `last` can be, and how many keys there
        are before them."""
        block = max(bisect_left(self.firsts, first) - 1, 0)
        return block * BLOCK, self.keys.blocks(block, bisect_left(self.firsts, last))

    def all(self) -> Iterator[tuple[int, int]]:
        """Every key and its value."""
        return zip(self.keys.blocks(), self.values.blocks(), strict=True)


class Packed(NamedTuple):
    """The index of a table."""

    numbers: Pairs
    debtors: Pairs
    moments: Pairs

    def places(self) -> Iterable[tuple[int, int]]:
        return sorted(self.numbers.all(), key=itemgetter(1))

    def among(self, numbers: Iterable[int]) -> Mapping[int, int]:
        return dict(self.numbers.among(numbers))

    def of_debtor(self, debtor: int) -> Iterable[int]:
        return self.debtors.range(debtor, debtor + 1)[1]

    def between(self, first: int, last: int) -> Iterable[tuple[int, int]]:
        return list(zip(*self.moments.range(first, last), strict=True))

    def newest(self) -> int | None:
        return max(self.numbers.values.blocks(), default=None)

    def known(self) -> Known:
        return Known(*(pairs.all() for pairs in self))


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `<name>.idx` keeps; see the head of this module."""

    covers: int
    tail: int
    damaged: int
    tables: Mapping[str, Index]

    def to_bytes(self) -> bytes:
        """What is to be written; raises `Unproven`."""
        columns = {name: [*map(_columns, index.known())] for name, index in self.tables.items()}
        body = b"".join(column.tobytes() for found in columns.values() for pairs in found for column in pairs)
        head = {
            "format": FORMAT,
            "order": sys.byteorder,
            "covers": self.covers,
            "tail": self.tail,
            "damaged": self.damaged,
            "tables": {name: [len(keys) for keys, _ in found] for name, found in columns.items()},
        }
        return json.dumps(head | {"crc": crc32(body, _crc(head))}).encode() + b"\n" + body

    @classmethod
    def from_file(cls, file: BinaryIO) -> Sidecar | None:
        """The sidecar in an open file, out of which its tables are read from now on, too.

        None when it cannot be trusted and has to be made again. Raises `OSError`.
        """
        head_line, _, _ = file.read(_LONGEST_HEAD).partition(b"\n")
        try:
            head = json.loads(head_line)
            crc = head.pop("crc")
            if (head["format"], head["order"]) != (FORMAT, sys.byteorder):
                return None
            reader = _Reader(file, len(head_line) + 1, _crc(head))
            tables = reader.tables(head["tables"])
            is_sound = reader.crc == crc
            return cls(head["covers"], head["tail"], head["damaged"], tables) if is_sound else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            return None


class _Reader:
    """Reads the columns of a file one behind the other. `crc` is the CRC of all before byte `at`."""

    def __init__(self, file: BinaryIO, at: int, crc: int) -> None:
        self.crc = crc
        self._file = file
        self._at = file.seek(at)

    def tables(self, lengths: Mapping[str, list[int]]) -> dict[str, Packed]:
        """The indexes; raises `ValueError` when the file has no room for so much."""
        size = self._file.seek(0, os.SEEK_END) - self._file.seek(self._at)
        counts = [count for found in lengths.values() for count in found]
        if min(counts, default=0) < 0 or 2 * _WIDTH * sum(counts) != size:
            raise ValueError("more or less than was written")
        tables = {}
        for name, (numbers, debtors, moments) in lengths.items():
            tables[name] = Packed(self._pairs(numbers), self._pairs(debtors), self._pairs(moments))
        return tables

    def _pairs(self, count: int) -> Pairs:
        """The next keys and values."""
        data = memoryview(self._file.read(count * _WIDTH))
        firsts = array("q", data.cast("q")[::BLOCK])
        keys = self._column(count, data)
        return Pairs(firsts, keys, self._column(count, memoryview(self._file.read(count * _WIDTH))))

    def _column(self, count: int, data: memoryview) -> Column:
        crc, size = self.crc, count * _WIDTH
        checks = array("I", [crc])
        for at in range(0, size, BLOCK * _WIDTH):
            crc = crc32(data[at : at + BLOCK * _WIDTH], crc)
            checks.append(crc)
        column = Column(self._file, self._at, count, checks)
        self.crc, self._at = crc, self._at + size
        return column


def _columns(pairs: Iterable[tuple[int, int]]) -> tuple[array[int], array[int]]:
    ordered = sorted(pairs, key=itemgetter(0))
    return array("q", (key for key, _ in ordered)), array("q", (value for _, value in ordered))


def _position(keys: array[int], key: int) -> int | None:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else None


def _crc(head: Mapping[str, Any]) -> int:
    return crc32(json.dumps(head, sort_keys=True).encode())
