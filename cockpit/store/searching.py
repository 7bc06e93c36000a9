"""Searching every byte of every file of a workspace: the proof that somebody is in none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cockpit.store.codec import Unreadable, from_bytes
from cockpit.store.lines import read_line
from cockpit.store.log import NO_LINE
from cockpit.store.traces import Traces
from cockpit.store.version import kept_beside


@dataclass(frozen=True, slots=True)
class Find:
    """A file in which something was found: which texts, and the debtors about whom it is noted, if known."""

    path: Path
    texts: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how many files of how many bytes together, for which texts; what was found, and
    the files that could not be read."""

    texts: tuple[str, ...]
    files: int
    size: int
    found: tuple[Find, ...]
    unread: tuple[Path, ...]


def search(folder: Path, traces: Traces) -> Searched:
    """Search a workspace, and what upgrades left beside it. The content of links is not followed."""
    files = size = 0
    found, unread = list[Find](), list[Path]()
    for path in _files(folder):
        try:
            texts = traces.in_file(path)
            files, size = files + 1, size + path.stat().st_size
            if texts:
                found.append(Find(path, texts, tuple(dict.fromkeys(_about(path, traces)))))
        except OSError:
            unread.append(path)
    return Searched(traces.texts, files, size, tuple(found), tuple(unread))


def _files(folder: Path) -> Iterator[Path]:
    for place in (folder, *kept_beside(folder)):
        for inside, folders, names in os.walk(place):
            folders.sort()
            paths = (Path(inside, name) for name in sorted(names))
            yield from (path for path in paths if path.is_file() or path.is_symlink())


def _about(path: Path, traces: Traces) -> Iterator[str]:
    """The debtors of the documents in which something was found."""
    if path.suffix == ".log" and path.parent.name == "history":
        with path.open("rb") as file:
            for line in file:
                with suppress(*NO_LINE):
                    for _, document, _ in read_line(line, 0):
                        if _names(document, traces):
                            yield str(document.get("debtor_id", ""))
    elif path.parent.name == "drafts":
        with suppress(Unreadable):
            yield str(from_bytes(path.read_bytes()).get("debtor_id", ""))


def _names(value: object, traces: Traces) -> bool:
    """Whether something is found in a text of a document."""
    if isinstance(value, dict):
        return any(_names(item, traces) for item in value.values())
    if isinstance(value, list):
        return any(_names(item, traces) for item in value)
    return isinstance(value, str) and bool(traces.in_text(f'"{value}"'))
