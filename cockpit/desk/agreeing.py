"""What was typed in the agreement panel, understood: an agreement, or a list of what is still vague."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from cockpit.core.agreement import (
    Agreement,
    Commitment,
    Concession,
    Method,
    Promise,
    State,
    StateChange,
    is_covered,
    unkept,
)
from cockpit.core.allocation import as_promises
from cockpit.core.call import AgreementEntry, Call
from cockpit.core.concession import NotGiven, concession_of, discount_of, refusal, terms_of
from cockpit.core.ledger import Account, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.outcome import Result
from cockpit.core.plan import Plan
from cockpit.core.room import Breach, Room, breaches
from cockpit.core.standing import Standing
from cockpit.core.text import clean_line
from cockpit.desk import moments, planning
from cockpit.desk.typed_fields import Reader
from cockpit.language.dates import MomentReading
from cockpit.language.errors import NotUnderstood
from cockpit.language.room import parse_room

OFFICE_CLOSES = time(17)
"""The local time by which we have done what we promised for a day without an hour."""

_DAY_ENDS = time(23, 59)


@dataclass(frozen=True, slots=True)
class Habits:
    """What an entry is read by, beside the clock and the language.

    `country` is the collector's own: it decides how 5/6 is read and on which days we work. `run_weekday` (0
    is Monday) is when the customer pays his bills, `room` what was written in the preparation about how far
    we go. When the talk goes on on a later day, `resumed` is when it was taken up again; `today` is the day
    from which days are offered, the day of the talk when it is None.
    """

    country: str
    run_weekday: int | None = None
    room: str = ""
    resumed: datetime | None = None
    today: date | None = None


DENIES = frozenset({Result.NO_AGREEMENT, Result.REFUSES, Result.INSOLVENT, Result.DO_NOT_CALL})
"""Results that say that nothing was promised, whatever was typed earlier in the talk."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The reading of an `AgreementEntry`. Amounts are in the one currency of `covers`.

    `gone` are the numbers that were chosen and are open no more. `refused` says per field why it could not
    be read, `uncertain` which readings are to be asked about. `vague` names the fields without which
    nothing was promised (`amount`, `when`) or our half says nothing (`if_we`, `if_we_by`). `notes` has per
    field what is worth a look: a code of `DayReading`, `part` or `more-than-open` for the amount,
    `other-currency` for `covers` when a chosen invoice was left out because of its currency.

    `offered` are the days that we propose, in order. With a `plan`, amount and day are its total and its
    first day. `room` is how far we go, `passed` what goes further: without a reason `room` is vague.
    """

    covers: tuple[Invoice, ...] = ()
    gone: tuple[str, ...] = ()
    amount: Money | None = None
    day: date | None = None
    method: Method = Method.TRANSFER
    commitment: Commitment | None = None
    concession: Concession | None = None
    refused: Mapping[str, NotUnderstood] = field(default_factory=dict)
    uncertain: frozenset[str] = frozenset()
    vague: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[date, ...] = ()
    plan: Plan | None = None
    room: Room = field(default_factory=Room)
    passed: tuple[Breach, ...] = ()

    @property
    def is_promise(self) -> bool:
        """Whether there is an amount and a day (S0.5): without them nothing was promised."""
        return self.amount is not None and self.day is not None

    @property
    def not_given(self) -> NotGiven | None:
        """Why what we give cannot be recorded: most often because nothing stands against it (S1.4)."""
        if self.concession is None:
            return None
        return refusal(terms_of(self.concession), promised=self.is_promise)

    @property
    def covered_total(self) -> Money | None:
        """What the covered invoices are open for, credit notes taken off; None when there are none."""
        return next(iter(totals(i.open for i in self.covers).values()), None)


def proposal(account: Account, standing: Standing, today: date) -> tuple[Invoice, ...]:
    """The invoices that an agreement covers unless told otherwise, all of one currency, oldest first.

    What is overdue, credit notes taken off; without what the customer contests, and without what he
    promised for a later day as long as something else is overdue. With nothing overdue, all that is open.
    Empty when nothing is left to ask for.
    """
    free = [i for i in account.invoices if not standing.contests(i)]
    promised = _promised_for_later(account, standing, today)
    unpromised = [i for i in free if not any(is_covered(i, promise) for promise in promised)]
    for items in (unpromised, free):
        late = [i for i in items if i.due_date < today or i.is_credit]
        if asked := _owed(late, account.currency):
            return asked
    return _owed(free, account.currency)


def covered(entry: AgreementEntry, account: Account, standing: Standing, today: date) -> tuple[Invoice, ...]:
    """The open invoices that the entry names, or else the proposal, or else all that is open: a promise is
    always about something. All of one currency: the account's main one, if any of them has it.
    """
    chosen = [i for i in account.invoices if i.number in entry.covers]
    if chosen:
        return _of_currency(chosen, account.currency)
    return proposal(account, standing, today) or _of_currency(account.invoices, account.currency)


def understand(
    entry: AgreementEntry,
    account: Account,
    standing: Standing,
    local_now: datetime,
    tag: str,
    habits: Habits,
) -> Understood:
    """Read the entry as it was typed in the language `tag`, on the collector's clock `local_now`.

    Days are also understood in the other languages: the screen's may have been changed since they were
    typed. An amount is not: the same digits may be another one there. Whether the customer can pay on a day
    is decided by the customer's country.
    """
    country = habits.country
    covers = covered(entry, account, standing, local_now.date())
    currency = covers[0].open.currency if covers else account.currency
    owed = totals(i.open for i in covers).get(currency)
    offers_on = datetime.combine(habits.today or local_now.date(), local_now.time())
    offered = moments.offered(covers, account, offers_on, country, habits.run_weekday)
    plan = planning.plan_of(entry, currency, account.debtor.country)
    read = Reader(local_now, tag, country, habits.resumed)
    amount, day = (plan.total, plan.terms[0].due) if plan else (None, None)
    if plan is None:
        amount = read.amount("amount", entry.amount, currency)
        day = read.day("when", entry.when, account.debtor.country, offered)
    by = read.moment("if_we_by", entry.if_we_by)
    what, gift = clean_line(entry.if_we), clean_line(entry.in_return)
    limits = parse_room(habits.room, owed, local_now.date(), tag, country)
    days = [term.due for term in plan.terms] if plan else [day] if day else []
    passed = breaches(limits, days, discount_of(entry.gives, limits) if gift else None)
    notes = {
        **read.notes,
        "amount": _compared(amount, owed),
        "covers": _left_out(entry, account, covers),
    }
    return Understood(
        covers=covers,
        gone=tuple(n for n in entry.covers if n not in {i.number for i in account.invoices}),
        amount=amount,
        day=day,
        method=Method(entry.method),
        commitment=Commitment(what, _deadline(by)) if what and by else None,
        concession=concession_of(gift, entry.gives),
        refused=read.refused,
        uncertain=frozenset(read.uncertain),
        vague=_vague(
            amount=amount,
            when=day,
            if_we=what or not entry.if_we_by.strip(),
            if_we_by=by or not what,
            room=entry.beyond or not passed,
        ),
        notes={name: code for name, code in notes.items() if code},
        offered=offered,
        plan=plan,
        room=limits,
        passed=passed,
    )


def to_agreement(understood: Understood, call: Call, agreement_id: str, now: datetime) -> Agreement | None:
    """The agreement that this call ended with at `now` (UTC), or None when neither side promised anything.

    The outcome of the call has the last word: a refusal is no promise. A concession without anything in
    return is none (S1.4), unless it repairs a fault of our own.
    """
    promises = _promises(understood, call)
    commitments = (understood.commitment,) if understood.commitment else ()
    concessions = _concessions(understood, promised=bool(promises))
    if not promises and not commitments and not concessions:
        return None
    states: tuple[StateChange, ...] = (StateChange(State.HEARD, now),)
    if call.read_back:
        states = (*states, StateChange(State.READ_BACK, now))
    return Agreement(
        id=agreement_id,
        debtor_id=call.debtor_id,
        call_id=call.id,
        made_at=now,
        contact=call.contact,
        promises=promises,
        commitments=commitments,
        concessions=concessions,
        states=states,
    )


def _concessions(understood: Understood, *, promised: bool) -> tuple[Concession, ...]:
    given = understood.concession
    return (given,) if given and refusal(terms_of(given), promised=promised) is None else ()


def _promises(understood: Understood, call: Call) -> tuple[Promise, ...]:
    if understood.amount is None or understood.day is None:
        return ()
    if call.outcome is not None and call.outcome.result in DENIES:
        return ()
    if understood.plan is not None:
        return as_promises(understood.plan, understood.covers, understood.method)
    numbers = tuple(i.number for i in understood.covers)
    promise = Promise(understood.amount, understood.day, understood.method, numbers, understood.covered_total)
    return (promise,)


def _promised_for_later(account: Account, standing: Standing, today: date) -> list[Promise]:
    running = [a for a in standing.agreements if not a.is_over]
    return [p for a in running for p in unkept(a, account.invoices) if p.due > today]


def _owed(items: Iterable[Invoice], main: str) -> tuple[Invoice, ...]:
    """The items of the main currency if they come to more than zero, else of the currency with the most."""
    items = tuple(items)
    sums = [m for m in totals(i.open for i in items).values() if m.amount > 0]
    if not sums:
        return ()
    most = next((m for m in sums if m.currency == main), None) or max(sums, key=lambda m: m.size)
    return tuple(i for i in items if i.open.currency == most.currency)


def _of_currency(items: Sequence[Invoice], main: str) -> tuple[Invoice, ...]:
    currencies = [i.open.currency for i in items]
    chosen = main if main in currencies else next(iter(currencies), main)
    return tuple(i for i in items if i.open.currency == chosen)


def _deadline(by: MomentReading) -> datetime:
    """When (UTC) our half is due: a day without an hour ends as the office closes, an evening at its end."""
    if by.timed:
        return by.moment.astimezone(UTC)
    end = OFFICE_CLOSES if by.moment.time() < OFFICE_CLOSES else _DAY_ENDS
    return datetime.combine(by.moment.date(), end, by.moment.tzinfo).astimezone(UTC)


def _compared(amount: Money | None, owed: Money | None) -> str:
    """What is worth a look about an amount beside what is owed; empty when they are equal."""
    if amount is None or owed is None or amount == owed:
        return ""
    return "part" if amount < owed else "more-than-open"


def _left_out(entry: AgreementEntry, account: Account, covers: Sequence[Invoice]) -> str:
    """Whether a chosen invoice is of another currency than the others."""
    chosen = {i.number for i in account.invoices if i.number in entry.covers}
    return "" if chosen <= {i.number for i in covers} else "other-currency"


def _vague(**known: object) -> tuple[str, ...]:
    return tuple(name for name, value in known.items() if not value)
