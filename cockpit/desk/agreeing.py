"""What was typed in the agreement panel, understood: an agreement, or a list of what is still vague."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Protocol, TypeVar

from cockpit.core.agreement import Agreement, Commitment, Concession, Method, Promise, State, StateChange
from cockpit.core.calendar import is_working_day
from cockpit.core.call import AgreementEntry, Call
from cockpit.core.ledger import Account, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.standing import Standing
from cockpit.core.text import clean_line
from cockpit.language.amounts import parse_amount
from cockpit.language.dates import parse_day, parse_moment
from cockpit.language.errors import NotUnderstood


class _Reading(Protocol):
    @property
    def certain(self) -> bool: ...


_R = TypeVar("_R", bound=_Reading)


@dataclass(frozen=True, slots=True)
class Understood:
    """The reading of an `AgreementEntry`. `refused` says per field why it could not be read; `vague` names
    the fields without which nothing was promised; `notes` what is worth a look (`weekend`, `part` …).
    """

    covers: tuple[Invoice, ...] = ()
    amount: Money | None = None
    day: date | None = None
    method: Method = Method.TRANSFER
    commitment: Commitment | None = None
    concession: Concession | None = None
    refused: Mapping[str, NotUnderstood] = field(default_factory=dict)
    uncertain: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_promise(self) -> bool:
        """Whether there is an amount and a day (S0.5): without them nothing was promised."""
        return self.amount is not None and self.day is not None and not self.refused

    @property
    def covered_total(self) -> Money | None:
        """What the covered invoices are open for, in the currency of the first."""
        sums = totals(i.open for i in self.covers)
        return next(iter(sums.values()), None)


def proposal(account: Account, standing: Standing, today: date) -> tuple[Invoice, ...]:
    """The invoices that an agreement covers unless told otherwise: what is overdue and not contested.

    Credit notes in the same currency come off. With nothing overdue, everything open is proposed.
    """
    contested = standing.disputed()
    free = [i for i in account.invoices if i.number not in contested and i.open.currency == account.currency]
    overdue = [i for i in free if i.due_date < today and not i.is_credit]
    credit = [i for i in free if i.is_credit]
    owed = totals(i.open for i in [*overdue, *credit]).get(account.currency)
    if overdue and owed is not None and owed.amount > 0:
        return (*overdue, *credit)
    return tuple(overdue or free)


def covered(entry: AgreementEntry, account: Account, standing: Standing, today: date) -> tuple[Invoice, ...]:
    """The invoices that the entry names, or the proposal when it names none."""
    if not entry.covers:
        return proposal(account, standing, today)
    return tuple(i for i in account.invoices if i.number in entry.covers)


def understand(
    entry: AgreementEntry, account: Account, standing: Standing, local_now: datetime, tag: str
) -> Understood:
    """Read the entry as it was typed in the language `tag`, on the collector's clock `local_now`."""
    covers = covered(entry, account, standing, local_now.date())
    currency = covers[0].open.currency if covers else account.currency
    country = account.debtor.country
    works = partial(is_working_day, country=country)
    read = _Reader()
    amount = read.field("amount", entry.amount, lambda t: parse_amount(t, tag, currency))
    day = read.field("when", entry.when, lambda t: parse_day(t, local_now.date(), tag, country, works))
    by = read.field("if_we_by", entry.if_we_by, lambda t: parse_moment(t, local_now, tag, country))
    what, gift = clean_line(entry.if_we), clean_line(entry.in_return)
    commitment = Commitment(what, by.moment.astimezone(UTC)) if what and by is not None else None
    if day is not None and day.note_code:
        read.notes["when"] = day.note_code
    owed = totals(i.open for i in covers).get(currency)
    if amount is not None and owed is not None and owed < amount.money:
        read.notes["amount"] = "more-than-open"
    elif amount is not None and owed is not None and amount.money < owed:
        read.notes["amount"] = "part"
    return Understood(
        covers=covers,
        amount=amount.money if amount else None,
        day=day.day if day else None,
        method=Method(entry.method),
        commitment=commitment,
        concession=Concession(gift) if gift else None,
        refused=read.refused,
        uncertain=frozenset(read.uncertain),
        vague=_vague(entry, amount is not None, day is not None, bool(what) and commitment is None),
        notes=read.notes,
    )


class _Reader:
    """Reads one field after the other and remembers what could not be read."""

    def __init__(self) -> None:
        self.refused: dict[str, NotUnderstood] = {}
        self.uncertain: set[str] = set()
        self.notes: dict[str, str] = {}

    def field(self, name: str, text: str, parse: Callable[[str], _R]) -> _R | None:
        """The reading of one field, or None when it is empty or was refused."""
        if not text.strip():
            return None
        try:
            reading = parse(text)
        except NotUnderstood as error:
            self.refused[name] = error
            return None
        if not reading.certain:
            self.uncertain.add(name)
        return reading


def _vague(entry: AgreementEntry, amount: bool, day: bool, open_commitment: bool) -> tuple[str, ...]:
    missing = []
    if not amount:
        missing.append("amount")
    if not day:
        missing.append("when")
    if open_commitment:
        missing.append("if_we_by")
    return tuple(missing)


def to_agreement(understood: Understood, call: Call, agreement_id: str, now: datetime) -> Agreement | None:
    """The agreement that this call ended with, or None when neither side promised anything."""
    promises: tuple[Promise, ...] = ()
    if understood.is_promise and understood.amount is not None and understood.day is not None:
        promises = (
            Promise(
                understood.amount,
                understood.day,
                understood.method,
                tuple(i.number for i in understood.covers),
                understood.covered_total,
            ),
        )
    commitments = (understood.commitment,) if understood.commitment else ()
    concessions = (understood.concession,) if understood.concession and promises else ()
    if not promises and not commitments:
        return None
    states: tuple[StateChange, ...] = (StateChange(State.HEARD, now),)
    if call.read_back:
        states = (*states, StateChange(State.READ_BACK, now))
    return Agreement(
        agreement_id, call.debtor_id, call.id, now, call.contact, promises, commitments, concessions, states
    )
