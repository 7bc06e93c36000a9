"""Taking over an export of open items: shown first, then admitted; and bringing an earlier ledger back.

What we did is never touched by an import, with one exception: what the new ledger says about a promise
(kept, not kept, booked back) becomes the state of its agreement, and what a customer claimed is found to be
true when he owes nothing any more. That can be taken back, with the import or by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cockpit.core.agreement import Agreement, unkept
from cockpit.core.followup import Ending, FollowUp
from cockpit.core.ledger import Debtor, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.settling import (
    Conclusion,
    booked_back,
    claims_found,
    claims_lost,
    conclude,
    is_reopened,
)
from cockpit.core.standing import Standing, with_agreement, with_follow_up
from cockpit.desk.board import Board, Laid
from cockpit.desk.ledger_files import Remembered, Told, read_files
from cockpit.desk.session import Session
from cockpit.intake import Defaults, Difference, Layout, compare
from cockpit.store.port import Changes

SMALL_LEDGER = 20
"""Below so many invoices a ledger may well halve between two exports."""


@dataclass(frozen=True)
class Preview:
    """What an import would do. Nothing was changed yet.

    `ledger` is what the files hold, refused rows left out; `concluded` is what it says about our promises,
    `claims` are the follow-ups about what customers told us that it finds to be true; `details` counts the
    debtors whose telephone, address and so on differ; `known` are the invoices that the present ledger has;
    `columns` those chosen now, field → heading.
    """

    ledger: Ledger
    difference: Difference
    refused: tuple[Told, ...] = ()
    notices: tuple[Told, ...] = ()
    layouts: tuple[Layout, ...] = ()
    concluded: tuple[Conclusion, ...] = ()
    claims: tuple[FollowUp, ...] = ()
    details: int = 0
    known: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_totals(self) -> dict[str, Money]:
        """What is open per currency, credit notes taken off."""
        return totals(invoice.open for invoice in self.ledger.invoices)

    @property
    def kept(self) -> tuple[Agreement, ...]:
        """The agreements of which the promised money is in, as they are now."""
        return tuple(one.made for one in self.concluded if one.is_paid)

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to take over: no other ledger, and nothing new about a promise or a
        claim."""
        return self.is_same and not (self.concluded or self.claims)

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


@dataclass(frozen=True, slots=True)
class Admitted:
    """What an import did, so that it can be taken back: the agreements and the claims as they were before it,
    and the name of the backup with the ledger of before; empty when there is none."""

    before: tuple[Agreement, ...] = ()
    backup: str = ""
    claims: tuple[FollowUp, ...] = ()


