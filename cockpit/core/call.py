"""One call, from the preparation to the evaluation: an immutable value and its transitions.

The clock is always an argument. Times are UTC. What was typed is kept as it was typed (`entry`), beside
what it was understood as (`agreement`), so that a resumed call shows every word in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from cockpit.core.agreement import Revision
from cockpit.core.concession_terms import ConcessionTerms
from cockpit.core.outcome import Outcome
from cockpit.core.override import GateOverride

_LONGEST_PATH = 100


class CallKind(StrEnum):
    """What the call is for; it decides the playbook and which spoken lines are right."""

    COURTESY = "courtesy"
    REMINDER = "reminder"
    DUNNING = "dunning"
    BROKEN_PROMISE = "broken-promise"
    CALLBACK = "callback"


class Stage(StrEnum):
    """Where the talk itself is. An objection is a detour: the talk returns to where it was."""

    OPENING = "opening"
    INQUIRY = "inquiry"
    OBJECTION = "objection"
    NEGOTIATION = "negotiation"
    CLOSING = "closing"


class Phase(StrEnum):
    """Where the work on this debtor is."""

    PREPARE = "prepare"
    TALK = "talk"
    WRAP_UP = "wrap-up"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class AgreementEntry:
    """The agreement panel as it was typed, word for word; an empty `covers` means all that is overdue.

    `terms` is a payment plan, which goes before amount and day: (amount as a plain number, ISO day) pairs,
    paid in the `rhythm` (a value of `plan.Rhythm`), the invoices in `pays_first` before the others. `beyond`
    is the reason to go further than was set in the preparation.
    """

    amount: str = ""
    when: str = ""
    method: str = "transfer"
    covers: tuple[str, ...] = ()
    if_we: str = ""
    if_we_by: str = ""
    in_return: str = ""
    gives: ConcessionTerms | None = None
    terms: tuple[tuple[str, str], ...] = ()
    rhythm: str = ""
    pays_first: tuple[str, ...] = ()
    beyond: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.when or self.if_we or self.in_return or self.terms)

    def without_plan(self) -> AgreementEntry:
        """One payment again, as it was typed."""
        return replace(self, terms=(), rhythm="", pays_first=(), beyond="")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Twenty seconds afterwards (S2.5). `next_time` is the first hint before the next call."""

    went_well: str = ""
    better: str = ""
    next_time: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.went_well or self.better or self.next_time)


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt to speak to a debtor and what came of it.

    `step` is the place in the playbook, `path` the steps walked to get there, `objection` the card that is
    open, `objections` all cards that were opened, `answers` what was written at a preparation item, `ticks`
    the items that were ticked, `own_words` what the collector adds to the mail in his own words, `overrides`
    the legal hours that were passed to make this call, with the reason. `named_first` is the day that the
    customer named first, before we asked for an earlier one (S0.2). `resumed_at` is when (UTC) the unfinished
    call was taken up again on a later day: what was typed since is meant from there.
    """

    id: str
    debtor_id: str
    kind: CallKind
    opened_at: datetime
    phase: Phase = Phase.PREPARE
    language: str = "nl"
    caller: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    contact: str = ""
    ticks: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    step: str = ""
    path: tuple[str, ...] = ()
    objection: str = ""
    objections: tuple[str, ...] = ()
    notes: str = ""
    own_words: str = ""
    entry: AgreementEntry = field(default_factory=AgreementEntry)
    read_back: bool = False
    outcome: Outcome | None = None
    evaluation: Evaluation = field(default_factory=Evaluation)
    agreement_id: str = ""
    revisions: tuple[Revision, ...] = ()
    overrides: tuple[GateOverride, ...] = ()
    named_first: date | None = None
    resumed_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether the telephone was picked up and the call is not saved yet."""
        return self.phase in {Phase.TALK, Phase.WRAP_UP}

    def seconds(self, now: datetime) -> int:
        """How long the talk lasts or lasted, in whole seconds; 0 before it starts."""
        if self.started_at is None:
            return 0
        return max(int(((self.ended_at or now) - self.started_at).total_seconds()), 0)

    def tick(self, item: str) -> Call:
        """Tick a preparation item, or take the tick away."""
        if item in self.ticks:
            return replace(self, ticks=tuple(t for t in self.ticks if t != item))
        return replace(self, ticks=(*self.ticks, item))

    def answer(self, item: str, text: str) -> Call:
        """Write at a preparation item; an empty text takes it away."""
        kept = tuple((name, old) for name, old in self.answers if name != item)
        return replace(self, answers=(*kept, (item, text)) if text else kept)

    def answer_to(self, item: str) -> str:
        """What was written at a preparation item; empty when nothing was."""
        return dict(self.answers).get(item, "")

    def start(self, now: datetime, step: str) -> Call:
        """The telephone rings: the clock starts and the script is at its first step."""
        return replace(self, phase=Phase.TALK, started_at=self.started_at or now, step=step)

    def go_to(self, step: str) -> Call:
        """The script goes on to another step; an open objection card is closed."""
        path = (*self.path, self.step)[-_LONGEST_PATH:] if self.step else ()
        return replace(self, step=step, path=path, objection="")

    def go_back(self, step: str = "") -> Call:
        """Back to the last step of the path; to another one when there is no path."""
        back = self.path[-1] if self.path else step
        return replace(self, step=back, path=self.path[:-1], objection="")

    def open_objection(self, objection: str) -> Call:
        """The customer brings something up: its card opens, the step stays where it was."""
        raised = self.objections if objection in self.objections else (*self.objections, objection)
        return replace(self, objection=objection, objections=raised)

    def close_objection(self) -> Call:
        """Back from the card to where the script was."""
        return replace(self, objection="")

    def hang_up(self, now: datetime) -> Call:
        """The talk is over; what is left is wrapping up."""
        return replace(self, phase=Phase.WRAP_UP, ended_at=self.ended_at or now, objection="")

    def back_to_talk(self) -> Call:
        """The talk was not over after all."""
        return replace(self, phase=Phase.TALK, ended_at=None)
