"""`cockpit practice`: scenarios listed, checked and on paper, talks judged, progress."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cockpit.commands import practice_start
from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.desk.practising import practice_store
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import SHELF, Library

SCENARIO = "grote-klant.nl.toml"
TEXT = (SHELF / SCENARIO).read_text(encoding="utf-8")
TALKS = Path(__file__).parents[1] / "roleplay" / "transcripts"
GOOD = str(TALKS / "nl.reminder.zonneveld.good.jsonl")
POOR = str(TALKS / "nl.reminder.zonneveld.poor.jsonl")
ON = ("--kind", "reminder", "--lang", "nl", "--on", "2026-11-23")


def test_the_shape_that_scripts_rely_on(run):
    ran = run("practice", "score", GOOD, *ON, "--json")
    assert ran.status == 0
    assert ran.err == ""
    shape = ran.json
    assert shape["total"] >= 80
    assert shape["agreed"]["amount"] == "1842.50"
    assert shape["agreed"]["date"] == "2026-11-27"
    assert {"open_questions", "closed_questions", "banned_words", "silences", "talk_share"} <= set(
        shape["counts"]
    )
    for check in shape["checks"]:
        assert {"id", "passed", "quote", "better"} <= set(check)
        assert check["passed"] in {True, False, None}
    assert len({check["id"] for check in shape["checks"]}) == len(shape["checks"])


def test_nothing_agreed_is_null(run):
    shape = run("practice", "score", POOR, *ON, "--json").json
    assert shape["agreed"] is None
    assert len(shape["work_on"]) == 2


def test_a_scorecard_for_people(run):
    ran = run("practice", "score", POOR, *ON)
    assert ran.status == 0
    assert "“Dat is mijn probleem niet. U moet die factuur gewoon betalen.”" in ran.out
    assert "(S0.2)" in ran.out
    good = run("practice", "score", GOOD, *ON).out.replace("\xa0", " ")
    assert "€ 1.842,50" in good
    assert "vrijdag 27 november 2026" in good


def test_somebody_else_on_the_line(run):
    name = str(TALKS / "nl.reminder.derde.good.jsonl")
    ran = run("practice", "score", name, *ON, "--json")
    assert ran.json["reached"] is False
    assert run("practice", "score", name, *ON).status == 0


def test_the_day_of_the_call_decides_what_friday_is(run):
    shape = run(
        "practice", "score", GOOD, "--kind", "reminder", "--lang", "nl", "--on", "2026-11-16", "--json"
    ).json
    assert shape["agreed"]["date"] in {"2026-11-20", "2026-11-27"}
    assert run("practice", "score", GOOD, "--kind", "reminder", "--lang", "nl", "--json").status == 0


def test_standard_input_is_a_talk(run, monkeypatch):
    raw = io.BytesIO(Path(GOOD).read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="ascii"))
    assert run("practice", "score", "-", *ON, "--json").json["total"] >= 80


def test_a_bad_line_is_refused_with_its_number(run, tmp_path):
    lines = Path(GOOD).read_text(encoding="utf-8").splitlines()
    lines[3] = json.dumps({"speaker": "nobody", "text": "x"})
    (tmp_path / "talk.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = run("practice", "score", "talk.jsonl", *ON, "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "talk.jsonl, " in ran.err
    assert "4" in ran.err
    assert "collector, debtor" in ran.err


def test_what_cannot_be_read(run, tmp_path):
    ran = run("practice", "score", "absent.jsonl", *ON)
    assert (ran.status, ran.out) == (2, "")
    assert "absent.jsonl" in ran.err
    assert run("practice", "score", str(tmp_path), *ON).status == 2


def test_an_empty_talk_scores_nothing(run, tmp_path):
    (tmp_path / "talk.jsonl").write_text("")
    ran = run("practice", "score", "talk.jsonl", *ON, "--json")
    assert (ran.status, ran.json["total"], ran.json["agreed"]) == (0, 0, None)


def test_a_language_without_moves(run, monkeypatch):
    monkeypatch.setattr("cockpit.commands.practice.current", lambda: "fr")
    ran = run("practice", "score", GOOD, "--kind", "reminder")
    assert ran.status == 2
    assert "fr" in ran.err


@pytest.mark.parametrize(
    "words", [("practice",), ("practice", "score", GOOD), ("practice", "score", GOOD, "--kind", "x")]
)
def test_what_is_missing_is_said(run, words):
    ran = run(*words)
    assert ran.status == 2
    assert ran.out == ""


def test_english(run):
    name = str(TALKS / "en.reminder.bond.good.jsonl")
    ran = run("practice", "score", name, "--kind", "reminder", "--lang", "en", "--on", "2026-11-23")
    assert "agreed: €1,842.50 on Friday" in ran.out.replace("\xa0", " ")


# -- scenarios ----------------------------------------------------------------------------------------------


@pytest.fixture
def own(folder):
    scenarios = folder / "scenarios"
    scenarios.mkdir(parents=True)
    return scenarios


def test_the_scenarios_are_listed(run, own):
    (own / "eigen.nl.toml").write_text(TEXT.replace("level = 2", "level = 5"), encoding="utf-8")
    (own / "kapot.nl.toml").write_text(TEXT.replace("level = 2", "level = 6"), encoding="utf-8")
    ran = run("practice", "list", "--json")
    assert ran.status == 0
    assert len(ran.json) == len(Library(own).scenarios())
    mine = next(one for one in ran.json if one["id"] == "eigen")
    assert (mine["own"], mine["level"], mine["kind"]) == (True, 5, "reminder")
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if text == "level = 2")
    assert f"kapot.nl.toml, line {line}, does not count" in ran.err
    assert "from 1 to 5" in ran.err
    table = run("practice", "list", "--level", "5", "--kind", "reminder", "--lang", "nl")
    assert "eigen" in table.out
    assert "grote-klant" not in table.out
    (own / "kapot.nl.toml").unlink()
    assert {one["language"] for one in run("practice", "list", "--lang", "nl", "--json").json} == {"nl"}


def test_no_such_scenario_in_the_list(run, monkeypatch):
    monkeypatch.setattr("cockpit.roleplay.library.SHELF", SHELF / "absent")
    ran = run("practice", "list")
    assert (ran.status, ran.out) == (0, "")
    assert "no such scenario" in ran.err


def test_what_is_sound_is_checked_in_a_table(run, tmp_path):
    good = tmp_path / SCENARIO
    good.write_text(TEXT, encoding="utf-8")
    ran = run("practice", "check", str(good))
    assert ran.status == 0
    assert "grote-klant.nl" in ran.out
    assert "2 working days" in ran.out
    assert "✓" in ran.out
    shape = run("practice", "check", str(good), "--on", "2026-12-21", "--json").json
    assert shape[0]["best"] == [{"amount": "1842.50", "date": "2026-12-23"}]
    assert shape[0]["best_after"] == 2
    assert shape[0]["whole"] is True


def test_what_is_wrong_is_told_with_its_place(run, own):
    (own / "lang.nl.toml").write_text(TEXT.replace("daar waren we druk mee", "druk " * 40), encoding="utf-8")
    (own / "stuk.nl.toml").write_text("[[", encoding="utf-8")
    ran = run("practice", "check", str(own / "lang.nl.toml"), str(own / "stuk.nl.toml"))
    assert ran.status == 1
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if "druk mee" in text)
    assert f"lang.nl.toml:{line}:" in ran.out
    assert "long The line has" in ran.out
    assert "stuk.nl.toml:1:" in ran.out
    shapes = run("practice", "check", str(own / "lang.nl.toml"), str(own / "stuk.nl.toml"), "--json").json
    assert [found["rule"] for found in shapes[0]["found"]] == ["long"]
    assert shapes[1]["id"] is None
    assert run("practice", "check", str(own / "absent.nl.toml")).status == 2


def test_a_check_of_one_scenario_by_its_name(run, own):
    named = run("practice", "check", "grote-klant", "--json")
    assert named.status == 0
    assert {(one["id"], one["language"]) for one in named.json} == {
        ("grote-klant", "nl"),
        ("grote-klant", "en"),
    }
    assert len(run("practice", "check", "grote-klant.nl", "--json").json) == 1
    ran = run("practice", "check", "niets\x1b[31m")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "niets: there is no such scenario or file.\n"


def test_without_a_file_all_are_checked(run, own, monkeypatch, tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / SCENARIO).write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("cockpit.roleplay.library.SHELF", shelf)
    (own / "eigen.nl.toml").write_text(TEXT, encoding="utf-8")
    assert [one["id"] for one in run("practice", "check", "--json").json] == ["grote-klant", "eigen"]
    for path in (shelf / SCENARIO, own / "eigen.nl.toml"):
        path.unlink()
    assert (run("practice", "check").status, run("practice", "check").out) == (0, "")


def test_lint_judges_a_scenario_as_one(run, tmp_path):
    path = tmp_path / SCENARIO
    path.write_text(TEXT.replace("Op welke dag staat", "U moet zeggen op welke dag"), encoding="utf-8")
    ran = run("lint", str(path))
    assert ran.status == 1
    assert "model-tone" in ran.out
    path.write_text(TEXT, encoding="utf-8")
    assert (run("lint", str(path)).status, run("lint", str(path)).out) == (0, "")
    path.write_text(TEXT.replace("level = 2", "level = 6"), encoding="utf-8")
    assert "from 1 to 5" in run("lint", str(path)).out


def test_the_card_of_the_trainer(run):
    text = run("practice", "card", "grote-klant", "--lang", "nl", "--on", "2026-11-23")
    assert text.status == 0
    assert "woensdag 25 november 2026" in text.out
    markdown = run("practice", "card", "grote-klant.en", "--format", "md", "--on", "2026-11-23")
    assert markdown.out.startswith("# Trainer's card: ")
    shape = run("practice", "card", "grote-klant", "--json", "--on", "2026-11-23").json
    assert (shape["language"], shape["in_mind"]) == ("en", "2026-12-17")
    absent = run("practice", "card", "niets")
    assert absent.status == 2
    assert "grote-klant" in absent.err


# -- a talk held in a scenario ------------------------------------------------------------------------------


def test_a_talk_in_a_scenario_is_judged_beside_its_best(run, own, tmp_path):
    other = TEXT.replace("mevrouw Bos", "meneer Kaptein").replace("1842.50", "975.00")
    (own / "eigen.nl.toml").write_text(other, encoding="utf-8")
    words = ("practice", "score", POOR, "--scenario", "eigen", "--on", "2026-11-23")
    shape = run(*words, "--json").json
    better = {check["id"]: check["better"] for check in shape["checks"]}
    assert "€ 975,00 op woensdag 25 november" in better["read-back"]
    assert better["greeted"] in {None, "Goedemorgen, meneer Kaptein."}
    assert shape["best"] == {"amount": "975.00", "currency": "EUR", "date": "2026-11-25", "days_later": None}
    assert run(*words).out.startswith("The best possible: €975.00 from Wednesday")
    good = run("practice", "score", GOOD, "--scenario", "grote-klant.nl", "--on", "2026-11-23", "--json").json
    assert good["best"]["days_later"] == 2
    assert run("practice", "score", GOOD, "--scenario", "niets").status == 2
    assert run("practice", "score", GOOD, "--scenario", "eigen", "--kind", "reminder").status == 2


def test_of_somebody_else_the_best_is_a_day_to_ring_back(run, own):
    stranger = TEXT + '\n[stranger]\npicks_up = "Receptie."\nsay = ["Die is er niet."]\nback_in = 3\n'
    (own / "derde.nl.toml").write_text(stranger, encoding="utf-8")
    words = ("practice", "score", GOOD, "--scenario", "derde", "--on", "2026-11-23")
    assert run(*words, "--json").json["best"]["amount"] is None
    assert "know when to ring back, Thursday 26" in run(*words).out


# -- progress -----------------------------------------------------------------------------------------------

TRY = Attempt(
    "Sanne",
    datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    "grote-klant",
    "nl",
    2,
    CallKind.REMINDER,
    7,
    date(2026, 11, 23),
    81,
    Money(Decimal("1842.50")),
    date(2026, 11, 27),
    {Check.GREETED: True, Check.READ_BACK: False},
)


def test_progress(run, folder):
    ran = run("practice", "progress")
    assert (ran.status, ran.out) == (0, "")
    assert "Nobody" in ran.err
    assert run("practice", "progress", "--json").json == []
    store = practice_store(folder)
    for n in range(6):
        store.add(replace(TRY, seed=n, total=60 + n))
    one = run("practice", "progress").out
    assert one.startswith("Sanne · 6 talks · level 0")
    assert "(+3)" in one
    assert "Work on: Read back what was agreed" in one
    assert "Next: grote-klant (once more)" in one
    store.add(replace(TRY, trainee="Joris", total=90))
    table = run("practice", "progress").out.splitlines()
    assert [line.split()[0] for line in table] == ["trainee", "Joris", "Sanne"]
    shape = run("practice", "progress", "--trainee", "Joris", "--json").json
    assert [one["trainee"] for one in shape] == ["Joris"]
    assert shape[0]["levels"] == [{"level": 2, "tried": 1, "passed": 1, "best": 90}]
    assert shape[0]["checks"]["read-back"] == {"passed": 0, "seen": 1}
    with store.path.open("a") as file:
        file.write("{\n")
    assert "cannot be read: 1" in run("practice", "progress").err


def test_progress_that_cannot_be_read(run, folder):
    store = practice_store(folder)
    store.path.mkdir(parents=True)
    assert run("practice", "progress").status == 2
    store.path.rmdir()
    (store.folder / "ledger.json").write_text("{}")
    ran = run("practice", "progress")
    assert ran.status == 2
    assert "real work" in ran.err


def test_practice_leaves_the_real_commands_as_they_are(run, demo):
    """No record of practice is seen by what reads the real workspace."""
    words = (
        ("report", "--json"),
        ("report", "--csv"),
        ("queue", "--json"),
        ("summary", "--json"),
        ("summary", "--format", "ics"),
        ("doctor", "--json"),
    )
    before = [run(*some).out for some in words]
    store = practice_store(demo)
    for n in range(5):
        store.add(replace(TRY, seed=n, trainee="Zonneveld"))
    assert [run(*some).out for some in words] == before
    assert run("show", "Sanne").status == 1
    assert run("summary", "grote-klant").status == 1
    assert not (demo / "outbox").exists()


def test_a_talk_is_practised_on_the_screen(run, monkeypatch):
    opened = []
    monkeypatch.setattr(practice_start, "needs_terminal", lambda: None)
    monkeypatch.setattr(practice_start.PracticeApp, "run", lambda app: opened.append(app))
    monkeypatch.setattr(practice_start, "log_to", lambda _folder: None)
    assert run("practice", "start", "grote-klant.nl", "--seed", "7", "--trainee", "Sam").status == 0
    assert run("practice", "start", "--level", "2").status == 0
    named, chosen = (app.get_default_screen() for app in opened)
    assert (named._first.id, named._first.language, named._seed) == ("grote-klant", "nl", 7)
    assert named.practice.trainee == "Sam"
    assert (chosen._first, chosen._level) == (None, 2)


def test_what_is_not_there_or_not_on_a_terminal_is_not_practised(run):
    assert run("practice", "start", "niemand").status == 2
    assert "terminal" in run("practice", "start", "grote-klant").err
