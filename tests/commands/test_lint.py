"""`cockpit lint` in its two forms, and `cockpit playbook`."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.core.call import CallKind

KEYS = {"rule", "severity", "start", "end", "message", "suggestion"}

OWN = """kind = "reminder"
language = "en"
title = "Our own"
goal = "A day."
[[step]]
id = "hello"
stage = "closing"
title = "Hello"
hint = "Calmly."
listen = true
[[step.line]]
say = "You'll pay {agreed_amount} on {agreed_day}."
or_say = ["So {agreed_amount} on {agreed_day}?"]
"""


def asked(text: str, **other: str) -> str:
    return json.dumps({"text": text, "lang": "nl", "stage": "inquiry", "kind": "reminder"} | other)


@pytest.fixture
def typed(monkeypatch):
    """Something on standard input."""

    def type_(text: str) -> None:
        raw = io.BytesIO(text.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="ascii"))

    return type_


@pytest.fixture
def lines(tmp_path):
    def write(text: str, name: str = "lines.txt") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.fixture
def playbooks(folder: Path) -> Path:
    (folder / "playbooks").mkdir(parents=True)
    return folder / "playbooks"


# -- files --------------------------------------------------------------------------------------------------


def test_a_finding_is_written_as_editors_read_it(run, lines):
    name = lines("Goedemorgen.\nU moet vandaag betalen.\n")
    ran = run("lint", name, "--lang", "nl")
    first, *others = ran.out.splitlines()
    assert first.startswith(f"{name}:2:3: error must Moeten voelt als dwang")
    assert not others
    assert ran.status == 1
    assert "regels: 2 · fouten: 1" in ran.err


def test_a_replacement_stands_behind_the_reason(run, lines):
    ran = run("lint", lines("Why have you not paid?\n"), "--lang", "en")
    finding = run("lint", "lines.txt", "--lang", "en", "--json").json
    assert finding["suggestion"]
    assert ran.out.rstrip("\n").endswith(f"Rather: “{finding['suggestion']}”")


def test_json_is_an_object_a_finding(run, lines):
    ran = run("lint", lines("U moet betalen. Waarom niet?\nDag.\n"), "--lang", "nl", "--json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [(f["path"], f["line"], f["column"], f["rule"], f["severity"]) for f in found] == [
        ("lines.txt", 1, 3, "must", "error"),
        ("lines.txt", 1, 17, "why", "error"),
    ]
    assert found[1]["source"] == "S0.3"
    assert ran.status == 1


def test_only_an_error_ends_with_1(run, lines):
    name = lines("Belt u mij?\n")
    ran = run("lint", name, "--lang", "nl", "--stage", "negotiation")
    assert " warning closed-question " in ran.out
    assert ran.status == 0
    assert run("lint", name, "--lang", "nl", "--stage", "closing").out == ""


def test_stage_and_kind_of_plain_text(run, lines):
    name = lines("Hebt u de factuur niet ontvangen?\n")
    words = ("lint", name, "--lang", "nl", "--stage", "opening")
    assert run(*words).status == 1
    assert run(*words, "--kind", "courtesy").status == 0


def test_standard_input_is_plain_text(run, typed):
    typed("Dag.\r\nU moet betalen.")
    assert run("lint", "-", "--lang", "nl").out.startswith("-:2:3: error must")


def test_a_file_that_cannot_be_judged_does_not_stop_the_others(run, lines, tmp_path):
    (tmp_path / "photo.txt").write_bytes(b"\xff\xd8")
    ran = run("lint", "absent.txt", "photo.txt", lines("U moet betalen.\n"), "--lang", "nl")
    assert ran.status == 2
    assert ran.out.startswith("lines.txt:1:3: error must")
    assert "absent.txt" in ran.err
    assert "photo.txt is geen tekst" in ran.err
    assert run("lint", lines("Dag.\n"), "absent.txt").status == 2


def test_what_a_file_holds_cannot_steer_the_terminal(run, lines):
    ran = run("lint", lines("Why \x1b]0;x\x07 have\x1b[31m you not paid?\n"), "--lang", "en")
    assert ran.status == 1
    assert "\x1b" not in ran.out


def test_without_a_file_all_playbooks_are_judged(run, playbooks):
    ran = run("lint")
    assert (ran.status, ran.out) == (0, "")
    assert "14 playbook files that come along, 0 files of your own" in ran.err
    assert "errors: 0 · warnings: 0 · suggestions: 0" in ran.err


def test_without_a_file_the_teams_own_are_judged_too(run, playbooks, folder):
    (folder / "rules").mkdir()
    (folder / "rules" / "nl.toml").write_text('language = "en"\n')
    (playbooks / "reminder.en.toml").write_text(OWN.replace("You'll pay", "You must pay"))
    (playbooks / "remindr.en.toml").write_text(OWN)
    ran = run("lint")
    assert ran.status == 1
    assert "13 playbook files that come along, 3 files of your own" in ran.err
    found = [line.removeprefix(f"{folder}/").split(" ", 3) for line in ran.out.splitlines()]
    errors = [(place, rule) for place, severity, rule, _ in found if severity == "error"]
    assert errors == [
        ("playbooks/remindr.en.toml:1:1:", "form"),
        ("playbooks/reminder.en.toml:12:12:", "must"),
        ("rules/nl.toml:1:1:", "form"),
    ]


def test_own_rules_hold_everywhere(run, folder, lines):
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "nl.toml").write_text('language = "nl"\n[rule.must]\noff = true\n')
    assert run("lint", lines("U moet betalen.\n"), "--lang", "nl").status == 0
    (folder / "rules" / "nl.toml").write_text('language = "nl"\n[rule.must]\noff = 1\n')
    ran = run("lint", "lines.txt", "--lang", "nl")
    assert [line.split(" ")[2] for line in ran.out.splitlines()] == ["must", "form"]
    (folder / "answers").write_text(asked("U moet betalen."))
    ran = run("lint", "--jsonl", str(folder / "answers"))
    assert ran.json["findings"][0]["rule"] == "must"
    assert "nl.toml:3:" in ran.err


# -- lines of another program -------------------------------------------------------------------------------


def test_an_answer_for_each_line_in_its_order(run, lines):
    name = lines(
        "\n".join([asked("Op welke dag betaalt u?"), asked("U moet betalen."), asked("Dag.")]) + "\n"
    )
    ran = run("lint", "--jsonl", name)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert answers[0] == {"findings": []}
    assert answers[2] == {"findings": []}
    (finding,) = answers[1]["findings"]
    assert finding.keys() == KEYS
    assert (finding["rule"], finding["severity"], finding["start"], finding["end"]) == ("must", "error", 2, 6)
    assert all(isinstance(finding[key], str) for key in ("message", "suggestion"))
    assert (ran.status, ran.err) == (1, "")


def test_places_count_characters_of_the_text_as_it_was_given(run, typed):
    text = "  Goeiedag 🙂 — u  MOET \u00e9cht betalen"
    typed(asked(text))
    (finding,) = run("lint", "--jsonl", "-").json["findings"]
    assert text[finding["start"] : finding["end"]] == "MOET"


def test_without_an_error_it_ends_with_0(run, typed):
    typed(asked("Belt u mij?") + "\n")
    ran = run("lint", "--jsonl", "-")
    assert [f["severity"] for f in ran.json["findings"]] == ["warning"]
    assert ran.status == 0
    typed("")
    assert (run("lint", "--jsonl", "-").status, run("lint", "--jsonl", "-").out) == (0, "")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_invalid_line_gets_its_error_in_its_place(run, typed, language):
    bad = ["", "nonsense", "[]", asked("x", lang="fr"), asked("x", stage="middle"), '{"text": 3}']
    typed("\n".join([asked("Dag."), *bad, asked("U moet betalen.", lang="nl-BE")]) + "\n")
    ran = run("lint", "--jsonl", "-", "--lang", language)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 2
    assert [set(answer) for answer in answers] == [{"findings"}, *[{"error"}] * 6, {"findings"}]
    for number, answer in enumerate(answers[1:7], 2):
        assert answer["error"].startswith(f"line {number}: ")


def test_a_line_separator_inside_a_text_does_not_end_the_line(run, typed):
    typed(asked("Dag.\u2028U moet betalen.").replace("\\u2028", "\u2028"))
    ran = run("lint", "--jsonl", "-")
    assert len(ran.out.splitlines()) == 1
    assert [f["rule"] for f in ran.json["findings"]] == ["must"]


def test_half_a_character_is_answered(run, typed):
    typed(asked("U moet \ud800 betalen"))
    assert [f["rule"] for f in run("lint", "--jsonl", "-").json["findings"]] == ["must"]


def test_what_jsonl_does_not_take(run, lines, tmp_path):
    ran = run("lint", "--jsonl", lines(asked("Dag.")), "other.txt")
    assert (ran.status, ran.out) == (2, "")
    ran = run("lint", "--jsonl", "absent.jsonl")
    assert (ran.status, ran.out) == (2, "")
    assert "absent.jsonl cannot be read" in ran.err
    assert run("lint", "--jsonl", str(tmp_path)).status == 2


def test_an_answer_is_given_before_the_next_question_is_asked(tmp_path):
    """An editor keeps the command running and asks while one types."""
    command = [sys.executable, "-m", "cockpit", "--workspace", str(tmp_path), "lint", "--jsonl", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for text, rules in (("U moet betalen.", ["must"]), ("Dag.", [])):
            running.stdin.write(asked(text).encode() + b"\n")
            running.stdin.flush()
            assert [f["rule"] for f in json.loads(running.stdout.readline())["findings"]] == rules
        running.stdin.close()
        assert running.wait(10) == 1


# -- playbooks ----------------------------------------------------------------------------------------------


def test_the_list_says_where_each_comes_from(run, playbooks):
    (playbooks / "reminder.en.toml").write_text(OWN)
    listed = run("playbook", "list", "--json").json
    assert [(book["kind"], book["language"]) for book in listed] == [
        (kind.value, language) for language in ("en", "nl") for kind in CallKind
    ]
    (own,) = [book for book in listed if book["own"]]
    assert (own["title"], own["steps"], own["objections"]) == ("Our own", 1, 10)
    assert own["path"] == str(playbooks / "reminder.en.toml")
    rows = run("playbook", "list").out.splitlines()
    assert len(rows) == 10
    assert "1 step, 10 objections" in rows[1]
    assert rows[1].endswith("reminder.en.toml")
    assert rows[0].endswith("comes along")


def test_a_broken_playbook_is_told_and_ours_is_shown(run, playbooks):
    (playbooks / "reminder.en.toml").write_text('kind = "reminder"\nlanguage = 3\n')
    ran = run("playbook", "list")
    assert f"{playbooks}/reminder.en.toml, line 2, does not count" in ran.err
    assert (ran.status, ran.out.count("comes along")) == (0, 10)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("kind", list(CallKind))
def test_a_script_without_a_debtor_has_gaps(run, kind, language):
    ran = run("playbook", "show", kind.value, "--lang", language)
    assert ran.status == 0
    assert ("[contact person]" if language == "en" else "[contactpersoon]") in ran.out
    assert "{" not in ran.out
    shape = run("playbook", "show", kind.value, "--lang", language, "--json").json
    assert (shape["kind"], shape["language"]) == (kind.value, language)
    first = shape["steps"][0]["lines"][0]
    assert first["gaps"]
    assert first["or_say"]
    assert first["if_unknown"]
    assert [card["number"] for card in shape["objections"]] == list(range(1, 11))
    assert shape["voicemail"]
    assert shape["third_party"]


def test_a_script_is_written_as_it_is_spoken(run, playbooks):
    (playbooks / "reminder.en.toml").write_text(OWN)
    lines = run("playbook", "show", "reminder").out.splitlines()
    assert lines[:8] == [
        "Our own · Reminder · English",
        "Goal: A day.",
        "",
        "1. Closing · Hello",
        "   Calmly.",
        "   “You'll pay [amount agreed] on [day agreed].”",
        "     or: “So [amount agreed] on [day agreed]?”",
        "   … be silent and let the customer speak",
    ]
    assert lines[9].startswith("Objection 1 · ")
    assert any("acknowledge: “" in line for line in lines)


def test_a_script_filled_for_a_debtor(run, demo):
    ran = run("playbook", "show", "broken-promise", "--debtor", "zonneveld")
    assert ran.status == 0
    assert "Zonneveld" in ran.out
    assert "€ 1.842,50" in ran.out.replace("\xa0", " ")
    shape = run("playbook", "show", "broken-promise", "--debtor", "D-1007", "--json").json
    assert shape["language"] == "nl"
    assert "if that is not known" not in ran.out
    english = run("playbook", "show", "reminder", "--debtor", "D-1007", "--lang", "en", "--json").json
    assert english["language"] == "en"
    assert "€1,842.50" in json.dumps(english, ensure_ascii=False)


def test_a_debtor_that_is_not_there(run, demo):
    ran = run("playbook", "show", "reminder", "--debtor", "nobody at all")
    assert (ran.status, ran.out) == (1, "")
    assert "Nobody was found" in ran.err


def test_a_preview_leaves_every_byte_as_it_was(run, demo):
    before = {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()}
    run("playbook", "show", "reminder", "--debtor", "D-1007")
    assert {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()} == before


def test_no_command_here_makes_a_workspace(run, folder, lines):
    for words in (["lint"], ["lint", lines("Dag.")], ["playbook", "list"], ["playbook", "check"]):
        assert run(*words).status == 0, words
    assert not folder.exists()


def test_the_check_of_the_scripts(run, playbooks):
    ran = run("playbook", "check")
    assert (ran.status, ran.out) == (0, "")
    assert "Files: 14 · lines: 6" in ran.err
    text = OWN.replace("You'll pay {agreed_amount} on {agreed_day}.", "You'll pay soon.")
    text = text.replace('title = "Hello"', 'title = "Hello"\nnext = "hello"')
    (playbooks / "reminder.en.toml").write_text(text)
    ran = run("playbook", "check", "--json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    own = [(f["line"], f["rule"]) for f in found if f["path"].startswith(str(playbooks))]
    assert own == [(5, "no-read-back"), (5, "translation"), (9, "dead-end")]
    assert ran.status == 1


def test_a_language_of_the_screen_that_has_no_playbooks(run, demo, monkeypatch):
    monkeypatch.setattr("cockpit.commands.playbook.current", lambda: "fr")
    for words in ((), ("--debtor", "D-1007", "--lang", "en")):
        ran = run("playbook", "show", "reminder", *words)
        assert (ran.status, ran.out) == (2, "")
        assert "a language out of en, nl" in ran.err
