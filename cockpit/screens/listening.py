"""After a question the customer has the floor: for some seconds the script says nothing but that (S0.1).

Only the script is quiet. Every key works as always, and the next one of the script brings it back at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cockpit.core.call import Phase
from cockpit.playbook import step_after

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand
    from cockpit.screens.cockpit import CockpitScreen

_TIMER = "listen"


@dataclass(frozen=True, slots=True)
class Floor:
    """The customer speaks: in which call, after which step. `goes_on`: then the next step, not this one."""

    call: str
    step: str
    goes_on: bool


def now(screen: CockpitScreen) -> Floor | None:
    """The floor, if the customer has it: whatever leads the talk elsewhere has taken it away."""
    hand, floor = screen.desk.hand, screen.floor
    if floor is None or hand is None or screen.detour:
        return None
    call = hand.call
    is_there = call.phase is Phase.TALK and (call.id, call.step, call.objection) == (
        floor.call,
        floor.step,
        "",
    )
    return floor if is_there else None


def begin(screen: CockpitScreen, over: Callable[[], object]) -> bool:
    """Give the customer the floor if what was just said is a question to him; `over` is done afterwards."""
    hand = screen.desk.hand
    seconds = screen.desk.session.settings.listen_seconds
    if hand is None or not seconds or not _asked(hand):
        return False
    goes_on = not hand.call.objection
    if not goes_on:
        hand.change(hand.call.close_objection())
    screen.floor = Floor(hand.call.id, hand.call.step, goes_on)
    screen.later(_TIMER, seconds, over)
    return True


def end(screen: CockpitScreen) -> Floor | None:
    """The script comes back; gives the floor that the customer had."""
    floor = now(screen)
    screen.floor = None
    screen.cancel_later(_TIMER)
    return floor


def _asked(hand: CallInHand) -> bool:
    """Whether what the script shows ends in a question, and there is more to say after the answer."""
    if not hand.call.objection:
        return hand.step.gives_floor and step_after(hand.playbook, hand.step.id) is not None
    card = hand.playbook.objection(hand.call.objection)
    return card is not None and card.date_question.cue == "listen"
