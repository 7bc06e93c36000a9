"""The rules as values: what a rule is, what it finds, and what can be wrong with a file of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cockpit.core.call import CallKind, Stage
from cockpit.tone.grammar import Grammar
from cockpit.tone.phrases import Phrases


class Severity(StrEnum):
    """How much a finding weighs: an error is never shipped, a suggestion never stops anybody."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Circumstance(StrEnum):
    """What can be asked of an utterance beside its words. The first five look at the match's sentence."""

    CLOSED = "closed"  # it is a closed question or a choice
    ASKED = "asked"  # it is a question of any kind
    SUPPOSED = "supposed"  # it only supposes: "misschien", "perhaps"
    CONDITIONAL = "conditional"  # it sets a condition: "als", "if"
    STATED = "stated"  # none of these four
    EXACT = "exact"  # the utterance names a day, a date or a term in days
    ASKS_DAY = "asks-day"  # the utterance asks for the day
    CONDITION = "condition"  # the utterance sets a condition


class Detector(StrEnum):
    """What the engine finds by itself, without phrases."""

    CLOSED_QUESTION = "closed-question"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Match:
    """A block of phrases that breaks a rule. `only`: in one of these circumstances; empty is always.

    `when` are phrases that stand in the same sentence, in whatever place, `without` phrases that do not.
    """

    phrases: Phrases
    only: frozenset[Circumstance] = frozenset()
    severity: Severity | None = None
    when: Phrases | None = None
    without: Phrases | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A spoken replacement and when it fits: `when` is in the sentence, `without` is not."""

    say: str
    when: Phrases | None = None
    without: Phrases | None = None
    stages: frozenset[Stage] = frozenset(Stage)


@dataclass(frozen=True, slots=True)
class Example:
    """A line that belongs to a rule: good ones keep it, bad ones break it, in this stage and kind."""

    text: str
    stage: Stage
    kind: CallKind


@dataclass(frozen=True, slots=True)
class Rule:
    """One tone rule. `stages` and `kinds` are where it holds; `unless` are circumstances that excuse it.

    `named_is_fine` leaves words alone that are only named, between quotation marks or as somebody's name;
    `drop` are words that a replacement does not take over from the line. `source` is the article and tip
    ("S0.2"), `other_side` what another article says and what settled it ("" when they agree).
    """

    id: str
    severity: Severity
    message: str
    stages: frozenset[Stage] = frozenset(Stage)
    kinds: frozenset[CallKind] = frozenset(CallKind)
    detector: Detector | None = None
    matches: tuple[Match, ...] = ()
    leave: tuple[Phrases, ...] = ()
    unless: frozenset[Circumstance] = frozenset()
    named_is_fine: bool = False
    drop: Phrases | None = None
    replacements: tuple[Replacement, ...] = ()
    source: str = ""
    other_side: str = ""
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one language, with the grammar that they lean on."""

    language: str
    rules: tuple[Rule, ...]
    grammar: Grammar

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id; None when the set does not have it (or it is switched off)."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: `start` and `end` are characters, `end` not included.

    `message` says what happens to the customer when he hears it, `suggestion` is what to say instead ("" when
    there is nothing better than leaving it out), both in the language of the line. `replaces` are the first
    and the last character, not included, of what the suggestion stands for: the sentence of the breach.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    suggestion: str = ""
    source: str = ""
    other_side: str = ""
    replaces: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A line may break a rule for a reason. Raises `ValueError` without one: the next reader asks for it."""

    rule: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"an exemption from {self.rule!r} needs a reason")


class RuleError(Exception):
    """A rule file that cannot be used: which file, line (0 when unknown) and key, and what was expected.

    `template` is what was expected, with places for `values`.
    """

    def __init__(
        self, path: str, line: int, key: str, template: str, values: Mapping[str, object] | None = None
    ) -> None:
        self.path = path
        self.line = line
        self.key = key
        self.template = template
        self.values = dict(values or {})
        place = f"{path}:{line}" if line else path
        super().__init__(": ".join(part for part in (place, key, f"expected {self.expected}") if part))

    @property
    def expected(self) -> str:
        """What was expected, in English."""
        return self.template.format(**self.values)
