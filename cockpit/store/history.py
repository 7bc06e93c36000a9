"""The storage behind the history: calls, agreements, follow-ups and standings, which only grow.

The folder holds `000001.log`, `000002.log` … (see `lines`) and beside each an index, `000001.idx` (see
`index`, `packed`). Lines are added to the last file; when it is full (`SEAL_BYTES`) the next one is begun and
the full one never changes again. The numbers have no gaps: where one is, or an index is alone, something
else took a file away, and that is reported. So a save costs one added line however long the history is,
opening reads the indexes and what was added to the last file since its index was written, and memory holds
neither.

TinyDB numbers documents, we name them: the number of a document is a hash of its id. `tables` has the
TinyDB tables that stand on this.
"""

from __future__ import annotations

import os
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tinydb.storages import Storage

from cockpit.store import files
from cockpit.store.codec import Document, decode_time
from cockpit.store.log import GrowingFile, Keys, LogFile
from cockpit.store.port import StoreError

SEAL_BYTES = 16 << 20
_AT_ONCE = 500
_MOST_NAMED = 20

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Fields(NamedTuple):
    """The fields by which the documents of a table are found: its id, its debtor, its moment if any."""

    id: str
    debtor: str
    moment: str = ""


TABLES = {
    "calls": Fields("id", "debtor_id", "opened_at"),
    "agreements": Fields("id", "debtor_id"),
    "follow_ups": Fields("id", "debtor_id"),
    "standings": Fields("debtor_id", "debtor_id"),
}


class Place(NamedTuple):
    """Where a document is."""

    file: LogFile
    where: int

    def read(self) -> Document:
        """The document; raises `StoreError` when it is damaged."""
        return self.file.read(self.where)


def log_files(folder: Path) -> list[Path]:
    """The files of the history, oldest first."""
    return sorted((p for p in folder.glob("*.log") if p.stem.isdecimal()), key=_number_in)


def missing_files(folder: Path) -> list[Path]:
    """The first files of the history of which it is certain that they were there: a later one is, or their
    index."""
    indexed = [_number_in(p) for p in folder.glob("*.idx") if p.stem.isdecimal()]  # first: a log comes before
    there = {_number_in(path) for path in log_files(folder)}
    gone = (n for n in range(1, max((*indexed, *there), default=0) + 1) if n not in there)
    return [folder / _name(n) for n in islice(gone, _MOST_NAMED)]


def begin(folder: Path) -> None:
    """Make the first file of a history where there is none yet, so that it can be missed from now on.

    Raises `OSError`.
    """
    if not (log_files(folder) or missing_files(folder)):
        os.close(files.open_private(folder / _name(1), os.O_WRONLY | os.O_CREAT))


def number_of(key: str) -> int:
    """The number of the document with this id: 63 bits, the same on every machine.

    Among a million ids, two have the same number with a chance of one in ten million.
    """
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def microseconds(moment: datetime) -> int:
    """The moment (UTC) as the index has it."""
    return (moment - _EPOCH) // _MICROSECOND


def describe(table: str, document: Mapping[str, Any]) -> Keys:
    """The keys of a document; raises `KeyError` for an unknown table or a missing field."""
    fields = TABLES[table]
    moment = microseconds(decode_time(document[fields.moment])) if fields.moment else None
    return Keys(number_of(document[fields.id]), number_of(document[fields.debtor]), moment)


