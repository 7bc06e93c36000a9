"""Precision and recall of every move on the labelled sentences.

Run by hand: python tests/roleplay/report.py [nl en] [--wrong]
`tuned` are the sentences that the phrases were made with, `held out` those that were set aside before;
`--wrong` names the sentences that were not understood, of those that may be looked at.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cockpit.core.call import CallKind, Stage
from cockpit.language.spoken import Spoken
from cockpit.roleplay.moves import Move
from cockpit.roleplay.understanding import Context, understand

HERE = Path(__file__).parent
ON = date(2026, 11, 23)
AIM = 0.9


@dataclass(frozen=True)
class Labelled:
    """One sentence with its moves, and the objection before it ("" is none)."""

    text: str
    moves: frozenset[str]
    heard: str
    held: bool


@dataclass
class Score:
    """How often a move was seen rightly."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        seen = self.hits + self.false_alarms
        return self.hits / seen if seen else 1.0

    @property
    def recall(self) -> float:
        there = self.hits + self.missed
        return self.hits / there if there else 1.0

    @property
    def f1(self) -> float:
        """The two in one number; 1.0 for a move that is neither there nor seen."""
        counted = 2 * self.hits + self.false_alarms + self.missed
        return 2 * self.hits / counted if counted else 1.0


def corpus(lang: str) -> Iterator[Labelled]:
    """Every labelled sentence of a language."""
    data = tomllib.loads((HERE / f"moves.{lang}.toml").read_text(encoding="utf-8"))
    for group in data["group"]:
        for line in group["lines"].strip().splitlines():
            label, _, text = (part.strip() for part in line.partition("|"))
            moves = frozenset() if label == "-" else frozenset(label.split(","))
            yield Labelled(text, moves, group.get("heard", ""), group.get("held", False))


def scores(lang: str, lines: Iterable[Labelled]) -> dict[str, Score]:
    """The score of every move on these sentences."""
    ears = Spoken(lang)
    found = {move.value: Score() for move in Move}
    for line in lines:
        context = Context(CallKind.REMINDER, Stage.NEGOTIATION, ON, frozenset({line.heard} - {""}))
        got = {move.value for move in understand(line.text, lang, context, ears).moves}
        for name, score in found.items():
            if name in got and name in line.moves:
                score.hits += 1
            elif name in got:
                score.false_alarms += 1
                score.wrong.append(f"+{name}: {line.text}")
            elif name in line.moves:
                score.missed += 1
                score.wrong.append(f"-{name}: {line.text}")
    return found


def together(found: dict[str, Score]) -> Score:
    """All moves as one."""
    every = found.values()
    return Score(sum(s.hits for s in every), sum(s.false_alarms for s in every), sum(s.missed for s in every))


def table(title: str, found: dict[str, Score]) -> str:
    """The scores as a table in plain text."""
    rows = [title, f"{'move':<24}{'lines':>6}{'precision':>11}{'recall':>9}{'f1':>8}"]
    for name, score in (*found.items(), ("together", together(found))):
        mark = "" if score.f1 >= AIM else "  below the aim"
        lines = score.hits + score.missed
        rows.append(f"{name:<24}{lines:>6}{score.precision:>11.3f}{score.recall:>9.3f}{score.f1:>8.3f}{mark}")
    return "\n".join(rows)


def main(words: list[str]) -> None:
    for lang in [word for word in words if not word.startswith("-")] or ["nl", "en"]:
        lines = list(corpus(lang))
        print(f"\n{lang}: {len(lines)} sentences, aim {AIM}")
        for held, title in ((False, "tuned"), (True, "held out")):
            found = scores(lang, [line for line in lines if line.held is held])
            print("\n" + table(title, found))
            if "--wrong" in words and not held:
                print("\n".join(wrong for score in found.values() for wrong in score.wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
