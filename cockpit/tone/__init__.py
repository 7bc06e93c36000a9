"""The tone rules: what a line does to the customer who hears it, judged by language, stage and kind of call.

`judge` judges one utterance, `load` gives the rules of a language with a team's own file on top, `check` runs
the examples in a rule file. The rules themselves are the TOML files in `rules/`; the head of `rules/en.toml`
explains how to write one.
"""

from cockpit.tone.checking import Failure, check
from cockpit.tone.judging import asks_day, judge
from cockpit.tone.library import languages, load
from cockpit.tone.notation import NotationError
from cockpit.tone.rules import Exemption, Finding, Rule, RuleError, RuleSet, Severity

__all__ = [
    "Exemption",
    "Failure",
    "Finding",
    "NotationError",
    "Rule",
    "RuleError",
    "RuleSet",
    "Severity",
    "asks_day",
    "check",
    "judge",
    "languages",
    "load",
]
