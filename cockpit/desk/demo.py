"""The demo: an invented firm, its open invoices and what was said so far, moved to the day it is opened.

The ledger is an ordinary export as of `REFERENCE_DAY`, read by the same room that reads every other file; the
history is `history.toml`, whose first lines say how to edit it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.core.agreement import (
    ENDED,
    Agreement,
    Commitment,
    Concession,
    Method,
    Promise,
    State,
    StateChange,
)
from cockpit.core.calendar import DAY_STARTS, at, is_working_day, next_working_day
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Debtor, Invoice, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Standing, after_call, with_agreement, with_follow_up
from cockpit.intake import Defaults, read, to_ledger
from cockpit.language.dates import day as written
from cockpit.paths import bundled
from cockpit.store.port import Changes, Store

REFERENCE_DAY = date(2026, 11, 23)
"""The Monday as of which the ledger was exported."""

_COUNTRY = "NL"
_RELATIVE_DAY = re.compile(r"\{([+-]?\d+)\}")

_Table = Mapping[str, Any]


def fill(store: Store, now: datetime, zone: str) -> None:
    """Write the demo into an empty store, as it is at `now` (UTC) on the clock of `zone` (IANA name).

    Raises `StoreError`.
    """
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    ledger = replace(demo_ledger(today), read_at=now)
    store.replace_ledger(ledger)
    store.save(demo_history(ledger, today, place))


def demo_ledger(today: date) -> Ledger:
    """The open items of the invented firm, every date as far from `today` as from the reference day."""
    path = bundled("sample_data") / "ledger.csv"
    reading = read(path.read_bytes(), defaults=Defaults(REFERENCE_DAY))
    ledger = to_ledger(reading, datetime.combine(today, time(), UTC), path.name)
    shift = today - REFERENCE_DAY
    return replace(
        ledger,
        debtors={key: _moved_debtor(debtor, shift) for key, debtor in ledger.debtors.items()},
        invoices=tuple(_moved_invoice(invoice, shift) for invoice in ledger.invoices),
    )


def demo_history(ledger: Ledger, today: date, zone: tzinfo) -> Changes:
    """The calls, agreements and follow-ups of `history.toml`, and where that leaves us with each debtor.

    What happened on a day without work moves to the working day before it; what is still to come moves
    to the next one. Raises `KeyError` or `ValueError` when the file was edited wrongly.
    """
    days = _Days(today, zone)
    text = (bundled("sample_data") / "history.toml").read_text("utf-8")
    data = tomllib.loads(_RELATIVE_DAY.sub(lambda found: days.written(found[1]), text))
    tables = sorted(data["call"], key=lambda table: days.happened(table["at"]))
    teller = _Teller(ledger, days, data["caller"])
    for number, table in enumerate(tables, 1):
        teller.tell(number, table)
    for table in data["skip"]:
        teller.set_aside(table)
    return teller.changes()


@dataclass(frozen=True, slots=True)
class _Days:
    """Reads days that count from `today`: "-4", "0", "+6", and with an hour "-12 10:14"."""

    today: date
    zone: tzinfo

    def day(self, text: str) -> date:
        """The day that something is due. One until today is exact, a later one is a working day."""
        day = self.today + timedelta(int(text))
        return next_working_day(day, _COUNTRY, steps=0) if day > self.today else day

    def due(self, text: str) -> tuple[datetime, bool]:
        """The moment (UTC) that something is due, and whether an hour was given."""
        day, _, clock = text.partition(" ")
        return at(self.day(day), time.fromisoformat(clock) if clock else DAY_STARTS, self.zone), bool(clock)

    def happened(self, text: str) -> datetime:
        """The moment (UTC) that something happened: on a working day."""
        days, _, clock = text.partition(" ")
        day = self.today + timedelta(int(days))
        while not is_working_day(day, _COUNTRY):
            day -= timedelta(1)
        return at(day, time.fromisoformat(clock), self.zone)

    def written(self, text: str) -> str:
        """The day as a Dutch note says it."""
        return written(self.day(text), "nl", "short")


class _Teller:
    """Turns the tables of the file into calls, in the order in which they happened."""

    def __init__(self, ledger: Ledger, days: _Days, caller: str) -> None:
        self._ledger = ledger
        self._days = days
        self._caller = caller
        self._calls: list[Call] = []
        self._agreements: list[Agreement] = []
        self._follow_ups: list[FollowUp] = []
        self._standings: dict[str, Standing] = {}

    def tell(self, number: int, table: _Table) -> None:
        """One call, its agreement and its follow-ups."""
        account = self._account(table)
        call = self._call(number, table, account.debtor)
        standing = after_call(self._standing(table), call)
        if "promises" in table or "we" in table:
            agreement = self._agreement(call, table, account)
            call = replace(call, agreement_id=agreement.id, read_back=agreement.reached(State.READ_BACK))
            self._agreements.append(agreement)
            standing = with_agreement(standing, agreement)
        for count, entry in enumerate(table.get("follow_ups", ()), 1):
            follow_up = self._follow_up(call, count, entry)
            self._follow_ups.append(follow_up)
            standing = with_follow_up(standing, follow_up)
        self._calls.append(call)
        self._standings[call.debtor_id] = standing

    def set_aside(self, table: _Table) -> None:
        """A debtor whom the collector skipped."""
        until, _ = self._days.due(table["until"])
        skipped = replace(self._standing(table), skipped_until=until, skip_reason=table["reason"])
        self._standings[skipped.debtor_id] = skipped

    def changes(self) -> Changes:
        """All of it, to be saved at once."""
        return Changes(
            tuple(self._calls),
            tuple(self._agreements),
            tuple(self._follow_ups),
            tuple(self._standings.values()),
        )

    def _account(self, table: _Table) -> Account:
        account = self._ledger.account(table["debtor"])
        if account is None:
            raise KeyError(table["debtor"])
        return account

    def _standing(self, table: _Table) -> Standing:
        debtor_id = self._account(table).debtor.id
        return self._standings.get(debtor_id) or Standing(debtor_id)

    def _call(self, number: int, table: _Table, debtor: Debtor) -> Call:
        started = self._days.happened(table["at"])
        return Call(
            id=f"C-demo-{number:03d}",
            debtor_id=debtor.id,
            kind=CallKind(table["kind"]),
            opened_at=started - timedelta(minutes=2),
            phase=Phase.SAVED,
            language=debtor.language,
            caller=self._caller,
            started_at=started,
            ended_at=started + timedelta(minutes=table["minutes"]),
            contact=table.get("contact", ""),
            notes=table.get("notes", "").strip(),
            outcome=self._outcome(table),
            evaluation=Evaluation(
                table.get("went_well", ""), table.get("better", ""), table.get("next_time", "")
            ),
        )

    def _outcome(self, table: _Table) -> Outcome:
        return Outcome(
            reach=Reach(table.get("reach", Reach.RIGHT_PERSON)),
            result=Result(table["result"]) if "result" in table else None,
            moment=self._days.due(table["moment"])[0] if "moment" in table else None,
            detail=table.get("detail", ""),
            invoices=tuple(table.get("invoices", ())),
        )

    def _agreement(self, call: Call, table: _Table, account: Account) -> Agreement:
        made_at = call.started_at or call.opened_at
        changes = [(state, self._days.happened(moment)) for state, moment in table.get("states", {}).items()]
        return Agreement(
            id=call.id.replace("C", "A", 1),
            debtor_id=call.debtor_id,
            call_id=call.id,
            made_at=made_at,
            contact=call.contact,
            promises=tuple(self._promise(promise, account) for promise in table.get("promises", ())),
            commitments=tuple(self._commitment(ours) for ours in table.get("we", ())),
            concessions=tuple(
                Concession(given["what"], Money(Decimal(given["value"]), account.currency))
                for given in table.get("in_return", ())
            ),
            states=(
                StateChange(State.HEARD, made_at),
                *(StateChange(State(state), moment, State(state) in ENDED) for state, moment in changes),
            ),
        )

    def _promise(self, table: _Table, account: Account) -> Promise:
        covers = tuple(table["covers"])
        paid = Money(Decimal(table.get("paid", "0")), account.currency)
        still_open = totals([paid, *(i.open for i in account.invoices if i.number in covers)])
        return Promise(
            amount=Money(Decimal(table["amount"]), account.currency),
            due=self._days.day(table["due"]),
            method=Method(table.get("method", Method.TRANSFER)),
            covers=covers,
            open_then=still_open[account.currency],
        )

    def _commitment(self, table: _Table) -> Commitment:
        done = self._days.happened(table["done"]) if "done" in table else None
        return Commitment(table["what"], self._days.due(table["due"])[0], done)

    def _follow_up(self, call: Call, number: int, table: _Table) -> FollowUp:
        due, timed = self._days.due(table["due"])
        return FollowUp(
            id=f"{call.id.replace('C', 'F', 1)}-{number}",
            debtor_id=call.debtor_id,
            call_id=call.id,
            kind=FollowUpKind(table["kind"]),
            due=due,
            timed=timed,
            what=table.get("what", ""),
        )


def _moved_debtor(debtor: Debtor, shift: timedelta) -> Debtor:
    since = debtor.customer_since
    return debtor if since is None else replace(debtor, customer_since=since + shift)


def _moved_invoice(invoice: Invoice, shift: timedelta) -> Invoice:
    return replace(invoice, invoice_date=invoice.invoice_date + shift, due_date=invoice.due_date + shift)
