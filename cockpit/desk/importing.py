"""Taking over an export of open items: read and shown first, then admitted; and bringing an earlier one back.

Several files are read as one ledger, such as an export per administration. What we did is never touched by an
import, with one exception: an agreement of which the new ledger proves that it was kept is marked so.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path

from cockpit.core.agreement import ENDED, Agreement, State, unkept
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.standing import with_agreement
from cockpit.core.text import clean_line
from cockpit.desk.board import Board
from cockpit.desk.session import Session
from cockpit.intake import Defaults, Difference, IntakeError, Layout, Reading, compare, read, to_ledger
from cockpit.intake.decode import MAX_BYTES
from cockpit.language import _, ngettext, sentences
from cockpit.store.port import Changes

SMALL_LEDGER = 20
"""Below so many invoices a ledger may well halve between two exports."""

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
        if isinstance(self.cause, IsADirectoryError):
            return _("This is not a file.")
        if isinstance(self.cause, PermissionError):
            return _("You may not read this file.")
        return _("It cannot be read: {reason}.").format(reason=clean_line(self.cause.strerror or ""))


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a line of a file (1 is the first); see `cockpit.intake.problems` for code and values."""

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


@dataclass(frozen=True)
class Preview:
    """What an import would do. Nothing was changed yet.

    `ledger` is what the files hold, refused rows left out; `kept` are the agreements that it proves kept;
    `details` counts the debtors whose telephone, address and so on differ; `known` are the invoices that the
    present ledger has; `columns` those chosen now, field → heading.
    """

    ledger: Ledger
    difference: Difference
    refused: tuple[Told, ...] = ()
    notices: tuple[Told, ...] = ()
    layouts: tuple[Layout, ...] = ()
    kept: tuple[Agreement, ...] = ()
    details: int = 0
    known: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_totals(self) -> dict[str, Money]:
        """What is open per currency, credit notes taken off."""
        return totals(invoice.open for invoice in self.ledger.invoices)

    @property
    def is_same(self) -> bool:
        """Whether the files hold what the present ledger holds."""
        return self.difference.is_empty and not self.details

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be the wrong file: without any invoice, or with less than half of a whole ledger."""
        found = len(self.ledger.invoices)
        halved = self.known >= SMALL_LEDGER and found * 2 < self.known
        return halved or (found == 0 and self.known > 0)


def preview(
    session: Session,
    board: Board,
    files: Sequence[Path],
    columns: Mapping[str, str] | None = None,
    *,
    remembered: Remembered | None = None,
    reading: Callable[[str, int], None] = lambda _file, _rows: None,
) -> Preview:
    """Read the files beside the present ledger; raises `NotRead`.

    `reading` is told the name and the number of lines of a file before it is taken apart. May run beside the
    screen, in a thread of its own: then `remembered` asks the store on the thread to which that belongs.
    """
    s = session.settings
    defaults = Defaults(session.today(), country=s.country, terms_days=s.terms_days)
    known_layout = remembered or session.store.layout
    found = [_read(path, defaults, columns, known_layout, reading) for path in files]
    ledger, doubled = _together(found, session.now())
    old = board.ledger
    return Preview(
        ledger=ledger,
        difference=compare(old, ledger),
        refused=tuple(Told(f.name, r.line, r.code, r.values) for f in found for r in f.reading.refused),
        notices=(
            *(Told(f.name, n.line, n.code, n.values) for f in found for n in f.reading.notices),
            *doubled,
        ),
        layouts=tuple(f.reading.layout for f in found),
        kept=tuple(_kept(board, ledger, "\n".join(f.unread for f in found))),
        details=sum(old.debtors.get(key, debtor) != debtor for key, debtor in ledger.debtors.items()),
        known=len(old.invoices),
        columns=dict(columns or {}),
    )


def admit(session: Session, board: Board, new: Preview) -> None:
    """Take over what a preview showed: whole or not at all, the old ledger backed up; raises `StoreError`.

    Files that hold nothing new change nothing. Chosen columns are remembered for files of the same layout.
    """
    changes = _marked(board, [made.to(State.KEPT, session.now()) for made in new.kept])
    ledger = board.ledger
    if not new.is_same:
        ledger = replace(new.ledger, debtors={**_still_known(session, board, new), **new.ledger.debtors})
        session.store.replace_ledger(ledger, changes)
    elif new.kept:
        session.store.save(changes)
    if new.columns:
        for layout in new.layouts:
            earlier = session.store.layout(layout.fingerprint) or {}
            session.store.remember_layout(layout.fingerprint, {**earlier, **new.columns})
    board.take(ledger)


def restore(session: Session, board: Board, name: str) -> None:
    """Bring an earlier ledger back; raises `StoreError`, `no-backup` for a name that there is not.

    Agreements that were marked kept although the money is open in that ledger are running again.
    """
    ledger = session.store.restore(name)
    board.take(ledger)
    reopened = [
        made.to(made.states[-2].state if len(made.states) > 1 else State.HEARD, session.now())
        for debtor_id in board.standings
        for made in session.store.agreements_of(debtor_id)
        if made.state is State.KEPT and unkept(made, ledger.by_debtor.get(debtor_id, ()))
    ]
    if reopened:
        session.store.save(_marked(board, reopened))
        board.take(ledger)


@dataclass(frozen=True, slots=True)
class _File:
    """One file that was read. `unread` are the lines of its refused rows as they stand in it."""

    name: str
    reading: Reading
    unread: str


def _read(
    path: Path,
    defaults: Defaults,
    columns: Mapping[str, str] | None,
    known_layout: Remembered,
    reading: Callable[[str, int], None],
) -> _File:
    name = clean_line(path.name)
    try:
        data = _content(path)
        reading(name, data.count(b"\n"))
        found = read(data, defaults=defaults, columns=columns, known_layout=known_layout)
    except (IntakeError, OSError) as error:
        raise NotRead(path, error) from None
    return _File(name, found, _unread(data, found) if found.refused else "")


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file: a pipe would never end, a folder has none."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise IsADirectoryError
    if status.st_size > MAX_BYTES:
        size = -(-status.st_size // _MIB)
        raise IntakeError("too-large", megabytes=str(size), limit=str(MAX_BYTES // _MIB))
    return path.read_bytes()


def _unread(data: bytes, reading: Reading) -> str:
    text = data.decode(reading.layout.encoding, errors="replace")
    lines = text.split("\n" if "\n" in text else "\r")
    return "\n".join(lines[row.line - 1] for row in reading.refused if row.line <= len(lines))


def _together(found: Sequence[_File], read_at: datetime) -> tuple[Ledger, list[Told]]:
    """One ledger of all files. An invoice counts as the first file has it, a debtor gets what it left out."""
    ledger = to_ledger(found[0].reading, read_at, found[0].name)
    debtors, invoices = dict(ledger.debtors), list(ledger.invoices)
    taken = {(i.debtor_id, i.number) for i in invoices} if len(found) > 1 else set()
    told = []
    for other in found[1:]:
        fresh = [i for i in other.reading.invoices if (i.debtor_id, i.number) not in taken]
        double = [i for i in other.reading.invoices if (i.debtor_id, i.number) in taken]
        invoices += fresh
        taken |= {(i.debtor_id, i.number) for i in fresh}
        for key, debtor in other.reading.debtors.items():
            debtors[key] = _filled(debtors[key], debtor) if key in debtors else debtor
        if double:
            values = {"count": str(len(double)), "number": clean_line(double[0].number, 60)}
            told.append(Told(other.name, other.reading.layout.header_line, IN_TWO_FILES, values))
    source = clean_line(", ".join(file.name for file in found))
    return replace(ledger, debtors=debtors, invoices=tuple(invoices), source=source), told


def _filled(first: Debtor, other: Debtor) -> Debtor:
    """The first with what it leaves open filled in from the other."""
    empty = [f.name for f in fields(Debtor) if getattr(first, f.name) in ("", None)]
    return replace(first, **{name: getattr(other, name) for name in empty})


def _kept(board: Board, ledger: Ledger, unread: str) -> Iterable[Agreement]:
    """The running agreements that the ledger proves kept. A row that could not be read proves nothing."""
    for standing in dict(board.standings).values():
        invoices = ledger.by_debtor.get(standing.debtor_id, ())
        for made in standing.agreements:
            running = made.promises and made.state not in ENDED
            if running and not unkept(made, invoices) and not _is_among(board, made, unread):
                yield made


def _is_among(board: Board, made: Agreement, unread: str) -> bool:
    """Whether an invoice of the agreement stands in one of the rows that could not be read."""
    if not unread:
        return False
    numbers = {number for promise in made.promises for number in promise.covers}
    if not all(promise.covers for promise in made.promises):
        had: tuple[Invoice, ...] = board.ledger.by_debtor.get(made.debtor_id, ())
        numbers |= {invoice.number for invoice in had}
    return any(number in unread for number in numbers)


def _marked(board: Board, agreements: Sequence[Agreement]) -> Changes:
    standings = {made.debtor_id: board.standing(made.debtor_id) for made in agreements}
    for made in agreements:
        standings[made.debtor_id] = with_agreement(standings[made.debtor_id], made)
    return Changes(agreements=tuple(agreements), standings=tuple(standings.values()))


def _still_known(session: Session, board: Board, new: Preview) -> dict[str, Debtor]:
    """Debtors of whom nothing is open any more, but whom we called: our own word to them still counts."""
    known = {*board.standings, *session.store.drafts()} - new.ledger.debtors.keys()
    return {key: debtor for key, debtor in board.ledger.debtors.items() if key in known}
