"""The rules of the queue, from first to last.

`TABLE` is the whole ranking. The first rule that matches a debtor gives him his rank and the reason on
his row, unless one of the pauses beside the rule holds it; then the next rule is tried. A debtor whom
rules match but pauses hold waits, with the reason of the first pause. A debtor whom no rule matches
waits for something that is under way, or needs nothing; `pauses.py` has both.

What no pause can hide is our own word: a commitment, an agreed ring-back.

Golden hours do not change the order: work at our own desk stands above ordinary calls at any hour, an
agreed ring-back wins at any hour, and the queue says whether it is a good time to call. A weekend is
the collector's own choice and is not a pause; a holiday in the debtor's country is something that he
may not know, and is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cockpit.core import calendar
from cockpit.core.agreement import Promise, unkept
from cockpit.core.case import Case
from cockpit.core.followup import Ending, FollowUpKind
from cockpit.core.ledger import Invoice
from cockpit.core.money import Money, totals
from cockpit.core.pauses import (
    UNDER_WAY,
    Rule,
    contacted,
    do_not_call,
    holiday,
    insolvent,
    no_number,
    not_due,
    nothing_owed,
    paid,
    retry_later,
    ring_back_later,
    ring_back_today,
    set_aside,
    wrong_number,
)
from cockpit.core.reason import Reason, ReasonCode

# --- our own word ---------------------------------------------------------------------------------


def commitment_overdue(case: Case, now: datetime) -> Reason | None:
    """We promised to do something and the moment has passed: our half of "if we …, then you …"."""
    due = [c for c in case.commitments() if c[0] <= now]
    return Reason(ReasonCode.COMMITMENT_OVERDUE, {"what": due[0][1], "due": due[0][0]}) if due else None


def commitment_due(case: Case, now: datetime) -> Reason | None:
    """We promised to do something later today."""
    due = [c for c in case.commitments() if c[0] > now and case.local(c[0]) == case.today]
    return Reason(ReasonCode.COMMITMENT_DUE, {"what": due[0][1], "due": due[0][0]}) if due else None


def ring_back_due(case: Case, now: datetime) -> Reason | None:
    """We agreed to ring back now, or within `Rules.ring_back_minutes`. It wins over the golden hours."""
    soon = now + timedelta(minutes=case.rules.ring_back_minutes)
    for follow_up in case.follow_ups(FollowUpKind.RING_BACK):
        if follow_up.due <= soon:
            values = {"due": follow_up.due, "timed": follow_up.timed, "what": follow_up.what}
            return Reason(ReasonCode.RING_BACK, values)
    return None


# --- what the customer promised, and what we have to find out --------------------------------------


def promise_reversed(case: Case, now: datetime) -> Reason | None:
    """What was promised came in and was booked back, and we have not spoken since."""
    if not case.reversed or not case.owed:
        return None
    return Reason(ReasonCode.PROMISE_REVERSED, {"amount": _sum(case.reversed), "due": case.reversed[0].due})


def promise_broken(case: Case, now: datetime) -> Reason | None:
    """The promised day has passed without the money, and we have not spoken since (S0.5)."""
    if not case.broken or not case.owed:
        return None
    first = case.broken[0]
    values = {"amount": _sum(case.broken), "due": first.due, "days": (case.today - first.due).days}
    return Reason(ReasonCode.PROMISE_BROKEN, values)


def claim_not_found(case: Case, now: datetime) -> Reason | None:
    """What the customer said was looked up and not found, and we have not spoken since (S1.5)."""
    missed = [f for f in case.standing.looked_up if f.ending is Ending.NOT_TRUE and f.done_at]
    if not missed or not case.owed:
        return None
    return Reason(ReasonCode.CLAIM_NOT_FOUND, {"since": missed[-1].done_at, "what": missed[-1].what})


def promise_due(case: Case, now: datetime) -> Reason | None:
    """The promised day is today, or its days of grace are running: has the money come in?"""
    due = [p for p in case.running if p.due <= case.today]
    if not due or not case.owed or case.spoke_on == case.today:
        return None
    return Reason(ReasonCode.PROMISE_DUE, {"amount": _sum(due), "due": due[0].due})


def confirmation(case: Case, now: datetime) -> Reason | None:
    """We mailed the agreement and the customer has not confirmed that he received it (S2.4)."""
    mailed = [
        agreement.states[-1].at
        for agreement in case.standing.agreements
        if agreement.awaits_confirmation
        and (not agreement.promises or unkept(agreement, case.account.invoices, case.rules.tolerance))
    ]
    if not mailed:
        return None
    since = min(mailed)
    waited = calendar.working_days_between(case.local(since), case.today, case.account.debtor.country)
    if waited <= case.rules.confirmation_working_days:
        return None
    return Reason(ReasonCode.CONFIRMATION, {"since": since})


def verify(case: Case, now: datetime) -> Reason | None:
    """A claim of the customer ("it was paid") is to be looked up today (S1.5), unless the ledger shows
    already that he owes nothing any more."""
    return _due_today(case, FollowUpKind.VERIFY, ReasonCode.VERIFY) if case.owed else None


def consult(case: Case, now: datetime) -> Reason | None:
    """Somebody in our own house is to be asked today (S1.5)."""
    return _due_today(case, FollowUpKind.CONSULT, ReasonCode.CONSULT)


# --- ordinary calls -------------------------------------------------------------------------------


def overdue(case: Case, now: datetime) -> Reason | None:
    """Something is overdue that no promise covers and nobody contests, credit notes taken off.

    What is too little to break a promise (`Rules.tolerance`) is too little to call about.
    """
    if case.at_risk.amount <= case.rules.tolerance or not case.owed:
        return None
    oldest = case.counted[0]
    if oldest.open.currency != case.at_risk.currency:
        oldest = next(i for i in case.counted if i.open.currency == case.at_risk.currency)
    return Reason(ReasonCode.OVERDUE, {"amount": case.at_risk, "days": oldest.days_overdue(case.today)})


def courtesy(case: Case, now: datetime) -> Reason | None:
    """Nothing is overdue, and an invoice of a few days ago is large or goes to a new customer (S3)."""
    if case.late or not case.owed:
        return None
    fresh = [i for i in case.account.invoices if _is_fresh(i, case)]
    large = [i for i in fresh if i.open.size >= case.rules.courtesy_amount.size]
    if large:
        return Reason(ReasonCode.COURTESY_AMOUNT, {"amount": _most(large)})
    since = case.account.debtor.customer_since
    if fresh and since is not None and (case.today - since).days < case.rules.new_customer_days:
        return Reason(ReasonCode.COURTESY_NEW, {"amount": _most(fresh)})
    return None


_ANY_CALL: tuple[Rule, ...] = (do_not_call, insolvent, set_aside, retry_later, ring_back_today)
_ORDINARY_CALL: tuple[Rule, ...] = (
    do_not_call,
    insolvent,
    set_aside,
    retry_later,
    ring_back_later,
    wrong_number,
    no_number,
    paid,
    contacted,
    holiday,
)

TABLE: tuple[tuple[Rule, tuple[Rule, ...]], ...] = (
    (commitment_overdue, ()),
    (ring_back_due, ()),
    (promise_reversed, _ANY_CALL),
    (promise_broken, _ANY_CALL),
    (claim_not_found, _ANY_CALL),
    (commitment_due, ()),
    (promise_due, _ANY_CALL),
    (confirmation, (set_aside,)),
    (verify, (set_aside,)),
    (consult, (set_aside,)),
    (overdue, _ORDINARY_CALL),
    (courtesy, _ORDINARY_CALL),
)
"""Every rule in the order of rank, and the pauses that hold it; the first pause that applies is shown.

