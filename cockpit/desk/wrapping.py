"""Wrapping up: what will be saved and what will come back, shown before it is saved; then saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from cockpit.core.agreement import Agreement, State, share_invoices, unkept
from cockpit.core.call import Call, Evaluation, Phase
from cockpit.core.consequences import comes_back, consequences
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account
from cockpit.core.outcome import NEEDS_AGREEMENT, NEEDS_MOMENT, Outcome, Reach
from cockpit.core.standing import Standing, after_call, with_agreement, with_follow_up
from cockpit.core.text import clean_line
from cockpit.desk.agreeing import DENIES, to_agreement
from cockpit.desk.calling import CallInHand
from cockpit.desk.contesting import contested, is_promised_too
from cockpit.desk.session import Session
from cockpit.store.port import Changes, StoreError

_SPOKEN_ABOUT = frozenset({State.PART_KEPT, State.REVERSED})
_OUR_HALF = frozenset({"if_we", "if_we_by"})


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What saving will do. `missing` names what the outcome still needs: nothing is saved before.

    `superseded` are earlier agreements whose day had passed when this one took their place: broken.
    `caught_up` is that of the call in hand when this was worked out.
    """

    call: Call
    agreement: Agreement | None
    superseded: tuple[Agreement, ...]
    follow_ups: tuple[FollowUp, ...]
    closes: tuple[FollowUp, ...]
    standing: Standing
    comes_back: datetime | None
    missing: tuple[str, ...]
    caught_up: int = 0


def missing_for(outcome: Outcome, hand: CallInHand) -> tuple[str, ...]:
    """What this outcome cannot do without: `result`, `moment`, `contested` when an invoice would be promised
    and contested at once, and fields of the agreement such as `when`.

    A promise needs the whole agreement. Our half, once begun, needs to be whole with any result, because
    it is kept with any result; and so does the reason for a promise that goes further than was set.
    """
    if outcome.reach is not Reach.RIGHT_PERSON:
        return ()
    if outcome.result is None:
        return ("result",)
    understood = hand.understood
    unclear = dict.fromkeys((*understood.vague, *understood.refused))
    if outcome.result not in NEEDS_AGREEMENT:
        needed = _OUR_HALF if outcome.result in DENIES else _OUR_HALF | {"room"}
        unclear = {name: None for name in unclear if name in needed}
    moment = ("moment",) if outcome.result in NEEDS_MOMENT and outcome.moment is None else ()
    contested_too = ("contested",) if is_promised_too(hand, outcome) else ()
    return (*moment, *contested_too, *unclear)


def prepare(hand: CallInHand, outcome: Outcome) -> WrapUp:
    """What saving this outcome would do; nothing is changed yet."""
    session, before, now = hand.session, hand.standing, hand.session.now()
    outcome = contested(hand, outcome)
    call = replace(hand.call.hang_up(now), outcome=outcome, contact=clean_line(hand.call.contact))
    agreement = None
    if outcome.spoke_to_right_person:
        agreement = to_agreement(hand.understood, call, _named_after(call, "A"), now)
    call = replace(call, agreement_id=agreement.id if agreement else "")
    agreed = with_agreement(before, agreement) if agreement else before
    after = consequences(
        call, agreed, outcome, hand.account, now, session.settings.zone, session.rules(), _numbered(call)
    )
    broken = broken_by(session, hand.account, before, agreement, now)
    standing = _standing(before, call, (*broken, agreement), (*after.closes, *after.follow_ups))
    return WrapUp(
        call=call,
        agreement=agreement,
        superseded=broken,
        follow_ups=after.follow_ups,
        closes=after.closes,
        standing=standing,
        comes_back=comes_back(standing, session.settings.zone),
        missing=missing_for(outcome, hand),
        caught_up=hand.caught_up,
    )


