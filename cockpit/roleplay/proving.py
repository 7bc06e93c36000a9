"""What can be proved of a scenario, by trying: a bounded search over what a collector can do.

Two searches on the debtor's pure state. The first keeps the tone rules and goes for the most: every fact,
every objection, the best result. No day before the best of the scenario can ever be reached, so a talk that
reaches it proves it. The second does everything, wrong things too, and looks at what is left after it: from
every point a talk that is not lost for good has to have a way to a result.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from cockpit.roleplay.acts import Act
from cockpit.roleplay.debtor import react
from cockpit.roleplay.possible import Saying, everything, good
from cockpit.roleplay.rehearsal import best_of
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Ending, Part, State, begin

MOST_STATES = 2_500
"""Points of talks that the first search goes on from."""

MOST_KINDS = 600
"""Kinds of points that the second search goes on from."""

_PATIENCE = 4
_Sayings = Callable[[Scenario, State, date], Iterable[Saying]]
_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about a scenario, for a talk on one day.

    `best` and `rings_back` are the best result that was reached, `path` the sayings that reach it. `told` and
    `raised` are the facts and objections that came up, `acts` all that he did. `dead_ends` are talks after
    which nothing can be agreed any more. `states` is how many points of talks were tried; `is_whole` says
    that no kind of point was left untried.
    """

    best: tuple[Part, ...]
    rings_back: date | None
    path: _Path
    told: frozenset[str]
    raised: frozenset[str]
    acts: frozenset[Act]
    dead_ends: tuple[_Path, ...]
    states: int
    is_whole: bool

    @property
    def succeeds(self) -> bool:
        """Whether there is anything to reach at all."""
        return bool(self.best) or self.rings_back is not None

    def is_best(self, scenario: Scenario, on: date) -> bool:
        """Whether the best that the scenario speaks of was reached."""
        return (self.best, self.rings_back) == best_of(scenario, on)


def prove(scenario: Scenario, on: date) -> Proof:
    """Try what can be done in this scenario on the day `on`."""
    most, wide = _Most(scenario, on), _Wide(scenario, on)
    most.search()
    wide.search()
    return Proof(
        most.best,
        most.rings_back,
        most.path,
        most.told | wide.told,
        most.raised | wide.raised,
        most.acts | wide.acts,
        tuple(wide.dead_ends()),
        most.tried + wide.tried,
        not wide.waiting,
    )


class _Search:
    """What both searches keep: how each point was come to, and what came up on the way."""

    def __init__(self, scenario: Scenario, on: date, sayings: _Sayings) -> None:
        self.told: frozenset[str] = frozenset()
        self.raised: frozenset[str] = frozenset()
        self.acts: frozenset[Act] = frozenset()
        self.tried = 0
        self._scenario, self._on, self._sayings = scenario, on, sayings

    def after(self, state: State) -> Iterator[tuple[str, State]]:
        """What each saying makes of this point. How long a talk is makes no other point of it."""
        for saying in self._sayings(self._scenario, state, self._on):
            reached, doings = react(self._scenario, state, saying.heard, self._on)
            self.tried += 1
            self.told |= reached.told
            self.raised |= reached.raised
            self.acts |= {doing.act for doing in doings}
            yield saying.name, reached._replace(turns=0)


class _Most(_Search):
    """Goes for the most, from the most promising point first."""

    def __init__(self, scenario: Scenario, on: date) -> None:
        super().__init__(scenario, on, good)
        self.best: tuple[Part, ...] = ()
        self.rings_back: date | None = None
        self.path: _Path = ()

    def search(self) -> None:
        scenario, numbers = self._scenario, count()
        start = begin(scenario)
        heap: list[tuple[int, int, State, _Path]] = [(0, next(numbers), start, ())]
        seen = {start}
        for _ in range(MOST_STATES):
            if not heap or self._has_all():
                return
            _, _, state, path = heappop(heap)
            for name, reached in self.after(state):
                if reached in seen:
                    continue
                seen.add(reached)
                self._looked_at(reached, (*path, name))
                if reached.over is None:
                    heappush(heap, (-_worth(reached), next(numbers), reached, (*path, name)))

    def _looked_at(self, state: State, path: _Path) -> None:
        if state.promise and (not self.best or state.promise[0][1] < self.best[0][1]):
            self.best, self.path = state.promise, path
        back = state.rings_back if state.discreet else None
        if back is not None and (self.rings_back is None or back < self.rings_back):
            self.rings_back = back
            self.path = self.path if self.best else path

    def _has_all(self) -> bool:
        scenario = self._scenario
        is_best = (self.best, self.rings_back) == best_of(scenario, self._on)
        facts = {fact.id for fact in scenario.facts}
        return is_best and facts <= self.told and len(self.raised) == len(scenario.objections)


