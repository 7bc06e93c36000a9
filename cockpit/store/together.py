"""Several files of the workspace that change together: all of them or none, whatever stops the program.

First every new content is written beside its file, as `<name>.tmp`. Then the file `changing` is written,
one line as in `lines` with one document:

    {"replaced": ["history/000001.log", …], "removed": ["drafts/….json", …]}

From that moment on the change counts: the files take their places, and `changing` goes last. A workspace in
which it is found is brought to the end of the change when it is opened; one without it is as it was.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cockpit.store import files
from cockpit.store.codec import Unreadable
from cockpit.store.lines import read_line, write_line
from cockpit.store.port import StoreError

NAME = "changing"


class Together:
    """A change of several files that nobody sees before `carry_out`. Raises `OSError`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._replaced: list[Path] = []
        self._removed: list[Path] = []

    def replace(self, path: Path, content: bytes) -> None:
        """Give a file another content."""
        self._replaced.append(path)
        files.write_beside(path, content)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self._removed.append(path)

    def give_up(self) -> None:
        """Leave everything as it is."""
        for path in self._replaced:
            files.remove(files.beside(path))

    def carry_out(self) -> None:
        """Let all changes count. When this fails, opening the workspace ends it."""
        for folder in {path.parent for path in self._replaced}:
            files.sync_folder(folder)
        names = {
            "replaced": [self._name(path) for path in self._replaced],
            "removed": [self._name(path) for path in self._removed],
        }
        line, _ = write_line([(NAME, names)], 0)
        files.replace(self._folder / NAME, line)
        finish(self._folder)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


def is_unfinished(folder: Path) -> bool:
    """Whether a change of this workspace was stopped after it began to count."""
    return (folder / NAME).exists()


def finish(folder: Path) -> StoreError | None:
    """Bring a change that was stopped to its end; what is wrong when nobody can know which that is.

    Raises `OSError`.
    """
    path = folder / NAME
    try:
        [entry] = read_line(path.read_bytes(), 0)
        replaced = [_inside(folder, name) for name in entry.document["replaced"]]
        removed = [_inside(folder, name) for name in entry.document["removed"]]
    except FileNotFoundError:
        return None
    except (Unreadable, ValueError, KeyError, TypeError) as error:
        return files.damaged(files.set_aside(path), error)
    for name in removed:
        name.unlink(missing_ok=True)
    for name in replaced:
        with suppress(FileNotFoundError):  # in its place already
            files.beside(name).replace(name)
    for parent in {name.parent for name in (*removed, *replaced)}:
        files.sync_folder(parent)
    path.unlink()
    files.sync_folder(folder)
    return None


def _inside(folder: Path, name: str) -> Path:
    """The file of this name; raises `ValueError` for one that is not in the workspace."""
    path = folder / name
    if ".." in path.parts or not path.is_relative_to(folder):
        raise ValueError("a place outside the workspace")
    return path