def save(hand: CallInHand, wrap_up: WrapUp) -> Call:
    """Write the call with all that follows from it, whole or not at all; raises `StoreError`.

    After a failure everything is still in hand and the same can be tried again; what was written before has
    the same names and is not doubled. Afterwards the call is out of hand, and its draft gone. When another
    cockpit was here since the wrap-up was shown, it is worked out anew on what that one saved.
    """
    if wrap_up.caught_up != hand.caught_up and wrap_up.call.outcome is not None:
        wrap_up = _worked_out_anew(hand, wrap_up, wrap_up.call.outcome)
    call = replace(wrap_up.call, phase=Phase.SAVED, evaluation=_cleaned(hand.call.evaluation))
    standing = replace(wrap_up.standing, next_time=call.evaluation.next_time or wrap_up.standing.next_time)
    agreements = (*wrap_up.superseded, *((wrap_up.agreement,) if wrap_up.agreement else ()))
    hand.session.store.save(
        Changes(
            calls=(call,),
            agreements=agreements,
            follow_ups=(*wrap_up.closes, *wrap_up.follow_ups),
            standings=(standing,),
        )
    )
    hand.finish(call)
    with suppress(StoreError):  # the call is saved; a draft that stays behind is known by its name
        hand.session.store.drop_draft(call.debtor_id)
    hand.board.update(standing)
    hand.board.count_today()
    return call


def _worked_out_anew(hand: CallInHand, before: WrapUp, outcome: Outcome) -> WrapUp:
    """The same wrap-up on what is known by now; a mail that went out stays mailed."""
    now = prepare(hand, outcome)
    if now.agreement is None or before.agreement is None or before.agreement.state is not State.MAILED:
        return now
    mailed = now.agreement.to(State.MAILED, hand.session.now())
    return replace(now, agreement=mailed, standing=with_agreement(now.standing, mailed))


def broken_by(
    session: Session, account: Account, before: Standing, agreement: Agreement | None, now: datetime
) -> tuple[Agreement, ...]:
    """Earlier agreements that count as broken at `now` (UTC) because this one takes their place.

    Only those with a promise whose day, and the days of grace, had passed without the money: whoever asks
    for another day before the promised one breaks nothing. Such a promise keeps its state on file, and
    `with_agreement` lets the newer one take its place. What a ledger concluded already (kept in part, booked
    back) stays what it is.
    """
    today, rules = now.astimezone(session.zone).date(), session.rules()
    return tuple(
        old.to(old.state if old.state in _SPOKEN_ABOUT else State.BROKEN, now)
        for old in before.agreements
        if agreement is not None
        and not old.is_over
        and any(share_invoices(promise, new) for promise in old.promises for new in agreement.promises)
        and (
            old.is_booked_back
            or any(
                (today - promise.due).days > rules.grace_days
                for promise in unkept(old, account.invoices, rules.tolerance)
            )
        )
    )


def _standing(
    before: Standing, call: Call, agreements: Sequence[Agreement | None], follow_ups: Sequence[FollowUp]
) -> Standing:
    """Where we stand after the call; what the evaluation says for the next time is added when it is saved."""
    standing = after_call(before, replace(call, evaluation=Evaluation()))
    for agreement in agreements:
        standing = with_agreement(standing, agreement) if agreement else standing
    for follow_up in follow_ups:
        standing = with_follow_up(standing, follow_up)
    return standing


def _cleaned(evaluation: Evaluation) -> Evaluation:
    e = evaluation
    return Evaluation(clean_line(e.went_well), clean_line(e.better), clean_line(e.next_time))


def _named_after(call: Call, letter: str) -> str:
    """The name of what belongs to a call: always the same, so that saving twice doubles nothing."""
    return call.id.replace("C", letter, 1)


def _numbered(call: Call) -> Callable[[], str]:
    """New names for the follow-ups of one call: stable, so that a calendar entry moves and never doubles."""
    numbers = count(1)
    return lambda: f"{_named_after(call, 'F')}-{next(numbers)}"
