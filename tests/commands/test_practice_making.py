"""`cockpit practice new`, `drill` and `card`: scenarios of a team's own, and the trainer's card."""

from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from commands.conftest import MONDAY

from cockpit.commands import practice_curtain, practice_start
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.desk.duo import Roles
from cockpit.desk.practising import practice_store
from cockpit.roleplay.library import Library
from cockpit.screens.curtain import CurtainScreen
from cockpit.screens.duo import DuoScreen
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace


def test_a_scenario_is_begun_from_an_example(run, folder):
    ran = run("practice", "new", "onze-bakker", "--lang", "nl")
    path = folder / "scenarios" / "onze-bakker.nl.toml"
    assert ran.status == 0 and str(path) in ran.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("practice", "check", str(path)).status == 0
    assert Library(folder / "scenarios").find("onze-bakker", "nl").is_own
    shape = run("practice", "new", "onze-bakker.en", "--lang", "nl", "--json").json
    assert (shape["scenario"], shape["language"]) == ("onze-bakker", "en")


@pytest.mark.parametrize("name", ["../out", "A b", "", "x/y", "..", "x.fr", "a" * 300, "grote.klant"])
def test_what_is_no_name_is_refused_in_one_sentence(run, folder, name):
    ran = run("practice", "new", name)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert not list(folder.parent.rglob("*.toml"))


def test_what_is_there_stays_as_it_is(run, folder):
    assert run("practice", "new", "mine").status == 0
    path = folder / "scenarios" / "mine.en.toml"
    path.write_text("kept")
    ran = run("practice", "new", "mine")
    assert ran.status == 2 and "is there already" in ran.err
    assert path.read_text() == "kept"
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("")
    assert run("practice", "new", "mine").status == 2


# -- drills -------------------------------------------------------------------------------------------------


@pytest.fixture
def evaluated(demo):
    """The demo with a call of which somebody learned something."""
    store = Workspace.open(demo, now=lambda: MONDAY)
    name = next(iter(store.ledger().debtors))
    lesson = "Eerst luisteren naar mevrouw Kaptein (020 555 0199) en dan pas een dag noemen"
    store.save(
        Changes(
            calls=(
                Call(
                    "C-learned",
                    name,
                    CallKind.DUNNING,
                    MONDAY - timedelta(hours=1),
                    Phase.SAVED,
                    objections=("payment-run",),
                    notes="geheim",
                    evaluation=Evaluation("", "", lesson),
                ),
            )
        )
    )
    store.close()
    return demo, name


def kept(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.parent.name != "scenarios"}


def test_a_drill_is_made_of_the_last_evaluated_call(run, evaluated):
    folder, debtor = evaluated
    before = kept(folder)
    reports = [run(*words).out for words in (("report", "--json"), ("queue", "--json"))]
    shape = run("practice", "drill", "--json", "--seed", "4").json
    assert (shape["kind"], shape["objections"]) == ("dunning", ["payment-run"])
    assert shape["goal"] == "Volgende keer: Eerst luisteren naar mevrouw … en dan pas een dag noemen"
    text = (folder / "scenarios" / "drill-dunning-payment-run.nl.toml").read_text("utf-8")
    for secret in ("Kaptein", "0199", "geheim", debtor):
        assert secret not in text
    assert run("practice", "check", shape["path"]).status == 0
    assert kept(folder) == before, "nothing real was written"
    assert [run(*words).out for words in (("report", "--json"), ("queue", "--json"))] == reports
    for name in ("C-learned", debtor):
        ran = run("practice", "drill", name)
        assert ran.status == 0 and "cockpit practice start drill-dunning-payment-run-" in ran.out
    assert run("practice", "list", "--lang", "nl").out.count("drill-dunning") == 3


def test_of_whom_there_is_no_call_there_is_no_drill(run, demo):
    assert run("practice", "drill", "nobody at all").status == 1
    assert not (demo / "scenarios").exists()


def test_without_any_call(run, folder):
    Workspace.open(folder, now=lambda: MONDAY).close()
    ran = run("practice", "drill")
    assert (ran.status, ran.out) == (1, "")
    assert "No call was saved yet" in ran.err


# -- the card, and the start of a duo -----------------------------------------------------------------------


def test_the_card_in_a_file_is_for_the_trainer_only(run, tmp_path):
    path = tmp_path / "card.md"
    ran = run("practice", "card", "angry.nl", "--format", "md", "--output", str(path))
    assert (ran.status, ran.out) == (0, "")
    assert path.read_text("utf-8").startswith("# Kaart voor de trainer")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("practice", "card", "angry", "--json", "--output", str(path)).status == 0
    assert '"truth"' in path.read_text("utf-8")
    assert run("practice", "card", "angry", "--output", str(tmp_path)).status == 2


def test_without_a_day_the_card_is_for_the_day_of_the_talk(run, monkeypatch):
    """A talk is held on the first working day from today, and so the card is for that day."""
    monkeypatch.setattr("cockpit.commands.practice.utc_now", lambda: MONDAY - timedelta(days=1))
    assert run("practice", "card", "angry", "--json").json["on"] == "2026-11-23"


async def test_the_card_behind_its_curtain_on_a_screen_of_its_own(run, monkeypatch):
    opened = []
    monkeypatch.setattr(practice_curtain, "needs_terminal", lambda: None)
    monkeypatch.setattr(practice_curtain.CurtainApp, "run", lambda app: opened.append(app))
    assert run("practice", "card", "angry.nl", "--curtain").status == 0
    (app,) = opened
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, CurtainScreen) and not app.screen.is_lifted
        await pilot.press("space")
        assert app.screen.is_lifted
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0


def test_a_duo_is_started_with_its_names(run, monkeypatch, folder):
    opened = []
    monkeypatch.setattr(practice_start, "needs_terminal", lambda: None)
    monkeypatch.setattr(practice_start.PracticeApp, "run", lambda app: opened.append(app))
    monkeypatch.setattr(practice_start, "log_to", lambda _folder: None)
    words = ("--duo", "--trainee", "Sam", "--trainer", "Kim", "--observer", "Jo")
    assert run("practice", "start", "angry.nl", *words).status == 0
    screen = opened[0].get_default_screen()
    assert isinstance(screen, DuoScreen)
    assert screen.duo.roles == Roles("Sam", "Kim", "Jo")
    assert screen._first.id == "angry"


def test_where_says_where_scenarios_and_tries_are(run, folder):
    shape = run("where", "--json").json
    assert shape["scenarios"] == str(folder / "scenarios")
    assert shape["practice"] == str(practice_store(folder).folder)


def test_who_has_not_practised_is_said(run):
    assert "Sam has not practised yet" in run("practice", "progress", "--trainee", "Sam").err
