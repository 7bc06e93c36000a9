"""What is proved of a scenario, and what is found wrong with one that was spoilt on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cockpit.language.spoken import Spoken
from cockpit.roleplay import proving
from cockpit.roleplay.acts import Act
from cockpit.roleplay.debtor import react
from cockpit.roleplay.examining import Examined, examine
from cockpit.roleplay.flaws import TEXTS, Code
from cockpit.roleplay.library import SHELF, Library
from cockpit.roleplay.possible import everything, good
from cockpit.roleplay.proving import prove
from cockpit.roleplay.rehearsal import rehearse
from cockpit.roleplay.scenario import Fact, Paying, Raised, Stranger, Temperament
from cockpit.roleplay.scenario_files import read_scenario
from cockpit.roleplay.soundness import filled_by, unsound_lines
from cockpit.roleplay.state import Ending, begin

ON = date(2026, 11, 23)
NL = Spoken("nl")
NAME = "grote-klant.nl.toml"
TEXT = (SHELF / NAME).read_text(encoding="utf-8")
SCENARIO = read_scenario(NAME, TEXT)
SHELVED = Library().scenarios()

FIRST = "Goedemorgen, u spreekt met {caller} van {firm}. Spreek ik met {contact}?"
KIND = "Wachten op een klant is vervelend, dat begrijp ik. "
MAIL = '  "Ik mail u deze afspraak vandaag nog. Antwoordt u even als de mail binnen is?",\n'
LAST = '"Dank u wel, {contact}, en nog een fijne dag."'
FIRST_OBJECTION = "Wij wachten zelf op een grote klant, daarna bent u de eerste"
SECOND_OBJECTION = "Zolang die grote klant niet betaalt, schuif ik alles vooruit"
BY = 'by = ["answer", "if-then", "plan"]'


def examined(*changes: tuple[str, str]) -> Examined:
    """The shipped example with some text of it replaced."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return examine(read_scenario(NAME, text), text, ON, NL)


def codes(found: Examined) -> set[Code]:
    return {flaw.code for flaw in found.flaws}


@pytest.mark.parametrize("one", SHELVED, ids=lambda o: f"{o.scenario.id}.{o.scenario.language}")
def test_every_shipped_scenario_is_sound(one):
    scenario = one.scenario
    found = examine(scenario, one.text, ON, Spoken(scenario.language, scenario.country))
    assert [flaw.message for flaw in found.flaws] == []
    assert found.proof.succeeds
    assert found.proof.is_whole


# -- what can be reached ------------------------------------------------------------------------------------


def test_the_best_is_reached_and_the_way_to_it_can_be_walked():
    proof = prove(SCENARIO, ON)
    assert proof.is_best(SCENARIO, ON)
    assert proof.best == SCENARIO.parts_from(SCENARIO.day(ON, 2))
    state = begin(SCENARIO)
    for name in proof.path:
        said = [one for one in good(SCENARIO, state, ON) if one.name == name][-1]
        state, _ = react(SCENARIO, state, said.heard, ON)
    assert state.promise == proof.best


def test_nothing_that_a_collector_does_brings_him_before_the_best():
    earliest = SCENARIO.day(ON, SCENARIO.paying.best)
    states = [begin(SCENARIO)]
    for state in states:
        for saying in everything(SCENARIO, state, ON):
            reached, _ = react(SCENARIO, state, saying.heard, ON)
            assert all(day >= earliest for _, day in reached.promise)
            if len(states) < 150:
                states.append(reached)


@pytest.mark.parametrize(
    "change",
    [
        {"paying": Paying(10, 4, parts=3, first=Decimal("842.50"), gap=5)},
        {"paying": Paying(4, 4)},
        {"paying": Paying(10, 0, payable=Decimal("500.00"))},
        {"temperament": Temperament.VAGUE},
        {"stranger": Stranger("Receptie.", hands_over=True, say=("Een moment.",))},
        {"facts": (), "objections": ()},
    ],
)
def test_other_debtors_can_be_brought_to_their_best_too(change):
    scenario = replace(SCENARIO, **change)
    proof = prove(scenario, ON)
    assert proof.is_best(scenario, ON)
    assert proof.is_whole
    assert not proof.dead_ends
    assert proof.told >= {fact.id for fact in scenario.facts}


