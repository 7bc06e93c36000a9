"""A desk with a few debtors, in memory, on Monday 23 November 2026, 10:00 in Amsterdam."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from cockpit.core.agreement import Agreement, Promise, State, StateChange
from cockpit.core.call import AgreementEntry
from cockpit.core.ledger import Account, Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Standing
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.desk.wrapping import prepare, save
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, StoreError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
RIGHT = Reach.RIGHT_PERSON
HOSTILE = "[/b]\x1b[31m[@click=app.bell]x\u202e=1+1\r\n" + "é" * 30 + "🙂"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now

    def on(self, **passed):
        """Let some time pass."""
        self.now += timedelta(**passed)


class Store(MemoryStore):
    """A store that can be told to fail: the names of the methods that do are in `broken`."""

    def __init__(self, now):
        super().__init__(now)
        self.broken = set()
        self.writes = []

    def _may(self, name):
        if name in self.broken:
            raise StoreError("disk-full", path="workspace")

    def save(self, changes):
        self._may("save")
        self.writes.append(changes)
        super().save(changes)

    def save_draft(self, call):
        self._may("save_draft")
        super().save_draft(call)

    def drop_draft(self, debtor_id):
        self._may("drop_draft")
        super().drop_draft(debtor_id)

    def call(self, call_id):
        self._may("call")
        return super().call(call_id)

    def calls_between(self, first, last):
        self._may("calls_between")
        return super().calls_between(first, last)

    def standings(self):
        self._may("standings")
        return super().standings()


def eur(amount, currency="EUR"):
    return Money(Decimal(str(amount)), currency)


def days(number):
    return TODAY + timedelta(days=number)


def invoice(number, amount, due=-10, debtor="D-1", currency="EUR", **more):
    """An open item; `due` is counted in days from today."""
    money = eur(amount, currency)
    return Invoice(number, debtor, days(due - 30), days(due), money, money, **more)


def debtor(name="D-1", **more):
    return Debtor(name, more.pop("called", "Bakkerij Zonneveld"), **{"phone": "020 555 0101", **more})


def account(*invoices, **more):
    return Account(debtor(**more), tuple(sorted(invoices, key=lambda i: (i.due_date, i.number))))


def ledger(*accounts):
    return Ledger({a.debtor.id: a.debtor for a in accounts}, tuple(i for a in accounts for i in a.invoices))


def agreement(name="A-1", covers=("1",), due=FRIDAY, amount=100, made_at=NOW, open_then=None, **more):
    promise = Promise(eur(amount), due, covers=covers, open_then=open_then or eur(amount))
    states = tuple(StateChange(state, made_at) for state in more.pop("states", (State.HEARD,)))
    return Agreement(
        name,
        "D-1",
        f"C-{name[2:]}",
        made_at,
        promises=more.pop("promises", (promise,)),
        states=states,
        **more,
    )


class Table:
    """A desk, and what lies under it."""

    def __init__(self, *accounts, standings=(), outbox=None, now=NOW, **settings):
        self.clock = Clock(now)
        self.store = Store(self.clock)
        self.store.replace_ledger(ledger(*accounts))
        self.store.save(Changes(standings=tuple(standings)))
        self.store.writes.clear()
        chosen = Settings(
            **{"firm": "Deegkamp", "caller": "Sanne Verhoef", "phone": "020 055 0100", **settings}
        )
        numbers = count(1)
        self.session = Session(
            self.store, chosen, self.clock, lambda prefix: f"{prefix}-{next(numbers)}", outbox
        )
        self.desk = Desk(self.session)
        self.desk.open()

    @property
    def board(self):
        return self.desk.board

    @property
    def hand(self):
        return self.desk.hand

    def again(self):
        """The program was stopped and started anew on the same workspace."""
        self.desk = Desk(self.session)
        return self.desk.open()

    def has(self, *accounts):
        """Another export was imported."""
        self.store.replace_ledger(ledger(*accounts))
        self.board.take(self.store.ledger())

    def enter(self, **typed):
        self.hand.enter(replace(self.hand.call.entry, **typed))

    def wrap(self, result=Result.PROMISE, reach=RIGHT, **said):
        return prepare(self.hand, Outcome(reach, result if reach is RIGHT else None, **said))

    def call(self, result=Result.PROMISE, reach=RIGHT, said=None, **typed):
        """A whole call with the debtor in hand, saved; returns the wrap-up."""
        self.hand.start()
        self.enter(**typed)
        wrap_up = self.wrap(result, reach, **(said or {}))
        save(self.hand, wrap_up)
        self.desk.let_go()
        return wrap_up


def entry(**typed):
    return AgreementEntry(**typed)


def fresh(name="D-1", **more):
    return Standing(name, **more)


SOME = account(invoice("1", 100, -20), invoice("2", 50, -5), invoice("3", 900, 10))
"""A debtor with two invoices that are overdue, and one that is not yet due."""


def draft(table, debtor_id="D-1"):
    """The call begun with a debtor as the store has it; None without one."""
    return table.store.drafts().get(debtor_id)
