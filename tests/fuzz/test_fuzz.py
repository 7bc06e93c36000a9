"""A few cases of every target; `run.py` beside this file tries as many as one likes.

Also every input that was found to do harm once, with the reading room that it did it in.
"""

from __future__ import annotations

import re

import pytest
from fuzz import real_terminal, screens
from fuzz.leaving import A_HANDOVER, CALENDAR, LETTER
from fuzz.reading_files import BOOKS
from fuzz.targets import TARGETS

PATIENCE = 60.0
"""Seconds of processor time for one case: no test fails because a machine is slow."""


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_in_does_no_harm(name: str) -> None:
    found = TARGETS[name].run(TARGETS[name].few, shrink=False, fixed=True, limit=PATIENCE)
    assert not found.failures, "\n".join(f"{f.where}: {f.error}\n{f.case[:2000]}" for f in found.failures)
    assert found.cases >= min(TARGETS[name].few, 5)


def test_whatever_is_typed_into_the_boxes_of_a_screen_does_no_harm() -> None:
    found = screens.run(30, seed=7)
    assert not found.failures, "\n".join(f"{f.where}: {f.error}\n{f.case[:2000]}" for f in found.failures)


def test_nothing_of_what_comes_in_reaches_a_real_terminal_as_a_command() -> None:
    found = real_terminal.run(40, seed=3)
    assert not found.failures, "\n".join(f"{f.error}\n{f.case}" for f in found.failures)
    assert found.cases == 40


LONG = "9" * 400
SPOILT = CALENDAR.replace("20261128", "20261\x1b[2J128").encode()
CHARSET = LETTER.replace('charset="utf-8"', 'charset="utf-8\x1b[2J"', 1).encode()
ADDRESS = b"To: x@y.exampl\x1b[2Je\r\n" + LETTER.encode()
RULE = 'language = "nl"\n[rule.eigen]\nseverity = "error"\nmessage = "a"\nbad = "b"\ngood = "c"\n'
PHRASES = '[[rule.eigen.match]]\nphrases = "{}"\n'
SAYS = '[[rule.eigen.say]]\nsay = "x"\nwhen = "\\u001b[2J"\n'
FAR = "a .... .... .... .... .... .... b"
NOTHING_SAID = re.sub(r'say = "[^"]*"', r'say = "\\u200b"', BOOKS["reminder.nl.toml"], count=1)

FOUND = [
    ("tone: phrases", ("!", [])),  # nothing behind a mark that says what may not follow
    ("tone: phrases", (FAR, ["a"] * 400)),  # gaps in gaps in gaps: tried in every combination
    ("tone: phrases", ("a <x> <y> <z> <v> b", ["a"] * 2000)),
    ("tone: phrases", ("a " + "b " * 100_000, ["a"])),  # a phrase that is copied with every further word
    ("tone: phrases", ("\n".join(["a " + "[b] " * 12] * 10_000), ["a"])),  # ten thousand times four thousand
    ("tone rules", (RULE + PHRASES.format("a") + SAYS, [])),  # an escape sequence in what was expected
    ("tone rules", (RULE.replace('"a"', '"\\u001b[2J"') + PHRASES.format("b"), ["b"])),  # and in a message
    ("playbooks", ("objections.nl.toml", '[[objection]]\n"\\u001b[31m\\n" = 1\n')),
    ("playbooks", ("reminder.nl.toml", NOTHING_SAID)),  # a line of nothing ended the program
    ("scenarios", ("x.nl.toml", '"\\u009b\\n" = 1\n', [])),
    ("calendar file of before", SPOILT),  # an escape sequence, taken over into the new file
    ("calendar file of before", CALENDAR.replace("VERSION:2.0", "VERSION:2.0\r\nVERSION:2.0").encode()),
    ("mail draft", (A_HANDOVER, "")),  # an identifier of nothing ended the program
    ("mail draft", (A_HANDOVER, "@\r\nBcc: x@y.example@..")),
    ("mails in the outbox", CHARSET),  # an encoding that there is not
    ("mails in the outbox", ADDRESS),
    ("typed: paths", LONG),  # a path that is too long to be one
    ("typed: paths", "~niemand-hier/x"),
    ("commands", (["import"], ["~niemand-hier/x"], b"", b"", "nl")),
    ("commands", (["--workspace"], ["~niemand-hier/x", "queue"], b"", b"", "nl")),
]


@pytest.mark.parametrize(("name", "case"), FOUND, ids=[f"{name} {n}" for n, (name, _) in enumerate(FOUND)])
def test_what_did_harm_once_does_none_any_more(name: str, case: object) -> None:
    one = TARGETS[name]
    one.check(case)
