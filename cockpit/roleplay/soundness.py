"""Whether the lines of a scenario are sound: those of the debtor, and the model talk when it is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cockpit.core import calendar
from cockpit.playbook.problems import Keys
from cockpit.roleplay.acts import Act
from cockpit.roleplay.flaws import Code
from cockpit.roleplay.rehearsal import Mouth, Rehearsal, rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.voice import MODEL_SLOTS, SLOTS, numbered
from cockpit.tone import Severity

MOST_WORDS = 35
"""More than this nobody says in one breath; the playbooks keep the same."""

LEAST_SCORE = 90
"""What a model talk is worth at least."""

_SEEDS = (1, 2)
_DAYS_ON = 3  # the second time the model is held on another day of the week
_BRACES = re.compile(r"\{([^{}]*)\}")
_KNOWN = frozenset(SLOTS) - {"day", "amount", "parts"}
_WITH_DAY = frozenset(
    {
        Act.NAMES_DAY,
        Act.COMES_FORWARD,
        Act.GOES_BACK,
        Act.NO_EARLIER,
        Act.PICKS,
        Act.PICKS_NEITHER,
        Act.WRONG_DAY,
        Act.NEEDS_NO_PARTS,
        Act.STRANGER_BACK,
    }
)


class Unsound(NamedTuple):
    """What is wrong at a place in a scenario's file, with the values of its sentence."""

    keys: Keys
    code: Code
    values: dict[str, object]


class _Line(NamedTuple):
    keys: Keys
    text: str
    slots: frozenset[str]


def unsound_lines(scenario: Scenario) -> Iterator[Unsound]:
    """Fields that nothing fills, lines that are too long, and lines that are there twice."""
    said: set[str] = set()
    for line in _debtor_lines(scenario):
        yield from _fields(line)
        words = len(line.text.split())
        if words > MOST_WORDS:
            yield Unsound(line.keys, Code.LONG, {"words": words, "most": MOST_WORDS})
        if line.text.casefold() in said:
            yield Unsound(line.keys, Code.TWICE, {"text": line.text})
        said.add(line.text.casefold())
    slots = frozenset(MODEL_SLOTS) | numbered(len(scenario.invoices))
    for number, model in enumerate(scenario.model, 1):
        yield from _fields(_Line(("model", number), model.say, slots))


def _fields(line: _Line) -> Iterator[Unsound]:
    for name in _BRACES.findall(line.text):
        if name not in line.slots:
            names = ", ".join(sorted(line.slots)) or "-"
            yield Unsound(line.keys, Code.UNKNOWN_FIELD, {"name": f"{{{name}}}", "names": names})


def _debtor_lines(scenario: Scenario) -> Iterator[_Line]:
    """All that the scenario lets him say, and the stranger, with what fills each line."""
    known = _KNOWN | numbered(len(scenario.invoices))
    yield _Line(("debtor", "picks_up"), scenario.picks_up, frozenset())
    if scenario.stranger is not None:
        yield _Line(("stranger", "picks_up"), scenario.stranger.picks_up, frozenset())
        yield from _list(("stranger", "say"), scenario.stranger.say, known)
    for number, fact in enumerate(scenario.facts, 1):
        yield from _list(("fact", number, "say"), fact.say, known)
    for number, raised in enumerate(scenario.objections, 1):
        for name, lines in (("say", raised.say), ("again", raised.again), ("settled", raised.settled)):
            yield from _list(("objection", number, name), lines, known)
    for name, lines in scenario.lines.items():
        yield from _list(("lines", name), lines, known | filled_by(Act(name), scenario.paying.parts > 1))


def _list(keys: Keys, lines: tuple[str, ...], slots: frozenset[str]) -> Iterator[_Line]:
    yield from (_Line((*keys, number), text, slots) for number, text in enumerate(lines, 1))


def filled_by(act: Act, in_parts: bool) -> frozenset[str]:
    """What a reaction fills in a line beside what is always known: `day`, `amount`, `parts`."""
    if act is Act.NAMES_PARTS:
        return frozenset({"day", "amount", "parts"})
    if act is Act.AGREES:
        return frozenset({"parts"} if in_parts else {"day", "amount"})
    if act is Act.WRONG_AMOUNT:
        return frozenset({"amount"})
    return frozenset({"day"}) if act in _WITH_DAY else frozenset()


# -- the model talk -----------------------------------------------------------------------------------------


def unsound_model(scenario: Scenario, on: date, mouth: Mouth) -> list[Unsound]:
    """What goes wrong when the model talk is held: on this day and on another, with other answers."""
    found: list[Unsound] = []
    for place, seed in enumerate(_SEEDS):
        day = calendar.next_working_day(on, scenario.country, place * _DAYS_ON)
        for one in _held(rehearse(scenario, seed, day, mouth)):
            if not any(one[:2] == other[:2] for other in found):
                found.append(one)
    return found


def _held(talk: Rehearsal) -> Iterator[Unsound]:
    for number, line in enumerate(talk.model, 1):
        if talk.state.over is not None:
            yield Unsound(("model", number), Code.MODEL_ENDS, {"text": line})
            break
        talk = talk.say(line)
        for finding in talk.said[-1].findings:
            if finding.severity is not Severity.SUGGESTION:
                yield Unsound(("model", number), Code.MODEL_TONE, {"rule": finding.rule, "text": line})
    result = talk.result
    if (result.promise, result.rings_back) != (result.best, result.best_ring_back):
        yield Unsound(("model",), Code.MODEL_RESULT, {})
    total = talk.scorecard.total
    if total < LEAST_SCORE:
        yield Unsound(("model",), Code.MODEL_SCORE, {"score": total, "least": LEAST_SCORE})
