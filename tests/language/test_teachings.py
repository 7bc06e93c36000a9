"""Where lines and rules come from: every source that we ship can be spelled out, in both languages."""

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.language import teachings, use
from cockpit.playbook.library import Library
from cockpit.tone import load


@pytest.fixture(autouse=True)
def english_again():
    yield
    use("en")


def differences(source, stage):
    return teachings.differences([source], stage)


def shipped_sources():
    for language in ("nl", "en"):
        for kind in CallKind:
            playbook = Library().load(kind, language)
            lines = [line for step in playbook.steps for line in step.lines]
            lines += [line for card in playbook.objections for _, line in card.lines]
            yield from (line.source for line in lines if line.source)
        yield from (rule.source for rule in load(language).rules if rule.source)


def test_every_source_of_a_shipped_line_and_rule_is_spelled_out():
    for source in shipped_sources():
        words = teachings.tips(source)
        assert words and all(" · " in word for word in words), source


def test_an_unknown_tip_stays_as_it_was_written():
    assert teachings.tips("S9.9, S1.2") == ("S9.9", teachings.tips("S1.2")[0])
    assert teachings.tips("our own house rule") == ()


def test_a_source_on_which_articles_disagree_names_both_sides_and_what_settled_it():
    points = [d.point for d in differences("S0.3", Stage.INQUIRY)]
    assert points == ["The reason of the customer"]
    (firm,) = differences("S2.3", Stage.OBJECTION)
    assert "S2.3" in firm.one and "S4" in firm.other and firm.settled


def test_a_difference_is_told_where_it_plays_and_once():
    assert differences("S0.3", Stage.CLOSING) == ()
    both = teachings.differences(["S4.1", "S2.3, S4"], Stage.OBJECTION)
    assert [d.point for d in both].count("Stand firm, or believe the customer") == 1


def test_each_of_the_seven_differences_can_be_reached_and_a_plain_tip_has_none():
    assert len({d.point for tip in teachings.TIPS for stage in Stage for d in differences(tip, stage)}) == 7
    assert not any(differences("S0.1, S2.4", stage) for stage in Stage)


def test_the_words_follow_the_screen():
    use("nl")
    assert "luister" in teachings.tips("S0.1")[0].lower()
