"""A payment plan that is being made: what was typed for it, what was changed by hand, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from cockpit.core.calendar import is_working_day
from cockpit.core.money import Money
from cockpit.core.plan import (
    Plan,
    PlanRefused,
    Problem,
    Rhythm,
    plan_by_amount,
    plan_by_number,
    with_amount,
    with_day,
    without,
)
from cockpit.core.room import Breach
from cockpit.desk import moments, planning
from cockpit.desk.calling import CallInHand
from cockpit.language import NotUnderstood, current
from cockpit.language.amounts import parse_amount
from cockpit.language.dates import DayReading, parse_day

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that an undo brings back."""

    plan: Plan | None
    rhythm: Rhythm
    first: date | None
    typed: Mapping[str, str]


class PlanSheet:
    """One plan for `total` over the invoices of the agreement in hand; the agreement itself stays as it is.

    `plan` is None as long as too little was typed. `wrong` says per field (`number`, `amount`, `first`) what
    could not be read, `refused` what is against the last thing that was asked for: then nothing changed.
    """

    def __init__(self, hand: CallInHand, total: Money) -> None:
        self.hand, self.total = hand, total
        self.plan = plan = hand.understood.plan
        self.rhythm = plan.rhythm if plan else Rhythm.MONTHLY
        self.first: date | None = plan.first if plan else planning.first_day(hand)
        self.order = hand.call.entry.pays_first
        self.wrong: dict[str, NotUnderstood] = {}
        self.refused: Problem | None = None
        self._past: list[_State] = []
        self._typed = {"number": "", "amount": "", "first": moments.as_typed(self.first)}
        if plan is None:
            self.type("number", "1" if hand.understood.day else "2")
        else:
            self._typed["number"] = str(len(plan.terms))

    def typed(self, name: str) -> str:
        """What stands in the box of a field."""
        return self._typed[name]

    def type(self, name: str, text: str) -> None:
        """Make the plan of what stands in the boxes. A number takes the place of an amount, and the other
        way round; what was changed by hand is gone until it is undone."""
        before = self._state()
        self._typed[name] = text
        if name == "number":
            self._typed["amount"] = ""
        elif name == "amount":
            self._typed["number"] = ""
        self._make(before)

    def next_rhythm(self) -> None:
        """The next rhythm of the list."""
        before, rhythms = self._state(), list(Rhythm)
        self.rhythm = rhythms[(rhythms.index(self.rhythm) + 1) % len(rhythms)]
        self._make(before)

    def pay_first(self, number: str) -> None:
        """Have this invoice paid before the others."""
        self.order = (number, *(n for n in self.order if n != number))

    def set_amount(self, index: int, amount: Money) -> None:
        """Another amount for term `index`; the later ones share what is left."""
        if self.plan is not None:
            self._change(partial(with_amount, self.plan, index, amount))

    def set_day(self, index: int, due: date) -> None:
        """Another day for term `index`."""
        if self.plan is not None:
            self._change(partial(with_day, self.plan, index, due))

    def remove(self, index: int) -> None:
        """The plan without term `index`; the others take over its amount."""
        if self.plan is not None:
            self._change(partial(without, self.plan, index))

    def undo(self) -> bool:
        """The plan, and what stood in the boxes, as before the last change; False when there was none."""
        if not self._past:
            return False
        before = self._past.pop()
        self.plan, self.rhythm, self.first = before.plan, before.rhythm, before.first
        self._typed, self.wrong, self.refused = dict(before.typed), {}, None
        return True

    @property
    def passed(self) -> tuple[Breach, ...]:
        """The limits of the preparation that the plan passes."""
        return planning.passed(self.hand, self.plan) if self.plan else ()

    def read_amount(self, text: str) -> Money:
        """An amount of this plan; raises `NotUnderstood`."""
        return parse_amount(text, current(), self.total.currency).money

    def read_day(self, text: str) -> DayReading:
        """A day on which the customer can pay; raises `NotUnderstood`, also for a day that has passed."""
        session = self.hand.session
        pays = partial(is_working_day, country=self.hand.account.debtor.country)
        return parse_day(text, session.today(), current(), session.settings.country, pays)

    def _state(self) -> _State:
        return _State(self.plan, self.rhythm, self.first, dict(self._typed))

    def _make(self, before: _State) -> None:
        self.wrong = {}
        number = self._read("number", _count)
        each = self._read("amount", self.read_amount)
        self.first = self._read("first", lambda text: self.read_day(text).day)
        country = self.hand.account.debtor.country
        if self.first is None or (number is None and each is None):
            self._take(None, before)
        elif number is not None:
            made = partial(plan_by_number, self.total, number, self.rhythm, self.first, country)
            self._change(made, before)
        elif each is not None:
            made = partial(plan_by_amount, self.total, each, self.rhythm, self.first, country)
            self._change(made, before)

    def _read(self, name: str, parse: Callable[[str], _T]) -> _T | None:
        text = self._typed[name].strip()
        if not text:
            return None
        try:
            return parse(text)
        except NotUnderstood as error:
            self.wrong[name] = error
            return None

    def _change(self, change: Callable[[], Plan], before: _State | None = None) -> None:
        try:
            self._take(change(), before or self._state())
        except PlanRefused as refused:
            self.refused = refused.problem

    def _take(self, plan: Plan | None, before: _State) -> None:
        if before.plan is not None and plan != before.plan:
            self._past.append(before)
        self.plan, self.refused = plan, None


def _count(text: str) -> int:
    """A whole number; raises `NotUnderstood`."""
    if not text.isdecimal():
        raise NotUnderstood("amount", text=text)
    return int(text)
