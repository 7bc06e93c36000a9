"""What is over: which calls, agreements, follow-ups and standings nobody needs after some years."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from cockpit.core.call import Call
from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.store.port import Removed, Store

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Over:
    """What may go: ids, and the debtors whose standing may. `trimmed` are the standings that stay without
    what they took from a call that goes."""

    calls: set[str] = field(default_factory=set)
    agreements: set[str] = field(default_factory=set)
    follow_ups: set[str] = field(default_factory=set)
    standings: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    trimmed: dict[str, Standing] = field(default_factory=dict)

    def counted(self) -> Removed:
        """How much that is."""
        return Removed(
            calls=len(self.calls),
            agreements=len(self.agreements),
            follow_ups=len(self.follow_ups),
            standings=len(self.standings),
            drafts=len(self.drafts),
        )


def over(store: Store, before: datetime) -> Over:
    """What is over and older than a moment (UTC): calls of which nothing is open any more, with all that
    came of them, and debtors who owe nothing and were not called since. Raises `StoreError`."""
    found = Over()
    old: dict[str, set[str]] = {}
    for call in store.calls_between(_FIRST, before):
        old.setdefault(call.debtor_id, set()).add(call.id)
    for debtor_id, calls in old.items():
        _judge(store, debtor_id, calls, found)
    found.drafts = {d for d, call in store.drafts().items() if _is_old(call, before)}
    owing = store.ledger().by_debtor.keys()
    for debtor_id, standing in store.standings().items():
        last = standing.last_call_at
        if debtor_id not in owing and (last is None or last < before) and _is_done(standing, before):
            found.standings.add(debtor_id)
        elif standing.last_call_id in found.calls:
            found.trimmed[debtor_id] = replace(standing, last_call_id="", last_contact="", next_time="")
    return found


def done_with(ledger: Ledger, found: Over) -> set[str]:
    """The debtors of a ledger who were only kept there for what is over."""
    return (found.standings & ledger.debtors.keys()) - ledger.by_debtor.keys()


def without(ledger: Ledger, gone: AbstractSet[str]) -> Ledger:
    """The ledger without some debtors."""
    debtors = {key: debtor for key, debtor in ledger.debtors.items() if key not in gone}
    return replace(
        ledger, debtors=debtors, invoices=tuple(i for i in ledger.invoices if i.debtor_id not in gone)
    )


def _judge(store: Store, debtor_id: str, old: set[str], found: Over) -> None:
    """Add the old calls of a debtor of which nothing is open any more."""
    agreements, follow_ups = store.agreements_of(debtor_id), store.follow_ups_of(debtor_id)
    busy = {made.call_id for made in agreements if made.is_open}
    busy |= {one.call_id for one in follow_ups if one.is_open}
    gone = old - busy
    found.calls |= gone
    found.agreements |= {made.id for made in agreements if made.call_id in gone}
    found.follow_ups |= {one.id for one in follow_ups if one.call_id in gone}


def _is_old(call: Call, before: datetime) -> bool:
    return max(filter(None, (call.opened_at, call.started_at, call.ended_at))) < before


def _is_done(standing: Standing, now: datetime) -> bool:
    """Whether nothing has to be remembered of a debtor. That he is not to be called always has to be."""
    waits = standing.skipped_until is not None and standing.skipped_until > now
    open_things: Iterable[object] = (standing.agreements, standing.follow_ups, standing.disputes)
    return not (waits or standing.do_not_call or any(open_things))
