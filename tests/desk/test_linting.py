"""Judging playbook files, ours and a team's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk.judging import brief, linter, save

from cockpit.core.call import CallKind
from cockpit.desk.linting import Circumstances, Linter
from cockpit.language import use
from cockpit.playbook.library import SHELF
from cockpit.tone import Severity

pytestmark = pytest.mark.usefixtures("english")

DUTCH = Circumstances("nl")

BOOK = """kind = "reminder"
language = "nl"
title = "Eigen"
goal = "Een dag."

[[step]]
id = "ask-date"
stage = "inquiry"
title = "De dag"
[[step.line]]
say = "U moet {amount} betalen."
or_say = ["Komt het vrijdag?"]

[[step]]
id = "confirm"
stage = "closing"
title = "Terug"
[[step.line]]
say = "U betaalt {agreed_amount} op {agreed_day}."
"""


# -- what we ship -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(SHELF.glob("*.toml")), ids=lambda path: path.name)
def test_nothing_at_all_is_found_in_what_we_ship(path: Path) -> None:
    judging = Linter()
    assert judging.file(str(path), DUTCH) == []
    assert judging.lines > 5


@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_rules_keep_their_own_examples(language: str) -> None:
    rules = SHELF.parent.parent / "tone" / "rules"
    judging = Linter()
    assert judging.file(str(rules / f"{language}.toml"), DUTCH) == []
    assert judging.lines > 50


# -- playbooks ----------------------------------------------------------------------------------------------


def test_a_playbook_is_judged_as_a_script_and_as_words(tmp_path: Path) -> None:
    path = save(tmp_path / "draft.toml", BOOK)
    found = Linter().file(path, Circumstances("en"))
    assert brief(found) == [
        (11, 10, "error", "must"),
        (12, 12, "warning", "closed-question"),
    ]
    assert found[0].message.startswith("Moeten")


def test_a_card_is_judged_once_for_all_kinds_of_call(tmp_path: Path) -> None:
    card = "".join(
        f'{key} = "{text}"\n'
        for key, text in {
            "id": "x",
            "title": "X",
            "acknowledge": "Waarom zegt u dat?",
            "answer": "Hebt u de brief niet ontvangen?",
            "check": "Wie?",
            "by_when": "Vrijdag.",
            "date_question": "Wie betaalt er?",
        }.items()
    )
    path = save(tmp_path / "objections.nl.toml", f"[[objection]]\nnumber = 11\n{card}")
    assert [(f.severity.value, f.rule) for f in Linter().file(path, DUTCH)] == [
        ("warning", "translation"),
        ("error", "why"),
        ("error", "no-way-back"),
    ]


def test_a_line_that_is_too_long_is_told_once_with_its_fields_filled_in(tmp_path: Path) -> None:
    said = f"Goedemorgen, het gaat over {{amount}}{', en dat is fijn' * 9}."
    found = Linter().file(
        save(tmp_path / "draft.toml", BOOK.replace("U moet {amount} betalen.", said)), DUTCH
    )
    assert [f.rule for f in found] == ["long", "closed-question"]


def test_an_exemption_with_a_reason_passes_and_one_of_no_rule_is_told(tmp_path: Path) -> None:
    line = 'say = "U moet {amount} betalen."'
    text = BOOK.replace(line, f'{line}\nallow.must = "hij zegt het zelf zo"\nallow.mist = "?"')
    found = Linter().file(save(tmp_path / "draft.toml", text), DUTCH)
    assert brief(found) == [(13, 15, "warning", "form"), (14, 12, "warning", "closed-question")]
    assert found[0].message == "There is no rule “mist”."


def test_a_broken_playbook_is_found_in_the_language_of_the_screen(tmp_path: Path) -> None:
    path = save(
        tmp_path / "draft.toml", BOOK.replace("{amount}", "{bedrag}").replace('stage = "closing"', "")
    )
    found = Linter().file(path, DUTCH)
    assert [f.rule for f in found] == ["must", "unknown-field", "closed-question", "form", "no-fallback"]
    use("nl")
    told = next(f for f in Linter().file(path, DUTCH) if f.rule == "unknown-field")
    assert told.message.startswith(
        "step 1, line 1, say: verwacht wordt een bekend veld in plaats van {bedrag}"
    )


def test_toml_that_is_none_and_toml_that_is_nothing_of_ours(tmp_path: Path) -> None:
    (broken,) = Linter().file(save(tmp_path / "a.toml", "kind =\nx"), DUTCH)
    assert (broken.line, broken.severity, broken.rule) == (1, Severity.ERROR, "form")
    (other,) = Linter().file(save(tmp_path / "b.TOML", "name = 1\n"), DUTCH)
    assert "steps, objections or lines of a playbook" in other.message


def test_own_playbooks_are_compared_with_the_other_languages(folder: Path) -> None:
    path = save(folder / "playbooks" / "reminder.nl.toml", BOOK.replace('"confirm"', '"thanks"'))
    judging = linter(folder)
    ours, own = judging.playbooks()
    assert own == [path]
    assert str(SHELF / "reminder.nl.toml") not in ours
    assert len(ours) == 13
    found = [f for f in judging.file(path, DUTCH) if f.rule == "translation" and f.line > 1]
    assert [(f.line, f.severity.value) for f in found] == [(14, "warning")]
    assert "“thanks” is not there in the language “en”" in found[0].message


def of_ours(name: str, language: str) -> str:
    text = (SHELF / f"{name}.en.toml").read_text(encoding="utf-8")
    return text.replace('language = "en"', f'language = "{language}"')


def test_files_of_a_new_language(folder: Path) -> None:
    own = folder / "playbooks"
    path = save(own / "objections.fr.toml", of_ours("objections", "fr"))
    found = linter(folder).file(path, DUTCH)
    assert [f.rule for f in found] == ["form", "form"]
    assert "common.fr.toml beside it" in found[0].message
    assert "no tone rules for the language “fr”" in found[1].message
    path = save(own / "common.fr.toml", of_ours("common", "fr"))
    found = linter(folder).structure(path)
    assert [f.message.split(" ")[2] for f in found] == [f"{kind.value}.fr.toml" for kind in CallKind]
    for kind in CallKind:
        save(own / f"{kind.value}.fr.toml", of_ours(kind.value, "fr"))
    judging = linter(folder)
    assert [found for file in judging.playbooks()[1] for found in judging.structure(file)] == []


def test_what_a_new_language_lacks_is_told_once(folder: Path) -> None:
    own = folder / "playbooks"
    save(own / "common.fr.toml", of_ours("common", "fr"))
    cards = save(
        own / "objections.fr.toml", of_ours("objections", "fr").replace('id = "was-ill"', 'id = "malade"')
    )
    found = linter(folder).structure(cards)
    assert [(f.line > 1, f.message) for f in found] == [
        (False, "The card “was-ill” of the language “en” is missing here."),
        (True, "The card “malade” is not there in the language “en”."),
        (True, "The card “malade” is not there in the language “nl”."),
    ]


def test_an_own_playbook_in_both_languages_is_compared_with_itself(folder: Path) -> None:
    own = folder / "playbooks"
    text = BOOK.replace('"ask-date"', '"our-own"')
    dutch = save(own / "reminder.nl.toml", text)
    (found,) = linter(folder).structure(dutch)
    assert found.message == "The step “our-own” is not there in the language “en”."
    english = save(own / "reminder.en.toml", text.replace('language = "nl"', 'language = "en"'))
    judging = linter(folder)
    assert judging.structure(dutch) == judging.structure(english) == []


def test_what_is_never_used_is_told(folder: Path) -> None:
    save(folder / "playbooks" / "remindr.nl.toml", BOOK)
    (found,) = linter(folder).out_of_place()
    assert (found.line, found.column, found.severity.value, found.rule) == (1, 1, "error", "form")
    assert "a name such as reminder.nl.toml" in found.message
