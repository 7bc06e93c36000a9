"""The files of an import as one ledger, and what there is to say about their lines.

Several files are read as one ledger, such as an export per administration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from cockpit.core.ledger import Debtor, Ledger
from cockpit.core.text import clean_line
from cockpit.intake import Defaults, IntakeError, Layout, Reading, read, to_ledger
from cockpit.intake.decode import MAX_BYTES
from cockpit.language import _, ngettext, sentences
from cockpit.language.system_errors import reason
from cockpit.plain_files import NotPlain, opened

IN_TWO_FILES = "in-two-files"
"""The code of `Told` for invoices that an earlier file of the same import has too: `number`, `count`."""

_MIB = 1024 * 1024

Remembered = Callable[[str], Mapping[str, str] | None]
"""The columns that were chosen earlier for a layout (by fingerprint)."""


class NotRead(Exception):
    """A file of which nothing can be read. `layout` is there when its headings were found."""

    def __init__(self, path: Path, cause: IntakeError | OSError) -> None:
        super().__init__(str(cause))
        self.file = clean_line(path.name)
        self.cause = cause

    @property
    def layout(self) -> Layout | None:
        """The headings that were found, from which columns can be chosen."""
        return self.cause.layout if isinstance(self.cause, IntakeError) else None

    def sentence(self) -> str:
        """What is the matter, in the interface language, with the name of the file."""
        return f"{self.file}: {self._why()}"

    def _why(self) -> str:
        if isinstance(self.cause, IntakeError):
            return sentences.intake_problem(self.cause.code, self.cause.values)
        if isinstance(self.cause, FileNotFoundError):
            return _("There is no such file.")
        if isinstance(self.cause, NotPlain):
            return _("This is not a file.")
        if isinstance(self.cause, PermissionError):
            return _("You may not read this file.")
        return _("It cannot be read: {reason}.").format(reason=reason(self.cause))


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a line of a file (1 is the first); see `cockpit.intake.problems` for the codes."""

    file: str
    line: int
    code: str
    values: Mapping[str, str]

    @property
    def text(self) -> str:
        """The sentence in the interface language."""
        if self.code != IN_TWO_FILES:
            return sentences.intake_problem(self.code, self.values)
        count = int(self.values["count"])
        text = ngettext(
            "Invoice {number} is in an earlier file too; that one counts.",
            "{count} invoices are in an earlier file too, such as {number}; that one counts.",
            count,
        )
        return text.format(count=count, number=self.values["number"])


@dataclass(frozen=True, slots=True)
class Combined:
    """What the files hold together; `unread` are the lines of all refused rows as they stand there."""

    ledger: Ledger
    refused: tuple[Told, ...]
    notices: tuple[Told, ...]
    layouts: tuple[Layout, ...]
    unread: str


def read_files(
    files: Sequence[Path],
    read_at: datetime,
    defaults: Defaults,
    columns: Mapping[str, str] | None,
    remembered: Remembered,
    reading: Callable[[str, int], None],
) -> Combined:
    """Read the files; `reading` hears the name and the number of lines of each before it is taken apart.

    An invoice that two files have counts as the first has it; a debtor gets from the others what the first
    leaves out. Raises `NotRead`.
    """
    found = [_read(path, defaults, columns, remembered, reading) for path in files]
    ledger = to_ledger(found[0].reading, read_at, found[0].name)
    doubled: list[Told] = []
    for other in found[1:]:
        ledger, told = _with(ledger, other)
        doubled += told
    return Combined(
        ledger=replace(ledger, source=clean_line(", ".join(file.name for file in found))),
        refused=tuple(Told(f.name, r.line, r.code, r.values) for f in found for r in f.reading.refused),
        notices=(
            *(Told(f.name, n.line, n.code, n.values) for f in found for n in f.reading.notices),
            *doubled,
        ),
        layouts=tuple(f.reading.layout for f in found),
        unread="\n".join(f.unread for f in found),
    )


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    reading: Reading
    unread: str


def _read(
    path: Path,
    defaults: Defaults,
    columns: Mapping[str, str] | None,
    remembered: Remembered,
    reading: Callable[[str, int], None],
) -> _File:
    name = clean_line(path.name)
    try:
        data = _content(path)
        reading(name, data.count(b"\n"))
        found = read(data, defaults=defaults, columns=columns, known_layout=remembered)
    except (IntakeError, OSError) as error:
        raise NotRead(path, error) from None
    return _File(name, found, _unread(data, found) if found.refused else "")


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file: a pipe would never end, a folder has none."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise IntakeError("too-large", megabytes=str(-(-size // _MIB)), limit=str(MAX_BYTES // _MIB))
        return file.read()


def _unread(data: bytes, reading: Reading) -> str:
    text = data.decode(reading.layout.encoding, errors="replace")
    lines = text.split("\n" if "\n" in text else "\r")
    return "\n".join(lines[row.line - 1] for row in reading.refused if row.line <= len(lines))


def _with(ledger: Ledger, other: _File) -> tuple[Ledger, list[Told]]:
    taken = {(i.debtor_id, i.number) for i in ledger.invoices}
    invoices = other.reading.invoices
    double = [i for i in invoices if (i.debtor_id, i.number) in taken]
    fresh = [i for i in invoices if (i.debtor_id, i.number) not in taken] if double else invoices
    debtors = dict(ledger.debtors)
    for key, debtor in other.reading.debtors.items():
        debtors[key] = _filled(debtors[key], debtor) if key in debtors else debtor
    told = []
    if double:
        values = {"count": str(len(double)), "number": clean_line(double[0].number, 60)}
        told.append(Told(other.name, other.reading.layout.header_line, IN_TWO_FILES, values))
    return replace(ledger, debtors=debtors, invoices=(*ledger.invoices, *fresh)), told


def _filled(first: Debtor, other: Debtor) -> Debtor:
    """The first with what it leaves open filled in from the other."""
    empty = [f.name for f in fields(Debtor) if getattr(first, f.name) in ("", None)]
    return replace(first, **{name: getattr(other, name) for name in empty})
