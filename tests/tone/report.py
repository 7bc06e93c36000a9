"""Precision and recall of every rule on the labelled utterances.

Run by hand: python tests/tone/report.py [nl en]
`tuned` are the utterances that the rules were made with, `held out` those that were set aside before.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cockpit.tone import judge, load

HERE = Path(__file__).parent
RULES = ("must", "why", "self-blame", "closed-question", "vague", "one-sided", "pressure", "long")
AIMS = {"must": 0.97, "why": 0.97}
AIM = 0.93


@dataclass(frozen=True)
class Labelled:
    """One utterance with the rules that it is said to break; `near` is the rule it only looks like."""

    text: str
    stage: str
    kind: str
    expected: frozenset[str]
    near: str
    held: bool
    firm: bool = False


@dataclass
class Score:
    """How often a rule was right."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / max(self.hits + self.false_alarms, 1) if self.hits + self.false_alarms else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


def corpus(lang: str) -> Iterator[Labelled]:
    """Every labelled utterance of a language."""
    data = tomllib.loads((HERE / f"corpus.{lang}.toml").read_text(encoding="utf-8"))
    for group in data["group"]:
        for line in group["lines"].strip().splitlines():
            label, _, text = (part.strip() for part in line.partition("|"))
            near = label.removeprefix("~") if label.startswith("~") else ""
            expected = frozenset() if near or label == "-" else frozenset(label.split(","))
            held, firm = group.get("held", False), group.get("firm", False)
            yield Labelled(text, group["stage"], group["kind"], expected, near, held, firm)


def scores(lang: str, lines: Iterable[Labelled]) -> dict[str, Score]:
    """The score of every rule on these utterances."""
    rules = load(lang)
    found = {rule: Score() for rule in RULES}
    for line in lines:
        findings = judge(line.text, lang=lang, stage=line.stage, kind=line.kind, rules=rules)
        got = {finding.rule for finding in findings}
        for rule in RULES:
            score = found[rule]
            if rule in got and rule in line.expected:
                score.hits += 1
            elif rule in got:
                score.false_alarms += 1
                score.wrong.append(f"false alarm: {line.text}")
            elif rule in line.expected:
                score.missed += 1
                score.wrong.append(f"missed: {line.text}")
    return found


def table(title: str, found: dict[str, Score]) -> str:
    """The scores as a table in plain text."""
    rows = [title, f"{'rule':<16}{'lines':>6}{'precision':>11}{'recall':>9}{'aim':>7}"]
    for rule, score in found.items():
        wanted = score.hits + score.missed
        aim = AIMS.get(rule, AIM)
        rows.append(f"{rule:<16}{wanted:>6}{score.precision:>11.3f}{score.recall:>9.3f}{aim:>7.2f}")
    return "\n".join(rows)


def main(languages: list[str]) -> None:
    for lang in languages:
        lines = list(corpus(lang))
        kinds = Counter(
            "breaking" if line.expected else "near miss" if line.near else "clean" for line in lines
        )
        print(f"\n{lang}: {len(lines)} utterances, " + ", ".join(f"{n} {kind}" for kind, n in kinds.items()))
        for held, title in ((False, "tuned"), (True, "held out")):
            print("\n" + table(title, scores(lang, (line for line in lines if line.held is held))))


if __name__ == "__main__":
    main(sys.argv[1:] or ["nl", "en"])
