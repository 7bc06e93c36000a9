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
from cockpit.core.cost_clause import CostClause
from cockpit.core.interest import (
    DayCount,
    Gap,
    Interest,
    Regime,
    first_interest_day,
    regime_for,
    statutory_interest,
)
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money
from cockpit.core.party import clause_of, kind_of, letter_by_mail, letter_sent
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
    day_count: DayCount = DayCount.FIXED_365

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
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Where the rates come from, each source once, with its confidence."""
        rates = (line.rate for i in self._running for line in i.lines)
        return tuple(dict.fromkeys((rate.source, rate.confidence) for rate in rates))

    @property
    def _running(self) -> list[Interest]:
        return [one.interest for one in self.invoices if one.interest is not None]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What decides the interest and the costs, beside the invoices."""

    kind: DebtorKind
    country: str
    regime: Regime | None
    today: date
    letter: date | None
    by_mail: bool
    clause: CostClause | None
    deducts_vat: bool
    day_count: DayCount


def charges(hand: CallInHand) -> Charges:
    """The interest and the costs on the overdue invoices that the agreement is about.

    Interest runs until the last day that was promised, or until today when none is.
    """
    today = hand.session.today()
    until = max((today, *(p.due for p in promises(hand))))
    facts = _facts(hand)
    late = [i for i in hand.understood.covers if not i.is_credit and i.due_date < today]
    return Charges(
        kind=facts.kind,
        until=until,
        regime=facts.regime,
        invoices=tuple(InvoiceInterest(i, _interest(i, facts, until)) for i in late),
        costs=_costs(late, facts),
        currency=late[0].open.currency if late else hand.account.currency,
        day_count=facts.day_count,
    )


def _facts(hand: CallInHand) -> _Facts:
    s, country = hand.session.settings, hand.account.debtor.country
    known = hand.call, hand.standing
    kind = kind_of(*known)
    return _Facts(
        kind=kind,
        country=country,
        regime=regime_for(country, trade=kind is not DebtorKind.CONSUMER),
        today=hand.session.today(),
        letter=letter_sent(*known),
        by_mail=letter_by_mail(*known),
        clause=clause_of(*known, s.be_cost_clause),
        deducts_vat=s.deducts_vat,
        day_count=DayCount(s.interest_year),
    )


def promises(hand: CallInHand) -> tuple[Promise, ...]:
    """What the panel promises now: the return of a concession unless something else is asked."""
    agreement = to_agreement(hand.understood, hand.call, "", hand.session.now())
    return agreement.promises if agreement else ()


def _interest(invoice: Invoice, facts: _Facts, until: date) -> Interest | None:
    if facts.regime is None:
        return None
    first = first_interest_day(facts.regime, invoice.due_date, _default_since(invoice, facts))
    if first is None or first > until:
        return None
    return statutory_interest(invoice.open, facts.regime, first, until, facts.day_count)


def _default_since(invoice: Invoice, facts: _Facts) -> date | None:
    """The first day on which a consumer is in default: when the term of the letter has run out."""
    if facts.letter is None or facts.letter <= invoice.due_date:
        return None
    if facts.regime is Regime.BE_LEGAL:
        return reminder_term_ends(facts.letter, electronic=facts.by_mail) + _DAY
    return letter_term_ends(presumed_delivery(facts.letter)) + _DAY


def _costs(late: Sequence[Invoice], facts: _Facts) -> Costs | None:
    """The costs on what is overdue; of a consumer, on what was overdue when the letter was sent."""
    if not late or facts.country not in {"NL", "BE"}:
        return None
    is_dutch, vat = facts.country == "NL", facts.deducts_vat
    if facts.kind is not DebtorKind.CONSUMER:
        return dutch_firm_costs(_sum(late), deducts_vat=vat) if is_dutch else belgian_firm_costs(_sum(late))
    warned = [i for i in late if facts.letter is not None and i.due_date < facts.letter]
    sent, owed = facts.letter if warned else None, _sum(warned or late)
    if is_dutch:
        return dutch_consumer_costs(owed, facts.today, sent and presumed_delivery(sent), deducts_vat=vat)
    ends = sent and reminder_term_ends(sent, electronic=facts.by_mail)
    return belgian_consumer_costs(owed, facts.today, ends, facts.clause)


def _sum(invoices: Iterable[Invoice]) -> Money:
    first, *rest = (i.open for i in invoices)
    return sum(rest, first)
