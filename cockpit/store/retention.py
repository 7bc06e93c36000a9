"""What is over: which calls, agreements, follow-ups and standings nobody needs after some years.

Of somebody who still owes, whatever is open stays. Of somebody who owes nothing, nobody will ever end what is
open: no import names him and the queue does not show him. There it counts as over once its own day is longer
ago than the time for which things are kept; so does what is about invoices that are gone from the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from cockpit.core.agreement import Agreement, is_covered
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Invoice, Ledger
from cockpit.core.standing import Dispute, Standing, moment_of
from cockpit.store.port import Removed, Store

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Open:
    """What still has to be done about a debtor with these open items; `before` (UTC) is the limit."""

    invoices: tuple[Invoice, ...]
    before: datetime

    def follow_up(self, one: FollowUp) -> bool:
        """Whether it still has to come back."""
        return one.is_open and (bool(self.invoices) or one.due >= self.before)

    def agreement(self, made: Agreement) -> bool:
        """Whether a promise still counts, or we still have to do our half."""
        return made.is_open and (self._is_owed(made) or _last_moment(made) >= self.before)

    def dispute(self, contested: Dispute) -> bool:
        """Whether it still has to be solved."""
        return contested.since >= self.before or any(contested.is_about(i) for i in self.invoices)

    def _is_owed(self, made: Agreement) -> bool:
        """Whether an invoice of it is still open; of one without a promise, any."""
        promises = made.promises
        return any(not promises or any(is_covered(i, p) for p in promises) for i in self.invoices)


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
    owing, standings = store.ledger().by_debtor, store.standings()
    old: dict[str, dict[str, datetime]] = {}
    for call in store.calls_between(_FIRST, before):
        old.setdefault(call.debtor_id, {})[call.id] = moment_of(call)
    for debtor_id, calls in old.items():
        disputes = standings.get(debtor_id, Standing(debtor_id)).disputes
        _judge(store, debtor_id, calls, disputes, _Open(owing.get(debtor_id, ()), before), found)
    found.drafts = {d for d, call in store.drafts().items() if _is_old(call, before)}
    for debtor_id, standing in standings.items():
        last, still = standing.last_call_at, _Open(owing.get(debtor_id, ()), before)
        if debtor_id not in owing and (last is None or last < before) and _is_done(standing, still):
            found.standings.add(debtor_id)
        elif found.calls & old.get(debtor_id, {}).keys():
            found.trimmed[debtor_id] = _trimmed(standing, still, found)
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


def _judge(
    store: Store, debtor_id: str, old: Mapping[str, datetime], disputes: Iterable[Dispute], still: _Open,
    found: Over,
) -> None:  # fmt: skip
    """Add the old calls of a debtor (the moment of each) of which nothing is open any more."""
    agreements, follow_ups = store.agreements_of(debtor_id), store.follow_ups_of(debtor_id)
    busy = {made.call_id for made in agreements if still.agreement(made)}
    busy |= {one.call_id for one in follow_ups if still.follow_up(one)}
    contested = {dispute.since for dispute in disputes if still.dispute(dispute)}
    gone = {call_id for call_id, moment in old.items() if call_id not in busy and moment not in contested}
    found.calls |= gone
    found.agreements |= {made.id for made in agreements if made.call_id in gone}
    found.follow_ups |= {one.id for one in follow_ups if one.call_id in gone}


def _last_moment(made: Agreement) -> datetime:
    """The end of the last day of an agreement; by a clock east of Greenwich some hours late."""
    days = (datetime.combine(promise.due, time.max, UTC) for promise in made.promises)
    return max(made.made_at, *days, *(commitment.due for commitment in made.commitments))


def _is_old(call: Call, before: datetime) -> bool:
    return max(filter(None, (call.opened_at, call.started_at, call.ended_at))) < before


def _is_done(standing: Standing, still: _Open) -> bool:
    """Whether nothing has to be remembered of a debtor. That he is not to be called always has to be."""
    waits = standing.skipped_until is not None and standing.skipped_until > still.before
    return not (
        waits
        or standing.do_not_call
        or any(map(still.agreement, standing.agreements))
        or any(map(still.follow_up, standing.follow_ups))
        or any(map(still.dispute, standing.disputes))
    )


def _trimmed(standing: Standing, still: _Open, found: Over) -> Standing:
    """The standing without what it took from calls that go."""
    if standing.last_call_id in found.calls:
        standing = replace(standing, last_call_id="", last_contact="", next_time="")
    return replace(
        standing,
        agreements=tuple(made for made in standing.agreements if made.id not in found.agreements),
        follow_ups=tuple(one for one in standing.follow_ups if one.id not in found.follow_ups),
        disputes=tuple(dispute for dispute in standing.disputes if still.dispute(dispute)),
    )
