"""`must` and `why` in every form, and the words that only look like them."""

import pytest

from cockpit.tone import Severity, judge


def found(text: str, rule: str, lang: str, stage: str = "opening", kind: str = "reminder") -> bool:
    return any(f.rule == rule for f in judge(text, lang=lang, stage=stage, kind=kind))


MUST = {
    "nl": [
        *(
            "U moet betalen",
            "Ge moet betalen",
            "moete gij niet betalen",
            "Jullie moeten betalen",
            "WAT MOET IK DOEN",
        ),
        *(
            "u moest betalen",
            "U had moeten bellen",
            "Dat heeft niet gemoeten",
            "Ik moet even kijken",
            "Moét u dat",
        ),
        *("U dient te betalen", "Dient u de rekening vandaag te voldoen", "U bent verplicht te betalen"),
        *("U hoort uw rekening te betalen", "U behoort te betalen", "u wordt geacht te betalen"),
        "De factuur dient vrijdag betaald te zijn",
    ],
    "en": [
        *(
            "You must pay",
            "You mustnt forget",
            "You have to pay",
            "He has to pay",
            "You had to pay",
            "It needs to be paid",
        ),
        *(
            "You've got to pay",
            "youve got to pay",
            "You gotta pay",
            "You’re required to pay",
            "You are obliged to pay",
        ),
        *("Youre supposed to pay", "What am I supposed to think", "You only have to click", "YOU MUST PAY"),
        *("The amount you have to pay is 5 euros", "You have to hand it over", "having to wait is hard"),
    ],
}
NOT_MUST = {
    "nl": [
        *(
            "Wij ontmoeten elkaar",
            "Ik kom u tegemoet",
            "Ik vermoed dat",
            "Dank voor de moeite",
            "Mijn moeder belde",
        ),
        *(
            "Goedgemoed aan de slag",
            "U hoort van mij",
            "U hoort morgen of het lukt",
            "Dat hoort bij de factuur",
        ),
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
        *(
            "Waarom hebt u niet betaald?",
            "waarom da ge niet betaalt",
            "Hoezo is dat niet gelukt?",
            "En waarom dan niet",
        ),
        *(
            "Hoe komt het dat u niet betaalt?",
            "Hoe komt da?",
            "Hoe komt ’t dat ge wacht?",
            "Hoe kan dat nou toch weer?",
        ),
        *(
            "Hoe kan het nou dat er niets is?",
            "Wat is de reden van de vertraging?",
            "Wat is daar de reden van?",
        ),
        *(
            "Om welke reden wacht u?",
            "Vanwaar dat uitstel?",
            "Mag ik weten waarom u wacht?",
            "Is er een reden waarom?",
        ),
        *("Wat weerhoudt u ervan?", "Wat houdt u tegen?", "WAAROM", "Ik snap niet hoe het komt dat u wacht"),
    ],
    "en": [
        *("Why haven't you paid?", "why is that", "How come it's open?", "What's the reason for the delay?"),
        *(
            "Whats the reason you wait?",
            "For what reason?",
            "What made you not pay?",
            "What stopped you from paying?",
        ),
        *("What's keeping you from paying?", "Tell me why.", "May I ask why?", "Is there a reason you wait?"),
    ],
}
NOT_WHY = {
    "nl": [
        *("Daarom bel ik.", "Dat is waarom ik bel.", "Dat is ook waarom wij bellen.", "Om die reden bel ik."),
        *("De reden waarom ik bel is factuur 3.", "De reden waarom onze boekhouder belt, is factuur 3."),
        *(
            "Waarom ik u bel: factuur 3.",
            "Weet u waarom ik bel?",
            "De reden van mijn telefoontje is factuur 3.",
        ),
        *(
            "Hoe komt het u uit?",
            "Hoe komt het bedrag bij ons?",
            "Hoe kan dat sneller?",
            "Wat de reden ook is, …",
        ),
        *("Hoe kan het bedrag vrijdag bij ons zijn?", "U hoeft geen reden te geven.", "Vandaar dat ik bel."),
    ],
    "en": [
        *(
            "That's why I'm calling.",
            "Which is why I'm ringing.",
            "The reason why we're calling is invoice 3.",
        ),
        *(
            "The reason I'm ringing: invoice 3.",
            "Let me explain why I'm calling.",
            "Whatever the reason, fine.",
        ),
        *("What made you choose us?", "For that reason I'm calling.", "How does the money come about?"),
    ],
}


@pytest.mark.parametrize(("rule", "yes", "no"), [("must", MUST, NOT_MUST), ("why", WHY, NOT_WHY)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_must_and_why_are_found_in_every_form_and_not_in_words_that_look_like_it(rule, yes, no, lang):
    for text in yes[lang]:
        assert found(text, rule, lang), text
    for text in no[lang]:
        assert not found(text, rule, lang), text


def test_the_verb_itself_weighs_more_than_its_cousins():
    (verb,) = judge("U moet betalen.", lang="nl", stage="opening", kind="dunning")
    (cousin,) = judge("U dient te betalen.", lang="nl", stage="opening", kind="dunning")
    assert (verb.severity, cousin.severity) == (Severity.ERROR, Severity.WARNING)
