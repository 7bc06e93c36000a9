"""Word order decides what is a closed question, not the question mark and not the words around it."""

import itertools

import pytest

from cockpit.tone import judge

CLOSED = {
    "nl": [
        *(
            "betaalt u vrijdag",
            "kunt u dat deze week regelen",
            "is vrijdag haalbaar voor u",
            "gaat u dat doen",
        ),
        *("hebt u het geld al binnen", "lukt dat nog deze maand", "weet u al wanneer u betaalt"),
        *("kan uw collega dat bevestigen", "zou u even willen kijken", "staat de factuur in het systeem"),
        *("heeft de directeur al getekend", "wordt er vandaag overgemaakt", "klopt dat bedrag"),
        *("mag ik dinsdag noteren", "zijn jullie daar al mee bezig", "stuurt u mij vandaag een bewijs"),
        *("overlegt u daarover met uw partner", "bevalt dat voorstel u", "denkt u dat u het redt"),
        *("begrijp ik goed dat u vrijdag betaalt", "zullen we het zo noteren", "tekent u vandaag nog"),
        *("hebt u nog vragen of opmerkingen", "kunt u binnen een week of twee betalen", "betaalt u of niet"),
        *(
            "weet u of de directeur getekend heeft",
            "kunt u zeggen of het lukt",
            "mag ik vragen wanneer u betaalt",
        ),
    ],
    "en": [
        *("can you pay on Friday", "will you settle it this week", "is Friday doable for you"),
        *("have you got the money in yet", "are you going to do that", "would that work this month"),
        *(
            "do you know when you'll pay",
            "could your colleague confirm that",
            "is the invoice in your system",
        ),
        *("has the director signed", "does that fit your planning", "may I put down Tuesday"),
        *("did you talk to your partner", "am I right that you'll pay Friday", "isn't that possible"),
        *(
            "haven't you got a date yet",
            "should I ring your bookkeeper",
            "do you have any questions or remarks",
        ),
        *("are you paying or not", "may I ask when you'll pay", "can you do it in a week or two"),
    ],
}
OPEN = {
    "nl": [
        *("wanneer kunt u betalen", "op welke dag staat de betaling gepland", "wat is voor u haalbaar"),
        *("hoe ziet u dat", "hoeveel kunt u vandaag al betalen", "welke dag past u", "wie geeft het akkoord"),
        *(
            "tegen wanneer hebt u het geld",
            "waar hangt het van af",
            "hoe snel kan dat",
            "wat stelt u zelf voor",
        ),
        *("van welke rekening gaat het af", "welke van de twee dagen kiest u", "hoe staat het ervoor"),
    ],
    "en": [
        *("when can you pay", "which day is the payment planned for", "what is feasible for you"),
        *(
            "how much can you pay today",
            "which day suits you",
            "who gives the approval",
            "how do things stand",
        ),
        *("by when will you have the money", "from which account does it go", "how soon can that be done"),
    ],
}
BEFORE = {
    "nl": [
        *(
            "",
            "En ",
            "Dus, ",
            "Goed, ",
            "Mevrouw Bos, ",
            "Mevrouw Bos ",
            "Oké, mevrouw Bos, ",
            "Dank u wel, ",
        ),
        *("Dat begrijp ik, ", "Even kijken, "),
    ],
    "en": [
        *(
            "",
            "And ",
            "So, ",
            "Right, ",
            "Mrs Bosworth, ",
            "Mrs Bosworth ",
            "Okay, Mrs Bosworth, ",
            "Thank you, ",
        ),
        *("I understand, ", "Let me see, "),
    ],
}
AFTER_A_CLAUSE = {
    "nl": ["Als ik u vandaag een kopie mail, ", "Zodra uw klant betaald heeft, ", "Als ik u een kopie mail "],
    "en": ["If I email you a copy today, ", "Once your customer has paid, ", "If I email you a copy "],
}
NOTHING_ASKED = {
    "nl": [
        *(
            "Als u vrijdag betaalt, hebt u verder geen kosten.",
            "Dan betaalt u vrijdag.",
            "Ik noteer vrijdag.",
        ),
        *("Op vrijdag hebt u het geld binnen.", "Na het weekend, op maandag, betaalt u alles."),
        *("Op voorwaarde dat u dinsdag betaalt, krijgt u een week.", "Betaalt u vrijdag, dan is het klaar."),
        *("Betaalt u vrijdag dan vervalt de rente.", "Is het vrijdag binnen, sluiten we het dossier."),
        *("Hebt u vragen, belt u mij gerust.", "Mocht er iets zijn, dan hoor ik het graag.", "Is goed."),
        *(
            "Mocht dat niet lukken dan zoeken we een andere dag.",
            "Neemt u de tijd.",
            "Stuurt u mij een mail.",
        ),
        *("Kijkt u gerust even.", "Klopt.", "Heb ik genoteerd.", "Kan ik me voorstellen.", "Dat is goed."),
        *(
            "Laten we dinsdag afspreken.",
            "Weet u, ik noteer gewoon vrijdag.",
            "Zoals u weet staat er nog iets open.",
        ),
        *(
            "Wat u zegt begrijp ik.",
            "Wat de kosten betreft, die blijven staan.",
            "Hoe dan ook, ik noteer vrijdag.",
        ),
        *("Wij rekenden erop, en hebben het bedrag nu nodig.", "Dat het goed aankwam, zei uw collega."),
        *("De reden waarom wij bellen, is dat de dag voorbij is.", "Wat fijn dat u opneemt.", "Mevrouw Bos?"),
        *(
            "Wilt u dinsdag of woensdag, zegt u het maar.",
            "Pardon?",
            "En de rest?",
            "Lukt vrijdag niet, welke dag dan wel",
            "Ik vraag me af wanneer u betaalt?",
        ),
    ],
    "en": [
        *("If you pay on Friday, you have no further costs.", "Once you pay, you get a confirmation."),
        *(
            "Should anything come up, let me know.",
            "Thank you for your help.",
            "Have a look at it.",
            "Will do.",
        ),
        *(
            "Do it today.",
            "Let's say Tuesday.",
            "You know, I'll just put down Friday.",
            "So do I.",
            "Pardon?",
        ),
        *(
            "What you say makes sense.",
            "When you pay, I'll email you.",
            "Please have your bookkeeper ring me.",
        ),
        *(
            "May I thank you for that.",
            "As you know, invoice 12 is open.",
            "And the rest?",
            "How kind of you to ring.",
        ),
    ],
}
CHOICES = {
    "nl": [
        *(
            "Betaalt u vrijdag of maandag?",
            "Vrijdag of maandag?",
            "Lukt vrijdag, of wanneer komt het beter uit?",
        ),
        *("Komt vrijdag u beter uit, of liever maandag?", "Betaalt u ineens of liever in delen?"),
        *(
            "Tekent u zelf of doet uw collega dat?",
            "Kunt u het nakijken of zal ik bellen?",
            "Schikt vrijdag? Of liever maandag?",
            "U betaalt wanneer?",
        ),
        *("Is {option_1} of {option_2} beter?", "Dan wordt het welke dag?", "betaalt u vrijdag of maandag"),
    ],
    "en": [
        *("Will that be Friday or Monday?", "Friday or Monday?", "Does Friday work? Or rather Monday?"),
        *("Would you rather pay in one go or in two parts?", "And that's on which day?", "You'll pay when?"),
    ],
}
STILL_CLOSED = {
    "nl": [
        *("U betaalt deze week, toch?", "U betaalt vrijdag, nietwaar", "Dus vrijdag?", "Akkoord?"),
        *("Past dat, of is dat te vroeg?", "Kan het vrijdag? Of lukt dat niet?", "Lukt dat, ja of nee?"),
        *("Kunt u nagaan of het vrijdag of maandag wordt?", "Ik noteer vrijdag, is dat goed"),
        *(
            "Is er iets tussengekomen, ziekte of vakantie?",
            "Begrijp ik u goed, betaalt u vrijdag",
            "Weet u of uiterlijk maandag nog kan?",
        ),
    ],
    "en": [
        *("You're paying this week, right?", "You'll pay Friday, won't you", "Friday, then?", "Okay?"),
        *("Would that suit you, or is that too early?", "Does Friday work? Or not?", "isnt it in the system"),
    ],
}


