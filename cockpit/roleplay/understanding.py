"""What was said, understood: the moves in a sentence, the tone rules' findings, the amounts and the days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from cockpit.core.call import CallKind, Stage
from cockpit.core.money import Money
from cockpit.roleplay.hearing import Heard, Understands
from cockpit.roleplay.likeness import votes
from cockpit.roleplay.move_files import load
from cockpit.roleplay.moves import Asked, Cue, Detector, Match, Move, MoveBook, Need, Sentence, Sign, Vote
from cockpit.roleplay.naming import with_names
from cockpit.tone import Finding, judge
from cockpit.tone.judging import Reading
from cockpit.tone.phrases import Phrases
from cockpit.tone.questions import Question
from cockpit.tone.rules import Match as Giving

TEXT_LIMIT = 2_000
"""Characters of one utterance that are looked at: nobody says more in one breath."""

CLOSING = frozenset({Move.READ_BACK, Move.CONFIRM_BY_MAIL})
"""The moves that bring a talk to its closing."""

_PATTERN = 0.3
_ENOUGH = 0.43
"""A pattern needs some of the sentences that are alike beside it; nearly half of them need no pattern."""

_GIVING = "one-sided"
_KINDS = {
    Question.OPEN: frozenset({Sentence.OPEN, Sentence.ASKED}),
    Question.CLOSED: frozenset({Sentence.CLOSED, Sentence.ASKED}),
    Question.CHOICE: frozenset({Sentence.CHOICE, Sentence.ASKED}),
    Question.CONDITION: frozenset({Sentence.STATED}),
    Question.NONE: frozenset({Sentence.STATED}),
}
_SEEN = {Detector.OPEN: Question.OPEN, Detector.CLOSED: Question.CLOSED, Detector.CHOICE: Question.CHOICE}


@dataclass(frozen=True, slots=True)
class Context:
    """How a sentence is said: in which call and stage, on which day, after which objections."""

    kind: CallKind
    stage: Stage
    today: date
    heard: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the collector, understood. `questions` has one entry for each of its sentences.

    `agrees` says that he says yes to what was said before, `asked` what of an invoice he asks for.
    """

    text: str
    moves: frozenset[Move]
    findings: tuple[Finding, ...]
    amounts: tuple[Money, ...]
    days: tuple[date, ...]
    rough: tuple[date, ...] = ()
    shares: tuple[Fraction, ...] = ()
    questions: tuple[Question, ...] = ()
    agrees: bool = False
    asked: frozenset[Asked] = frozenset()

    def breaks(self, *rules: str) -> bool:
        """Whether one of these tone rules is broken in it."""
        return any(finding.rule in rules for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence of a debtor, understood."""

    text: str
    cues: frozenset[Cue]
    amounts: tuple[Money, ...]
    days: tuple[date, ...]
    rough: tuple[date, ...] = ()
    shares: tuple[Fraction, ...] = ()


def understand(text: str, lang: str, context: Context, ears: Understands) -> Said:
    """What a collector says with a sentence. Never raises for a text, however odd.

    `lang` is a language of `move_files.languages()`; of a long text the beginning is looked at. What
    reads the agreement back or confirms it is judged as closing, wherever it is said.
    """
    book = load(lang)
    said = text[:TEXT_LIMIT]
    heard = ears.hear(said, context.today)
    laid = _Laid(said, book, heard, context.heard)
    patterns = frozenset(Move(name) for name in laid.found(book.moves))
    cannot = _cannot_be(patterns, context, heard)
    found = _agreed(patterns, votes(book.language, said, context.heard), book, cannot)
    stage = Stage.CLOSING if found & CLOSING else context.stage
    findings = judge(said, lang=lang, stage=stage, kind=context.kind, rules=book.rules)
    agrees = bool(laid.found(sign for sign in book.cues if sign.name == Cue.AGREES))
    return Said(
        text,
        found,
        findings,
        heard.amounts,
        heard.days,
        heard.rough,
        heard.shares,
        laid.questions,
        agrees,
        frozenset(Asked(name) for name in laid.found(book.asked)),
    )


def _agreed(
    patterns: frozenset[Move], vote: Mapping[Move, float], book: MoveBook, cannot: frozenset[Move]
) -> frozenset[Move]:
    """The moves for which the patterns and the sentences that this one resembles are enough together.

    What the sentence `cannot` be it is only by a pattern, and so is what another move goes before.
    """
    if not vote:
        return patterns
    found = {Move(sign.name) for sign in book.moves if _is_enough(sign, patterns, vote)}
    found -= cannot - patterns
    voted = (sign for sign in book.moves if sign.name in found - patterns)
    return frozenset(found - {Move(sign.name) for sign in voted if sign.yields_to & found})


def _cannot_be(patterns: frozenset[Move], context: Context, heard: Heard) -> frozenset[Move]:
    """What a sentence is not, whatever it resembles: an answer to nothing, something read back without an
    amount and a day, a gift for a return where the condition is missing."""
    return frozenset(
        move
        for move, is_so in (
            (Move.ANSWER, not context.heard),
            (Move.READ_BACK, not (heard.days or heard.rough) or not (heard.amounts or heard.shares)),
            (Move.CONCESSION_FOR_RETURN, Move.CONCESSION_FOR_NOTHING in patterns),
        )
        if is_so
    )


def _is_enough(sign: Sign, patterns: frozenset[Move], vote: Mapping[Move, float]) -> bool:
    move = Move(sign.name)
    if sign.vote is Vote.NONE or (sign.vote is Vote.MORE and move in patterns):
        return move in patterns
    return vote.get(move, 0.0) + _PATTERN * (move in patterns) >= _ENOUGH


def overhear(text: str, lang: str, today: date, ears: Understands) -> Reply:
    """What a debtor does with a sentence, as far as it can be heard. Never raises for a text."""
    book = load(lang)
    said = text[:TEXT_LIMIT]
    heard = ears.hear(said, today)
    cues = frozenset(Cue(name) for name in _Laid(said, book, heard, frozenset()).found(book.cues))
    return Reply(text, cues, heard.amounts, heard.days, heard.rough, heard.shares)


class _Laid:
    """The signs of a book laid on one utterance, sentence by sentence."""

    def __init__(self, text: str, book: MoveBook, heard: Heard, objections: frozenset[str]) -> None:
        self.reading = Reading(text, book.rules)
        self._heard = heard
        self._objections = objections
        self._relatives = book.relatives
        self._no_names = book.no_names
        self._sentences = range(len(self.reading.utterance.sentences))
        self.questions = tuple(
            Question.NONE if question is Question.OPEN and self._only_adds(n) else question
            for n, question in enumerate(self.reading.questions)
        )
        self._kinds = [_KINDS[question] for question in self.questions]

    def found(self, signs: Iterable[Sign]) -> set[str]:
        """The names of the signs that are there."""
        places: dict[str, set[int]] = {}
        waiting = []
        for sign in signs:
            places[sign.name] = self._places(sign)
            if sign.yields_to:
                waiting.append(sign)
        for sign in waiting:
            for other in sign.yields_to:
                places[sign.name] = places[sign.name] - places.get(other, set())
        return {name for name, sentences in places.items() if sentences}

    def _only_adds(self, sentence: int) -> bool:
        """Whether the question word only adds to a statement: "the invoice, which was due on Monday"."""
        utterance, norms = self.reading.utterance, self.reading.norms
        this = utterance.sentences[sentence]
        words = self.reading.grammar.classes
        opens = next((w for w in norms[this.first : this.last] if not words.lead_ins.fits(w)), "")
        if this.mark == "?" or words.subordinators.fits(opens) or words.question_words.fits(opens):
            return False
        asking = [n for n in range(this.first, this.last) if words.question_words.fits(norms[n])]
        return bool(asking) and all(
            norms[n] in self._relatives and n > this.first and norms[n - 1] == "," for n in asking
        )

    def _places(self, sign: Sign) -> set[int]:
        """The sentences in which a sign is seen; -1 stands for an utterance without a sentence."""
        found = self._seen(sign.detector, sign.gifts) if sign.detector else set()
        for match in sign.matches:
            found |= self._matched(match)
        return found - self._at(sign.leave) if sign.leave and found else found

    def _matched(self, match: Match) -> set[int]:
        if match.heard and not self._objections & match.heard:
            return set()
        if not all(self._holds(need) for need in match.needs):
            return set()
        found = (self._whole if match.whole else self._at)(match.phrases, match.named)
        if match.only:
            found = {n for n in found if self._kinds[n] & match.only}
        if match.when and found:
            found &= self._at(match.when)
        return found - self._at(match.without) if match.without and found else found

    def _at(self, phrases: Phrases, named: bool = False) -> set[int]:
        return {self.reading.utterance.sentence_at(first) for first, _ in self._spans(phrases, named)}

    def _spans(self, phrases: Phrases, named: bool) -> list[tuple[int, int]]:
        return phrases.spans(self._named if named else self.reading.norms, self.reading.starts)

    @cached_property
    def _named(self) -> list[str]:
        return with_names(self.reading, self._no_names)

    def _whole(self, phrases: Phrases, named: bool = False) -> set[int]:
        """The sentences that one of these phrases is, from the first word to the last."""
        ends = {(s.first, s.last): n for n, s in enumerate(self.reading.utterance.sentences)}
        return {ends[span] for span in self._spans(phrases, named) if span in ends}

    def _holds(self, need: Need) -> bool:
        if need is Need.AMOUNT:
            return bool(self._heard.amounts or self._heard.shares)
        return bool(self._heard.days) is (need is Need.DAY)

    def _seen(self, detector: Detector, gifts: Phrases | None) -> set[int]:
        if detector in _SEEN:
            return {n for n in self._sentences if self.questions[n] is _SEEN[detector]}
        if detector is Detector.SILENCE:
            return set() if any(c.isalnum() for c in self.reading.text) else {-1}
        return self._given(gifts, detector is Detector.RETURN)

    def _stands(self, match: Giving, word: int) -> bool:
        """Whether the rest of its sentence makes a phrase of the tone rule a gift."""
        if match.only and not any(self.reading.holds(circumstance, word) for circumstance in match.only):
            return False
        sentence = self.reading.utterance.sentence_at(word)
        if match.when and not self.reading.stands_in(sentence, match.when):
            return False
        return not (match.without and self.reading.stands_in(sentence, match.without))

    def _given(self, gifts: Phrases | None, for_return: bool) -> set[int]:
        """The sentences that give something away, with or without a condition beside the words for it."""
        reading = self.reading
        rule = reading.rules.rule(_GIVING)
        spans = list(gifts.spans(reading.norms, reading.starts)) if gifts else []
        for match in rule.matches if rule else ():
            spans += [
                s for s in match.phrases.spans(reading.norms, reading.starts) if self._stands(match, s[0])
            ]
        conditions = [c for c in reading.conditions if not any(c[0] < s[1] and s[0] < c[1] for s in spans)]
        if bool(conditions) is not for_return:
            return set()
        found = {reading.utterance.sentence_at(first) for first, _ in spans}
        for phrases in rule.leave if rule else ():
            found -= self._at(phrases)
        return found