def _worth(state: State) -> int:
    """How promising a point is: what came up, what was settled, how far his day came forward."""
    came_up = len(state.told) + len(state.raised) + len(state.settled)
    return 4 * came_up + state.pull + state.in_parts + state.has_put_off + bool(state.named)


class Kind(NamedTuple):
    """The kind of a point: all that decides about the ways on from it, whatever the days and amounts."""

    raised: frozenset[str]
    settled: frozenset[str]
    has_put_off: bool
    in_parts: bool
    has_named: bool
    has_promised: bool
    patience: int
    with_stranger: bool
    has_asked: bool
    rings_back: bool
    discreet: bool
    over: Ending | None

    @property
    def is_good(self) -> bool:
        """Whether the talk ended with a result."""
        return self.over is not None and (self.has_promised or (self.rings_back and self.discreet))

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.over is None and self.discreet


class _Wide(_Search):
    """Does everything, once at every kind of point."""

    def __init__(self, scenario: Scenario, on: date) -> None:
        super().__init__(scenario, on, everything)
        self.waiting: deque[State] = deque()
        self._paths: dict[Kind, _Path] = {}
        self._before: dict[Kind, set[Kind]] = {}

    def search(self) -> None:
        """Begin with so little patience that its end is tried as well: more of it makes no other talk."""
        start = begin(self._scenario)
        start = start._replace(patience=min(start.patience, _PATIENCE))
        self.waiting.append(start)
        self._paths[_kind(start)] = ()
        for _ in range(MOST_KINDS):
            if not self.waiting:
                return
            state = self.waiting.popleft()
            kind = _kind(state)
            for name, reached in self.after(state):
                self._came_to(kind, name, reached)

    def _came_to(self, kind: Kind, name: str, reached: State) -> None:
        there = _kind(reached)
        self._before.setdefault(there, set()).add(kind)
        if there in self._paths:
            return
        self._paths[there] = (*self._paths[kind], name)
        if reached.over is None:
            self.waiting.append(reached)

    def dead_ends(self) -> Iterator[_Path]:
        """A way to each kind of point from which no talk ends well, and none of those behind it.

        A talk that was ended is no dead end, nor is one in which somebody else heard of the debt: nothing
        makes that undone. Points that were not gone on from are not counted.
        """
        good = {kind for kind in self._paths if kind.is_good}
        fine = _all_before(good | {_kind(state) for state in self.waiting}, self._before)
        lost = {kind: path for kind, path in self._paths.items() if kind.is_open and kind not in fine}
        paths = set(lost.values())
        yield from (path for path in lost.values() if path[:-1] not in paths)


def _all_before(there: Iterable[Kind], before: Mapping[Kind, set[Kind]]) -> set[Kind]:
    """All points from which one of these can be reached, and these."""
    found, waiting = set(there), deque(there)
    while waiting:
        for kind in before.get(waiting.popleft(), set()) - found:
            found.add(kind)
            waiting.append(kind)
    return found


def _kind(state: State) -> Kind:
    return Kind(
        state.raised,
        state.settled,
        state.has_put_off,
        state.in_parts,
        state.named is not None,
        bool(state.promise),
        state.patience,
        state.with_stranger,
        state.with_stranger and bool(state.told),
        state.rings_back is not None,
        state.discreet,
        state.over,
    )
