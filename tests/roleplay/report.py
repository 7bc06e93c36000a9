"""Accuracy of the understanding, and the ranking of written-out talks, by one command.

Run by hand: python tests/roleplay/report.py [nl en]
For each language the precision and recall of every move on labelled sentences that nobody looked at while the
moves were written: by ourselves, by a trainer and by a stranger. Then the totals of the talks, which were
written in three qualities, and the smallest step between two of them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from cockpit.core.call import CallKind, Stage
from cockpit.language.spoken import Spoken
from cockpit.roleplay.moves import Move
from cockpit.roleplay.scorecard import Scorecard, score
from cockpit.roleplay.transcript import Line, read_transcript
from cockpit.roleplay.understanding import Context, overhear, understand

HERE = Path(__file__).parent
TALKS = HERE / "transcripts"
QUALITIES = ("good", "middling", "poor")
ON = date(2026, 11, 23)
AIM = 0.9
MARGIN = 10

BY = ("", "trainer", "stranger")
"""Who labelled a group; "" are we."""

_ASKED = frozenset({"open-question", "closed-question", "date-question"})
_SERVED = {
    "date-question": frozenset({"choice", "if-then", "plan", "concession-for-return", "ring-back"}),
}
_SERVED["open-question"] = _SERVED["date-question"] | {"date-question", "care", "ask-invoice", "right-person"}
_SERVED["closed-question"] = (_SERVED["open-question"] - {"date-question"}) | {
    "answer",
    "confirm-by-mail",
    "purpose",
    "read-back",
}
"""Moves that a question serves: whoever labelled by his own lights named only the move."""


@dataclass(frozen=True)
class Labelled:
    """One sentence with its moves, and the objection before it ("" is none)."""

    text: str
    moves: frozenset[str]
    heard: str
    by: str


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
            yield Labelled(text, moves, group.get("heard", ""), group.get("labelled_by", ""))


def heard(lang: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every labelled sentence of a debtor."""
    data = tomllib.loads((HERE / f"heard.{lang}.toml").read_text(encoding="utf-8"))
    for line in data["lines"].strip().splitlines():
        label, _, text = (part.strip() for part in line.partition("|"))
        yield text, frozenset() if label == "-" else frozenset(label.split(","))


def counted(found: frozenset[str], line: Labelled) -> frozenset[str]:
    """The moves of a sentence that are compared: by whom we did not label with, a question is not counted
    beside the move that it serves, and an exchange (if-then) not beside a concession for a return."""
    if not line.by:
        return found
    if {"date-question", "closed-question"} <= line.moves and "choice" not in line.moves:
        found -= {"date-question"}
    if "concession-for-return" in line.moves | found:
        found -= {"if-then"}
    return found - {asked for asked in _ASKED if _SERVED[asked] & line.moves}


def scores(lang: str, lines: Iterable[Labelled]) -> dict[str, Score]:
    """The score of every move on these sentences."""
    ears = Spoken(lang)
    found = {move.value: Score() for move in Move}
    for line in lines:
        context = Context(CallKind.REMINDER, Stage.NEGOTIATION, ON, frozenset({line.heard} - {""}))
        said = understand(line.text, lang, context, ears)
        got, wanted = counted(frozenset(said.moves), line), counted(line.moves, line)
        for name, one in found.items():
            one.hits += name in got and name in wanted
            one.false_alarms += name in got and name not in wanted
            one.missed += name not in got and name in wanted
    return found


def together(found: dict[str, Score]) -> Score:
    """All moves as one."""
    every = found.values()
    return Score(sum(s.hits for s in every), sum(s.false_alarms for s in every), sum(s.missed for s in every))


def cues_heard(lang: str) -> Score:
    """How often what a debtor does was heard; what a line holds beside its label does not count."""
    found, ears = Score(), Spoken(lang)
    for text, cues in heard(lang):
        got = {cue.value for cue in overhear(text, lang, ON, ears).cues}
        found.hits += len(cues & got)
        found.missed += len(cues - got)
        found.wrong += [f"-{name}: {text}" for name in sorted(cues - got)]
    return found


def table(title: str, found: dict[str, Score]) -> str:
    """The scores as a table in plain text."""
    rows = [title, f"{'move':<24}{'lines':>6}{'precision':>11}{'recall':>9}{'f1':>8}"]
    for name, one in (*found.items(), ("together", together(found))):
        mark = "" if one.f1 >= AIM else "  below the aim"
        lines = one.hits + one.missed
        rows.append(f"{name:<24}{lines:>6}{one.precision:>11.3f}{one.recall:>9.3f}{one.f1:>8.3f}{mark}")
    return "\n".join(rows)


# -- talks --------------------------------------------------------------------------------------------------


def triplets() -> list[str]:
    """The names of the talks that were written in three qualities."""
    return sorted({path.name.rsplit(".", 2)[0] for path in TALKS.glob("*.jsonl")})


def talk(name: str, quality: str) -> tuple[Line, ...]:
    """A talk as it was written out."""
    return read_transcript((TALKS / f"{name}.{quality}.jsonl").read_bytes().splitlines(keepends=True))


def card(lines: Iterable[Line], name: str) -> Scorecard:
    """The scorecard of a talk whose name begins with its language and kind."""
    lang, kind, _ = name.split(".")
    return score(lines, CallKind(kind), lang, ON, Spoken(lang))


def totals(name: str) -> tuple[int, ...]:
    """The totals of the three qualities, the best first."""
    return tuple(card(talk(name, quality), name).total for quality in QUALITIES)


def ranking(langs: list[str]) -> str:
    """The totals of all talks as a table."""
    rows = [f"{'talk':<44}{'good':>6}{'middling':>10}{'poor':>6}{'step':>6}"]
    steps = []
    for name in triplets():
        if name[:2] in langs:
            found = totals(name)
            steps.append(min(better - worse for better, worse in pairwise(found)))
            mark = "" if steps[-1] >= MARGIN else "  below the margin"
            rows.append(f"{name:<44}{found[0]:>6}{found[1]:>10}{found[2]:>6}{steps[-1]:>6}{mark}")
    rows.append(f"{len(steps)} talks in three qualities, smallest step {min(steps)} (margin {MARGIN})")
    return "\n".join(rows)


def sentences(lang: str) -> str:
    """The tables of one language."""
    lines = list(corpus(lang))
    parts = [f"\n{lang}: {len(lines)} sentences, aim {AIM}"]
    for by in BY:
        some = [line for line in lines if line.by == by]
        parts.append(table(f"\nby {by or 'ourselves'}: {len(some)} sentences", scores(lang, some)))
    said = cues_heard(lang)
    parts.append(f"\nwhat debtors do: {said.hits} of {said.hits + said.missed} heard")
    return "\n".join(parts)


def main(words: list[str]) -> None:
    langs = words or ["nl", "en"]
    for lang in langs:
        print(sentences(lang))
    print("\n" + ranking(langs))


if __name__ == "__main__":
    main(sys.argv[1:])
