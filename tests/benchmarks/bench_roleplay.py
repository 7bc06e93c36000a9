"""How long the simulated debtor takes to answer, and how long all scenarios take to be checked.

    python tests/benchmarks/bench_roleplay.py [--json]

Every sentence of the labelled corpus and of the written-out talks is said to him, each in a talk of
its own. The files of moves, rules and lines have been read before: that happens once, when practice opens.
"""

from __future__ import annotations

import json
import time
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

from measuring import Measured, main, milliseconds, p95, spread

from cockpit.desk.scenario_checks import examined_file
from cockpit.language.spoken import Spoken
from cockpit.roleplay.library import Library
from cockpit.roleplay.rehearsal import rehearse
from cockpit.roleplay.scenario_files import read_scenario

HERE = Path(__file__).parent.parent / "roleplay"
AIM = 0.020  # seconds, at the 95th percentile
CHECK_AIM = 10.0  # seconds, for all scenarios
ON = date(2026, 11, 23)


def measure() -> list[Measured]:
    """The debtor's answer in each language, and `cockpit practice check` over all that comes along."""
    return [*(_answers(lang) for lang in ("nl", "en")), _checked()]


def _checked() -> Measured:
    paths = Library().files()
    taken = []
    for path in paths:
        began = time.perf_counter()
        examined_file(str(path))
        taken.append(time.perf_counter() - began)
    whole = sum(taken)
    return Measured(
        f"{len(paths)} scenarios checked",
        f"{whole:.1f} s",
        spread(taken),
        None,
        f"< {CHECK_AIM:.0f} s",
        whole < CHECK_AIM,
    )


def _answers(lang: str) -> Measured:
    name = f"grote-klant.{lang}.toml"
    path = files("cockpit.roleplay") / "scenarios" / name
    start = rehearse(read_scenario(name, path.read_text(encoding="utf-8")), 1, ON, Spoken(lang))
    start.say("x")
    taken = []
    for text in _sentences(lang):
        began = time.perf_counter()
        start.say(text)
        taken.append(time.perf_counter() - began)
    slow = p95(taken)
    return Measured(
        f"{lang}: the debtor answers",
        milliseconds(slow),
        spread(taken),
        None,
        f"< {milliseconds(AIM)}",
        slow < AIM,
    )


def _sentences(lang: str) -> list[str]:
    groups = tomllib.loads((HERE / f"moves.{lang}.toml").read_text(encoding="utf-8"))["group"]
    corpus = [
        line.partition("|")[2].strip() for group in groups for line in group["lines"].strip().splitlines()
    ]
    talks = sorted((HERE / "transcripts").glob(f"{lang}.*.jsonl"))
    lines = [json.loads(line) for talk in talks for line in talk.read_text(encoding="utf-8").splitlines()]
    return corpus + [line["text"] for line in lines if line["speaker"] == "collector"]


if __name__ == "__main__":
    main(measure)
