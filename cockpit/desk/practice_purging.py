"""Tries and debriefs have the name of the trainee in them: they are kept no longer than a call."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cockpit.desk.practice_store import EXPORTS, NotForPractice, PracticeStore
from cockpit.store import files

_DEBRIEF = re.compile(r".*-(\d{8}-\d{6})\.(?:md|json)(?:\.tmp)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OldPractice:
    """What of practice is older than it is kept: how many tries, the files of debriefs, and what stays of
    the file of tries."""

    tries: int
    debriefs: tuple[Path, ...]
    kept: bytes


def old_practice(store: PracticeStore, before: datetime) -> OldPractice:
    """What was practised before a moment (UTC). Raises `StoreError`.

    A line that cannot be read is as old as the try that was added after it.
    """
    try:
        lines = store.lines()
        moments = list(_moments(lines))
        kept = [line for line, at in zip(lines, moments, strict=True) if at is None or at >= before]
        debriefs = sorted((store.folder / EXPORTS).iterdir()) if (store.folder / EXPORTS).is_dir() else []
    except NotForPractice:
        return OldPractice(0, (), b"")
    except OSError as error:
        raise files.failure(error, store.folder) from None
    old = (path for path in debriefs if (at := _moment_of(path)) is not None and at < before)
    return OldPractice(len(lines) - len(kept), tuple(old), b"".join(kept))


def forget(store: PracticeStore, old: OldPractice) -> None:
    """Take away what is old. Raises `StoreError`."""
    try:
        if old.tries:
            files.replace(store.path, old.kept)
        for path in old.debriefs:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise files.failure(error, store.folder) from None


def _moments(lines: Sequence[bytes]) -> Iterator[datetime | None]:
    """When each of the lines was added, or the next one that says so."""
    found: list[datetime | None] = [None]
    for line in reversed(lines):
        found.append(_moment_in(line) or found[-1])
    return reversed(found[1:])


def _moment_in(line: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(line)["at"]).astimezone(UTC)
    except (ValueError, OverflowError, KeyError, TypeError, RecursionError):
        return None


def _moment_of(path: Path) -> datetime | None:
    """When a debrief was written, as its name says; None for a file of another kind."""
    found = _DEBRIEF.fullmatch(path.name)
    try:
        return datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
