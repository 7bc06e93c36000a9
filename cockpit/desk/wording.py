"""Words that the collector writes himself, looked at while he types.

What the customer will read is judged by the tone rules, the team's own among them. Notes are only looked
through for words that judge the customer, who may ask to read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cockpit.core.call import Call, Stage
from cockpit.desk.session import Session
from cockpit.tone import Finding, RuleError, RuleSet, judge, load
from cockpit.tone.noting import judge_notes

LINES_LIMIT = 200
"""So many lines are looked at; nobody writes a longer mail during a call."""

_PART_OF_AGREEMENT = frozenset({"vague", "one-sided", "closed-question"})


class Reader(StrEnum):
    """For whom the words are: that decides how they are judged."""

    CUSTOMER = "customer"  # whole sentences in the mail
    PART = "part"  # a few words in the agreement: its day and its return stand in the boxes beside
    HOUSE = "house"  # notes


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding in one line of a text, the first line being 0; `quote` are the marked words."""

    row: int
    finding: Finding
    quote: str


class Wording:
    """Judges the words of one session; a rule file of the team that was saved meanwhile counts at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, tuple[int, RuleSet]] = {}
        self.problems: dict[str, RuleError] = {}
        """The own rule files that cannot be used, by language; the rules that come along hold then."""

    def look(self, text: str, reader: Reader, call: Call) -> tuple[Marked, ...]:
        """What is to be said about a text, line by line, in the order of the text."""
        found = []
        for row, line in enumerate(text.split("\n")[:LINES_LIMIT]):
            if line.strip():
                found += [Marked(row, f, line[f.start : f.end]) for f in self._judge(line, reader, call)]
        return tuple(found)

    def rules(self, language: str) -> RuleSet:
        """The rules of a language with the team's own on top."""
        own = self._own(language)
        changed = _changed(own)
        known = self._read.get(language)
        if known is None or known[0] != changed:
            known = self._read[language] = (changed, self._load(language, own if changed else None))
        return known[1]

    def _judge(self, line: str, reader: Reader, call: Call) -> tuple[Finding, ...]:
        if reader is Reader.HOUSE:
            return judge_notes(line)
        rules = self.rules(call.language)
        found = judge(line, lang=call.language, stage=Stage.CLOSING, kind=call.kind, rules=rules)
        left_out = _PART_OF_AGREEMENT if reader is Reader.PART else frozenset()
        return tuple(finding for finding in found if finding.rule not in left_out)

    def _own(self, language: str) -> Path | None:
        folder = self._session.own_rules
        return folder / f"{language}.toml" if folder is not None else None

    def _load(self, language: str, own: Path | None) -> RuleSet:
        self.problems.pop(language, None)
        try:
            return load(language, own)
        except RuleError as error:
            self.problems[language] = error
            return load(language)


def _changed(path: Path | None) -> int:
    try:
        return path.stat().st_mtime_ns if path is not None else 0
    except OSError:
        return 0
