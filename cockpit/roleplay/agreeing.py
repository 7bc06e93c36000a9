"""What was agreed in a talk: an amount and a day that both have said yes to, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cockpit.core.money import Money
from cockpit.roleplay.following import Turn
from cockpit.roleplay.moves import Cue, Move
from cockpit.roleplay.understanding import Reply, Said

_UNSURE = frozenset({Cue.VAGUE, Cue.REFUSES})
_ELSEWHERE = frozenset({Cue.NOT_HERE, Cue.ALREADY_PAID, Cue.CALL_ME_BACK})
_DOUBTS = _ELSEWHERE | {Cue.REFUSES}
_NO_CLOSE = frozenset(
    {
        Move.OPEN_QUESTION,
        Move.DATE_QUESTION,
        Move.CLOSED_QUESTION,
        Move.CHOICE,
        Move.PURPOSE,
        Move.OUR_NEED,
        Move.CONCESSION_FOR_NOTHING,
        Move.CONCESSION_FOR_RETURN,
    }
)
_ASKS_ON = frozenset({Move.DATE_QUESTION, Move.CLOSED_QUESTION, Move.OPEN_QUESTION, Move.CHOICE})


@dataclass(frozen=True, slots=True)
class Agreed:
    """What lies on the table at the end. `amount` and `day` are each None as long as only the other was said.

    Paid in parts, `amount` is what they come to and `day` that of the last part.
    """

    amount: Money | None = None
    day: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is an agreement: without an amount and a day it is worth nothing."""
        return self.amount is not None and self.day is not None


def agreed(turns: Sequence[Turn]) -> Agreed:
    """What was agreed at the end of these turns. A debtor's no takes away what was said before it.

    What only the debtor said is a day, and no agreement yet: the collector has to take it up.
    """
    found = said = Agreed()
    owed: Money | None = None
    named: list[date] = []
    for place, turn in enumerate(turns):
        if turn.reply is not None:
            named += turn.reply.days
            if _takes_back(turn.reply, turns[:place]):
                found = said = Agreed()
            said = _promised(turn.reply, owed, turns[:place], said)
            if said != found:
                found = Agreed(None, said.day)
        elif turn.said is not None:
            offered = _offered(turn.said, owed, named, turns[place + 1 :])
            owed = _owed(owed, turn.said)
            if offered is not None:
                said = _joined(said, offered)
            if offered is not None or _takes_up(turn.said, said):
                found = said
    return found


def _takes_up(said: Said, promised: Agreed) -> bool:
    """Whether the collector confirms what the debtor named: he repeats it, says yes, or will mail it."""
    if Move.CONFIRM_BY_MAIL in said.moves:
        return True
    return (said.agrees or promised.day in said.days) and not said.moves & _ASKS_ON


def _owed(owed: Money | None, said: Said) -> Money | None:
    """The amount that the talk is about: the largest that the collector named before anything was agreed.

    In a talk there is one currency, and it is not said each time.
    """
    for amount in said.amounts:
        if owed is None or amount.amount > owed.amount:
            owed = amount
    return owed


def _takes_back(reply: Reply, before: Sequence[Turn]) -> bool:
    """Whether a no answers a proposal, rather than "is there anything else?"."""
    asked = before[-1].said if before else None
    if Cue.REFUSES not in reply.cues or asked is None:
        return False
    return Move.READ_BACK in asked.moves or bool(asked.days or asked.amounts)


def _promised(reply: Reply, owed: Money | None, before: Sequence[Turn], found: Agreed) -> Agreed:
    """What the debtor himself promises: a day, and an amount when he names one."""
    if not reply.days or reply.cues & _ELSEWHERE or reply.text.rstrip().endswith("?"):
        return found
    asked = before[-1].said if before else None
    if asked is not None and Move.RING_BACK in asked.moves and Move.DATE_QUESTION not in asked.moves:
        return found
    amount = _sum(reply.amounts, reply.days, owed) or _share(reply, owed)
    return Agreed(amount or found.amount, reply.days[-1])


def reads_back(said: Said, named: Sequence[date]) -> bool:
    """Whether he reads an agreement back: by its words, or by an amount with a day out of `named`."""
    if Move.READ_BACK in said.moves:
        return True
    # How it pleased is asked about the delivery: the day stands all the same.
    asks_on = _NO_CLOSE - {Move.OPEN_QUESTION, Move.CLOSED_QUESTION} if Move.CARE in said.moves else _NO_CLOSE
    return bool(said.amounts) and any(day in named for day in said.days) and not said.moves & asks_on


def _reads_his_own_back(said: Said, named: Sequence[date]) -> bool:
    """Whether the debtor's own day is read back: a choice beside it is about something else, such as who is
    back to whom."""
    return Move.READ_BACK in said.moves and bool(said.amounts) and any(day in named for day in said.days)


def _offered(said: Said, owed: Money | None, named: list[date], after: Sequence[Turn]) -> Agreed | None:
    """What the collector proposes and the debtor takes; None when it is no proposal, or is not taken."""
    closes = reads_back(said, named)
    asks = bool(said.moves & {Move.CLOSED_QUESTION, Move.PLAN})
    if not (closes or asks or (said.amounts and named)):
        return None
    if Move.CHOICE in said.moves and not _reads_his_own_back(said, named):
        return None
    if Move.PURPOSE in said.moves and not closes:
        return None
    answer = next((turn.reply for turn in after if turn.reply is not None), None)
    if not _is_taken(answer, said, named, closes):
        return None
    amount = _sum(said.amounts, said.days, owed) or _share(said, owed)
    return Agreed(amount, _day(said, named))


def _is_taken(answer: Reply | None, said: Said, named: list[date], closes: bool) -> bool:
    if answer is None:  # the line was put down: what the debtor had named himself stands
        return closes and any(day in named for day in said.days)
    if answer.cues & _DOUBTS:
        return False
    if Cue.AGREES in answer.cues:
        return True
    return closes and not answer.cues & _UNSURE


def _joined(found: Agreed, offered: Agreed) -> Agreed:
    """What was said later counts; what it leaves out stays as it was."""
    return replace(found, amount=offered.amount or found.amount, day=offered.day or found.day)


def _day(said: Said, named: list[date]) -> date | None:
    """The day of payment among those that were said: the debtor's own, else the last one."""
    own = [day for day in said.days if day in named]
    if len(said.amounts) > 1 or not own:
        return max(said.days, default=None)
    return own[-1]


def _sum(amounts: Sequence[Money], days: Sequence[date], owed: Money | None) -> Money | None:
    """The amount that is paid: with several days all parts together, unless one of them is the whole."""
    if not amounts:
        return None
    largest = max(amounts, key=lambda money: money.amount)
    total = sum((m.amount for m in amounts if m.currency == largest.currency), Decimal())
    is_owed = owed is not None and largest.amount == owed.amount
    is_whole = is_owed or (len(amounts) > 2 and total == 2 * largest.amount)
    return largest if is_whole or len(days) < 2 else Money(total, largest.currency)


def _share(of: Said | Reply, owed: Money | None) -> Money | None:
    """A part of the whole that was named instead of an amount: "het hele bedrag", "half of it"."""
    if owed is None or not of.shares:
        return None
    share = min(of.shares[0], Fraction(1))
    return Money(owed.amount * share.numerator / share.denominator, owed.currency)
