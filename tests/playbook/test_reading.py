from __future__ import annotations

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook import PlaybookError, languages, load
from cockpit.playbook import library as shelf
from cockpit.playbook.reading import Common, read_common, read_objections, read_playbook

COMMON = """
[labels]
amount = "bedrag"
[[voicemail]]
say = "Hier {caller}."
[[third_party]]
say = "Dank u."
"""

CARDS = """
[[objection]]
id = "b"
number = 2
title = "Twee"
acknowledge = "Goed."
answer = "Ja."
check = "Welke?"
by_when = "Maandag."
date_question = "Welke dag?"

[[objection]]
id = "a"
number = 1
title = "Een"
suggests = "dispute"
source = "S4.1"
acknowledge = "Goed."
answer.say = "Factuur {invoice}."
answer.if_unknown = "De factuur."
answer.cue = "note"
check = "Welke?"
by_when = "Maandag."
date_question = "Welke dag?"
"""

HEAD = """
kind = "reminder"
language = "nl"
title = "Proef"
goal = "Een dag"
questions = ["Welke dag?"]
"""

STEPS = """
[[step]]
id = "one"
stage = "opening"
title = "Een"
hint = "Glimlach."
[[step.line]]
say = "Dag {contact}."
or_say = ["Hallo {contact}."]
if_unknown = "Dag."
cue = "smile"
source = "S4"

[[step]]
id = "two"
stage = "inquiry"
title = "Twee"
listen = true
[[step.line]]
say = "Welke dag?"
"""


def common() -> Common:
    return read_common("common.nl.toml", COMMON)


def playbook(text: str):
    shared = read_objections("objections.nl.toml", CARDS, common())
    return read_playbook("proef.toml", text, common(), shared)


def test_a_playbook_is_read_as_it_stands() -> None:
    book = playbook(HEAD + STEPS)
    assert (book.kind, book.language, book.title, book.goal) == (
        CallKind.REMINDER,
        "nl",
        "Proef",
        "Een dag",
    )
    assert book.questions == ("Welke dag?",)
    one, two = book.steps
    assert (one.stage, one.title, one.hint, one.listen, one.next) == (
        Stage.OPENING,
        "Een",
        "Glimlach.",
        False,
        "two",
    )
    assert (two.listen, two.next, two.hint) == (True, None, "")
    line = one.lines[0]
    assert (line.text, line.variants, line.fallback) == ("Dag {contact}.", ("Hallo {contact}.",), "Dag.")
    assert (line.cue, line.source, line.labels["amount"]) == ("smile", "S4", "bedrag")
    assert book.voicemail == common().voicemail
    assert book.third_party == common().third_party


def test_cards_come_in_the_order_of_their_numbers() -> None:
    cards = playbook(HEAD + STEPS).objections
    assert [c.id for c in cards] == ["a", "b"]
    assert (cards[0].suggests, cards[0].source, cards[0].answer.cue) == (Result.DISPUTE, "S4.1", "note")
    assert (cards[1].suggests, cards[1].source) == ("", "")


def test_a_step_may_name_the_one_that_follows() -> None:
    book = playbook(HEAD + STEPS.replace('id = "two"', 'id = "two"\nnext = "one"'))
    assert [s.next for s in book.steps] == ["two", "one"]


def test_a_playbook_changes_what_it_says_of_a_shared_card_and_keeps_the_rest() -> None:
    own = '[[objection]]\nid = "a"\nanswer = "Anders."\n'
    card = playbook(HEAD + STEPS + own).objections[0]
    assert (card.number, card.title, card.suggests, card.source) == (1, "Een", Result.DISPUTE, "S4.1")
    assert card.answer.text == "Anders."
    assert card.check.text == "Welke?"


def test_a_playbook_may_change_everything_of_a_shared_card() -> None:
    own = '[[objection]]\nid = "a"\nnumber = 3\ntitle = "Nieuw"\nsuggests = "refuses"\nsource = "S1.1"\n'
    card = playbook(HEAD + STEPS + own).objections[-1]
    assert (card.id, card.number, card.title) == ("a", 3, "Nieuw")
    assert (card.suggests, card.source) == (Result.REFUSES, "S1.1")


def test_own_words_for_voicemail_and_third_parties() -> None:
    own = '[[voicemail]]\nsay = "Bericht."\n[[third_party]]\nsay = "Dag."\n'
    book = playbook(HEAD + STEPS + own)
    assert [line.text for line in book.voicemail] == ["Bericht."]
    assert [line.text for line in book.third_party] == ["Dag."]


def test_texts_are_cleaned_to_one_line() -> None:
    book = playbook(HEAD.replace('"Een dag"', '"""Een\n  \\u001b[31mdag\\u202e"""') + STEPS)
    assert book.goal == "Een dag"


