"""Which invoices a dispute is about: it pauses those and no others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cockpit.core.ledger import Invoice
from cockpit.core.outcome import Outcome, Result
from cockpit.desk.calling import CallInHand


def contested(hand: CallInHand, outcome: Outcome) -> Outcome:
    """The outcome with the invoices that a dispute is about; any other as it is.

    Those whose number stands in the reason; else, where nothing is promised, those that were chosen for the
    agreement; else all.
    """
    if outcome.result is not Result.DISPUTE or outcome.invoices:
        return outcome
    named = named_in(outcome.detail, hand.account.invoices)
    chosen = () if hand.understood.is_promise else hand.call.entry.covers
    return replace(outcome, invoices=named or chosen)


def is_promised_too(hand: CallInHand, outcome: Outcome) -> bool:
    """Whether an invoice would be promised and contested in one call: then one of the two is not meant."""
    if outcome.result is not Result.DISPUTE or not hand.understood.is_promise:
        return False
    promised = {invoice.number for invoice in hand.understood.covers}
    return not outcome.invoices or not promised.isdisjoint(outcome.invoices)


def named_in(words: str, invoices: Sequence[Invoice]) -> tuple[str, ...]:
    """The numbers of these invoices that stand in the words, as words of their own; capitals do not count."""
    return tuple(
        invoice.number
        for invoice in invoices
        if re.search(rf"(?<![\w-]){re.escape(invoice.number)}(?![\w-])", words, re.IGNORECASE)
    )
