"""Anything that has to come back on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class FollowUpKind(StrEnum):
    """Why it comes back."""

    PROMISE_DUE = "promise-due"
    RING_BACK = "ring-back"
    CONFIRMATION = "confirmation"
    COMMITMENT = "commitment"
    VERIFY = "verify"
    CONSULT = "consult"
    RETRY = "retry"


class Ending(StrEnum):
    """How it ended: a claim was true or not, a question of ours was asked or not."""

    TRUE = "true"
    NOT_TRUE = "not-true"
    DONE = "done"
    NOT_DONE = "not-done"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that comes back at `due` (UTC). `timed` says whether the hour was agreed or only the day.

    `ending` says how it ended where that makes a difference; without one it is only done. `concluded`: a
    ledger said so, and no person.
    """

    id: str
    debtor_id: str
    call_id: str
    kind: FollowUpKind
    due: datetime
    timed: bool = False
    what: str = ""
    done_at: datetime | None = None
    ending: Ending | None = None
    concluded: bool = False

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    def ended(self, ending: Ending, at: datetime, *, concluded: bool = False) -> FollowUp:
        """The follow-up, done at a moment (UTC) with this ending."""
        return replace(self, done_at=at, ending=ending, concluded=concluded)

    def reopened(self) -> FollowUp:
        """The follow-up, to be done after all."""
        return replace(self, done_at=None, ending=None, concluded=False)
