"""The one value that everything in this room is made of, and what follows from it without any words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from cockpit.core.agreement import Agreement, Commitment, Concession, Promise
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.text import clean_block, clean_line
from cockpit.handover.payment_qr import Beneficiary

_T = TypeVar("_T")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who we are, as a mail is signed. Any of it may be empty."""

    firm: str = ""
    caller: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Handover:
    """All facts about one call that may leave the house.

    `invoices` are the covered ones, or else all overdue ones; `zone` is the IANA name of the workspace's
    time zone; `tag` is the language of the texts: the debtor's for what he hears and gets, the
    collector's for what only the collector sees (make that one with `dataclasses.replace`). `payee` is the
    account that is paid to, None when it is not to be named.
    Every text inside is made harmless once, here (DESIGN 10); the rest of the room relies on it.
    Raises `zoneinfo.ZoneInfoNotFoundError` at first use when the zone does not exist.
    """

    call: Call
    agreement: Agreement | None
    debtor: Debtor
    invoices: tuple[Invoice, ...]
    follow_ups: tuple[FollowUp, ...]
    sender: Sender
    zone: str
    tag: str
    payee: Beneficiary | None = None

    def __post_init__(self) -> None:
        notes, own_words = clean_block(self.call.notes), clean_block(self.call.own_words)
        for field in fields(self):
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))
        object.__setattr__(self, "call", replace(self.call, notes=notes, own_words=own_words))

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What the customer promised, first day first."""
        return tuple(sorted(self.agreement.promises, key=lambda p: p.due)) if self.agreement else ()

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Our half of the agreement, in the order in which it was agreed."""
        return self.agreement.commitments if self.agreement else ()

    @property
    def concessions(self) -> tuple[Concession, ...]:
        """What we give once the promise is kept."""
        return self.agreement.concessions if self.agreement else ()

    @property
    def spoke(self) -> bool:
        """Whether the right person was on the line. Nobody else is told about a debt."""
        outcome = self.call.outcome
        return self.agreement is not None if outcome is None else outcome.spoke_to_right_person

    @property
    def contact(self) -> str:
        """The person who was spoken to; empty when nobody was or the name was not noted."""
        agreed_with = self.agreement.contact if self.agreement else ""
        return agreed_with or self.call.contact

    @property
    def called_at(self) -> datetime:
        """When the talk began, in the workspace's time zone."""
        return self.local(self.call.started_at or self.call.opened_at)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the invoices that it is about; credit notes only when there is nothing else."""
        owed = tuple(i.number for i in self.invoices if not i.is_credit)
        if owed or self.invoices:
            return owed or tuple(i.number for i in self.invoices)
        return tuple(dict.fromkeys(number for p in self.promises for number in p.covers))

    def local(self, moment: datetime) -> datetime:
        """A UTC moment in the workspace's time zone."""
        return moment.astimezone(ZoneInfo(self.zone))

    def day_of(self, moment: datetime) -> date:
        """The calendar day of a UTC moment in the workspace's time zone."""
        return self.local(moment).date()

    def is_timed(self, due: datetime) -> bool:
        """Whether the hour of `due` was agreed, or only its day (a follow-up at that moment knows)."""
        known = [f.timed for f in self.follow_ups if f.due == due]
        local = self.local(due)
        return any(known) if known else (local.hour, local.minute) != (0, 0)

    def first_open(self, *kinds: FollowUpKind) -> FollowUp | None:
        """The earliest follow-up of these kinds that is not done yet."""
        found = [f for f in self.follow_ups if f.kind in kinds and f.is_open]
        return min(found, key=lambda f: f.due, default=None)

    def left_open(self) -> tuple[Money, ...]:
        """What stays open after every promise was kept, per currency; empty when all is covered."""
        promised = totals(p.amount for p in self.promises)
        left = (
            owed - promised[code] if code in promised else owed for code, owed in totals(self._owed()).items()
        )
        return tuple(money for money in left if money.amount > 0)

    def addresses(self) -> tuple[str, ...]:
        """The usable e-mail addresses of the debtor; a field of the ledger may hold several."""
        return usable_addresses(self.debtor.email)

    def _owed(self) -> Iterable[Money]:
        """What was open when he promised; what is open now when that was not kept."""
        then = {p.covers: p.open_then for p in self.promises if p.open_then is not None}
        if self.promises and all(p.open_then is not None for p in self.promises):
            return then.values()
        return (i.open for i in self.invoices)


def usable_addresses(text: str) -> tuple[str, ...]:
    """The plain ASCII mail addresses in a text, each once; anything else in it is left out."""
    parts = re.split(r"[\s;,<>]+", text)
    return tuple(dict.fromkeys(part for part in parts if _ADDRESS.fullmatch(part)))


def _cleaned(value: _T) -> _T:
    """The value with every text in it made one harmless line."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast(_T, clean_line(value))
    if isinstance(value, tuple):
        return cast(_T, tuple(_cleaned(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        clean = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return cast(_T, replace(value, **clean))
    return value
