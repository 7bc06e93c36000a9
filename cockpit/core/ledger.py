"""The ledger: what the accounting system says is open. Only an import changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from cockpit.core.money import Money, totals

_ZERO = Decimal(0)
_BY_AGE = attrgetter("due_date", "number")


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who owes us. `id` is the number in the accounting system, or a key made from the name."""

    id: str
    name: str
    country: str = "NL"
    language: str = "nl"
    phone: str = ""
    mobile: str = ""
    email: str = ""
    contact_person: str = ""
    company_no: str = ""
    terms_days: int | None = None
    customer_since: date | None = None

    @property
    def number_to_dial(self) -> str:
        """The telephone number to try first; empty when none is known."""
        return self.phone or self.mobile


@dataclass(frozen=True, slots=True)
class Invoice:
    """One open item. A credit note has a negative `open` amount."""

    number: str
    debtor_id: str
    invoice_date: date
    due_date: date
    amount: Money
    open: Money
    description: str = ""
    due_derived: bool = False
    reminders: int | None = None
    your_ref: str = ""
    payment_ref: str = ""

    def days_overdue(self, today: date) -> int:
        """Calendar days since the due date; 0 on the due date itself and before it."""
        return max((today - self.due_date).days, 0)

    @property
    def is_credit(self) -> bool:
        return self.open.amount < 0


@dataclass(frozen=True, slots=True)
class Account:
    """One debtor with all that is open: the unit of the queue and of a call."""

    debtor: Debtor
    invoices: tuple[Invoice, ...]

    @property
    def currency(self) -> str:
        """The currency in which most items are open; the euro when nothing is."""
        counts = Counter(invoice.open.currency for invoice in self.invoices)
        return counts.most_common(1)[0][0] if counts else "EUR"

    def open_totals(self) -> dict[str, Money]:
        """What is open per currency, credit notes taken off."""
        return totals([invoice.open for invoice in self.invoices])

    def open_total(self) -> Money:
        """What is open in the account's main currency, credit notes taken off."""
        currency = self.currency
        return self.open_totals().get(currency, Money(_ZERO, currency))

    def overdue(self, today: date) -> tuple[Invoice, ...]:
        """The items past their due date that we are owed, oldest first."""
        late = [i for i in self.invoices if i.due_date < today and not i.is_credit]
        return tuple(sorted(late, key=_BY_AGE))

    def overdue_total(self, today: date) -> Money:
        """What is past its due date in the main currency, credit notes taken off, never below zero."""
        currency = self.currency
        late = [i.open for i in self.overdue(today) if i.open.currency == currency]
        credit = [i.open for i in self.invoices if i.is_credit and i.open.currency == currency]
        total = totals([*late, *credit]).get(currency, Money(_ZERO, currency))
        return total if late and total.amount > 0 else Money(_ZERO, currency)

    def days_overdue(self, today: date) -> int:
        """Age of the oldest overdue item in calendar days; 0 when nothing is overdue."""
        late = self.overdue(today)
        return late[0].days_overdue(today) if late else 0


BUCKETS = (0, 30, 60, 90)
"""Upper edges of the ageing buckets in days overdue; the last bucket is everything above."""


def ageing(invoices: Iterable[Invoice], today: date, currency: str) -> tuple[Money, ...]:
    """Open amounts per bucket: not overdue, 1–30, 31–60, 61–90, over 90 days; other currencies left out."""
    sums = [Money(_ZERO, currency)] * (len(BUCKETS) + 1)
    for invoice in invoices:
        if invoice.open.currency != currency:
            continue
        days = invoice.days_overdue(today)
        bucket = next((n for n, edge in enumerate(BUCKETS) if days <= edge), len(BUCKETS))
        sums[bucket] = sums[bucket] + invoice.open
    return tuple(sums)


@dataclass(frozen=True)
class Ledger:
    """All open items as of one import. `read_at` is UTC, `source` the name of the file."""

    debtors: Mapping[str, Debtor] = field(default_factory=dict)
    invoices: tuple[Invoice, ...] = ()
    read_at: datetime | None = None
    source: str = ""

    @cached_property
    def by_debtor(self) -> Mapping[str, tuple[Invoice, ...]]:
        """The open items of each debtor, in the order of their due dates."""
        found: dict[str, list[Invoice]] = {}
        for invoice in self.invoices:
            found.setdefault(invoice.debtor_id, []).append(invoice)
        return {key: tuple(sorted(items, key=_BY_AGE)) for key, items in found.items()}

    def account(self, debtor_id: str) -> Account | None:
        """The debtor with his open items, or None when the ledger does not know him."""
        debtor = self.debtors.get(debtor_id)
        return None if debtor is None else Account(debtor, self.by_debtor.get(debtor_id, ()))
