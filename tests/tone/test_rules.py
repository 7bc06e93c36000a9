"""The other rules where it is hard: conditions in any order, days that are named, reasons on offer."""

import itertools

import pytest

from cockpit.tone import judge


def found(text: str, rule: str, lang: str, stage: str = "opening", kind: str = "reminder") -> bool:
    return any(f.rule == rule for f in judge(text, lang=lang, stage=stage, kind=kind))


GIFTS = {
    "nl": [
        *("Ik laat de rente vervallen", "Wij schelden de kosten kwijt", "U krijgt tien procent korting"),
        *("U krijgt twee weken extra", "U mag in drie termijnen betalen", "De aanmaningskosten vervallen"),
        *(
            "Ik geef u uitstel tot januari",
            "Ik stuur u een cadeaubon",
            "Ik reken geen rente",
            "Het kan in drie keer",
        ),
        *("De intresten laat ik vallen", "Dan maak ik er 1.800 euro van", "Ik haal er honderd euro af"),
    ],
    "en": [
        *(
            "I'll waive the interest",
            "We'll drop the costs",
            "You get ten percent off",
            "You get two extra weeks",
        ),
        *("You can pay in three instalments", "I'll extend the term by a month", "I'll send you a gift card"),
        *(
            "We won't charge interest",
            "I'll take fifty euros off",
            "You can spread the payment",
            "I'll give you a discount",
        ),
    ],
}
CONDITIONS = {
    "nl": [
        *("als u vrijdag betaalt", "mits het bedrag vrijdag binnen is", "op voorwaarde dat u vandaag begint"),
        *("zodra de helft binnen is", "indien u vandaag overmaakt", "wanneer u het ineens betaalt"),
        *(
            "zolang de termijnen op tijd komen",
            "in ruil voor betaling vandaag",
            "maar dan wil ik vandaag de helft",
        ),
        *("en in ruil daarvoor betaalt u vrijdag", "bij betaling vóór vrijdag"),
    ],
    "en": [
        *("if you pay on Friday", "provided the amount is in by Friday", "on condition that you start today"),
        *(
            "once half is in",
            "as long as you pay today",
            "when you pay it all at once",
            "in return for payment today",
        ),
        *("but then I'd like to see half today", "in exchange for payment today"),
    ],
}
CONDITION_FIRST = {
    "nl": [
        *("Als u vrijdag betaalt, laat ik de rente vervallen.", "Betaalt u vrijdag, dan vervalt de rente."),
        *("Betaalt u vrijdag dan vervalt de rente.", "Komt het geld vrijdag, dan krijgt u korting."),
        *(
            "Mits u vandaag begint, mag u in drie termijnen betalen.",
            "Zodra de helft er is, krijgt u uitstel.",
            "Komt het morgen binnen, dan is het klaar. De rente laat ik dan vallen.",
        ),
    ],
    "en": [
        *("If you pay on Friday, I'll waive the interest.", "Once half is in, you get two extra weeks."),
        *(
            "Should you pay on Friday, we'll drop the costs.",
            "Provided you start today, you can pay in instalments.",
        ),
    ],
}
POLITE_ONLY = {
    "nl": ["Als u wilt, laat ik de rente vervallen.", "Als dat helpt, krijgt u twee weken extra."],
    "en": ["If you like, I'll waive the interest.", "If that helps you, you get two extra weeks."],
}
VAGUE = {
    "nl": [
        *(
            "zo snel mogelijk",
            "zo spoedig mogelijk",
            "binnenkort",
            "spoedig",
            "zsm",
            "z.s.m.",
            "een dezer dagen",
        ),
        *("op korte termijn", "volgende week", "volgende maand", "na het weekend", "eind deze maand ergens"),
        *(
            "begin volgende maand",
            "later deze maand",
            "binnen afzienbare tijd",
            "gauw",
            "in de loop van de week",
        ),
        *("over een paar dagen", "te zijner tijd", "zodra het u past", "eerstdaags", "zo rap mogelijk"),
    ],
    "en": [
        *(
            "as soon as possible",
            "soon",
            "shortly",
            "asap",
            "A.S.A.P.",
            "one of these days",
            "next week",
            "in due course",
        ),
        *("after the weekend", "sometime next week", "at some point", "in the coming days", "in a few days"),
        *(
            "later this month",
            "at the end of the month or thereabouts",
            "whenever it suits you",
            "in the near future",
        ),
    ],
}
SAYS_WHEN = {
    "nl": [
        "U betaalt {} het hele bedrag.",
        "Ik bel u {} terug.",
        "Ik stuur u {} de bevestiging.",
        "{} is prima.",
    ],
    "en": ["You'll pay the full amount {}.", "I'll ring you {}.", "I'll send you the confirmation {}."],
}
EXACT = {
    "nl": [
        "vrijdag",
        "uiterlijk 27 november",
        "op de 27e",
        "morgen",
        "binnen veertien dagen",
        "27-11",
        "om 16:30",
    ],
    "en": [
        "on Friday",
        "by 27 November",
        "on the 27th",
        "tomorrow",
        "within fourteen days",
        "at half past four",
    ],
}
ASKS = {
    "nl": ["Welke dag {} past u?", "Wanneer {} kunt u betalen?", "{}, zegt u: op welke dag is dat?"],
    "en": ["Which day {} suits you?", "{}, you say: which day is that?"],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_gift_is_one_sided_until_a_condition_stands_beside_it(lang):
    for gift in GIFTS[lang]:
        assert found(gift + ".", "one-sided", lang, "negotiation"), gift
        for condition, between in itertools.product(CONDITIONS[lang], [", ", " "]):
            assert not found(gift + between + condition + ".", "one-sided", lang, "negotiation"), condition
    for text in CONDITION_FIRST[lang]:
        assert not found(text, "one-sided", lang, "closing"), text
    for text in POLITE_ONLY[lang]:
        assert found(text, "one-sided", lang, "closing"), text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_promise_is_vague_until_a_day_is_named_or_asked_for(lang):
    for words, sentence in itertools.product(VAGUE[lang], SAYS_WHEN[lang]):
        assert found(sentence.format(words), "vague", lang, "negotiation"), (words, sentence)
    for words, exact in itertools.product(VAGUE[lang], EXACT[lang]):
        assert not found(f"Dan {words}, {exact}.", "vague", lang, "closing"), (words, exact)
    for words, question in itertools.product(VAGUE[lang], ASKS[lang]):
        assert not found(question.format(words), "vague", lang, "negotiation"), (words, question)


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        (
            "nl",
            [
                "Hebt u de factuur niet ontvangen?",
                "Misschien is er bij ons iets misgegaan.",
                "Zit u krap bij kas?",
            ],
        ),
        (
            "en",
            ["Didn't you get the invoice?", "Perhaps it's our mistake.", "Was it too busy at the office?"],
        ),
    ],
)
def test_a_reason_may_be_offered_only_where_it_is_the_purpose_or_already_named(lang, texts):
    for text in texts:
        for stage in ("opening", "inquiry", "negotiation", "closing"):
            assert found(text, "self-blame", lang, stage), text
            assert not found(text, "self-blame", lang, stage, "courtesy"), text
        assert not found(text, "self-blame", lang, "objection"), text


