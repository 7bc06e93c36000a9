"""The trainer's card: whole, in the scenario's language, and true to what the simulated debtor does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cockpit.desk.practice_card import card_json, card_markdown, card_text
from cockpit.language import use
from cockpit.language.spoken import Spoken
from cockpit.roleplay.card import Card, card
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.debtor import react
from cockpit.roleplay.library import Library
from cockpit.roleplay.observing import sheet
from cockpit.roleplay.scenario import Stranger
from cockpit.roleplay.state import Heard, begin

ON = date(2026, 11, 23)


def made(lang: str = "nl", **changes) -> Card:
    scenario = replace(Library().find("grote-klant", lang).scenario, **changes)
    return card(scenario, ON, Spoken(lang))


@pytest.mark.parametrize("interface", ["en", "nl"])
def test_the_card_is_in_the_language_of_its_scenario(interface):
    use(interface)
    text = card_text(made("en"))
    use("en")
    assert card_text(made("en")) == text
    for part in (
        "Trainer's card:",
        "For the observer",
        "[ ] yes  [ ] no  Greeted (S4)",
        "Wednesday 25 November",
    ):
        assert part in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_everything_that_a_trainer_needs_is_on_it(lang):
    found = made(lang)
    scenario = found.scenario
    for text in (card_text(found), card_markdown(found).replace("\\", "")):
        assert scenario.truth in text
        assert scenario.picks_up in text
        for line in (*found.model, *(x for fact in found.facts for x in fact.lines)):
            assert line in text
        for raised in found.objections:
            assert all(line in text for line in (*raised.lines, *raised.settled))
        assert "2026-0412" in text
        assert "{" not in text
    assert found.sheet == tuple(c for c in Check if c not in {Check.DISCREET, Check.ASKED_AFTER})


def test_the_days_on_it_are_those_of_the_simulated_debtor():
    found = made(objections=(), facts=(), lines={})
    scenario = found.scenario
    for one in found.gives_in:
        state, _ = react(scenario, begin(scenario), Heard(frozenset({one.name, "date-question"})), ON)
        days = {found.in_mind: 0, state.named: one.days}
        assert scenario.day(ON, scenario.paying.in_mind - days[state.named]) == state.named
    assert found.in_mind == scenario.day(ON, 18)
    assert found.best == scenario.parts_from(date(2026, 11, 25))
    assert {one.name for one in found.closes_up} >= {"must", "why", "pressure", "vague"}


def test_the_card_for_scripts():
    shape = card_json(made())
    assert shape["best"] == [{"amount": "1842.50", "currency": "EUR", "date": "2026-11-25"}]
    assert shape["in_mind"] == "2026-12-17"
    assert shape["objections"][0]["id"] == "big-customer"
    assert shape["facts"][1]["after"] == ["oven"]
    assert [one["id"] for one in shape["sheet"]] == [check.value for check in sheet(made().scenario)]
    assert shape["invoices"][0]["reminders"] == 1


@pytest.mark.parametrize("hands_over", [True, False])
def test_somebody_else_on_the_line(hands_over):
    stranger = Stranger("Receptie.", 3, hands_over, ("Die is er niet.",))
    found = made("en", stranger=stranger)
    text = card_text(found)
    assert "Somebody else picks up first: “Receptie.”" in text
    assert ("hands the telephone over" in text) is hands_over
    assert ("You never come to the telephone" in text) is not hands_over
    assert bool(found.gives_in) is hands_over
    assert card_json(found)["best_ring_back"] == (None if hands_over else "2026-11-26")


def test_hostile_words_are_harmless():
    found = made(truth="<b>waar</b> \x1b[31m*ja*")
    assert "\x1b" not in card_text(found)
    assert "\\<b\\>waar\\</b\\> \\*ja\\*" in card_markdown(found)
