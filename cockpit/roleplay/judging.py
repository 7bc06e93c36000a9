"""Each check of the scorecard on a talk: passed, missed or not seen, with the collector's own sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cockpit.core.call import CallKind
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.moves import OBJECTIONS, Cue, Move
from cockpit.roleplay.talk import WRONG, Talk
from cockpit.roleplay.understanding import Said
from cockpit.tone.questions import Question

_MOST_TALK = 0.85
_FEWEST_LINES = 3
_PRESSING = frozenset({Move.DATE_QUESTION, Move.CHOICE, Move.OUR_NEED, Move.IF_THEN, Move.PLAN})
_ASKS = frozenset({Move.OPEN_QUESTION, Move.DATE_QUESTION, Move.CLOSED_QUESTION, Move.CHOICE})
_OFFERS = frozenset({Move.CHOICE, Move.IF_THEN, Move.PLAN, Move.CONCESSION_FOR_RETURN})
_ANSWERS = frozenset({Move.ANSWER, Move.IF_THEN, Move.PLAN})
_PUT_OFF = frozenset({Cue.VAGUE, Cue.REFUSES, *OBJECTIONS})
_THIRD_PARTY = frozenset(
    {
        Check.GREETED,
        Check.IDENTIFIED,
        Check.RIGHT_PERSON,
        Check.DISCREET,
        Check.NEXT_STEP,
        Check.THANKED,
        Check.NO_PRESSURE,
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to. `passed` is None when it did not come up; `instead` is from the tone rules."""

    passed: bool | None
    quote: str | None = None
    instead: str = ""
    breaches: int = 0


_NOT_SEEN = Outcome(None)


def outcomes(talk: Talk) -> Mapping[Check, Outcome]:
    """Every check on a talk."""
    found = {}
    for check in Check:
        if check in _TONE:
            found[check] = _tone(talk, *_TONE[check])
        elif not talk.reached and check not in _THIRD_PARTY:
            found[check] = _NOT_SEEN
        else:
            found[check] = _CHECKS[check](talk)
    return found


def _shown(said: Said | None) -> Outcome:
    return Outcome(said is not None, said.text if said else None)


def _made(*moves: Move) -> Callable[[Talk], Outcome]:
    return lambda talk: _shown(talk.first(*moves))


def _no_pressure(talk: Talk) -> Outcome:
    """Whether nothing pressed or hurt him (S2.3): by its words, or by the offence that he took at it."""
    breaches = list(talk.breaking("pressure"))
    hurt = [*(said for said, _ in breaches), *talk.offending]
    if hurt:
        return Outcome(False, hurt[0].text, breaches[0][1] if breaches else "", len(hurt))
    return Outcome(True if any(said.text for said in talk.said) else None)


def _tone(talk: Talk, *rules: str) -> Outcome:
    breaches = list(talk.breaking(*rules))
    if breaches:
        said, instead = breaches[0]
        return Outcome(False, said.text, instead, len(breaches))
    return Outcome(True if any(said.text for said in talk.said) else None)


def _greeted(talk: Talk) -> Outcome:
    return _shown(next((said for said in talk.said[:2] if Move.GREET in said.moves), None))


def _identified(talk: Talk) -> Outcome:
    return _shown(next((said for said in talk.said[:4] if Move.IDENTIFY in said.moves), None))


def _right_person(talk: Talk) -> Outcome:
    return _shown(talk.ever(Move.RIGHT_PERSON) or talk.addressed())


def _discreet(talk: Talk) -> Outcome:
    """Whether nobody but the debtor heard of the debt. Seen only when somebody else was on the line."""
    listened = talk.said_to_others
    if listened is None:
        return _NOT_SEEN
    told = next((said for said in listened if said.amounts or Move.PURPOSE in said.moves), None)
    return Outcome(told is None, told.text if told else None)


def _facts(talk: Talk) -> Outcome:
    return _shown(talk.named_facts())


def _asked_after(talk: Talk) -> Outcome:
    """Whether he asked how it was: that is what a courtesy call is for (S3)."""
    if talk.kind is not CallKind.COURTESY:
        return _NOT_SEEN
    openly = (s for s in talk.said if Move.OPEN_QUESTION in s.moves and Move.DATE_QUESTION not in s.moves)
    return _shown(talk.first(Move.CARE) or next(openly, None))


def _purpose(talk: Talk) -> Outcome:
    """Whether he said what the call is about; a courtesy call is about how it was."""
    about = (Move.CARE, Move.ASK_INVOICE) if talk.kind is CallKind.COURTESY else ()
    return _shown(talk.first(Move.PURPOSE, *about))


def _date_question(talk: Talk) -> Outcome:
    """Whether he asked for the day; "can you pay on Friday?" does too, if not openly."""
    asked = talk.first(Move.DATE_QUESTION)
    named = (
        said for said in talk.said_to_him if Move.CLOSED_QUESTION in said.moves and (said.days or said.rough)
    )
    return _shown(asked or next((said for said in named if not said.breaks(*WRONG)), None))


def _open_questions(talk: Talk) -> Outcome:
    """Whether more was asked openly than closed, and more than once. Asking for a reason is not open."""
    asked = [
        said
        for said in talk.said
        if said.moves & {Move.OPEN_QUESTION, Move.CHOICE}
        and Move.READ_BACK not in said.moves
        and not said.breaks(*WRONG)
    ]
    closed = talk.count(Move.CLOSED_QUESTION)
    if len(asked) > max(closed, 1):
        return Outcome(True, asked[0].text)
    first = talk.first(Move.CLOSED_QUESTION)
    return Outcome(False, first.text if first else None)


