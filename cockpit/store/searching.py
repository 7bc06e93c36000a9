"""Searching every byte of every file of a workspace: the proof that none of somebody's texts is in them.

A word that may be another or an ordinary word (a bare surname) is looked for only in what people typed, and
in mails and calendar files: a person has to judge what is found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cockpit.store import typed
from cockpit.store.codec import Document, Unreadable, from_bytes
from cockpit.store.lines import read_line
from cockpit.store.log import NO_LINE
from cockpit.store.names import is_all_of
from cockpit.store.traces import Traces, readings
from cockpit.store.typed import CONTACTS
from cockpit.store.version import kept_beside


@dataclass(frozen=True, slots=True)
class Find:
    """A file in which something was found: which texts, and the debtors about whom it is noted, if known."""

    path: Path
    texts: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Where somebody may be meant: in a field of what was noted about a debtor, at a call if that is known;
    or in a file of the outbox (`path`)."""

    debtor_id: str
    call_id: str
    field: str
    texts: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how many files of how many bytes together, for which texts; what was found, and
    the files that could not be read.

    `words` were looked for only where people wrote, and `perhaps` is where they are.
    """

    texts: tuple[str, ...]
    files: int
    size: int
    found: tuple[Find, ...]
    unread: tuple[Path, ...]
    words: tuple[str, ...] = ()
    perhaps: tuple[Mention, ...] = ()


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
    perhaps = tuple(mentions(folder, traces.perhaps_in))
    return Searched(traces.texts, files, size, tuple(found), tuple(unread), traces.words, perhaps)


def mentions(folder: Path, find: Callable[[str], tuple[str, ...]]) -> list[Mention]:
    """Where one of the texts that `find` finds stands in what people typed, or in a paper of the outbox.

    What cannot be read is passed over.
    """
    found = set[Mention]()
    for document in _documents(folder):
        debtor, call = str(document.get("debtor_id", "")), _call_of(document)
        for field, text in typed.texts(document):
            at = tuple(name for name in find(text) if not (field in CONTACTS and is_all_of(text, name)))
            found |= {Mention(debtor, call, field, at)} if at else set()
    for path in (folder / "outbox").rglob("*.*"):
        with suppress(OSError):
            texts = dict.fromkeys(text for reading in readings(path) for text in find(reading))
            found |= {Mention("", "", "", tuple(texts), str(path))} if texts else set()
    return sorted(found)


def _documents(folder: Path) -> Iterator[Document]:
    """What was noted, in every version of it, and the calls begun."""
    for path in (folder / "history").glob("*.log"):
        with suppress(OSError), path.open("rb") as file:
            for line in file:
                with suppress(*NO_LINE):
                    yield from (document for _, document, _ in read_line(line, 0))
    for path in (folder / "drafts").glob("*.json"):
        with suppress(OSError, Unreadable):
            yield from_bytes(path.read_bytes())


def _call_of(document: Document) -> str:
    """The call at which it was noted; a standing is of no call."""
    return str(document.get("call_id") or document.get("id") or "")


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
