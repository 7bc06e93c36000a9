"""The history as TinyDB tables, which can be searched like any other; a document can be added or replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import datetime
from typing import Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.table import Document as Numbered
from tinydb.table import Table

from cockpit.store.codec import Document, to_bytes
from cockpit.store.history import TABLES, HistoryStorage, number_of


class HistoryTable(Table):
    """A TinyDB table on the history, with three ways to find documents without reading all of them."""

    def __init__(self, storage: HistoryStorage, name: str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(storage, name, **{**options, "cache_size": 0})  # a cache would see nothing of a save
        self._history = storage

    def document(self, key: str) -> Document | None:
        """The document with this id; raises `StoreError` when it is damaged."""
        place = self._history.find(self.name, number_of(key))
        document = self._history.read_place(place) if place else None
        return document if document is not None and document[TABLES[self.name].id] == key else None

    def newest(self) -> Document | None:
        """The document that was written last; raises `StoreError` when it is damaged."""
        place = self._history.newest(self.name)
        return self._history.read_place(place) if place else None

    def of_debtor(self, debtor_id: str) -> Iterator[Document]:
        """The documents of a debtor, those that are known longest first."""
        for document in self._history.sound(self._history.of_debtor(self.name, debtor_id)):
            if document.get("debtor_id") == debtor_id:
                yield document

    def between(self, first: datetime, last: datetime) -> Iterator[Document]:
        """The documents with a moment from `first` up to, not including, `last` (UTC), oldest first."""
        return self._history.sound(self._history.between(self.name, first, last))

    def insert(self, document: Mapping[str, Any]) -> int:
        return super().insert(self._numbered(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        return super().insert_multiple(map(self._numbered, documents))

    def _numbered(self, document: Mapping[str, Any]) -> Numbered:
        return Numbered(document, number_of(document[TABLES[self.name].id]))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        """TinyDB's one way to write: `updater` gets the table. Only what it changed is written."""
        draft = _Draft(self._history, self.name)
        updater(cast("dict[int, Mapping[str, Any]]", draft))
        self._history.append({self.name: draft.changed()})


class _Draft(MutableMapping[int, Document]):
    """A table while it is being changed: nothing reaches the history before `changed` is written."""

    def __init__(self, history: HistoryStorage, table: str) -> None:
        self._history = history
        self._table = table
        self._touched: dict[int, Document] = {}
        self._before: dict[int, bytes] = {}

    def __getitem__(self, number: int) -> Document:
        if number not in self._touched:
            place = self._history.find(self._table, number)
            if place is None:
                raise KeyError(number)
            self._touched[number] = self._history.read_place(place)
            self._before[number] = to_bytes(self._touched[number])
        return self._touched[number]

    def __setitem__(self, number: int, document: Document) -> None:
        self._touched[number] = document

    def __delitem__(self, number: int) -> NoReturn:
        raise TypeError("the history only grows")

    def __iter__(self) -> Iterator[int]:
        return iter({**self._history.all(self._table), **self._touched})

    def __len__(self) -> int:
        return len({**self._history.all(self._table), **self._touched})

    def changed(self) -> list[Document]:
        """The documents that are not what they were."""
        return [d for number, d in self._touched.items() if to_bytes(d) != self._before.get(number)]


class History(TinyDB):
    """The history as a TinyDB database: `History(folder, storage=HistoryStorage)`."""

    table_class: type[Table] = HistoryTable

    def table(self, name: str, **options: Any) -> HistoryTable:  # noqa: ANN401
        return cast(HistoryTable, super().table(name, **options))
