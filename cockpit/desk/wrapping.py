"""Wrapping up: what will be saved and what will come back, shown before it is saved; then saved at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cockpit.core.agreement import Agreement, State
from cockpit.core.call import Call, Phase
from cockpit.core.consequences import comes_back, consequences
from cockpit.core.followup import FollowUp
from cockpit.core.outcome import NEEDS_AGREEMENT, NEEDS_MOMENT, Outcome, Reach
from cockpit.core.standing import Standing, after_call, with_agreement, with_follow_up
from cockpit.core.text import clean_line
from cockpit.desk.agreeing import to_agreement
from cockpit.desk.calling import CallInHand
from cockpit.store.port import Changes


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What saving will do. `missing` names what the outcome still needs: nothing is saved before."""

    call: Call
    agreement: Agreement | None
    superseded: tuple[Agreement, ...]
    follow_ups: tuple[FollowUp, ...]
    closes: tuple[FollowUp, ...]
    standing: Standing
    comes_back: datetime | None
    missing: tuple[str, ...]


def missing_for(outcome: Outcome, hand: CallInHand) -> tuple[str, ...]:
    """What this outcome cannot do without: `reach`, `result`, `amount`, `when`, `if_we_by`, `moment` …"""
    if outcome.reach is Reach.RIGHT_PERSON and outcome.result is None:
        return ("result",)
    if outcome.result in NEEDS_MOMENT and outcome.moment is None:
        return ("moment",)
    if outcome.result in NEEDS_AGREEMENT:
        return tuple(dict.fromkeys((*hand.understood.vague, *hand.understood.refused)))
    return tuple(f for f in hand.understood.vague if f == "if_we_by")


def prepare(hand: CallInHand, outcome: Outcome) -> WrapUp:
    """What saving this outcome would do; nothing is changed yet."""
    session, now = hand.session, hand.session.now()
    call = replace(hand.call.hang_up(now), outcome=outcome, contact=clean_line(hand.call.contact))
    agreement = None
    if outcome.spoke_to_right_person:
        agreement = to_agreement(hand.understood, call, _agreement_id(call), now)
    before = hand.standing
    agreed = with_agreement(before, agreement) if agreement else before
    after = consequences(
        call, agreed, outcome, hand.account, now, session.settings.zone, session.rules(), _numbered(call)
    )
    superseded = broken_by(before, agreement, now)
    call = replace(call, agreement_id=agreement.id if agreement else "")
    standing = after_call(before, call)
    for old in superseded:
        standing = with_agreement(standing, old)
    if agreement:
        standing = with_agreement(standing, agreement)
    for follow_up in (*after.closes, *after.follow_ups):
        standing = with_follow_up(standing, follow_up)
    return WrapUp(
        call=call,
        agreement=agreement,
        superseded=superseded,
        follow_ups=after.follow_ups,
        closes=after.closes,
        standing=standing,
        comes_back=comes_back(standing, session.settings.zone),
        missing=missing_for(outcome, hand),
    )


def save(hand: CallInHand, wrap_up: WrapUp) -> Call:
    """Write the call with all that follows from it, whole or not at all; raises `StoreError`."""
    call = replace(wrap_up.call, phase=Phase.SAVED, evaluation=hand.call.evaluation)
    standing = wrap_up.standing
    if call.evaluation.next_time:
        standing = replace(standing, next_time=call.evaluation.next_time)
    agreements = (*wrap_up.superseded, *((wrap_up.agreement,) if wrap_up.agreement else ()))
    changes = Changes(
        calls=(call,),
        agreements=agreements,
        follow_ups=(*wrap_up.closes, *wrap_up.follow_ups),
        standings=(standing,),
    )
    hand.session.store.save(changes)
    hand.session.store.drop_draft(call.debtor_id)
    hand.board.update(standing)
    promised = wrap_up.agreement.promised_total() if wrap_up.agreement else None
    hand.board.tally = hand.board.tally.plus(call, promised)
    return call


def _agreement_id(call: Call) -> str:
    return call.id.replace("C", "A", 1)


class _numbered:
    """New names for the follow-ups of one call: stable, so that a calendar entry moves and never doubles."""

    def __init__(self, call: Call) -> None:
        self.prefix, self.count = call.id.replace("C", "F", 1), 0

    def __call__(self) -> str:
        self.count += 1
        return f"{self.prefix}-{self.count}"


def broken_by(before: Standing, agreement: Agreement | None, now: datetime) -> tuple[Agreement, ...]:
    """Earlier promises over the same invoices: a new promise means that the old one was not kept."""
    if agreement is None or not agreement.promises:
        return ()
    new = {number for promise in agreement.promises for number in promise.covers}
    return tuple(
        old.to(State.BROKEN, now)
        for old in before.agreements
        if any(new & set(promise.covers) for promise in old.promises)
    )
