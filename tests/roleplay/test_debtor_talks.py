"""The simulated debtor over whole talks: believable, never stopped, right about his invoices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.money import Money
from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.debtor import react
from cockpit.roleplay.effects import effects
from cockpit.roleplay.library import Library
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import OwedInvoice, Paying, Scenario, Stranger
from cockpit.roleplay.scorecard import score
from cockpit.roleplay.state import Ending, Heard, begin
from cockpit.roleplay.transcript import Speaker

ON = date(2026, 11, 23)
NL = Spoken("nl")


def shipped(lang: str = "nl") -> Scenario:
    return Library().find("grote-klant", lang).scenario


PLAIN = replace(shipped(), objections=(), facts=(), lines={}, trust=0)
SPLIT = replace(PLAIN, paying=Paying(10, 4, parts=2, first=Decimal("842.50"), gap=5))
ASK = "Op welke dag staat de betaling gepland?"
NEED = "Voor onze eigen lonen hebben wij het bedrag deze week nodig."
THANKS = "Dank u wel, nog een fijne dag."


def talk(*said: str, scenario: Scenario = PLAIN, seed: int = 1) -> Rehearsal:
    going = rehearse(scenario, seed, ON, NL)
    for text in said:
        going = going.say(text)
    return going


def acts(of: Rehearsal) -> list[Act]:
    return [doing.act for doing in of.doings]


# -- believable, and never stopped --------------------------------------------------------------------------


def test_the_same_seed_is_the_same_talk_and_another_is_not():
    lines = ["Goedemorgen.", "Ik bel over factuur 2026-0412.", ASK, NEED]
    assert talk(*lines, seed=3).lines == talk(*lines, seed=3).lines
    assert len({talk(*lines, seed=seed).lines for seed in range(8)}) > 1


def test_a_sentence_is_taken_back_by_going_on_from_before():
    before = talk(ASK)
    after = before.say("U moet betalen.")
    assert before.say(NEED).state.named < before.state.named
    assert after.state.named > before.state.named


@pytest.mark.parametrize("text", ["Dat begrijp ik.", ASK, "Blabla.", "", "Oké dan.", "Ja?", "Goedemorgen."])
def test_he_never_says_the_same_twice_and_thousands_of_turns_do_no_harm(text):
    going = talk(scenario=replace(PLAIN, patience=20))
    for _ in range(1_500):
        going = going.say(text)
    his = [line.text for line in going.lines if line.speaker is Speaker.DEBTOR]
    assert len(set(his)) == len(his)
    assert going.state.over is not None
    assert len(his) <= effects().most_turns + 2


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_model_talk_reaches_the_best_result(lang):
    mouth = Spoken(lang)
    going = rehearse(shipped(lang), 5, ON, mouth)
    for line in going.model:
        assert "{" not in line
        going = going.say(line)
        assert not going.said[-1].findings
    assert going.result.promise == going.result.best
    assert going.scorecard == score(going.lines, going.scenario.kind, lang, ON, mouth, going.facts)
    assert going.scorecard.total >= 90


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=6), st.integers(0, 99))
def test_no_input_stops_him(texts, seed):
    going = rehearse(shipped(), seed, ON, NL)
    for text in texts:
        going = going.say(text)
        assert going.answer or going.state.over is not None


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "moet " * 2_000, "€ 1 " * 2_500, "\ud800", "{day} {x}", "\x1b[31m"]
)
def test_odd_input_is_answered(text):
    assert talk(text).answer


_SOME = st.frozensets(st.sampled_from(sorted(effects().of)), max_size=4)
_DAYS = st.lists(st.dates(ON, date(2027, 2, 1)), max_size=3).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_SOME, _DAYS, st.booleans()), max_size=12), st.sampled_from([PLAIN, SPLIT, shipped()])
)
def test_his_state_stays_within_its_bounds(heard, scenario):
    state, table = begin(scenario), effects()
    for names, days, whole in heard:
        state, doings = react(scenario, state, Heard(names, names, (), days, whole=whole), ON)
        assert doings or state.over is not None
        assert table.least_pull <= state.pull <= table.most_pull
        assert 0 <= state.trust <= 10
        assert state.named is None or state.named >= ON


def test_several_invoices_are_added():
    two = replace(
        PLAIN,
        invoices=(*PLAIN.invoices, OwedInvoice("2026-0500", "meel", Money(Decimal("100.00")), 10, 40)),
    )
    assert two.total == Money(Decimal("1942.50"))
    assert two.knows([Money(Decimal("100.00"))])
    three = replace(two, paying=Paying(5, 2, parts=3, payable=Decimal("100.00")))
    assert [str(money.amount) for money, _ in three.parts_from(ON)] == ["33.33", "33.33", "33.34"]


TWO = replace(
    PLAIN,
    invoices=(
        *PLAIN.invoices,
        OwedInvoice("2026-0500", "twintig zakken meel", Money(Decimal("100.00")), 10, 40),
    ),
)


@pytest.mark.parametrize("seed", range(6))
def test_asked_about_one_of_several_invoices_he_answers_about_that_one(seed):
    going = talk("Hebt u factuur 2026-0500 voor u liggen?", scenario=TWO, seed=seed)
    assert acts(going) == [Act.KNOWS_INVOICE]
    assert "2026-0412" not in going.answer
    assert "ovens" not in going.answer
    assert "1.942,50" not in going.answer
    assert "2 oktober" not in going.answer


def test_asked_about_all_he_names_all():
    answers = {
        talk("Welk bedrag hebt u van ons openstaan?", scenario=TWO, seed=seed).answer for seed in range(12)
    }
    assert any("2026-0412 en 2026-0500" in answer for answer in answers)
    assert any("€ 1.942,50" in answer for answer in answers)
    assert not any("oktober" in answer or "november" in answer for answer in answers)


@pytest.mark.parametrize("seed", range(3))
def test_asked_for_the_days_of_all_he_names_each(seed):
    answer = talk("Wat is de vervaldatum van de facturen?", scenario=TWO, seed=seed).answer
    assert "oktober" in answer
    assert "november" in answer


def test_the_amount_of_another_invoice_is_corrected():
    going = talk("Ik bel over factuur 2026-0500 van 1.842,50 euro.", scenario=TWO)
    assert acts(going) == [Act.WRONG_AMOUNT]
    assert "100,00" in going.answer
    assert acts(talk("Ik bel over factuur 2026-0500 van 100 euro.", scenario=TWO)) == [Act.HEARS_PURPOSE]
    assert acts(talk("Ik bel over 1.842,50 euro.", scenario=TWO)) != [Act.WRONG_AMOUNT]


# -- somebody else ------------------------------------------------------------------------------------------

STRANGER = replace(PLAIN, stranger=Stranger("Met Joke.", back_in=2, say=("Mevrouw Bos is er vandaag niet.",)))


def test_somebody_else_says_when_the_right_person_is_back():
    going = talk("Goedemorgen.", scenario=STRANGER)
    assert acts(going) == [Act.STRANGER_ASKS]
    going = going.say("Kunt u mij doorverbinden met mevrouw Bos?")
    assert going.answer == "Mevrouw Bos is er vandaag niet."
    going = going.say("Wanneer kan ik haar het best terugbellen?")
    assert going.result.rings_back == date(2026, 11, 25)
    assert going.result.succeeded
    assert going.say(THANKS).state.over is Ending.SAID_GOODBYE


def test_who_tells_of_the_debt_has_failed():
    going = talk("Ik bel over een factuur van 1.842,50 euro.", scenario=STRANGER)
    assert acts(going) == [Act.STRANGER_SHRUGS]
    going = going.say("Is mevrouw Bos er?").say("Wanneer kan ik haar terugbellen?")
    assert going.result.rings_back
    assert not going.result.succeeded
    assert acts(talk("U moet haar halen.", scenario=STRANGER)) == [Act.HANGS_UP]
    assert acts(talk("Dat begrijp ik.", scenario=STRANGER)) == [Act.STRANGER_NOTES]


def test_somebody_else_may_hand_over():
    scenario = replace(PLAIN, stranger=Stranger("Receptie.", hands_over=True, say=("Een moment.",)))
    going = talk("Is mevrouw Bos te spreken?", scenario=scenario)
    assert going.answer == PLAIN.picks_up
    assert acts(going.say(ASK)) == [Act.NAMES_DAY]