def test_of_somebody_else_the_best_is_to_know_when_to_ring_back():
    stranger = Stranger("Receptie.", back_in=3, say=("Die is er niet.",))
    scenario = replace(SCENARIO, stranger=stranger, facts=(), objections=(), lines={})
    proof = prove(scenario, ON)
    assert (proof.best, proof.rings_back) == ((), date(2026, 11, 26))
    assert proof.is_best(scenario, ON)
    assert not proof.dead_ends
    talk = rehearse(scenario, 1, ON, NL)
    for line in ("Is mevrouw Bos te spreken?", "Op welk moment kan ik haar bereiken?", "Dank u wel, dag."):
        talk = talk.say(line)
    assert talk.result.rings_back == talk.result.best_ring_back == date(2026, 11, 26)
    assert talk.result.best == ()


def test_everything_he_can_do_comes_up():
    acts = prove(SCENARIO, ON).acts | prove(replace(SCENARIO, paying=Paying(10, 4, parts=2)), ON).acts
    vague = prove(replace(SCENARIO, temperament=Temperament.VAGUE), ON).acts
    stranger = replace(SCENARIO, stranger=Stranger("Receptie.", say=("Die is er niet.",)))
    handed_over = replace(SCENARIO, stranger=Stranger("Receptie.", hands_over=True, say=("Moment.",)))
    assert acts | vague | prove(stranger, ON).acts | prove(handed_over, ON).acts == set(Act)


# -- what is wrong ------------------------------------------------------------------------------------------


def test_an_objection_that_nothing_takes_away_lets_nothing_be_agreed():
    scenario = replace(
        SCENARIO, objections=(Raised("big-customer", frozenset({"date-question"}), frozenset(), ("Nee.",)),)
    )
    proof = prove(scenario, ON)
    assert proof.dead_ends == (("date-question",),)
    thanks = Raised("big-customer", frozenset({"read-back"}), frozenset({"thank"}), ("Nee.",))
    assert not prove(replace(SCENARIO, objections=(thanks,)), ON).succeeds


def test_a_search_that_was_cut_off_says_so(monkeypatch):
    monkeypatch.setattr(proving, "MOST_KINDS", 2)
    monkeypatch.setattr(proving, "MOST_STATES", 0)
    proof = prove(SCENARIO, ON)
    assert not proof.is_whole
    assert not proof.succeeds
    assert not proof.dead_ends


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ([('after = ["oven"]', 'after = ["money-is-there"]')], Code.NEVER_TOLD, "[[fact]]"),
        ([(BY, 'by = ["thank"]')], Code.DEAD_END, None),
        ([('id = "big-customer"\nby', 'id = "big-customer"\nat = ["thank"]\nby')], Code.NEVER_RAISED, None),
        ([("[lines]\nnames-day", "[lines]\nneeds-parts")], Code.NEVER_SAID, "needs-parts = "),
        ([("daar waren we druk mee", "voor {day} waren we druk")], Code.UNKNOWN_FIELD, "say = "),
        ([("met Bos", "met {contact}")], Code.UNKNOWN_FIELD, "picks_up = "),
        ([("factuur {number} van", "factuur {nummer} van")], Code.UNKNOWN_FIELD, '  "Ik bel over'),
        ([("daar waren we druk mee", "druk " * 36)], Code.LONG, "say = "),
        ([(SECOND_OBJECTION, FIRST_OBJECTION)], Code.TWICE, "  "),
        ([("Op welke dag staat", "U moet zeggen op welke dag")], Code.MODEL_TONE, '  "U moet'),
        ([(LAST, '"Dank u wel, dag.", "Nog iets."')], Code.MODEL_ENDS, '  "Dank u'),
        ([("{amount} op {day}, klopt", "{amount} op {next_day}, klopt")], Code.MODEL_RESULT, "model = ["),
        ([(FIRST, "Hallo."), (MAIL, ""), (KIND, "")], Code.MODEL_SCORE, "model = ["),
    ],
)
def test_each_flaw_is_found_at_its_place(changes, code, line):
    found = examined(*changes)
    flaw = next(f for f in found.flaws if f.code is code)
    text = TEXT
    for old, new in changes:
        text = text.replace(old, new, 1)
    if line is not None:
        assert line.startswith(" ") or text.splitlines()[flaw.line - 1].startswith(line)
    assert flaw.path == NAME
    assert "{" not in flaw.message.replace("{nummer}", "").replace("{day}", "").replace("{contact}", "")


