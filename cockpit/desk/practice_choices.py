"""The lines between which a beginner chooses: a good one for where the talk is now, and two that are worse.

The good one is the next line of the scenario's own talk as long as that fits: it was held at the same point,
with the same things told. After anything else that a trainee says, it is a line of practice_choices.toml for
what the talk needs now, or the answer of the card to an objection. Nothing is played through for it
while somebody talks: the scenario's own talk and the answers were, when the practice began.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from cockpit.core.call import Stage
from cockpit.playbook import fill
from cockpit.playbook.library import Library as Playbooks
from cockpit.roleplay.acts import Act
from cockpit.roleplay.following import Where
from cockpit.roleplay.moves import Move
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Raised
from cockpit.roleplay.state import State
from cockpit.roleplay.stock import stock
from cockpit.roleplay.telling import open_facts
from cockpit.roleplay.voice import spoken

_FILE = Path(__file__).with_name("practice_choices.toml")
_ANSWER, _OTHER = "answer", "other"
_WORSE = 2
_ASK_ON = 2  # open questions for what he has not told, before the day is asked for
_FORWARD = ("our-need", "choice")  # what brings his day forward


@dataclass(frozen=True, slots=True)
class Point:
    """Where a talk is, as far as it decides what can be said: with whom, and what lies before both."""

    stranger: bool
    purpose: bool
    objection: str
    promised: bool

    @classmethod
    def of(cls, talk: Rehearsal) -> Point:
        """The point of a talk. Who only greets back is still to hear what the call is about."""
        state = talk.state
        greets = any(doing.act is Act.GREETS for doing in talk.doings)
        return cls(
            state.with_stranger, state.knows_purpose and not greets, state.objection, bool(state.promise)
        )


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of the scenario's own talk: what it is for, how often that was done by then, and where."""

    line: str
    key: str
    nth: int
    point: Point
    told: frozenset[str]


class Guide:
    """Knows one scenario's own talk, and what to say when the trainee's has gone another way."""

    def __init__(self, talk: Rehearsal, playbooks: Playbooks | None = None) -> None:
        """For the talks with the scenario, the seed and the day of `talk`."""
        self._lines = _lines().get(talk.scenario.language, {})
        self._cards = {card.id: card for card in (playbooks or Playbooks()).cards(talk.scenario.language)}
        self._steps = tuple(self._played(talk)) if self._lines else ()
        raised = talk.scenario.objections if self._lines else ()
        self._answers = {one.id: self._settling(talk, one) for one in raised}

    def _played(self, talk: Rehearsal) -> Iterator[_Step]:
        held = rehearse(talk.scenario, talk.seed, talk.on, talk.mouth)
        for line in held.model:
            before, held = held, held.say(line)
            key = self._key(held.said[-1].moves, before.state)
            yield _Step(line, key, _done(held, key), Point.of(before), before.state.told)

    def _key(self, moves: frozenset[Move], before: State) -> str:
        """What a line is for: the objection that lies before both, or the first move in the file's order."""
        if before.objection:
            return _ANSWER
        values = {move.value for move in moves}
        return next((key for key in self._lines["worse"] if key in values), _OTHER)

    def choices(self, talk: Rehearsal) -> tuple[str, ...]:
        """Three lines for now, the good one among them at a place that the seed decides.

        None when the talk is over, or is held in a language that has no lines.
        """
        if talk.state.over is not None or not self._lines:
            return ()
        said = {one.text for one in talk.said}
        key, good = self._good(talk, said)
        turn = len(talk.said)
        offered = _fresh(self._lines["worse"][key], said, turn)
        offered.insert((talk.seed + turn) % (len(offered) + 1), good)
        return tuple(offered)

    # -- the good line ----------------------------------------------------------------------------------

    def _good(self, talk: Rehearsal, said: set[str]) -> tuple[str, str]:
        """What the talk needs now, and the line for it."""
        step = next((step for step in self._steps if step.line not in said and self._fits(step, talk)), None)
        if step is not None:
            return step.key, step.line
        need = _need(talk)
        lines = [spoken(text, _slots(talk)) for text in self._wordings(need, talk)]
        return need, next((line for line in lines if line not in said), lines[len(said) % len(lines)])

    def _fits(self, step: _Step, talk: Rehearsal) -> bool:
        """Whether a line of the scenario's own talk can be said now, and was not said in other words."""
        state = talk.state
        if step.point != Point.of(talk) or not step.told <= state.told:
            return False
        if step.key == Move.DATE_QUESTION and state.named is not None:
            return False
        if step.key == Move.READ_BACK and step.line != self._read_back_as_in(step, talk):
            return False
        return step.key in {_ANSWER, _OTHER} or _done(talk, step.key) < step.nth

    def _read_back_as_in(self, step: _Step, talk: Rehearsal) -> str:
        """The same line with the day on which he is now; the scenario's own has the best day."""
        if talk.state.named is None:
            return ""
        number = [one.line for one in self._steps].index(step.line)
        return spoken(talk.scenario.model[number].say, _slots(talk, talk.state.named))

    def _wordings(self, need: str, talk: Rehearsal) -> Sequence[str]:
        """Lines for what the talk needs; the answer to an objection is that of its card."""
        return self._answers.get(talk.state.objection) or self._lines["good"][need]

    def _settling(self, talk: Rehearsal, raised: Raised) -> Sequence[str]:
        """The lines of the card that settle an objection of the scenario; all of them when none does."""
        state = talk.state._replace(raised=frozenset({raised.id}), knows_purpose=True, with_stranger=False)
        asked = replace(talk, state=state, where=Where(Stage.INQUIRY, frozenset({raised.id})))
        told = self._of_card(talk, raised.id)
        settling = [line for line in told if _settles(asked.say(line).state)]
        return settling or told

    def _of_card(self, talk: Rehearsal, objection: str) -> list[str]:
        """What the card of an objection says, in one breath at a time."""
        card = self._cards.get(objection)
        if card is None:
            return []
        known = {"amount": talk.mouth.money(talk.scenario.payable)}
        if len(talk.scenario.invoices) == 1:
            known["invoice"] = talk.scenario.invoices[0].number
        heard, answer, check = (fill(line, known) for line in (card.acknowledge, card.answer, card.check))
        both = f"{heard.text} {check.text}", f"{heard.text} {answer.text}"
        return [text for text in (*both, answer.text, check.text) if "[" not in text]


