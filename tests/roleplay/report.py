"""Accuracy of the understanding, and the ranking of written-out talks, by one command.

Run by hand: python tests/roleplay/report.py [nl en] [--wrong]
For each language the precision and recall of every move on the labelled sentences: `tuned` are those that
the phrases were made with, `held out` those that were not. `--wrong` names the tuned sentences that were not
understood. Then the totals of the talks, which were written in three qualities, and the smallest step between
two of them.

Sentences of a group with `labelled_by = "trainer"` were labelled by conventions of his own; `ours` puts three
of them into those of moves/<language>.toml, and the table is shown both ways.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from cockpit.core.call import CallKind, Stage
from cockpit.language.spoken import Spoken
from cockpit.roleplay.move_files import load
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

_QUESTIONS = frozenset({"open-question", "closed-question"})


@dataclass(frozen=True)
class Labelled:
    """One sentence with its moves, and the objection before it ("" is none)."""

    text: str
    moves: frozenset[str]
    heard: str
    held: bool
    by: str = ""


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
            held, by = group.get("held", False), group.get("labelled_by", "")
            yield Labelled(text, moves, group.get("heard", ""), held, by)


def heard(lang: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every labelled sentence of a debtor."""
    data = tomllib.loads((HERE / f"heard.{lang}.toml").read_text(encoding="utf-8"))
    for line in data["lines"].strip().splitlines():
        label, _, text = (part.strip() for part in line.partition("|"))
        yield text, frozenset() if label == "-" else frozenset(label.split(","))


def ours(line: Labelled, lang: str) -> Labelled:
    """The sentence with the trainer's labels in our conventions.

    A question is not counted again beside the move that it serves ("am I speaking to …?" is right-person).
    "Can you pay on Friday?" is closed, and no date-question. A concession for a return is no if-then too.
    """
    if not line.by:
        return line
    moves = set(line.moves)
    if {"date-question", "closed-question"} <= moves and "choice" not in moves:
        moves.discard("date-question")
    for sign in load(lang).moves:
        if sign.name in _QUESTIONS and sign.yields_to & moves:
            moves.discard(sign.name)
    if "concession-for-return" in moves:
        moves.discard("if-then")
    return replace(line, moves=frozenset(moves))


def scores(lang: str, lines: Iterable[Labelled]) -> dict[str, Score]:
    """The score of every move on these sentences."""
    ears = Spoken(lang)
    found = {move.value: Score() for move in Move}
    for line in lines:
        context = Context(CallKind.REMINDER, Stage.NEGOTIATION, ON, frozenset({line.heard} - {""}))
        got = {move.value for move in understand(line.text, lang, context, ears).moves}
        for name, one in found.items():
            if name in got and name in line.moves:
                one.hits += 1
            elif name in got:
                one.false_alarms += 1
                one.wrong.append(f"+{name}: {line.text}")
            elif name in line.moves:
                one.missed += 1
                one.wrong.append(f"-{name}: {line.text}")
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


def sentences(lang: str, wrong: bool) -> str:
    """The tables of one language."""
    lines = list(corpus(lang))
    parts = [f"\n{lang}: {len(lines)} sentences, aim {AIM}"]
    for title, some in (
        ("tuned", [ours(line, lang) for line in lines if not line.held]),
        ("held out", [line for line in lines if line.held and not line.by]),
        ("held out, the trainer's, in our conventions", [ours(x, lang) for x in lines if x.held and x.by]),
        ("held out, the trainer's, in his own", [line for line in lines if line.held and line.by]),
    ):
        found = scores(lang, some)
        parts.append(table(f"\n{title}: {len(some)} sentences", found))
        if wrong and title == "tuned":
            parts += [line for one in found.values() for line in one.wrong]
    said = cues_heard(lang)
    parts.append(f"\nwhat debtors do: {said.hits} of {said.hits + said.missed} heard")
    return "\n".join([*parts, *(said.wrong if wrong else [])])


def main(words: list[str]) -> None:
    langs = [word for word in words if not word.startswith("-")] or ["nl", "en"]
    for lang in langs:
        print(sentences(lang, "--wrong" in words))
    print("\n" + ranking(langs))


if __name__ == "__main__":
    main(sys.argv[1:])
