"""The moves are data: their own examples hold, and the labelled sentences are understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roleplay import report

from cockpit.core.call import CallKind, Stage
from cockpit.language.spoken import Spoken
from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay.hearing import Deaf, Heard
from cockpit.roleplay.likeness import likeness
from cockpit.roleplay.move_files import languages, load, read_moves
from cockpit.roleplay.moves import OBJECTIONS, Cue, Move
from cockpit.roleplay.understanding import Context, overhear, understand
from cockpit.tone import load as load_rules

ON = date(2026, 11, 23)
LANGUAGES = ("en", "nl")


def said(text: str, lang: str = "nl", heard: str = "", stage: Stage = Stage.NEGOTIATION):
    context = Context(CallKind.REMINDER, stage, ON, frozenset({heard} - {""}))
    return understand(text, lang, context, Spoken(lang))


def moves(text: str, lang: str = "nl", heard: str = "") -> set[str]:
    return {move.value for move in said(text, lang, heard).moves}


def test_the_languages_are_those_with_a_file():
    assert languages() == LANGUAGES
    assert load("nl-BE") is not None
    with pytest.raises(PlaybookError, match="a language out of en, nl"):
        load("fr")


def test_the_objections_have_the_names_of_the_cards():
    assert len(OBJECTIONS) == 10
    assert OBJECTIONS[0] is Cue.NEVER_RECEIVED
    assert OBJECTIONS[-1] is Cue.PAYMENT_RUN


@pytest.mark.parametrize(
    ("lang", "sign", "example"),
    [
        pytest.param(lang, sign.name, example, id=f"{lang}-{sign.name}-{example.text[:30]}")
        for lang in LANGUAGES
        for sign in load(lang).moves
        for example in sign.examples
    ],
)
def test_every_move_does_what_its_examples_say(lang, sign, example):
    assert (sign in moves(example.text, lang, example.heard)) is example.is_one


@pytest.mark.parametrize(
    ("lang", "sign", "example"),
    [
        pytest.param(lang, sign.name, example, id=f"{lang}-{sign.name}-{example.text[:30]}")
        for lang in LANGUAGES
        for sign in load(lang).cues
        for example in sign.examples
    ],
)
def test_everything_a_debtor_does_is_heard_in_its_examples(lang, sign, example):
    cues = overhear(example.text, lang, ON, Spoken(lang)).cues
    assert (sign in {cue.value for cue in cues}) is example.is_one


@pytest.mark.parametrize(("lang", "fewest"), [("nl", 250), ("en", 150)])
def test_the_labelled_sentences_are_understood(lang, fewest):
    lines = list(report.corpus(lang))
    assert len(lines) >= fewest
    assert {name for line in lines for name in line.moves} == {move.value for move in Move}
    ours = [line for line in lines if not line.by]
    assert report.together(report.scores(lang, ours)).f1 >= report.AIM


@pytest.mark.parametrize(
    ("lang", "by", "least"),
    [
        ("nl", "trainer", 0.8),
        ("en", "trainer", 0.8),
        ("nl", "stranger", 0.8),
        ("en", "stranger", 0.8),
    ],
)
def test_the_sentences_of_others_are_understood_no_worse_than_they_were(lang, by, least):
    some = [line for line in report.corpus(lang) if line.by == by]
    assert len(some) >= 90
    assert report.together(report.scores(lang, some)).f1 >= least


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_measured_that_is_compared_with(lang):
    known = {one.text for one in likeness(lang).said}
    assert not known & {line.text for line in report.corpus(lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_debtors_do_is_heard(lang):
    said = report.cues_heard(lang)
    assert said.hits + said.missed >= 100
    assert said.recall >= report.AIM, said.wrong


def test_the_report_is_a_table_of_moves_and_of_talks(capsys, monkeypatch):
    monkeypatch.setattr(report, "triplets", lambda: ["en.reminder.bond", "nl.reminder.derde"])
    report.main(["en"])
    shown = capsys.readouterr().out
    assert "by stranger" in shown
    assert "read-back" in shown
    assert "what debtors do" in shown
    assert "en.reminder.bond" in shown
    assert "nl.reminder.derde" not in shown


@pytest.mark.parametrize(
    ("lang", "sign", "example"),
    [
        pytest.param(lang, sign.name, example, id=f"{lang}-{sign.name}-{example.text[:30]}")
        for lang in LANGUAGES
        for sign in load(lang).asked
        for example in sign.examples
    ],
)
def test_what_is_asked_of_an_invoice(lang, sign, example):
    assert (sign in said(example.text, lang).asked) is example.is_one


def test_a_sentence_has_all_its_moves_with_amounts_and_days():
    understood = said("Dat begrijp ik. Klopt het dat u € 950,00 betaalt op vrijdag 27 november?")
    assert understood.moves == {Move.ACKNOWLEDGE, Move.READ_BACK}
    assert [str(money.amount) for money in understood.amounts] == ["950.00"]
    assert understood.days == (date(2026, 11, 27),)


def test_the_tone_rules_judge_the_same_sentence():
    understood = said("U moet vrijdag betalen.")
    assert understood.breaks("must")
    assert not understood.breaks("why", "pressure")


def test_without_a_day_or_an_amount_nothing_is_read_back():
    assert "read-back" in moves("Ik noteer 950 euro op vrijdag.")
    assert "read-back" not in moves("Ik noteer 950 euro.")
    assert "read-back" not in moves("Ik noteer vrijdag.")
    assert "read-back" in moves("Ik noteer het hele bedrag op vrijdag.")


def test_an_answer_belongs_to_the_objection_on_the_table():
    line = "Ik mail u meteen een kopie."
    assert "answer" in moves(line, heard="never-received")
    assert "answer" not in moves(line, heard="payment-run")
    assert "answer" not in moves(line)


def test_a_relative_clause_asks_nothing():
    assert moves("I'm calling about invoice 412, which was due on 3 October.", "en") == {"purpose"}
    assert "open-question" in moves("Invoice 412, what about that?", "en")
    assert "open-question" in moves("Which was that", "en")
    assert "open-question" in moves("If I send it, what then", "en")


def test_silence_is_listening():
    assert moves("") == {"listen"}
    assert moves(" … ") == {"listen"}


def test_a_team_without_the_rule_for_gifts_has_none():
    from dataclasses import replace

    from cockpit.roleplay import understanding

    book = load("nl")
    rules = replace(book.rules, rules=tuple(r for r in book.rules.rules if r.id != "one-sided"))
    laid = understanding._Laid("U krijgt korting.", replace(book, rules=rules), Heard(), frozenset())
    assert laid._given(None, for_return=False) == set()


def test_the_deaf_hear_no_amounts():
    assert Deaf().hear("€ 950 op vrijdag", ON) == Heard()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_no_text_stops_the_understanding(text, lang):
    said(text, lang)
    overhear(text, lang, ON, Spoken(lang))


@pytest.mark.parametrize("text", ["a" * 100_000, "moet " * 20_000, "€ 1," * 20_000, "? " * 50_000, "\ud800"])
def test_a_flood_is_cut_off(text):
    assert said(text).text == text
    overhear(text, "nl", ON, Spoken("nl"))


# -- broken files -------------------------------------------------------------------------------------------


def broken(change: tuple[str, str]) -> PlaybookError:
    path = Path(__file__).parents[2] / "cockpit" / "roleplay" / "moves" / "en.toml"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(PlaybookError) as caught:
        read_moves("own.toml", text.replace(*change, 1), load_rules("en"))
    assert caught.value.line > 0
    return caught.value


@pytest.mark.parametrize(
    ("change", "where", "expected"),
    [
        (("[move.greet]", "[move.greets]"), "move", "the key"),
        (('detect = "open"', 'detect = "opens"'), "move, open-question, detect", "one of open"),
        (('only = ["asked"]\nphrases', 'only = ["askd"]\nphrases'), "only", "one of open, closed"),
        (('phrases = """\n^ (hello', 'phrases = """\n^ ((hello'), "move, greet, match 1, phrases", "closing"),
        (('about = "Greets', 'abuot = "Greets'), "move, greet", "the key 'about'"),
        (('good = "Good morning, this', 'god = "Good morning, this'), "move, greet, examples", "'good'"),
        (('detect = "closed"', 'about2 = "x"'), "move, closed-question", "the key"),
        (('language = "en"', "language = 3"), "language", "a text"),
        (('phrases = "or"', "phrases = 3"), "phrases", "a text"),
    ],
)
def test_a_mistake_is_named_with_its_place(change, where, expected):
    error = broken(change)
    assert where in error.where
    assert expected in error.expected


def test_a_move_without_anything_to_hear_it_by_is_refused():
    text = (Path(__file__).parents[2] / "cockpit/roleplay/moves/en.toml").read_text(encoding="utf-8")
    start = text.index("[[move.greet.match]]")
    gone = text[:start] + text[text.index("[move.greet.examples]") :]
    with pytest.raises(PlaybookError) as caught:
        read_moves("own.toml", gone, load_rules("en"))
    assert caught.value.where.startswith("move, greet")


def test_when_and_without_look_at_the_whole_sentence():
    from cockpit.tone.notation import Lexicon
    from cockpit.tone.phrases import Phrases

    def found(text: str, **more) -> set[int]:
        from cockpit.roleplay import understanding
        from cockpit.roleplay.moves import Match

        match = Match(Phrases("dag", Lexicon({})), **more)
        return understanding._Laid(text, load("nl"), Heard(), frozenset())._matched(match)

    when, without = Phrases("betaalt", Lexicon({})), Phrases("mooi weer", Lexicon({}))
    assert found("Op die dag, zegt u, betaalt u.", when=when) == {0}
    assert found("Op die dag. Dan betaalt u.", when=when) == set()
    assert found("Mooi weer, die dag.", without=without) == set()
    assert found("Mooi weer. Die dag.", without=without) == {1}
