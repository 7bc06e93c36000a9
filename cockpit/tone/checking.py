"""Running the examples of the rules: one that breaks its own does not say what its author meant."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.tone.judging import judge
from cockpit.tone.reading import compile_all
from cockpit.tone.rules import Example, RuleSet


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that turned out otherwise: a bad one that was not found, or a good one that was."""

    rule: str
    example: Example
    should_break: bool


def check(rules: RuleSet) -> tuple[Failure, ...]:
    """Every example that does not do what it stands there for; empty when the file is sound.

    Raises `NotationError` for a phrase that cannot be read.
    """
    compile_all(rules.rules, rules.grammar)
    failures = []
    for rule in rules.rules:
        for example, should_break in (*((e, True) for e in rule.bad), *((e, False) for e in rule.good)):
            found = judge(
                example.text, lang=rules.language, stage=example.stage, kind=example.kind, rules=rules
            )
            if any(finding.rule == rule.id for finding in found) != should_break:
                failures.append(Failure(rule.id, example, should_break))
    return tuple(failures)
