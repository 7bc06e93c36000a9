"""What a pile of calls amounts to: attempts, people reached, promises and what became of them, hours.

Every figure is a `Figure`; its definition in words is in `cockpit.language.report_sentences`, and says what
is counted here. Calls are taken up one by one, so that a year of them never has to be in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from cockpit.core.agreement import Agreement, State
from cockpit.core.call import Call, CallKind
from cockpit.core.money import Money, totals
from cockpit.core.standing import is_replaced

ENOUGH = 5
"""With fewer attempts than this, an hour says nothing about when people can be reached."""

_Key = TypeVar("_Key", bound=Hashable)
_KEPT = frozenset({State.KEPT, State.PAID_TOO_MUCH})


class Figure(StrEnum):
    """What a report tells."""

    CALLS = "calls"
    REACHED = "reached"
    SPOKEN = "spoken"
    PROMISES = "promises"
    AMOUNTS = "amounts"
    KEPT = "kept"
    KEPT_VALUE = "kept-value"
    PART_KEPT = "part-kept"
    BROKEN = "broken"
    RUNNING = "running"
    REPLACED = "replaced"
    DAYS_GAINED = "days-gained"
    COMMITMENTS = "commitments"
    HOURS = "hours"


class Fate(StrEnum):
    """What became of a promise: judged (the first three), still awaited, or another took its place."""

    KEPT = "kept"
    PART_KEPT = "part-kept"
    BROKEN = "broken"
    RUNNING = "running"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Promised:
    """So many promises, and their amounts per currency. The promise of one call counts once, whatever the
    number of its instalments."""

    number: int = 0
    amounts: tuple[Money, ...] = ()

    def __add__(self, other: Promised) -> Promised:
        if not (self.number and other.number):
            return self if self.number else other
        amounts = totals([*self.amounts, *other.amounts])
        return Promised(self.number + other.number, tuple(amounts.values()))

    def in_currency(self, currency: str) -> Decimal:
        """The amount in one currency."""
        return next((m.amount for m in self.amounts if m.currency == currency), Decimal(0))


@dataclass(frozen=True, slots=True)
class Figures:
    """What some calls amount to. `spoken` is part of `reached`, and that of `calls`.

    `fates` says of the promises what became of them. `days_gained` is for `gained_by` promises together how
    many calendar days the last payment was promised before the day that the customer named first.
    """

    calls: int = 0
    reached: int = 0
    spoken: int = 0
    promised: Promised = Promised()
    fates: Mapping[Fate, Promised] = field(default_factory=dict)
    days_gained: int = 0
    gained_by: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.calls + other.calls,
            self.reached + other.reached,
            self.spoken + other.spoken,
            self.promised + other.promised,
            _merged(self.fates, other.fates),
            self.days_gained + other.days_gained,
            self.gained_by + other.gained_by,
        )

    def of(self, fate: Fate) -> Promised:
        """The promises with this fate."""
        return self.fates.get(fate, Promised())

    @property
    def judged(self) -> Promised:
        """The promises of which is known whether they were kept."""
        return self.of(Fate.KEPT) + self.of(Fate.PART_KEPT) + self.of(Fate.BROKEN)

    @property
    def kept_rate(self) -> Decimal | None:
        """The share of the judged promises that was kept, 0 to 1; None when none was judged."""
        judged = self.judged.number
        return Decimal(self.of(Fate.KEPT).number) / judged if judged else None

    @property
    def kept_rates_by_value(self) -> dict[str, Decimal]:
        """The same by their amounts, per currency."""
        judged, kept = self.judged, self.of(Fate.KEPT)
        return {m.currency: kept.in_currency(m.currency) / m.amount for m in judged.amounts if m.amount}


@dataclass(frozen=True, slots=True)
class OurActions:
    """Our halves of agreements that are still to be done now, whenever they were agreed, and how many of
    them are late."""

    open: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a call counts: its day on the calendar of the workspace, its collector, its kind."""

    day: date
    caller: str
    kind: CallKind


@dataclass(frozen=True, slots=True)
class Hour:
    """The attempts that began within one hour of a weekday, and how many of them reached somebody."""

    calls: int = 0
    reached: int = 0

    @property
    def share(self) -> Decimal:
        """Reached of the attempts, 0 to 1."""
        return Decimal(self.reached) / self.calls if self.calls else Decimal(0)

    @property
    def says_something(self) -> bool:
        """Whether there were attempts enough."""
        return self.calls >= ENOUGH


Hours = Mapping[tuple[int, int], Hour]
"""By weekday (0 is Monday) and hour of the local clock; without what was never tried."""


