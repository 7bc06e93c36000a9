"""What the simulated debtor tells of what he hides, and when: once he knows what the call is about."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.roleplay.acts import Act
from cockpit.roleplay.effects import effects
from cockpit.roleplay.moves import Move
from cockpit.roleplay.scenario import Fact, Scenario
from cockpit.roleplay.state import Doing, Heard, State

Answer = tuple[State, tuple[Doing, ...]]

OPENS_UP = (Move.OPEN_QUESTION, Move.ACKNOWLEDGE, Move.LISTEN, Move.CARE)
"""The moves of an open ear."""

_SAYS_WHAT_ABOUT = (
    Move.PURPOSE,
    Move.CARE,
    Move.ASK_INVOICE,
    Move.DATE_QUESTION,
    Move.CHOICE,
    Move.OUR_NEED,
    Move.IF_THEN,
    Move.CONCESSION_FOR_RETURN,
    Move.CONCESSION_FOR_NOTHING,
    Move.PLAN,
    Move.ANSWER,
    Move.READ_BACK,
)
_NOTHING_BESIDE = frozenset(
    {Act.TELLS, Act.OBJECTS, Act.INSISTS, Act.DEFENDS, Act.IS_ANNOYED, Act.GOES_BACK, Act.TAKES_EXCUSE}
)


def informed(state: State, heard: Heard) -> State:
    """The debtor, who may have heard now what the call is about, if only from a reproach."""
    if heard.has(*_SAYS_WHAT_ABOUT) or heard.amounts or heard.invoice or heard.breaks & {"must", "why"}:
        return state._replace(knows_purpose=True)
    return state


def told_beside(scenario: Scenario, heard: Heard, answer: Answer) -> Answer:
    """The answer with a fact that another move than an open ear brings out."""
    state, doings = answer
    quiet = state.over is not None or not state.knows_purpose
    if quiet or any(doing.act in _NOTHING_BESIDE for doing in doings):
        return answer
    moves = heard.moves.difference(OPENS_UP)
    fact = next((f for f in open_facts(scenario, state) if f.by & moves), None)
    if fact is None:
        return answer
    kept = tuple(doing for doing in doings if doing.act is not Act.SAYS_LITTLE)
    return told(state, fact), (*kept, Doing(Act.TELLS, of=fact.id))


def open_facts(scenario: Scenario, state: State) -> Iterator[Fact]:
    """What he can be brought to tell now; what comes after a fact that is closed, once he trusts."""
    known = state.told | state.closed
    passed = known if state.trust >= effects().tells_at else state.told
    return (fact for fact in scenario.facts if fact.id not in known and fact.after <= passed)


def told(state: State, fact: Fact) -> State:
    """The debtor when he has told this."""
    pull = min(state.pull + fact.pull, effects().most_pull)
    return state._replace(told=state.told | {fact.id}, pull=pull)
