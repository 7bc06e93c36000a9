"""The terms of a concession: what it is worth, what we asked in return, and whether we got it (S1.4).

Give little, get much: nothing is recorded as given without a return. The one exception is the repair of a
fault of our own, which has to be named. What was asked in return decides what becomes of the concession: it
holds once the return is there, and lapses when it did not come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from cockpit.core.agreement import Agreement, Concession, State, unkept
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.interest import DayCount, Regime, statutory_interest
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.plan import Term
from cockpit.core.room import Room

_DAY = timedelta(days=1)


class NotGiven(StrEnum):
    """Why a concession is not recorded."""

    NO_RETURN = "no-return"
    FAULT_NOT_NAMED = "fault-not-named"
    NO_REPAIR = "no-repair"
    WORTH_LESS_THAN_NOTHING = "worth-less-than-nothing"


class Condition(StrEnum):
    """What became of the return: still to come, there, not there in time; or none was asked."""

    RUNNING = "running"
    MET = "met"
    LAPSED = "lapsed"
    NONE = "none"


_OUR_OWN_COST = frozenset({Gift.TIME, Gift.INSTALMENTS})


def concession_of(words: str, terms: ConcessionTerms | None) -> Concession | None:
    """The concession with these words for the customer; None without any.

    He reads what it is worth to him, so not what waiting costs us.
    """
    if not words:
        return None
    known = terms is not None and terms.gift not in _OUR_OWN_COST
    return Concession(words, terms.value if terms and known else None, terms)


def terms_of(concession: Concession) -> ConcessionTerms:
    """The terms of a concession; where only its words were typed, the promise is what it is given for."""
    return concession.terms or ConcessionTerms(Gift.GOODWILL)


def discount_of(terms: ConcessionTerms | None, room: Room) -> Money | None:
    """The discount that these terms give away, where the room to move has a limit in its currency."""
    if terms is None or terms.gift is not Gift.DISCOUNT or terms.value is None:
        return None
    most = room.most_discount
    return terms.value if most is not None and most.currency == terms.value.currency else None


def refusal(terms: ConcessionTerms, *, promised: bool) -> NotGiven | None:
    """Why these terms cannot be recorded, None when they can; `promised`: the agreement has a promise."""
    if terms.value is not None and terms.value.amount < 0:
        return NotGiven.WORTH_LESS_THAN_NOTHING
    if terms.gift is Gift.REPAIR:
        return None if terms.fault.strip() else NotGiven.FAULT_NOT_NAMED
    if terms.fault.strip():
        return NotGiven.NO_REPAIR
    return None if promised or terms.in_return.strip() else NotGiven.NO_RETURN


def condition(
    terms: ConcessionTerms,
    agreement: Agreement,
    invoices: Iterable[Invoice],
    today: date,
    grace_days: int = 0,
) -> Condition:
    """What became of the return on `today`; `invoices` are the debtor's open items now.

    Where the promises are the return, the money decides. Where something else was asked (`in_return`), it is
    met when the collector says so (`settled`), and lapses when its day passes, or when a promise is broken.
    Days of grace are calendar days. What is written down holds.
    """
    if terms.gift is Gift.REPAIR:
        return Condition.NONE
    if terms.lapsed_at is not None:
        return Condition.LAPSED
    if terms.met_at is not None:
        return Condition.MET
    money = _money(agreement, invoices, today, grace_days)
    if money is Condition.LAPSED or not terms.in_return.strip():
        return money
    late = terms.by is not None and (today - terms.by).days > grace_days
    return Condition.LAPSED if late else Condition.RUNNING


def became(
    concession: Concession,
    agreement: Agreement,
    invoices: Iterable[Invoice],
    today: date,
    grace_days: int = 0,
) -> Condition:
    """What became of a concession of this agreement: see `condition`."""
    return condition(terms_of(concession), agreement, invoices, today, grace_days)


def settled(terms: ConcessionTerms, outcome: Condition, at: datetime) -> ConcessionTerms:
    """The terms with their outcome written down at `at` (UTC); one that is written already stays as it is."""
    if terms.met_at is not None or terms.lapsed_at is not None:
        return terms
    if outcome is Condition.MET:
        return replace(terms, met_at=at)
    return replace(terms, lapsed_at=at) if outcome is Condition.LAPSED else terms


def cost_of_waiting(
    terms: Iterable[Term], regime: Regime, since: date, day_count: DayCount = DayCount.FIXED_365
) -> Money | None:
    """What time or instalments cost us: the statutory interest on every term from `since` up to its day.

    None without a term, and when a rate is not known yet.
    """
    total: Money | None = None
    for term in terms:
        interest = statutory_interest(term.amount, regime, since + _DAY, term.due, day_count).total
        if interest is None:
            return None
        total = interest if total is None else total + interest
    return total


def total_value(concessions: Iterable[ConcessionTerms], currency: str = "EUR") -> Money:
    """What these concessions come to in one currency; those without a known value add nothing."""
    values = (t.value for t in concessions if t.value is not None and t.value.currency == currency)
    return sum(values, Money(Decimal(0), currency))


def _money(agreement: Agreement, invoices: Iterable[Invoice], today: date, grace_days: int) -> Condition:
    """What became of the promised money. An agreement that was reversed or broken gives nothing."""
    if agreement.state in {State.BROKEN, State.REVERSED}:
        return Condition.LAPSED
    if agreement.state in {State.KEPT, State.PAID_TOO_MUCH}:
        return Condition.MET
    waiting = unkept(agreement, invoices)
    if any((today - promise.due).days > grace_days for promise in waiting):
        return Condition.LAPSED
    return Condition.RUNNING if waiting or not agreement.promises else Condition.MET
