"""What was done in a period, read call by call: a year of them is never in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from cockpit.core.agreement import Agreement
from cockpit.core.calendar import at
from cockpit.core.call import Call, CallKind
from cockpit.core.figures import Counted, Counting, Figures, OurActions
from cockpit.core.span import Span, Unit
from cockpit.desk.session import Session
from cockpit.store.port import StoreError

_DAY = timedelta(days=1)
_AT_ONCE, _PARTS = timedelta(days=7), 60
"""So many days are looked up at a time, or more when the period has more parts than these: nobody has to
wait for the index of a whole year."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a period, with its first and last day within it: a day, or the whole of `unit`."""

    first: date
    last: date
    unit: Unit
    figures: Figures


@dataclass(frozen=True)
class Report:
    """The figures of the days from `first` up to and including `last`, on the calendar of the workspace."""

    first: date
    last: date
    counted: Counted
    our_actions: OurActions

    @property
    def total(self) -> Figures:
        """Everything together."""
        return self.counted.total

    @property
    def days(self) -> dict[date, Figures]:
        """The figures per day, oldest first."""
        return self.counted.by(lambda cell: cell.day)

    @property
    def callers(self) -> dict[str, Figures]:
        """The figures per collector, by the name in his settings."""
        return self.counted.by(lambda cell: cell.caller)

    @property
    def kinds(self) -> dict[CallKind, Figures]:
        """The figures per kind of call, in the order of the kinds."""
        found = self.counted.by(lambda cell: cell.kind)
        return {kind: found[kind] for kind in CallKind if kind in found}

    def steps(self) -> list[Step]:
        """The period in days when it is at most a month, else in weeks, months or years.

        Also those in which nothing was done, but longer ones than days only between the first and the last
        call.
        """
        unit, days, found = self._unit, self.days, []
        first, last = self.first, self.last
        if unit is not Unit.DAY:
            first, last = max(first, min(days, default=last)), min(last, max(days, default=first))
        sums = self.counted.by(lambda cell: Span.around(cell.day, unit).first)
        while first <= last:
            span = Span.around(first, unit)
            found.append(Step(first, min(span.last, last), unit, sums.get(span.first, Figures())))
            first = span.last + _DAY
        return found

    @property
    def _unit(self) -> Unit:
        length = (self.last - self.first).days + 1
        longest = {Unit.DAY: 31, Unit.WEEK: 184, Unit.MONTH: 750}
        return next((unit for unit, most in longest.items() if length <= most), Unit.YEAR)


class Reading:
    """Reads the calls of a period in small steps, for whoever has something else to do in between."""

    def __init__(self, session: Session, first: date, last: date) -> None:
        """Raises `StoreError`."""
        self._session, self._first, self._last = session, first, last
        standings = session.store.standings().values()
        agreements = [made for standing in standings for made in standing.agreements]
        waiting = [ours for made in agreements for ours in made.commitments if ours.done_at is None]
        late = sum(ours.due <= session.now() for ours in waiting)
        self._our_actions = OurActions(len(waiting), late)
        running = frozenset(made.id for made in agreements if made.promises)
        self._counting = Counting(session.zone, running)

    def steps(self) -> Iterator[None]:
        """Count one call at each step; raises `StoreError`."""
        store, zone, end = self._session.store, self._session.zone, self._last + _DAY
        at_once = max(_AT_ONCE, (end - self._first) // _PARTS)
        first = self._first
        while first < end:
            following = min(first + at_once, end)
            for call in store.calls_between(at(first, time(), zone), at(following, time(), zone)):
                self._counting.add(call, self._made(call))
                yield
            first = following

    def report(self) -> Report:
        """The figures of what was counted; the steps are to be taken first."""
        return Report(self._first, self._last, self._counting.counted(), self._our_actions)

    def _made(self, call: Call) -> Agreement | None:
        """What was agreed in a call; one agreement that is damaged does not cost the report."""
        if not call.agreement_id:
            return None
        try:
            return self._session.store.agreement(call.agreement_id)
        except StoreError as error:
            if error.code != "damaged":
                raise
            return None


def report(session: Session, first: date, last: date) -> Report:
    """Count the saved calls of a period; raises `StoreError`."""
    reading = Reading(session, first, last)
    for _step in reading.steps():
        pass
    return reading.report()
