"""Paths as people type, paste and drag them into a line: with quotes, `~`, `file://` or escaped blanks."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from cockpit.core.text import clean_line
from cockpit.paths import named

_QUOTES = "\"'"
_ESCAPES = os.sep == "/"  # on Windows a backslash parts folders


@dataclass(frozen=True, slots=True)
class Completion:
    """The line completed as far as it is certain, and the names between which it has to be chosen."""

    line: str
    names: tuple[str, ...] = ()


def typed_files(line: str) -> tuple[Path, ...]:
    """The files that a line names: one, or several that were dragged together; empty for an empty line."""
    text = line.strip()
    if not text:
        return ()
    whole = named(_plain(text))
    if _is_there(whole):
        return (whole,)
    several = tuple(named(_plain(part)) for part in _parts(text))
    if len(several) > 1 and all(map(_is_there, several)):
        return several
    return (whole,)


def complete(line: str) -> Completion:
    """Complete the last name of a path from what the folder holds. Capitals make no difference."""
    text = _plain(line.strip())
    folder, begun = os.path.split(text)
    names = sorted(_names(named(folder or "."), begun))
    if not names:
        return Completion(line)
    before = text.removesuffix(begun)
    if len(names) == 1:
        return Completion(before + names[0])
    return Completion(before + _common(names), tuple(names))


def _is_there(path: Path) -> bool:
    """Whether there is such a file or folder; there is none for what no path can be."""
    try:
        return path.exists()
    except OSError:
        return False


def _common(names: Sequence[str]) -> str:
    """What all names begin with, as the first one writes it."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*map(str.casefold, names), strict=False))
    return names[0][: sum(1 for _ in same)]


def _plain(text: str) -> str:
    """The path itself, out of what a file manager or a shell made of it."""
    if text[:1] in _QUOTES and text[-1:] == text[:1] and len(text) > 1:
        text = text[1:-1]
    elif text[:1] in _QUOTES:
        text = text[1:]
    elif _ESCAPES and "\\" in text and not _is_there(Path(text)):
        text = _unescaped(text)
    return _from_address(text) if text.lower().startswith("file:") else text


def _unescaped(text: str) -> str:
    try:
        return " ".join(shlex.split(text))
    except ValueError:  # an apostrophe in a name, or a blank that is still to come
        return text.replace("\\", "")


def _from_address(text: str) -> str:
    try:
        return url2pathname(urlsplit(text).path)
    except ValueError:
        return unquote(text)


def _parts(text: str) -> list[str]:
    try:
        return shlex.split(text, posix=_ESCAPES)
    except ValueError:
        return [text]


def _names(folder: Path, begun: str) -> Iterator[str]:
    """What the folder holds that begins so, folders with a slash; hidden ones only after a dot."""
    start = begun.casefold()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                if (
                    entry.name.casefold().startswith(start)
                    and not hidden
                    and clean_line(entry.name) == entry.name
                ):
                    yield f"{entry.name}{os.sep}" if entry.is_dir() else entry.name
    except (OSError, ValueError):  # not there, not ours to read, or nothing that a path can be
        return
