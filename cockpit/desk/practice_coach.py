"""What a coach whispers after each sentence, and the lines between which a beginner chooses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cockpit.language import N_, _
from cockpit.roleplay.moves import Move
from cockpit.roleplay.rehearsal import Rehearsal
from cockpit.roleplay.understanding import Said

_FILE = Path(__file__).with_name("practice_choices.toml")
_OTHER = "other"

_PRAISE: Mapping[Move, str] = {
    Move.READ_BACK: N_("Read back: now it is clear to both of you."),
    Move.CHOICE: N_("A choice: he picks one, and both suit you."),
    Move.IF_THEN: N_("If-then: he does something for what he gets."),
    Move.CONCESSION_FOR_RETURN: N_("What you give has a return."),
    Move.CONFIRM_BY_MAIL: N_("The email makes the agreement firm."),
    Move.OUR_NEED: N_("You say what you need: that brings the day forward."),
    Move.ANSWER: N_("You deal with the objection itself."),
    Move.ACKNOWLEDGE: N_("He is heard: that makes him tell more."),
    Move.DATE_QUESTION: N_("You ask for a day: that leads to an agreement."),
    Move.OPEN_QUESTION: N_("An open question: he tells it himself."),
    Move.LISTEN: N_("Silence: he has room to go on."),
    Move.PURPOSE: N_("Clear: he knows what it is about."),
    Move.IDENTIFY: N_("He knows who is calling."),
    Move.THANK: N_("A friendly end; next time begins well."),
}


@dataclass(frozen=True, slots=True)
class Coached:
    """One remark about a sentence: what it does to the customer, and what to say rather ("" for praise)."""

    text: str
    rather: str = ""
    is_praise: bool = False


def coached(said: Said) -> Coached | None:
    """The first finding of a sentence, else what was good about it; None when there is nothing to say."""
    if said.findings:
        first = said.findings[0]
        return Coached(first.message, first.suggestion)
    good = next((text for move, text in _PRAISE.items() if move in said.moves), None)
    return Coached(_(good), is_praise=True) if good else None


def choices(talk: Rehearsal) -> tuple[str, ...]:
    """Three lines for now, the good one among them at a place that the seed decides; none at its end."""
    said = {one.text for one in talk.said}
    good = next((line for line in talk.model if line not in said), None)
    if good is None or talk.state.over is not None:
        return ()
    turn = len(talk.said)
    offered = list(_worse(talk, good, turn))
    offered.insert((talk.seed + turn) % (len(offered) + 1), good)
    return tuple(offered)


def _worse(talk: Rehearsal, good: str, turn: int) -> tuple[str, ...]:
    lines = _lines()[talk.scenario.language]
    moves = {move.value for move in talk.say(good).said[-1].moves}
    found = next((found for move, found in lines.items() if move in moves), lines[_OTHER])
    first = turn % (len(found) - 1)
    return found[first], found[first + 1]


@cache
def _lines() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    data = tomllib.loads(_FILE.read_text("utf-8"))
    return {tag: {move: tuple(lines) for move, lines in table.items()} for tag, table in data.items()}
