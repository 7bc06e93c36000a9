"""What waits at our own desk for one debtor: our half of an agreement, a claim to look up, a question to ask,
a receipt to be confirmed. Each is ended by one key, and that can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cockpit.core.agreement import Agreement, State
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.reason import ReasonCode
from cockpit.desk import correcting
from cockpit.desk.board import Board
from cockpit.desk.correcting import Correction
from cockpit.desk.session import Session


class MatterKind(StrEnum):
    """What it is."""

    ACTION = "action"
    CLAIM = "claim"
    QUESTION = "question"
    RECEIPT = "receipt"


_OF_FOLLOW_UP = {
    FollowUpKind.COMMITMENT: MatterKind.ACTION,
    FollowUpKind.VERIFY: MatterKind.CLAIM,
    FollowUpKind.CONSULT: MatterKind.QUESTION,
}
_OF_ROW = {
    ReasonCode.COMMITMENT_OVERDUE: MatterKind.ACTION,
    ReasonCode.COMMITMENT_DUE: MatterKind.ACTION,
    ReasonCode.VERIFY: MatterKind.CLAIM,
    ReasonCode.CONSULT: MatterKind.QUESTION,
    ReasonCode.CONFIRMATION: MatterKind.RECEIPT,
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits since or until `due` (UTC), `what` in the words of who wrote it down.

    It is part of an agreement (`index` is the number of our action in it), or else a follow-up.
    """

    kind: MatterKind
    what: str
    due: datetime
    agreement: Agreement | None = None
    index: int = 0
    follow_up: FollowUp | None = None

    @property
    def may_fail(self) -> bool:
        """Whether it can also end as not true, or not done. Our own word stays until it is kept."""
        return self.kind in {MatterKind.CLAIM, MatterKind.QUESTION}


def matters(board: Board, debtor_id: str) -> tuple[Matter, ...]:
    """Everything that waits for this debtor, first due first."""
    standing = board.standing(debtor_id)
    found = [
        Matter(_OF_FOLLOW_UP[f.kind], f.what, f.due, follow_up=f)
        for f in standing.follow_ups
        if f.is_open and f.kind in _OF_FOLLOW_UP
    ]
    for made in standing.agreements:
        found += [
            Matter(MatterKind.ACTION, c.what, c.due, made, n)
            for n, c in enumerate(made.commitments)
            if c.done_at is None
        ]
        if made.awaits_confirmation:
            found.append(Matter(MatterKind.RECEIPT, "", made.states[-1].at, made))
    return tuple(sorted(found, key=lambda matter: matter.due))


def matter_of_row(board: Board, debtor_id: str) -> Matter | None:
    """What the debtor's row in the queue is about, when that is something at our own desk."""
    entry = board.queue.entry(debtor_id)
    kind = _OF_ROW.get(entry.reason.code) if entry else None
    return next((matter for matter in matters(board, debtor_id) if matter.kind is kind), None)


def end(session: Session, board: Board, matter: Matter, *, good: bool = True) -> Correction:
    """It is done, true, confirmed; or, where it may fail, it is not. One write; raises `StoreError`.

    A claim that was not found brings the debtor back at once; one that was found leaves him in peace until
    the ledger has it. A question that was not asked comes back on the next working day.
    """
    if matter.follow_up is not None:
        return correcting.follow_up_done(session, board, matter.follow_up, good=good)
    assert matter.agreement is not None
    made = session.store.agreement(matter.agreement.id) or matter.agreement
    if matter.kind is MatterKind.RECEIPT:
        return correcting.mark(session, board, made, State.CONFIRMED)
    return correcting.action_done(session, board, made, matter.index)
