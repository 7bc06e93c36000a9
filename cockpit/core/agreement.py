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

from cockpit.core.concession_terms import ConcessionTerms, Gift
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


ENDED = frozenset({State.KEPT, State.PART_KEPT, State.BROKEN, State.PAID_TOO_MUCH, State.REVERSED})
"""What becomes of an agreement in the end."""

_RUNNING = frozenset({State.HEARD, State.READ_BACK, State.MAILED, State.CONFIRMED})

_TO_SPEAK_ABOUT = frozenset({State.PART_KEPT, State.BROKEN, State.REVERSED})
"""What a ledger can conclude that still has to be brought up with the customer."""

_PAID = frozenset({State.KEPT, State.PAID_TOO_MUCH})


@dataclass(frozen=True, slots=True)
class StateChange:
    """When (UTC) an agreement got a state; `concluded` from a ledger that was read, not said by a person."""

    state: State
    at: datetime
    concluded: bool = False


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
    """What we give in return for the promise, and its value where it has one (S1.4).

    `terms` say more when it was made up as a concession; without them the promise is the return.
    """

    what: str
    value: Money | None = None
    terms: ConcessionTerms | None = None


def following(c: Concession, state: State, past: tuple[StateChange, ...], at: datetime) -> Concession:
    """The concession after its agreement went from the states of the past to another one at a moment (UTC).

    Kept, it is met, unless something else was asked as well; otherwise ended, it lapses for good. An
    agreement that runs again takes back what its ends had written.
    """
    terms = c.terms
    if terms is None or terms.gift is Gift.REPAIR:
        return c
    if state in _RUNNING:
        written = {change.at for change in past if change.state in ENDED}
        undone = not written.isdisjoint({terms.met_at, terms.lapsed_at})
        terms = replace(terms, met_at=None, lapsed_at=None) if undone else terms
    elif state in _TO_SPEAK_ABOUT:
        terms = replace(terms, lapsed_at=terms.lapsed_at or at)
    elif state in _PAID and not (terms.in_return.strip() or terms.met_at or terms.lapsed_at):
        terms = replace(terms, met_at=at)
    return replace(c, terms=terms)


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
    def is_concluded(self) -> bool:
        """Whether a ledger gave it the state that it is in."""
        return bool(self.states) and self.states[-1].concluded

    @property
    def is_over(self) -> bool:
        """Whether its promises need nothing more.

        What a ledger concluded and the customer has not heard yet (not kept, booked back) is not over.
        """
        if self.state not in ENDED:
            return False
        return not (self.is_concluded and self.state in _TO_SPEAK_ABOUT)

    @property
    def is_open(self) -> bool:
        """Whether a promise still counts or a commitment of ours still has to be done."""
        waiting = any(c.done_at is None for c in self.commitments)
        return waiting or (bool(self.promises) and not self.is_over)

    @property
    def is_paid(self) -> bool:
        """Whether what was promised came in."""
        return self.state in _PAID

    @property
    def is_booked_back(self) -> bool:
        """Whether it was kept, and a later ledger has the money open again."""
        return self.state is State.REVERSED and self.is_concluded

    @property
    def awaits_confirmation(self) -> bool:
        """Mailed, and the customer has not confirmed yet that he received it (S2.4)."""
        return self.state is State.MAILED

    def reached(self, state: State) -> bool:
        """Whether the agreement has ever been in this state."""
        return any(change.state is state for change in self.states)

    def to(self, state: State, at: datetime, *, concluded: bool = False) -> Agreement:
        """The agreement in a further state, and what that makes of our concessions; unchanged when that is
        the state it is in.

        A person's word about what a ledger concluded is a state of its own: then it was spoken about.
        """
        before = self.states[-1] if self.states else None
        if before is not None and (before.state, before.concluded) == (state, concluded):
            return self
        concessions = tuple(following(c, state, self.states, at) for c in self.concessions)
        states = (*self.states, StateChange(state, at, concluded))
        return replace(self, states=states, concessions=concessions)

    def mailed(self, at: datetime) -> Agreement:
        """The agreement, mailed at a moment (UTC), also when it was mailed before."""
        if self.state is not State.MAILED:
            return self.to(State.MAILED, at)
        return replace(self, states=(*self.states, StateChange(State.MAILED, at)))

    def back(self, at: datetime) -> Agreement:
        """The agreement in the state that it had before it ended, whatever it ended as."""
        before = [change.state for change in self.states if change.state not in ENDED]
        return self.to(before[-1] if before else State.HEARD, at)

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


def is_kept(
    promise: Promise,
    invoices: Iterable[Invoice],
    earlier: Iterable[Promise] = (),
    tolerance: Decimal = Decimal(0),
) -> bool:
    """Whether the promised amount came in: nothing is owed any more on the covered invoices, or at least
    that much was paid on them, at most `tolerance` less (in the promise's own currency). `earlier` are
    the instalments before this one: a euro keeps one promise only.
    """
    invoices = tuple(invoices)
    if promise.covers and not any(i.number in promise.covers and not i.is_credit for i in invoices):
        return True
    shared = [
        p.amount
        for p in earlier
        if p.amount.currency == promise.amount.currency and share_invoices(p, promise)
    ]
    asked = totals([promise.amount, *shared])[promise.amount.currency].amount
    paid = paid_since(promise, invoices).amount
    return asked <= paid or (paid > 0 and asked - tolerance <= paid)


def is_broken(promise: Promise, invoices: Iterable[Invoice], today: date, grace_days: int = 0) -> bool:
    """Whether the day (plus `grace_days` calendar days) has passed without the promised amount (S0.5).

    For one promise by itself; for instalments ask `unkept` which of them still wait.
    """
    return (today - promise.due).days > grace_days and not is_kept(promise, invoices)


def unkept(
    agreement: Agreement, invoices: Iterable[Invoice], tolerance: Decimal = Decimal(0)
) -> tuple[Promise, ...]:
    """The promises of an agreement that still wait for their money, first due first; see `is_kept`."""
    invoices = tuple(invoices)
    by_day = sorted(agreement.promises, key=lambda p: p.due)
    return tuple(p for n, p in enumerate(by_day) if not is_kept(p, invoices, by_day[:n], tolerance))
