"""One file of the history and its index: documents are read from their places, lines are added to the last.

A line that is not sound but ends in a line break was written whole: it stays where it is and is reported;
those of its documents that are sound count. What follows the last line break of the last file was never
acknowledged to anybody, unless the index says so: it is kept in `<name>.damaged-<n>` and taken off, so that
the next line begins on its own. That a file was cut off is noted in `<index>.damaged-<n>`.

The index of a full file is left on the disk. Something else may write into it or cut it off there: it proves
every answer, and when it cannot it is made again from the file that it is about.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar
from zlib import crc32

from cockpit.store import files
from cockpit.store.codec import Document, Unreadable
from cockpit.store.index import Growing, Index, Unproven, shifted, stretch
from cockpit.store.lines import Entry, is_written, read_document, read_line, read_sound, write_line
from cockpit.store.packed import Sidecar
from cockpit.store.port import StoreError

T = TypeVar("T")

_TAIL = 4096
_NOTHING = Growing()
_UNKNOWN = Sidecar(covers=0, tail=0, damaged=0, tables={})
NO_LINE = (Unreadable, KeyError, TypeError, ValueError)


class Keys(NamedTuple):
    """What a document is found by: its number, that of its debtor, and a moment in microseconds."""

    number: int
    debtor: int
    moment: int | None


Describe = Callable[[str, Document], Keys]
"""The keys of a document of a table; raises `KeyError`, `TypeError` or `ValueError` when it has none."""


class LogFile:
    """A file of the history that is read.

    `size` is the end of its last line. `report` is told what was found that should not be there;
    `may_keep` says whether the index may be written beside the file. Raises `StoreError`.
    """

    def __init__(
        self,
        path: Path,
        describe: Describe,
        report: Callable[[StoreError], None],
        *,
        may_keep: bool,
        flags: int = os.O_RDONLY,
    ) -> None:
        self.path = path
        self.size = 0
        self._describe = describe
        self._report = report
        self._may_keep = may_keep
        self._indexes: dict[str, Index] = {}
        self._open_index: BinaryIO | None = None
        self._indexed = 0
        self._damaged = 0
        try:
            self._descriptor = files.open_private(path, flags)
            self._load(os.fstat(self._descriptor).st_size)
        except OSError as error:
            raise files.failure(error, path) from None

    def places(self, table: str) -> Iterable[tuple[int, int]]:
        """Number and place of every document of a table, in the order in which they were written."""
        return self._ask(table, lambda index: index.places())

    def among(self, table: str, numbers: Iterable[int]) -> Mapping[int, int]:
        """Where the newest versions of these documents are, of those that are in this file."""
        return self._ask(table, lambda index: index.among(numbers))

    def of_debtor(self, table: str, debtor: int) -> Iterable[int]:
        """The numbers of a debtor's documents, first written first."""
        return self._ask(table, lambda index: index.of_debtor(debtor))

    def between(self, table: str, first: int, last: int) -> Iterable[tuple[int, int]]:
        """Moment and number of the documents from `first` up to, not including, `last`."""
        return self._ask(table, lambda index: index.between(first, last))

    def newest(self, table: str) -> int | None:
        """Where the document is that was written last."""
        return self._ask(table, lambda index: index.newest())

    def read(self, where: int) -> Document:
        """The document at a place; raises `StoreError` when it is damaged."""
        offset, length = stretch(where)
        try:
            return read_document(files.read_at(self._descriptor, offset, length))
        except (OSError, Unreadable) as error:
            raise files.damaged(self.path, error) from None

    def pack(self) -> None:
        """Make the index small: it stays on the disk where it can be kept, else packed in memory."""
        if any(isinstance(index, Growing) for index in self._indexes.values()) and self._pack_and_keep():
            kept = self._open_sidecar()
            if kept.covers == self.size:
                self._indexes.update(kept.tables)

    def keep(self) -> None:
        """Write the index beside the file, where that can be: it saves time, no more."""
        if self._indexed != self.size:
            self._pack_and_keep()

    def read_again(self) -> None:
        """Make the index anew, without what is damaged by now. Raises `StoreError`."""
        before = self.size, self._indexed, self._damaged, dict(self._indexes)
        self.size = self._indexed = self._damaged = 0
        self._indexes.clear()
        try:
            self._index_lines(before[0], before[0])
        except OSError as error:  # it may be there again in a moment
            _, self._indexed, self._damaged, self._indexes = before
            raise files.failure(error, self.path) from None
        finally:
            self.size = before[0]

    def is_in_place(self) -> bool:
        """Whether the file still is the one of its name: not removed, moved or replaced by another."""
        return files.is_at(self._descriptor, self.path)

    def put_back(self) -> None:
        """Write the file to its place again, from what is open of it, unless another file has that place.

        Raises `StoreError`.
        """
        try:
            if self.path.is_file():
                raise files.damaged(self.path, "another file took its place")
            if self.path.exists():
                files.set_aside(self.path)
            size = os.fstat(self._descriptor).st_size
            files.replace(self.path, files.read_at(self._descriptor, 0, size))
            again = files.open_private(self.path, os.O_RDONLY)
            os.dup2(again, self._descriptor, inheritable=False)
            os.close(again)
        except OSError as error:
            raise files.failure(error, self.path) from None

    def close(self) -> None:
        """Give the file back. Doing so twice is harmless."""
        self._let_go_of_sidecar()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _ask(self, table: str, question: Callable[[Index], T]) -> T:
        """What the index of a table answers."""
        try:
            return question(self._indexes.get(table, _NOTHING))
        except Unproven:
            self._make_anew()
            return question(self._indexes.get(table, _NOTHING))

    def _make_anew(self) -> None:
        """Make an index again that was changed on the disk by something else. From now on it is in memory:
        what happened to it may happen again. Raises `StoreError`."""
        known = self._damaged
        self.read_again()
        self._report_lines(known)
        self._pack_and_keep()

    def _report_lines(self, known: int = 0) -> None:
        """Say how many damaged lines there are, when there are more than is known."""
        if self._damaged > known:
            self._report(files.damaged(self.path, f"damaged lines: {self._damaged}"))

    def _thaw(self) -> None:
        """Let all of the index be in memory, to be added to. Raises `StoreError`."""
        try:
            self._indexes.update({name: Growing.of(index) for name, index in self._indexes.items()})
        except Unproven:
            self._make_anew()
            self._thaw()

    @property
    def sidecar(self) -> Path:
        """Where the index is kept."""
        return self.path.with_suffix(".idx")

    def _tail(self, end: int) -> int:
        start = max(end - _TAIL, 0)
        return crc32(files.read_at(self._descriptor, start, end - start))

    def _load(self, end: int) -> None:
        """Take the index from beside the file, and what that does not cover from the file."""
        kept = self._open_sidecar()
        known = min(kept.covers, end)
        if kept.covers > end:
            self._report_missing(kept.covers - end)
        if kept.covers > end or kept.tail != self._tail(kept.covers):
            self._let_go_of_sidecar()
            kept = _UNKNOWN
        self.size = self._indexed = kept.covers
        self._damaged = kept.damaged
        self._indexes.update(kept.tables)
        if self.size < end:
            self._index_lines(end, known)
        self._report_lines()

    def _report_missing(self, count: int) -> None:
        """Say that the file was cut off, and keep a note of it: the next index will not know any more."""
        reason = f"bytes missing: {count}"
        self._report(files.damaged(self.path, reason))
        if self._may_keep:
            files.set_aside(self.sidecar, f"{reason}\n".encode())
            files.remove(self.sidecar)

    def _open_sidecar(self) -> Sidecar:
        """What is kept beside the file, which stays open."""
        try:
            file: BinaryIO = self.sidecar.open("rb", buffering=0)
        except OSError:
            return _UNKNOWN
        with suppress(OSError):
            if (found := Sidecar.from_file(file)) is not None:
                self._open_index = file
                return found
        file.close()
        return _UNKNOWN

    def _let_go_of_sidecar(self) -> None:
        if self._open_index is not None:
            self._open_index.close()
            self._open_index = None

    def _pack_and_keep(self) -> bool:
        """Pack the index in memory, and write it beside the file; whether it came there."""
        try:
            tail = self._tail(self.size)
            data = Sidecar(self.size, tail, self._damaged, self._indexes).to_bytes()
            packed = Sidecar.from_file(BytesIO(data)) or _UNKNOWN
            self._indexes.update(packed.tables)
            self._let_go_of_sidecar()  # or Windows lets nothing take its place
            if not self._may_keep or self._indexed == self.size or not self.is_in_place():
                return False
            files.write_beside(self.sidecar, data, durable=False).replace(self.sidecar)
        except (OSError, Unproven):
            return False
        self._indexed = self.size
        return True

    def _index_lines(self, end: int, known: int) -> None:
        """Index what is not indexed yet, up to `end`. A line that begins before `known` was whole once, and
        so was one with its line break; of the last one without it nobody was told that it was saved."""
        self._thaw()
        for offset, line in self._lines():
            if offset >= end:
                break
            try:
                self._put([(entry, self._describe(*entry[:2])) for entry in read_line(line, offset)])
            except NO_LINE:
                if offset >= known and not is_written(line):
                    break
                self._put_sound(line, offset)
            self.size = offset + len(line)

    def _put_sound(self, line: bytes, offset: int) -> None:
        """Index what is left of a line that was whole once."""
        self._damaged += 1
        for entry in read_sound(line, offset):
            with suppress(*NO_LINE):
                self._put([(entry, self._describe(*entry[:2]))])

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        offset = self.size
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(offset)
            for line in file:
                yield offset, line
                offset += len(line)

    def _put(self, found: Sequence[tuple[Entry, Keys]]) -> None:
        for entry, keys in found:
            growing = Growing.of(self._indexes.get(entry.table, Growing()))
            growing.put(keys.number, entry.where, keys.debtor, keys.moment)
            self._indexes[entry.table] = growing


