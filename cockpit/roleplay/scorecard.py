"""The scorecard of a talk: yes/no checks with the collector's own sentences, counts, and a total of 0 to 100.

Points come only from what the transcript shows. What did not come up is not seen, and left out of the sum;
what every talk with the debtor needs (the question for the day, an agreement) is always in the sum.
Breaches of the tone rules cost a part of the points, and so does an ending without amount and day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cockpit.core.call import CallKind
from cockpit.roleplay.agreeing import Agreed
from cockpit.roleplay.check_files import Check, betters, worths
from cockpit.roleplay.following import Turn, follow
from cockpit.roleplay.hearing import Understands
from cockpit.roleplay.judging import Outcome, outcomes, questions_asked
from cockpit.roleplay.move_files import load
from cockpit.roleplay.moves import Move
from cockpit.roleplay.talk import Talk
from cockpit.roleplay.transcript import Line
from cockpit.tone.questions import Question

TOLD_ANOTHER = 60
"""The most that a talk is worth in which only somebody else was reached, and heard of the debt (S3)."""

NOTHING_AGREED = 50
"""The most that a talk with the debtor is worth without an amount and a day."""

DATED_STEP = 70
"""The most when something had to be found out first, and it was said when we are back."""

_OPEN_END = 0.95  # what the rest of a talk is worth when its end is open
_MOST_COST = 95  # of every hundred points that a talk earned, so many at most are lost by its tone
_WORK_ON = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: passed, missed (False) or not seen (None), with his own sentence and a better one."""

    id: Check
    passed: bool | None
    quote: str | None
    better: str | None
    source: str
    points: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted in a talk. `talk_share` is the collector's part of all words, from 0 to 1."""

    open_questions: int
    closed_questions: int
    choices: int
    date_questions: int
    banned_words: int
    silences: int
    collector_lines: int
    debtor_lines: int
    collector_words: int
    debtor_words: int
    talk_share: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a talk is worth, and what to work on: the checks that would have earned most."""

    total: int
    checks: tuple[Checked, ...]
    counts: Counts
    agreed: Agreed | None
    reached: bool

    @property
    def work_on(self) -> tuple[Checked, ...]:
        """Two things to work on."""
        missed = sorted((c for c in self.checks if c.passed is False), key=lambda c: -c.points)
        return tuple(missed[:_WORK_ON])


def score(
    transcript: Iterable[Line],
    kind: CallKind,
    lang: str,
    on: date,
    ears: Understands,
    known: Mapping[str, str] = MappingProxyType({}),
) -> Scorecard:
    """Judge a talk of this kind that was held on the day `on`.

    `lang` is a language of `move_files.languages()`; raises `PlaybookError` for another. `known` fills the
    better sentences: names, amounts and days as `check_files.KNOWN` has them.
    """
    return score_turns(follow(transcript, lang, kind, on, ears), kind, lang, on, known)


def score_turns(
    turns: Sequence[Turn],
    kind: CallKind,
    lang: str,
    on: date,
    known: Mapping[str, str] = MappingProxyType({}),
) -> Scorecard:
    """The same of a talk that was understood already."""
    titles = load(lang).grammar.classes.titles.words
    talk = Talk(turns, kind, on, titles)
    found = outcomes(talk)
    instead = betters(lang, known)
    checks = tuple(_checked(check, found[check], kind, instead[check]) for check in Check)
    return Scorecard(
        _total(talk, found),
        checks,
        _counts(talk),
        talk.agreed if talk.agreed.is_whole else None,
        talk.reached,
    )


def _checked(check: Check, outcome: Outcome, kind: CallKind, instead: str) -> Checked:
    worth = worths()[check]
    better = (outcome.instead or instead) if outcome.passed is False else None
    points = worth.in_call(kind) + worth.cost(outcome.breaches)
    return Checked(check, outcome.passed, outcome.quote, better, worth.source, points)


def _total(talk: Talk, found: Mapping[Check, Outcome]) -> int:
    if not any(said.text for said in talk.said):
        return 0
    earned = possible = cost = 0
    for check, outcome in found.items():
        worth = worths()[check]
        cost += worth.cost(outcome.breaches)
        if outcome.passed is not None:
            possible += worth.in_call(talk.kind)
            earned += worth.in_call(talk.kind) if outcome.passed else 0
    share = 100 * earned / possible if possible else 0
    most = _ceiling(talk, found)
    if most < 100:
        share *= _OPEN_END
    return round(min(share, most) * (100 - min(cost, _MOST_COST)) / 100)


def _ceiling(talk: Talk, found: Mapping[Check, Outcome]) -> int:
    """The most that can be reached with this ending, out of 100."""
    if not talk.reached and found[Check.DISCREET].passed is False:
        return TOLD_ANOTHER
    if not talk.reached or talk.agreed.is_whole or (talk.kind is CallKind.COURTESY and talk.agreed.day):
        return 100
    if talk.kind is CallKind.COURTESY or found[Check.NEXT_STEP].passed:
        return DATED_STEP
    return NOTHING_AGREED


def _counts(talk: Talk) -> Counts:
    mine, his = talk.words(True), talk.words(False)
    return Counts(
        open_questions=questions_asked(talk, Question.OPEN),
        closed_questions=questions_asked(talk, Question.CLOSED),
        choices=questions_asked(talk, Question.CHOICE),
        date_questions=talk.count(Move.DATE_QUESTION),
        banned_words=sum(1 for _ in talk.breaking("must", "why")),
        silences=sum(said.moves == {Move.LISTEN} for said in talk.said),
        collector_lines=len(talk.said),
        debtor_lines=len(talk.turns) - len(talk.said),
        collector_words=mine,
        debtor_words=his,
        talk_share=round(mine / (mine + his), 2) if mine + his else 0.0,
    )