def _done(talk: Rehearsal, key: str) -> int:
    """How often the trainee has done this."""
    return sum(key in one.moves for one in talk.said)


def _need(talk: Rehearsal) -> str:
    """What the talk needs, whatever was said before."""
    state = talk.state
    if state.with_stranger:
        return _with_stranger(state)
    if not Point.of(talk).purpose:
        return "purpose" if _done(talk, Move.GREET) or _done(talk, Move.IDENTIFY) else "greet"
    if state.objection:
        return _ANSWER
    if state.promise:
        return _after_promise(talk)
    return _towards_promise(talk)


def _towards_promise(talk: Rehearsal) -> str:
    state, scenario = talk.state, talk.scenario
    if any(open_facts(scenario, state)) and _done(talk, Move.OPEN_QUESTION) < _ASK_ON:
        return "open-question"
    if scenario.paying.parts > 1 and not state.in_parts:
        return "plan"
    if state.named is None:
        return "date-question"
    if state.named > _best_day(talk):
        moved = next((key for key in _FORWARD if not _done(talk, key)), None)
        if moved is not None:
            return moved
    return "read-back"


def _settles(state: State) -> bool:
    return not state.objection and state.over is None


def _with_stranger(state: State) -> str:
    if "asked" not in state.told:
        return "right-person"
    return "ring-back" if state.rings_back is None else "thank"


def _after_promise(talk: Rehearsal) -> str:
    """The mail, once the amount and the day are agreed; then goodbye."""
    agreed = next((n for n, one in enumerate(talk.said) if Move.READ_BACK in one.moves), 0)
    mailed = any(Move.CONFIRM_BY_MAIL in one.moves for one in talk.said[agreed:])
    return "thank" if mailed else "confirm-by-mail"


def _best_day(talk: Rehearsal) -> date:
    return talk.scenario.day(talk.on, talk.scenario.paying.best)


def _slots(talk: Rehearsal, day: date | None = None) -> dict[str, str]:
    """What a line is filled with; the payment is that of the day on which he is now."""
    scenario, mouth, named = talk.scenario, talk.mouth, day or talk.state.named
    slots = dict(talk.facts)
    if named is not None:
        slots["payment"] = slots["parts"] = _payment(talk, named)
        if day is not None:
            slots |= {"day": mouth.day(day), "next_day": mouth.day(scenario.day(day, 1))}
    return slots


def _payment(talk: Rehearsal, first: date) -> str:
    """What he pays from that day on, as it is said."""
    words, mouth = stock(talk.scenario.language), talk.mouth
    parts = talk.scenario.parts_from(first)
    told = [words.part.format(amount=mouth.money(amount), day=mouth.day(day)) for amount, day in parts]
    return f" {words.joins} ".join(told)


def _fresh(lines: Sequence[str], said: set[str], turn: int) -> list[str]:
    """Two of these lines, if possible two that were not said yet."""
    left = [line for line in lines if line not in said]
    found = left if len(left) >= _WORSE else list(lines)
    first = turn % (len(found) - 1)
    return found[first : first + _WORSE]


@cache
def _lines() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Per language the `good` and the `worse` lines of every need."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        tag: {of: {need: tuple(lines) for need, lines in table.items()} for of, table in both.items()}
        for tag, both in data.items()
    }
