"""What a typed sentence does to the simulated debtor, in both languages: the consequences of the articles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.language.spoken import Spoken
from cockpit.roleplay.acts import Act
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario_files import read_scenario
from cockpit.roleplay.state import Ending

ON = date(2026, 11, 23)
SCENARIO = """
language = "{lang}"
title = "t"
goal = "g"
level = 1
kind = "reminder"
country = "NL"
temperament = "friendly"
truth = "t"
model = ["Goedemorgen."]

[caller]
name = "Noor Dekker"
firm = "Veldhuis"

[debtor]
name = "Bakker"
contact = "mevrouw Bos"
picks_up = "Bos."
patience = 6
trust = 0

[[invoice]]
number = "2026-0412"
what = "brood"
amount = "950.00"
due_days_ago = 30
delivered_days_ago = 60
reminders = 1

[paying]
in_mind = 20
best = 3

[[fact]]
id = "flour"
by = ["open-question", "listen", "acknowledge"]
say = ["Het meel is duurder."]

[[fact]]
id = "oven"
after = ["flour"]
by = ["open-question", "listen", "acknowledge"]
say = ["De oven is stuk."]
"""
WORDS = {
    "nl": {
        "purpose": "Ik bel over factuur 2026-0412 van 950 euro.",
        "open": "Wat speelt er aan uw kant?",
        "acknowledge": "Dat begrijp ik heel goed.",
        "date": "Op welke dag staat de betaling gepland?",
        "must": "U moet nu echt betalen.",
        "why": "Waarom hebt u niet betaald?",
        "excuse": "Hebt u de factuur misschien niet ontvangen?",
        "gift": "De rente laten we vervallen.",
        "need": "Wij hebben het bedrag nodig voor onze eigen leveranciers.",
        "choice": "Wat komt u beter uit, donderdag 31 december of woensdag 30 december?",
        "vague": "Dan hoor ik het wel een keer. Dank u wel, dag.",
        "threat": "Anders sturen we de deurwaarder.",
        "read": "Dus u betaalt 950 euro op {day}, klopt dat?",
    },
    "en": {
        "purpose": "I'm calling about invoice 2026-0412 for €950.",
        "open": "What is happening on your side?",
        "acknowledge": "I understand that very well.",
        "date": "On which day is the payment planned?",
        "must": "You really must pay now.",
        "why": "Why haven't you paid?",
        "excuse": "Did you perhaps not receive the invoice?",
        "gift": "We'll waive the interest.",
        "need": "We need the amount for our own suppliers.",
        "choice": "Which suits you better, Thursday 31 December or Wednesday 30 December?",
        "vague": "I'll hear from you some time then. Thank you, goodbye.",
        "threat": "Otherwise we will send a debt collector.",
        "read": "So you pay €950 on {day}, is that right?",
    },
}


@pytest.fixture(params=["nl", "en"])
def lang(request) -> str:
    return request.param


def after(lang: str, *words: str) -> Rehearsal:
    """The talk when these were said, by their names in `WORDS`; "" is a silence."""
    scenario = read_scenario(f"own.{lang}.toml", SCENARIO.format(lang=lang))
    talk = rehearse(scenario, 1, ON, Spoken(lang, "NL"))
    for word in words:
        talk = talk.say(WORDS[lang][word] if word else "")
    return talk


def named(lang: str, *words: str) -> date:
    """The day that he names when he is asked after these."""
    day = after(lang, "purpose", *words, "date").state.named
    assert day is not None
    return day


def acts(talk: Rehearsal) -> set[Act]:
    return {doing.act for doing in talk.doings}


@pytest.mark.parametrize("ear", ["open", "acknowledge", ""])
def test_an_open_ear_uncovers_a_fact(lang, ear):
    talk = after(lang, "purpose", ear)
    assert talk.state.told == {"flour"}
    assert "meel" in talk.answer


def test_silence_lets_him_go_on(lang):
    assert after(lang, "purpose", "open", "").state.told == {"flour", "oven"}


def test_must_moves_his_day_away(lang):
    assert named(lang, "must") > named(lang)


def test_why_closes_a_fact_off(lang):
    talk = after(lang, "purpose", "why", "open")
    assert talk.state.closed == {"flour"}
    assert "flour" not in talk.state.told


def test_an_offered_excuse_is_taken_gratefully(lang):
    assert Act.TAKES_EXCUSE in acts(after(lang, "purpose", "excuse"))
    assert named(lang, "excuse") > named(lang)


def test_a_concession_for_nothing_buys_nothing(lang):
    assert Act.THANKS_FOR_GIFT in acts(after(lang, "purpose", "gift"))
    assert named(lang, "gift") == named(lang)


def test_our_need_brings_the_date_forward(lang):
    assert named(lang, "need") < named(lang)


def test_a_choice_is_chosen_from(lang):
    talk = after(lang, "purpose", "choice")
    assert Act.PICKS in acts(talk)
    assert talk.state.named in {date(2026, 12, 30), date(2026, 12, 31)}


def test_an_ending_without_amount_and_day_is_worth_nothing(lang):
    talk = after(lang, "purpose", "date", "vague")
    assert talk.state.over is Ending.SAID_GOODBYE
    assert not talk.result.succeeded


def test_a_threat_ends_the_call(lang):
    talk = after(lang, "purpose", "threat")
    assert talk.state.over is Ending.HUNG_UP
    assert after(lang, "purpose", "threat", "open").lines == talk.lines


def test_what_was_promised_is_remembered(lang):
    talk = after(lang, "purpose", "date")
    day = talk.state.named
    assert day is not None
    agreed = talk.say(WORDS[lang]["read"].format(day=Spoken(lang, "NL").day(day)))
    assert agreed.result.promise[0][1] == day
    earlier = agreed.say(WORDS[lang]["read"].format(day=Spoken(lang, "NL").day(day - timedelta(days=7))))
    assert earlier.result.promise == agreed.result.promise
    assert earlier.say(WORDS[lang]["date"]).state.named == day


@pytest.mark.parametrize(
    ("lang", "question", "answer"),
    [
        ("nl", "Welk factuurnummer hebt u daar?", "2026-0412"),
        ("nl", "Welk bedrag staat er op de factuur?", "950,00"),
        ("nl", "Hoe hoog is het bedrag?", "950,00"),
        ("nl", "Wat is de vervaldatum van de factuur?", "24 oktober"),
        ("nl", "Van welke datum is de factuur?", "24 oktober"),
        ("nl", "Waarvoor is die factuur?", "brood"),
        ("nl", "Klopt het bedrag van 10 euro?", "950,00"),
        ("en", "Which invoice number have you got?", "2026-0412"),
        ("en", "What amount is on the invoice?", "950.00"),
        ("en", "How much is the invoice for?", "950.00"),
        ("en", "When was the invoice due?", "24 October"),
        ("en", "What is that invoice for?", "brood"),
    ],
)
def test_he_answers_what_is_asked_of_his_invoice(lang, question, answer):
    for seed in range(6):
        scenario = read_scenario(f"own.{lang}.toml", SCENARIO.format(lang=lang))
        talk = rehearse(scenario, seed, ON, Spoken(lang, "NL")).say(WORDS[lang]["purpose"]).say(question)
        assert answer in talk.answer
