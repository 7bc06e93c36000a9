"""What was agreed: an amount and a day that both said yes to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.core.money import Money
from cockpit.language.spoken import Spoken
from cockpit.roleplay.agreeing import Agreed, agreed
from cockpit.roleplay.following import Where, follow
from cockpit.roleplay.transcript import Line, Speaker

ON = date(2026, 11, 23)


def turns(*lines: str, lang: str = "nl"):
    speakers = {"C": Speaker.COLLECTOR, "D": Speaker.DEBTOR}
    talk = [Line(speakers[line[0]], line[2:].strip()) for line in lines]
    return follow(talk, lang, CallKind.REMINDER, ON, Spoken(lang))


def euros(text: str) -> Money:
    return Money(Decimal(text))


FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("lines", "amount", "day"),
    [
        (["C: Klopt het dat u 950 euro betaalt op vrijdag?", "D: Ja."], "950", FRIDAY),
        (["C: Dus ik noteer 950 euro op vrijdag.", "D: Goed, dag."], "950", FRIDAY),
        (["D: Ik maak vrijdag 950 euro over.", "C: Dan noteer ik vrijdag."], "950", FRIDAY),
        (["D: Ik maak vrijdag 950 euro over.", "C: Akkoord, zo spreken we het af."], "950", FRIDAY),
        (
            ["D: Ik maak vrijdag 950 euro over.", "C: Ik mail u deze afspraak vandaag nog."],
            "950",
            FRIDAY,
        ),
        (["D: Vrijdag 950 euro.", "C: Akkoord.", "D: Ja, vrijdag dus."], "950", FRIDAY),
        (  # the choice is about who calls whom, not about the day
            [
                "C: Het gaat om 950 euro.",
                "D: Dan gaat het vrijdag mee.",
                "C: Ik vat samen: vrijdag betaalt u 950 euro. Zal ik u bellen, of mailt u mij liever?",
                "D: Ik mail u wel.",
            ],
            "950",
            FRIDAY,
        ),
        (["C: Kunt u 950 euro betalen op vrijdag?", "D: Ja, dat lukt."], "950", FRIDAY),
        (["D: Vrijdag.", "C: En dat is 950 euro?", "D: Ja."], "950", FRIDAY),
        (["C: Dus 950 euro op vrijdag.", "D: Nee.", "C: Dus 950 euro op maandag?", "D: Ja."], "950", MONDAY),
        (
            ["C: Het gaat om 950 euro.", "D: Ja.", "C: Dus het hele bedrag op vrijdag?", "D: Ja."],
            "950",
            FRIDAY,
        ),
        (
            ["C: Het gaat om 950 euro.", "D: De helft doe ik vrijdag.", "C: Prima."],
            "475",
            FRIDAY,
        ),
        (
            [
                "C: Dus 950 euro op vrijdag?",
                "D: Ja.",
                "C: Mooi.",
                "D: Of nee, maandag.",
                "C: Maandag, akkoord.",
            ],
            "950",
            MONDAY,
        ),
        (["D: Vrijdag.", "C: Ik noteer: 950 euro op vrijdag."], "950", FRIDAY),
        (["C: Dus 500 euro op vrijdag en 450 euro op maandag?", "D: Ja."], "950", MONDAY),
        (["C: Dus 950 euro, 500 euro op vrijdag en 450 euro op maandag?", "D: Ja."], "950", MONDAY),
        (
            [
                "D: Vrijdag.",
                "C: Ik mail u maandag nog; dus u betaalt 950 euro op vrijdag, klopt dat?",
                "D: Ja.",
            ],
            "950",
            FRIDAY,
        ),
        (
            ["C: Dus 950 euro op vrijdag.", "D: Ja.", "C: Is er verder nog iets?", "D: Nee hoor."],
            "950",
            FRIDAY,
        ),
    ],
)
def test_what_both_said_yes_to(lines, amount, day):
    assert agreed(turns(*lines)) == Agreed(euros(amount), day)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["C: Klopt het dat u 950 euro betaalt op vrijdag?", "D: Nee."],
        ["C: Klopt het dat u 950 euro betaalt op vrijdag?", "D: Ik zal zien."],
        ["C: Ik noteer 950 euro op vrijdag."],
        ["C: Ik bel over 950 euro, te betalen op vrijdag.", "D: Ja."],
        ["C: Vrijdag 950 euro of maandag?", "D: Ja."],
        ["D: Betaal ik vrijdag 950 euro?"],
        ["D: Die 950 euro heb ik vrijdag al betaald."],
        ["C: Wanneer kan ik u terugbellen?", "D: Vrijdag, over die 950 euro."],
        ["D: Vrijdag."],
        ["D: Ik maak vrijdag 950 euro over."],
        ["C: Het gaat om 950 euro.", "D: Het hele bedrag komt vrijdag.", "C: Dank u wel, dag."],
        [
            "C: Het gaat om 950 euro.",
            "D: Het hele bedrag komt vrijdag.",
            "C: Kan het ook woensdag?",
            "D: Nee.",
        ],
        ["D: Ik maak vrijdag 950 euro over.", "C: Goed, maar op welke dag dan precies?"],
        ["C: Dus 950 euro op vrijdag?", "D: Ja.", "C: Mooi.", "D: Of toch maandag."],
        ["C: 950 euro graag.", "D: Ja."],
    ],
)
def test_what_is_no_agreement(lines):
    assert not agreed(turns(*lines)).is_whole


def test_a_day_alone_is_half_an_agreement():
    assert agreed(turns("C: Wanneer?", "D: Vrijdag.")) == Agreed(None, FRIDAY)


def test_another_currency_is_not_added():
    found = agreed(turns("C: Dus 500 euro op vrijdag en $ 450,00 op maandag?", "D: Ja."))
    assert found == Agreed(euros("500"), MONDAY)


def test_the_stage_follows_the_talk():
    where = Where()
    stages = []
    for turn in turns(
        "C: Goedemorgen, met Noor van Veldhuis.",
        "D: Ja?",
        "C: Ik bel over factuur 412.",
        "D: Die heb ik nooit ontvangen.",
        "C: Dan mail ik hem nu. Wanneer betaalt u?",
        "D: Ik betaal vrijdag.",
        "C: Dat is goed.",
        "D: Oké.",
        "C: Dus ik noteer 950 euro op vrijdag.",
    ):
        stages.append(where.now())
        where = where.after_said(turn.said) if turn.said else where.after_reply(turn.reply)
    assert stages[0] is Stage.OPENING
    assert stages[4] is Stage.OBJECTION
    assert stages[8] is Stage.NEGOTIATION
    assert where.now() is Stage.CLOSING


def test_what_closes_is_judged_as_closing():
    (turn,) = turns("C: Klopt het dat u 950 euro betaalt op vrijdag?")
    assert turn.said is not None
    assert not turn.said.findings
