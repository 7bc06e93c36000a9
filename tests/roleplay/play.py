"""Plays talks with the simulated debtor, sensible and silly, and says what should never happen.

Run by hand: python tests/roleplay/play.py [talks per scenario]
Every talk is played twice with its seed; what a trainee types is drawn from the labelled sentences, the model
answers of the scenarios and from what nobody should type.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

from cockpit.language.spoken import Spoken
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scenario_files import read_scenario
from cockpit.roleplay.state import Ending

HERE = Path(__file__).parent
SCENARIOS = sorted((HERE.parents[1] / "cockpit" / "roleplay" / "scenarios").glob("*.toml"))
ON = date(2026, 11, 23)
TURNS = 25
AIM = 0.020

SILLY = (
    "",
    " ",
    "…",
    "?",
    "!!!",
    "🙂🙃💶",
    "👩‍👩‍👧‍👦" * 20,
    "\x00\x01\x1b[31mrood\x1b[0m",
    "[/b][red]factuur[/]",
    "‮gnorw",
    "a" * 10_000,
    "moet " * 2_000,
    "€ 1," * 2_500,
    "Könnten Sie bitte am Freitag bezahlen?",
    "Pourquoi n'avez-vous pas payé ?",
    "請問您什麼時候付款？",
    "когда вы заплатите?",
    "{day} {amount} {nothing}",
    "=HYPERLINK(1)",
    "1e999999 euro op 31-02-2026",
    "-950 euro gisteren",
    "0 euro op vrijdag",
    "99999999999999999999 euro vrijdag",
    "\ud800",
    "vrijdag vrijdag vrijdag",
    "ja nee ja nee",
)


@dataclass
class Played:
    """What came of many talks: the processor time of each answer, and every fault with its talk."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    endings: dict[str, int] = field(default_factory=dict)

    @property
    def slow(self) -> float:
        """The time within which 95 of 100 answers came."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] if self.seconds else 0.0


@cache
def scenario_of(path: Path) -> Scenario:
    return read_scenario(path.name, path.read_text(encoding="utf-8"))


@cache
def sentences(lang: str) -> tuple[str, ...]:
    """All labelled sentences of a language."""
    groups = tomllib.loads((HERE / f"moves.{lang}.toml").read_text(encoding="utf-8"))["group"]
    lines = [line for group in groups for line in group["lines"].strip().splitlines()]
    return tuple(line.partition("|")[2].strip() for line in lines)


def typed(chance: Random, talk: Rehearsal) -> str:
    """What the trainee types next."""
    drawn = chance.random()
    if drawn < 0.2:
        return chance.choice(SILLY)
    if drawn < 0.5 and talk.model:
        return chance.choice(talk.model)
    return chance.choice(sentences(talk.scenario.language))


def played(path: Path, seed: int, seconds: list[float]) -> Iterator[Rehearsal]:
    """A talk, turn by turn."""
    scenario, chance = scenario_of(path), Random(f"{path.stem}/{seed}")
    talk = rehearse(scenario, seed, ON, Spoken(scenario.language, scenario.country))
    yield talk
    for _ in range(TURNS):
        text = typed(chance, talk)
        before = time.process_time()
        talk = talk.say(text)
        seconds.append(time.process_time() - before)
        yield talk
        if talk.state.over is not None:
            return


def faults(turns: list[Rehearsal]) -> Iterator[str]:
    """What should never happen in a talk."""
    last = turns[-1]
    said = [turn.text for turn in last.turns if turn.reply is not None]
    yield from (f"said twice: {line}" for line in {line for line in said if said.count(line) > 1})
    yield from (f"an open slot: {line}" for line in said if "{" in line)
    for before, after in pairwise(turns):
        if after.state.over is None and not after.answer:
            yield f"no answer to {after.turns[-1].text[:60]!r}"
        forgot = before.state.promise and not after.state.promise
        if forgot and after.state.over is not Ending.HUNG_UP and not {"must", "why"} & _broken(after):
            yield f"forgot his promise at {after.turns[-2].text[:60]!r}"
        if before.state.told - after.state.told:
            yield "a fact was told, and then not"


def _broken(talk: Rehearsal) -> set[str]:
    return {finding.rule for finding in talk.said[-1].findings}


def play(talks: int, paths: list[Path] = SCENARIOS) -> Played:
    """So many talks in every scenario, each twice."""
    found = Played()
    for path in paths:
        for seed in range(talks):
            turns, again = (list(played(path, seed, found.seconds)) for _ in range(2))
            where = f"{path.stem}, seed {seed}"
            if turns[-1].lines != again[-1].lines or turns[-1].state != again[-1].state:
                found.faults.append(f"{where}: not the same twice")
            found.faults += [f"{where}: {fault}" for fault in faults(turns)]
            over = turns[-1].state.over
            ending = over.value if over else "went on"
            found.endings[ending] = found.endings.get(ending, 0) + 1
    return found


def main(words: list[str]) -> None:
    talks = int(words[0]) if words else 20
    found = play(talks)
    many, endings = 2 * talks * len(SCENARIOS), dict(sorted(found.endings.items()))
    print(f"{many} talks, {len(found.seconds)} answers, {endings}")
    print(f"95 of 100 answers within {1000 * found.slow:.1f} ms (aim {1000 * AIM:.0f} ms)")
    print("\n".join(found.faults) or "nothing that should not happen")


if __name__ == "__main__":
    main(sys.argv[1:])