An ordinary call is held by everything. A broken promise and one that is due today are calls that nobody
should forget, so only these hold them: the customer is not to be called at all; the collector set him
aside; an attempt was just made and its retry is planned; we shall speak to him today anyway. Work at our
own desk needs no telephone: only the collector himself sets it aside.
"""


PAUSED = len(TABLE)
"""The rank of everybody who waits."""

IDLE = PAUSED + 1
"""The rank of everybody who needs nothing."""

_ORDINARY_CALLS = next(rank for rank, (_, pauses) in enumerate(TABLE) if pauses is _ORDINARY_CALL)


def decide(case: Case, now: datetime) -> tuple[int, Reason]:
    """The rank of a debtor at a moment (UTC), 0 first, and the reason for it.

    The rank is the place in `TABLE`, or `PAUSED` or `IDLE` behind it.
    """
    held: Reason | None = None
    # Where nothing was agreed and nothing comes back, only the ordinary calls can match: most debtors.
    s = case.standing
    first = 0 if s.agreements or s.follow_ups or s.looked_up else _ORDINARY_CALLS
    for rank, (rule, pauses) in enumerate(TABLE[first:], first):
        reason = rule(case, now)
        if reason is None:
            continue
        pause = _first(pauses, case, now)
        if pause is None:
            return rank, reason
        held = held or pause
    waits = held or _first(UNDER_WAY, case, now)
    return (PAUSED, waits) if waits else (IDLE, nothing_owed(case, now) or not_due(case, now))


def _first(rules: tuple[Rule, ...], case: Case, now: datetime) -> Reason | None:
    for rule in rules:
        reason = rule(case, now)
        if reason is not None:
            return reason
    return None


def _due_today(case: Case, kind: FollowUpKind, code: ReasonCode) -> Reason | None:
    for follow_up in case.follow_ups(kind):
        if case.local(follow_up.due) <= case.today:
            return Reason(code, {"what": follow_up.what, "due": follow_up.due})
    return None


def _is_fresh(invoice: Invoice, case: Case) -> bool:
    """Of a few days ago, not contested, not promised, and we have not spoken since it was sent."""
    age = (case.today - invoice.invoice_date).days
    return (
        case.rules.courtesy_after_days <= age <= case.rules.courtesy_until_days
        and not invoice.is_credit
        and (case.spoke_on is None or case.spoke_on <= invoice.invoice_date)
        and not case.is_held(invoice)
    )


def _sum(promises: Sequence[Promise]) -> Money:
    """What was promised in the currency of the first of these promises."""
    return totals(p.amount for p in promises)[promises[0].amount.currency]


def _most(invoices: Sequence[Invoice]) -> Money:
    """What these invoices are open for, in the currency with the most."""
    return max(totals(i.open for i in invoices).values(), key=lambda money: money.size)