class HistoryStorage(Storage):
    """The files of the history, for TinyDB. `problems` is what was found that should not be there, `added`
    counts the lines that were added since it was opened.

    Raises `StoreError`.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.problems: list[StoreError] = []
        self.added = 0
        self._folder = folder
        self._read_only = read_only
        self._files: list[LogFile] = []
        self._lost: dict[Place, tuple[str, int]] = {}
        paths = self._paths()
        gone = missing_files(folder)
        if not read_only:
            if gone and (not paths or _number_in(gone[-1]) > _number_in(paths[-1])):
                last = gone.pop()  # it is made again; its index tells what was in it
            else:
                *paths, last = paths or [folder / _name(1)]
        for path in gone:
            self.report(StoreError("missing", path=str(path)))
        for path in paths:
            self._files.append(LogFile(path, describe, self.report, may_keep=not read_only))
            self._files[-1].pack()
        if not read_only:
            self._last = GrowingFile(last, describe, self.report)
            self._files.append(self._last)

    def _paths(self) -> list[Path]:
        """The files that are there. What stands in the place of one, such as a folder, is set aside."""
        paths = []
        for path in log_files(self._folder):
            try:
                if path.is_file() or not path.exists():
                    paths.append(path)
                    continue
                kept = path if self._read_only else files.set_aside(path)
            except OSError as error:
                raise files.failure(error, path) from None
            self.report(files.damaged(kept, "no file"))
        return paths

    def read(self) -> dict[str, Any]:
        """The tables, each a mapping that reads a document when it is asked for."""
        return {name: View(self, name) for name in TABLES}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """TinyDB's way to drop tables, which a history has no use for."""
        raise TypeError("the history only grows")

    def append(self, documents: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """Add documents to their tables, all or none. They are on the disk when this returns."""
        if self._read_only:
            raise StoreError("read-only", path=str(self._folder))
        line = [(table, dict(document)) for table, found in documents.items() for document in found]
        if line:
            self._last.append(line)
            self.added += 1
            self._begin_next_when_full()

    def find(self, table: str, number: int) -> Place | None:
        """The newest version of a document."""
        return self._newest_of(table, [number]).get(number)

    def newest(self, table: str) -> Place | None:
        """The document that was written last."""
        for file in reversed(self._files):
            where = file.newest(table)
            if where is not None:
                return Place(file, where)
        return None

    def all(self, table: str) -> dict[int, Place]:
        """The newest versions of all documents, in the order in which they were written."""
        found: dict[int, Place] = {}
        for file in self._files:
            for number, where in file.places(table):
                found.pop(number, None)
                found[number] = Place(file, where)
        return found

    def of_debtor(self, table: str, debtor_id: str) -> list[Place]:
        """The newest versions of a debtor's documents, those that are known longest first."""
        debtor = number_of(debtor_id)
        numbers = (number for file in self._files for number in file.of_debtor(table, debtor))
        return self._in_order(table, dict.fromkeys(numbers))

    def between(self, table: str, first: datetime, last: datetime) -> list[Place]:
        """The newest versions of documents with a moment from `first` up to, not including, `last`.

        The moment of a document is the same in all its versions.
        """
        span = (microseconds(first), microseconds(last))
        moments = {n: moment for file in self._files for moment, n in file.between(table, *span)}
        return self._in_order(table, sorted(moments, key=lambda number: moments[number]))

    def _in_order(self, table: str, numbers: Collection[int]) -> list[Place]:
        found = self._newest_of(table, numbers)
        return [found[number] for number in numbers if number in found]

    def _newest_of(self, table: str, numbers: Collection[int]) -> dict[int, Place]:
        """The newest versions of documents; every file is asked once for all that no newer one has."""
        found: dict[int, Place] = {}
        left = set(numbers)
        for file in reversed(self._files):
            if not left:
                break
            here = file.among(table, left)
            found.update((number, Place(file, where)) for number, where in here.items())
            left.difference_update(here)
        return found

    def read_place(self, place: Place) -> Document:
        """The document at a place; where that is damaged, the newest version of it that is sound.

        The damage is reported. Raises `StoreError` when no version is left.
        """
        try:
            return place.read()
        except StoreError as problem:
            self.report(problem)
            if place not in self._lost:
                self._take_stock(place.file)
            earlier = self.find(*self._lost[place]) if place in self._lost else None
            if earlier is None:
                raise
            return self.read_place(earlier)

    def _take_stock(self, file: LogFile) -> None:
        """Find out what of a file is damaged, and what that was."""
        before = _places(file)
        file.read_again()
        sound = _places(file)
        self._lost.update({place: known for place, known in before.items() if place not in sound})

    def sound(self, places: Iterable[Place]) -> Iterator[Document]:
        """The documents that can be read; the others are reported."""
        for place in places:
            with suppress(StoreError):
                yield self.read_place(place)

    def report(self, problem: StoreError) -> None:
        """Remember what is wrong, once."""
        if str(problem) not in map(str, self.problems):
            self.problems.append(problem)

    def forget(self, code: str) -> None:
        """What has this code is in order again."""
        self.problems = [problem for problem in self.problems if problem.code != code]

    def close(self) -> None:
        """Keep the index of the last file and give all files back: nothing can be read any more."""
        if not self._read_only:
            self._last.keep()
        for file in self._files:
            file.close()

    def is_in_place(self) -> bool:
        """Whether all of this is in the folder."""
        return self._read_only or all(file.is_in_place() for file in self._files)

    def lands_here(self) -> bool:
        """Whether what is added now lands in the history of this folder."""
        return self._read_only or self._last.is_in_place()

    def is_removed(self) -> bool:
        """Whether what is added now lands nowhere."""
        return not self._read_only and self._last.is_removed()

    def forget_index(self) -> None:
        """Remove the index of the last file, which was taken away without it."""
        files.remove(self._last.sidecar)

    def put_back(self) -> None:
        """Give the full files that something else took away their place again: they are still open. It is
        reported, also where it cannot be done."""
        for file in self._files[:-1]:
            if file.is_in_place():
                continue
            try:
                file.put_back()
                self.report(StoreError("put-back", path=str(file.path)))
            except StoreError as problem:
                self.report(problem)

    def _begin_next_when_full(self) -> None:
        """What was written stays written, even when the next file cannot be made now."""
        if self._last.size < SEAL_BYTES:
            return
        with suppress(StoreError):
            following = GrowingFile(
                self._folder / _name(int(self._last.path.stem) + 1), describe, self.report
            )
            self._last.pack()
            self._last = following
            self._files.append(following)


def carry_over(old: HistoryStorage, new: HistoryStorage) -> None:
    """Add to a history what it lacks of another. Of a standing the one that counts more calls is taken."""
    for table in TABLES:
        waiting: list[Document] = []
        for number, place in old.all(table).items():
            there = new.find(table, number)
            for document in old.sound([place]):
                if there is None or (table == "standings" and _knows_more(document, new.sound([there]))):
                    waiting.append(document)
            if len(waiting) >= _AT_ONCE:
                new.append({table: waiting})
                waiting = []
        new.append({table: waiting})


def _knows_more(ours: Document, theirs: Iterator[Document]) -> bool:
    return all(one.get("calls", 0) <= ours.get("calls", 0) and one != ours for one in theirs)


class View(Mapping[str, Document]):
    """What TinyDB gets when it reads a table: documents by number, read when they are asked for."""

    def __init__(self, storage: HistoryStorage, table: str) -> None:
        self._storage = storage
        self._table = table

    def __getitem__(self, number: str) -> Document:
        place = self._storage.find(self._table, int(number))
        if place is None:
            raise KeyError(number)
        return self._storage.read_place(place)

    def __iter__(self) -> Iterator[str]:
        return map(str, self._storage.all(self._table))

    def __len__(self) -> int:
        return len(self._storage.all(self._table))

    def items(self) -> _Items:
        """All documents in the order of the files; one that cannot be read is reported."""
        return _Items(self)

    def _pairs(self) -> Iterator[tuple[str, Document]]:
        for number, place in self._storage.all(self._table).items():
            for document in self._storage.sound([place]):
                yield str(number), document


class _Items(ItemsView[str, Document]):
    """The documents of a view, looked up once instead of one by one."""

    _mapping: View

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        return self._mapping._pairs()


def _places(file: LogFile) -> dict[Place, tuple[str, int]]:
    """Table and number of the document at every place of a file."""
    return {Place(file, where): (table, number) for table in TABLES for number, where in file.places(table)}


def _number_in(path: Path) -> int:
    return int(path.stem)


def _name(number: int) -> str:
    return f"{number:06d}.log"
