"""The thresholds of the queue, the preparation and what follows a call. The settings fill them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from cockpit.core.money import Money


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number that a rule depends on. Days are calendar days unless the name says working days.

    - `country`: of the collector's own office (NL or BE): its golden hours and holidays.
    - `grace_days`: a promise counts as broken when so many days after its day have passed without the money.
    - `tolerance`: a promise short by at most so much, in its own currency, counts as kept.
    - `overdue_grace_days`: an item counts as overdue from so many days after its due date.
    - `rest_days`: after a talk a debtor is left in peace for so long, unless something else was agreed.
    - `courtesy_amount`: from this amount on an invoice is worth a courtesy call (S3).
    - `courtesy_after_days`, `courtesy_until_days`: the age of an invoice, from its own date, at which a
      courtesy call is made, and at which it no longer is (S3: a few days after the invoice).
    - `new_customer_days`: so long a customer is new; each of his invoices is worth a courtesy call (S3).
    - `confirmation_working_days`: so long a customer has to confirm that he received our mail (S2.4).
    - `ring_back_minutes`: an agreed ring-back counts as due so long before its time.
    - `dunning_days`, `dunning_reminders`: from this age or this number of letters on, a call about an
      overdue item is no longer a first reminder.
    """

    country: str = "NL"
    grace_days: int = 2
    tolerance: Decimal = Decimal(0)
    overdue_grace_days: int = 0
    rest_days: int = 5
    courtesy_amount: Money = field(default_factory=lambda: Money(Decimal(2500)))
    courtesy_after_days: int = 4
    courtesy_until_days: int = 21
    new_customer_days: int = 180
    confirmation_working_days: int = 1
    ring_back_minutes: int = 10
    dunning_days: int = 30
    dunning_reminders: int = 2
