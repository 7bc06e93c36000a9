"""The days that we propose for the payment: what the script names, the panel offers and a key takes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from cockpit.core.call import Phase, Stage
from cockpit.core.ledger import Account, Invoice
from cockpit.core.payment_moments import earlier_than, known_run_weekday, payment_moments
from cockpit.desk.first_named import note_first_day
from cockpit.language import current, dates
from cockpit.playbook import steps_in
from cockpit.store.port import Store, StoreError

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand

SPOKEN = 2
"""So many of the days the script names; a third one is in reserve."""


def offered(
    covers: Sequence[Invoice], account: Account, local_now: datetime, country: str, run_weekday: int | None
) -> tuple[date, ...]:
    """Two or three days, in order, on which people work here (`country`) and at the customer's.

    The first two are named in the script (S1.2). `run_weekday` is the weekday of the customer's payment run.
    """
    due = min((i.due_date for i in covers if not i.is_credit), default=None)
    days = partial(
        payment_moments, local_now, {account.debtor.country, country}, due=due, run_weekday=run_weekday
    )
    named = days(count=SPOKEN)
    return (*named, *(day for day in days(count=SPOKEN + 1) if day > named[-1]))


def chosen(text: str, days: Sequence[date]) -> date | None:
    """The day of a bare number, 1 for the first that is offered; None for anything else that was typed."""
    line = text.strip()
    return dict(zip(("1", "2", "3"), days, strict=False)).get(line)


def rather(named: date, days: Sequence[date]) -> date | None:
    """The day to ask for when the customer names one that is later than all that are offered (S0.2)."""
    return earlier_than(named, days[:SPOKEN]) if days and named > days[-1] else None


def run_weekday(store: Store, debtor_id: str) -> int | None:
    """The weekday of the customer's payment run, as he named it in an earlier agreement; None when he never
    did, and when the history cannot be read."""
    with suppress(StoreError):
        return known_run_weekday(store.agreements_of(debtor_id))
    return None


def as_typed(day: date) -> str:
    """A day as it is put in the box of the panel: it is read as the same day, whenever that is."""
    return dates.day(day, current(), "medium")


def take(hand: CallInHand, number: int) -> date | None:
    """The customer chose the offered day `number` (1 is the first): it is in the agreement, a plan is not any
    more, and the script is where the agreement is read back. None when so many are not offered.

    One action: undone, the day is out of the agreement and the script is where it was.
    """
    days = hand.understood.offered
    if number > len(days):
        return None
    day, entry = days[number - 1], hand.call.entry
    if not _is_ours(hand):
        note_first_day(hand)
    taken = replace(entry.without_plan(), when=as_typed(day))
    call = replace(hand.call, entry=taken, read_back=hand.call.read_back and taken == entry, objection="")
    if call.phase is Phase.TALK and call.step != _reading_back(hand):
        call = call.go_to(_reading_back(hand))
    hand.change(call)
    return day


def take_next(hand: CallInHand) -> date | None:
    """What the one key does: the customer takes the first offered day, and pressed again right then, the
    next one; from the last on the first again."""
    number = number_taken(hand)
    is_said = hand.call.phase is not Phase.TALK or hand.call.step == _reading_back(hand)
    if number and is_said and not hand.call.objection:
        number = number % len(hand.understood.offered) + 1
    return take(hand, number or 1)


def _is_ours(hand: CallInHand) -> bool:
    """Whether the day in the panel is one of those that we offered, put there by its key."""
    day = hand.understood.day
    return day is not None and number_taken(hand) > 0 and hand.call.entry.when == as_typed(day)


def number_taken(hand: CallInHand) -> int:
    """The number of the offered day that stands in the agreement; 0 when it is none of them."""
    understood = hand.understood
    if understood.plan is not None or understood.day not in understood.offered:
        return 0
    return understood.offered.index(understood.day) + 1


def _reading_back(hand: CallInHand) -> str:
    """The step that says the chosen day: the closing that a branch of this step leads to, or else its first
    step; where the script has none, the talk stays where it is."""
    closing = [step.id for step in steps_in(hand.playbook, Stage.CLOSING)]
    branches = [branch.to for branch in hand.step.branches if branch.to in closing]
    return next(iter([*branches, *closing]), hand.call.step)
