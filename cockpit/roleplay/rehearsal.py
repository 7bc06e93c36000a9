"""A talk with the simulated debtor. It is a value: a sentence gives the next one, an earlier one is undo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.roleplay.debtor import react
from cockpit.roleplay.effects import BREACHES
from cockpit.roleplay.following import Turn, Where, say
from cockpit.roleplay.hearing import Speaks, Understands
from cockpit.roleplay.moves import Move
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scorecard import Scorecard, score_turns
from cockpit.roleplay.state import Doing, Ending, Heard, Part, Result, State, begin
from cockpit.roleplay.stock import stock
from cockpit.roleplay.transcript import Line, Speaker
from cockpit.roleplay.understanding import Said, overhear
from cockpit.roleplay.voice import Voice

_TEXT_LIMIT = 10_000
_NUMBERED = re.compile(r"(?<![\w-])\d{4}-\d{3,6}(?![\w-])")


class Mouth(Understands, Speaks, Protocol):
    """Both ends of a language: what is heard in a text, and how an amount and a day are said."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A talk so far: its turns in their order, the debtor's state, what he did last."""

    scenario: Scenario
    seed: int
    on: date
    mouth: Mouth
    state: State
    where: Where = field(default_factory=Where)
    turns: tuple[Turn, ...] = ()
    doings: tuple[Doing, ...] = ()
    spoken: frozenset[str] = frozenset()

    def say(self, text: str) -> Rehearsal:
        """The talk after the collector has said this and the debtor has answered. Never raises for a text.

        When the talk is over, it stays as it is.
        """
        if self.state.over is not None:
            return self
        spoken = clean_line(text, _TEXT_LIMIT)
        scenario = self.scenario
        said = say(spoken, self.where, scenario.language, scenario.kind, self.on, self.mouth)
        where = self.where.after_said(said)
        state, doings = react(scenario, self.state, heard_in(said, scenario), self.on)
        answers = self._voice().says(doings, state.turns, self.spoken)
        if not answers and state.over is None:  # he has no words left
            state = state._replace(over=Ending.HAD_ENOUGH)
        answer = " ".join(answers)
        added = [Turn(spoken, said=said)]
        if answer:
            reply = overhear(answer, scenario.language, self.on, self.mouth)
            where = where.after_reply(reply).still(state.objection)
            added.append(Turn(answer, reply=reply))
        return replace(
            self,
            state=state,
            where=where,
            turns=(*self.turns, *added),
            doings=doings,
            spoken=self.spoken | {answer, *answers},
        )

    @property
    def answer(self) -> str:
        """What the debtor said last; "" when he says nothing any more."""
        last = self.turns[-1]
        return last.text if last.reply is not None else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """What both said, as a transcript."""
        return tuple(
            Line(Speaker.DEBTOR if turn.said is None else Speaker.COLLECTOR, turn.text) for turn in self.turns
        )

    @property
    def said(self) -> tuple[Said, ...]:
        """What the collector said, understood."""
        return tuple(turn.said for turn in self.turns if turn.said is not None)

    @property
    def scorecard(self) -> Scorecard:
        """What the talk is worth so far; the better sentences are about its debtor."""
        scenario = self.scenario
        return score_turns(self.turns, scenario.kind, scenario.language, self.on, self.facts)

    @property
    def model(self) -> tuple[str, ...]:
        """The lines with which this talk could be held, in their order."""
        return self._voice().model()

    @property
    def facts(self) -> Mapping[str, str]:
        """The names, amounts and days of this talk as they are said: see `Voice.facts`."""
        return self._voice().facts()

    @property
    def result(self) -> Result:
        """What the talk has come to, and the best that it could."""
        state = self.state
        best, ring_back = best_of(self.scenario, self.on)
        return Result(state.promise, state.rings_back, state.discreet, state.over, best, ring_back)

    def _voice(self) -> Voice:
        return Voice(self.scenario, stock(self.scenario.language), self.mouth, self.seed, self.on)


def rehearse(scenario: Scenario, seed: int, on: date, mouth: Mouth) -> Rehearsal:
    """A talk on the day `on` in which somebody has just picked up. The same seed gives the same talk."""
    picks_up = clean_line(scenario.stranger.picks_up if scenario.stranger else scenario.picks_up)
    reply = overhear(picks_up, scenario.language, on, mouth)
    where, first = Where().after_reply(reply), Turn(picks_up, reply=reply)
    return Rehearsal(
        scenario, seed, on, mouth, begin(scenario), where, (first,), spoken=frozenset({picks_up})
    )


def best_of(scenario: Scenario, on: date) -> tuple[tuple[Part, ...], date | None]:
    """The best that a talk on this day can come to: what is paid and when, or when to ring back."""
    if scenario.stranger is not None and scenario.stays_with_stranger:
        return (), scenario.day(on, scenario.stranger.back_in)
    return scenario.parts_from(scenario.day(on, scenario.paying.best)), None


def heard_in(said: Said, scenario: Scenario) -> Heard:
    """What reaches the debtor of a sentence that was understood."""
    moves = frozenset(move.value for move in said.moves)
    breaks = frozenset(f.rule for f in said.findings if f.rule in BREACHES)
    whole = scenario.payable
    shares = [
        Money(whole.amount * share.numerator / share.denominator, whole.currency)
        for share in said.shares
        if share < 1
    ]
    named = [invoice.number for invoice in scenario.invoices if invoice.number in said.text]
    about = Move.PURPOSE in said.moves or Move.ASK_INVOICE in said.moves
    return Heard(
        moves,
        breaks,
        (*said.amounts, *shares),
        said.days,
        whole=any(share == 1 for share in said.shares),
        invoice=named[0] if len(named) == 1 else "",
        other_invoice=about and not named and bool(_NUMBERED.search(said.text)),
        asked=frozenset(one.value for one in said.asked),
    )
