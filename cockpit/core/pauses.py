"""What holds a call back, and what a debtor waits for when no rule of `ranking.py` matches him.

- Do not call, insolvent: every call except a ring-back, which was agreed with the customer afterwards.
- Set aside by the collector, or to be tried again later: every call; the collector was just told when
  the debtor comes back.
- A ring-back agreed for later today: every other call, for we shall speak to him anyway. One agreed for
  a later day holds ordinary calls only.
- A running promise, a dispute: their own invoices (see `case.py`); what else is overdue still counts.
- No number, a wrong number, a recent talk, a payment that was seen, a holiday: ordinary calls.

A weekend is the collector's own choice and no pause; a holiday in the debtor's country is something that
he may not know, and is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cockpit.core import calendar
from cockpit.core.case import Case
from cockpit.core.followup import Ending, FollowUpKind
from cockpit.core.reason import Reason, ReasonCode

SEEN_WORKING_DAYS = 3
"""So long a payment that we have seen ourselves takes to leave the ledger, an import included."""

Rule = Callable[[Case, datetime], Reason | None]
"""Looks at one debtor's facts at a moment (UTC); the reason when it matches, otherwise None."""


def do_not_call(case: Case, now: datetime) -> Reason | None:
    """The customer does not want to be called any more."""
    return Reason(ReasonCode.PAUSED_DO_NOT_CALL) if case.standing.do_not_call else None


def insolvent(case: Case, now: datetime) -> Reason | None:
    """Bankrupt or under administration: the claim goes to whoever settles the estate."""
    return Reason(ReasonCode.PAUSED_INSOLVENT) if case.standing.insolvent else None


def set_aside(case: Case, now: datetime) -> Reason | None:
    """The collector skipped him until a moment, with a reason."""
    until = case.standing.skipped_until
    if until is None or until <= now:
        return None
    return Reason(ReasonCode.PAUSED_SKIPPED, {"until": until, "what": case.standing.skip_reason})


def retry_later(case: Case, now: datetime) -> Reason | None:
    """The last attempt was in vain; the next one is planned."""
    tries = case.follow_ups(FollowUpKind.RETRY)
    return Reason(ReasonCode.PAUSED_RETRY, {"due": tries[-1].due}) if tries and tries[-1].due > now else None


def ring_back_today(case: Case, now: datetime) -> Reason | None:
    """We agreed to ring back later today."""
    agreed = case.follow_ups(FollowUpKind.RING_BACK)
    return ring_back_later(case, now) if agreed and case.local(agreed[0].due) == case.today else None


def ring_back_later(case: Case, now: datetime) -> Reason | None:
    """We agreed to ring back later, today or on another day."""
    agreed = case.follow_ups(FollowUpKind.RING_BACK)
    return Reason(ReasonCode.PAUSED_RING_BACK, {"due": agreed[0].due}) if agreed else None


def wrong_number(case: Case, now: datetime) -> Reason | None:
    """The last call reached somebody who has nothing to do with it: a number is to be found."""
    return Reason(ReasonCode.PAUSED_WRONG_NUMBER) if case.standing.number_is_wrong else None


def no_number(case: Case, now: datetime) -> Reason | None:
    """There is no number to dial."""
    return None if case.account.debtor.number_to_dial else Reason(ReasonCode.PAUSED_NO_NUMBER)


def contacted(case: Case, now: datetime) -> Reason | None:
    """We spoke less than `Rules.rest_days` ago, or what he told us is still to be verified on a later day."""
    if case.spoke_on is None:
        return None
    rested = case.spoke_on + timedelta(case.rules.rest_days)
    last = max([rested, *(case.local(f.due) for f in case.follow_ups(FollowUpKind.VERIFY))])
    again = calendar.next_working_day(last, case.account.debtor.country, steps=0)
    if again <= case.today:
        return None
    values = {"days": (case.today - case.spoke_on).days, "again": again}
    return Reason(ReasonCode.PAUSED_CONTACTED, values)


def paid(case: Case, now: datetime) -> Reason | None:
    """We saw the payment ourselves: the next ledger will show it. What a ledger showed needs no time."""
    found = [f for f in case.standing.looked_up if f.ending is Ending.TRUE and not f.concluded]
    seen = [f.done_at for f in found if f.done_at]
    if not seen:
        return None
    country = case.account.debtor.country
    again = calendar.next_working_day(case.local(max(seen)), country, SEEN_WORKING_DAYS)
    return Reason(ReasonCode.PAUSED_PAID, {"again": again}) if again > case.today else None


def holiday(case: Case, now: datetime) -> Reason | None:
    """Today is a holiday in the debtor's country."""
    day = calendar.holiday(case.today, case.account.debtor.country)
    return Reason(ReasonCode.PAUSED_HOLIDAY, {"day": day}) if day else None


def nothing_owed(case: Case, now: datetime) -> Reason | None:
    """Credit notes and payments come to at least as much as the invoices, or to so little less that it is
    within the tolerance: never a reason to call."""
    is_little = bool(case.late) and case.open.amount <= case.rules.tolerance
    return None if case.owed and not is_little else Reason(ReasonCode.NOTHING_OWED, {"amount": case.open})


def promise_running(case: Case, now: datetime) -> Reason | None:
    """He promised, and the day has not come."""
    if not case.running or not case.owed:
        return None
    first = case.running[0]
    return Reason(ReasonCode.PAUSED_PROMISE, {"amount": first.amount, "due": first.due})


def dispute(case: Case, now: datetime) -> Reason | None:
    """What is overdue is contested."""
    contested = [i for i in case.late if case.standing.contests(i)]
    if not contested or not case.owed:
        return None
    last = [d for d in case.standing.disputes if any(d.is_about(i) for i in contested)][-1]
    return Reason(ReasonCode.PAUSED_DISPUTE, {"count": len(contested), "what": last.reason})


def not_due(case: Case, now: datetime) -> Reason:
    """Nothing is overdue, or credit notes cover what is: the next item to fall due, or else the last."""
    days = sorted(i.due_date for i in case.account.invoices if i.open.amount > 0)
    return Reason(ReasonCode.NOT_DUE, {"due": next((d for d in days if d >= case.today), days[-1])})


UNDER_WAY: tuple[Rule, ...] = (ring_back_later, promise_running, dispute)
"""What a debtor may wait for whom no rule matches."""
