"""What a new list of open items means beside the one before: new, changed, settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.core.ledger import Invoice, Ledger
from cockpit.core.text import clean_line
from cockpit.intake.reading import Reading


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes. `changed` are pairs of before and after; `settled` are no longer open."""

    new: tuple[Invoice, ...] = ()
    changed: tuple[tuple[Invoice, Invoice], ...] = ()
    settled: tuple[Invoice, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.settled)


def to_ledger(reading: Reading, read_at: datetime, source: str) -> Ledger:
    """The ledger that a file holds; `read_at` is UTC, `source` the name of the file."""
    return Ledger(dict(reading.debtors), reading.invoices, read_at, clean_line(source))


def compare(old: Ledger, new: Ledger) -> Difference:
    """The invoices that came, differ or went, each known by its debtor and number, in file order."""
    before = {(invoice.debtor_id, invoice.number): invoice for invoice in old.invoices}
    after = {(invoice.debtor_id, invoice.number): invoice for invoice in new.invoices}
    return Difference(
        tuple(invoice for key, invoice in after.items() if key not in before),
        tuple(
            (before[key], invoice) for key, invoice in after.items() if before.get(key, invoice) != invoice
        ),
        tuple(invoice for key, invoice in before.items() if key not in after),
    )
