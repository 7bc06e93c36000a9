"""The script of a call as a value: lines, steps, objection cards, and finding one's way through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook.problems import Keys


class Move(StrEnum):
    """What each line of an objection card does, in the order in which they are said (S4)."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    CHECK = "check"
    BY_WHEN = "by-when"
    DATE_QUESTION = "date-question"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read: the file, and the keys that lead to it."""

    path: str = ""
    keys: Keys = ()


_NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say in one breath. `text`, `variants` and `fallback` may hold {fields}.

    `variants` say the same in other words. `fallback` is said when a field of the text is unknown.
    `cue` is a name out of `CUES`. `source` is the article and tip behind it, as in "S1.3". `allows` are
    tone rules that the line may break, each with the reason. `labels` are the names under which unknown
    fields are shown, in the language of the line.
    """

    text: str
    variants: tuple[str, ...] = ()
    fallback: str = ""
    cue: str = ""
    source: str = ""
    allows: Mapping[str, str] = field(default_factory=dict, hash=False)
    labels: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    origin: Origin = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything that may be said here, the fallback last."""
        return (self.text, *self.variants, *([self.fallback] if self.fallback else []))

    @property
    def keys(self) -> tuple[Keys, ...]:
        """The keys of each of the wordings in the file that the line comes from."""
        at = self.origin.keys
        variants = [(*at, "or_say", n) for n, _ in enumerate(self.variants, 1)]
        return ((*at, "say"), *variants, *([(*at, "if_unknown")] if self.fallback else []))


@dataclass(frozen=True, slots=True)
class Branch:
    """Another way on from a step. `when` tells the caller in which case, `to` is the id of the step there."""

    when: str
    to: str
    origin: Origin = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the talk. After a `listen` step the customer has the floor (S0.1).

    `next` is the step that follows unless one of the `branches` is taken.
    """

    id: str
    stage: Stage
    title: str
    lines: tuple[Line, ...]
    listen: bool = False
    next: str | None = None
    hint: str = ""
    branches: tuple[Branch, ...] = ()
    origin: Origin = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The ids of the steps that can follow."""
        return (*([self.next] if self.next else []), *(branch.to for branch in self.branches))

    @property
    def gives_floor(self) -> bool:
        """Whether the customer speaks after it (S0.1)."""
        return self.listen or any(line.cue == "listen" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Objection:
    """What to say when the customer brings something up. The last line is the way back: the day (S1.1).

    `number` is its place on the keys, `short` its title in two words, `suggests` the result that it often
    leads to ("" when none does).
    """

    id: str
    number: int
    title: str
    acknowledge: Line
    answer: Line
    check: Line
    by_when: Line
    date_question: Line
    short: str = ""
    suggests: Result | str = ""
    source: str = ""
    origin: Origin = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def lines(self) -> tuple[tuple[Move, Line], ...]:
        """The lines with their moves, in the order in which they are said."""
        return (
            (Move.ACKNOWLEDGE, self.acknowledge),
            (Move.ANSWER, self.answer),
            (Move.CHECK, self.check),
            (Move.BY_WHEN, self.by_when),
            (Move.DATE_QUESTION, self.date_question),
        )


@dataclass(frozen=True, slots=True)
class Playbook:
    """The whole script of one call kind in one language.

    `goal` and `questions` are the proposals for the preparation (S2.1). `voicemail` and `third_party`
    are for ears that are not the debtor's: they name no invoice and no amount.
    """

    kind: CallKind
    language: str
    title: str
    goal: str
    questions: tuple[str, ...]
    steps: tuple[Step, ...]
    objections: tuple[Objection, ...]
    voicemail: tuple[Line, ...]
    third_party: tuple[Line, ...]
    path: str = field(default="", compare=False, repr=False)

    def step(self, step_id: str) -> Step | None:
        """The step with this id; None when the playbook does not have it (any more)."""
        return next((s for s in self.steps if s.id == step_id), None)

    def objection(self, objection_id: str) -> Objection | None:
        """The card with this id; None when the playbook does not have it (any more)."""
        return next((o for o in self.objections if o.id == objection_id), None)


def first_step(playbook: Playbook) -> Step:
    """Where the talk begins."""
    return playbook.steps[0]


def step_after(playbook: Playbook, step_id: str) -> Step | None:
    """The step that follows; None after the last. A step that is not in the playbook counts as not begun."""
    step = playbook.step(step_id)
    if step is None:
        return first_step(playbook)
    return None if step.next is None else playbook.step(step.next)


def step_before(playbook: Playbook, step_id: str) -> Step | None:
    """The step that leads to this one; None when no step does."""
    return next((s for s in playbook.steps if s.next == step_id), None)


def steps_in(playbook: Playbook, stage: Stage) -> tuple[Step, ...]:
    """The steps of one stage, in the order of the script."""
    return tuple(s for s in playbook.steps if s.stage is stage)
