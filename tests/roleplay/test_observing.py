"""The observer's sheet: which checks are on it, and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.roleplay.observing import Recorded, points, sheet, taken_together, work_on
from cockpit.roleplay.scenario import Stranger
from cockpit.roleplay.scorecard import DATED_STEP, NOTHING_AGREED

SCENARIO = Library().find("grote-klant", "nl").scenario
AWAY = replace(SCENARIO, stranger=Stranger("Receptie.", say=("Die is er niet.",)))
COURTESY = replace(SCENARIO, kind=CallKind.COURTESY)
NOTHING = Recorded(0, "", "", None, None, False, False, (), False, None)
ALL = Recorded(
    240,
    "mevrouw Bos",
    "Oven",
    Money(Decimal("1842.50")),
    date(2026, 11, 27),
    True,
    True,
    ("big-customer",),
    True,
    date(2026, 11, 24),
)


def every(passed, scenario=SCENARIO):
    return dict.fromkeys(sheet(scenario), passed)


def test_what_cannot_come_up_is_not_on_it():
    assert Check.ASKED_AFTER not in sheet(SCENARIO)
    assert Check.ASKED_AFTER in sheet(COURTESY)
    assert Check.DISCREET not in sheet(SCENARIO)
    assert Check.DISCREET in sheet(AWAY)
    assert Check.DAY_AGREED not in sheet(AWAY)
    handed = replace(AWAY, stranger=replace(AWAY.stranger, hands_over=True))
    assert {Check.DISCREET, Check.DAY_AGREED} <= set(sheet(handed))


def test_points_are_for_what_was_seen():
    assert points(every(True), SCENARIO, True) == 100
    assert points(every(False), SCENARIO, False) == 0
    assert points(every(None), SCENARIO, True) == 0
    half = every(None) | {Check.GREETED: True, Check.READ_BACK: False}
    more = half | {Check.OUR_NEED: True}
    assert 0 < points(half, SCENARIO, True) < points(more, SCENARIO, True) < 100


def test_without_a_result_there_is_a_ceiling_and_a_wrong_word_costs():
    without_step = every(True) | {Check.NEXT_STEP: None}
    assert points(without_step, SCENARIO, False) == NOTHING_AGREED
    assert points(every(True), SCENARIO, False) == DATED_STEP
    assert points(every(True, COURTESY) | {Check.NEXT_STEP: None}, COURTESY, False) == DATED_STEP
    rude = every(True) | {Check.NO_MUST: False}
    assert points(rude, SCENARIO, True) < 100
    assert points(rude | {Check.NO_PRESSURE: False}, SCENARIO, True) < points(rude, SCENARIO, True)


def test_what_is_left_open_is_read_from_what_was_recorded():
    ticked = {Check.READ_BACK: False, Check.GREETED: True}
    found = taken_together(ticked, ALL, SCENARIO)
    assert found[Check.READ_BACK] is False, "the observer heard otherwise"
    assert found[Check.DAY_AGREED] is found[Check.AMOUNT_AGREED] is found[Check.ANSWERED] is True
    assert found[Check.DATE_QUESTION] is found[Check.NEXT_STEP] is True
    assert found[Check.RETURN] is True
    assert found[Check.THANKED] is None
    empty = taken_together({}, NOTHING, SCENARIO)
    assert {c for c, passed in empty.items() if passed is False} == {
        Check.DAY_AGREED,
        Check.AMOUNT_AGREED,
        Check.READ_BACK,
    }
    assert empty[Check.ANSWERED] is None, "no card was opened: that says nothing"


def test_what_to_work_on_is_what_was_missed_and_weighs_most():
    marks = every(True) | {Check.GREETED: False, Check.DAY_AGREED: False, Check.NO_PRESSURE: False}
    assert len(work_on(marks, SCENARIO)) == 2
    assert Check.GREETED not in work_on(marks, SCENARIO)
    assert work_on(every(None), SCENARIO) == ()
