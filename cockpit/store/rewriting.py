"""The history without some of its documents, or some of its words: all that a file of it is ever rewritten
for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from cockpit.store.codec import Document
from cockpit.store.history import TABLES, log_files
from cockpit.store.lines import Entry, read_line, read_sound, write_line
from cockpit.store.log import NO_LINE
from cockpit.store.together import Together

Named = tuple[str, str]
"""A document by its table and its id."""

Goes = Callable[[str, Document], bool]
"""Whether a version of a document of this table is taken out."""

Blacken = Callable[[Document], Document]
"""A document without the words that may not stay."""


def name_of(table: str, document: Document) -> Named:
    """What the document is known by."""
    return table, str(document[TABLES[table].id])


def newest_versions(folder: Path) -> dict[Named, tuple[str, int]]:
    """File and place of the newest sound version of every document."""
    found = {}
    for path in log_files(folder):
        for entries, _, _ in _lines(path):
            for entry in entries:
                found[name_of(*entry[:2])] = (path.name, entry.where)
    return found


def take_out(
    together: Together,
    folder: Path,
    goes: Goes,
    unsound_goes: Callable[[bytes], object],
    newest: dict[Named, tuple[str, int]] | None = None,
    blacken: Blacken = lambda document: document,
) -> None:
    """Rewrite the files of the history without the documents that go; raises `OSError`.

    Of those that stay, `blacken` may take words out. A line that is not sound stays as it is, unless
    `unsound_goes` says otherwise. With `newest`, only the newest version of a document stays. A file of which
    nothing is left stays, empty: one that is not there was taken away by something else.
    """
    for path in log_files(folder):
        content, is_changed = bytearray(), False
        for entries, line, is_sound in _lines(path):
            kept = [
                (entry.table, blacken(entry.document))
                for entry in entries
                if not goes(*entry[:2]) and _is_newest(path, entry, newest)
            ]
            if kept == [e[:2] for e in entries] and (is_sound or not unsound_goes(line)):
                content += line
                continue
            is_changed = True
            if kept:
                content += write_line(kept, len(content))[0]
        if is_changed:
            together.remove(path.with_suffix(".idx"))
            together.replace(path, bytes(content))


def _is_newest(path: Path, entry: Entry, newest: dict[Named, tuple[str, int]] | None) -> bool:
    return newest is None or newest.get(name_of(*entry[:2])) == (path.name, entry.where)


def _lines(path: Path) -> Iterator[tuple[list[Entry], bytes, bool]]:
    """The documents of every line, the line itself, and whether it is sound; else those that still are."""
    offset = 0
    with path.open("rb") as file:
        for line in file:
            try:
                entries, is_sound = read_line(line, offset), True
            except NO_LINE:
                entries, is_sound = list(read_sound(line, offset)), False
            yield [entry for entry in entries if _is_named(entry)], line, is_sound
            offset += len(line)


def _is_named(entry: Entry) -> bool:
    with suppress(*NO_LINE):
        return bool(name_of(*entry[:2]))
    return False


def owner_of(table: str, document: Document) -> Any:  # noqa: ANN401 a file may hold anything
    """The debtor whom the document is about."""
    return document.get(TABLES[table].debtor)
