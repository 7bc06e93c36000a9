"""Reading a ledger file a thousand rows at a time.

Read as one JSON document, a ledger of 30,000 invoices takes three times the memory that it needs, and most of
what was needed only for reading is never given back: its pieces lie between those that are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.store.codec import RowReader, Unreadable, decode_ledger, from_bytes

T = TypeVar("T")

_AT_ONCE = 1000
_ROWS = b'"rows":['
_ROW = json.JSONDecoder()
_NOTHING: dict[str, dict[str, list[object]]] = {"1": {"rows": []}}


def read_ledger(data: bytes) -> Ledger | None:
    """The ledger in the bytes of a file that has every table on a line of its own, as we write it.

    None for a file that is laid out otherwise: then it is to be read as any JSON. The checksum is the
    caller's business. Raises `Unreadable`.
    """
    second = data.find(b"\n") + 1
    third = data.find(b"\n", second) + 1
    if not (data.startswith(b'"debtors":', second) and data.startswith(b'"invoices":', third)):
        return None
    debtors, invoices = _values(Debtor, data, second), _values(Invoice, data, third)
    if debtors is None or invoices is None:
        return None
    head = from_bytes(data[:second].rstrip(b",\n") + b"}")
    empty = decode_ledger(head | {"debtors": _NOTHING, "invoices": _NOTHING})
    return Ledger({debtor.id: debtor for debtor in debtors}, tuple(invoices), empty.read_at, empty.source)


def _values(cls: type[T], data: bytes, start: int) -> list[T] | None:
    """The values in the table on the line that begins here; None when it does not begin as we write it."""
    end = data.find(b"\n", start)
    rows = data.find(_ROWS, start, end) + len(_ROWS)
    if end < 0 or rows < len(_ROWS):
        return None
    (table,) = from_bytes(b"{" + data[start:rows] + b"]}}}").values()
    try:
        reader = RowReader(cls, table["1"]["columns"])
    except (KeyError, TypeError):
        return None
    return [value for part in _parts(_text(data[rows:end])) for value in reader.values(part)]


def _parts(text: str) -> Iterator[list[Any]]:
    """The rows of a table, so many at a time."""
    at, rows = 0, list[Any]()
    try:
        while text[at] != "]":
            row, at = _ROW.raw_decode(text, at)
            rows.append(row)
            if text[at] == ",":
                at += 1
            elif text[at] != "]":
                raise Unreadable("a row is not followed by another")
            if len(rows) == _AT_ONCE:
                yield rows
                rows = []
    except (ValueError, IndexError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None
    yield rows


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Unreadable(type(error).__name__) from None
