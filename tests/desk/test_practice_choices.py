"""The lines between which a beginner chooses fit where the talk is, whatever was said before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from cockpit.desk.practice_choices import Guide
from cockpit.desk.practice_session import BEGINNERS
from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.library import Library
from cockpit.roleplay.moves import OBJECTIONS, Move
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Scenario

MONDAY = date(2026, 11, 23)
LIBRARY = Library()
SCENARIOS = [one.scenario for one in LIBRARY.scenarios()]
EASY = [one for one in SCENARIOS if one.level <= BEGINNERS]
WRONG = {"must", "why", "self-blame", "pressure", "vague"}
TYPED = {
    "nl": [
        "Waarom hebt u niet betaald?",
        "eh",
        "",
        "Op welke dag betaalt u?",
        "Wat vervelend voor u.",
        "Ja.",
    ],
    "en": ["Why haven't you paid?", "er", "", "Which day will you pay?", "I'm sorry to hear that.", "Yes."],
}


def talk_in(scenario: Scenario, seed: int = 5) -> Rehearsal:
    return rehearse(scenario, seed, MONDAY, Spoken(scenario.language, scenario.country))


def found(name: str, tag: str) -> Scenario:
    return LIBRARY.find(name, tag).scenario


def good_of(guide: Guide, talk: Rehearsal) -> str:
    return guide._good(talk, {one.text for one in talk.said})[1]


def name_of(scenario: Scenario) -> str:
    return f"{scenario.id}.{scenario.language}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
def test_who_always_takes_the_good_line_holds_the_scenarios_own_talk(scenario):
    talk = talk_in(scenario)
    guide = Guide(talk)
    for line in talk.model:
        offered = guide.choices(talk)
        assert line in offered and len(set(offered)) == 3
        talk = talk.say(line)
    assert guide.choices(talk) == ()


@pytest.mark.parametrize("scenario", EASY, ids=name_of)
def test_whatever_is_typed_in_between_the_good_lines_still_lead_to_a_result(scenario):
    chance, talk = Random(name_of(scenario)), talk_in(scenario)
    guide = Guide(talk)
    while talk.state.over is None:
        offered, good = guide.choices(talk), good_of(guide, talk)
        assert good in offered and len(set(offered)) == 3
        assert not re.search(r"[{}\[\]]", "".join(offered)), "nothing is left to fill in"
        may_type = len(talk.said) < 6 and chance.random() < 0.5
        talk = talk.say(chance.choice(TYPED[scenario.language]) if may_type else good)
        assert may_type or not {f.rule for f in talk.said[-1].findings} & WRONG, good
    assert talk.result.succeeded, [line.text for line in talk.lines]


def test_what_was_said_in_other_words_is_not_offered_again():
    talk = talk_in(found("grote-klant", "nl"))
    guide = Guide(talk)
    talk = talk.say("Goedemorgen mevrouw Bos, met Noor van Veldhuis. Het gaat over factuur 2026-0412.")
    assert good_of(guide, talk) == talk.model[2]
    talk = talk.say("Wanneer denkt u te betalen?")
    assert talk.state.objection == "big-customer"
    assert good_of(guide, talk) == talk.model[3]


def test_who_only_greets_back_is_still_told_what_it_is_about():
    talk = talk_in(found("grote-klant", "nl"))
    guide = Guide(talk)
    talk = talk.say("Goedemorgen, met Noor van Veldhuis.")
    assert talk.doings[0].act is Act.GREETS, "nothing was named yet"
    assert good_of(guide, talk) == talk.model[1]


def test_a_line_about_what_was_not_told_yet_is_not_offered():
    talk = talk_in(found("was-ill", "nl"))
    guide = Guide(talk)
    for line in talk.model[:2]:
        talk = talk.say(line)
    talk = talk.say("Dat begrijp ik, vervelend.").say("Op welke dag kunt u betalen?")
    offered = " ".join(guide.choices(talk))
    assert "dochter" not in offered and "zij" not in offered.split()


def test_what_is_read_back_is_the_day_on_which_he_is():
    talk = talk_in(found("grote-klant", "nl"))
    guide = Guide(talk)
    for line in ("Goedemorgen, met Noor.", "Ik bel over factuur 2026-0412.", "Op welke dag betaalt u?"):
        talk = talk.say(line)
    talk = talk.say("Onze afspraak staat los van die klant. U moet nu betalen, welke dag wordt dat?")
    talk = talk.say("Op welke dag betaalt u dan?").say("U moet echt betalen.")
    while not talk.state.promise:
        assert talk.state.over is None
        talk = talk.say(good_of(guide, talk))
    (_amount, day), named = talk.state.promise[0], talk.state.named
    assert day == named > talk.result.best[0][1]


@pytest.mark.parametrize("tag", ["nl", "en"])
@pytest.mark.parametrize("card", OBJECTIONS)
def test_the_answer_of_the_card_settles_the_objection(tag, card):
    scenario = found("grote-klant", tag)
    raised = replace(scenario.objections[0], id=card.value, by=frozenset({Move.ANSWER.value}))
    talk = talk_in(replace(scenario, objections=(raised,), model=scenario.model[:3]))
    for line in talk.model:
        talk = talk.say(line)
    talk = replace(talk, where=replace(talk.where, heard=frozenset({card.value})))
    guide = Guide(talk)
    good = good_of(guide, talk)
    answered = talk.say(good)
    assert answered.state.objection == "" and answered.state.over is None, good


def test_a_language_without_lines_has_no_choices():
    talk = talk_in(found("grote-klant", "nl"))
    strange = replace(talk, scenario=replace(talk.scenario, language="xx"))
    assert Guide(strange, playbooks=NoCards()).choices(strange) == ()


class NoCards:
    def cards(self, _language: str) -> tuple[()]:
        return ()
