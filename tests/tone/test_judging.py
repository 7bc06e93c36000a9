"""What a finding says, where it stands, and what can be asked of the judge."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.call import CallKind, Stage
from cockpit.tone import Exemption, RuleError, Severity, asks_day, judge, languages, load


def test_a_finding_has_all_that_a_trainer_asks_for():
    (finding,) = judge("Mevrouw Bos, waarom betaalt u niet?", lang="nl", stage="inquiry", kind="dunning")
    assert (finding.rule, finding.severity, finding.start, finding.end) == ("why", Severity.ERROR, 13, 19)
    assert finding.source == "S0.3"
    assert finding.other_side.startswith("S3 ")
    assert finding.suggestion == "Wanneer kunt u betalen?"
    assert "klant" in finding.message
    assert finding.message.endswith(".")


def test_the_message_is_in_the_language_of_the_line():
    (dutch,) = judge("U moet bellen.", lang="nl_BE", stage=Stage.OPENING, kind=CallKind.CALLBACK)
    (english,) = judge("You must ring.", lang="EN-gb", stage=Stage.OPENING, kind=CallKind.CALLBACK)
    assert "klant" in dutch.message
    assert "customer" in english.message


def test_findings_come_in_the_order_of_the_text_and_overlapping_ones_once():
    findings = judge("U moet, u moet, waarom moet dat?", lang="nl", stage="opening", kind="dunning")
    assert [f.rule for f in findings] == ["must", "must", "why", "must"]
    assert [f.start for f in findings] == sorted(f.start for f in findings)
    (one,) = (
        f
        for f in judge("Ik stuur u zo snel mogelijk bericht.", lang="nl", stage="closing", kind="dunning")
        if f.rule == "vague"
    )
    assert "Ik stuur u zo snel mogelijk bericht."[one.start : one.end] == "zo snel mogelijk"


def test_overlapping_finds_weigh_as_the_heaviest_of_them():
    (finding,) = judge("Dat moet u te betalen horen.", lang="nl", stage="opening", kind="dunning")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "quoted", ["'moet'", "‘moet’", '"moet"', "“moet”", "„moet”", "«u moet»", "\"het 'moet' dan\""]
)
def test_a_word_that_is_only_named_is_left_alone(quoted):
    assert not judge(f"Het woord {quoted} zeg ik niet.", lang="nl", stage="opening", kind="dunning")


@pytest.mark.parametrize(
    "text", ['Hij zei: "u moet vandaag nog betalen".', "'s Maandags moet dat.", "Foto's moet ik zien."]
)
def test_a_sentence_between_quotation_marks_and_an_apostrophe_hide_nothing(text):
    assert [f.rule for f in judge(text, lang="nl", stage="opening", kind="dunning")] == ["must"]


@pytest.mark.parametrize(
    "text",
    [
        "Spreek ik met meneer Moet?",
        "U spreekt met An Moeten.",
        "Ik bel voor bv Moeten & Zn.",
        "Ik ben Jo Van Moet.",
    ],
)
def test_a_name_is_no_verb(text):
    assert not judge(text, lang="nl", stage="opening", kind="dunning")


@pytest.mark.parametrize(
    "text", ["Meneer, Moet dat?", "U MOET BETALEN.", "Mevrouw moet nog tekenen.", "Ja. Moet dat?"]
)
def test_a_capital_by_itself_makes_no_name(text):
    assert [f.rule for f in judge(text, lang="nl", stage="opening", kind="dunning")] == ["must"]


def test_whether_a_day_is_asked_for_can_be_asked():
    for text in ("Op welke betaaldag valt dat?", "Tot wanneer kan het?", "Wat is uw vaste betaaldatum?"):
        assert asks_day(text, "nl"), text
    for text in ("Hoe ziet u dat?", "Zodra u weet wanneer, belt u mij.", "Vrijdag is goed."):
        assert not asks_day(text, "nl"), text
    assert asks_day("Which day suits you?", "en-GB")
    assert not asks_day("Which day suits you?", "nl", load("nl"))


def test_places_point_into_the_text_as_it_was_given():
    text = unicodedata.normalize("NFD", "Één ding: u moét   betálen, „hé”.")
    (finding,) = judge(text, lang="nl", stage="opening", kind="dunning")
    assert unicodedata.normalize("NFC", text[finding.start : finding.end]) == "moét"
    text = "You’ve gotta pay."
    (finding,) = judge(text, lang="en", stage="opening", kind="dunning")
    assert text[finding.start : finding.end] == "You’ve gotta"


def test_an_exemption_passes_one_rule_over_and_needs_a_reason():
    text = "Waarom moet dat?"
    found = judge(
        text, lang="nl", stage="opening", kind="dunning", exemptions=[Exemption("why", "a quotation")]
    )
    assert [f.rule for f in found] == ["must"]
    with pytest.raises(ValueError, match="needs a reason"):
        Exemption("why", "  ")


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="lunch"):
        judge("U moet.", lang="nl", stage="lunch", kind="dunning")
    with pytest.raises(ValueError, match="chat"):
        judge("U moet.", lang="nl", stage="opening", kind="chat")
    with pytest.raises(RuleError, match="expected a language out of en, nl"):
        judge("Sie müssen.", lang="de", stage="opening", kind="dunning")


def test_rules_that_are_given_are_the_rules_that_judge():
    assert languages() == ("en", "nl")
    assert judge("You must pay.", lang="nl", stage="opening", kind="dunning", rules=load("en"))


def test_fields_of_a_playbook_count_as_what_they_hold():
    def rules(text: str, stage: str) -> list[str]:
        return [f.rule for f in judge(text, lang="nl", stage=stage, kind="reminder")]

    assert rules("U betaalt zo snel mogelijk.", "closing") == ["vague"]
    assert rules("U betaalt zo snel mogelijk, op {agreed_day}.", "closing") == []
    assert rules("Betaalt u {option_1} of {option_2}?", "inquiry") == []
    assert rules("Betaalt u [eerste dag ter keuze]?", "inquiry") == ["closed-question"]


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "…", "- , ; :", "''\"", "{}", "[", "\x1b[31m", "1.842,50", "?.?.?"]
)
def test_nothing_to_hear_is_nothing_to_say(text):
    assert judge(text, lang="nl", stage="inquiry", kind="reminder") == ()


@pytest.mark.parametrize("unit", ["u ", "moet. ", "als u, ", "dient ", "in drie keer ", "a", "“", "e\u0301"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_text_of_a_hundred_thousand_characters_is_judged_at_once(lang, unit):
    begin = time.process_time()
    judge((unit * 100_000)[:100_000], lang=lang, stage="negotiation", kind="dunning")
    assert time.process_time() - begin < 10  # a quarter at rest; what hangs takes hours


def test_of_a_text_without_end_the_beginning_is_judged():
    found = judge("moet " * 50_000, lang="nl", stage="opening", kind="dunning")
    assert max(f.end for f in found) <= 10_000


PIECES = st.sampled_from(
    [
        *(
            "als",
            "u",
            "betaalt",
            "dan",
            "kunt",
            "wanneer",
            "of",
            "niet",
            "moet",
            "waarom",
            "welke",
            "dag",
            "en",
            "?",
        ),
        *(
            ",",
            ".",
            "...",
            "vrijdag",
            "“",
            "'",
            "{option_1}",
            "27-11",
            "16:30",
            "1ste",
            "z.s.m.",
            "dhr.",
            "mevrouw",
            "\n",
        ),
        *(
            "rente",
            "vervalt",
            "zo snel mogelijk",
            "é",
            "\u0301",
            "-",
            ":",
            "(",
            "if",
            "you",
            "don't",
            "the",
            "why",
        ),
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)),
    st.sampled_from(["nl", "en"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_judged_within_its_bounds_and_always_the_same(text, lang):
    found = judge(text, lang=lang, stage="negotiation", kind="reminder")
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip()
    assert found == judge(text, lang=lang, stage="negotiation", kind="reminder")