class GrowingFile(LogFile):
    """The last file of the history: lines are added to it."""

    def __init__(self, path: Path, describe: Describe, report: Callable[[StoreError], None]) -> None:
        super().__init__(path, describe, report, may_keep=True, flags=os.O_RDWR | os.O_CREAT | os.O_APPEND)
        self._unsure = False
        try:
            self._take_off_unsound_end(os.fstat(self._descriptor).st_size)
            files.sync_folder(path.parent)
        except OSError as error:
            raise files.failure(error, path) from None

    def append(self, documents: Sequence[tuple[str, Document]]) -> None:
        """Add one line with these documents. It is on the disk when this returns, or nothing changed.

        Raises `StoreError`.
        """
        line, entries = write_line(documents, 0)
        found = [self._describe(entry.table, entry.document) for entry in entries]
        self._thaw()
        try:
            self._write(line)
        except OSError as error:
            with suppress(OSError):
                self._cut_back()
            raise files.failure(error, self.path) from None
        moved = [entry._replace(where=shifted(entry.where, self.size)) for entry in entries]
        self.size += len(line)
        self._put(list(zip(moved, found, strict=True)))

    def is_removed(self) -> bool:
        """Whether the file is gone for good: no name leads to it any more."""
        with suppress(OSError):
            return os.fstat(self._descriptor).st_nlink == 0
        return False

    def _write(self, line: bytes) -> None:
        if self._unsure:
            self._cut_back()
        end = os.fstat(self._descriptor).st_size
        if end != self.size:
            self._find_the_end(end)
        self._unsure = True
        files.write_all(self._descriptor, line)
        files.sync(self._descriptor)
        self._unsure = False

    def _cut_back(self) -> None:
        """Take off what a failed write left, before anything is written behind it."""
        os.ftruncate(self._descriptor, self.size)
        self._unsure = False

    def _take_off_unsound_end(self, end: int) -> None:
        if end == self.size:
            self._end_the_last_line()
            return
        rest = files.read_at(self._descriptor, self.size, end - self.size)
        kept = files.set_aside(self.path, rest)
        self._report(files.damaged(kept, f"bytes at the end: {len(rest)}"))
        os.ftruncate(self._descriptor, self.size)
        files.sync(self._descriptor)

    def _find_the_end(self, end: int) -> None:
        """Something else wrote into the file or cut it off: go on behind what is sound of it."""
        if end < self.size:
            self._report_missing(self.size - end)
            self.size = end
            self.read_again()
        else:
            known = self._damaged
            self._index_lines(end, self.size)  # what is sound of it stays
            self._report_lines(known)
        self._take_off_unsound_end(end)

    def _end_the_last_line(self) -> None:
        """Damage may have taken the line break away: what is added is to begin on its own."""
        if self.size and files.read_at(self._descriptor, self.size - 1, 1) != b"\n":
            files.write_all(self._descriptor, b"\n")
            self.size += 1
