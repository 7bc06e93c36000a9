"""How the customer pays what he promised first: to which account, how much, with which reference and code.

A wrong Belgian structured communication sends the money to no invoice at all: such a reference is left out,
and `wrong_references` tells the collector.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from cockpit.core.agreement import Method, Promise, is_covered, unkept
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.settling import came_in
from cockpit.handover.facts import Handover
from cockpit.handover.payment_qr import (
    Beneficiary,
    QrRefused,
    checked_iban,
    checked_reference,
    numbers_that_fit,
    payment_payload,
)
from cockpit.handover.structured_communication import structured_digits, written

_MARKED = re.compile(r"\+{3}[\d/ ]*\+{3}|\*{3}[\d/ ]*\*{3}|\d{3}/\d{4}/\d{5}", re.ASCII)
_TWELVE = re.compile(r"\d{12}", re.ASCII)
_BY_HIMSELF = frozenset({Method.TRANSFER, Method.PAYMENT_RUN})
"""Ways of paying for which he needs the account. With any other a code would make him pay twice."""


class NoTransfer(StrEnum):
    """Why there is nothing to say about an account, or no code beside it (as `QrProblem`)."""

    NO_ACCOUNT = "no-account"
    NOTHING_PROMISED = "nothing-promised"
    OTHER_WAY = "other-way"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment. `reference` is what he writes with it, `payload` what the code says.

    Without a code `payload` is empty and `problem` says what is in the way. `more` says whether further
    instalments follow this one.
    """

    to: Beneficiary
    amount: Money
    reference: str
    payload: str
    problem: str
    more: bool


def transfer(h: Handover) -> Transfer | NoTransfer:
    """The first payment that is still to come, or the reason that there is none.

    Of what was paid in part only the rest; also when the ledger says that it was not kept, as long as we have
    not spoken about it.
    """
    if h.payee is None or not h.payee.iban:
        return NoTransfer.NO_ACCOUNT
    agreement = h.agreement
    if agreement is None or not h.spoke or agreement.is_over:
        return NoTransfer.NOTHING_PROMISED
    waiting = unkept(agreement, h.invoices)
    if not waiting:
        return NoTransfer.NOTHING_PROMISED
    if waiting[0].method not in _BY_HIMSELF:
        return NoTransfer.OTHER_WAY
    paid = came_in(agreement, waiting[:1], h.invoices)
    return _transfer(h, h.payee, waiting[0], waiting[0].amount - paid, more=len(waiting) > 1)


def reference_of(h: Handover, invoice: Invoice) -> str:
    """What he writes when he pays this invoice by itself: its reference if that is sound, else its number."""
    ref = invoice.payment_ref
    if not _claims_structure(h, ref):
        return ref or invoice.number
    digits = structured_digits(ref)
    return invoice.number if digits is None else written(digits)


def wrong_references(h: Handover) -> tuple[str, ...]:
    """The numbers of the invoices whose structured communication does not fit its check digits."""
    return tuple(
        i.number
        for i in h.invoices
        if _claims_structure(h, i.payment_ref) and structured_digits(i.payment_ref) is None
    )


def _claims_structure(h: Handover, ref: str) -> bool:
    """Whether a reference is meant to be a structured communication; bare digits are one in Belgium only."""
    return bool(_MARKED.fullmatch(ref) or (h.debtor.country == "BE" and _TWELVE.fullmatch(ref)))


def _transfer(h: Handover, to: Beneficiary, promise: Promise, amount: Money, more: bool) -> Transfer:
    reference, structured = _reference(h, promise)
    to = replace(to, iban=_grouped(to.iban))
    made = Transfer(to, amount, reference, "", "", more)
    given = {"reference" if structured else "remark": reference}
    try:
        return replace(made, payload=payment_payload(to, amount, **given))
    except QrRefused as refused:
        return replace(made, problem=refused.problem.value)


def _reference(h: Handover, promise: Promise) -> tuple[str, bool]:
    """What he writes with the payment, and whether banks check it (structured communication, RF).

    A payment for several invoices has no structured communication, unless they share one: their numbers.
    """
    covered = [i for i in h.invoices if is_covered(i, promise) and not i.is_credit]
    own = dict.fromkeys(reference_of(h, i) for i in covered)
    if len(own) == 1:
        only = next(iter(own))
        return (only, True) if _is_checked(h, only) else (numbers_that_fit([only]), False)
    return numbers_that_fit([i.number for i in covered] or promise.covers or h.numbers), False


def _is_checked(h: Handover, reference: str) -> bool:
    if structured_digits(reference) is not None:
        return _claims_structure(h, reference)
    try:
        return bool(checked_reference(reference))
    except QrRefused:
        return False


def _grouped(iban: str) -> str:
    """An IBAN in groups of four, as it stands on an invoice; one that is wrong stays as it is."""
    try:
        plain = checked_iban(iban)
    except QrRefused:
        return iban
    return " ".join(plain[n : n + 4] for n in range(0, len(plain), 4))