@pytest.mark.parametrize(
    ("old", "new", "where", "expected"),
    [
        ('kind = "reminder"', 'kind = "sales"', "kind", "one of courtesy, reminder"),
        ('kind = "reminder"', "", "kind", "one of courtesy, reminder"),
        ('kind = "reminder"', "kind = [1]", "kind", "one of courtesy, reminder"),
        ('title = "Proef"', 'titel = "Proef"', "titel", "the key 'title'"),
        ('title = "Proef"', 'title = "Proef"\nxyz = 1', "xyz", "one of kind, language"),
        ('title = "Proef"', 'title = " "', "title", "a text between quotation marks"),
        ('title = "Proef"', "title = 5", "title", "a text between quotation marks"),
        ('questions = ["Welke dag?"]', 'questions = "Welke dag?"', "questions", "a list of texts"),
        ('questions = ["Welke dag?"]', 'questions = [""]', "questions", "a list of texts"),
        ('id = "two"', 'id = "one"', "step 2, id", "an id that is not used yet"),
        ('id = "two"', "", "step 2, id", "a text"),
        ('id = "two"', 'id = "two"\nnext = "three"', "step 2, next", "the id of a step: one, two"),
        ('stage = "inquiry"', 'stage = "middle"', "step 2, stage", "one of opening, inquiry"),
        ("listen = true", 'listen = "yes"', "step 2, listen", "true or false"),
        ('hint = "Glimlach."', "hint = 1", "step 1, hint", "a text"),
        ('say = "Welke dag?"', 'say = "Welke {dag}?"', "step 2, line 1, say", "instead of {dag}"),
        ('say = "Welke dag?"', 'say = "Welke { dag?"', "step 2, line 1, say", "braces only around"),
        ('say = "Welke dag?"', "", "step 2, line 1, say", "a text"),
        ('if_unknown = "Dag."', 'if_unknown = "{x}"', "step 1, line 1, if_unknown", "instead of {x}"),
        ('or_say = ["Hallo {contact}."]', 'or_say = ["{x}"]', "step 1, line 1, or_say 1", "instead of {x}"),
        ('cue = "smile"', 'cue = "shout"', "step 1, line 1, cue", "one of smile, listen"),
        ('cue = "smile"', 'mood = "smile"', "step 1, line 1, mood", "one of say, or_say"),
    ],
)
def test_a_mistake_names_its_place_and_what_fits(old: str, new: str, where: str, expected: str) -> None:
    text = HEAD + STEPS
    assert old in text
    with pytest.raises(PlaybookError) as caught:
        playbook(text.replace(old, new))
    assert caught.value.path == "proef.toml"
    assert caught.value.where == where
    assert expected in caught.value.expected
    assert str(caught.value).startswith(f"proef.toml: {where}: expected ")


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        (HEAD, "step", "at least one [[step]]"),
        (HEAD + "step = 1", "step", "a list of tables [[step]]"),
        (HEAD + "step = [1]", "step", "a list of tables [[step]]"),
        (HEAD + '[[step]]\nid = "a"\nstage = "opening"\ntitle = "A"', "step 1, line", "at least one"),
        (HEAD + STEPS + '[[objection]]\nid = "new"\n', "objection 1, acknowledge", "a text"),
        (HEAD + STEPS + '[[objection]]\nid = "a"\nanswer.say = 5\n', "objection 1, answer, say", "a text"),
        (HEAD + STEPS + '[[objection]]\nid = "a"\nnumber = 0\n', "objection 1, number", "a whole number"),
        (HEAD + STEPS + '[[objection]]\nid = "a"\nnumber = true\n', "objection 1, number", "a whole number"),
        (HEAD + STEPS + '[[objection]]\nid = "a"\nsuggests = "x"\n', "objection 1, suggests", "one of prom"),
        (HEAD + STEPS + "voicemail = 3", "voicemail", ""),
    ],
)
def test_a_missing_or_misshapen_part_is_refused(text: str, where: str, expected: str) -> None:
    if text.endswith("voicemail = 3"):
        text = "voicemail = 3\n" + HEAD + STEPS
    with pytest.raises(PlaybookError) as caught:
        playbook(text)
    assert caught.value.where == where
    assert expected in caught.value.expected


def test_a_file_that_is_no_toml_names_the_line() -> None:
    with pytest.raises(PlaybookError, match=r"proef\.toml: expected TOML .*line 2"):
        playbook('kind = "reminder"\nlanguage = nl\n')


def test_common_texts_are_checked_too() -> None:
    with pytest.raises(PlaybookError, match=r"labels: expected a table \[labels\]"):
        read_common("common.xx.toml", '[[voicemail]]\nsay = "Dag."\n')
    with pytest.raises(PlaybookError, match="labels, amuont: expected the key 'amount'"):
        read_common("common.xx.toml", COMMON.replace("amount =", "amuont ="))


@pytest.mark.parametrize("language", ["nl_BE", "nl-NL", "NL"])
def test_a_region_does_not_matter(language: str) -> None:
    assert load(CallKind.REMINDER, language) is load(CallKind.REMINDER, "nl")


def test_a_language_without_playbooks_says_which_there_are() -> None:
    assert languages() == ("en", "nl")
    with pytest.raises(PlaybookError, match=r"reminder\.fr\.toml: expected a language out of en, nl"):
        load(CallKind.REMINDER, "fr")


def test_a_file_that_cannot_be_read_is_named(tmp_path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    for name in ("bad.toml", "absent.toml"):
        with pytest.raises(PlaybookError, match=f"{name}: expected a file in UTF-8"):
            shelf.text_of(tmp_path / name)
