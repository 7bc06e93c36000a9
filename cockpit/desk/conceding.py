"""What we give and what we get in return: proposed, refused without a return, taken into the panel (S1.4).

A concession is made up on its own screen; the words for the customer stand in the agreement panel, where they
can also be typed without a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cockpit.core.agreement import Agreement, Concession
from cockpit.core.concession import (
    Condition,
    NotGiven,
    became,
    cost_of_waiting,
    discount_of,
    refusal,
    settled,
    terms_of,
)
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.interest import Gap, statutory_interest
from cockpit.core.money import Money
from cockpit.core.plan import Term
from cockpit.core.room import Breach, breaches
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.charges import Charges, promises
from cockpit.desk.correcting import Correction, history, write
from cockpit.desk.session import Session
from cockpit.store.port import Changes

_DAY = timedelta(days=1)
_WAITING = frozenset({Gift.TIME, Gift.INSTALMENTS})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a gift comes to, None when nobody can say; `gap` is why a rate is missing, and from when on."""

    value: Money | None = None
    gap: tuple[Gap, date] | None = None


def proposed(hand: CallInHand, gift: Gift, found: Charges) -> Proposal:
    """The value that we propose for a gift: all interest, all costs, or what waiting costs us."""
    if gift is Gift.INTEREST and found.regime is not None:
        return Proposal(found.known_interest, found.gap)
    if gift is Gift.COSTS and found.costs is not None and found.costs.refusal is None:
        return Proposal(found.costs.total)
    if gift in _WAITING:
        return _waiting(hand, found)
    return Proposal()


def _waiting(hand: CallInHand, found: Charges) -> Proposal:
    """The interest from today to every promised day: what the customer's time costs us."""
    today = hand.session.today()
    terms = [Term(p.amount, p.due) for p in promises(hand)]
    if found.regime is None or not terms:
        return Proposal()
    last = max(terms, key=lambda t: t.due)
    whole = statutory_interest(last.amount, found.regime, today + _DAY, last.due, found.day_count)
    gap = (whole.gap, whole.unknown_from) if whole.gap and whole.unknown_from else None
    return Proposal(cost_of_waiting(terms, found.regime, today, found.day_count), gap)


def why_not(hand: CallInHand, terms: ConcessionTerms) -> NotGiven | None:
    """Why these terms cannot be recorded in this call; None when they can."""
    return refusal(terms, promised=bool(promises(hand)))


def passed(hand: CallInHand, terms: ConcessionTerms) -> tuple[Breach, ...]:
    """The limit of the preparation that this discount would pass."""
    room = hand.understood.room
    return breaches(room, (), discount_of(terms, room))


def give(hand: CallInHand, words: str, terms: ConcessionTerms, beyond: str = "") -> None:
    """Take a concession into the agreement, `beyond` being the reason to go further than was set beforehand;
    what was read back no longer holds."""
    entry = hand.call.entry
    entry = replace(entry, in_return=words, gives=terms, beyond=beyond or entry.beyond)
    hand.change(replace(hand.call, entry=entry, read_back=False))


def take_away(hand: CallInHand) -> None:
    """Nothing is given any more."""
    entry = replace(hand.call.entry, in_return="", gives=None)
    hand.change(replace(hand.call, entry=entry, read_back=False))


def awaits_return(agreement: Agreement) -> bool:
    """Whether something was asked besides the money of which nobody has said yet what came of it."""
    return any(_is_asked(c.terms) for c in agreement.concessions)


def settle(session: Session, board: Board, agreement: Agreement, outcome: Condition) -> Correction:
    """What we asked in return came, or did not; raises `StoreError`."""
    now = session.now()
    concessions = tuple(
        replace(c, terms=settled(c.terms, outcome, now)) if c.terms and _is_asked(c.terms) else c
        for c in agreement.concessions
    )
    changes = Changes(agreements=(replace(agreement, concessions=concessions),))
    return write(session, board, history(session, agreement.debtor_id), changes)


def _is_asked(terms: ConcessionTerms | None) -> bool:
    return terms is not None and bool(terms.in_return) and not (terms.met_at or terms.lapsed_at)


def lapsed_since_talk(hand: CallInHand) -> tuple[tuple[Agreement, Concession], ...]:
    """The concessions that lapsed after we last spoke to him, newest agreement first: they are still to be
    named. Raises `StoreError`."""
    if not hand.standing.calls:
        return ()
    session, invoices, today = hand.session, hand.account.invoices, hand.session.today()
    spoke = hand.standing.last_spoken_at
    spoke_on = spoke.astimezone(session.zone).date() if spoke else None
    made = sorted(session.store.agreements_of(hand.call.debtor_id), key=lambda a: a.made_at, reverse=True)
    return tuple(
        (agreement, concession)
        for agreement in made
        for concession in agreement.concessions
        if became(concession, agreement, invoices, today, session.settings.grace_days) is Condition.LAPSED
        and (spoke_on is None or spoke_on <= _lapsed_on(session, agreement, concession))
    )


def _lapsed_on(session: Session, agreement: Agreement, concession: Concession) -> date:
    """The day on which it was written down, or else the last on which it could still be met."""
    terms = terms_of(concession)
    if terms.lapsed_at is not None:
        return terms.lapsed_at.astimezone(session.zone).date()
    days = [p.due for p in agreement.promises] + ([terms.by] if terms.by else [])
    return max(days, default=agreement.made_at.astimezone(session.zone).date())
