"""The simulated debtor: what he does with what he hears. Pure: the same state and sentence, the same answer.

How much each move does to him stands in effects.toml; what he hides and where he can be brought, in his
scenario. This file only says what he reacts to first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cockpit.roleplay.acts import Act
from cockpit.roleplay.effects import NOT_UNDERSTOOD, Effects, effects
from cockpit.roleplay.moves import Cue, Move
from cockpit.roleplay.proposals import picked, reachable, weighed
from cockpit.roleplay.scenario import Scenario, Temperament
from cockpit.roleplay.state import Doing, Ending, Heard, State, counts
from cockpit.roleplay.strangers import answered_by_stranger
from cockpit.roleplay.telling import OPENS_UP, informed, open_facts, told, told_beside

Answer = tuple[State, tuple[Doing, ...]]
_Step = Callable[[Scenario, State, Heard, date], Answer | None]

_ASKS = (Move.OPEN_QUESTION, Move.DATE_QUESTION, Move.CLOSED_QUESTION, Move.CHOICE, Move.IF_THEN, Move.PLAN)
_FOR_A_DAY = (Move.DATE_QUESTION, Move.OUR_NEED, Move.IF_THEN, Move.CONCESSION_FOR_RETURN)
_OTHER_DAYS = (Move.PURPOSE, Move.ANSWER, Move.RING_BACK, Move.CONFIRM_BY_MAIL, Move.IDENTIFY)
_OPENS = (Move.IDENTIFY, Move.PURPOSE, Move.RIGHT_PERSON)
_STILL_GREETING = 2
_NEARLY_GONE = 2


def react(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer:
    """The debtor after a sentence, and what he does; nothing any more when the talk is over.

    `on` is the day of the call.
    """
    table = effects()
    if state.over is not None:
        return state, ()
    state = state._replace(turns=state.turns + 1)
    if state.turns > table.most_turns:
        return state._replace(over=Ending.HAD_ENOUGH), (Doing(Act.GOES),)
    if state.with_stranger:
        return answered_by_stranger(scenario, state, heard, on)
    felt = informed(_felt(state, heard, table), heard)
    if felt.patience <= 0:
        return felt._replace(over=Ending.HUNG_UP, promise=()), (Doing(Act.HANGS_UP),)
    for step in _STEPS:
        answer = step(scenario, felt, heard, on)
        if answer is not None:
            return _warned(state, told_beside(scenario, heard, answer))
    return _warned(state, (felt, (Doing(Act.ASKS_BACK),)))


def _felt(state: State, heard: Heard, table: Effects) -> State:
    """What the sentence does to his patience, his trust and his day."""
    counted = dict(counts(state))
    patience, trust, pull = state.patience, state.trust, state.pull
    names = {NOT_UNDERSTOOD} if heard.is_nothing else heard.moves | heard.breaks
    for name in sorted(names):
        effect = table.of.get(name)
        if effect is None or (effect.times and counted.get(name, 0) >= effect.times):
            continue
        counted[name] = counted.get(name, 0) + 1 if effect.times else 0
        patience, trust, pull = patience + effect.patience, trust + effect.trust, pull + effect.pull
    return state._replace(
        patience=patience,
        trust=max(min(trust, 10), 0),
        pull=max(min(pull, table.most_pull), table.least_pull),
        counted=frozenset(counted.items()),
    )


def _warned(before: State, answer: Answer) -> Answer:
    """A last warning when his patience has just run low."""
    state, doings = answer
    if state.over is None and state.patience <= _NEARLY_GONE and state.patience < before.patience:
        return state, (*doings, Doing(Act.WARNS))
    return answer


# -- what he reacts to, in this order -----------------------------------------------------------------------


def _to_tone(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """A wrong word drowns the rest of the sentence."""
    if "why" in heard.breaks:
        hidden = next((f.id for f in scenario.facts if f.id not in state.told | state.closed), None)
        closed = state.closed | ({hidden} if hidden else frozenset())
        return state._replace(closed=closed), (Doing(Act.DEFENDS),)
    if "must" in heard.breaks:
        later = reachable(scenario, state, on)
        if state.named is not None and later > state.named:
            back = state._replace(named=later, promise=())
            return back, (Doing(Act.IS_ANNOYED), Doing(Act.GOES_BACK, day=later))
        return state, (Doing(Act.IS_ANNOYED),)
    if "self-blame" in heard.breaks:
        return state, (Doing(Act.TAKES_EXCUSE),)
    return None


def _to_goodbye(_scenario: Scenario, state: State, heard: Heard, _on: date) -> Answer | None:
    if not heard.has(Move.THANK) or heard.has(*_ASKS, Move.READ_BACK, Move.OUR_NEED, *_OPENS):
        return None
    if heard.has(Move.GREET) and state.turns <= _STILL_GREETING:  # later "a good day" is a goodbye
        return None
    return state._replace(over=Ending.SAID_GOODBYE), (Doing(Act.GOES),)


def _to_objection(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """He brings one up, is satisfied, or comes back to it."""
    if state.objection:
        return _with_objection(scenario, state, heard, on)
    for raised in scenario.objections:
        if raised.id not in state.raised and raised.at & heard.moves:
            doing = Doing(Act.OBJECTS, of=raised.id)
            return state._replace(raised=state.raised | {raised.id}, knows_purpose=True), (doing,)
    return None


def _with_objection(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    raised = next(one for one in scenario.objections if one.id == state.objection)
    if raised.by & heard.moves:
        pull = min(state.pull + raised.pull, effects().most_pull)
        eased = state._replace(settled=state.settled | {raised.id}, pull=pull)
        doing = Doing(Act.IS_SATISFIED, of=raised.id)
        for step in (_to_parts, _to_choice, _to_date, _to_openness):
            answer = step(scenario, eased, heard, on)
            if answer is not None:
                return answer[0], (doing, *answer[1])
        return eased, (doing,)
    if heard.has(*_FOR_A_DAY, Move.CHOICE, Move.READ_BACK, Move.CLOSED_QUESTION):
        return state, (Doing(Act.INSISTS, of=raised.id),)
    return None


def _to_question(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """Asked for the number, the amount, the day or the work, he looks it up, whatever else is on the table.

    Who says that he never saw the invoice cannot.
    """
    if not heard.asked or state.objection == Cue.NEVER_RECEIVED:
        return None
    state = state._replace(knows_purpose=True)
    return _about_invoice(scenario, state, heard) or (
        state,
        (Doing(Act.KNOWS_INVOICE, of=heard.invoice, says=heard.asked),),
    )


def _to_invoice(scenario: Scenario, state: State, heard: Heard, _on: date) -> Answer | None:
    wrong = _about_invoice(scenario, state, heard)
    if wrong is not None or not heard.has(Move.ASK_INVOICE):
        return wrong
    return state, (Doing(Act.KNOWS_INVOICE, of=heard.invoice),)


def _about_invoice(scenario: Scenario, state: State, heard: Heard) -> Answer | None:
    """What is wrong about the invoice or the amount that was named."""
    if heard.other_invoice:
        return state, (Doing(Act.KNOWS_NO_SUCH_INVOICE),)
    names_amount = heard.has(Move.PURPOSE, Move.ASK_INVOICE) or bool(heard.asked)
    if names_amount and heard.amounts and not scenario.knows(heard.amounts, heard.invoice):
        amount = scenario.about(heard.invoice)[0].amount if heard.invoice else scenario.total
        return state, (Doing(Act.WRONG_AMOUNT, amount=amount),)
    return None


def _to_read_back(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """An amount with a day is a proposal, whatever else is in the sentence."""
    amounts = heard.amounts or heard.whole
    if not (amounts and heard.days) or heard.has(Move.CHOICE):
        return None
    if heard.has(Move.PURPOSE) and not heard.has(Move.READ_BACK):
        return None
    return weighed(scenario, state, heard, on)


def _to_parts(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    if scenario.paying.parts == 1:
        if heard.has(Move.PLAN) and not heard.has(Move.CHOICE):
            day = reachable(scenario, state, on)
            return state._replace(named=day), (Doing(Act.NEEDS_NO_PARTS, day=day),)
        return None
    if heard.has(Move.PLAN) or (state.in_parts and heard.has(*_FOR_A_DAY, Move.CHOICE)):
        return _parts_named(scenario, state, on)
    if heard.has(*_FOR_A_DAY, Move.CHOICE):
        return state, (Doing(Act.NEEDS_PARTS),)
    return None


def _parts_named(scenario: Scenario, state: State, on: date) -> Answer:
    day = reachable(scenario, state, on)
    parts = scenario.parts_from(day)
    amount, first = parts[0]
    doing = Doing(Act.NAMES_PARTS, amount=amount, day=first, parts=parts)
    return state._replace(in_parts=True, named=first), (doing,)


def _to_choice(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """He picks the first day that he can reach; a day in a closed question is a choice of one."""
    if not heard.days or not heard.has(Move.CHOICE, Move.CLOSED_QUESTION):
        return None
    return picked(scenario, state, heard, on)


def _to_date(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    if not heard.has(*_FOR_A_DAY):
        return None
    if scenario.temperament is Temperament.VAGUE and not state.has_put_off:
        return state._replace(has_put_off=True), (Doing(Act.PUTS_OFF),)
    day = reachable(scenario, state, on)
    if state.named is None:
        act = Act.NAMES_DAY
    elif day < state.named:
        act = Act.COMES_FORWARD
    else:
        act = Act.GOES_BACK if day > state.named else Act.NO_EARLIER
    return state._replace(named=day), (Doing(act, day=day),)


def _to_bare_day(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """A day is said and nothing more, when he has named his: he takes it, or comes back to his own.

    Without the amount it is no promise yet.
    """
    if not heard.days or state.named is None or heard.has(*_OTHER_DAYS):
        return None
    return picked(scenario, state, heard, on)


def _to_openness(scenario: Scenario, state: State, heard: Heard, on: date) -> Answer | None:
    """An open ear uncovers what he hides: the first fact that this brings out, or any once he trusts."""
    if not heard.has(*OPENS_UP):
        return None
    if not state.knows_purpose:
        return _to_politeness(state, heard)
    trusts = state.trust >= effects().tells_at
    fact = next((f for f in open_facts(scenario, state) if trusts or f.by & heard.moves), None)
    if fact is not None:
        return told(state, fact), (Doing(Act.TELLS, of=fact.id),)
    if heard.has(Move.CARE):
        return state, (Doing(Act.IS_CONTENT),)
    if heard.has(Move.OPEN_QUESTION) and not heard.has(*_FOR_A_DAY, Move.READ_BACK):
        return state, (Doing(Act.HAS_TOLD),)
    return _to_silence(state, heard)


def _to_politeness(state: State, heard: Heard) -> Answer | None:
    """Asked how he is by somebody who has not said what the call is about, he asks that."""
    if heard.has(Move.OPEN_QUESTION) and not heard.has(Move.RIGHT_PERSON):
        return state, (Doing(Act.GREETS),)
    return _to_silence(state, heard)


def _to_silence(state: State, heard: Heard) -> Answer | None:
    return (state, (Doing(Act.WAITS),)) if heard.moves == {Move.LISTEN} else None


def _to_the_rest(scenario: Scenario, state: State, heard: Heard, _on: date) -> Answer | None:
    """What asks for nothing: the last of these moves is answered."""
    for move, act in _POLITE:
        if heard.has(move):
            if move is Move.PURPOSE:
                return state._replace(knows_purpose=True), (Doing(act, of=heard.invoice),)
            return state, (Doing(act),)
    return None


_POLITE = (
    (Move.CONCESSION_FOR_NOTHING, Act.THANKS_FOR_GIFT),
    (Move.CONFIRM_BY_MAIL, Act.MAY_MAIL),
    (Move.RING_BACK, Act.MAY_RING),
    (Move.PURPOSE, Act.HEARS_PURPOSE),
    (Move.RIGHT_PERSON, Act.IS_ME),
    (Move.IDENTIFY, Act.GREETS),
    (Move.GREET, Act.GREETS),
    (Move.CLOSED_QUESTION, Act.SAYS_LITTLE),
    (Move.CHOICE, Act.SAYS_LITTLE),
    (Move.ACKNOWLEDGE, Act.SAYS_LITTLE),
    (Move.ANSWER, Act.SAYS_LITTLE),
    (Move.READ_BACK, Act.SAYS_LITTLE),
)
_STEPS: tuple[_Step, ...] = (
    _to_tone,
    _to_goodbye,
    _to_question,
    _to_objection,
    _to_invoice,
    _to_read_back,
    _to_parts,
    _to_choice,
    _to_date,
    _to_openness,
    _to_bare_day,
    _to_the_rest,
)
