"""Notes: words that judge the customer are marked, each with a fact in its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.tone.noting import NOTES_RULE, judge_notes, judgements
from cockpit.tone.rules import Severity


def marked(text):
    return [text[f.start : f.end] for f in judge_notes(text)]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Typische wanbetaler, belt nooit terug.", ["wanbetaler"]),
        ("Smoesje: de chef is ziek. Hij LIEGT.", ["Smoesje", "LIEGT"]),
        ("Heeft over de bank gelogen", ["gelogen"]),
        ("niet  te\nvertrouwen", []),
        ("Niet te vertrouwen.", ["Niet te vertrouwen"]),
        ("He is lying, a real deadbeat.", ["is lying", "deadbeat"]),
        ("lame excuses again", ["lame excuses"]),
    ],
)
def test_judgement_words_are_marked(note, words):
    # A line break ends an utterance: the screen judges line by line.
    found = [word for line in note.splitlines() for word in marked(line)]
    assert found == words


@pytest.mark.parametrize(
    "note",
    [
        "Zegt dat de factuur nog bij de directie ligt.",
        "Mijn excuses aangeboden voor de verkeerde levering.",
        "Dreigend faillissement van een grote klant.",
        "Zat in een vergadering, belt om 16:30 terug.",
        "De lijn was gestoord.",
        "My apologies for the mix-up; excused himself for the noise.",
        "Kluizenaar, Domburg, Lulea, Stompwijk",
        "",
    ],
)
def test_facts_and_words_that_only_look_like_it_are_left_alone(note):
    assert marked(note) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_entry_proposes_something_that_is_not_a_judgement_itself(language):
    for word in judgements(language):
        assert word.instead and word.why.endswith(".")
        assert not judge_notes(word.instead)


def test_a_finding_says_what_why_and_where_from():
    (finding,) = judge_notes("een wanbetaler")
    assert (finding.rule, finding.severity) == (NOTES_RULE, Severity.SUGGESTION)
    assert finding.suggestion == "klant met facturen na de vervaldag"
    assert "15" in finding.source


@given(st.text(max_size=400))
def test_any_text_is_judged_in_order_and_without_overlap(text):
    findings = judge_notes(text)
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))
