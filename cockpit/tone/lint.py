"""Judging lines in bulk, for `cockpit lint`, editors and scripts: text in, findings with their places out.

Plain text holds one utterance a line; a line that begins with # is a comment. A line that breaks a rule on
purpose says so behind it, with the reason: `Moeten? Nee. # ok: must — the word is quoted`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cockpit.core.call import CallKind, Stage
from cockpit.tone.judging import judge
from cockpit.tone.library import languages, load
from cockpit.tone.rules import Exemption, Finding, RuleError, RuleSet, Severity

EXEMPTION_RULE = "exemption"
_MARKER = re.compile(r"\s*#\s*ok:\s*(?P<rules>[a-z][a-z, -]*?)\s*(?:(?:—|–|--|:|\s-)\s*(?P<reason>.*))?$")
_NEEDS_REASON = "An exemption needs a reason: # ok: rule — reason"


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """An utterance out of a file: where its text begins (line, column, from 1) and where it is said."""

    text: str
    line: int
    column: int
    lang: str
    stage: Stage
    kind: CallKind
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding and where it stands: line and column count from 1, the column in characters."""

    path: str
    line: int
    column: int
    finding: Finding

    def __str__(self) -> str:
        """The shape that editors and CI understand."""
        found = self.finding
        return f"{self.path}:{self.line}:{self.column}: {found.severity} {found.rule} {found.message}"

    def as_json(self) -> dict[str, object]:
        """The same for `--json`: one object a finding."""
        place = {"path": self.path, "line": self.line, "column": self.column}
        return {**place, **_shape(self.finding), "source": self.finding.source}


def lint_lines(
    path: str, lines: Iterable[SpokenLine], rules: Mapping[str, RuleSet] | None = None
) -> tuple[Spot, ...]:
    """What is wrong with utterances that stand in a file, such as the lines of a playbook.

    `rules` are the rules by language, where they are not the built-in ones. Raises `RuleError` for a language
    without rules.
    """
    chosen = rules or {}
    return tuple(
        Spot(path, spoken.line, spoken.column + finding.start, finding)
        for spoken in lines
        for finding in judge(
            spoken.text,
            lang=spoken.lang,
            stage=spoken.stage,
            kind=spoken.kind,
            rules=chosen.get(spoken.lang),
            exemptions=spoken.exemptions,
        )
    )


def lint_text(
    path: str,
    text: str,
    *,
    lang: str,
    stage: Stage | str,
    kind: CallKind | str,
    rules: RuleSet | None = None,
) -> tuple[Spot, ...]:
    """What is wrong in a plain text file, one utterance a line. Raises as `judge` does."""
    stage, kind = Stage(stage), CallKind(kind)
    spots: list[Spot] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        marker = _MARKER.search(line)
        said = line[: marker.start()] if marker else line
        exemptions: tuple[Exemption, ...] = ()
        if marker and not (marker["reason"] or "").strip():
            spots.append(_unreasoned(path, number, marker.start() + 1, len(line) - marker.start()))
        elif marker:
            names = filter(None, re.split(r"[,\s]+", marker["rules"]))
            exemptions = tuple(Exemption(name, marker["reason"]) for name in names)
        spoken = SpokenLine(said, number, 1, lang, stage, kind, exemptions)
        spots += lint_lines(path, [spoken], {lang: rules} if rules else None)
    return tuple(spots)


def lint_jsonl(
    lines: Iterable[str], rules: Mapping[str, RuleSet] | None = None
) -> Iterator[dict[str, object]]:
    """For each JSON line, in the same order, `{"findings": […]}`, or `{"error": "line 7: …"}` for a bad one.

    A line is `{"text": …, "lang": …, "stage": …, "kind": …}`, perhaps with `"exempt": {"must": "a reason"}`.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield {"findings": [_shape(finding) for finding in _judge_json(line, rules or {})]}
        except (ValueError, RuleError, RecursionError) as problem:
            yield {"error": f"line {number}: {_words(problem)}"}


def exit_status(results: Iterable[Mapping[str, object]]) -> int:
    """What `cockpit lint --jsonl` ends with: 2 after an invalid line, 1 after an error found, else 0."""
    status = 0
    for result in results:
        if "error" in result:
            return 2
        findings = result["findings"]
        if isinstance(findings, list) and any(f["severity"] == Severity.ERROR for f in findings):
            status = 1
    return status


def locate(source: str, text: str, after: int = 0) -> tuple[int, int]:
    """Line and column, from 1, at which a text stands in a file; (1, 1) when it is written otherwise there.

    `after` is the character from which to look, for a text that stands in the file more than once.
    """
    place = source.find(text, after)
    if place < 0:
        return 1, 1
    return source.count("\n", 0, place) + 1, place - source.rfind("\n", 0, place)


def _unreasoned(path: str, line: int, column: int, length: int) -> Spot:
    finding = Finding(EXEMPTION_RULE, Severity.ERROR, column - 1, column - 1 + length, _NEEDS_REASON)
    return Spot(path, line, column, finding)


def _shape(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _judge_json(line: str, rules: Mapping[str, RuleSet]) -> tuple[Finding, ...]:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("expected an object with text, lang, stage and kind")
    text, lang = _text(value, "text"), _text(value, "lang")
    tag = lang.replace("-", "_").partition("_")[0].lower()
    if tag not in rules and tag not in languages():
        raise ValueError(f"lang: expected one of {', '.join(languages())}")
    stage, kind = _text(value, "stage"), _text(value, "kind")
    if stage not in list(Stage):
        raise ValueError(f"stage: expected one of {', '.join(Stage)}")
    if kind not in list(CallKind):
        raise ValueError(f"kind: expected one of {', '.join(CallKind)}")
    chosen = rules.get(tag) or load(tag)
    return judge(text, lang=tag, stage=stage, kind=kind, rules=chosen, exemptions=_exemptions(value))


def _text(value: Mapping[str, object], key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        raise ValueError(f"{key}: expected a text")
    return text


def _exemptions(value: Mapping[str, object]) -> tuple[Exemption, ...]:
    exempt = value.get("exempt", {})
    if not isinstance(exempt, dict) or not all(isinstance(reason, str) for reason in exempt.values()):
        raise ValueError("exempt: expected rules with their reasons")
    return tuple(Exemption(rule, reason) for rule, reason in exempt.items())


def _words(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"not JSON ({problem.msg} at character {problem.pos + 1})"
    return "nested too deeply" if isinstance(problem, RecursionError) else str(problem)
