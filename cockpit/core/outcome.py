"""The outcome of a call, in two stages: was somebody reached, and then what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reach(StrEnum):
    """First stage: who came to the telephone."""

    NO_ANSWER = "no-answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong-number"
    THIRD_PARTY = "third-party"
    RIGHT_PERSON = "right-person"


class Result(StrEnum):
    """Second stage: what the right person said."""

    PROMISE = "promise"
    PART_PROMISE = "part-promise"
    RING_BACK = "ring-back"
    CLAIMS_PAID = "claims-paid"
    PAYMENT_RUN = "payment-run"
    AWAITS_APPROVAL = "awaits-approval"
    COPY_REQUESTED = "copy-requested"
    DISPUTE = "dispute"
    CANNOT_PAY = "cannot-pay"
    REFUSES = "refuses"
    IN_ORDER = "in-order"
    INSOLVENT = "insolvent"
    DO_NOT_CALL = "do-not-call"
    NO_AGREEMENT = "no-agreement"


NEEDS_AGREEMENT = frozenset({Result.PROMISE, Result.PART_PROMISE})
"""Results that say nothing without an amount and a day."""

NEEDS_MOMENT = frozenset({Result.RING_BACK, Result.AWAITS_APPROVAL, Result.PAYMENT_RUN})
"""Results that say nothing without the day (and time) that the customer named."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the call. `moment` (UTC) is the day and time the customer named, `detail` the reason
    or the place to look, `invoices` the numbers that a dispute is about (empty: all)."""

    reach: Reach
    result: Result | None = None
    moment: datetime | None = None
    detail: str = ""
    invoices: tuple[str, ...] = ()

    @property
    def spoke_to_somebody(self) -> bool:
        return self.reach in {Reach.THIRD_PARTY, Reach.RIGHT_PERSON}

    @property
    def spoke_to_right_person(self) -> bool:
        return self.reach is Reach.RIGHT_PERSON
