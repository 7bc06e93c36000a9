"""The closing summary: the sentence to read back and the answers to the five questions of S2.4."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.core.agreement import Commitment, State
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.outcome import NEEDS_AGREEMENT, Reach, Result
from cockpit.handover import outcomes
from cockpit.handover.facts import Handover
from cockpit.handover.phrases import action, bare, in_return, listed, on_day, when
from cockpit.language import labels, plan_sentences, translator
from cockpit.language.amounts import money
from cockpit.language.dates import moment

NEXT, WHEN, PARTS, SETTLED, CONFIRMED = QUESTIONS = ("next", "when", "parts", "settled", "confirmed")
"""The five questions of S2.4: what happens next, at once or by a date, in one go or in instalments, when
all is paid, how it is confirmed."""

_PAYMENT_STILL_TO_AGREE = NEEDS_AGREEMENT | {
    Result.RING_BACK,
    Result.AWAITS_APPROVAL,
    Result.COPY_REQUESTED,
    Result.CANNOT_PAY,
    Result.REFUSES,
    Result.NO_AGREEMENT,
}
"""Results after which the payment itself is still to be talked about, so that its gaps are worth showing."""


@dataclass(frozen=True, slots=True)
class ClosingSummary:
    """What was agreed, in words. `answers` are (question code, text) pairs in the order of the talk: of the
    five questions those that apply to what came of the call.

    `spoken_with` and `read_back` are empty when nobody was reached; `notes` are the collector's own.
    `payments` is the table of a payment plan, one line for each instalment; empty for one payment.
    """

    debtor: str
    at: str
    outcome: str
    spoken_with: str
    read_back: str
    answers: tuple[tuple[str, str], ...]
    our_actions: tuple[str, ...]
    follow_ups: tuple[str, ...]
    notes: str
    payments: tuple[str, ...] = ()


def read_back(h: Handover) -> str:
    """What is read back aloud at the end of the talk (S1.3): amount, full day, invoices and our half.

    Without a promise it says what was left with the customer; a third party only hears when we ring
    again; when nobody answered there is nothing to say and it is empty.
    """
    if h.spoke:
        return outcomes.said(h)
    outcome = h.call.outcome
    third_party = outcome is not None and outcome.reach is Reach.THIRD_PARTY
    return outcomes.ring_again(h) if third_party else ""


def closing_summary(h: Handover) -> ClosingSummary:
    """The summary of a call, in the language of `h.tag`."""
    answers = ((NEXT, _next), (WHEN, _when), (PARTS, _parts), (SETTLED, _settled), (CONFIRMED, _confirmed))
    outcome = h.call.outcome
    reached = outcome is None or outcome.spoke_to_somebody
    return ClosingSummary(
        debtor=f"{h.debtor.name} ({h.debtor.id})",
        at=moment(h.called_at, h.tag),
        outcome=_outcome(h),
        spoken_with=h.contact if reached else "",
        read_back=read_back(h),
        answers=tuple((code, text) for code, answer in answers if (text := answer(h))),
        our_actions=(*(_our_action(h, c) for c in h.commitments), *filter(None, [in_return(h)])),
        follow_ups=tuple(_follow_up(h, f) for f in sorted(h.follow_ups, key=lambda f: f.due)),
        notes=h.call.notes,
        payments=_table(h),
    )


def _outcome(h: Handover) -> str:
    outcome = h.call.outcome
    if outcome is None:
        return ""
    return labels.result(outcome.result, h.tag) if outcome.result else labels.reach(outcome.reach, h.tag)


def _next(h: Handover) -> str:
    _ = translator(h.tag).gettext
    if not h.promises:
        return outcomes.spoken(h) if h.spoke else outcomes.not_spoken(h)
    todo = [action(h, c) for c in h.commitments if c.done_at is None]
    if todo:
        return _("First we do our part: {ours}. Then you pay.").format(ours=listed(todo, h.tag))
    look = h.first_open(FollowUpKind.PROMISE_DUE)
    if look is None:
        return _("You pay as agreed.")
    return _("You pay as agreed; on {day} we check that it has come in.").format(day=when(h, look.due))


def _when(h: Handover) -> str:
    _ = translator(h.tag).gettext
    days = list(dict.fromkeys(p.due for p in h.promises))
    if not days:
        return _when_without_promise(h)
    if len(days) > 1:
        return _("From {first} to {last}.").format(first=on_day(h, days[0]), last=on_day(h, days[-1]))
    if days[0] == h.called_at.date():
        return _("At once: today, {day}.").format(day=on_day(h, days[0]))
    return _("On {day}.").format(day=on_day(h, days[0]))


def _when_without_promise(h: Handover) -> str:
    _ = translator(h.tag).gettext
    result = h.call.outcome.result if h.call.outcome else None
    if result is Result.CLAIMS_PAID:
        return _("You have already paid.")
    return outcomes.payment_day(h) or _gap(h)


def _gap(h: Handover) -> str:
    """What is still to be agreed about the payment. Empty where that is not the question: nobody to agree
    with, paid already, a dispute, a day that follows from the result itself."""
    _ = translator(h.tag).gettext
    result = h.call.outcome.result if h.call.outcome else None
    to_agree = result is None or result in _PAYMENT_STILL_TO_AGREE
    return _("Not agreed yet.") if h.spoke and to_agree else ""


def _parts(h: Handover) -> str:
    _ = translator(h.tag).gettext
    promises = h.promises
    if not promises:
        return _gap(h)
    if len(promises) > 1:
        amounts = plan_sentences.said_amounts(promises, h.tag)
        return _("In {n} instalments: {list}.").format(n=len(promises), list=amounts)
    how = {"amount": money(promises[0].amount, h.tag), "method": labels.method(promises[0].method, h.tag)}
    if _is_part(h):
        return _("A part first: {amount} ({method}).").format(**how)
    return _("In one payment: {amount} ({method}).").format(**how)


def _table(h: Handover) -> tuple[str, ...]:
    """Number, amount and day of every instalment, one under the other."""
    if len(h.promises) < 2:
        return ()
    amounts = [money(p.amount, h.tag) for p in h.promises]
    width, digits = max(map(len, amounts)), len(str(len(amounts)))
    return tuple(
        f"{n:>{digits}}  {amount:>{width}}  {on_day(h, promise.due)}"
        for n, (amount, promise) in enumerate(zip(amounts, h.promises, strict=True), 1)
    )


def _settled(h: Handover) -> str:
    _ = translator(h.tag).gettext
    if not h.promises:
        return outcomes.payment_day(h) or _gap(h)
    left = listed([money(m, h.tag) for m in h.left_open()], h.tag)
    if left:
        return _("Not agreed yet: after this {amount} is still open.").format(amount=left)
    if _is_part(h):
        return _("Not agreed yet.")
    return _("On {day}.").format(day=on_day(h, h.promises[-1].due))


def _confirmed(h: Handover) -> str:
    _ = translator(h.tag).gettext
    address = listed(h.addresses(), h.tag)
    if h.agreement is not None and h.agreement.reached(State.CONFIRMED):
        return _("You have confirmed our mail.")
    if h.agreement is not None and h.agreement.reached(State.MAILED):
        return _("By mail; we wait for your confirmation.")
    if not h.spoke:
        return _("There is nothing to confirm.")
    if not address:
        return _("Still open: we do not know an e-mail address.")
    if h.agreement is None:
        return _("By mail to {address}.").format(address=address)
    return _("By mail to {address}; you confirm that it arrived.").format(address=address)


def _is_part(h: Handover) -> bool:
    outcome = h.call.outcome
    return bool(h.left_open()) or (outcome is not None and outcome.result is Result.PART_PROMISE)


def _our_action(h: Handover, commitment: Commitment) -> str:
    _ = translator(h.tag).gettext
    if commitment.done_at is None:
        return action(h, commitment)
    return _("{what} (done on {day})").format(
        what=bare(commitment.what), day=on_day(h, h.day_of(commitment.done_at))
    )


def _follow_up(h: Handover, follow_up: FollowUp) -> str:
    _ = translator(h.tag).gettext
    due = moment(h.local(follow_up.due), h.tag) if follow_up.timed else on_day(h, h.day_of(follow_up.due))
    what = f" ({follow_up.what})" if follow_up.what else ""
    line = f"{due}: {labels.follow_up(follow_up.kind, h.tag)}{what}"
    return line if follow_up.is_open else _("{line}, done").format(line=line)
