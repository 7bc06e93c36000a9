"""The lines of a history file: one line is one transaction.

    <check>⇥<table>⇥<document>[⇥<check>⇥<table>⇥<document> …]⏎

`document` is JSON in UTF-8, which holds no raw tab or line break; `check` is the CRC-32 of
`<table>⇥<document>` in eight hexadecimal digits. All documents of a line count or none does: a line that is
cut off is no line. One that was whole once and was damaged later has those that still check. Lines are only
ever added; a document that changed is written again, whole, and the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple
from zlib import crc32

from cockpit.store.codec import Document, Unreadable, from_bytes, to_bytes
from cockpit.store.index import LONGEST, place


class Entry(NamedTuple):
    """One document of a line, and its place in the file."""

    table: str
    document: Document
    where: int


def write_line(documents: Sequence[tuple[str, Document]], offset: int) -> tuple[bytes, list[Entry]]:
    """The line with these documents, to be written at `offset`, and where each of them will be.

    Raises `ValueError` for a document that is too long to be found again (128 MB).
    """
    parts, entries = [], []
    for table, document in documents:
        body = table.encode() + b"\t" + to_bytes(document)
        part = b"%08x\t%b" % (crc32(body), body)
        if len(part) > LONGEST:
            raise ValueError(f"a document of {len(part)} bytes is too long")
        parts.append(part)
        entries.append(Entry(table, document, place(offset, len(part))))
        offset += len(part) + 1
    return b"\t".join(parts) + b"\n", entries


def read_line(line: bytes, offset: int) -> list[Entry]:
    """The documents of the line that begins at `offset`; raises `Unreadable` when it is not sound."""
    if not line.endswith(b"\n"):
        raise Unreadable("the line is cut off")
    parts = line[:-1].split(b"\t")
    if len(parts) % 3:
        raise Unreadable("the line is not whole")
    entries = []
    for check, table, body in _threes(parts):
        length = len(check) + len(table) + len(body) + 2
        entries.append(Entry(table.decode(), _checked(check, table, body), place(offset, length)))
        offset += length + 1
    return entries


def read_sound(line: bytes, offset: int) -> Iterator[Entry]:
    """The documents that check in a line that does not as a whole, whatever was written into it.

    For a line that was written whole: what was cut off while it was written is no line at all.
    """
    parts = line.removesuffix(b"\n").split(b"\t")
    start = offset
    for before, table, body in zip(parts, parts[1:], parts[2:], strict=False):
        check = before[-8:]
        for whole in (body, body[:-9], body[:-1]):  # a line break written over glues something to it
            with suppress(Unreadable, ValueError):
                document = _checked(check, table, whole)
                length = len(check) + len(table) + len(whole) + 2
                yield Entry(table.decode(), document, place(start + len(before) - len(check), length))
        start += len(before) + 1


def is_written(line: bytes) -> bool:
    """Whether a line that is not sound was written to its end: it has its line break, or only that was
    written over."""
    if line.endswith((b"\n", b"\t")):  # behind a tab another document was to come
        return line.endswith(b"\n")
    with suppress(Unreadable, ValueError):
        return bool(read_line(line[:-1] + b"\n", 0))
    return False


def read_document(data: bytes) -> Document:
    """The document in its stretch of the file; raises `Unreadable` when it does not check."""
    parts = data.split(b"\t")
    if len(parts) != 3:
        raise Unreadable("no document is there")
    return _checked(*parts)


def _threes(parts: list[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    return zip(parts[0::3], parts[1::3], parts[2::3], strict=True)


def _checked(check: bytes, table: bytes, body: bytes) -> Document:
    if check != b"%08x" % crc32(body, crc32(table + b"\t")):
        raise Unreadable("the checksum is not right")
    return from_bytes(body)
