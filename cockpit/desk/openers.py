"""What the next call with a debtor says first: our own half of the agreement, then what we know since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cockpit.core.agreement import Commitment
from cockpit.core.case import look
from cockpit.core.followup import Ending
from cockpit.core.money import totals
from cockpit.core.settling import came_in
from cockpit.core.text import clean_line, shorten
from cockpit.desk.calling import CallInHand
from cockpit.desk.scripting import tag_of
from cockpit.language import opening_sentences as words
from cockpit.language.amounts import money
from cockpit.language.dates import day, moment

_LONGEST = 80


def openers(hand: CallInHand) -> tuple[str, ...]:
    """The lines before all others once the right person is on the line, in the language of the talk.

    Only what the customer does not know from an earlier talk; nothing for most calls.
    """
    return (*_ours(hand), *_paid(hand), *_looked_up(hand))


def _ours(hand: CallInHand) -> Iterator[str]:
    """Our own word comes first, whatever the call is about (S1.3)."""
    promised = (c for made in hand.standing.agreements for c in made.commitments)
    for commitment in sorted(promised, key=lambda c: c.due):
        yield from _one_of_ours(hand, commitment)


def _one_of_ours(hand: CallInHand, commitment: Commitment) -> tuple[str, ...]:
    what, spoken = shorten(clean_line(commitment.what), _LONGEST), hand.standing.last_spoken_at
    if commitment.done_at is not None:
        is_news = spoken is None or commitment.done_at > spoken
        when = _day(hand, commitment.done_at)
        return words.opening(words.OURS_DONE, _tag(hand), what=what, when=when) if is_news else ()
    code = words.OURS_LATE if commitment.due <= hand.session.now() else words.OURS_COMING
    when = moment(commitment.due.astimezone(hand.session.zone), _tag(hand))
    return words.opening(code, _tag(hand), what=what, when=when)


def _paid(hand: CallInHand) -> Iterator[str]:
    """What came in of an earlier promise, or came in and went back."""
    session, invoices = hand.session, hand.account.invoices
    case = look(hand.account, hand.standing, session.today(), session.zone, session.rules())
    if case.reversed:
        amount = totals(p.amount for p in case.reversed)[case.reversed[0].amount.currency]
        yield from words.opening(words.BOOKED_BACK, _tag(hand), amount=money(amount, _tag(hand)))
    for made in hand.standing.agreements:
        missed = [promise for promise in made.promises if promise in case.broken]
        if missed:
            promised = totals(p.amount for p in missed)[missed[0].amount.currency]
            paid = came_in(made, missed, invoices)
            if paid.amount > 0:
                said = {"amount": promised, "paid": paid, "left": promised - paid}
                shown = {name: money(value, _tag(hand)) for name, value in said.items()}
                yield from words.opening(words.PART_PAID, _tag(hand), **shown)


def _looked_up(hand: CallInHand) -> Iterator[str]:
    """What he told us, and what we saw: once, however many claims there were."""
    endings = {f.ending: f.done_at for f in hand.standing.looked_up if f.done_at}
    if Ending.NOT_TRUE in endings:
        when = _day(hand, endings[Ending.NOT_TRUE])
        yield from words.opening(words.NOT_FOUND, _tag(hand), when=when)
    elif Ending.TRUE in endings:
        yield from words.opening(words.FOUND, _tag(hand))


def _day(hand: CallInHand, at: datetime) -> str:
    return day(at.astimezone(hand.session.zone), _tag(hand))


def _tag(hand: CallInHand) -> str:
    return tag_of(hand.account.debtor, hand.call.language)
