"""Believable values for the tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Standing
from cockpit.store.port import Changes

START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def call(
    key: str = "c1", debtor: str = "D-1", minute: int = 0, notes: str = "Belt vrijdag terug.\nVraagt kopie."
) -> Call:
    return Call(
        id=key,
        debtor_id=debtor,
        kind=CallKind.REMINDER,
        opened_at=START + timedelta(minutes=minute),
        phase=Phase.SAVED,
        contact="Mevr. Bos",
        ticks=("invoice",),
        answers=(("room", "3 termijnen"),),
        notes=notes,
        outcome=Outcome(Reach.RIGHT_PERSON, Result.PROMISE),
    )


def agreement(key: str = "a1", debtor: str = "D-1", minute: int = 0) -> Agreement:
    made = START + timedelta(minutes=minute)
    return Agreement(
        id=key,
        debtor_id=debtor,
        call_id="c1",
        made_at=made,
        promises=(Promise(Money(Decimal("1842.50")), date(2026, 11, 27), covers=("2026-0412",)),),
        commitments=(Commitment("kopie mailen", made),),
        states=(StateChange(State.HEARD, made),),
    )


def follow_up(key: str = "f1", debtor: str = "D-1", day: int = 0) -> FollowUp:
    return FollowUp(key, debtor, "c1", FollowUpKind.PROMISE_DUE, START + timedelta(days=day), what="betaling")


def standing(debtor: str = "D-1", calls: int = 1) -> Standing:
    return Standing(debtor, calls=calls, last_call_id="c1", agreements=(agreement(debtor=debtor),))


def changes(key: str = "1", debtor: str = "D-1", minute: int = 0) -> Changes:
    return Changes(
        calls=(call(f"c{key}", debtor, minute),),
        agreements=(agreement(f"a{key}", debtor, minute),),
        follow_ups=(follow_up(f"f{key}", debtor),),
        standings=(standing(debtor, minute + 1),),
    )


def ledger(size: int = 3, source: str = "export.csv") -> Ledger:
    debtors = {f"D-{n}": Debtor(f"D-{n}", f"Bakkerij Zonneveld {n} BV", terms_days=0) for n in range(size)}
    invoices = tuple(
        Invoice(
            number=f"2026-{n:04}",
            debtor_id=f"D-{n}",
            invoice_date=date(2026, 9, 3),
            due_date=date(2026, 10, 3),
            amount=Money(Decimal("100.00") + n),
            open=Money(Decimal("90.00") + n),
            reminders=0 if n % 2 else None,
        )
        for n in range(size)
    )
    return Ledger(debtors, invoices, START, source)
