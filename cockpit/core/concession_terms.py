"""What we give and on which terms; `cockpit.core.concession` says when that may be recorded and what came of
it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cockpit.core.money import Money


class Gift(StrEnum):
    """What we give."""

    INTEREST = "interest"
    COSTS = "costs"
    TIME = "time"
    INSTALMENTS = "instalments"
    DISCOUNT = "discount"
    GOODWILL = "goodwill"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class ConcessionTerms:
    """The terms of one concession.

    - `value`: what it costs us; None when nobody can say.
    - `in_return`: what we asked besides the promised payment, `by` when (a day). Empty: the promises of the
      same agreement are the return.
    - `fault`: what went wrong at our side; for a repair only.
    - `met_at`, `lapsed_at`: when (UTC) the outcome was written down.
    """

    gift: Gift
    value: Money | None = None
    in_return: str = ""
    by: date | None = None
    fault: str = ""
    met_at: datetime | None = None
    lapsed_at: datetime | None = None
