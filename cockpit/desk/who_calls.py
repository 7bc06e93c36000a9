"""Who makes this call, on whose behalf, and what he has to know of whoever called before (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.core.agreement import Commitment, Promise
from cockpit.core.call import Call, CallKind, Phase
from cockpit.core.outcome import Outcome
from cockpit.core.text import fold
from cockpit.desk.callers import caller_for
from cockpit.desk.calling import CallInHand


@dataclass(frozen=True, slots=True)
class Handed:
    """What whoever called before leaves to whoever calls now.

    `objections` are the titles of the cards that were opened, `tone` what the evaluation said of the talk,
    `promises` and `commitments` what is still open of what was agreed.
    """

    by: str
    at: datetime
    contact: str
    outcome: Outcome | None
    promises: tuple[Promise, ...]
    commitments: tuple[Commitment, ...]
    next_time: str
    objections: tuple[str, ...]
    tone: tuple[str, ...]


def caller_of(hand: CallInHand) -> str:
    """Who makes the call in hand: by its kind until it is made, then whoever made it."""
    if hand.call.phase is Phase.PREPARE:
        return caller_for(hand.session.settings, hand.call.kind)
    return hand.call.caller or hand.session.settings.caller


def bookkeeper_for(hand: CallInHand) -> str:
    """On whose behalf he calls; empty when he keeps the books himself, and in a courtesy call by the owner
    of the relation, who calls for nobody but himself."""
    settings, caller = hand.session.settings, fold(caller_of(hand))
    own = caller == fold(settings.bookkeeper)
    relation = hand.call.kind is CallKind.COURTESY and caller == fold(settings.relation_owner)
    return "" if own or relation else settings.bookkeeper


def handed(hand: CallInHand) -> Handed | None:
    """The card of a call that somebody else makes this time; None when he called himself, or nobody did.

    Raises `StoreError`.
    """
    standing = hand.standing
    if not standing.last_call_id or hand.call.phase is Phase.SAVED:
        return None
    last = hand.session.store.call(standing.last_call_id)
    if last is None or not last.caller or fold(last.caller) == fold(caller_of(hand)):
        return None
    if not (last.outcome and last.outcome.spoke_to_right_person):
        last = _last_talk(hand) or last
    open_agreements = standing.agreements
    return Handed(
        by=last.caller,
        at=last.started_at or last.opened_at,
        contact=last.contact,
        outcome=last.outcome,
        promises=tuple(p for a in open_agreements for p in a.promises),
        commitments=tuple(c for a in open_agreements for c in a.commitments if c.done_at is None),
        next_time=standing.next_time,
        objections=_titles(hand, last),
        tone=tuple(filter(None, (last.evaluation.went_well, last.evaluation.better))),
    )


def _last_talk(hand: CallInHand) -> Call | None:
    """The last call in which somebody spoke to the right person: attempts in vain say nothing."""
    calls = hand.session.store.calls_of(hand.call.debtor_id)
    talks = (c for c in reversed(calls) if c.outcome and c.outcome.spoke_to_right_person and c.caller)
    return next(talks, None)


def _titles(hand: CallInHand, call: Call) -> tuple[str, ...]:
    """The titles of the objections of a call, in the language of this one where its script has them."""
    known = {card.id: card.title for card in hand.playbook.objections}
    return tuple(known[name] for name in call.objections if name in known)
