"""The eight rules where it is hard: words that look like it, conditions in any order, days that are named."""

import itertools

import pytest

from cockpit.tone import Severity, judge


def found(text: str, rule: str, lang: str, stage: str = "opening", kind: str = "reminder") -> bool:
    return any(f.rule == rule for f in judge(text, lang=lang, stage=stage, kind=kind))


MUST = {
    "nl": [
        *("U moet betalen", "Ge moet betalen", "moete gij niet betalen", "Jullie moeten betalen", "WAT MOET IK DOEN"),
        *("u moest betalen", "U had moeten bellen", "Dat heeft niet gemoeten", "Ik moet even kijken", "Moét u dat"),
        *("U dient te betalen", "Dient u de rekening vandaag te voldoen", "U bent verplicht te betalen"),
        *("U hoort uw rekening te betalen", "U behoort te betalen", "u wordt geacht te betalen"),
        "De factuur dient vrijdag betaald te zijn",
    ],
    "en": [
        *("You must pay", "You mustnt forget", "You have to pay", "He has to pay", "You had to pay", "It needs to be paid"),
        *("You've got to pay", "youve got to pay", "You gotta pay", "You’re required to pay", "You are obliged to pay"),
        *("Youre supposed to pay", "What am I supposed to think", "You only have to click", "YOU MUST PAY"),
        *("The amount you have to pay is 5 euros", "You have to hand it over", "having to wait is hard"),
    ],
}
NOT_MUST = {
    "nl": [
        *("Wij ontmoeten elkaar", "Ik kom u tegemoet", "Ik vermoed dat", "Dank voor de moeite", "Mijn moeder belde"),
        *("Goedgemoed aan de slag", "U hoort van mij", "U hoort morgen of het lukt", "Dat hoort bij de factuur"),
        *("Het dient als bewijs", "Deze mail dient om te bevestigen", "Waarmee kan ik u van dienst zijn"),
        *("Een bestelnummer is niet verplicht", "U bent nergens toe verplicht", "U hoeft niets te doen"),
        *("Het woord “moeten” vermijd ik", "'moet' zeg ik liever niet", "Ik zeg nooit «u moet»"),
    ],
    "en": [
        *("Do you have to hand the invoice", "What have you got to hand", "I have two things to discuss"),
        *("The must-have of the year", "It was musty", "At the muster point", "A needle", "Needless to say"),
        *("There is no need to call", "That has nothing to do with you", "It has to do with the bank"),
        *("The invoice got to you on Monday", "I'm much obliged", "What I have to offer is a plan"),
        'The term "must" is out',
    ],
}
WHY = {
    "nl": [
        *("Waarom hebt u niet betaald?", "waarom da ge niet betaalt", "Hoezo is dat niet gelukt?", "En waarom dan niet"),
        *("Hoe komt het dat u niet betaalt?", "Hoe komt da?", "Hoe komt ’t dat ge wacht?", "Hoe kan dat nou toch weer?"),
        *("Hoe kan het nou dat er niets is?", "Wat is de reden van de vertraging?", "Wat is daar de reden van?"),
        *("Om welke reden wacht u?", "Vanwaar dat uitstel?", "Mag ik weten waarom u wacht?", "Is er een reden waarom?"),
        *("Wat weerhoudt u ervan?", "Wat houdt u tegen?", "WAAROM", "Ik snap niet hoe het komt dat u wacht"),
    ],
    "en": [
        *("Why haven't you paid?", "why is that", "How come it's open?", "What's the reason for the delay?"),
        *("Whats the reason you wait?", "For what reason?", "What made you not pay?", "What stopped you from paying?"),
        *("What's keeping you from paying?", "Tell me why.", "May I ask why?", "Is there a reason you wait?"),
    ],
}
NOT_WHY = {
    "nl": [
        *("Daarom bel ik.", "Dat is waarom ik bel.", "Dat is ook waarom wij bellen.", "Om die reden bel ik."),
        *("De reden waarom ik bel is factuur 3.", "De reden waarom onze boekhouder belt, is factuur 3."),
        *("Waarom ik u bel: factuur 3.", "Weet u waarom ik bel?", "De reden van mijn telefoontje is factuur 3."),
        *("Hoe komt het u uit?", "Hoe komt het bedrag bij ons?", "Hoe kan dat sneller?", "Wat de reden ook is, …"),
        *("Hoe kan het bedrag vrijdag bij ons zijn?", "U hoeft geen reden te geven.", "Vandaar dat ik bel."),
    ],
    "en": [
        *("That's why I'm calling.", "Which is why I'm ringing.", "The reason why we're calling is invoice 3."),
        *("The reason I'm ringing: invoice 3.", "Let me explain why I'm calling.", "Whatever the reason, fine."),
        *("What made you choose us?", "For that reason I'm calling.", "How does the money come about?"),
    ],
}
GIFTS = {
    "nl": [
        *("Ik laat de rente vervallen", "Wij schelden de kosten kwijt", "U krijgt tien procent korting"),
        *("U krijgt twee weken extra", "U mag in drie termijnen betalen", "De aanmaningskosten vervallen"),
        *("Ik geef u uitstel tot januari", "Ik stuur u een cadeaubon", "Ik reken geen rente", "Het kan in drie keer"),
        *("De intresten laat ik vallen", "Dan maak ik er 1.800 euro van", "Ik haal er honderd euro af"),
    ],
    "en": [
        *("I'll waive the interest", "We'll drop the costs", "You get ten percent off", "You get two extra weeks"),
        *("You can pay in three instalments", "I'll extend the term by a month", "I'll send you a gift card"),
        *("We won't charge interest", "I'll take fifty euros off", "You can spread the payment", "I'll give you a discount"),
    ],
}
CONDITIONS = {
    "nl": [
        *("als u vrijdag betaalt", "mits het bedrag vrijdag binnen is", "op voorwaarde dat u vandaag begint"),
        *("zodra de helft binnen is", "indien u vandaag overmaakt", "wanneer u het ineens betaalt"),
        *("zolang de termijnen op tijd komen", "in ruil voor betaling vandaag", "maar dan wil ik vandaag de helft"),
        *("en in ruil daarvoor betaalt u vrijdag", "bij betaling vóór vrijdag"),
    ],
    "en": [
        *("if you pay on Friday", "provided the amount is in by Friday", "on condition that you start today"),
        *("once half is in", "as long as you pay today", "when you pay it all at once", "in return for payment today"),
        *("but then I'd like to see half today", "in exchange for payment today"),
    ],
}
CONDITION_FIRST = {
    "nl": [
        *("Als u vrijdag betaalt, laat ik de rente vervallen.", "Betaalt u vrijdag, dan vervalt de rente."),
        *("Betaalt u vrijdag dan vervalt de rente.", "Komt het geld vrijdag, dan krijgt u korting."),
        *("Mits u vandaag begint, mag u in drie termijnen betalen.", "Zodra de helft er is, krijgt u uitstel."),
    ],
    "en": [
        *("If you pay on Friday, I'll waive the interest.", "Once half is in, you get two extra weeks."),
        *("Should you pay on Friday, we'll drop the costs.", "Provided you start today, you can pay in instalments."),
    ],
}
POLITE_ONLY = {
    "nl": ["Als u wilt, laat ik de rente vervallen.", "Als dat helpt, krijgt u twee weken extra."],
    "en": ["If you like, I'll waive the interest.", "If that helps you, you get two extra weeks."],
}
VAGUE = {
    "nl": [
        *("zo snel mogelijk", "zo spoedig mogelijk", "binnenkort", "spoedig", "zsm", "z.s.m.", "een dezer dagen"),
        *("op korte termijn", "volgende week", "volgende maand", "na het weekend", "eind deze maand ergens"),
        *("begin volgende maand", "later deze maand", "binnen afzienbare tijd", "gauw", "in de loop van de week"),
        *("over een paar dagen", "te zijner tijd", "zodra het u past", "eerstdaags", "zo rap mogelijk"),
    ],
    "en": [
        *("as soon as possible", "soon", "shortly", "asap", "A.S.A.P.", "one of these days", "next week", "in due course"),
        *("after the weekend", "sometime next week", "at some point", "in the coming days", "in a few days"),
        *("later this month", "at the end of the month or thereabouts", "whenever it suits you", "in the near future"),
    ],
}
SAYS_WHEN = {
    "nl": ["U betaalt {} het hele bedrag.", "Ik bel u {} terug.", "Ik stuur u {} de bevestiging.", "{} is prima."],
    "en": ["You'll pay the full amount {}.", "I'll ring you {}.", "I'll send you the confirmation {}."],
}
EXACT = {
    "nl": ["vrijdag", "uiterlijk 27 november", "op de 27e", "morgen", "binnen veertien dagen", "27-11", "om 16:30"],
    "en": ["on Friday", "by 27 November", "on the 27th", "tomorrow", "within fourteen days", "at half past four"],
}
ASKS = {
    "nl": ["Welke dag {} past u?", "Wanneer {} kunt u betalen?", "{}, zegt u: op welke dag is dat?"],
    "en": ["Which day {} suits you?", "{}, you say: which day is that?"],
}


@pytest.mark.parametrize(("rule", "yes", "no"), [("must", MUST, NOT_MUST), ("why", WHY, NOT_WHY)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_must_and_why_are_found_in_every_form_and_not_in_words_that_look_like_it(rule, yes, no, lang):
    for text in yes[lang]:
        assert found(text, rule, lang), text
    for text in no[lang]:
        assert not found(text, rule, lang), text


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
        ("nl", ["Hebt u de factuur niet ontvangen?", "Misschien is er bij ons iets misgegaan.", "Zit u krap bij kas?"]),
        ("en", ["Didn't you get the invoice?", "Perhaps it's our mistake.", "Was it too busy at the office?"]),
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


def test_thirty_five_words_are_heard_and_thirty_six_are_not():
    assert not found(" ".join(["woord"] * 35) + " – €", "long", "nl")
    assert found(" ".join(["woord"] * 36), "long", "nl")


def test_the_verb_itself_weighs_more_than_its_cousins():
    (verb,) = judge("U moet betalen.", lang="nl", stage="opening", kind="dunning")
    (cousin,) = judge("U dient te betalen.", lang="nl", stage="opening", kind="dunning")
    assert (verb.severity, cousin.severity) == (Severity.ERROR, Severity.WARNING)
