"""Judging talks that were written out: files in, scorecards out."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from cockpit.core.call import CallKind
from cockpit.language.spoken import Spoken
from cockpit.roleplay.move_files import languages, tag_of
from cockpit.roleplay.rehearsal import rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scorecard import Scorecard, score
from cockpit.roleplay.transcript import LINE_LIMIT, Line, read_transcript


def can_judge(tag: str) -> bool:
    """Whether talks in this language can be judged; "nl_BE" is "nl"."""
    return tag_of(tag) in languages()


def judged(stream: BinaryIO, kind: CallKind, tag: str, on: date) -> Scorecard:
    """The scorecard of the talk in a stream of JSON Lines, held in the language `tag` on the day `on`.

    Raises `NotATranscript` for a line that is no part of a talk, and `OSError`.
    """
    return score(_read(stream), kind, tag_of(tag), on, Spoken(tag))


def judged_in(stream: BinaryIO, scenario: Scenario, on: date) -> Scorecard:
    """The same of a talk that was held in a scenario: the better sentences are about its debtor.

    Raises `NotATranscript` and `OSError` as `judged` does.
    """
    mouth = Spoken(scenario.language, scenario.country)
    facts = rehearse(scenario, 0, on, mouth).facts
    return score(_read(stream), scenario.kind, scenario.language, on, mouth, facts)


def _read(stream: BinaryIO) -> tuple[Line, ...]:
    return read_transcript(iter(lambda: stream.readline(LINE_LIMIT + 1), b""))
