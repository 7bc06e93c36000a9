"""What an import would do, in the words of the interface: the same on the command line and on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cockpit.core.agreement import State
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Ledger
from cockpit.core.settling import Conclusion
from cockpit.desk.importing import Preview
from cockpit.language import N_, _, amounts, dates, labels, ngettext

_CONCLUDED: Mapping[State, str] = {
    State.KEPT: N_("Promise kept: {name}, {amount} for {day}"),
    State.PART_KEPT: N_("Promise kept in part: {name}, {paid} of {amount} for {day}"),
    State.BROKEN: N_("Promise not kept: {name}, {amount} for {day}"),
    State.PAID_TOO_MUCH: N_("Paid more than was promised: {name}, {paid} instead of {amount} for {day}"),
    State.REVERSED: N_("Payment booked back: {name}, {amount} promised for {day}"),
}
_RUNS_AGAIN = N_("Promise on schedule again: {name}, {amount} for {day}")


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


def promises(new: Preview) -> str:
    """How many promises were kept, kept in part, and so on, and how many claims are true; empty when the
    files say nothing about any."""
    counts = Counter(one.state for one in new.concluded)
    said = [f"{counts[state]} {labels.state(state).lower()}" for state in State if counts[state]]
    parts = [_("Promises: {what}").format(what=", ".join(said))] if said else []
    if new.claims:
        text = ngettext("{n} claim found to be true", "{n} claims found to be true", len(new.claims))
        parts.append(text.format(n=len(new.claims)))
    return ". ".join(parts)


def concluded(before: Ledger, one: Conclusion) -> str:
    """What the files say about one promise; the ledger of before knows the debtor's name."""
    debtor = before.debtors.get(one.made.debtor_id)
    text = _(_CONCLUDED.get(one.state, _RUNS_AGAIN))
    return text.format(
        name=debtor.name if debtor else one.made.debtor_id,
        amount=amounts.money(one.promised),
        paid=amounts.money(one.paid),
        day=dates.day(one.due, style="short"),
    )


def claim(before: Ledger, one: FollowUp) -> str:
    """What the files say about something that a customer told us; it is true."""
    debtor = before.debtors.get(one.debtor_id)
    name = debtor.name if debtor else one.debtor_id
    text = _("What was said is true: {name}, {what}") if one.what else _("What was said is true: {name}")
    return text.format(name=name, what=one.what)


def mark(one: Conclusion) -> str:
    """A sign for what became of a promise."""
    if one.is_paid:
        return "✓"
    return "✗" if one.state in _CONCLUDED else "◷"


def doubt(new: Preview) -> str:
    """Why it may be the wrong file."""
    text = _("Is it the right file? Invoices in it: {found}, in the present ledger: {known}.")
    return text.format(found=len(new.ledger.invoices), known=new.known)


def same() -> str:
    """That there is nothing to take over."""
    return _("The ledger holds exactly this already.")
