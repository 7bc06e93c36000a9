"""How core values become JSON documents and come back. Nothing else in the house knows.

The documents follow the dataclasses of `cockpit.core`; the annotations of their fields are read once for each
class. What a value looks like in a document:

    text, whole number, yes or no     as in JSON
    Decimal, Money                    "1842.50", "1842.50 EUR"
    date, datetime                    "2026-11-27", "2026-11-27T15:30:00+00:00" (always UTC)
    enumeration                       its value, "ring-back"
    dataclass                         an object with the names of its fields
    tuple                             a list

A field that is empty ("", 0, false, null, an empty list or object) is left out when empty is its default. A
missing field takes its default, an unknown one is passed over: a later minor version may add fields. So the
default of a field can only be changed together with the version of the workspace.

Many flat values of one class (the debtors and invoices of a ledger) become one document with rows, which
reads several times faster: {"columns": ["number", …], "rows": [["2026-0412", …], …]}.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import repeat
from operator import attrgetter
from typing import Any, Generic, TypeVar

from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.store.shapes import Convert, parts_of, read_object, read_time, text, write_object, write_time

T = TypeVar("T")
Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]

_SURROGATES = "surrogatepass"  # one broken character in a name must not cost the file
_WRONG = (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError)


class Unreadable(ValueError):
    """A document that is not what its class asks for."""


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """The document as JSON in UTF-8, without a tab or a line break in it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", _SURROGATES)


def from_bytes(data: bytes) -> Document:
    """The document in JSON bytes; raises `Unreadable` when they hold anything else."""
    try:
        found = json.loads(data.decode("utf-8", _SURROGATES))
    except _WRONG as error:
        raise Unreadable(str(error)) from None
    if not isinstance(found, dict):
        raise Unreadable("not a JSON object")
    return found


def encode(value: object) -> Document:
    """The document of a core value; raises `ValueError` for a time without a zone."""
    return write_object(value)


def decode(cls: type[T], document: Mapping[str, Any]) -> T:
    """The core value in a document; raises `Unreadable`."""
    try:
        return read_object(cls, document)
    except _WRONG as error:
        raise _unreadable(cls.__name__, error) from None


def encode_rows(cls: type[T], items: Iterable[T]) -> Document:
    """One document with a row for each value; a column that is empty in all rows is left out."""
    items = tuple(items)
    columns = {}
    for name, write, left_out, _, _ in parts_of(cls):
        column = list(map(attrgetter(name), items))
        if write is not None:
            column = list(map(write, column))
        if any(item != left_out for item in column):
            columns[name] = column
    return {"columns": list(columns), "rows": list(zip(*columns.values(), strict=True))}


def decode_rows(cls: type[T], document: Mapping[str, Any]) -> list[T]:
    """The values in a document of rows; raises `Unreadable`."""
    try:
        rows = document["rows"]
        reader = RowReader[T](cls, document["columns"] if rows else ())
    except _WRONG as error:
        raise _unreadable(cls.__name__, error) from None
    return reader.values(rows)


class RowReader(Generic[T]):
    """Reads the rows of a table, all at once or in parts.

    What occurs in several places (a name, a day, an amount) is read, and kept in memory, only once.
    """

    def __init__(self, cls: type[T], columns: Sequence[str]) -> None:
        self._cls = cls
        self._columns = columns
        self._known: dict[Convert, dict[Any, Any]] = {}

    def values(self, rows: Sequence[Sequence[Any]]) -> list[T]:
        """The values of some rows; raises `Unreadable`."""
        try:
            if not rows:
                return []
            columns = dict(zip(self._columns, zip(*rows, strict=True), strict=True))
            return list(map(self._cls, *self._fields(columns, len(rows))))
        except _WRONG as error:
            raise _unreadable(self._cls.__name__, error) from None

    def _fields(self, columns: Mapping[str, Sequence[Any]], length: int) -> Iterator[Iterable[Any]]:
        """The values of every field."""
        for part in parts_of(self._cls):
            column = columns.get(part.name)
            if column is None:
                yield repeat(part.default(), length)
                continue
            seen = self._known.setdefault(part.read, {})
            seen.update({item: part.read(item) for item in set(column).difference(seen)})
            yield map(seen.__getitem__, column)


def encode_ledger(ledger: Ledger) -> Tables:
    """The tables of a ledger file. The first holds what is to be known without reading the others."""
    head = {
        "read_at": write_time(ledger.read_at) if ledger.read_at else None,
        "source": ledger.source,
        "debtors": len(ledger.debtors),
        "invoices": len(ledger.invoices),
    }
    debtors = encode_rows(Debtor, ledger.debtors.values())
    invoices = encode_rows(Invoice, ledger.invoices)
    return {"ledger": {"1": head}, "debtors": {"1": debtors}, "invoices": {"1": invoices}}


def decode_ledger(tables: Mapping[str, Any]) -> Ledger:
    """The ledger in the tables of a ledger file; raises `Unreadable`."""
    try:
        head, debtors, invoices = (tables[name]["1"] for name in ("ledger", "debtors", "invoices"))
        read_at, source = head["read_at"], text(head["source"])
    except _WRONG as error:
        raise _unreadable("Ledger", error) from None
    when = None if read_at is None else decode_time(read_at)
    known = {debtor.id: debtor for debtor in decode_rows(Debtor, debtors)}
    return Ledger(known, tuple(decode_rows(Invoice, invoices)), when, source)


def decode_time(found: object) -> datetime:
    """The moment (UTC) in a document; raises `Unreadable`."""
    try:
        return read_time(found)
    except _WRONG as error:
        raise _unreadable("datetime", error) from None


@contextmanager
def without_collector() -> Iterator[None]:
    """For ten thousands of new values: the garbage collector would search them all, and none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unreadable(what: str, error: Exception) -> Unreadable:
    """Why it cannot be read, without the words that stand in it: they may be somebody's secret."""
    return Unreadable(f"{what}: {error if isinstance(error, TypeError) else type(error).__name__}")
