"""Checking scenario files: read, examined, and all that was found in the shape of every check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cockpit.desk.findings import Found, of_playbook_file
from cockpit.language.practice_sentences import flaw
from cockpit.language.spoken import Spoken
from cockpit.playbook.library import text_of
from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay.examining import Examined, examine
from cockpit.roleplay.flaws import Flaw
from cockpit.roleplay.library import read_whole
from cockpit.tone import Severity

USUAL_DAY = date(2026, 11, 23)
"""For which day a scenario is examined: a Monday like any other, so that a check says the same tomorrow."""


def examined_file(path: str, on: date = USUAL_DAY) -> tuple[Examined | None, list[Found]]:
    """The scenario of a file as it was examined for talks on a day, and all that is wrong with it.

    None in place of a scenario that cannot be used. What cannot be read is found too: nothing is raised.
    """
    try:
        text = text_of(Path(path))
    except PlaybookError as error:
        return None, [of_playbook_file(error)]
    return examined_text(path, text, on)


def examined_text(path: str, text: str, on: date = USUAL_DAY) -> tuple[Examined | None, list[Found]]:
    """The same of a text that was read from a file."""
    try:
        scenario, wrong = read_whole(path, text)
    except PlaybookError as error:
        return None, [of_playbook_file(error)]
    if wrong:
        return None, [of_playbook_file(error) for error in wrong]
    found = examine(scenario, text, on, Spoken(scenario.language, scenario.country))
    return found, [of_flaw(one) for one in found.flaws]


def of_flaw(one: Flaw) -> Found:
    """Something wrong with a scenario that can be read: none is shipped with it."""
    return Found(one.path, one.line, one.column, Severity.ERROR, one.code.value, flaw(one))
