"""What a check of a file finds, in one shape whoever found it."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.language import _
from cockpit.language.playbook_sentences import playbook_error, playbook_problem
from cockpit.language.tone_sentences import rule_error
from cockpit.playbook.places import Place
from cockpit.playbook.problems import Code, PlaybookError, Problem
from cockpit.tone import Failure, Finding, RuleError, Severity

FORM = Code.FORM.value


@dataclass(frozen=True, slots=True)
class Found:
    """Something found in a file. `line` and `column` are from 1, the column in characters.

    `rule` is the id of a tone rule or the code of what is wrong with a script. `suggestion` is what to say
    instead, `source` the article and tip, `other_side` what another article says; each may be empty.
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    suggestion: str = ""
    source: str = ""
    other_side: str = ""


def of_tone(path: str, place: Place, one: Finding) -> Found:
    """A line that breaks a tone rule."""
    return Found(
        path,
        place.line,
        place.column,
        one.severity,
        one.rule,
        one.message,
        one.suggestion,
        one.source,
        one.other_side,
    )


def of_script(problem: Problem) -> Found:
    """A script that goes wrong."""
    severity, text = Severity(problem.severity), playbook_problem(problem)
    return Found(problem.path, problem.line, problem.column, severity, problem.code.value, text)


def of_playbook_file(error: PlaybookError) -> Found:
    """A playbook file that cannot be used."""
    place = max(error.line, 1), max(error.column, 1)
    return Found(error.path, *place, Severity(error.severity), error.code.value, playbook_error(error))


def of_rule_file(error: RuleError) -> Found:
    """A rule file that cannot be used."""
    return Found(error.path, max(error.line, 1), 1, Severity.ERROR, FORM, rule_error(error))


def of_example(path: str, text: str, failure: Failure) -> Found:
    """A rule of the file `path` with this text that breaks an example of its own."""
    said = failure.example.text
    lines = enumerate(text.split("\n"), 1)
    place = next((Place(n, line.index(said) + 1) for n, line in lines if said in line), Place(1, 1))
    told = _("The rule finds this example, which is a good one: “{text}”")
    if failure.should_break:
        told = _("The rule does not find this example: “{text}”")
    return Found(path, place.line, place.column, Severity.ERROR, failure.rule, told.format(text=said))
