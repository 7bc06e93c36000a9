"""The head of reminder.en.toml tells a trainer how a playbook is written: all of it, and nothing else."""

from __future__ import annotations

import re

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook import CUES, FIELDS, Library, reading
from cockpit.playbook.checking import check
from cockpit.playbook.fields import MAY_LACK
from cockpit.playbook.library import SHELF
from cockpit.playbook.problems import Code
from cockpit.playbook.sheets import read_sheet

HEAD = (SHELF / "reminder.en.toml").read_text(encoding="utf-8").partition("\nkind =")[0]
ENTRY = re.compile(r"^#   ([a-z_-]+(?:, [a-z]+)*)([*°]?)  +(\S.*)", re.MULTILINE)
KEYS = {name for names, _, _ in ENTRY.findall(HEAD) for name in names.split(", ")}
"""What stands at the beginning of an explanation."""

TABLES = {"step", "line", "branch", "objection", "voicemail", "third_party"}
ACCEPTED = {
    *(reading._PLAYBOOK_KEYS + reading._STEP_KEYS + reading._LINE_KEYS + reading._BRANCH_KEYS),
    *reading._CARD_KEYS,
}


def named(word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", HEAD) is not None


@pytest.mark.parametrize("key", sorted(ACCEPTED - TABLES - set(reading._CARD_LINES)))
def test_every_key_is_explained(key: str) -> None:
    assert key in KEYS


def test_nothing_is_explained_that_there_is_not() -> None:
    codes = {code.value for code in Code}
    assert ACCEPTED | set(FIELDS) | codes >= KEYS, KEYS - ACCEPTED - set(FIELDS) - codes


@pytest.mark.parametrize("table", sorted(TABLES - {"line", "branch"}))
def test_every_table_is_named(table: str) -> None:
    assert f"[[{table}]]" in HEAD


@pytest.mark.parametrize("table", ["[[step.line]]", "[[step.branch]]", "[labels]"])
def test_every_table_inside_another_is_named(table: str) -> None:
    assert table in HEAD


@pytest.mark.parametrize(
    "word",
    [
        *reading._CARD_LINES,
        *CUES,
        *(kind.value for kind in CallKind),
        *(stage.value for stage in Stage if stage is not Stage.OBJECTION),
        *(result.value for result in Result),
        *(code.value for code in Code),
    ],
)
def test_every_value_is_named(word: str) -> None:
    assert named(word)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_explained_in_the_words_of_the_code_and_marked_when_it_may_be_lacking(
    field: str,
) -> None:
    kinds = MAY_LACK.get(field, frozenset())
    mark = {0: "", len(CallKind): "*"}.get(len(kinds), "°")
    told = re.search(rf"^#   {field}([*°]?)  +([^\n]*(?:\n#  {{15,}}[^\n]*)*)", HEAD, re.MULTILINE)
    assert told is not None
    assert told[1] == mark
    assert " ".join(told[2].replace("#", " ").split()) == FIELDS[field]


EVERYTHING = """
kind = "reminder"
language = "en"
title = "Trial"
goal = "A day."
questions = ["Which day?"]
[[step]]
id = "ask"
stage = "negotiation"
title = "Ask"
listen = true
hint = "Wait."
next = "close"
[[step.line]]
say = "Thank you, {contact}. Which day suits you?"
or_say = ["Which day shall I write down, {contact}?"]
if_unknown = "Which day suits you?"
cue = "listen"
source = "S1.1"
allow.long = "a trial"
[[step.branch]]
when = "Names a day"
to = "close"
[[step]]
id = "close"
stage = "closing"
title = "Close"
[[step.line]]
say = "You'll pay {agreed_amount} on {agreed_day}."
[[voicemail]]
say = "This is {caller}."
[[third_party]]
say = "This is {caller}."
[[objection]]
id = "trial"
title = "A trial"
short = "trial"
number = 11
suggests = "ring-back"
source = "S4"
acknowledge = "Thank you."
answer.say = "I see to it, {contact}."
answer.or_say = ["I do that, {contact}."]
answer.if_unknown = "I see to it."
answer.cue = "note"
answer.source = "S4"
answer.allow.long = "a trial"
check = "Who sees to it?"
by_when = "I ring on Friday."
date_question = "Which day is that?"
"""


def test_a_playbook_with_everything_that_is_explained_is_accepted() -> None:
    sheet = read_sheet("reminder.en.toml", EVERYTHING, Library())
    assert sheet.wrong == ()
    assert check(sheet, lambda text: True) == ()
    assert sheet.book is not None
    assert sheet.book.steps[0].branches[0].when == "Names a day"
