"""Where practice is remembered: a file of its own in a folder of its own, which is never the workspace.

    practice/tries.jsonl    one try a line, as JSON; added to, until `cockpit purge` takes out the old
    practice/debriefs/      what was exported, as Markdown and as JSON

Nothing here knows calls, agreements or debtors, and nothing of the workspace reads this folder: a try cannot
come into a report, a mail or the queue. What was said in a talk is not kept, only what it came to; of a talk
with a trainer also who played the debtor, and what the observer ticked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.core.text import clean_line, fold
from cockpit.plain_files import opened
from cockpit.roleplay.attempts import Attempt, Duet
from cockpit.roleplay.check_files import Check
from cockpit.store import files

PRACTICE = "practice"
"""The folder in a workspace; it can be thrown away without losing any work."""

EXPORTS = "debriefs"
"""The folder in there for the debriefs that somebody wanted to keep."""

NAME_LIMIT = 80
LINE_LIMIT = 20_000
"""Bytes of one line; a try takes some seven hundred."""

_FILE = "tries.jsonl"
_REAL = ("version", "ledger.json", "history", "drafts", "lock")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotForPractice(Exception):
    """A folder in which real work is kept: practice is never written there."""


class PracticeStore:
    """The tries of all who practise in one folder, which is made by the first.

    `damaged` is how many lines could not be read when they were last looked at; they stay where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged = 0

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / _FILE

    def attempts(self, trainee: str = "") -> tuple[Attempt, ...]:
        """All tries in the order in which they were added, or those of one, however his name is written.

        Raises `StoreError` when the file is there and cannot be read, and `NotForPractice`.
        """
        self._must_be_apart()
        self.damaged = 0
        try:
            with opened(self.path, _NO_LINK) as file:
                found = tuple(self._read(iter(lambda: file.readline(LINE_LIMIT), b"")))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise files.failure(error, self.path) from None
        name = fold(clean_line(trainee, NAME_LIMIT))
        return tuple(one for one in found if not name or name == fold(one.trainee))

    def lines(self) -> list[bytes]:
        """The file as it is, a try a line; raises `StoreError`, `NotForPractice`."""
        self._must_be_apart()
        try:
            with opened(self.path, _NO_LINK) as file:
                return file.readlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise files.failure(error, self.path) from None

    def add(self, attempt: Attempt) -> None:
        """Remember a try. It is on the disk when this returns. Raises `StoreError`, `NotForPractice`."""
        self._must_be_apart()
        line = json.dumps(to_json(attempt), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            files.make_folder(self.folder)
            descriptor = files.open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _NO_LINK)
            try:
                files.write_all(descriptor, _break_before(descriptor) + line)
                files.sync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise files.failure(error, self.path) from None

    def export(self, name: str, markdown: str, shape: Mapping[str, object]) -> Path:
        """Write a debrief as Markdown and as JSON beside the tries; the path of the Markdown.

        Raises `StoreError`, `NotForPractice`.
        """
        self._must_be_apart()
        folder = self.folder / EXPORTS
        path = folder / f"{name}.md"
        data = json.dumps(shape, ensure_ascii=False, indent=2)
        try:
            files.make_folder(self.folder)
            files.make_folder(folder)
            files.replace(path, markdown.encode("utf-8", "replace"))
            files.replace(path.with_name(f"{name}.json"), f"{data}\n".encode("utf-8", "replace"))
        except OSError as error:
            raise files.failure(error, path) from None
        return path

    def _must_be_apart(self) -> None:
        """Whatever name leads here, it is no folder of real work."""
        if any((self.folder / name).exists() for name in _REAL):
            raise NotForPractice(str(self.folder))

    def _read(self, lines: Iterator[bytes]) -> Iterator[Attempt]:
        for line in lines:
            if not line.strip():
                continue
            try:
                yield from_json(json.loads(line))
            except (ValueError, ArithmeticError, KeyError, TypeError, AttributeError, RecursionError):
                self.damaged += 1


def _break_before(descriptor: int) -> bytes:
    """A line break where the last line has none: a power cut may have taken its end."""
    size = os.fstat(descriptor).st_size
    return b"\n" if size and files.read_at(descriptor, size - 1, 1) != b"\n" else b""


def to_json(attempt: Attempt) -> dict[str, object]:
    """A try as it is kept and exported: amounts with a point, days and times ISO 8601."""
    return {
        "trainee": clean_line(attempt.trainee, NAME_LIMIT),
        "at": attempt.at.astimezone(UTC).isoformat(timespec="seconds"),
        "scenario": attempt.scenario,
        "language": attempt.language,
        "level": attempt.level,
        "kind": attempt.kind.value,
        "seed": attempt.seed,
        "on": attempt.on.isoformat(),
        "total": attempt.total,
        "amount": attempt.amount.text() if attempt.amount else None,
        "currency": attempt.amount.currency if attempt.amount else None,
        "date": attempt.day.isoformat() if attempt.day else None,
        "checks": {check.value: passed for check, passed in attempt.checks.items()},
        **({"duo": _duet_json(attempt.duet)} if attempt.duet else {}),
    }


def _duet_json(duet: Duet) -> dict[str, object]:
    return {
        "trainer": clean_line(duet.trainer, NAME_LIMIT),
        "observer": clean_line(duet.observer, NAME_LIMIT),
        "seconds": duet.seconds,
        "recorded": {check.value: found for check, found in duet.recorded.items()},
    }


def from_json(data: dict[str, object]) -> Attempt:
    """A try out of what was kept. Raises `ValueError`, `KeyError`, `TypeError` for what is none."""
    amount, day = data["amount"], data["date"]
    return Attempt(
        clean_line(_text(data["trainee"]), NAME_LIMIT),
        datetime.fromisoformat(_text(data["at"])).astimezone(UTC),
        clean_line(_text(data["scenario"])),
        clean_line(_text(data["language"])),
        _number(data["level"]),
        CallKind(_text(data["kind"])),
        _number(data["seed"]),
        date.fromisoformat(_text(data["on"])),
        max(min(_number(data["total"]), 100), 0),
        Money(Decimal(_text(amount)), _text(data["currency"])) if amount is not None else None,
        date.fromisoformat(_text(day)) if day is not None else None,
        _checks(data["checks"]),
        _duet(data["duo"]) if "duo" in data else None,
    )


def _duet(data: object) -> Duet:
    if not isinstance(data, dict):
        raise TypeError("no duo")
    recorded = {check: found for check, found in _checks(data["recorded"]).items() if found is not None}
    trainer, observer = (clean_line(_text(data[name]), NAME_LIMIT) for name in ("trainer", "observer"))
    return Duet(trainer, observer, _number(data["seconds"]), recorded)


def _checks(data: object) -> dict[Check, bool | None]:
    if not isinstance(data, dict):
        raise TypeError("no checks")
    known = {check.value: check for check in Check}
    return {known[name]: passed for name, passed in data.items() if name in known and _is_outcome(passed)}


def _is_outcome(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("no number")
    return value