def preview(
    session: Session,
    board: Board,
    files: Sequence[Path],
    columns: Mapping[str, str] | None = None,
    *,
    remembered: Remembered | None = None,
    agreed: Callable[[str], Sequence[Agreement]] | None = None,
    reading: Callable[[str, int], None] = lambda _file, _rows: None,
) -> Preview:
    """Read the files beside the present ledger; raises `NotRead`.

    `reading` is told the name and the number of lines of a file before it is taken apart. May run beside the
    screen, in a thread of its own: then `remembered` and `agreed` (all agreements with a debtor) ask the
    store on the thread to which that belongs.
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
        concluded=tuple(
            one
            for one in _conclusions(session, board, ledger, agreed or session.store.agreements_of)
            if not _is_among(board, one.made, found.unread)
        ),
        claims=tuple(
            claim
            for claim in _claims(board, ledger)
            if not _stands_in(found.unread, _numbers(board, claim.debtor_id))
        ),
        details=sum(old.debtors.get(key, debtor) != debtor for key, debtor in ledger.debtors.items()),
        known=len(old.invoices),
        columns=dict(columns or {}),
    )


def admit(
    session: Session, board: Board, new: Preview, use: Callable[[Laid], object] | None = None
) -> Admitted:
    """Take over what a preview showed: whole or not at all, the old ledger backed up; raises `StoreError`.

    Files that hold nothing new change nothing. Chosen columns are remembered for files of the same layout.
    May run beside the screen, in a thread of its own: then `use` gives the board what was made ready on the
    screen's thread.
    """
    use = use or board.use
    now, backup = session.now(), ""
    changes = _marked(
        board,
        [one.noted(now) for one in new.concluded],
        [claim.ended(Ending.TRUE, now, concluded=True) for claim in new.claims],
    )
    if not new.is_same:
        ledger = replace(new.ledger, debtors={**_still_known(session, board, new), **new.ledger.debtors})
        had_one = bool(board.ledger.debtors or board.ledger.invoices)
        session.store.replace_ledger(ledger, changes)
        backup = session.store.backups()[0].name if had_one else ""
        use(board.lay(ledger))
    elif not new.changes_nothing:
        session.store.save(changes)
        use(board.lay(board.ledger))
    if new.columns:
        for layout in new.layouts:
            earlier = session.store.layout(layout.fingerprint) or {}
            session.store.remember_layout(layout.fingerprint, {**earlier, **new.columns})
    return Admitted(tuple(one.made for one in new.concluded), backup, new.claims)


def take_back(session: Session, board: Board, admitted: Admitted) -> None:
    """Undo an import: the ledger of before is back, and its conclusions are gone; raises `StoreError`.

    An agreement that got another state since keeps that one.
    """
    ledger = session.store.restore(admitted.backup) if admitted.backup else board.ledger
    now = session.now()
    back = []
    for before in admitted.before:
        made = session.store.agreement(before.id)
        if made is not None and len(made.states) == len(before.states) + 1 and made.is_concluded:
            back.append(made.to(before.state, now, concluded=before.is_concluded))
    claims = [claim for claim in admitted.claims if _is_still_concluded(session, claim)]
    session.store.save(_marked(board, back, claims))
    board.take(ledger)


def _is_still_concluded(session: Session, claim: FollowUp) -> bool:
    return any(f.id == claim.id and f.concluded for f in session.store.follow_ups_of(claim.debtor_id))


def restore(session: Session, board: Board, name: str) -> None:
    """Bring an earlier ledger back; raises `StoreError`, `no-backup` for a name that there is not.

    Promises that count as kept although the money is open in that ledger are running again; what a later
    ledger had concluded about the others, and about what customers claimed, is what this one says.
    """
    ledger = session.store.restore(name)
    board.take(ledger)
    changed = [*_reopened(session, board), *_concluded_otherwise(session, board)]
    claims = [
        claim.reopened()
        for standing in board.standings.values()
        for claim in claims_lost(standing, board.ledger.by_debtor.get(standing.debtor_id, ()))
    ]
    if changed or claims:
        session.store.save(_marked(board, changed, claims))
        board.take(ledger)


def _concluded_otherwise(session: Session, board: Board) -> Iterator[Agreement]:
    """The agreements about which a ledger concluded what the one on the board does not say."""
    today, rules = session.today(), session.rules()
    for standing in board.standings.values():
        invoices = board.ledger.by_debtor.get(standing.debtor_id, ())
        for made in standing.agreements:
            one = conclude(made, invoices, today, rules) if made.is_concluded else None
            if one is not None:
                yield one.noted(session.now())


def _reopened(session: Session, board: Board) -> Iterator[Agreement]:
    """The agreements that count as kept, and that the ledger on the board has open."""
    tolerance = session.rules().tolerance
    for debtor_id in board.standings:
        invoices = board.ledger.by_debtor.get(debtor_id, ())
        for made in session.store.agreements_of(debtor_id):
            if made.is_paid and unkept(made, invoices, tolerance):
                yield made.back(session.now())


def _conclusions(
    session: Session, board: Board, ledger: Ledger, agreed: Callable[[str], Sequence[Agreement]]
) -> Iterator[Conclusion]:
    """What a ledger says about the promises that still count, and about those that counted as kept."""
    today, rules = session.today(), session.rules()
    for standing in dict(board.standings).values():
        before = board.ledger.by_debtor.get(standing.debtor_id, ())
        invoices = ledger.by_debtor.get(standing.debtor_id, ())
        found = [conclude(made, invoices, today, rules) for made in standing.agreements]
        spoken = standing.last_spoken_at
        if spoken and is_reopened(before, invoices, spoken.astimezone(session.zone).date()):
            found += [booked_back(made, before, invoices, rules) for made in agreed(standing.debtor_id)]
        yield from (one for one in found if one is not None)


def _claims(board: Board, ledger: Ledger) -> Iterator[FollowUp]:
    """What customers said, and a ledger finds to be true."""
    for standing in dict(board.standings).values():
        if standing.follow_ups:
            yield from claims_found(standing, ledger.by_debtor.get(standing.debtor_id, ()))


def _is_among(board: Board, made: Agreement, unread: str) -> bool:
    """Whether an invoice of the agreement stands in one of the rows that could not be read."""
    numbers = {number for promise in made.promises for number in promise.covers}
    if not all(promise.covers for promise in made.promises):
        numbers |= _numbers(board, made.debtor_id)
    return _stands_in(unread, numbers)


def _numbers(board: Board, debtor_id: str) -> set[str]:
    return {invoice.number for invoice in board.ledger.by_debtor.get(debtor_id, ())}


def _stands_in(unread: str, numbers: set[str]) -> bool:
    return bool(unread) and any(number in unread for number in numbers)


def _marked(board: Board, agreements: Sequence[Agreement], claims: Sequence[FollowUp] = ()) -> Changes:
    standings: dict[str, Standing] = {}
    for made in agreements:
        standing = standings.get(made.debtor_id) or board.standing(made.debtor_id)
        standings[made.debtor_id] = with_agreement(standing, made)
    for claim in claims:
        standing = standings.get(claim.debtor_id) or board.standing(claim.debtor_id)
        standings[claim.debtor_id] = with_follow_up(standing, claim)
    return Changes(
        agreements=tuple(agreements), follow_ups=tuple(claims), standings=tuple(standings.values())
    )


def _still_known(session: Session, board: Board, new: Preview) -> dict[str, Debtor]:
    """Debtors of whom nothing is open any more, but whom we called: our own word to them still counts."""
    known = {*board.standings, *session.store.drafts()} - new.ledger.debtors.keys()
    return {key: debtor for key, debtor in board.ledger.debtors.items() if key in known}
