"""What a call without a promise came to, in one sentence that can be said to the customer.

No sentence asks for a reason, presses or judges (tone rules); none names a debt to anybody but the right
person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from cockpit.core.followup import FollowUpKind
from cockpit.core.outcome import NEEDS_AGREEMENT, Outcome, Reach, Result
from cockpit.handover.facts import Handover
from cockpit.handover.phrases import actions, agreed, in_return, invoices, on_day, when
from cockpit.language import translator

_Mark = Callable[[str], str]

_ANSWERED_BY = {
    Result.CLAIMS_PAID: (FollowUpKind.VERIFY,),
    Result.COPY_REQUESTED: (FollowUpKind.COMMITMENT,),
    Result.RING_BACK: (FollowUpKind.RING_BACK,),
}
_ANY_TALK = (FollowUpKind.RING_BACK, FollowUpKind.CONSULT, FollowUpKind.VERIFY)
_ANY_ATTEMPT = (FollowUpKind.RING_BACK, FollowUpKind.RETRY)
_NAMED_BY_CUSTOMER = frozenset({Result.PAYMENT_RUN, Result.AWAITS_APPROVAL})


def spoken(h: Handover) -> str:
    """What was left with the right person, our own actions first, what we give last; needs a call in which
    he was spoken to."""
    _ = translator(h.tag).gettext
    result = _result(h)
    ours = _("What we do for you: {ours}.").format(ours=actions(h)) if h.commitments else ""
    sentence = "" if ours and result is Result.COPY_REQUESTED else _sentence(h, result)
    return " ".join(filter(None, (ours, sentence, in_return(h))))


def said(h: Handover) -> str:
    """What was agreed, and what he contests beside it; without a promise what was left with him."""
    if not h.promises:
        return spoken(h)
    contested = _sentence(h, Result.DISPUTE) if _result(h) is Result.DISPUTE else ""
    return " ".join(filter(None, (agreed(h), contested)))


def not_spoken(h: Handover) -> str:
    """The next attempt, without a word about what it is for."""
    _ = translator(h.tag).gettext
    if h.call.outcome is not None and h.call.outcome.reach is Reach.WRONG_NUMBER:
        return _("We look for the right telephone number first.")
    return ring_again(h) or _("A next attempt is not planned yet.")


def ring_again(h: Handover) -> str:
    """The sentence that names the next call; empty when none is planned."""
    _ = translator(h.tag).gettext
    follow_up = h.first_open(*_ANY_ATTEMPT)
    return "" if follow_up is None else _("I call again on {day}.").format(day=when(h, follow_up.due))


def payment_day(h: Handover) -> str:
    """The day of the payment where a result without a promise names one; empty where it does not."""
    _ = translator(h.tag).gettext
    result = _result(h)
    day = _day(h, result) if result in {Result.PAYMENT_RUN, Result.IN_ORDER} else ""
    return _("On {day}.").format(day=day) if day else ""


def _result(h: Handover) -> Result:
    outcome = h.call.outcome
    result = outcome.result if outcome else None
    return Result.NO_AGREEMENT if result is None or result in NEEDS_AGREEMENT else result


def _sentence(h: Handover, result: Result) -> str:
    _ = translator(h.tag).gettext
    disputed = h.call.outcome.invoices if h.call.outcome and result is Result.DISPUTE else ()
    words = {"invoices": invoices(h, disputed)}
    day = _day(h, result)
    dated = _dated(_).get(result) if day else None
    if dated is None:
        return _undated(_)[result].format(**words)
    return dated.format(day=day, **words)


def _day(h: Handover, result: Result) -> str:
    """The day that belongs to this result, in words; empty when none was named."""
    if result is Result.IN_ORDER:
        due = _due_day(h)
        return on_day(h, due) if due else ""
    due_at = _moment(h, result, h.call.outcome)
    return when(h, due_at) if due_at else ""


def _moment(h: Handover, result: Result, outcome: Outcome | None) -> datetime | None:
    named = outcome.moment if outcome else None
    if named and result in _NAMED_BY_CUSTOMER:
        return named
    follow_up = h.first_open(*_ANSWERED_BY.get(result, _ANY_TALK))
    return follow_up.due if follow_up else (named if result is Result.RING_BACK else None)


def _due_day(h: Handover) -> date | None:
    """The last due date that is still ahead; None when an invoice is overdue already."""
    days = [i.due_date for i in h.invoices if not i.is_credit]
    return max(days) if days and min(days) >= h.called_at.date() else None


def _dated(_: _Mark) -> dict[Result, str]:
    """The sentences for a result with a day."""
    return {
        Result.RING_BACK: _("I call you back on {day}."),
        Result.CLAIMS_PAID: _("You have already paid {invoices}; on {day} we check that it has come in."),
        Result.PAYMENT_RUN: _("You pay {invoices} in your payment run of {day}."),
        Result.AWAITS_APPROVAL: _("You have {invoices} approved first; on {day} we speak about the payment."),
        Result.COPY_REQUESTED: _("We send you a copy of {invoices} by {day}."),
        Result.DISPUTE: _("You do not agree with {invoices}; we look into it and you hear from us on {day}."),
        Result.CANNOT_PAY: _("You cannot pay {invoices} now; on {day} we look together at what is possible."),
        Result.REFUSES: _("We do not agree about {invoices} yet; on {day} we speak again."),
        Result.IN_ORDER: _("All is in order with {invoices}; you pay by {day}."),
        Result.INSOLVENT: _("You told us how your firm is doing; you hear from us on {day}."),
        Result.NO_AGREEMENT: _("We have not agreed anything about {invoices} yet; on {day} we speak again."),
    }


def _undated(_: _Mark) -> dict[Result, str]:
    """The sentences for a result without a day."""
    return {
        Result.RING_BACK: _("I call you back."),
        Result.CLAIMS_PAID: _("You have already paid {invoices}; we check that it has come in."),
        Result.PAYMENT_RUN: _("You pay {invoices} in your next payment run."),
        Result.AWAITS_APPROVAL: _("You have {invoices} approved first; then we speak about the payment."),
        Result.COPY_REQUESTED: _("We send you a copy of {invoices}."),
        Result.DISPUTE: _("You do not agree with {invoices}; we look into it and you hear from us."),
        Result.CANNOT_PAY: _("You cannot pay {invoices} now; we look together at what is possible."),
        Result.REFUSES: _("We do not agree about {invoices} yet."),
        Result.IN_ORDER: _("All is in order with {invoices}."),
        Result.INSOLVENT: _("You told us how your firm is doing; we have noted it."),
        Result.DO_NOT_CALL: _("We no longer call you; from now on we write to you."),
        Result.NO_AGREEMENT: _("We have not agreed anything about {invoices} yet."),
    }
