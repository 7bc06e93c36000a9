"""What can still be read of a ledger file that was cut off or written into by something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple, TypeVar

from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.store.codec import Unreadable, decode_ledger, decode_rows, from_bytes

T = TypeVar("T")
_NO_ROWS: Mapping[str, Mapping[str, Mapping[str, object]]] = {
    "debtors": {"1": {"rows": []}},
    "invoices": {"1": {"rows": []}},
}
_NEXT_TABLE = re.compile(r',\s*"(?:debtors|invoices|check)":\{"1":')
_DECODER = json.JSONDecoder()


class Salvaged(NamedTuple):
    """The rows of a damaged ledger that are sound, and how many are not; None when nobody can know."""

    ledger: Ledger
    lost: int | None


def salvage(data: bytes) -> Salvaged:
    """The debtors and invoices of which the row is whole; an invoice without its debtor is lost."""
    text = data.decode("utf-8", "replace")
    debtors = {debtor.id: debtor for debtor in _rows(Debtor, "debtors", text)}
    invoices = tuple(i for i in _rows(Invoice, "invoices", text) if i.debtor_id in debtors)
    try:
        head = from_bytes(data.partition(b"\n")[0].rstrip(b",") + b"}")["ledger"]["1"]
        before = decode_ledger({"ledger": {"1": head}, **_NO_ROWS})
        lost = head["debtors"] - len(debtors) + head["invoices"] - len(invoices)
    except (Unreadable, KeyError, TypeError):
        return Salvaged(Ledger(debtors, invoices), None)
    return Salvaged(Ledger(debtors, invoices, before.read_at, before.source), max(lost, 0))


def _rows(cls: type[T], table: str, text: str) -> Iterator[T]:
    """The rows of a table that can be read, one by one."""
    start = text.find(f'"{table}":{{"1":{{"columns":')
    following = _NEXT_TABLE.search(text, start + 1)
    end = following.start() if following else len(text)
    try:
        columns, at = _DECODER.raw_decode(text, text.index("[", start, end))
        at = text.index('"rows":[', at, end) + len('"rows":[')
    except (ValueError, RecursionError):
        return
    while start >= 0 and at < end and text[at] != "]":
        try:
            row, after = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):  # on with the next that looks like one
            found = text.find("],[", at, end)
            at = end if found < 0 else found + 2
            continue
        with suppress(Unreadable):
            yield from decode_rows(cls, {"columns": columns, "rows": [row]})
        at = after + text.startswith(",", after)
