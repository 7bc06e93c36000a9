"""The mails that the cockpit sends itself, as files: what waits, what is on its way, what was sent.

A mail is one file that moves: `unsent/` → `sending/` → `sent/`. Moving is what claims it: of two cockpits
only one gets it. It is in `sending/` only while its text goes over the line; what is found there later may
have been sent or not, and is never sent again without being asked.

A file that waits begins with headers of our own (`X-Cockpit-…`), and opens as a draft in a mail program.
What is sent, and kept in `sent/`, has none of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from glob import escape
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote

from cockpit.core.text import clean_line
from cockpit.handover.facts import usable_addresses
from cockpit.plain_files import whole
from cockpit.store.port import StoreError

_T = TypeVar("_T")

WAITING, SENDING, SENT = "unsent", "sending", "sent"

_OURS = (b"x-cockpit-", b"x-unsent:")
_TRIED = "X-Cockpit-Tried"
_BINARY: int = getattr(os, "O_BINARY", 0)
_LONGEST_NOTE = 3000
_PARTS = re.compile(r".* ([^ .]+)\.([0-9a-f]+)(?:\.([0-9]+))?\.eml", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail of the outbox. `call` is the id of its call, `mark` tells apart different mails of one call.

    `problem` and `detail` say what went wrong the last time, empty when it was not tried yet.
    """

    path: Path
    call: str
    mark: str
    subject: str
    to: tuple[str, ...]
    written_at: datetime | None
    problem: str = ""
    detail: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Whether nobody knows if it was sent."""
        return self.path.parent.name == SENDING

    @property
    def is_again(self) -> bool:
        """Whether the very same mail was sent before, and goes out once more."""
        found = _PARTS.fullmatch(self.path.name)
        return found is not None and found[3] is not None


class Taken(Exception):
    """The mail is not there any more: another cockpit sends it, or it was taken away."""


class Outbox:
    """The folder with the mails. Every method that writes raises `StoreError` when it cannot."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, mail: bytes) -> Path:
        """A new mail that waits, under a name such as `2026-11-23 Zonneveld C-1.0a1b2c.eml`; one that is sent
        once more has its number behind that: `….0a1b2c.2.eml`.

        An earlier mail of the same call that still waits is taken away: what it says holds no more.
        """
        path = self._path(WAITING, name)
        found = _PARTS.fullmatch(name)
        with _writing(path):
            _write(path, mail)
            for other in self._files(WAITING):
                if found and other != path and _call_of(other) == found[1]:
                    other.unlink(missing_ok=True)
        return path

    def waiting(self) -> list[Posted]:
        """What was not sent, and then what may have been sent or not; oldest first."""
        return [_read(path) for place in (WAITING, SENDING) for path in self._files(place)]

    def is_empty(self) -> bool:
        """Whether everything was sent."""
        return not (self._files(WAITING) or self._files(SENDING))

    def sent(self, call: str, mark: str | None = None) -> Path | None:
        """The mail of a call that was sent, with this mark or with any."""
        wanted = self._files(SENT, f"* {escape(call)}.{mark or '*'}.eml")
        return wanted[-1] if wanted else None

    def copies(self, call: str, mark: str) -> int:
        """How often a mail of a call was sent."""
        once_more = self._files(SENT, f"* {escape(call)}.{mark}.*.eml")
        return len(once_more) + (self.sent(call, mark) is not None)

    def claim(self, path: Path) -> Path:
        """Move a mail that waits to what is being sent. Raises `Taken`."""
        return self._moved(path, SENDING)

    def done(self, path: Path) -> Path:
        """The mail was sent: keep it as it went. On a full disk it is kept with our own headers in it."""
        kept = self._moved(path, SENT)
        with suppress(OSError):
            _write(kept, to_send(kept))
        return kept

    def failed(self, path: Path, problem: str, detail: str, at: datetime) -> Path:
        """The mail was not sent: it waits again, with the reason."""
        back = self._path(WAITING, path.name)
        with _writing(back):
            note = f"{_TRIED}: {at.isoformat()} {problem} {quote(detail)}\r\n".encode("ascii")
            _write(back, note + _without(path.read_bytes(), b"x-cockpit-"))
            if path != back:
                path.unlink(missing_ok=True)
        return back

    def drop(self, path: Path) -> None:
        """Take a mail away that is not to be sent any more."""
        with _writing(path):
            path.unlink(missing_ok=True)

    def give_up_doubt(self, path: Path, *, was_sent: bool) -> Path:
        """The collector knows whether a mail that was on its way arrived. Raises `Taken`."""
        return self.done(path) if was_sent else self._moved(path, WAITING)

    def _moved(self, path: Path, place: str) -> Path:
        target = self._path(place, path.name)
        try:
            with _writing(target):
                return path.replace(target)
        except FileNotFoundError:
            raise Taken from None

    def _path(self, place: str, name: str) -> Path:
        folder = self._folder / place
        with _writing(folder):
            for made in (self._folder, folder):  # the mode is that of the last one only
                made.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder / name

    def _files(self, place: str, names: str = "*.eml") -> list[Path]:
        folder = self._folder / place
        with suppress(OSError):
            return sorted(folder.glob(names))
        return []


