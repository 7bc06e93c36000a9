"""The queue: whom to call now, who waits, and who needs nothing. A value, never changed in place.

Which reason a debtor gets is decided in `ranking.py`; here he gets his row and his place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from math import inf
from zoneinfo import ZoneInfo

from cockpit.core.calendar import DAY_STARTS, Golden, at, golden
from cockpit.core.case import Case, look
from cockpit.core.followup import FollowUpKind
from cockpit.core.kinds import kind_of
from cockpit.core.ledger import Account, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.ranking import PAUSED, decide
from cockpit.core.reason import Entry, Reason, ReasonCode, SortKey
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

__all__ = ["BANDS", "Entry", "Queue", "Reason", "ReasonCode", "Rules", "build", "judge"]

BANDS = (100_00, 250_00, 500_00, 1_000_00, 2_500_00, 5_000_00, 10_000_00, 25_000_00, 50_000_00, 100_000_00)
"""Edges (in cents) between amounts that count as equally large: within a band the older debt comes first.

By the exact amount, € 4.100 of yesterday would stand above € 4.050 of three months ago; by age, € 80 of a
year ago would stand above € 40.000 of last month. A foreign amount is ranked at its face value in the
smallest unit of its currency, because no rate is known here; the row shows its currency.
"""

_NEVER_CALLED = Standing("")
_NOW, _WAITS, _RESTS = range(3)


@dataclass(frozen=True, slots=True)
class Queue:
    """All debtors at one moment, each in exactly one of three lists.

    `entries` are to be called (or worked on) now, first comes first; `paused` wait, what comes back
    soonest first; `others` need nothing, what falls due soonest first. `golden` says whether it is a good
    time to call (S2.2); it changes nothing in the order. `alarms` has the moment (UTC) at which the clock
    alone may change a debtor's row.
    """

    golden: Golden
    entries: tuple[Entry, ...] = ()
    paused: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()
    by_id: Mapping[str, Entry] = field(default_factory=dict, repr=False, compare=False)
    alarms: Mapping[str, datetime] = field(default_factory=dict, repr=False)

    def entry(self, debtor_id: str) -> Entry | None:
        """The row of a debtor, wherever it is; None when the ledger does not know him."""
        return self.by_id.get(debtor_id)

    def position(self, debtor_id: str) -> int | None:
        """The place of a debtor among `entries`, counted from 0; None when he is not to be called now."""
        found = self.by_id.get(debtor_id)
        if found is None or _place(found) != _NOW:
            return None
        return bisect_left(self.entries, found.key, key=_key)

    def totals(self) -> dict[str, Money]:
        """What the debtors in `entries` have open, per currency."""
        return totals(entry.open for entry in self.entries)

    def awake(self, now: datetime) -> tuple[str, ...]:
        """The debtors whose moment has come at `now` (UTC): to be judged again with `after`.

        For the rest of a day. On another day the whole queue is built again.
        """
        return tuple(debtor_id for debtor_id, moment in self.alarms.items() if moment <= now)

    def after(
        self, account: Account, standing: Standing, now: datetime, zone_name: str, rules: Rules
    ) -> Queue:
        """The queue with this one debtor judged again; all others keep their rows."""
        new = judge(account, standing, now, zone_name, rules)
        old = self.by_id.get(new.debtor_id)
        alarms = {key: moment for key, moment in self.alarms.items() if key != new.debtor_id}
        alarm = _alarm(standing, now, rules)
        if alarm is not None:
            alarms[new.debtor_id] = alarm
        return Queue(
            golden=golden(now.astimezone(ZoneInfo(zone_name)), rules.country),
            entries=_moved(self.entries, old, new, _NOW),
            paused=_moved(self.paused, old, new, _WAITS),
            others=_moved(self.others, old, new, _RESTS),
            by_id={**self.by_id, new.debtor_id: new},
            alarms=alarms,
        )


def build(
    ledger: Ledger, standings: Mapping[str, Standing], now: datetime, zone_name: str, rules: Rules
) -> Queue:
    """The queue of all debtors at `now` (UTC), on the calendar of the time zone `zone_name` (IANA)."""
    zone = ZoneInfo(zone_name)
    local = now.astimezone(zone)
    today = local.date()
    lists: tuple[list[Entry], list[Entry], list[Entry]] = ([], [], [])
    by_id: dict[str, Entry] = {}
    alarms: dict[str, datetime] = {}
    items = ledger.by_debtor
    for debtor in ledger.debtors.values():
        standing = standings.get(debtor.id, _NEVER_CALLED)
        case = look(Account(debtor, items.get(debtor.id, ())), standing, today, zone, rules)
        entry = by_id[debtor.id] = _entry(case, now)
        lists[_place(entry)].append(entry)
        alarm = _alarm(standing, now, rules)
        if alarm is not None:
            alarms[debtor.id] = alarm
    for entries in lists:
        entries.sort(key=_key)
    to_call, paused, others = (tuple(entries) for entries in lists)
    return Queue(golden(local, rules.country), to_call, paused, others, by_id, alarms)


def judge(account: Account, standing: Standing, now: datetime, zone_name: str, rules: Rules) -> Entry:
    """The row of one debtor at `now` (UTC): what kind of call, why, and with which key it is sorted."""
    zone = ZoneInfo(zone_name)
    return _entry(look(account, standing, now.astimezone(zone).date(), zone, rules), now)


def _entry(case: Case, now: datetime) -> Entry:
    rank, reason = decide(case, now)
    debtor = case.account.debtor
    due = _moment(reason, case.zone)
    return Entry(
        debtor_id=debtor.id,
        name=debtor.name,
        kind=kind_of(case),
        reason=reason,
        rank=rank,
        open=case.open,
        days_overdue=case.late[0].days_overdue(case.today) if case.late else 0,
        invoices=len(case.account.invoices),
        phone=debtor.number_to_dial,
        due=due,
        country=debtor.country,
        key=_sort_key(rank, reason, due, case),
    )


def _moment(reason: Reason, zone: tzinfo) -> datetime | None:
    """The moment (UTC) that a reason is about; a day without an hour begins with the golden hours."""
    values = reason.values
    moment = values.get("due") or values.get("until") or values.get("again")
    if isinstance(moment, datetime):
        return moment
    return _start_of(moment, zone) if isinstance(moment, date) else None


def _alarm(standing: Standing, now: datetime, rules: Rules) -> datetime | None:
    """The next moment after now at which something that was planned for an hour comes up."""
    moments = [c.due for a in standing.agreements for c in a.commitments if c.done_at is None]
    for follow_up in standing.follow_ups:
        early = rules.ring_back_minutes if follow_up.kind is FollowUpKind.RING_BACK else 0
        moments.append(follow_up.due - timedelta(minutes=early))
    if standing.skipped_until is not None:
        moments.append(standing.skipped_until)
    return min((moment for moment in moments if moment > now), default=None)


@lru_cache(maxsize=4096)
def _start_of(day: date, zone: tzinfo) -> datetime:
    return at(day, DAY_STARTS, zone)


def _sort_key(rank: int, reason: Reason, due: datetime | None, case: Case) -> SortKey:
    """By amount, then age, where an amount is the reason to call now; otherwise by moment, then amount."""
    values, debtor_id = reason.values, case.account.debtor.id
    amount = values.get("amount")
    if rank < PAUSED and isinstance(amount, Money):
        size, days = amount.size, values.get("days")
        return rank, -bisect_right(BANDS, size), -days if isinstance(days, int) else 0, -size, debtor_id
    moment = values.get("since") or due
    first = moment.timestamp() if isinstance(moment, datetime) else inf
    size = case.at_risk.size
    return rank, first, -bisect_right(BANDS, size), -size, debtor_id


def _place(entry: Entry) -> int:
    if entry.rank < PAUSED:
        return _NOW
    return _WAITS if entry.rank == PAUSED else _RESTS


def _key(entry: Entry) -> SortKey:
    return entry.key


def _moved(entries: tuple[Entry, ...], old: Entry | None, new: Entry, place: int) -> tuple[Entry, ...]:
    """One list without the old row and with the new one, where each belongs in it."""
    if old is not None and _place(old) == place:
        index = bisect_left(entries, old.key, key=_key)
        entries = (*entries[:index], *entries[index + 1 :])
    if _place(new) == place:
        index = bisect_left(entries, new.key, key=_key)
        entries = (*entries[:index], new, *entries[index:])
    return entries
