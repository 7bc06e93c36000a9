"""One row of the queue: a debtor, and the reason that he is where he is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cockpit.core.call import CallKind
from cockpit.core.money import Money


class ReasonCode(StrEnum):
    """Why a debtor has his place. The language room makes the sentence, from these values:

    =====================  ======================================================================
    commitment-overdue     what: str, due: datetime
    commitment-due         what: str, due: datetime (later today)
    ring-back              due: datetime, timed: bool (was an hour agreed?), what: str
    promise-reversed       amount: Money, due: date (it was paid, and the payment was booked back)
    promise-broken         amount: Money, due: date, days: int (calendar days since that date)
    claim-not-found        since: datetime (when we looked it up), what: str
    promise-due            amount: Money, due: date
    confirmation           since: datetime (when the summary was mailed)
    verify                 what: str, due: datetime
    consult                what: str, due: datetime
    overdue                amount: Money, days: int (calendar days, of the oldest item that counts)
    courtesy-amount        amount: Money (what is open)
    courtesy-new           amount: Money (what is open)
    paused-promise         amount: Money, due: date
    paused-dispute         count: int (contested items), what: str
    paused-contacted       days: int (calendar days since), again: date
    paused-no-number       nothing
    paused-wrong-number    nothing
    paused-skipped         until: datetime, what: str
    paused-do-not-call     nothing
    paused-retry           due: datetime
    paused-ring-back       due: datetime
    paused-holiday         day: str, the code of a holiday as `cockpit.core.calendar.holidays` names it
    paused-paid            again: date (the payment was seen; the ledger will show it)
    paused-insolvent       nothing (bankrupt or under administration: the claim is filed, nobody calls)
    nothing-owed           amount: Money (zero, or negative when credit notes exceed)
    not-due                due: date (of the next item to fall due)
    =====================  ======================================================================

    Every datetime is UTC.
    """

    COMMITMENT_OVERDUE = "commitment-overdue"
    COMMITMENT_DUE = "commitment-due"
    RING_BACK = "ring-back"
    PROMISE_REVERSED = "promise-reversed"
    PROMISE_BROKEN = "promise-broken"
    CLAIM_NOT_FOUND = "claim-not-found"
    PROMISE_DUE = "promise-due"
    CONFIRMATION = "confirmation"
    VERIFY = "verify"
    CONSULT = "consult"
    OVERDUE = "overdue"
    COURTESY_AMOUNT = "courtesy-amount"
    COURTESY_NEW = "courtesy-new"
    PAUSED_PROMISE = "paused-promise"
    PAUSED_DISPUTE = "paused-dispute"
    PAUSED_CONTACTED = "paused-contacted"
    PAUSED_NO_NUMBER = "paused-no-number"
    PAUSED_WRONG_NUMBER = "paused-wrong-number"
    PAUSED_SKIPPED = "paused-skipped"
    PAUSED_DO_NOT_CALL = "paused-do-not-call"
    PAUSED_RETRY = "paused-retry"
    PAUSED_RING_BACK = "paused-ring-back"
    PAUSED_HOLIDAY = "paused-holiday"
    PAUSED_PAID = "paused-paid"
    PAUSED_INSOLVENT = "paused-insolvent"
    NOTHING_OWED = "nothing-owed"
    NOT_DUE = "not-due"

    @property
    def is_pause(self) -> bool:
        """Whether there is something to do, but not now."""
        return self.value.startswith("paused-")

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do at all."""
        return self in {ReasonCode.NOTHING_OWED, ReasonCode.NOT_DUE}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and what the sentence about it needs; see `ReasonCode` for the values of each code."""

    code: ReasonCode
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


SortKey = tuple[int, float, float, float, str]
"""Rank, three numbers that decide within the rank, and the debtor's number so that no two are equal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One debtor in the queue.

    `open` is all that is open in the account's main currency, credit notes taken off; `days_overdue` the
    calendar days of the oldest overdue item; `invoices` the number of open items; `phone` the number to
    dial or nothing; `due` (UTC) the moment that the reason is about, if it has one. Lower `rank` is first.
    """

    debtor_id: str
    name: str
    kind: CallKind
    reason: Reason
    rank: int
    open: Money
    days_overdue: int
    invoices: int
    phone: str
    due: datetime | None
    country: str
    key: SortKey

    @property
    def currency(self) -> str:
        """The currency of `open`."""
        return self.open.currency
