"""What `cockpit lint` finds in a playbook: ours, copied and broken in one place, and what is printed then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cockpit.playbook.library import SHELF


@pytest.fixture
def own(folder: Path) -> Path:
    """The team's own playbooks: a copy of all of ours."""
    shutil.copytree(SHELF, folder / "playbooks")
    return folder / "playbooks"


@pytest.fixture
def alone(folder: Path) -> Path:
    """A folder in which nothing is yet."""
    (folder / "playbooks").mkdir(parents=True)
    return folder / "playbooks"


def broken(path: Path, old: str, new: str, at: str = "") -> str:
    """Write the file with one thing changed; `line:column` of where `at`, or else `new`, begins in it."""
    text = path.read_text(encoding="utf-8")
    start = text.index(old)
    text = text[:start] + new + text[start + len(old) :]
    path.write_text(text, encoding="utf-8")
    found = text.index(at, start) if at else start
    return f"{text.count(chr(10), 0, found) + 1}:{found - text.rfind(chr(10), 0, found)}"


def said(run, *paths: Path) -> list[str]:
    """What is printed about these files, without their folder."""
    ran = run("lint", *map(str, paths), "--lang", "en")
    lines = [line.removeprefix(f"{paths[0].parent}/") for line in ran.out.splitlines()]
    assert ran.status == (1 if any(": error " in line for line in lines) else 0)
    return lines


def only(run, path: Path) -> str:
    """The one thing that is printed about a file."""
    (line,) = said(run, path)
    return line


def test_nothing_is_said_of_ours(run, own):
    assert said(run, *sorted(own.iterdir())) == []


# -- the way through the steps ------------------------------------------------------------------------------


def test_a_step_after_which_nothing_comes(run, own):
    path = own / "reminder.nl.toml"
    at = broken(path, 'listen = true\nnext = "confirm"\n', "listen = true\n")
    line, _, _ = at.partition(":")
    step = f"{int(line) - 4}:1"  # the [[step]] itself
    assert only(run, path) == (
        f"reminder.nl.toml:{step}: error dead-end "
        "The talk ends at “no-day”, before the closing: name the step that follows."
    )


def test_a_talk_that_goes_round_in_circles(run, own):
    path = own / "dunning.en.toml"
    at = broken(
        path, 'title = "Confirm and thank"', 'title = "Confirm and thank"\nnext = "read-back"', 'read-back"'
    )
    assert only(run, path) == (
        f"dunning.en.toml:{at}: error dead-end "
        "The talk goes round in circles: “confirm” leads back to “read-back”."
    )


def test_a_step_to_which_nothing_leads_any_more(run, own):
    path, pair = own / "callback.nl.toml", own / "callback.en.toml"
    for file in (path, pair):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('to = "no-day"', 'to = "in-parts"'), encoding="utf-8")
    at = broken(path, 'id = "no-day"', 'id = "no-day"').partition(":")[0]
    assert only(run, path) == (
        f"callback.nl.toml:{int(at) - 1}:1: warning unreachable No step leads to “no-day”: it is never said."
    )


def test_a_branch_to_a_step_that_there_is_not(run, own):
    path = own / "reminder.en.toml"
    at = broken(path, 'to = "in-parts"', 'to = "in-part"', 'in-part"')
    line = said(run, path)[0]
    assert line.startswith(
        f"reminder.en.toml:{at}: error dead-end step 4, branch 2, to: expected is the id of a step"
    )


def test_a_next_that_is_no_step(run, own):
    path = own / "reminder.en.toml"
    at = broken(path, 'next = "right-person"', 'next = "the-person"', 'the-person"')
    line = said(run, path)[0]
    assert line.startswith(
        f"reminder.en.toml:{at}: error dead-end step 10, next: expected is the id of a step: ask-"
    )


def test_a_circle_that_asks_for_no_day(run, own):
    """He is put through again and again, as long as the caller goes on."""
    path = own / "reminder.en.toml"
    at = broken(
        path, 'id = "right-person"', 'next = "ask-for-contact"\nid = "right-person"', 'ask-for-contact"'
    )
    broken(path, 'to = "put-through"', 'to = "put-through"\n[[step.branch]]\nwhen = "It is"\nto = "purpose"')
    found = [line for line in said(run, path) if " translation " not in line]
    assert found == [
        f"reminder.en.toml:{at}: error dead-end "
        "The talk goes round from “ask-for-contact” to “right-person”, and no line of it asks for a day."
    ]


# -- the lines ----------------------------------------------------------------------------------------------


def test_a_field_that_there_is_not(run, own):
    path = own / "reminder.nl.toml"
    at = broken(
        path, "Welke dag kan ik bij {amount} noteren?", "Welke dag kan ik bij {amout} noteren?", "{amout}"
    )
    assert only(run, path) == (
        f"reminder.nl.toml:{at}: error unknown-field "
        "step 4, line 1, or_say 1: expected is the field {amount} instead of {amout}"
    )


def test_a_line_that_needs_another_wording(run, own):
    path = own / "reminder.nl.toml"
    at = broken(
        path,
        'Spreek ik met {contact}?"\nif_unknown = "Dag, met {caller} van {firm}. Met wie spreek ik?"',
        'Spreek ik met {contact}?"',
        "{contact}",
    )
    assert only(run, path) == (
        f"reminder.nl.toml:{at}: warning no-fallback "
        "Not every debtor has {contact}: this line needs an if_unknown."
    )


