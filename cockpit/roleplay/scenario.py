"""A scenario as values: the debtor, his invoices, what he hides and where he can be brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from cockpit.core import calendar
from cockpit.core.call import CallKind
from cockpit.core.money import Money


class Temperament(StrEnum):
    """How a debtor speaks: the stock has lines of its own for each."""

    FRIENDLY = "friendly"
    VAGUE = "vague"
    ANGRY = "angry"
    HURRIED = "hurried"
    WORRIED = "worried"


@dataclass(frozen=True, slots=True)
class OwedInvoice:
    """One of his invoices. The days count back from the call; `due_days_ago` below 0 is still to come."""

    number: str
    what: str
    amount: Money
    due_days_ago: int
    delivered_days_ago: int
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that he tells only when he is brought to it: by one of these moves, after these facts."""

    id: str
    by: frozenset[str]
    say: tuple[str, ...]
    after: frozenset[str] = frozenset()
    pull: int = 2


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection that he brings up when he first hears one of these moves, and what settles it.

    He brings it up with any line of `say`, and comes back to it with those of `again`. Without `again` the
    first line of `say` brings it up, and the others come back to it.
    """

    id: str
    at: frozenset[str]
    by: frozenset[str]
    say: tuple[str, ...]
    settled: tuple[str, ...] = ()
    pull: int = 2
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paying:
    """What he can pay, and when: working days after the call.

    `in_mind` is the day that he would name himself, `best` the earliest that he can be brought to. In `parts`
    the first part is `first`, and each next one `gap` working days later. `payable` is what he would pay of
    it all, None for everything.
    """

    in_mind: int
    best: int
    parts: int = 1
    first: Decimal | None = None
    gap: int = 10
    payable: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody else who picks up: what he says, and in how many working days the right person is back.

    When he `hands_over`, the right person comes on as soon as somebody asks for him.
    """

    picks_up: str
    back_in: int = 1
    hands_over: bool = False
    say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One line of the talk as it could be held; played from the top, they reach the best result."""

    say: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario file, read. `lines` are his own wordings of reactions, before those of the stock."""

    id: str
    language: str
    title: str
    goal: str
    level: int
    kind: CallKind
    country: str
    temperament: Temperament
    truth: str
    caller: str
    firm: str
    debtor: str
    contact: str
    picks_up: str
    patience: int
    trust: int
    invoices: tuple[OwedInvoice, ...]
    paying: Paying
    facts: tuple[Fact, ...] = ()
    objections: tuple[Raised, ...] = ()
    stranger: Stranger | None = None
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    model: tuple[ModelLine, ...] = ()
    path: str = ""

    @property
    def total(self) -> Money:
        """All that he owes."""
        first, *others = (invoice.amount for invoice in self.invoices)
        return Money(sum((other.amount for other in others), first.amount), first.currency)

    @property
    def payable(self) -> Money:
        """What he would pay of it."""
        wanted = self.paying.payable
        return self.total if wanted is None else Money(wanted, self.total.currency)

    @property
    def stays_with_stranger(self) -> bool:
        """Whether the debtor himself never comes to the telephone."""
        return self.stranger is not None and not self.stranger.hands_over

    def due(self, on: date) -> date:
        """The day on which the first invoice was, or is, to be paid."""
        return self.due_of(self.invoices[0], on)

    def due_of(self, invoice: OwedInvoice, on: date) -> date:
        """The same of one of his invoices; `on` is the day of the call."""
        return on - timedelta(days=invoice.due_days_ago)

    def about(self, number: str = "") -> tuple[OwedInvoice, ...]:
        """The invoice with this number, else all of them."""
        return tuple(one for one in self.invoices if one.number == number) or self.invoices

    def knows(self, amounts: Sequence[Money], number: str = "") -> bool:
        """Whether one of these amounts is his: of an invoice (of the one with this number), or of all."""
        own = {self.total, self.payable, *(invoice.amount for invoice in self.about(number))}
        return any(amount in own for amount in amounts)

    def day(self, on: date, working_days: int) -> date:
        """So many working days after the day of the call; 0 is that day itself."""
        return calendar.next_working_day(on, self.country, working_days) if working_days else on

    def parts_from(self, first_day: date) -> tuple[tuple[Money, date], ...]:
        """What he pays when the first payment is on this day."""
        paying, whole = self.paying, self.payable
        if paying.parts == 1:
            return ((whole, first_day),)
        first = paying.first if paying.first is not None else whole.amount / paying.parts
        later = (whole.amount - first) / (paying.parts - 1)
        amounts = [Money(first, whole.currency)]
        amounts += [Money(later, whole.currency)] * (paying.parts - 2)
        rest = whole.amount - sum((money.amount for money in amounts), Decimal())
        amounts.append(Money(rest, whole.currency))
        return tuple((money, self.day(first_day, n * paying.gap)) for n, money in enumerate(amounts))
