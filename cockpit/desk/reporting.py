"""What was done in a period: per day and per collector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from cockpit.core.agreement import State
from cockpit.core.call import Call
from cockpit.core.money import Money, totals
from cockpit.desk.session import Session

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Figures:
    """Calls saved, how often the right person was spoken to, calls that ended in a promise, and the amounts
    promised per currency. A promise that was taken back does not count."""

    calls: int = 0
    spoken: int = 0
    promises: int = 0
    amounts: tuple[Money, ...] = ()

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.calls + other.calls,
            self.spoken + other.spoken,
            self.promises + other.promises,
            tuple(totals([*self.amounts, *other.amounts]).values()),
        )


@dataclass(frozen=True)
class Report:
    """The figures of the days from `first` up to and including `last`, on the calendar of the workspace.

    `cells` has them by day and collector, oldest day first; what nobody did is left out.
    """

    first: date
    last: date
    cells: Mapping[tuple[date, str], Figures]

    @property
    def days(self) -> dict[date, Figures]:
        """The figures per day."""
        return _summed((day, figures) for (day, _), figures in self.cells.items())

    @property
    def callers(self) -> dict[str, Figures]:
        """The figures per collector, by the name in his settings."""
        return _summed((caller, figures) for (_, caller), figures in self.cells.items())

    @property
    def total(self) -> Figures:
        """Everything together."""
        return sum(self.cells.values(), Figures())


def report(session: Session, first: date, last: date) -> Report:
    """Count the saved calls of a period; raises `StoreError`."""
    start = datetime.combine(first, time(), session.zone)
    end = datetime.combine(last + timedelta(days=1), time(), session.zone)
    cells: dict[tuple[date, str], Figures] = {}
    for call in session.store.calls_between(start, end):
        cell = (call.opened_at.astimezone(session.zone).date(), call.caller)
        cells[cell] = cells.get(cell, Figures()) + _figures(session, call)
    return Report(first, last, cells)


def week_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _figures(session: Session, call: Call) -> Figures:
    spoken = call.outcome is not None and call.outcome.spoke_to_right_person
    made = session.store.agreement(call.agreement_id) if call.agreement_id else None
    if made is None or not made.promises or made.state is State.REVERSED:
        return Figures(1, int(spoken))
    return Figures(1, int(spoken), 1, tuple(totals(p.amount for p in made.promises).values()))


def _summed(parts: Iterable[tuple[_Key, Figures]]) -> dict[_Key, Figures]:
    sums: dict[_Key, Figures] = {}
    for key, figures in parts:
        sums[key] = sums.get(key, Figures()) + figures
    return sums
