"""Somebody else on the line: he hears who is wanted, never what for."""

from __future__ import annotations

from datetime import date

from cockpit.roleplay.acts import Act
from cockpit.roleplay.moves import Move
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Doing, Ending, Heard, State

Answer = tuple[State, tuple[Doing, ...]]


def answered_by_stranger(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer:
    """What somebody does who is not the debtor."""
    stranger = scenario.stranger
    assert stranger is not None  # the state says that there is one
    if heard.amounts or heard.has(Move.PURPOSE):
        return state._replace(discreet=False), (Doing(Act.STRANGER_SHRUGS),)
    if heard.breaks & {"must", "pressure"}:
        return state._replace(over=Ending.HUNG_UP), (Doing(Act.HANGS_UP),)
    if heard.has(Move.RING_BACK, Move.DATE_QUESTION, Move.OPEN_QUESTION) and "asked" in state.told:
        day = scenario.day(on, stranger.back_in)
        return state._replace(rings_back=day), (Doing(Act.STRANGER_BACK, day=day),)
    if heard.has(Move.THANK) and not heard.has(Move.RIGHT_PERSON):
        return state._replace(over=Ending.SAID_GOODBYE), (Doing(Act.GOES),)
    if heard.has(Move.RIGHT_PERSON):
        if stranger.hands_over:
            return state._replace(with_stranger=False), (Doing(Act.GREETS, of="handed-over"),)
        return state._replace(told=state.told | {"asked"}), (Doing(Act.TELLS, of="stranger"),)
    if heard.has(Move.GREET, Move.IDENTIFY):
        return state, (Doing(Act.STRANGER_ASKS),)
    return state, (Doing(Act.STRANGER_NOTES),)
