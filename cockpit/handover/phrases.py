"""The small pieces of sentence that the summary, the mail and the calendar share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from cockpit.core.agreement import Commitment, Concession
from cockpit.core.concession import terms_of
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.money import totals
from cockpit.handover.facts import Handover
from cockpit.language import plan_sentences, translator
from cockpit.language.amounts import money
from cockpit.language.dates import day, moment

SPOKEN = 3
"""How many invoices or instalments are named one by one in a sentence that somebody has to hear."""


def listed(items: Sequence[str], tag: str) -> str:
    """Items as they are said: "A, B and C"; empty without items."""
    _ = translator(tag).gettext
    if len(items) < 2:
        return "".join(items)
    return _("{first} and {last}").format(first=", ".join(items[:-1]), last=items[-1])


def on_day(h: Handover, value: date) -> str:
    """A day in full words."""
    return day(value, h.tag)


def when(h: Handover, due: datetime) -> str:
    """A UTC moment in full words, with the hour when the hour was agreed."""
    return moment(h.local(due), h.tag) if h.is_timed(due) else day(h.day_of(due), h.tag)


def invoices(h: Handover, numbers: Sequence[str] | None = None) -> str:
    """The invoices (all, or these numbers) as they are said: by number up to three, else how many."""
    speech = translator(h.tag)
    _, ngettext = speech.gettext, speech.ngettext
    named = numbers or h.numbers
    count = len(named)
    if not count:
        return _("the open amount")
    if count > SPOKEN:
        return ngettext("{n} invoice", "{n} invoices", count).format(n=count)
    return ngettext("invoice {numbers}", "invoices {numbers}", count).format(numbers=listed(named, h.tag))


def payments(h: Handover) -> str:
    """The promised payments as they are said: equal instalments are taken together."""
    return plan_sentences.said(h.promises, h.tag) if h.promises else ""


def payment(h: Handover, index: int) -> str:
    """One promised payment: its amount and its day."""
    _ = translator(h.tag).gettext
    promise = h.promises[index]
    return _("{amount} on {day}").format(amount=money(promise.amount, h.tag), day=on_day(h, promise.due))


def action(h: Handover, commitment: Commitment) -> str:
    """One thing that we do, with the day (and hour) by which we do it."""
    _ = translator(h.tag).gettext
    return _("{what} by {day}").format(what=bare(commitment.what), day=when(h, commitment.due))


def actions(h: Handover) -> str:
    """Everything that we do, as one clause."""
    return listed([action(h, c) for c in h.commitments], h.tag)


def agreed(h: Handover) -> str:
    """The promise and our half in one sentence; what we give follows with its condition (S1.3, S1.4)."""
    words = {"payments": payments(h), "invoices": invoices(h), "ours": actions(h)}
    if len(h.promises) > 1:
        total = totals(p.amount for p in h.promises).values()
        words |= {"amount": listed([money(m, h.tag) for m in total], h.tag), "n": str(len(h.promises))}
    sentence = _agreed(h).format(**words)
    return " ".join(part for part in (sentence, in_return(h)) if part)


def _agreed(h: Handover) -> str:
    _ = translator(h.tag).gettext
    if len(h.promises) > 1 and h.commitments:
        return _("If we {ours}, then you pay {amount} for {invoices} in {n} instalments: {payments}.")
    if len(h.promises) > 1:
        return _("Agreed: you pay {amount} for {invoices} in {n} instalments: {payments}.")
    if h.commitments:
        return _("If we {ours}, then you pay {payments} for {invoices}.")
    return _("Agreed: you pay {payments} for {invoices}.")


def in_return(h: Handover) -> str:
    """What we give, never without what it is given for (S1.4); what puts a fault of ours right has no
    condition. Empty when we give nothing."""
    _ = translator(h.tag).gettext
    repairs = [c for c in h.concessions if terms_of(c).gift is Gift.REPAIR]
    asked = [c for c in h.concessions if c not in repairs and terms_of(c).in_return.strip()]
    rest = [c for c in h.concessions if c not in repairs and c not in asked]
    parts = []
    if repairs:
        parts.append(_("We put right what went wrong on our side: {given}.").format(given=_given(h, repairs)))
    if rest:
        parts.append(
            _("Once you have paid as agreed, this holds too: {given}.").format(given=_given(h, rest))
        )
    for one in asked:
        text = _("In return for {asked}, this holds too: {given}.")
        parts.append(text.format(asked=_asked(h, terms_of(one)), given=_given(h, [one])))
    return " ".join(parts)


def _given(h: Handover, concessions: Sequence[Concession]) -> str:
    return listed([_concession(h, c) for c in concessions], h.tag)


def _asked(h: Handover, terms: ConcessionTerms) -> str:
    _ = translator(h.tag).gettext
    what = bare(terms.in_return)
    return _("{what} by {day}").format(what=what, day=on_day(h, terms.by)) if terms.by else what


def bare(text: str) -> str:
    """A typed clause without the full stop that would end the sentence around it."""
    return text.rstrip(" .;,!")


def _concession(h: Handover, concession: Concession) -> str:
    what = bare(concession.what)
    return what if concession.value is None else f"{what} ({money(concession.value, h.tag)})"
