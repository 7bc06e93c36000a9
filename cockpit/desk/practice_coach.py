"""What a coach whispers after each sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.language import N_, _
from cockpit.roleplay.moves import Move
from cockpit.roleplay.understanding import Said

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
