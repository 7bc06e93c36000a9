"""The agreement of one call: what was promised, what we do for it, what we give in return.

An agreement may cover several invoices. It begins as *heard* and becomes worth more when it was read
back, mailed and confirmed (S2.4). It is never overwritten: states are added, corrections keep what was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals


class Method(StrEnum):
    """How the customer says that he will pay."""

    TRANSFER = "transfer"
    PAYMENT_RUN = "payment-run"
    DIRECT_DEBIT = "direct-debit"
    PAYMENT_LINK = "payment-link"
    OTHER = "other"


class State(StrEnum):
    """The life of an agreement, in the order in which it may go."""

    HEARD = "heard"
    READ_BACK = "read-back"
    MAILED = "mailed"
    CONFIRMED = "confirmed"
    KEPT = "kept"
    PART_KEPT = "part-kept"
    BROKEN = "broken"
    PAID_TOO_MUCH = "paid-too-much"
    REVERSED = "reversed"


ENDED = frozenset({State.KEPT, State.BROKEN, State.PAID_TOO_MUCH, State.REVERSED})
"""States after which nothing of the agreement has to come back."""


@dataclass(frozen=True, slots=True)
class StateChange:
    """When (UTC) an agreement got a state."""

    state: State
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """What the customer promised: an amount on a day, over the invoices in `covers` (their numbers).

    `open_then` is what those invoices were open for when he promised: what was paid since is the
    difference with what they are open for now.
    """

    amount: Money
    due: date
    method: Method = Method.TRANSFER
    covers: tuple[str, ...] = ()
    open_then: Money | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Our half of "if we …, then you …": what we do and by when (UTC). Overdue, it outranks every call."""

    what: str
    due: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Concession:
    """What we give in return for the promise, and its value where it has one (S1.4)."""

    what: str
    value: Money | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One later correction: when (UTC), why, and the old and new text of every field that changed."""

    at: datetime
    why: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed in one call, with whom (`contact`), and what became of it."""

    id: str
    debtor_id: str
    call_id: str
    made_at: datetime
    contact: str = ""
    promises: tuple[Promise, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    concessions: tuple[Concession, ...] = ()
    states: tuple[StateChange, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def state(self) -> State:
        """The state that it is in now; an agreement that nobody read back was only heard."""
        return self.states[-1].state if self.states else State.HEARD

    @property
    def is_open(self) -> bool:
        """Whether a promise can still be kept or a commitment of ours still has to be done."""
        waiting = any(c.done_at is None for c in self.commitments)
        return waiting or (bool(self.promises) and self.state not in ENDED)

    @property
    def awaits_confirmation(self) -> bool:
        """Mailed, and the customer has not confirmed yet that he received it (S2.4)."""
        return self.state is State.MAILED

    def reached(self, state: State) -> bool:
        """Whether the agreement has ever been in this state."""
        return any(change.state is state for change in self.states)

    def to(self, state: State, at: datetime) -> Agreement:
        """The agreement in a further state; unchanged when that is the state it is in."""
        if self.states and self.state is state:
            return self
        return replace(self, states=(*self.states, StateChange(state, at)))

    def commitment_done(self, index: int, at: datetime) -> Agreement:
        """The agreement with our action number `index` done."""
        done = tuple(
            replace(c, done_at=c.done_at or at) if n == index else c for n, c in enumerate(self.commitments)
        )
        return replace(self, commitments=done)

    def promised_total(self) -> Money | None:
        """The sum of the promises in the currency of the first; None without a promise."""
        if not self.promises:
            return None
        currency = self.promises[0].amount.currency
        return totals(p.amount for p in self.promises)[currency]


def paid_since(promise: Promise, invoices: Iterable[Invoice]) -> Money:
    """What came in on the covered invoices since the promise: open then minus open now, never below zero.

    `invoices` are the debtor's open items now. An invoice that is gone from them was paid. A promise that
    names no invoices covers all of them.
    """
    currency = promise.amount.currency
    nothing = Money(Decimal(0), currency)
    if promise.open_then is None or promise.open_then.currency != currency:
        return nothing
    now = [i.open for i in invoices if is_covered(i, promise) and i.open.currency == currency]
    left = totals(now).get(currency, nothing)
    paid = promise.open_then - left
    return paid if paid.amount > 0 else nothing


def is_covered(invoice: Invoice, promise: Promise) -> bool:
    """Whether the promise is about this invoice; one without numbers is about all."""
    return not promise.covers or invoice.number in promise.covers


def share_invoices(one: Promise, other: Promise) -> bool:
    """Whether there is an invoice that both promises are about."""
    return not one.covers or not other.covers or not set(one.covers).isdisjoint(other.covers)


def is_kept(promise: Promise, invoices: Iterable[Invoice], earlier: Iterable[Promise] = ()) -> bool:
    """Whether the promised amount came in: nothing is owed any more on the covered invoices, or at least
    that much was paid on them. `earlier` are the instalments before this one: a euro keeps one promise only.
    """
    invoices = tuple(invoices)
    if promise.covers and not any(i.number in promise.covers and not i.is_credit for i in invoices):
        return True
    shared = [
        p.amount
        for p in earlier
        if p.amount.currency == promise.amount.currency and share_invoices(p, promise)
    ]
    return totals([promise.amount, *shared])[promise.amount.currency] <= paid_since(promise, invoices)


def is_broken(promise: Promise, invoices: Iterable[Invoice], today: date, grace_days: int = 0) -> bool:
    """Whether the day (plus `grace_days` calendar days) has passed without the promised amount (S0.5).

    For one promise by itself; for instalments ask `unkept` which of them still wait.
    """
    return (today - promise.due).days > grace_days and not is_kept(promise, invoices)


def unkept(agreement: Agreement, invoices: Iterable[Invoice]) -> tuple[Promise, ...]:
    """The promises of an agreement that still wait for their money, first due first."""
    invoices = tuple(invoices)
    by_day = sorted(agreement.promises, key=lambda p: p.due)
    return tuple(p for n, p in enumerate(by_day) if not is_kept(p, invoices, by_day[:n]))
