"""What can be wrong with a scenario that can be read, and where. The language room has the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cockpit.playbook.problems import N_


class Code(StrEnum):
    """The name of each flaw."""

    NO_SUCCESS = "no-success"
    NOT_BEST = "not-best"
    DEAD_END = "dead-end"
    NEVER_TOLD = "never-told"
    NEVER_RAISED = "never-raised"
    NEVER_SAID = "never-said"
    UNKNOWN_FIELD = "unknown-field"
    LONG = "long"
    TWICE = "twice"
    MODEL_TONE = "model-tone"
    MODEL_ENDS = "model-ends"
    MODEL_RESULT = "model-result"
    MODEL_SCORE = "model-score"


TEXTS: Mapping[Code, str] = {
    Code.NO_SUCCESS: N_("No talk with this debtor comes to a result."),
    Code.NOT_BEST: N_(
        "The best is {best} working days after the call here; no talk was found that comes below {reached}."
    ),
    Code.DEAD_END: N_("After this nothing can be agreed any more: {path}."),
    Code.NEVER_TOLD: N_("Nothing brings this fact out: {name}."),
    Code.NEVER_RAISED: N_("This objection never comes up: {name}."),
    Code.NEVER_SAID: N_("He never does this, so these lines are never said: {name}."),
    Code.UNKNOWN_FIELD: N_("Nothing fills {name} here; there are: {names}."),
    Code.LONG: N_("The line has {words} words; at most {most} can be said in one breath."),
    Code.TWICE: N_("This line is in the scenario twice: “{text}”"),
    Code.MODEL_TONE: N_("The model line breaks the tone rule {rule}: “{text}”"),
    Code.MODEL_ENDS: N_("The talk is over before this model line is said: “{text}”"),
    Code.MODEL_RESULT: N_("The model talk does not reach the best result."),
    Code.MODEL_SCORE: N_("The model talk scores {score}; a model has at least {least}."),
}
"""What is said of each, with places for its values."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a scenario: where in its file (from 1), and what."""

    path: str
    line: int
    column: int
    code: Code
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return TEXTS[self.code].format(**self.values)
