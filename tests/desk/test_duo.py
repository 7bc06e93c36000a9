"""A sitting of two or three at the desk: the rounds, what is kept of them, and what is exported."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk import wrapping
from cockpit.desk.duo import Duo, Roles, what_was_recorded
from cockpit.desk.duo_words import recorded_lines, round_json, side_by_side, write_round
from cockpit.desk.practice_session import Practice
from cockpit.desk.practice_store import NotForPractice, PracticeStore, from_json, to_json
from cockpit.desk.settings import Settings
from cockpit.language import use
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.roleplay.observing import Recorded
from cockpit.roleplay.progress import progress

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 23)
LIBRARY = Library()
SCENARIO = LIBRARY.find("grote-klant", "nl").scenario
AWAY = LIBRARY.find("wrong-person", "nl").scenario
WHOLE = Money(Decimal("1842.50"))
THURSDAY = date(2026, 11, 26)
GOOD = Recorded(252, "mevrouw Bos", "Oven stond stil", WHOLE, THURSDAY, True, False, (), False, None)
NOTES = "| [x](y) *Bos* <b>"


@pytest.fixture(autouse=True)
def english():
    use("en")


@pytest.fixture
def duo(tmp_path):
    store = PracticeStore(tmp_path / "practice")
    practice = Practice(LIBRARY, store, "Sanne", Settings(caller="Sanne"), lambda: NOW, lambda: 1)
    return Duo(practice, Roles("Sanne", "Joris", "Kim"), lambda: NOW)


def concluded(duo, marks=None, recorded=GOOD, scenario=SCENARIO, earlier=()):
    return duo.conclude(scenario, recorded, marks or {Check.GREETED: True}, ON, earlier)


def test_everybody_has_every_role_in_turn():
    roles, seen = Roles("Sanne", "Joris", "Kim"), []
    for _ in range(3):
        seen.append(roles)
        roles = roles.swapped()
    assert roles == seen[0]
    for name in ("trainee", "trainer", "observer"):
        assert {getattr(one, name) for one in seen} == {"Sanne", "Joris", "Kim"}
    assert Roles("Sanne", "Joris").swapped() == Roles("Joris", "Sanne")
    assert Roles(" Sanne\x1b[31m ", "x" * 200).cleaned().trainee == "Sanne"
    assert len(Roles("a", "x" * 200).cleaned().trainer) == 80


def test_a_round_is_kept_with_its_sheet_and_read_again(duo):
    made = concluded(duo, {Check.GREETED: True, Check.READ_BACK: False, Check.NO_WHY: False})
    duo.keep(made)
    (kept,) = duo.practice.store.attempts()
    assert kept == made.attempt == from_json(json.loads(json.dumps(to_json(made.attempt))))
    assert (kept.trainee, kept.duet.trainer, kept.duet.observer) == ("Sanne", "Joris", "Kim")
    assert kept.duet.seconds == 252
    assert kept.duet.recorded[Check.READ_BACK] is True and kept.checks[Check.READ_BACK] is False
    assert made.differing == (Check.READ_BACK,)
    assert "Oven" not in duo.practice.store.path.read_text("utf-8"), "notes are not kept"
    (stands,) = progress([kept], (SCENARIO,))
    assert stands.talks == 1 and stands.checks[Check.NO_WHY] == (0, 1)


def test_the_result_is_that_of_the_panel_unless_the_observer_heard_otherwise(duo):
    assert concluded(duo).attempt.amount == WHOLE
    unheard = concluded(duo, {Check.DAY_AGREED: False})
    assert (unheard.attempt.day, unheard.attempt.amount) == (None, None)
    no_day = concluded(duo, recorded=replace(GOOD, day=None))
    assert (no_day.attempt.day, no_day.attempt.amount) == (None, None)
    back = replace(GOOD, amount=None, day=None, step=date(2026, 11, 25))
    assert concluded(duo, recorded=back, scenario=AWAY).attempt.day == date(2026, 11, 25)
    assert concluded(duo, {Check.NEXT_STEP: False}, back, AWAY).attempt.day is None


def test_it_stands_beside_the_best_and_the_last_try(duo):
    first = concluded(duo, recorded=replace(GOOD, day=date(2026, 11, 30)))
    second = concluded(duo, earlier=[first.attempt])
    assert (second.beside.days_from_best, second.beside.days_from_last) == (1, -4)


def test_the_rounds_of_a_scenario_side_by_side(duo):
    concluded(duo, recorded=replace(GOOD, day=None))
    duo.swap()
    concluded(duo, {Check.GREETED: False})
    duo.swap()
    concluded(duo, {Check.THANKED: True}, scenario=AWAY)
    duo.roles = Roles("Sanne", "Joris", "Kim")
    concluded(duo)
    rivals = duo.rivals(SCENARIO)
    assert [one.roles.trainee for one in rivals] == ["Kim", "Sanne"], "the last round of each"
    rows = {row[0]: row[1:] for row in side_by_side(rivals)}
    assert rows[""] == ("Kim", "Sanne")
    assert rows["Greeted"] == ("✗", "✓")
    assert rows["time"] == ("4 min 12 s",) * 2
    assert side_by_side([]) == []


def wrapped_up(duo, scenario, outcome, **typed):
    """The cockpit of a trainee who typed this and ended the call with an outcome."""
    desk = duo.begin(scenario)
    hand = desk.hand
    hand.start()
    hand.note(" Oven stond stil \n")
    hand.spoke_to("mevrouw Bos")
    hand.enter(replace(hand.call.entry, **typed))
    hand.change(replace(hand.call, read_back=True, objections=("big-customer",)))
    hand.change(replace(hand.call.hang_up(desk.session.now() + timedelta(seconds=75)), outcome=outcome))
    wrap_up = wrapping.prepare(hand, outcome)
    assert wrap_up.missing == ()
    return what_was_recorded(replace(wrap_up, call=wrapping.save(hand, wrap_up)), desk.session.zone)


def test_what_was_recorded_is_read_from_the_cockpit(duo):
    promise = Outcome(Reach.RIGHT_PERSON, Result.PROMISE)
    found = wrapped_up(duo, SCENARIO, promise, when="friday", if_we="a copy by mail", if_we_by="today")
    assert (found.seconds, found.contact, found.notes) == (75, "mevrouw Bos", "Oven stond stil")
    assert (found.amount, found.day, found.read_back) == (WHOLE, date(2026, 11, 27), True)
    assert found.cards == ("big-customer",) and found.step == ON and not found.gives
    assert duo.practice.trainee == "Sanne"
    assert duo.day(SCENARIO) == ON


def test_nothing_agreed_and_somebody_else(duo):
    nothing = wrapped_up(duo, SCENARIO, Outcome(Reach.RIGHT_PERSON, Result.REFUSES))
    assert (nothing.amount, nothing.day, nothing.step) == (None, None, None)
    away = Outcome(Reach.THIRD_PARTY, moment=NOW + timedelta(days=2))
    assert wrapped_up(duo, AWAY, away).step == date(2026, 11, 25)


def test_what_is_exported_is_harmless(duo):
    made = concluded(duo, {Check.GREETED: True, Check.THANKED: None}, replace(GOOD, notes=f"{NOTES}\nx"))
    concluded(Duo(duo.practice, Roles("Joris", "Sanne"), lambda: NOW))
    duo.rounds.append(concluded(Duo(duo.practice, Roles("Joris|x", "Sanne"), lambda: NOW)))
    path = write_round(duo, made)
    text = path.read_text("utf-8")
    assert "Joris played the debtor" in text and "Kim watched" in text
    assert "## Side by side" in text and "Joris\\|x" in text
    assert "\\| \\[x\\](y) \\*Bos\\* \\<b\\>" in text
    shape = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert shape == json.loads(json.dumps(round_json(made)))
    assert shape["practice"] is True and shape["notes"] == f"{NOTES}\nx"
    assert shape["duo"]["recorded"]["read-back"] is True
    (duo.practice.store.folder / "ledger.json").write_text("{}")
    with pytest.raises(NotForPractice):
        write_round(duo, made)


def test_an_empty_cockpit_is_told(duo):
    empty = Recorded(0, "", "", None, None, False, False, (), False, None)
    told = list(recorded_lines(empty))
    assert "nobody noted" in told[1] and "Notes: 0 words" in told[2] and "no amount" in told[3]