@pytest.mark.parametrize(
    ("lang", "threat", "friendly"),
    [
        ("nl", "Anders sturen we de deurwaarder.", "Schikt het anders morgen?"),
        ("nl", "Dat is weer een excuus.", "Mijn excuses voor het storen."),
        ("nl", "U belooft altijd van alles.", "U kunt mij altijd bellen."),
        ("en", "Otherwise we will take you to court.", "Would Monday suit you otherwise?"),
        ("en", "That's no excuse.", "Excuse me, my apologies."),
        ("en", "You're lying.", "Where does the invoice lie?"),
    ],
)
def test_pressure_is_not_in_the_friendly_use_of_the_same_words(lang, threat, friendly):
    assert found(threat, "pressure", lang)
    assert not found(friendly, "pressure", lang)


COURTESIES = {
    "nl": ["als u dat prettiger vindt", "als gebaar", "als het even krap is", "zodra we ophangen"],
    "en": ["if that's easier for you", "if you'd rather", "if things are tight", "once we've hung up"],
}
BINDING = {
    "nl": ["als u vrijdag betaalt", "zodra de eerste schijf er is", "als u het vandaag bevestigt"],
    "en": ["if you pay on Friday", "once the first part is in", "if you confirm today"],
}
WAYS = {
    "nl": ["{}, haal ik de kosten eraf.", "Ik haal de kosten eraf, {}.", "De kosten haal ik eraf, {}."],
    "en": [
        "{}, I'll take the costs off.",
        "I'll take the costs off, {}.",
        "The costs, I'll take them off, {}.",
    ],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_gift_has_a_return_only_when_its_condition_binds_the_customer(lang):
    for way in WAYS[lang]:
        for courtesy in COURTESIES[lang]:
            text = way.format(courtesy)
            assert found(text, "one-sided", lang, "negotiation"), text
        for binding in BINDING[lang]:
            text = way.format(binding)
            assert not found(text, "one-sided", lang, "negotiation"), text


@pytest.mark.parametrize(
    ("lang", "soft", "hard"),
    [
        ("nl", "Zit u krap, dan laat ik de rente vallen.", "Betaalt u vrijdag, dan laat ik de rente vallen."),
        (
            "en",
            "Are things tight, then I'll drop the interest.",
            "Should you pay on Friday, I'll drop the interest.",
        ),
    ],
)
def test_a_condition_that_begins_with_its_verb_binds_too_or_is_only_kind(lang, soft, hard):
    assert found(soft, "one-sided", lang, "negotiation")
    assert not found(hard, "one-sided", lang, "negotiation")


LATER = {
    "nl": ["U krijgt tot 15 januari.", "Wij wachten tot eind januari.", "We schuiven de vervaldag op."],
    "en": [
        "You've got till 15 January.",
        "We can wait until the end of January.",
        "I'll move the due date back.",
    ],
}
LESS = {
    "nl": [
        "Betaal 900 in plaats van 950.",
        "De laatste tien euro laten we zitten.",
        "U hoeft niets te betalen.",
    ],
    "en": ["Pay 900 instead of 950.", "Keep the last ten pounds.", "There's nothing to pay."],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_later_day_and_a_smaller_amount_are_gifts_too(lang):
    for text in (*LATER[lang], *LESS[lang]):
        assert found(text, "one-sided", lang, "negotiation"), text


PAST = {
    "nl": [
        ("Heeft de bakker te weinig broden geleverd?", "Heeft de bakker de factuur al goedgekeurd?"),
        ("Misschien was de vloer niet vlak.", "Misschien is vrijdag beter."),
        ("Zat er een barst in?", "Was vrijdag niet de dag van uw betaalronde?"),
    ],
    "en": [
        ("Did the baker deliver too few loaves?", "Has the baker approved the invoice yet?"),
        ("Perhaps the floor was uneven.", "Perhaps Friday is better."),
        ("Was there a crack in it?", "Wasn't Friday the day of your payment run?"),
    ],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_past_that_is_asked_or_supposed_fills_in_a_reason_unless_it_is_about_the_payment(lang):
    for reason, process in PAST[lang]:
        assert found(reason, "self-blame", lang, "inquiry"), reason
        assert not found(process, "self-blame", lang, "inquiry"), process


DESCRIBED = {
    "nl": [
        *("In 2 termijnen: 500 euro vandaag, de rest op 11 december.", "In één keer: 1.842,50 euro."),
        *("In één keer of in termijnen?", "In delen, vanaf 27 november."),
    ],
    "en": [
        *("In 2 instalments: 500 euros on Friday, the rest on 11 December.", "In parts, from 27 November."),
        "In one payment or in instalments?",
    ],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_plan_that_is_only_described_gives_nothing_away_and_is_not_vague(lang):
    for text in DESCRIBED[lang]:
        assert judge(text, lang=lang, stage="closing", kind="reminder") == (), text


def test_a_gap_of_four_dots_holds_a_whole_clause_and_stops_at_its_comma():
    assert found("Dan dient u de schijf van 300 euro op maandag 30 november over te maken.", "must", "nl")
    assert not found("Dat dient een ander doel, over te maken op maandag.", "must", "nl")


def test_thirty_five_words_are_heard_and_thirty_six_are_not():
    assert not found(" ".join(["woord"] * 35) + " – €", "long", "nl")
    assert found(" ".join(["woord"] * 36), "long", "nl")
