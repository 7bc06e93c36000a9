"""Sentences that were once taken for something else."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.language.spoken import Spoken
from cockpit.roleplay.moves import Cue
from cockpit.roleplay.understanding import Context, overhear, understand

ON = date(2026, 11, 23)


def moves(lang: str, text: str) -> set[str]:
    context = Context(CallKind.REMINDER, Stage.NEGOTIATION, ON, frozenset())
    return {move.value for move in understand(text, lang, context, Spoken(lang)).moves}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Nog een goede dag."),
        ("nl", "Nog een goede middag verder."),
        ("nl", "Dank u wel, nog een goede avond, mevrouw Bos."),
        ("nl", "Een goedendag nog."),
        ("nl", "Ik wens u een goede dag."),
        ("nl", "Goedenavond nog."),
        ("nl", "Doei!"),
        ("nl", "Tot zo."),
        ("nl", "Tot volgende week."),
        ("nl", "Dag meneer Brandsma, tot vrijdag."),
        ("nl", "Tot straks, meneer Bos."),
        ("en", "Have a good afternoon."),
        ("en", "Have a very good evening, Mr Carter."),
        ("en", "I wish you a good afternoon."),
        ("en", "A good evening to you."),
        ("en", "Have yourself a good day."),
        ("en", "Have a good one."),
        ("en", "See you."),
    ],
)
def test_a_goodbye_is_no_greeting(lang, text):
    assert moves(lang, text) == {"thank"}


def test_a_goodbye_may_wish_him_well():
    assert moves("nl", "Dag en beterschap.") == {"acknowledge", "thank"}
    assert moves("nl", "Dag en bedankt.") == {"thank"}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("nl", "Goede dag, mevrouw Bos.", {"greet"}),
        ("nl", "Dag, Noor van Veldhuis.", {"greet", "identify"}),
        ("nl", "Dag, Noor Dekker van Veldhuis Techniek.", {"greet", "identify"}),
        ("nl", "Goedemorgen, Noor Dekker van Veldhuis Techniek.", {"greet", "identify"}),
        ("en", "Morning.", {"greet"}),
        ("en", "Morning, Noor from Fieldhouse.", {"greet", "identify"}),
        ("en", "Afternoon, Mr Carter.", {"greet"}),
        ("en", "Morning works best for me.", set()),
    ],
)
def test_a_short_greeting_is_one(lang, text, expected):
    assert moves(lang, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wat is er aan de hand?", {"open-question"}),
        ("Wat is er gebeurd?", {"open-question"}),
        ("Wat is er nodig om dit vrijdag te regelen?", {"open-question"}),
        ("Wat is er even later gebeurd?", {"open-question"}),
        ("Hoe is er op gereageerd?", {"open-question"}),
        ("Is mevrouw Bos er even?", {"right-person"}),
        ("Is er iemand van de boekhouding aanwezig?", {"right-person"}),
        ("Wanneer is het er?", {"open-question", "date-question"}),
        ("Wanneer is mevrouw Bos er weer?", {"ring-back"}),
    ],
)
def test_something_that_is_there_is_no_person(text, expected):
    assert moves("nl", text) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Which date is it?"),
        ("en", "I like that date."),
        ("en", "How do you set that date?"),
        ("en", "Did the gift boxes arrive?"),
        ("en", "It isn't due until the end of the month."),
        ("en", "The invoice isn't due until December."),
        ("nl", "De betaaldag is pas eind december."),
        ("nl", "Mag het in twee keer?"),
    ],
)
def test_what_gives_nothing_away_is_no_gift(lang, text):
    assert "concession-for-nothing" not in moves(lang, text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You can pay at the end of the month, no costs."),
        ("en", "Can I offer you a discount?"),
        ("nl", "U mag in twee keer betalen."),
        ("nl", "Mag ik u tien procent korting geven?"),
    ],
)
def test_what_gives_something_away_still_does(lang, text):
    assert "concession-for-nothing" in moves(lang, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When will it be there?", {"open-question", "date-question"}),
        ("When will the money be there?", {"open-question", "date-question"}),
        ("When could the payment be in?", {"open-question", "date-question"}),
        ("When will Mr Carter be there?", {"ring-back"}),
        ("When are you there?", {"ring-back"}),
        ("When will you be in?", {"ring-back"}),
        ("When are the goods there?", {"open-question", "date-question"}),
        ("When is he available?", {"ring-back"}),
    ],
)
def test_money_that_is_there_is_no_person(text, expected):
    assert moves("en", text) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Het is voor die factuur van 1986,82."),
        ("nl", "Het is over factuur 412."),
        ("nl", "'t Is voor de rekening van september."),
        ("nl", "Nog even over die factuur."),
        ("en", "It's invoice 2026-9999."),
        ("en", "It's for invoice 412."),
        ("en", "It's the invoice of 3 September."),
    ],
)
def test_what_it_is_about_is_the_purpose(lang, text):
    assert moves(lang, text) == {"purpose"}


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("en", "Until we know, nothing changes.", ()),
        ("en", "It will be settled by we.", ()),
        ("en", "The boxes lay in the sun.", ()),
        ("en", "We sat at the table.", ()),
        ("en", "By Wed it is.", (date(2026, 11, 25),)),
        ("en", "On Wed 25 Nov.", (date(2026, 11, 25),)),
        ("nl", "Tot zo.", ()),
        ("nl", "Zit u lekker in de zon?", ()),
        ("nl", "Op vr 27 nov.", (date(2026, 11, 27),)),
        ("nl", "Betaalt u voor zo 29 november?", (date(2026, 11, 29),)),
        ("nl", "Uiterlijk vr. 27 november.", (date(2026, 11, 27),)),
    ],
)
def test_short_words_are_seldom_days(lang, text, days):
    assert Spoken(lang).hear(text, ON).days == days


@pytest.mark.parametrize(
    ("text", "is_away"),
    [
        ("I'll pay it straight away.", False),
        ("Not right away.", False),
        ("My head isn't in it.", False),
        ("My heart is not in it today.", False),
        ("The payment isn't in yet.", False),
        ("Nobody is in.", True),
        ("He is away today.", True),
        ("Mr Carter isn't in.", True),
        ("She's not in today.", True),
        ("She is right here, but he is away.", True),
    ],
)
def test_who_is_not_here(text, is_away):
    assert (Cue.NOT_HERE in overhear(text, "en", ON, Spoken("en")).cues) is is_away


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("nl", "Hoi Kees, Jan van Hofstra.", {"greet", "identify"}),
        ("nl", "Goedemiddag meneer Visser, Petra Smit hier van Hofstra.", {"greet", "identify"}),
        ("nl", "Petra Smit, Hofstra Bouw.", {"identify"}),
        ("nl", "Het regent hier.", set()),
        ("nl", "Morgen komt de oven.", set()),
        ("en", "Hello Mrs Clay, it's Petra here at Hofstra.", {"greet", "identify"}),
        ("en", "Could you send me proof of payment?", {"closed-question"}),
        ("en", "It's raining here.", set()),
    ],
)
def test_names_are_known_by_their_capital_and_their_place(lang, text, expected):
    assert moves(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("nl", "Noem eens een dag.", {"date-question"}),
        ("nl", "Kan het niet eerder?", {"closed-question", "date-question"}),
        ("nl", "Tot wanneer hebt u nodig?", {"open-question", "date-question"}),
        (
            "nl",
            "Als onze monteur langskomt, wanneer betaalt u dan?",
            {"if-then", "open-question", "date-question"},
        ),
        ("nl", "Dat is erg vervelend.", {"acknowledge"}),
        ("nl", "Prima, dag!", {"thank"}),
        ("nl", "Hebt u onze facturen ontvangen?", {"ask-invoice", "closed-question"}),
        ("en", "Give me a day.", {"date-question"}),
        ("en", "Could it be any sooner?", {"closed-question", "date-question"}),
        ("en", "If our engineer comes by, when will you pay?", {"if-then", "open-question", "date-question"}),
        ("en", "Have you received our invoices?", {"ask-invoice", "closed-question"}),
    ],
)
def test_the_order_and_the_form_of_the_words_are_free(lang, text, expected):
    assert moves(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("nl", "Achthonderd op vrijdag.", ["800"]),
        ("nl", "Dus tweeduizend, maandag.", ["2000"]),
        ("nl", "Dat heb ik u honderd keer gezegd.", []),
        ("nl", "Ik zie tweehonderd dozen.", []),
        ("en", "Seven hundred and sixty on Friday, then.", ["760"]),
        ("en", "It has a hundred and forty pages.", []),
        ("en", "Twenty on Friday.", []),
    ],
)
def test_an_amount_may_be_said_without_its_currency(lang, text, amounts):
    assert [f"{money.amount:.0f}" for money in Spoken(lang).hear(text, ON).amounts] == amounts


@pytest.mark.parametrize(
    ("lang", "text", "is_hurt"),
    [
        ("nl", "Wat is dat voor toon?", True),
        ("nl", "Zo spreken we het af.", False),
        ("nl", "Ik ben boos over die machine.", False),
        ("en", "There's no need for that.", True),
        ("en", "I don't shout about it.", False),
    ],
)
def test_who_takes_offence(lang, text, is_hurt):
    assert (Cue.OFFENDED in overhear(text, lang, ON, Spoken(lang)).cues) is is_hurt
