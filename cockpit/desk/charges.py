"""What statutory interest and collection costs come to on the invoices in hand, with every figure's own sum.

Nothing of it is asked for by itself: it is what we can give, and what waiting costs us (S1.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cockpit.core.agreement import Promise
from cockpit.core.collection_costs import (
    Costs,
    belgian_consumer_costs,
    belgian_firm_costs,
    dutch_consumer_costs,
    dutch_firm_costs,
    letter_term_ends,
    presumed_delivery,
    reminder_term_ends,
)
from cockpit.core.contact_rules import DebtorKind
from cockpit.core.interest import (
    Gap,
    Interest,
    Regime,
    first_interest_day,
    regime_for,
    statutory_interest,
)
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.party import kind_of, letter_sent
from cockpit.desk.agreeing import to_agreement
from cockpit.desk.calling import CallInHand

_DAY = timedelta(days=1)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class InvoiceInterest:
    """The interest on one invoice; None when none runs yet: a consumer is not in default without a letter."""

    invoice: Invoice
    interest: Interest | None


@dataclass(frozen=True, slots=True)
class Charges:
    """The interest on every invoice up to and including `until`, and the collection costs on all of them.

    `regime` and `costs` are None for a country whose law we do not know.
    """

    kind: DebtorKind
    until: date
    regime: Regime | None
    invoices: tuple[InvoiceInterest, ...]
    costs: Costs | None
    currency: str = "EUR"

    @property
    def known_interest(self) -> Money:
        """What the interest comes to as far as the rates are known."""
        return sum((i.known_part for i in self._running), Money(_ZERO, self.currency))

    @property
    def interest(self) -> Money | None:
        """The interest on all invoices; None when for some days no rate is known."""
        return None if self.gap else self.known_interest

    @property
    def gap(self) -> tuple[Gap, date] | None:
        """Why a rate is missing and from which day on, the first of them; None when none is."""
        found = [(i.unknown_from, i.gap) for i in self._running if i.unknown_from and i.gap]
        day, gap = min(found, default=(None, None))
        return (gap, day) if day and gap else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rates come from, each source once."""
        return tuple(dict.fromkeys(line.rate.source for i in self._running for line in i.lines))

    @property
    def _running(self) -> list[Interest]:
        return [one.interest for one in self.invoices if one.interest is not None]


def charges(hand: CallInHand) -> Charges:
    """The interest and the costs on the overdue invoices that the agreement is about.

    Interest runs until the last day that was promised, or until today when none is.
    """
    today, debtor = hand.session.today(), hand.account.debtor
    until = max((today, *(p.due for p in promises(hand))))
    kind, letter = kind_of(hand.call, hand.standing), letter_sent(hand.call, hand.standing)
    regime = regime_for(debtor.country, trade=kind is not DebtorKind.CONSUMER)
    late = [i for i in hand.understood.covers if not i.is_credit and i.due_date < today]
    return Charges(
        kind=kind,
        until=until,
        regime=regime,
        invoices=tuple(InvoiceInterest(i, _interest(i, regime, letter, until)) for i in late),
        costs=_costs(late, debtor.country, kind, letter, today),
        currency=late[0].open.currency if late else hand.account.currency,
    )


def promises(hand: CallInHand) -> tuple[Promise, ...]:
    """What the panel promises now: the return of a concession unless something else is asked."""
    agreement = to_agreement(hand.understood, hand.call, "", hand.session.now())
    return agreement.promises if agreement else ()


def _interest(invoice: Invoice, regime: Regime | None, letter: date | None, until: date) -> Interest | None:
    if regime is None:
        return None
    first = first_interest_day(regime, invoice.due_date, _default_since(invoice, regime, letter))
    return statutory_interest(invoice.open, regime, first, until) if first and first <= until else None


def _default_since(invoice: Invoice, regime: Regime, letter: date | None) -> date | None:
    """The first day on which a consumer is in default: when the term of the letter has run out."""
    if letter is None or letter <= invoice.due_date:
        return None
    if regime is Regime.BE_LEGAL:
        return reminder_term_ends(letter, electronic=False) + _DAY
    return letter_term_ends(presumed_delivery(letter)) + _DAY


def _costs(
    late: Sequence[Invoice], country: str, kind: DebtorKind, letter: date | None, today: date
) -> Costs | None:
    """The costs on what is overdue; of a consumer, on what was overdue when the letter was sent."""
    if not late or country not in {"NL", "BE"}:
        return None
    if kind is not DebtorKind.CONSUMER:
        return dutch_firm_costs(_sum(late)) if country == "NL" else belgian_firm_costs(_sum(late))
    warned = [i for i in late if letter is not None and i.due_date < letter]
    sent = letter if warned else None
    if country == "NL":
        return dutch_consumer_costs(_sum(warned or late), today, sent and presumed_delivery(sent))
    return belgian_consumer_costs(
        _sum(warned or late), today, sent and reminder_term_ends(sent, electronic=False)
    )


def _sum(invoices: Iterable[Invoice]) -> Money:
    first, *rest = (i.open for i in invoices)
    return sum(rest, first)
