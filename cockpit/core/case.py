"""A debtor as he stands today: what is overdue, what of it nothing pauses, what he promised.

The rules of the queue, the kind of call and the preparation all judge by these facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from cockpit.core.agreement import Agreement, Promise, is_covered, unkept
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

_ZERO = Decimal(0)
_BY_AGE = attrgetter("due_date", "number")
_BY_DAY = attrgetter("due")


class Case(NamedTuple):
    """The facts of one debtor on `today`, the date in the `zone` of the workspace.

    - `late`: every item past its due date (and the days of grace) that we are owed, oldest first.
    - `counted`: those of `late` that neither a running promise covers nor the customer contests.
    - `at_risk`: what `counted` is open for in one currency, credit notes taken off, never below zero: in
      the account's main currency, or, when nothing counts in that one, in the one with the most.
    - `open`: all that is open in the main currency; `owed`: in some currency he owes us something.
    - `running`: promises whose day (plus the days of grace) has not passed, first due first; `broken`:
      those whose day has passed and about which we have not spoken since; `reversed`: those that were paid,
      and the payment was booked back after we last spoke. What was kept is in none of them, and neither is
      a promise of which all invoices were contested after it was made.
    - `spoke_on`: the day on which we last spoke to the right person.
    """

    account: Account
    standing: Standing
    today: date
    zone: tzinfo
    rules: Rules
    late: Sequence[Invoice]
    counted: Sequence[Invoice]
    at_risk: Money
    open: Money
    owed: bool
    running: tuple[Promise, ...]
    broken: tuple[Promise, ...]
    reversed: tuple[Promise, ...]
    spoke_on: date | None

    def local(self, moment: datetime) -> date:
        """The day of a moment on the clock of the workspace."""
        return moment.astimezone(self.zone).date()

    def is_held(self, invoice: Invoice) -> bool:
        """Whether a running promise covers this invoice or the customer contests it."""
        return _is_held(invoice, self.standing, self.running)

    def commitments(self) -> Sequence[tuple[datetime, str]]:
        """What we still have to do: by when (UTC), and what; first due first."""
        ours = [(c.due, c.what) for a in self.standing.agreements for c in a.commitments if c.done_at is None]
        return sorted([*ours, *((f.due, f.what) for f in self.follow_ups(FollowUpKind.COMMITMENT))])

    def follow_ups(self, kind: FollowUpKind) -> Sequence[FollowUp]:
        """The open follow-ups of one kind, first due first."""
        if not self.standing.follow_ups:
            return ()
        found = [f for f in self.standing.follow_ups if f.kind is kind and f.is_open]
        return sorted(found, key=_BY_DAY)


def look(account: Account, standing: Standing, today: date, zone: tzinfo, rules: Rules) -> Case:
    """The facts of a debtor."""
    invoices = account.invoices
    sums = account.open_totals()
    main = next(iter(sums)) if len(sums) == 1 else account.currency
    before = today - timedelta(rules.overdue_grace_days)
    late = [i for i in invoices if i.due_date < before and i.open.amount > 0]
    late.sort(key=_BY_AGE)
    spoke_on = standing.last_spoken_at.astimezone(zone).date() if standing.last_spoken_at else None
    promises = _Promises([], [], [])
    for agreement in standing.agreements:
        _sort_out(agreement, standing, invoices, today, spoke_on, rules, promises)
    running, broken, booked_back = (tuple(sorted(found, key=_BY_DAY)) for found in promises)
    counted: Sequence[Invoice] = late
    if running or standing.disputes:
        counted = [i for i in late if not _is_held(i, standing, running)]
        at_risk = _at_risk(counted, [i for i in invoices if not _is_held(i, standing, running)], main)
    elif len(late) == len(invoices) and main in sums:
        at_risk = sums[main]  # all that is open is overdue: the sum was made already
    else:
        at_risk = _at_risk(late, invoices, main)
    return Case(
        account=account,
        standing=standing,
        today=today,
        zone=zone,
        rules=rules,
        late=late,
        counted=counted,
        at_risk=at_risk,
        open=sums.get(main) or Money(_ZERO, main),
        owed=any(money.amount > 0 for money in sums.values()),
        running=running,
        broken=broken,
        reversed=booked_back,
        spoke_on=spoke_on,
    )


class _Promises(NamedTuple):
    """The promises that still wait for their money, sorted out."""

    running: list[Promise]
    broken: list[Promise]
    reversed: list[Promise]


def _sort_out(
    agreement: Agreement,
    standing: Standing,
    invoices: Sequence[Invoice],
    today: date,
    spoke_on: date | None,
    rules: Rules,
    found: _Promises,
) -> None:
    """Put the promises of one agreement where they belong."""
    if agreement.is_over or not agreement.promises:
        return
    for promise in unkept(agreement, invoices, rules.tolerance):
        last_day = promise.due + timedelta(rules.grace_days)
        if standing.disputes and _is_contested_since(agreement, promise, standing, invoices):
            continue
        if agreement.is_booked_back:
            spoken = standing.last_spoken_at
            if spoken is None or spoken <= agreement.states[-1].at:
                found.reversed.append(promise)
        elif today <= last_day:
            found.running.append(promise)
        elif spoke_on is None or spoke_on <= last_day:
            found.broken.append(promise)


def _is_contested_since(
    agreement: Agreement, promise: Promise, standing: Standing, invoices: Sequence[Invoice]
) -> bool:
    """Whether the customer contests all that is still open of a promise, and said so after he made it."""
    later = [dispute for dispute in standing.disputes if dispute.since > agreement.made_at]
    asked = [i for i in invoices if i.open.amount > 0 and is_covered(i, promise)]
    return bool(asked) and all(any(dispute.is_about(invoice) for dispute in later) for invoice in asked)


def _is_held(invoice: Invoice, standing: Standing, running: Sequence[Promise]) -> bool:
    return standing.contests(invoice) or any(is_covered(invoice, promise) for promise in running)


def _at_risk(counted: Sequence[Invoice], free: Sequence[Invoice], main: str) -> Money:
    """What `counted` is open for, less the credit notes in `free`: see `Case.at_risk`."""
    if not counted:
        return Money(_ZERO, main)
    sums = totals([i.open for i in counted] + [i.open for i in free if i.open.amount < 0])
    if main in sums and sums[main].amount > 0:
        return sums[main]
    return max((m for m in sums.values() if m.amount > 0), key=_size, default=Money(_ZERO, main))


def _size(money: Money) -> int:
    return money.size