def test_a_best_that_cannot_be_reached_is_told(monkeypatch):
    found = examined(("in_mind = 18", "in_mind = 20"))
    assert not found.flaws
    monkeypatch.setattr(proving, "MOST_STATES", 3)
    short = examine(SCENARIO, TEXT, ON, NL)
    assert codes(short) & {Code.NOT_BEST, Code.NO_SUCCESS}


def test_without_any_result_that_is_said():
    found = examined((BY, 'at = ["read-back"]\nby = ["thank"]'))
    assert Code.NO_SUCCESS in codes(found)
    assert found.best_after is None


def test_every_flaw_has_a_sentence():
    assert set(TEXTS) == set(Code)


def test_what_a_reaction_fills_in_is_what_the_debtor_gives_it():
    """The table of fields is held against what he really does, in all that was tried."""
    split = replace(SCENARIO, paying=Paying(10, 4, parts=2))
    vague = replace(SCENARIO, temperament=Temperament.VAGUE)
    away = replace(SCENARIO, stranger=Stranger("Receptie.", say=("Die is er niet.",)))
    for scenario in (SCENARIO, split, vague, away):
        states = [begin(scenario)]
        for state in states:
            for saying in everything(scenario, state, ON):
                reached, doings = react(scenario, state, saying.heard, ON)
                for doing in doings:
                    given = {"day": doing.day, "amount": doing.amount, "parts": doing.parts}
                    filled = {name for name, value in given.items() if value}
                    assert filled == filled_by(doing.act, scenario.paying.parts > 1), doing
                if len(states) < 200:
                    states.append(reached)


def test_the_lines_of_a_stranger_are_looked_at():
    stranger = Stranger("Met {firm}.", say=("Die is er op {day}.",))
    found = [one.keys for one in unsound_lines(replace(SCENARIO, stranger=stranger))]
    assert found == [("stranger", "picks_up"), ("stranger", "say", 1)]


# -- facts that another move brings out ---------------------------------------------------------------------


def test_a_fact_can_hang_on_any_move():
    fact = Fact("one", frozenset({"date-question"}), ("De chef is op reis.",))
    need = Fact("two", frozenset({"our-need"}), ("Lonen, dat begrijp ik goed.",))
    scenario = replace(SCENARIO, facts=(fact, need), objections=(), lines={}, trust=0)
    talk = rehearse(scenario, 1, ON, NL).say("Op welke dag staat de betaling gepland?")
    assert [doing.act for doing in talk.doings] == [Act.NAMES_DAY, Act.TELLS]
    assert "De chef is op reis." in talk.answer
    talk = talk.say("Voor onze eigen lonen hebben wij het bedrag deze week nodig.")
    assert talk.state.told == {"one", "two"}
    assert prove(scenario, ON).told == {"one", "two"}


def test_after_a_threat_nothing_is_told():
    fact = Fact("one", frozenset({"purpose"}), ("Zeg ik niet.",))
    scenario = replace(SCENARIO, facts=(fact,), objections=())
    talk = rehearse(scenario, 1, ON, NL).say("Ik bel over de factuur. Anders sturen we de deurwaarder.")
    assert talk.state.over is Ending.HUNG_UP
    assert not talk.state.told
