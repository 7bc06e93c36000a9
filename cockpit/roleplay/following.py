"""Following a talk: each sentence understood where it stands, with the stage that the talk has come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cockpit.core.call import CallKind, Stage
from cockpit.roleplay.hearing import Understands
from cockpit.roleplay.moves import OBJECTIONS, Cue, Move
from cockpit.roleplay.transcript import Line, Speaker
from cockpit.roleplay.understanding import CLOSING, Context, Reply, Said, overhear, understand

_ASKING = frozenset({Move.OPEN_QUESTION, Move.DATE_QUESTION, Move.CLOSED_QUESTION, Move.CHOICE})
_ANSWERS = frozenset({Move.ANSWER, Move.IF_THEN, Move.PLAN, Move.CONCESSION_FOR_RETURN})
_STAYS = 6  # an objection lies on the table for so many sentences of the collector, when nobody takes it off


@dataclass(frozen=True, slots=True)
class Where:
    """Where a talk is. `heard` are the objections on the table, `age` how long they have been, `answered`
    whether the collector has gone into them: then the debtor's yes, or a day of his, takes them off.
    """

    stage: Stage = Stage.OPENING
    heard: frozenset[str] = frozenset()
    age: int = 0
    asked: bool = False
    answered: bool = False

    def now(self) -> Stage:
        """The stage in which the next sentence of the collector is said: an objection is a detour."""
        return Stage.OBJECTION if self.heard and self.stage is not Stage.CLOSING else self.stage

    def after_said(self, said: Said) -> Where:
        """Where the talk is when the collector has said this."""
        stage = self.stage
        if said.moves & CLOSING:
            stage = Stage.CLOSING
        elif stage is Stage.OPENING and (Move.PURPOSE in said.moves or said.moves & _ASKING):
            stage = Stage.INQUIRY
        kept = self.heard if self.age + 1 < _STAYS and stage is not Stage.CLOSING else frozenset()
        return replace(
            self,
            stage=stage,
            heard=kept,
            age=self.age + 1,
            asked=self.asked or Move.DATE_QUESTION in said.moves,
            answered=self.answered or bool(said.moves & _ANSWERS),
        )

    def still(self, objection: str) -> Where:
        """The same place, with the objection that the debtor still has before him ("" is none)."""
        return replace(self, heard=self.heard | {objection}, age=0) if objection else self

    def after_reply(self, reply: Reply) -> Where:
        """Where the talk is when the debtor has answered this."""
        stage = self.stage
        if stage is Stage.INQUIRY and self.asked and (reply.days or reply.rough or Cue.VAGUE in reply.cues):
            stage = Stage.NEGOTIATION
        raised = frozenset(cue.value for cue in reply.cues & frozenset(OBJECTIONS))
        if raised:
            return replace(self, stage=stage, heard=self.heard | raised, age=0, answered=False)
        if self.answered and (reply.days or Cue.AGREES in reply.cues):
            return replace(self, stage=stage, heard=frozenset(), answered=False)
        return replace(self, stage=stage)


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a talk, understood: `said` by the collector, or a `reply` of the debtor."""

    text: str
    said: Said | None = None
    reply: Reply | None = None


def say(text: str, where: Where, lang: str, kind: CallKind, today: date, ears: Understands) -> Said:
    """A sentence of the collector, understood where the talk is."""
    return understand(text, lang, Context(kind, where.now(), today, where.heard), ears)


def follow(
    transcript: Iterable[Line], lang: str, kind: CallKind, today: date, ears: Understands
) -> tuple[Turn, ...]:
    """Every line of a talk, understood. `today` is the day of the call."""
    where, turns = Where(), []
    for line in transcript:
        if line.speaker is Speaker.COLLECTOR:
            said = say(line.text, where, lang, kind, today, ears)
            turns.append(Turn(line.text, said=said))
            where = where.after_said(said)
        else:
            reply = overhear(line.text, lang, today, ears)
            turns.append(Turn(line.text, reply=reply))
            where = where.after_reply(reply)
    return tuple(turns)
