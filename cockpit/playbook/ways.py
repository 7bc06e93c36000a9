"""The ways through the steps of a playbook: where they begin, where they lead and whether they end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cockpit.core.call import Stage
from cockpit.playbook.script import Playbook, Step


class Ways:
    """Every way that a talk can take from the first step on, by `next` and by branches."""

    def __init__(self, book: Playbook) -> None:
        self._steps: dict[str, Step] = {}
        for step in book.steps:
            self._steps.setdefault(step.id, step)
        leads_to = {name: step.leads_to for name, step in self._steps.items()}
        self._walked = {
            name: place for place, name in enumerate(_walk([s.id for s in book.steps[:1]], leads_to))
        }
        self._leads_here: dict[str, list[str]] = {}
        for name, others in leads_to.items():
            for other in others:
                self._leads_here.setdefault(other, []).append(name)
        self._ending = frozenset(_walk(map(_id, filter(_is_end, self._steps.values())), self._leads_here))

    @property
    def lost(self) -> list[Step]:
        """The steps to which no way leads."""
        return [step for name, step in self._steps.items() if name not in self._walked]

    @property
    def stops(self) -> list[Step]:
        """Where a way ends that has not come to the closing."""
        return [step for step in self._on_the_way() if step.next is None and not _is_end(step)]

    @property
    def turns_back(self) -> list[tuple[Step, Step]]:
        """The last step of each circle that no way leaves, and the step to which it leads back."""
        inside = {step.id: step.leads_to for step in self._on_the_way() if step.id not in self._ending}
        return [
            (self._steps[name], self._steps[other])
            for name, others in inside.items()
            for other in others
            if self._walked[other] <= self._walked[name]
            and name in (circle := frozenset(_walk([other], inside)))
            and circle <= frozenset(_walk([other], self._leads_here))
        ]

    @property
    def circles(self) -> list[list[Step]]:
        """The circles in which the talk goes round as long as no branch is taken that leaves them."""
        found, seen = [], set[str]()
        for start in self._walked:
            way, name = list[str](), start
            while name and name not in seen:
                seen.add(name)
                way.append(name)
                name = self._steps[name].next or ""
            if name in way and name in self._ending:
                found.append([self._steps[other] for other in way[way.index(name) :]])
        return found

    def _on_the_way(self) -> Iterator[Step]:
        return map(self._steps.__getitem__, self._walked)


def _walk(start: Iterable[str], leads_to: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """All that can be come to from here, and what it starts from; the nearest first."""
    ahead, seen = list(start), set[str]()
    for name in ahead:
        if name not in seen:
            seen.add(name)
            yield name
            ahead += leads_to.get(name, ())


def _id(step: Step) -> str:
    return step.id


def _is_end(step: Step) -> bool:
    """Whether the talk ends with it as it is to end: with the closing."""
    return step.stage is Stage.CLOSING and step.next is None
