"""What the scenarios that come along have to cover, in each language."""

from __future__ import annotations

import pytest

from cockpit.core.call import CallKind
from cockpit.roleplay import LEVELS
from cockpit.roleplay.library import SHELF, Library
from cockpit.roleplay.moves import OBJECTIONS
from cockpit.roleplay.scenario import Temperament

LIBRARY = Library(SHELF / "absent")
FLEMISH = {"nl": ("awel", "ge ", "zaakvoerder"), "en": ("Zaakvoerder",)}


@pytest.fixture(params=["nl", "en"])
def shelf(request):
    return [one.scenario for one in LIBRARY.scenarios(request.param)]


def test_at_least_twelve_over_five_levels_and_every_kind_of_call(shelf):
    assert len(shelf) >= 12
    assert {one.level for one in shelf} == set(LEVELS) == {1, 2, 3, 4, 5}
    assert {one.kind for one in shelf} == set(CallKind)
    assert len({one.title for one in shelf}) == len({one.debtor for one in shelf}) == len(shelf)


def test_each_of_the_ten_objections_comes_up(shelf):
    raised = {raised.id for one in shelf for raised in one.objections}
    assert raised == {cue.value for cue in OBJECTIONS} and len(raised) == 10


def test_somebody_in_real_trouble_pays_in_parts(shelf):
    (one,) = (one for one in shelf if one.paying.parts > 1)
    assert one.temperament is Temperament.WORRIED and one.level == 5
    assert one.paying.first is not None and one.paying.first < one.total.amount


def test_an_angry_one_and_a_smooth_talker(shelf):
    (angry,) = (one for one in shelf if one.temperament is Temperament.ANGRY)
    assert "not-satisfied" in {raised.id for raised in angry.objections}
    smooth = [o for o in shelf if o.temperament is Temperament.VAGUE and o.kind is CallKind.BROKEN_PROMISE]
    assert len(smooth) == 1 and smooth[0].lines["puts-off"], "he promises without a day"


def test_a_wrong_person_on_the_line_and_one_who_puts_you_through(shelf):
    assert len([one for one in shelf if one.stays_with_stranger]) == 1
    assert len([one for one in shelf if one.stranger is not None and one.stranger.hands_over]) == 1


def test_a_flemish_firm(shelf):
    (one,) = (one for one in shelf if one.country == "BE")
    said = " ".join(line for lines in one.lines.values() for line in lines)
    said += " ".join(line for raised in one.objections for line in raised.say)
    assert any(word.casefold() in said.casefold() for word in FLEMISH[one.language])


def test_each_is_there_in_both_languages():
    ids = {lang: {one.scenario.id for one in LIBRARY.scenarios(lang)} for lang in ("nl", "en")}
    assert ids["nl"] == ids["en"]


def test_each_objection_can_be_brought_up_in_more_than_one_way(shelf):
    for one in shelf:
        for raised in one.objections:
            assert len(raised.say) >= 2 and raised.again, (one.id, raised.id)