def is_flagged(text: str, lang: str, stage: str = "inquiry") -> bool:
    return any(f.rule == "closed-question" for f in judge(text, lang=lang, stage=stage, kind="reminder"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_closed_question_is_found_whatever_stands_before_it_and_without_its_mark(lang):
    for before, question, mark in itertools.product(BEFORE[lang], CLOSED[lang], ["?", ""]):
        assert is_flagged(before + question + mark, lang), before + question + mark


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_open_question_is_left_alone_whatever_stands_before_it(lang):
    befores = [*BEFORE[lang], *AFTER_A_CLAUSE[lang]]
    for before, question, mark in itertools.product(befores, OPEN[lang], ["?", ""]):
        assert not is_flagged(before + question + mark, lang), before + question + mark


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_closed_question_is_found_after_a_subordinate_clause(lang):
    for before, question in itertools.product(AFTER_A_CLAUSE[lang], CLOSED[lang]):
        assert is_flagged(before + question + "?", lang), before + question
    assert is_flagged("Als ik u een kopie mail, betaalt u dan vrijdag", "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_statements_conditions_orders_and_choices_ask_for_more_than_yes(lang):
    for text in [*NOTHING_ASKED[lang], *CHOICES[lang]]:
        assert not is_flagged(text, lang), text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_tag_or_an_empty_alternative_leaves_a_question_closed(lang):
    for text in STILL_CLOSED[lang]:
        assert is_flagged(text, lang), text


@pytest.mark.parametrize("stage", ["opening", "objection", "closing"])
def test_closed_questions_are_fine_where_they_belong(stage):
    assert not is_flagged("Klopt het dat u vrijdag betaalt?", "nl", stage)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Het staat klaar, niet waar?", ["closed-question"]),
        ("En wanneer precies na het weekend, mevrouw?", []),
        ("Als ik de kopie nu mail, kan het dan vrijdag rond zijn", ["closed-question"]),
        ("Als u vrijdag betaalt, kan het dossier dicht.", []),
        ("Vrijdag betalen? Dan vervalt de rente.", []),
        ("Betaalt u vrijdag? Dan noteer ik dat.", ["closed-question"]),
        ("Vrijdag betalen? Dan wanneer precies?", ["closed-question"]),
        ("Laten we zeggen vrijdag, en wij sluiten het dossier.", []),
    ],
)
def test_what_follows_decides_what_comes_before(text, rules):
    assert [f.rule for f in judge(text, lang="nl", stage="inquiry", kind="reminder")] == rules
