"""Who owes it, a firm or a natural person, which formal letter he got, and what his contract says: what the
law asks before the rest.

The ledger knows none of it. The collector writes them at the preparation of a call; what he wrote last holds
for the calls after it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from cockpit.core.call import Call
from cockpit.core.contact_rules import DebtorKind
from cockpit.core.cost_clause import CostClause, read_clause
from cockpit.core.standing import BY_MAIL, CLAUSE, LETTER, LETTER_BY, PARTY, Standing

NO_CLAUSE = "-"
"""What is written for a debtor whose contract has no clause, though the usual terms of sale have one."""


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


def letter_by_mail(call: Call, standing: Standing) -> bool:
    """Whether that letter went by mail; by post until told otherwise, because that gives the longer term. How
    an earlier letter went says nothing about a new one."""
    earlier = "" if call.answer_to(LETTER) else standing.letter_by
    return (call.answer_to(LETTER_BY) or earlier) == BY_MAIL


def clause_written(call: Call, standing: Standing, usual: str) -> str:
    """The line about collection costs in the contract with this debtor: his own, or else the `usual` one of
    our terms of sale; empty when there is none."""
    own = call.answer_to(CLAUSE) or standing.clause
    return "" if own == NO_CLAUSE else own or usual


def clause_of(call: Call, standing: Standing, usual: str) -> CostClause | None:
    """The same, read; None when there is none."""
    with suppress(ValueError):
        return read_clause(clause_written(call, standing, usual))
    return None
