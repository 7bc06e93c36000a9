"""What a ledger says about earlier promises: kept, kept in part, not kept, paid too much, booked back.

An invoice that is gone or smaller was paid. The ledger concludes, a person may know better: what he took
back is not concluded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cockpit.core.agreement import (
    ENDED,
    Agreement,
    Promise,
    State,
    is_covered,
    paid_since,
    share_invoices,
    unkept,
)
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

CONCLUSION = "conclusion"
"""The field of a revision in which a person takes a conclusion back: the state that it was, and is."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What became of an agreement: `made` is as it was before, `state` the one that it gets.

    `promised` is what it is about: the parts whose day has passed when they were not kept, otherwise all;
    `paid` what came in of that (more, when he paid too much), `due` the last day of it. An agreement that was
    not kept in time and now runs again has the state of before.
    """

    made: Agreement
    state: State
    promised: Money
    paid: Money
    due: date

    @property
    def is_paid(self) -> bool:
        """Whether the money came in."""
        return self.state in {State.KEPT, State.PAID_TOO_MUCH}

    def noted(self, at: datetime) -> Agreement:
        """The agreement with this conclusion, drawn at a moment (UTC)."""
        return self.made.to(self.state, at, concluded=True)


def conclude(made: Agreement, invoices: Sequence[Invoice], today: date, rules: Rules) -> Conclusion | None:
    """What the debtor's open items on `today` say about an agreement that is not over; None when that is
    nothing new. A day counts as passed after the days of grace, and what is missing within the tolerance
    counts as paid."""
    if not made.promises or made.is_over:
        return None
    waiting = unkept(made, invoices, rules.tolerance)
    missed = [promise for promise in waiting if (today - promise.due).days > rules.grace_days]
    about = missed or made.promises
    promised = _sum(p.amount for p in about)
    paid = came_in(made, about, invoices)
    if not waiting:
        surplus = _surplus(made.promises, invoices)
        too_much = surplus.amount > rules.tolerance
        state, paid = (State.PAID_TOO_MUCH, promised + surplus) if too_much else (State.KEPT, promised)
    elif made.is_booked_back:
        return None
    elif missed:
        some = any(paid_since(p, invoices).amount > 0 for p in made.promises)
        state = State.PART_KEPT if some else State.BROKEN
    else:
        state = _running(made)
    if state is made.state or state in taken_back(made):
        return None
    return Conclusion(made, state, promised, paid, max(p.due for p in about))


def booked_back(
    made: Agreement, before: Sequence[Invoice], invoices: Sequence[Invoice], rules: Rules
) -> Conclusion | None:
    """The conclusion that a kept promise is open again: the debtor's items of `before` had it paid, those of
    now do not. A promise that names no invoices is never concluded about: a new invoice would undo it."""
    if not made.is_paid or not made.promises or not all(p.covers for p in made.promises):
        return None
    if State.REVERSED in taken_back(made) or unkept(made, before, rules.tolerance):
        return None
    missing = unkept(made, invoices, rules.tolerance)
    if not missing:
        return None
    promised = _sum(p.amount for p in missing)
    return Conclusion(made, State.REVERSED, promised, came_in(made, missing, invoices), missing[-1].due)


def is_reopened(before: Iterable[Invoice], invoices: Iterable[Invoice], until: date) -> bool:
    """Whether an invoice sent by a day is open again, or for more than it was: a payment may have gone."""
    was_open = {i.number: i.open for i in before}
    for invoice in invoices:
        was = was_open.get(invoice.number)
        more = was is None or (was.currency == invoice.open.currency and was < invoice.open)
        if more and invoice.invoice_date <= until and not invoice.is_credit:
            return True
    return False


def claims_found(standing: Standing, invoices: Iterable[Invoice]) -> tuple[FollowUp, ...]:
    """What a customer said and nobody has looked up yet ("it was paid"), when his open items say that it is
    true: he owes nothing any more. What we owe him ourselves stays open."""
    if any(money.amount > 0 for money in totals(i.open for i in invoices).values()):
        return ()
    return tuple(f for f in standing.follow_ups if f.kind is FollowUpKind.VERIFY and f.is_open)


def claims_lost(standing: Standing, invoices: Iterable[Invoice]) -> tuple[FollowUp, ...]:
    """What a ledger had found to be true since we last spoke, and is not by the open items of now."""
    if not any(money.amount > 0 for money in totals(i.open for i in invoices).values()):
        return ()
    return tuple(f for f in standing.looked_up if f.concluded)


def taken_back(made: Agreement) -> frozenset[State]:
    """What a person said of an agreement that it is not: these conclusions are not drawn again."""
    found: set[str] = set()
    for revision in made.revisions:
        for name, old, new in revision.fields:
            if name == CONCLUSION:
                found = (found | {old}) - {new}
    return frozenset(State(value) for value in found)


def _running(made: Agreement) -> State:
    """The state of an agreement that was not kept in time, and of which nothing is missing any more now."""
    if made.state not in ENDED:
        return made.state
    return made.back(made.made_at).state


def came_in(made: Agreement, about: Sequence[Promise], invoices: Sequence[Invoice]) -> Money:
    """What came in for some of the promises; a euro counts for the first due of those that share it."""
    return _sum(came for promise, came in _shared_out(made, invoices) if promise in about)


def _shared_out(made: Agreement, invoices: Sequence[Invoice]) -> Iterator[tuple[Promise, Money]]:
    by_day = sorted(made.promises, key=lambda p: p.due)
    for n, promise in enumerate(by_day):
        currency = promise.amount.currency
        nothing = Money(_ZERO, currency)
        sharing = [p for p in by_day[:n] if p.amount.currency == currency and share_invoices(p, promise)]
        left = paid_since(promise, invoices) - _sum([nothing, *(p.amount for p in sharing)])
        yield promise, max(nothing, min(left, promise.amount))


def _surplus(promises: Iterable[Promise], invoices: Sequence[Invoice]) -> Money:
    """How much more came in than the covered invoices were open for, in the currency of the first promise."""
    promises = tuple(promises)
    currency = promises[0].amount.currency
    nothing = Money(_ZERO, currency)
    named = [p for p in promises if p.covers and p.open_then is not None and p.open_then.amount > 0]
    left = [i.open for i in invoices if i.open.currency == currency and any(is_covered(i, p) for p in named)]
    return max(nothing, -totals(left).get(currency, nothing))


def _sum(parts: Iterable[Money]) -> Money:
    """The sum of amounts in the currency of the first."""
    parts = tuple(parts)
    return totals(parts)[parts[0].currency]
