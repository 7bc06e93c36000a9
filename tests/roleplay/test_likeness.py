"""A sentence makes the moves of the sentences that it resembles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay.likeness import Likeness, likeness, votes
from cockpit.roleplay.move_files import languages, load, read_said, said_file
from cockpit.roleplay.moves import Move, SaidBefore

KNOWN = """
# a remark
date-question,open-question | -             | On which day will the money reach us?
date-question,open-question | -             | So on which day do we see the money?
thank                       | -             | Thank you, and have a lovely afternoon.
answer                      | never-received | Let me mail you another copy while we speak.
-                           | already-paid  | Let me mail you another copy while we speak.
-                           | -             | The office | the small one | shuts at four.
"""


def some(lang: str = "en") -> Likeness:
    return Likeness(read_said("own.txt", KNOWN), load(lang))


def test_a_file_of_sentences_is_read():
    said = list(read_said("own.txt", KNOWN))
    assert said[0] == SaidBefore(
        "On which day will the money reach us?", "", frozenset({Move.DATE_QUESTION, Move.OPEN_QUESTION})
    )
    assert said[3].heard == "never-received"
    assert said[4].moves == frozenset()
    assert said[5].text == "The office | the small one | shuts at four."


@pytest.mark.parametrize(
    ("line", "expected"),
    [("thanks | - | Bye.", "thank"), ("thank | ill | Bye.", "was-ill"), ("just a sentence", "was-ill")],
)
def test_a_wrong_line_is_named_with_its_place(line, expected):
    with pytest.raises(PlaybookError) as caught:
        list(read_said("own.txt", f"# head\n{line}\n"))
    assert (caught.value.path, caught.value.line) == ("own.txt", 2)
    assert expected in str(caught.value)


def test_those_that_resemble_it_vote():
    asked = some().votes("And on which day will we see our money, would you say?")
    assert asked[Move.DATE_QUESTION] > 0.9
    assert asked.get(Move.THANK, 0) < 0.1


def test_what_resembles_nothing_has_no_vote():
    assert not some().votes("Zebras graze quietly.")
    assert not some().votes("")
    assert not Likeness([], load("en")).votes("On which day?")


def test_a_sentence_can_be_left_out_of_the_vote():
    text = "Thank you, and have a lovely afternoon."
    assert some().votes(text)[Move.THANK] > 0.9
    assert Move.THANK not in some().votes(text, without=text)


def test_an_answer_counts_after_its_own_objection():
    line = "I'll mail you another copy now."
    assert some().votes(line, frozenset({"never-received"}))[Move.ANSWER] > 0.5
    assert Move.ANSWER not in some().votes(line, frozenset({"already-paid"}))


def test_each_of_several_sentences_is_compared_by_itself():
    both = some().votes("Well, there we are then, all of us. On which day will the money reach us?")
    assert both[Move.DATE_QUESTION] >= 0.8


def test_every_number_is_one_word_and_every_day():
    book = load("en")
    assert {book.alike(word) for word in ("twenty-five", "hundred", "#")} == {"#number"}
    assert {book.alike(word) for word in ("tuesday", "fourteenth", "#date")} == {"#day"}
    assert book.alike("money") == "money"
    assert load("nl").alike("tweeëntwintighonderd".replace("ë", "e")) == "#number"
    assert load("nl").alike("woensdagmiddag") == "#day"


@pytest.mark.parametrize("lang", languages())
def test_the_sentences_that_come_along_are_many_and_none_twice(lang):
    said = list(read_said(*said_file(lang)))
    assert len(said) > 3000
    assert len({(one.text, one.heard) for one in said}) == len(said)
    assert {move for one in said for move in one.moves} == set(Move)
    assert likeness(lang) is likeness(lang)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sets(st.sampled_from(["never-received", "was-ill"])))
def test_votes_are_shares_whatever_is_said(text, heard):
    for move, vote in votes("nl", text, frozenset(heard)).items():
        assert move in Move
        assert 0 < vote <= 1 + 1e-9