def _answering(talk: Talk, cues: Iterable[Cue], moves: frozenset[Move], lines: int) -> Outcome:
    """Whether most of what the debtor brought up was met by one of these moves, within so many lines."""
    met, missed = [], []
    for rest in talk.after(frozenset(cues), lines):
        answer = next((said for said in rest if said.moves & moves and not said.breaks(*WRONG)), None)
        if answer is not None:
            met.append(answer.text)
        else:
            missed.append(rest[0].text if rest else None)
    if not (met or missed):
        return _NOT_SEEN
    return Outcome(True, met[0]) if len(met) >= len(missed) else Outcome(False, missed[0])


def _acknowledged(talk: Talk) -> Outcome:
    return _answering(talk, talk.heavy, frozenset({Move.ACKNOWLEDGE}), 1)


def _answered(talk: Talk) -> Outcome:
    return _answering(talk, frozenset(OBJECTIONS) - {Cue.WAS_ILL}, _ANSWERS, 2)


def _held_on(talk: Talk) -> Outcome:
    """Whether the question for the day came back after he put it off."""
    if talk.kind is CallKind.COURTESY:
        return _NOT_SEEN
    return _answering(talk, _PUT_OFF, _PRESSING, 3)


def _our_need(talk: Talk) -> Outcome:
    need = talk.first(Move.OUR_NEED)
    return _shown(need) if need or talk.has_room else _NOT_SEEN


def _offered(talk: Talk) -> Outcome:
    offer = talk.first(*_OFFERS)
    return _shown(offer) if offer or talk.has_room else _NOT_SEEN


def _day_agreed(talk: Talk) -> Outcome:
    day = talk.agreed.day
    own = next((said for said in reversed(talk.said) if day in said.days), None)
    return Outcome(day is not None, own.text if own else None)


def _amount_agreed(talk: Talk) -> Outcome:
    amount = talk.agreed.amount if talk.agreed.day else None
    own = next((said for said in reversed(talk.said) if amount in said.amounts), None)
    return Outcome(amount is not None, own.text if own else None)


def _read_back(talk: Talk) -> Outcome:
    return _shown(talk.read_back)


def _next_step(talk: Talk) -> Outcome:
    """Whether it was said when we are back. Seen when something stays open, or nobody was reached."""
    step = talk.last(Move.RING_BACK)
    if not talk.reached:
        return _shown(step)
    if not talk.may_end_open or talk.agreed.is_whole:
        return _NOT_SEEN
    dated = next((said for said in reversed(talk.said) if said.days and Move.ANSWER in said.moves), None)
    return _shown(step or dated)


def _thanked(talk: Talk) -> Outcome:
    """Whether it ends kindly: he thanks or says goodbye in his last lines, or parts with a friendly word."""
    kind = next((said for said in reversed(talk.said[-3:]) if Move.THANK in said.moves), None)
    last = next((said for said in talk.said[-1:] if Move.ACKNOWLEDGE in said.moves), None)
    return _shown(kind or (last if last and not last.moves & _ASKS else None))


def _talk_share(talk: Talk) -> Outcome:
    if len(talk.turns) - len(talk.said) < _FEWEST_LINES:
        return _NOT_SEEN
    mine, his = talk.words(True), talk.words(False)
    if mine <= _MOST_TALK * (mine + his):
        return Outcome(True)
    return Outcome(False, max((said.text for said in talk.said), key=len))


def _return(talk: Talk) -> Outcome:
    """Whether every concession had its condition."""
    given = [said for said in talk.said if Move.CONCESSION_FOR_NOTHING in said.moves]
    if given:
        return Outcome(False, given[0].text, breaches=len(given))
    asked = talk.first(Move.CONCESSION_FOR_RETURN)
    return _shown(asked) if asked else _NOT_SEEN


_TONE: Mapping[Check, tuple[str, ...]] = {
    Check.NO_MUST: ("must",),
    Check.NO_WHY: ("why",),
    Check.NO_SELF_BLAME: ("self-blame",),
    Check.NO_VAGUE: ("vague",),
    Check.NO_CLOSED: ("closed-question",),
}
_CHECKS: Mapping[Check, Callable[[Talk], Outcome]] = {
    Check.GREETED: _greeted,
    Check.IDENTIFIED: _identified,
    Check.RIGHT_PERSON: _right_person,
    Check.DISCREET: _discreet,
    Check.PURPOSE: _purpose,
    Check.FACTS: _facts,
    Check.ASKED_AFTER: _asked_after,
    Check.DATE_QUESTION: _date_question,
    Check.OPEN_QUESTIONS: _open_questions,
    Check.ACKNOWLEDGED: _acknowledged,
    Check.ANSWERED: _answered,
    Check.HELD_ON: _held_on,
    Check.OUR_NEED: _our_need,
    Check.OFFERED: _offered,
    Check.DAY_AGREED: _day_agreed,
    Check.AMOUNT_AGREED: _amount_agreed,
    Check.READ_BACK: _read_back,
    Check.NEXT_STEP: _next_step,
    Check.MAIL: _made(Move.CONFIRM_BY_MAIL),
    Check.THANKED: _thanked,
    Check.NO_PRESSURE: _no_pressure,
    Check.TALK_SHARE: _talk_share,
    Check.RETURN: _return,
}


def questions_asked(talk: Talk, *kinds: Question) -> int:
    """How many sentences of the collector are a question of one of these kinds."""
    return sum(question in kinds for said in talk.said for question in said.questions)
