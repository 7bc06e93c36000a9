"""Which invoice each term of a plan pays: oldest first, unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cockpit.core.agreement import Method, Promise
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals
from cockpit.core.plan import Plan, Term

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What one term pays of one invoice."""

    number: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Allocation:
    """One term and the invoices that it pays; `beyond` is what it pays on no invoice: interest or costs."""

    term: Term
    shares: tuple[Share, ...]
    beyond: Money


def allocate(plan: Plan, invoices: Iterable[Invoice], order: Sequence[str] = ()) -> tuple[Allocation, ...]:
    """Divide the terms of a plan over the open invoices, due longest first; numbers in `order` go before.

    Credit notes are set off first, against the same invoices in the same order. A plan for less than is open
    leaves the last invoices open. Raises `CurrencyMismatch` for an invoice in another currency.
    """
    left = _owed(invoices, order, plan.total.currency)
    found = []
    for term in plan.terms:
        shares, rest = [], term.amount
        while rest and left:
            share = min(rest, left[0].amount)
            shares.append(Share(left[0].number, share))
            rest -= share
            left[:1] = _remaining(left[0], share)
        found.append(Allocation(term, tuple(shares), rest))
    return tuple(found)


def as_promises(
    plan: Plan, invoices: Sequence[Invoice], method: Method = Method.TRANSFER
) -> tuple[Promise, ...]:
    """The terms as the promises of an agreement. Each covers all the invoices, so that money keeps the terms
    in their order whichever invoice the customer pays first."""
    numbers = tuple(invoice.number for invoice in invoices)
    open_then = totals(invoice.open for invoice in invoices).get(plan.total.currency)
    return tuple(Promise(term.amount, term.due, method, numbers, open_then) for term in plan.terms)


def _owed(invoices: Iterable[Invoice], order: Sequence[str], currency: str) -> list[Share]:
    """What is to be paid per invoice, credit notes set off, in the order of payment."""
    place = {number: n for n, number in enumerate(order)}
    items = sorted(invoices, key=lambda i: (place.get(i.number, len(place)), i.due_date, i.number))
    credit = sum((-i.open for i in items if i.is_credit), Money(_ZERO, currency))
    owed = []
    for item in items:
        if item.open.amount > 0:
            taken = min(credit, item.open)
            credit -= taken
            owed += _remaining(Share(item.number, item.open), taken)
    return owed


def _remaining(share: Share, paid: Money) -> list[Share]:
    """What is left of a share: one, or none when all is paid."""
    rest = share.amount - paid
    return [Share(share.number, rest)] if rest else []
