"""Who owes it, a firm or a natural person, and which formal letter he got: what the law asks before the rest.

The ledger knows neither. The collector writes them at the preparation of a call; what he wrote last holds
for the calls after it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from cockpit.core.call import Call
from cockpit.core.contact_rules import DebtorKind
from cockpit.core.standing import LETTER, PARTY, Standing


def kind_of(call: Call, standing: Standing) -> DebtorKind:
    """Who owes it; a firm until told otherwise."""
    with suppress(ValueError):
        return DebtorKind(call.answer_to(PARTY) or standing.party)
    return DebtorKind.COMPANY


def letter_sent(call: Call, standing: Standing) -> date | None:
    """The day on which the last formal letter was sent to a consumer: the fourteen-day letter or the notice;
    None when none is known."""
    with suppress(ValueError):
        return date.fromisoformat(call.answer_to(LETTER) or standing.letter)
    return None
