"""What to say instead: it fits the sentence, and it breaks no rule itself."""

import pytest
from tone.report import corpus

from cockpit.core.call import Stage
from cockpit.tone import Severity, judge

FITTING = {
    "nl": {
        "inquiry": {
            "U moet deze week betalen.": "Wanneer kunt u deze week betalen?",
            "Ge moet die rekening nu echt betalen.": "Wanneer kunt u die rekening betalen?",
            "U moet vrijdag betalen.": "Hoe zorgen we dat u vrijdag kunt betalen?",
            "Het bedrag moet vrijdag binnen zijn.": "Hoe zorgen we dat het bedrag vrijdag binnen is?",
            "De factuur moet betaald worden.": "Op welke dag kan de factuur betaald worden?",
            "U dient zo spoedig mogelijk te betalen.": "Wanneer kunt u betalen?",
            "U bent wettelijk verplicht om te betalen.": "Wanneer kunt u betalen?",
            "Welke stukken moeten wij u nog sturen?": "Welke stukken kunnen wij u nog sturen?",
            "Moet er nog iemand tekenen?": "Wat is daar aan uw kant nog voor nodig?",
            "U MOET NU BETALEN": "Wanneer kunt u betalen?",
            "De bevestiging dient u nog even te ondertekenen.": (
                "Wanneer kunt u de bevestiging nog even ondertekenen?"
            ),
            "Moet ik u een kopie mailen?": "Als ik u een kopie kan mailen, op welke dag betaalt u dan?",
            "Ge moet niet wachten.": "U hoeft niet te wachten.",
            "Hoeveel moet ik noteren?": "Hoeveel kan ik noteren?",
            "Waarom hebt u niet betaald?": "Wanneer kunt u betalen?",
            "Waarom duurt het zo lang?": "Wat is er nog voor nodig, en op welke dag is het rond?",
            "Waarom kan vrijdag niet?": "Welke dag lukt wel?",
            "Betaalt u deze week?": "Op welke dag betaalt u deze week?",
            "Kunt u dit bedrag nog overmaken?": "Op welke dag kunt u dit bedrag nog overmaken?",
        },
        "negotiation": {
            "U moet kiezen tussen maandag en dinsdag.": "Welke kiest u: maandag of dinsdag?",
            "Ik laat de rente vervallen.": (
                "Ik laat de rente vervallen, als het hele bedrag op de afgesproken dag binnen is."
            ),
            "Ik mail u binnenkort een voorstel.": "Ik mail u vandaag nog een voorstel.",
        },
        "closing": {
            "U moet mijn mail nog bevestigen.": "Wilt u mijn mail nog bevestigen?",
            "Dat moet ik even navragen.": "Dat wil ik even navragen.",
        },
    },
    "en": {
        "inquiry": {
            "You must pay this week.": "When can you pay this week?",
            "You have to pay by Friday.": "What would help you pay by Friday?",
            "You gotta settle this invoice now.": "When can you settle this invoice?",
            "The payment has to be here on Friday.": (
                "How can we make sure that the payment will be here on Friday?"
            ),
            "The amount you have to pay is 5 euros.": "The amount still open is 5 euros.",
            "We need to find a solution.": "Let's find a solution.",
            "We need to speak to you.": "We'd like to speak to you.",
            "You don't have to call.": "Nothing more is needed from you for that.",
            "Why haven't you paid?": "When can you pay?",
            "Why can't it be Friday?": "Which day would work instead?",
            "Can you pay this week?": "Which day can you pay this week?",
        },
        "closing": {"You need to confirm my email.": "Could you confirm my email?"},
    },
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_replacement_uses_the_words_of_the_sentence(lang):
    for stage, lines in FITTING[lang].items():
        for text, better in lines.items():
            found = judge(text, lang=lang, stage=stage, kind="reminder")
            assert found[0].suggestion == better, text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_replacement_breaks_a_rule_where_it_is_said(lang):
    for line in corpus(lang):
        for finding in judge(line.text, lang=lang, stage=line.stage, kind=line.kind):
            again = judge(finding.suggestion, lang=lang, stage=line.stage, kind=line.kind)
            assert all(f.severity is Severity.SUGGESTION for f in again), (line.text, finding.suggestion)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_must_and_why_always_come_with_a_replacement(lang):
    for line in corpus(lang):
        for finding in judge(line.text, lang=lang, stage=line.stage, kind=line.kind):
            assert finding.suggestion or finding.rule not in {"must", "why"}, line.text


SUBJECTS = ("u", "ge", "gij", "je", "jullie", "uw collega", "de betaling", "ik", "wij", "er", "dat")
FORMS = (
    *("{} moet nu betalen", "{} moet da vrijdag in orde brengen", "moet {} dat niet eerst nakijken?"),
    *("{} dient dit zo spoedig mogelijk te regelen", "dan moet {} maar bellen", "waarom betaalt {} niet"),
    *("hoe komt da dat {} nog wacht?", "{} moest al betaald hebben", "wat moet {} nog hebben"),
)


@pytest.mark.parametrize("kind", ["courtesy", "dunning"])
@pytest.mark.parametrize("stage", list(Stage))
def test_whoever_it_is_about_the_replacement_is_clean_there(stage, kind):
    for text in (form.format(subject) for form in FORMS for subject in SUBJECTS):
        found = [f for f in judge(text, lang="nl_BE", stage=stage, kind=kind) if f.rule in {"must", "why"}]
        assert found, text
        for finding in found:
            assert finding.suggestion, text
            again = judge(finding.suggestion, lang="nl_BE", stage=stage, kind=kind)
            assert all(f.severity is Severity.SUGGESTION for f in again), (text, finding.suggestion)


def test_what_was_typed_cannot_put_commands_into_a_replacement():
    (found,) = judge("Dit moet ik \x1b[31m u\u202e vragen.", lang="nl", stage="opening", kind="reminder")
    assert found.suggestion == "Dit wil ik u vragen."


def test_a_text_that_nobody_says_in_one_breath_gets_no_replacement():
    (found,) = judge("U moet. " + "Dat is zo. " * 100, lang="nl", stage="opening", kind="reminder")[:1]
    assert found.suggestion == ""
