"""What a debtor says: his own lines in an order of chance, never one twice, of the right invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cockpit.core.money import Money
from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.flaws import Code
from cockpit.roleplay.library import Library
from cockpit.roleplay.rehearsal import rehearse
from cockpit.roleplay.scenario import Fact, ModelLine, OwedInvoice, Raised
from cockpit.roleplay.soundness import unsound_lines
from cockpit.roleplay.state import Doing
from cockpit.roleplay.stock import stock
from cockpit.roleplay.voice import Voice

ON = date(2026, 11, 23)
NL = Spoken("nl")
SCENARIO = Library().find("grote-klant", "nl").scenario
SEEDS = range(30)
SECOND = OwedInvoice("2026-0500", "een nieuwe deur", Money(Decimal("75.00")), 12, 40)
TWO = replace(SCENARIO, invoices=(*SCENARIO.invoices, SECOND))


def says(doing, scenario=SCENARIO, times=1, seed=1):
    """What he says when he does the same so many times."""
    voice, said = Voice(scenario, stock("nl"), NL, seed, ON), []
    for turn in range(times):
        said += voice.says([doing], turn, frozenset(said))
    return said


def test_which_of_his_lines_comes_first_depends_on_the_seed():
    lines = {Act.GREETS.value: ("Een.", "Twee.", "Drie.")}
    firsts = {says(Doing(Act.GREETS), replace(SCENARIO, lines=lines), seed=n)[0] for n in SEEDS}
    assert firsts == {"Een.", "Twee.", "Drie."}
    fact = Fact("x", frozenset({"listen"}), ("Zo.", "Anders."))
    told = {says(Doing(Act.TELLS, of="x"), replace(SCENARIO, facts=(fact,)), seed=n)[0] for n in SEEDS}
    assert told == {"Zo.", "Anders."}


def test_no_line_comes_twice_and_his_own_go_before_the_stock():
    scenario = replace(SCENARIO, lines={Act.GREETS.value: ("Een.", "Twee.")})
    for seed in SEEDS:
        said = says(Doing(Act.GREETS), scenario, times=40, seed=seed)
        assert len(set(said)) == len(said) == 40
        assert set(said[:2]) == {"Een.", "Twee."}


def test_an_objection_is_brought_up_with_say_and_come_back_to_with_again():
    raised = Raised("big-customer", frozenset(), frozenset(), ("A.", "B."), again=("C.", "D."))
    scenario = replace(SCENARIO, objections=(raised,))
    brought = {says(Doing(Act.OBJECTS, of="big-customer"), scenario, seed=n)[0] for n in SEEDS}
    assert brought == {"A.", "B."}
    back = {says(Doing(Act.INSISTS, of="big-customer"), scenario, seed=n)[0] for n in SEEDS}
    assert back == {"C.", "D."}
    assert set(says(Doing(Act.INSISTS, of="big-customer"), scenario, times=4)) == {"A.", "B.", "C.", "D."}


def test_without_again_the_first_line_brings_it_up():
    raised = Raised("big-customer", frozenset(), frozenset(), ("A.", "B.", "C."))
    scenario = replace(SCENARIO, objections=(raised,))
    brought = {says(Doing(Act.OBJECTS, of="big-customer"), scenario, seed=n)[0] for n in SEEDS}
    assert brought == {"A."}


def test_a_line_can_be_of_any_of_his_invoices():
    fact = Fact(
        "x", frozenset(), ("Die {number_2} van {total_2}, voor {what_2}, was voor {due_2}. {number}.",)
    )
    (said,) = says(Doing(Act.TELLS, of="x"), replace(TWO, facts=(fact,)))
    assert said.replace("\xa0", " ") == (
        "Die 2026-0500 van € 75,00, voor een nieuwe deur, was voor woensdag 11 november. 2026-0412."
    )
    told = replace(TWO, model=(ModelLine("Ik bel over {number_1} en {number_2}."),))
    assert rehearse(told, 1, ON, NL).model == ("Ik bel over 2026-0412 en 2026-0500.",)


def test_an_invoice_that_he_does_not_have_fills_nothing():
    fact = Fact("x", frozenset(), ("Die {number_2}.",))
    for scenario, codes in ((replace(TWO, facts=(fact,)), []), (replace(SCENARIO, facts=(fact,)), [1])):
        found = [one for one in unsound_lines(scenario) if one.code is Code.UNKNOWN_FIELD]
        assert [one.keys for one in found] == [("fact", 1, "say", n) for n in codes]
    again = replace(SCENARIO, objections=(replace(SCENARIO.objections[0], again=("{nummer}",)),))
    assert [one.keys for one in unsound_lines(again)] == [("objection", 1, "again", 1)]
