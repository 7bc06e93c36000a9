"""Before a workspace is opened: its folders are made, the lock is taken, what was stopped is ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cockpit.store import files, together, version
from cockpit.store.foreign import refuse_foreign
from cockpit.store.history import begin, log_files, missing_files
from cockpit.store.lock import FolderLock
from cockpit.store.port import StoreError

FOLDERS = ("history", "drafts", "backups")
"""The folders in the folder."""

_OURS = ("version", "ledger.json", "layouts.json", together.NAME)
"""The files in the folder itself that are ours to tidy up."""


def to_write(
    folder: Path, now: Callable[[], datetime], held: FolderLock | None = None
) -> tuple[FolderLock, list[StoreError]]:
    """The lock of a workspace that can be written, and what was wrong; raises `StoreError`.

    `held` is the lock that we have already: the same comes back while its file is in place.
    """
    try:
        return _prepare(folder, now, held)
    except OSError as error:
        raise _refused(error, folder) from None


def folders(folder: Path) -> None:
    """Make the folders of a workspace that is ours already. Raises `StoreError`."""
    try:
        _make_folders(folder)
    except OSError as error:
        raise _refused(error, folder) from None


def has_lost_history(folder: Path) -> bool:
    """Whether all of the history is gone: a workspace that was opened once has a file of it, if empty."""
    history = folder / "history"
    if history.exists() and not history.is_dir():
        return False
    is_new = not (folder / version.NAME).exists()
    return not (is_new or log_files(history) or missing_files(history))


def _note_lost_history(folder: Path) -> StoreError:
    """Keep a note that all of it was gone when it began anew. Raises `OSError`."""
    files.set_aside(folder / "history" / "all.idx", b"all of it was missing\n")
    return StoreError("missing", path=str(folder / "history"))


def to_look(folder: Path, now: Callable[[], datetime]) -> list[StoreError]:
    """See to it that a workspace can be looked at; raises `StoreError` for one of another version.

    A change that a crash stopped half-way is ended first, unless somebody else is at it or nobody may write.
    What is wrong with the version is returned: it is taken for ours then.
    """
    problems = []
    with suppress(OSError):
        version.finish_upgrade(folder)
    try:
        if version.found(folder) < version.MAJOR:
            raise StoreError("read-only", path=str(folder))
    except StoreError as error:
        if error.code != "damaged":
            raise
        problems.append(error)
    if has_lost_history(folder):
        problems.append(StoreError("missing", path=str(folder / "history")))
    if together.is_unfinished(folder):
        with suppress(StoreError, OSError):
            lock = FolderLock(folder, now)
            try:
                together.finish(folder)
            finally:
                lock.release()
    return problems


def _prepare(
    folder: Path, now: Callable[[], datetime], held: FolderLock | None
) -> tuple[FolderLock, list[StoreError]]:
    version.finish_upgrade(folder)
    refuse_foreign(folder)
    files.make_folder(folder)
    lock = _lock(folder, now, held)
    try:
        major, problems = _version(folder)
        unsure = together.finish(folder)
        problems += [unsure] if unsure else []
        if major < version.MAJOR:
            version.upgrade(folder, major)
            lock.release()
            lock = FolderLock(folder, now)
        _make_folders(folder)
        for name in FOLDERS:
            files.remove_unfinished(folder / name)
            files.make_private((folder / name).iterdir())
        for name in _OURS:  # what else lies here is not ours
            files.remove_unfinished(folder, name)
            files.make_private(folder.glob(f"{name}*"))
        if has_lost_history(folder):
            problems.append(_note_lost_history(folder))
        begin(folder / "history")
        if not (folder / "version").exists():
            version.write(folder)
    except BaseException:
        if lock is not held:
            lock.release()
        raise
    return lock, problems


def _lock(folder: Path, now: Callable[[], datetime], held: FolderLock | None) -> FolderLock:
    """The lock that we have, or another: the system would refuse us a second on the same file."""
    if held is None or not held.is_in_place():
        return FolderLock(folder, now)
    held.take_again()
    return held


def _refused(error: OSError, folder: Path) -> StoreError:
    for name in FOLDERS:
        if (folder / name).exists() and not (folder / name).is_dir():
            return StoreError("in-the-way", path=str(folder / name))
    return files.failure(error, folder)


def _make_folders(folder: Path) -> None:
    for name in FOLDERS:
        files.make_folder(folder / name)


def _version(folder: Path) -> tuple[int, list[StoreError]]:
    """The version of the files. A file `version` that says nothing is set aside: ours is the best guess, and
    every file that is not as we know it is set aside as well when it is read."""
    try:
        return version.found(folder), []
    except StoreError as error:
        if error.code != "damaged":
            raise
        kept = files.set_aside(folder / version.NAME)
        return version.MAJOR, [files.damaged(kept, error.values["reason"])]
