"""A gentle look at the notes: the customer may ask to read them (GDPR, article 15).

Notes are never judged by the tone rules. Here only words are marked that judge the customer, each with a
factual form in its place. The words are the TOML files in `notes/`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cockpit.tone.rules import Finding, Severity

NOTES_RULE = "judgement"
"""The name under which findings in notes are reported."""

_SHELF = files("cockpit.tone") / "notes"
_SOURCE = "AVG/GDPR 15"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Words that judge the customer, what can stand in their place, and what they keep from a reader."""

    pattern: re.Pattern[str]
    instead: str
    why: str


def judge_notes(text: str, languages: tuple[str, ...] = ("nl", "en")) -> tuple[Finding, ...]:
    """The words in a note that judge the customer, in the order of the text; all of them suggestions.

    A note may be in another language than the talk, so each of `languages` is looked for.
    """
    found = [
        Finding(
            NOTES_RULE, Severity.SUGGESTION, *hit.span(), word.why, word.instead, _SOURCE, replaces=hit.span()
        )
        for language in languages
        for word in judgements(language)
        for hit in word.pattern.finditer(text)
    ]  # fmt: skip
    found.sort(key=lambda finding: (finding.start, -finding.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return tuple(kept)


@cache
def judgements(language: str) -> tuple[Judgement, ...]:
    """The words of one language that judge a customer."""
    data = tomllib.loads((_SHELF / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(
        Judgement(_pattern(word["words"].split("|")), word["instead"], word["why"]) for word in data["word"]
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words only; a star stands for any ending, a space for any space."""
    longest_first = sorted(words, key=len, reverse=True)
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
