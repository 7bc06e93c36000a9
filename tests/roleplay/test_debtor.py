"""The simulated debtor: what the articles say happens to a customer, happens to him."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Fact, Paying, Raised, Scenario, Temperament
from cockpit.roleplay.scenario_files import read_scenario
from cockpit.roleplay.state import Ending

ON = date(2026, 11, 23)
NL, EN = Spoken("nl"), Spoken("en")
BEST, IN_MIND = date(2026, 11, 25), date(2026, 12, 17)
ROOM = files("cockpit.roleplay")


def shipped(lang: str = "nl") -> Scenario:
    name = f"grote-klant.{lang}.toml"
    return read_scenario(name, (ROOM / "scenarios" / name).read_text(encoding="utf-8"))


PLAIN = replace(shipped(), objections=(), facts=(), lines={}, trust=0)
SPLIT = replace(PLAIN, paying=Paying(10, 4, parts=2, first=Decimal("842.50"), gap=5))


def talk(*said: str, scenario: Scenario = PLAIN, seed: int = 1) -> Rehearsal:
    going = rehearse(scenario, seed, ON, NL)
    for text in said:
        going = going.say(text)
    return going


def acts(of: Rehearsal) -> list[Act]:
    return [doing.act for doing in of.doings]


ABOUT = "Ik bel over factuur 2026-0412."
ASK = "Op welke dag staat de betaling gepland?"
NEED = "Voor onze eigen lonen hebben wij het bedrag deze week nodig."
BACK = "Ik lees het terug: u betaalt 1.842,50 euro op {}, klopt dat?"
THANKS = "Dank u wel, nog een fijne dag."


# -- the date -----------------------------------------------------------------------------------------------


def test_asked_for_the_day_he_names_the_one_he_has_in_mind():
    going = talk(ASK)
    assert acts(going) == [Act.NAMES_DAY]
    assert going.state.named == IN_MIND
    assert "17 december" in going.answer


def test_our_need_brings_his_day_forward():
    going = talk(ASK, NEED)
    assert acts(going) == [Act.COMES_FORWARD]
    assert going.state.named < IN_MIND


def test_must_moves_his_day_away():
    before = talk(ASK)
    after = before.say("U moet eerder betalen.")
    assert acts(after) == [Act.IS_ANNOYED, Act.GOES_BACK]
    assert after.state.named > IN_MIND
    assert after.state.patience < before.state.patience
    assert acts(talk("U moet eerder betalen.")) == [Act.IS_ANNOYED]


def test_asked_again_he_stays_with_his_day():
    assert acts(talk(ASK, "Wanneer kan het dan?")) == [Act.NO_EARLIER]
    later = talk(ASK, "Op welke dag is die ronde? Het kan niet zo snel mogelijk.")
    assert later.state.named is not None


def test_a_choice_is_chosen_from():
    late = talk(ASK, "Wat past u beter: donderdag 17 of vrijdag 18 december?")
    assert acts(late) == [Act.PICKS]
    assert late.state.named == date(2026, 12, 17)
    early = talk(ASK, "Wat past u beter: dinsdag 24 of woensdag 25 november?")
    assert acts(early) == [Act.PICKS_NEITHER]


def test_a_vague_man_first_promises_nothing():
    vague = replace(PLAIN, temperament=Temperament.VAGUE)
    going = talk(ASK, scenario=vague)
    assert acts(going) == [Act.PUTS_OFF]
    assert going.state.named is None
    assert acts(going.say(ASK)) == [Act.NAMES_DAY]


def test_a_gift_for_nothing_buys_nothing():
    before = talk(ASK)
    after = before.say("De rente laten we vervallen.")
    assert acts(after) == [Act.THANKS_FOR_GIFT]
    assert after.state.pull == before.state.pull
    asked = before.say("Als het bedrag vrijdag binnen is, laten wij de rente vervallen.")
    assert asked.state.pull > before.state.pull


# -- agreeing -----------------------------------------------------------------------------------------------


def test_what_is_read_back_is_promised():
    going = talk(ASK, BACK.format("donderdag 17 december"), THANKS)
    assert going.result.promise == ((Money(Decimal("1842.50")), IN_MIND),)
    assert going.result.succeeded
    assert going.result.ending is Ending.SAID_GOODBYE
    assert going.result.best == ((Money(Decimal("1842.50")), BEST),)


def test_without_an_amount_and_a_day_the_end_is_worth_nothing():
    going = talk(ASK, THANKS)
    assert going.result.ending is Ending.SAID_GOODBYE
    assert not going.result.succeeded


def test_he_corrects_a_day_and_an_amount():
    early = talk(ASK, BACK.format("woensdag 25 november"))
    assert acts(early) == [Act.WRONG_DAY]
    assert "17 december" in early.answer
    wrong = talk(ASK, "Dus u betaalt 1.500 euro op donderdag 17 december, klopt dat?")
    assert acts(wrong) == [Act.WRONG_AMOUNT]
    assert "1.842,50" in wrong.answer
    assert acts(talk(ASK, "Dus u betaalt het hele bedrag op donderdag 17 december.")) == [Act.AGREES]


def test_a_day_without_an_amount_is_answered_and_is_no_promise():
    """A bare day is a proposal too: he takes it or says which it is, and nothing is agreed yet."""
    early = talk(ASK, "Oké, dus vrijdag.")
    assert acts(early) == [Act.PICKS_NEITHER]
    assert "17 december" in early.answer
    late = talk(ASK, "Oké, dus vrijdag 18 december.")
    assert acts(late) == [Act.PICKS]
    assert late.state.named == date(2026, 12, 18)
    read = talk(ASK, "Ik lees het terug: donderdag 17 december, klopt dat?")
    assert acts(read) == [Act.PICKS]
    assert not late.result.promise
    assert not read.result.promise
    assert acts(talk("Oké, dus vrijdag.")) == [Act.ASKS_BACK]
    assert acts(talk(ASK, "Ik bel u vrijdag terug.")) == [Act.MAY_RING]


def test_he_remembers_a_day_he_picked():
    going = talk(ASK, "Wat past u: vrijdag 18 of maandag 21 december?", NEED, BACK.format("18 december"))
    assert going.result.promise[0][1] <= date(2026, 12, 18)


def test_in_parts():
    going = talk(ASK, scenario=SPLIT)
    assert acts(going) == [Act.NEEDS_PARTS]
    going = going.say("Welk deel kunt u nu al overmaken?")
    assert acts(going) == [Act.NAMES_PARTS]
    assert "842,50" in going.answer
    assert "1.000,00" in going.answer
    again = going.say("Dus 900 euro op maandag 7 december en 942,50 euro op vrijdag 11 december?")
    assert acts(again) == [Act.NAMES_PARTS] or again.result.promise
    first, second = going.doings[0].parts
    read = f"Dus u betaalt 842,50 euro op {NL.day(first[1])} en 1.000 euro op {NL.day(second[1])}, klopt dat?"
    assert going.say(read).result.promise == (first, second)
    assert acts(going.say("Wanneer kan het eerste deel?")) in ([Act.NAMES_PARTS],)
    assert acts(talk(BACK.format("vrijdag"), scenario=SPLIT)) == [Act.NEEDS_PARTS]


def test_who_can_pay_at_once_needs_no_parts():
    assert acts(talk("U kunt ook in twee delen betalen.")) == [Act.NEEDS_NO_PARTS]


@pytest.mark.parametrize("bye", ["Dank u wel. Nog een goede dag.", "Bedankt, en een goede dag nog."])
def test_a_good_day_at_the_end_is_no_greeting(bye):
    assert acts(talk(ASK, BACK.format("donderdag 17 december"), bye)) == [Act.GOES]
    opening = talk("Goedemorgen, dank u dat u opneemt. U spreekt met Noor Dekker.")
    assert opening.state.over is None


# -- the talk -----------------------------------------------------------------------------------------------


def test_a_threat_ends_the_call():
    going = talk(ASK, BACK.format("donderdag 17 december"), "Anders sturen we de deurwaarder.")
    assert acts(going) == [Act.HANGS_UP]
    assert going.state.over is Ending.HUNG_UP
    assert not going.result.succeeded
    assert going.say("Hallo?") is going


def test_why_closes_a_fact_off():
    going = talk("Waarom hebt u niet betaald?", scenario=shipped())
    assert acts(going)[0] is Act.DEFENDS
    assert going.state.closed == {"oven"}


def test_an_offered_excuse_is_taken():
    assert acts(talk("Hebt u de factuur misschien niet ontvangen?")) == [Act.TAKES_EXCUSE]


def test_patience_runs_out_with_a_warning():
    going = talk("U moet betalen.", "U moet nu betalen.")
    assert Act.WARNS in acts(going)
    assert acts(going.say("U moet!")) == [Act.HANGS_UP]


def test_open_ears_uncover_facts_in_their_order():
    facts = (
        Fact("first", frozenset({"open-question"}), ("Eerste feit.",)),
        Fact("second", frozenset({"acknowledge"}), ("Tweede feit.",), after=frozenset({"first"})),
    )
    scenario = replace(PLAIN, facts=facts)
    assert talk(ABOUT, "Dat begrijp ik.", scenario=scenario).answer != "Tweede feit."
    going = talk(ABOUT, "Wat speelt er?", scenario=scenario)
    assert going.answer == "Eerste feit."
    going = going.say("Dat begrijp ik.")
    assert going.answer == "Tweede feit."
    assert acts(going.say("Wat speelt er nog meer?")) == [Act.HAS_TOLD]


def test_silence_lets_him_go_on():
    facts = (Fact("one", frozenset({"listen"}), ("Nou ja, het is hier druk.",)),)
    assert talk(ABOUT, "", scenario=replace(PLAIN, facts=facts)).answer == "Nou ja, het is hier druk."
    assert acts(talk("")) == [Act.WAITS]


def test_who_trusts_tells_by_himself():
    facts = (Fact("one", frozenset({"plan"}), ("Het geld staat er.",)),)
    scenario = replace(PLAIN, facts=facts, trust=9)
    assert talk(ABOUT, "Dat begrijp ik.", scenario=scenario).answer == "Het geld staat er."


def test_an_objection_waits_for_its_answer():
    objection = Raised(
        "never-received",
        frozenset({"date-question"}),
        frozenset({"answer"}),
        ("Nooit ontvangen.",),
        ("Fijn.",),
    )
    scenario = replace(PLAIN, objections=(objection,))
    going = talk(ASK, scenario=scenario)
    assert going.answer == "Nooit ontvangen."
    insists = going.say("Op welke dag betaalt u dan?")
    assert acts(insists) == [Act.INSISTS]
    assert insists.answer != going.answer
    settled = insists.say("Ik mail u direct een kopie. Op welke dag betaalt u dan?")
    assert acts(settled) == [Act.IS_SATISFIED, Act.NAMES_DAY]
    assert settled.answer.startswith("Fijn. ")
    assert acts(going.say("Ik mail u direct een kopie.")) == [Act.IS_SATISFIED]


def test_he_knows_his_invoices():
    going = talk("Klopt het bedrag volgens u?")
    assert acts(going) == [Act.KNOWS_INVOICE]
    assert any(own in going.answer for own in ("2026-0412", "1.842,50"))
    other = talk("Ik bel over factuur 2026-9999.")
    assert acts(other) == [Act.KNOWS_NO_SUCH_INVOICE]
    assert "2026-0412" in other.answer
    wrong = talk("Ik bel over een factuur van 99,00 euro.")
    assert acts(wrong) == [Act.WRONG_AMOUNT]
    assert acts(talk("Ik bel over factuur 2026-0412 van 1.842,50 euro.")) == [Act.HEARS_PURPOSE]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Goedemorgen.", Act.GREETS),
        ("U spreekt met Noor Dekker.", Act.GREETS),
        ("Spreek ik met mevrouw Bos?", Act.IS_ME),
        ("Ik bel u vrijdag terug.", Act.MAY_RING),
        ("Ik mail u deze afspraak.", Act.MAY_MAIL),
        ("Hebt u een momentje?", Act.SAYS_LITTLE),
        ("Blabla xyz.", Act.ASKS_BACK),
        ("Lukt het op vrijdag 18 december?", Act.PICKS),
    ],
)
def test_he_answers_what_is_said(said, act):
    assert acts(talk(said)) == [act]


def test_in_a_courtesy_call_he_says_how_it_was():
    courtesy = replace(PLAIN, kind=CallKind.COURTESY)
    assert acts(talk("Was alles naar wens?", scenario=courtesy)) == [Act.IS_CONTENT]
