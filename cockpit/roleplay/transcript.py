"""A talk that was written out: JSON Lines with who spoke and what he said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cockpit.core.text import clean_line
from cockpit.playbook.problems import N_

LINE_LIMIT = 100_000
"""Bytes of one line; more is no sentence."""

MOST_LINES = 5_000
"""Lines of one talk."""

MOST_TEXT = 300_000
"""Characters of one talk: some three hours of it."""

_TEXT_LIMIT = 10_000


class Speaker(StrEnum):
    """The two ends of the line."""

    COLLECTOR = "collector"
    DEBTOR = "debtor"


@dataclass(frozen=True, slots=True)
class Line:
    """What one of them says before the other speaks. A collector's empty text is a silence that he keeps."""

    speaker: Speaker
    text: str


class NotATranscript(Exception):
    """A line that is no part of a talk: its number from 1, and what was expected (places for `values`)."""

    def __init__(self, line: int, template: str, values: Mapping[str, object] | None = None) -> None:
        self.line = line
        self.template = template
        self.values = dict(values or {})
        super().__init__(f"line {line}: expected {template.format(**self.values)}")


def read_transcript(lines: Iterable[bytes]) -> tuple[Line, ...]:
    """The talk in these lines; lines without anything on them are passed over. Raises `NotATranscript`."""
    read: list[Line] = []
    length = 0
    for number, raw in enumerate(lines, 1):
        if number > MOST_LINES:
            raise NotATranscript(number, N_("at most {most} lines"), {"most": MOST_LINES})
        if raw.strip(b"\xef\xbb\xbf \t\r\n"):
            read.append(_line(number, raw))
            length += len(read[-1].text)
            if length > MOST_TEXT:
                raise NotATranscript(number, N_("at most {most} characters in all"), {"most": MOST_TEXT})
    return tuple(read)


def _line(number: int, raw: bytes) -> Line:
    if len(raw) > LINE_LIMIT:
        raise NotATranscript(number, N_("a line of at most {most} bytes"), {"most": LINE_LIMIT})
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        expected = N_("JSON such as {example}")
        example = {"example": '{"speaker": "debtor", "text": "…"}'}
        raise NotATranscript(number, expected, example) from error
    if not isinstance(data, dict):
        raise NotATranscript(number, N_("a JSON object"))
    speaker, text = data.get("speaker"), data.get("text")
    if not isinstance(speaker, str) or speaker not in list(Speaker):
        names = {"key": "speaker", "names": ", ".join(Speaker)}
        raise NotATranscript(number, N_("“{key}” to be one of {names}"), names)
    if not isinstance(text, str):
        raise NotATranscript(number, N_("“{key}” to be a text"), {"key": "text"})
    return Line(Speaker(speaker), clean_line(text, _TEXT_LIMIT))
