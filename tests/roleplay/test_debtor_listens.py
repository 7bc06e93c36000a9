"""When the simulated debtor tells what he hides, how long his objection stays, what counts as agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.debtor import react
from cockpit.roleplay.effects import effects
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Fact, Paying, Raised
from cockpit.roleplay.scenario_files import read_scenario
from cockpit.roleplay.state import Ending, Heard, begin

ON = date(2026, 11, 23)
_TEXT = (files("cockpit.roleplay") / "scenarios" / "grote-klant.nl.toml").read_text(encoding="utf-8")
PLAIN = replace(read_scenario("x.nl.toml", _TEXT), objections=(), facts=(), lines={}, trust=0)
ASKED = frozenset({"open-question"})
FIRST = Fact("first", ASKED, ("Eerste feit.",))
SECOND = Fact("second", ASKED, ("Tweede feit.",), after=frozenset({"first"}))
THIRD = Fact("third", ASKED, ("Derde feit.",), after=frozenset({"second"}))
CHAIN = replace(PLAIN, facts=(FIRST, SECOND, THIRD))
PURPOSE = "Ik bel over factuur 2026-0412."


def talk(*said: str, scenario=PLAIN) -> Rehearsal:
    going = rehearse(scenario, 1, ON, Spoken("nl"))
    for text in said:
        going = going.say(text)
    return going


def acts(of: Rehearsal) -> list[Act]:
    return [doing.act for doing in of.doings]


def test_he_tells_nothing_before_he_knows_what_it_is_about():
    polite = talk("Hoe gaat het met u?", scenario=CHAIN)
    assert acts(polite) == [Act.GREETS]
    assert not polite.state.told
    assert acts(talk("", scenario=replace(CHAIN, trust=9))) == [Act.WAITS]
    assert polite.say(PURPOSE).say("Hoe ziet u dat?").state.told == {"first"}


def test_asked_who_he_is_and_how_he_is_he_says_who():
    assert acts(talk("Spreek ik met de heer Kaptein? Hoe gaat het met u?", scenario=CHAIN)) == [Act.IS_ME]


def test_a_reproach_says_what_it_is_about():
    assert talk("U moet nu betalen.", "Wat speelt er?", scenario=CHAIN).state.told == {"first"}


def test_asked_for_the_day_he_knows_what_it_is_about():
    told = talk("Op welke dag staat de betaling gepland?", "Wat speelt er?", scenario=CHAIN)
    assert told.state.told == {"first"}


def test_who_asks_how_the_delivery_was_may_be_told():
    scenario = replace(PLAIN, facts=(replace(FIRST, by=frozenset({"care"})),))
    assert talk("Hoe bevalt de nieuwe oven?", scenario=scenario).state.told == {"first"}


def test_purpose_and_question_in_one_breath_are_enough():
    assert talk(f"{PURPOSE} Hoe ziet u de oplossing?", scenario=CHAIN).state.told == {"first"}


def test_a_why_closes_one_fact_and_slows_what_comes_after():
    going = talk(PURPOSE, "Waarom is dat niet betaald?", scenario=CHAIN)
    assert going.state.closed == {"first"}
    going = going.say("Wat speelt er?")
    assert not going.state.told
    state = going.state._replace(trust=effects().tells_at)
    state, doings = react(CHAIN, state, Heard(ASKED), ON)
    assert [doing.of for doing in doings] == ["second"]
    state, _ = react(CHAIN, state, Heard(ASKED), ON)
    assert state.told == {"second", "third"}


def test_a_second_why_closes_the_next_fact():
    state = begin(CHAIN)._replace(patience=9, knows_purpose=True)
    for _ in range(2):
        state, _ = react(CHAIN, state, Heard(breaks=frozenset({"why"})), ON)
    assert state.closed == {"first", "second"}


def test_an_objection_is_heard_as_long_as_it_is_not_dealt_with():
    objection = Raised(
        "never-received",
        frozenset({"date-question"}),
        frozenset({"answer"}),
        ("Die factuur heb ik nooit gezien.",),
        ("Fijn.",),
    )
    going = talk(PURPOSE, scenario=replace(PLAIN, objections=(objection,)))
    for ask in (
        "Op welke dag betaalt u?",
        "Wanneer is dat?",
        "En op welke dag dan wel?",
        "Welke dag wordt het?",
    ):
        going = going.say(ask)
        assert going.where.heard == {"never-received"}
    going = going.say("Ik mail u nu meteen een kopie.")
    assert Act.IS_SATISFIED in acts(going)
    assert going.state.over is not Ending.HUNG_UP


def test_scorecard_and_result_agree_about_days_that_nobody_read_back():
    split = replace(PLAIN, paying=Paying(10, 4, parts=2, first=Decimal("842.50"), gap=5))
    going = talk(
        "Ik bel over factuur 2026-0412 van 1.842,50 euro.",
        "Welk deel kunt u nu al overmaken, en wanneer volgt de rest?",
        "Dank u wel, nog een fijne dag.",
        scenario=split,
    )
    assert going.state.named is not None
    assert going.result.ending is Ending.SAID_GOODBYE
    assert not going.result.succeeded
    assert going.scorecard.agreed is None