def to_send(path: Path) -> bytes:
    """A mail as it goes out: without what only we and the mail program are told.

    Raises `Taken`, and any other `OSError`.
    """
    try:
        return _without(whole(path), *_OURS)
    except FileNotFoundError:
        raise Taken from None


def recipients(mail: bytes) -> tuple[str, Sequence[str]]:
    """The sender's address, and the addresses that a mail goes to."""
    message = message_from_bytes(mail, policy=default)
    return next(iter(_addresses(message, "From")), ""), _addresses(message, "To")


class _writing:
    """Whatever the disk does, as a `StoreError`; a file that is gone stays a `FileNotFoundError`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
            why = error.strerror or str(error)
            raise StoreError("unwritable", path=str(self._path), reason=why) from error


def _write(path: Path, data: bytes) -> None:
    """Put a file there for the user's own eyes, whole or not at all, and on the disk when this returns."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _without(mail: bytes, *beginnings: bytes) -> bytes:
    """The mail without the headers (each on one line) that begin like this."""
    head, gap, body = mail.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(beginnings)]
    return b"\r\n".join(lines) + gap + body


def _read(path: Path) -> Posted:
    """What a file says; one that cannot be read says nothing but its name."""
    try:
        message = message_from_bytes(whole(path), policy=default)
    except OSError:
        message = EmailMessage()
    tried = clean_line(_unless_spoilt(lambda: str(message[_TRIED] or ""), ""), _LONGEST_NOTE)
    _when, problem, detail = (*tried.split(" "), "", "", "")[:3]
    return Posted(
        path,
        _call_of(path),
        _mark_of(path),
        clean_line(_unless_spoilt(lambda: str(message["Subject"] or path.stem), path.stem)),
        _addresses(message, "To"),
        _unless_spoilt(lambda: message["Date"].datetime, None),
        problem,
        clean_line(unquote(detail)),
    )


def _unless_spoilt(read: Callable[[], _T], otherwise: _T) -> _T:
    """What is read out of a mail; the library stumbles over some of what somebody else may write in one."""
    with suppress(ValueError, LookupError, AttributeError, TypeError):
        return read()
    return otherwise


def _addresses(message: EmailMessage, header: str) -> tuple[str, ...]:
    """The plain addresses in a header: what is none of ours to write there goes nowhere."""
    specs: list[str] = _unless_spoilt(lambda: [a.addr_spec for a in message[header].addresses], [])
    return tuple(spec for spec in specs if usable_addresses(spec) == (spec,))


def _call_of(path: Path) -> str:
    found = _PARTS.fullmatch(path.name)
    return found[1] if found else ""


def _mark_of(path: Path) -> str:
    found = _PARTS.fullmatch(path.name)
    return found[2] if found else ""
