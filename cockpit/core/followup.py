"""Anything that has to come back on a day."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that comes back at `due` (UTC). `timed` says whether the hour was agreed or only the day."""

    id: str
    debtor_id: str
    call_id: str
    kind: FollowUpKind
    due: datetime
    timed: bool = False
    what: str = ""
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.done_at is None
