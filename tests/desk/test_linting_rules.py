"""A team's own rules: added to ours, checked by their examples, told where they go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.judging import brief, linter, save

from cockpit.desk.linting import Circumstances, Linter
from cockpit.language import use
from cockpit.language.tone_sentences import rule_error
from cockpit.tone import RuleError

pytestmark = pytest.mark.usefixtures("english")

DUTCH = Circumstances("nl")

OWN_RULE = """
language = "nl"
[rule.please]
severity = "error"
message = "Dit klinkt als smeken."
source = "S0.2"
bad = "Betaalt u alstublieft."
good = "Op welke dag betaalt u?"
[[rule.please.match]]
phrases = "alstublieft"
"""


# -- a team's own rules -------------------------------------------------------------------------------------


def test_own_rules_are_added_to_ours(folder: Path) -> None:
    path = save(folder / "rules" / "nl.toml", OWN_RULE)
    judging = linter(folder)
    assert judging.rule_files() == [path]
    assert brief(judging.text("-", "U moet alstublieft betalen.", DUTCH)) == [
        (1, 3, "error", "must"),
        (1, 8, "error", "please"),
    ]
    assert judging.file(path, DUTCH) == []
    assert judging.problems == []
    assert Linter().text("-", "alstublieft", DUTCH) == []


def test_a_rule_file_that_cannot_be_used_is_told_and_ours_hold(folder: Path) -> None:
    path = save(folder / "rules" / "nl.toml", OWN_RULE.replace('severity = "error"', 'severity = "grave"'))
    judging = linter(folder)
    assert [f.rule for f in judging.text("-", "U moet alstublieft betalen.", DUTCH)] == ["must"]
    (problem,) = judging.problems
    assert (problem.path, problem.line, problem.severity.value, problem.rule) == (path, 4, "error", "form")
    assert "rule.please.severity: expected is one of" in problem.message
    assert judging.file(path, DUTCH) == [problem]


def test_what_was_expected_is_said_in_the_language_of_the_screen(folder: Path) -> None:
    path = save(folder / "rules" / "nl.toml", OWN_RULE.replace("message =", "mesage ="))
    use("nl")
    (found,) = linter(folder).file(path, DUTCH)
    assert found.message == "rule.please.mesage: verwacht wordt de sleutel 'message'"
    assert rule_error(RuleError("x", 1, "", "true or false"), "nl") == "verwacht wordt true of false"
    assert rule_error(RuleError("x", 1, "", "one of {names}", {"names": "a, b"}), "en") == (
        "expected is one of a, b"
    )


def test_an_example_that_does_not_do_what_it_stands_there_for(folder: Path) -> None:
    text = OWN_RULE.replace('good = "Op', 'good = "Alstublieft, op').replace('u alstublieft."', 'u toch."')
    path = save(folder / "rules" / "nl.toml", text)
    found = linter(folder).file(path, DUTCH)
    assert [(f.line, f.rule, f.severity.value) for f in found] == [
        (7, "please", "error"),
        (8, "please", "error"),
    ]
    assert found[0].message == "The rule does not find this example: “Betaalt u toch.”"
    assert found[1].message.startswith("The rule finds this example, which is a good one: “Alstublieft")


def test_a_rule_file_that_is_no_rule_file(folder: Path) -> None:
    path = save(folder / "rules" / "nl.toml", 'language = "nl"\nspelling = 3\n')
    (found,) = linter(folder).file(path, DUTCH)
    assert (found.line, found.rule) == (2, "form")
