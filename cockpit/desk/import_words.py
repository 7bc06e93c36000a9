"""What an import would do, in the words of the interface: the same on the command line and on the screen."""

from __future__ import annotations

from cockpit.core.agreement import Agreement
from cockpit.core.ledger import Ledger
from cockpit.desk.importing import Preview
from cockpit.language import _, amounts, dates, ngettext


def held(new: Preview) -> str:
    """What the files hold: invoices, debtors, and what is open per currency."""
    invoices, debtors = len(new.ledger.invoices), len(new.ledger.debtors)
    parts = [
        ngettext("{n} invoice", "{n} invoices", invoices).format(n=invoices),
        ngettext("{n} debtor", "{n} debtors", debtors).format(n=debtors),
        " + ".join(amounts.money(money) for money in new.open_totals.values()),
    ]
    return " · ".join(part for part in parts if part)


def changes(new: Preview) -> str:
    """How many invoices came, changed and went, and how many rows were refused."""
    text = _("{new} new, {changed} changed, {settled} no longer open, {refused} refused")
    return text.format(
        new=len(new.difference.new),
        changed=len(new.difference.changed),
        settled=len(new.difference.settled),
        refused=len(new.refused),
    )


def details(new: Preview) -> str:
    """How many debtors have other details; empty when none has."""
    if not new.details:
        return ""
    text = ngettext(
        "{n} debtor with other details (name, telephone, address …)",
        "{n} debtors with other details (name, telephone, address …)",
        new.details,
    )
    return text.format(n=new.details)


def kept(before: Ledger, made: Agreement) -> str:
    """A promise of which the files prove that it was kept; the ledger of before knows the debtor's name."""
    debtor = before.debtors.get(made.debtor_id)
    name = debtor.name if debtor else made.debtor_id
    last = max(made.promises, key=lambda promise: promise.due)
    promised = made.promised_total() or last.amount
    text = _("Promise kept: {name}, {amount} for {day}")
    return text.format(name=name, amount=amounts.money(promised), day=dates.day(last.due, style="short"))


def doubt(new: Preview) -> str:
    """Why it may be the wrong file."""
    text = _("Is it the right file? It holds {found} invoices, the present ledger {known}.")
    return text.format(found=len(new.ledger.invoices), known=new.known)


def same() -> str:
    """That there is nothing to take over."""
    return _("The ledger holds exactly this already.")
