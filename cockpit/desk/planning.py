"""A payment plan in the agreement: made, changed, kept within the room to move, and taken away again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from cockpit.core.call import AgreementEntry
from cockpit.core.money import Money
from cockpit.core.plan import Plan, PlanRefused, Rhythm, Term
from cockpit.core.room import Breach, breaches
from cockpit.core.text import clean_line
from cockpit.desk.moments import as_typed
from cockpit.language import current
from cockpit.language.amounts import typed

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand


def plan_of(entry: AgreementEntry, currency: str, country: str) -> Plan | None:
    """The plan that was written in the panel; None without one, and for one that makes no sense."""
    if not entry.terms:
        return None
    with suppress(PlanRefused, ValueError, InvalidOperation):
        terms = tuple(
            Term(Money(Decimal(amount), currency), date.fromisoformat(day)) for amount, day in entry.terms
        )
        total = Money(sum((term.amount.amount for term in terms), Decimal(0)), currency)
        rhythm = Rhythm(entry.rhythm) if entry.rhythm else Rhythm.MONTHLY
        return Plan(total, terms, rhythm, terms[0].due, country)
    return None


def with_plan(
    entry: AgreementEntry, plan: Plan, pays_first: tuple[str, ...] = (), beyond: str = ""
) -> AgreementEntry:
    """The panel with this plan; of one instalment it is an amount and a day like any other.

    `beyond` is the reason to go further than was set beforehand.
    """
    kept = replace(entry.without_plan(), amount=typed(plan.total, current()), beyond=clean_line(beyond))
    if len(plan.terms) == 1:
        return replace(kept, when=as_typed(plan.last_day))
    return replace(
        kept,
        when="",
        terms=tuple((term.amount.text(), term.due.isoformat()) for term in plan.terms),
        rhythm=plan.rhythm.value,
        pays_first=pays_first,
    )


def total_of(hand: CallInHand) -> Money | None:
    """What a plan is to cover: the amount of the agreement, or else all that it is about, if anything."""
    understood = hand.understood
    total = understood.amount or understood.covered_total
    return total if total is not None and total.amount > 0 else None


def first_day(hand: CallInHand) -> date:
    """The day of the first instalment, unless told otherwise: the agreed one, or the first that we offer."""
    return hand.understood.day or hand.understood.offered[0]


def passed(hand: CallInHand, plan: Plan) -> tuple[Breach, ...]:
    """The limits of the preparation that this plan would pass."""
    return breaches(hand.understood.room, [term.due for term in plan.terms])


def take(hand: CallInHand, plan: Plan, pays_first: tuple[str, ...] = (), beyond: str = "") -> None:
    """Put the plan in the agreement, which has to be read back anew."""
    entry = with_plan(hand.call.entry, plan, pays_first, beyond)
    if entry != hand.call.entry:
        hand.change(replace(hand.call, entry=entry, read_back=False))


def drop(hand: CallInHand) -> None:
    """One payment again; its day is to be agreed."""
    hand.change(replace(hand.call, entry=hand.call.entry.without_plan(), read_back=False))