@dataclass(frozen=True)
class Counted:
    """The figures of some calls, as fine as they are kept; what nobody did is left out."""

    cells: Mapping[Cell, Figures] = field(default_factory=dict)
    hours: Hours = field(default_factory=dict)

    @property
    def total(self) -> Figures:
        """Everything together."""
        return sum(self.cells.values(), Figures())

    def by(self, key: Callable[[Cell], _Key]) -> dict[_Key, Figures]:
        """The figures of the cells that have the same key, in the order in which the keys came up."""
        sums: dict[_Key, Figures] = {}
        for cell, figures in self.cells.items():
            name = key(cell)
            sums[name] = sums.get(name, Figures()) + figures
        return sums


class Counting:
    """Counts calls that come oldest first. It keeps the promises of one day only."""

    def __init__(self, zone: tzinfo, running: frozenset[str]) -> None:
        """`zone` is that of the workspace; `running` has the ids of the agreements that we still wait for."""
        self._zone = zone
        self._running = running
        self._attempts: dict[Cell, list[int]] = {}
        self._promised: dict[Cell, Figures] = {}
        self._hours: dict[tuple[int, int], list[int]] = {}
        self._today: list[tuple[Cell, Call, Agreement]] = []

    def add(self, call: Call, made: Agreement | None) -> None:
        """Take up a call and what was agreed in it."""
        cell = Cell(call.opened_at.astimezone(self._zone).date(), call.caller, call.kind)
        if self._today and self._today[0][0].day != cell.day:
            self._end_day()
        reached = call.outcome is not None and call.outcome.spoke_to_somebody
        spoken = call.outcome is not None and call.outcome.spoke_to_right_person
        attempts = self._attempts.setdefault(cell, [0, 0, 0])
        attempts[0] += 1
        attempts[1] += reached
        attempts[2] += spoken
        began = (call.started_at or call.opened_at).astimezone(self._zone)
        hour = self._hours.setdefault((began.weekday(), began.hour), [0, 0])
        hour[0] += 1
        hour[1] += reached
        if made is not None and made.promises:
            self._today.append((cell, call, made))

    def counted(self) -> Counted:
        """What was counted so far."""
        self._end_day()
        none = Figures()
        cells = {}
        for cell, (calls, reached, spoken) in self._attempts.items():
            cells[cell] = Figures(calls, reached, spoken) + self._promised.get(cell, none)
        return Counted(cells, {when: Hour(*hour) for when, hour in self._hours.items()})

    def _end_day(self) -> None:
        """Of the promises of one day about the same invoices only the last one counts."""
        of_debtor: dict[str, list[Agreement]] = {}
        for _cell, _call, made in self._today:
            of_debtor.setdefault(made.debtor_id, []).append(made)
        for cell, call, made in self._today:
            fate = fate_of(made, made.id in self._running)
            if fate is not None and not any(is_replaced(made, other) for other in of_debtor[made.debtor_id]):
                self._count(cell, _promise(call, made, fate))
        self._today.clear()

    def _count(self, cell: Cell, figures: Figures) -> None:
        known = self._promised.get(cell)
        self._promised[cell] = figures if known is None else known + figures


def fate_of(made: Agreement, is_running: bool) -> Fate | None:
    """What became of the promises of an agreement; None when they were taken back.

    What was kept and then booked back was not kept.
    """
    if made.state in _KEPT:
        return Fate.KEPT
    if made.state is State.PART_KEPT:
        return Fate.PART_KEPT
    if made.state is State.REVERSED:
        came_back = any(change.state is State.REVERSED and change.concluded for change in made.states)
        return Fate.BROKEN if came_back else None
    if made.state is State.BROKEN:
        return Fate.BROKEN
    return Fate.RUNNING if is_running else Fate.REPLACED


def best_hours(hours: Hours, most: int = 3) -> Sequence[tuple[int, int]]:
    """The hours in which most attempts reach somebody, best first: of those with attempts enough, and no
    worse than all hours together."""
    together = Hour(sum(hour.calls for hour in hours.values()), sum(hour.reached for hour in hours.values()))
    good = [key for key, hour in hours.items() if hour.reached and hour.share >= together.share]
    telling = [key for key in good if hours[key].says_something]
    return sorted(telling, key=lambda key: (-hours[key].share, -hours[key].calls, key))[:most]


def _promise(call: Call, made: Agreement, fate: Fate) -> Figures:
    promised = Promised(1, tuple(totals(p.amount for p in made.promises).values()))
    figures = Figures(promised=promised, fates={fate: promised})
    if call.named_first is None:
        return figures
    gained = (call.named_first - max(p.due for p in made.promises)).days
    return figures + Figures(days_gained=gained, gained_by=1)


def _merged(one: Mapping[Fate, Promised], other: Mapping[Fate, Promised]) -> Mapping[Fate, Promised]:
    if not (one and other):
        return one or other
    return dict(_added(one, other))


def _added(one: Mapping[Fate, Promised], other: Mapping[Fate, Promised]) -> Iterator[tuple[Fate, Promised]]:
    for fate in Fate:
        both = one.get(fate, Promised()) + other.get(fate, Promised())
        if both.number:
            yield fate, both
