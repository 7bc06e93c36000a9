"""Judging one utterance: which rules it breaks, where, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from cockpit.core.call import CallKind, Stage
from cockpit.tone.library import load
from cockpit.tone.phrases import Phrases
from cockpit.tone.questions import Question, questions
from cockpit.tone.rewriting import Rewriter
from cockpit.tone.rules import (
    Circumstance,
    Detector,
    Exemption,
    Finding,
    Match,
    Rule,
    RuleSet,
    Severity,
)
from cockpit.tone.text import Utterance, words_in

MOST_WORDS = 35
TEXT_LIMIT = 10_000
REWRITE_LIMIT = 1_000  # characters: what is longer was not said in one breath
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.SUGGESTION: 2}
_ASKING = {Question.OPEN, Question.CHOICE, Question.CLOSED}
_CLOSED = {Question.CHOICE, Question.CLOSED}


def judge(
    text: str,
    *,
    lang: str,
    stage: Stage | str,
    kind: CallKind | str,
    rules: RuleSet | None = None,
    exemptions: Iterable[Exemption] = (),
) -> tuple[Finding, ...]:
    """What is wrong with one utterance of the collector, in the order of the text.

    `lang` is a language of `languages()` ("nl-BE" is "nl") and is not needed when `rules` are given. Rules
    of `exemptions` are passed over. Of a text beyond 10,000 characters the beginning is judged. Raises
    `ValueError` for an unknown stage or kind, `RuleError` for a language without rules.
    """
    rule_set = rules or load(lang)
    stage, kind = Stage(stage), CallKind(kind)
    passed_over = {exemption.rule for exemption in exemptions}
    reading = Reading(text[:TEXT_LIMIT], rule_set)
    found: list[Finding] = []
    for rule in rule_set.rules:
        if stage in rule.stages and kind in rule.kinds and rule.id not in passed_over:
            found += _findings(rule, reading, stage, kind)
    return tuple(sorted(found, key=lambda finding: finding.start))


def asks_day(text: str, lang: str, rules: RuleSet | None = None) -> bool:
    """Whether an utterance asks for a day or a date, in whatever words ("Op welke dag …?", "Tot wanneer?").

    Raises `RuleError` for a language without rules, when no `rules` are given.
    """
    return Reading(text[:TEXT_LIMIT], rules or load(lang)).asks_day


class Reading:
    """An utterance as far as it has been understood: each part is read when a rule first asks for it."""

    def __init__(self, text: str, rules: RuleSet) -> None:
        self.text = text
        self.rules = rules
        self.grammar = rules.grammar
        self.utterance: Utterance = rules.grammar.read(text)
        self.norms = self.utterance.norms
        self.starts = rules.grammar.clause_starts(self.utterance)
        self.named = self.utterance.named | self.utterance.proper_names(rules.grammar.classes.name_ahead.fits)
        self.tried: dict[str, bool] = {}  # replacements, and whether they keep the rules themselves
        self._with: dict[int, set[int]] = {}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return questions(self.utterance, self.grammar)

    @cached_property
    def conditions(self) -> list[tuple[int, int]]:
        """Where a condition is set, polite ones that ask for nothing ("als u wilt") left out."""
        turns = self.grammar.turns
        polite = turns.no_condition.spans(self.norms, self.starts)
        spans = [
            span
            for span in turns.condition.spans(self.norms, self.starts)
            if not any(first <= span[0] < last for first, last in polite)
        ]
        for sentence, kind in zip(self.utterance.sentences, self.questions, strict=True):
            if kind is Question.CONDITION and not any(
                sentence.first <= first < sentence.last for first, _ in polite
            ):
                spans.append((sentence.first, sentence.last))
        return spans

    @cached_property
    def is_exact(self) -> bool:
        return any(True for _ in self.grammar.turns.exact.find(self.norms, self.starts))

    @cached_property
    def asks_day(self) -> bool:
        days = self.grammar.turns.asks_day.spans(self.norms, self.starts)
        return any(self.questions[self.utterance.sentence_at(first)] in _ASKING for first, _ in days)

    @cached_property
    def cases(self) -> set[int]:
        """The sentences that speak of a case: "als u …", "if you …"."""
        spans = self.grammar.turns.in_case.spans(self.norms, self.starts)
        return {self.utterance.sentence_at(first) for first, _ in spans}

    @cached_property
    def suppositions(self) -> set[int]:
        """The sentences that only suppose."""
        spans = self.grammar.turns.supposes.spans(self.norms, self.starts)
        return {self.utterance.sentence_at(first) for first, _ in spans}

    def stands_in(self, sentence: int, phrases: Phrases) -> bool:
        """Whether one of the phrases stands in a sentence, anywhere in it."""
        if id(phrases) not in self._with:
            spans = phrases.spans(self.norms, self.starts)
            self._with[id(phrases)] = {self.utterance.sentence_at(first) for first, _ in spans}
        return sentence in self._with[id(phrases)]

    def holds(self, circumstance: Circumstance, word: int) -> bool:
        """Whether a circumstance is there, for a match that begins at this word."""
        if circumstance is Circumstance.EXACT:
            return self.is_exact
        if circumstance is Circumstance.ASKS_DAY:
            return self.asks_day
        if circumstance is Circumstance.CONDITION:
            return bool(self.conditions)
        sentence = self.utterance.sentence_at(word)
        if circumstance is Circumstance.SUPPOSED:
            return sentence in self.suppositions
        if circumstance is Circumstance.CONDITIONAL:
            return sentence in self.cases or self.questions[sentence] is Question.CONDITION
        if circumstance is Circumstance.STATED:
            return self.questions[sentence] is Question.NONE and sentence not in self.suppositions
        return self.questions[sentence] in (_CLOSED if circumstance is Circumstance.CLOSED else _ASKING)


def _findings(rule: Rule, reading: Reading, stage: Stage, kind: CallKind) -> list[Finding]:
    found = []
    for first, last, severity in _spans(rule, reading):
        start, end = reading.utterance.span(first, last)
        found.append(
            Finding(
                rule.id,
                severity,
                start,
                end,
                rule.message,
                _suggestion(rule, reading, (first, last), stage, kind),
                rule.source,
                rule.other_side,
                reading.utterance.sentence_span(first),
            )
        )
    return found


def breaks(rule: Rule, reading: Reading) -> bool:
    """Whether an utterance breaks a rule, wherever it is said."""
    return bool(_spans(rule, reading))


def _suggestion(rule: Rule, reading: Reading, span: tuple[int, int], stage: Stage, kind: CallKind) -> str:
    """The first replacement that keeps every rule itself; none for a text that nobody says in one breath."""
    if len(reading.text) > REWRITE_LIMIT:
        return ""
    rewriter = Rewriter(reading.utterance, reading.grammar, reading.starts)
    for text in rewriter.suggestions(rule, span, stage):
        if text not in reading.tried:
            reading.tried[text] = _is_sound(text, reading.rules, stage, kind)
        if reading.tried[text]:
            return text
    return ""


def _is_sound(text: str, rules: RuleSet, stage: Stage, kind: CallKind) -> bool:
    tried = Reading(text, rules)
    return not any(
        breaks(rule, tried)
        for rule in rules.rules
        if rule.severity is not Severity.SUGGESTION and stage in rule.stages and kind in rule.kinds
    )


def _spans(rule: Rule, reading: Reading) -> list[tuple[int, int, Severity]]:
    """Where a rule is broken, in words: places that overlap count once, the longest and heaviest of them."""
    found = _detected(rule, reading)
    for match in rule.matches:
        severity = match.severity or rule.severity
        for first, last in match.phrases.spans(reading.norms, reading.starts):
            if _counts(rule, match, reading, first, last):
                found.append((first, last, severity))
    if not found:
        return found
    left_alone = [span for phrases in rule.leave for span in phrases.spans(reading.norms, reading.starts)]
    return _apart(
        f
        for f in found
        if not any(first < f[1] and f[0] < last for first, last in left_alone)
        and not any(reading.holds(circumstance, f[0]) for circumstance in rule.unless)
    )


def _counts(rule: Rule, match: Match, reading: Reading, first: int, last: int) -> bool:
    if rule.named_is_fine and all(word in reading.named for word in range(first, last)):
        return False
    if match.only and not any(reading.holds(circumstance, first) for circumstance in match.only):
        return False
    sentence = reading.utterance.sentence_at(first)
    if match.when and not reading.stands_in(sentence, match.when):
        return False
    return not (match.without and reading.stands_in(sentence, match.without))


def _detected(rule: Rule, reading: Reading) -> list[tuple[int, int, Severity]]:
    if rule.detector is Detector.LONG:
        if len(reading.norms) > MOST_WORDS and words_in(reading.text) > MOST_WORDS:
            return [(0, len(reading.norms), rule.severity)]
    elif rule.detector is Detector.CLOSED_QUESTION:
        return [
            (sentence.first, sentence.last, rule.severity)
            for sentence, kind in zip(reading.utterance.sentences, reading.questions, strict=True)
            if kind is Question.CLOSED
        ]
    return []


def _apart(found: Iterable[tuple[int, int, Severity]]) -> list[tuple[int, int, Severity]]:
    kept: list[tuple[int, int, Severity]] = []
    for first, last, severity in sorted(found, key=lambda f: (f[0], -f[1])):
        if kept and first < kept[-1][1]:
            before = kept[-1]
            heavier = min(before[2], severity, key=_WEIGHT.__getitem__)
            kept[-1] = (before[0], max(before[1], last), heavier)
        else:
            kept.append((first, last, severity))
    return kept
