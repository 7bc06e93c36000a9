"""Taking over an export of open items: shown first, then admitted; and bringing an earlier ledger back.

What we did is never touched by an import, with one exception: an agreement of which the new ledger
proves that it was kept is marked so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cockpit.core.agreement import ENDED, Agreement, State, unkept
from cockpit.core.ledger import Debtor, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.standing import with_agreement
from cockpit.desk.board import Board
from cockpit.desk.ledger_files import Remembered, Told, read_files
from cockpit.desk.session import Session
from cockpit.intake import Defaults, Difference, Layout, compare
from cockpit.store.port import Changes

SMALL_LEDGER = 20
"""Below so many invoices a ledger may well halve between two exports."""


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
    found = read_files(files, session.now(), defaults, columns, remembered or session.store.layout, reading)
    old, ledger = board.ledger, found.ledger
    return Preview(
        ledger=ledger,
        difference=compare(old, ledger),
        refused=found.refused,
        notices=found.notices,
        layouts=found.layouts,
        kept=tuple(_kept(board, ledger, found.unread)),
        details=sum(old.debtors.get(key, debtor) != debtor for key, debtor in ledger.debtors.items()),
        known=len(old.invoices),
        columns=dict(columns or {}),
    )


def admit(session: Session, board: Board, new: Preview) -> None:
    """Take over what a preview showed: whole or not at all, the old ledger backed up; raises `StoreError`.

    Files that hold nothing new change nothing. Chosen columns are remembered for files of the same layout.
    """
    changes = _marked(board, [made.to(State.KEPT, session.now()) for made in new.kept])
    if not new.is_same:
        ledger = replace(new.ledger, debtors={**_still_known(session, board, new), **new.ledger.debtors})
        session.store.replace_ledger(ledger, changes)
        board.take(ledger)
    elif new.kept:
        session.store.save(changes)
        board.take(board.ledger)
    if new.columns:
        for layout in new.layouts:
            earlier = session.store.layout(layout.fingerprint) or {}
            session.store.remember_layout(layout.fingerprint, {**earlier, **new.columns})


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
        numbers |= {invoice.number for invoice in board.ledger.by_debtor.get(made.debtor_id, ())}
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