def test_a_line_that_is_too_long_for_one_breath(run, own):
    path = own / "courtesy.en.toml"
    more = (
        "There's no hurry, and our driver left it all at the back door early in the morning as he always does"
    )
    at = broken(path, "There's no hurry", more)
    assert only(run, path).startswith(f"courtesy.en.toml:{at}: suggestion long ")


def test_what_others_are_not_to_hear(run, own):
    path = own / "common.nl.toml"
    at = broken(path, "met een bericht voor {contact}", "met een bericht over {amount}", "{amount}")
    assert only(run, path) == (
        f"common.nl.toml:{at}: error debt-named "
        "Somebody else may hear this: {amount} tells him of the debt."
    )


def test_a_word_that_breaks_a_tone_rule(run, own):
    path = own / "dunning.nl.toml"
    at = broken(path, "Hoe kunnen we die dag samen halen?", "Hoe moet die dag gehaald worden?", "moet")
    assert only(run, path).startswith(f"dunning.nl.toml:{at}: error must ")


# -- the day ------------------------------------------------------------------------------------------------


def test_a_card_that_does_not_come_back_to_the_day(run, own):
    path = own / "objections.nl.toml"
    asked = 'date_question.say = "Op welke dag volgt de rest, ook wanneer uw klant later betaalt?"'
    at = broken(path, asked, 'date_question.say = "Dank u, dan weet ik genoeg."', "Dank u, dan")
    assert only(run, path) == (
        f"objections.nl.toml:{at}: error no-way-back "
        "“big-customer” does not come back to the day: its last line asks for one."
    )


def test_a_new_card_without_its_last_line(run, alone):
    path = alone / "objections.nl.toml"
    lines = ["acknowledge", "answer", "check", "by_when"]
    path.write_text(
        '[[objection]]\nid = "own"\nnumber = 11\ntitle = "Van onszelf"\n'
        + "".join(f'{name} = "Dank u wel."\n' for name in lines),
        encoding="utf-8",
    )
    found = [line for line in said(run, path) if " translation " not in line]
    assert found == [
        "objections.nl.toml:1:1: error no-way-back "
        "objection 1, date_question: expected is a text between quotation marks"
    ]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        (
            "{agreed_amount} betaalt op {agreed_day}, via",
            "dat betaalt op {agreed_day}, via",
            "{agreed_amount}",
        ),
        ("{agreed_amount} betaalt op {agreed_day}, via", "{agreed_amount} betaalt, via", "{agreed_day}"),
    ],
)
def test_a_closing_without_amount_or_day(run, own, old, new, missing):
    path = own / "reminder.nl.toml"
    at = broken(path, old, new).partition(":")[0]
    assert (
        f" error no-read-back The closing does not read the agreement back: no line of it says {missing}."
        in (only(run, path))
    )
    assert int(only(run, path).split(":")[1]) < int(at)


# -- the other language -------------------------------------------------------------------------------------


def test_a_step_that_only_one_language_has(run, own):
    path, pair = own / "courtesy.nl.toml", own / "courtesy.en.toml"
    step = '[[step]]\nid = "how-is-it"'
    here, there = broken(path, step, '[[step]]\nid = "hoe-is-het"'), broken(pair, step, step)
    assert said(run, path, pair) == [
        "courtesy.nl.toml:1:1: warning translation "
        "The step “how-is-it” of the language “en” is missing here.",
        f"courtesy.nl.toml:{here}: warning translation "
        "The step “hoe-is-het” is not there in the language “en”.",
        "courtesy.en.toml:1:1: warning translation "
        "The step “hoe-is-het” of the language “nl” is missing here.",
        f"courtesy.en.toml:{there}: warning translation "
        "The step “how-is-it” is not there in the language “nl”.",
    ]


def test_a_card_that_only_one_language_has(run, own):
    path, pair = own / "objections.en.toml", own / "objections.nl.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index('[[objection]]\nid = "payment-run"')], encoding="utf-8")
    (there,) = [line for line in said(run, pair) if "payment-run" in line] or [""]
    assert there == "", "an own file changes our cards: ours is still there"
    path.write_text(
        text.replace('id = "payment-run"\nnumber = 10', 'id = "round"\nnumber = 11'), encoding="utf-8"
    )
    found = said(run, path, pair)
    assert any("translation The card “round” is not there in the language “nl”." in line for line in found)
    assert any("translation The card “round” of the language “en” is missing here." in line for line in found)


def test_a_branch_that_only_one_language_has(run, own):
    path = own / "reminder.nl.toml"
    branch = '\n[[step.branch]]\nwhen = "Wil in delen betalen"\nto = "in-parts"\n'
    broken(path, branch, "")
    (found,) = said(run, own / "reminder.en.toml")
    assert (
        " warning translation The branch from “ask-date” to “in-parts” is not there in the language “nl”."
        in found
    )


def test_a_team_that_goes_its_own_way_in_one_language_is_asked_for_nothing_more(run, alone):
    """Without a pair of its own, ours in the other language tells only what his has more."""
    shutil.copy(SHELF / "courtesy.nl.toml", alone)
    path = alone / "courtesy.nl.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[step]]\nid = "how-is-it"')
    path.write_text(text[:start] + text[text.index("[[step]]", start + 5) :], encoding="utf-8")
    assert said(run, path) == []


def test_a_key_that_means_nothing(run, own):
    path = own / "reminder.en.toml"
    at = broken(path, 'hint = "Slowly: amount', 'hnt = "Slowly: amount', "Slowly")
    assert only(run, path) == f"reminder.en.toml:{at}: error form step 8, hnt: expected is the key 'hint'"
