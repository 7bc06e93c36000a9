"""Where a line or a rule comes from, in words: the article and the tip, and where another article differs.

A source is written as in "S0.2, S1.1": article 0, tip 2 and article 1, tip 1. The words are our own; where
two articles disagree, the cockpit settles it by the kind and the stage of the call (DESIGN 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.core.call import Stage
from cockpit.language.catalogue import N_, _

_SOURCE = re.compile(r"\bS(\d)(?:\.(\d))?")

TIPS: Mapping[str, str] = {
    "S0": N_("five habits that make a payment call easier"),
    "S0.1": N_("listen, and show that you heard it"),
    "S0.2": N_("put no duty on the customer: ask for the day, and name your own need to bring it forward"),
    "S0.3": N_("ask for no justification"),
    "S0.4": N_("look for no fault on your own side; ask open questions and fill nothing in"),
    "S0.5": N_("be concrete: a day during the call, in the diary, and follow it up"),
    "S1": N_("from the past to an agreement"),
    "S1.1": N_("ask for the day and propose moments yourself"),
    "S1.2": N_("give a choice between days that all suit you"),
    "S1.3": N_("close by reading back: if we do this, on which day do you do that?"),
    "S1.4": N_("give something only in return for something"),
    "S1.5": N_("take a step in between: a plan, a check, a consultation"),
    "S2": N_("preparing, holding and finishing a call"),
    "S2.1": N_("prepare: the facts, your goal, how far you go, your questions"),
    "S2.2": N_("call in the golden hours"),
    "S2.3": N_("remind of what both agreed, friendly and firm"),
    "S2.4": N_("sum up at the end, mail it at once and ask for a confirmation"),
    "S2.5": N_("look back: what went well, what could be better, what next time"),
    "S3": N_("a service call before the due date, a payment call after it"),
    "S4": N_("an objection is taken as true: heard, understood, and how do you see the solution?"),
    "S4.1": N_("the invoice was never received"),
    "S4.2": N_("waiting for a large customer to pay"),
    "S4.3": N_("it was paid this morning"),
    "S4.4": N_("the bank made a mistake"),
    "S4.5": N_("ordered, and never delivered"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which articles disagree, who says what, and what settled it; in the screen's language."""

    point: str
    one: str
    other: str
    settled: str


@dataclass(frozen=True, slots=True)
class _Point:
    """A difference, the sources on either side of it, and the stages of the talk in which it plays."""

    sources: frozenset[str]
    stages: frozenset[Stage]
    point: str
    one: str
    other: str
    settled: str


_ASKING = {Stage.INQUIRY, Stage.NEGOTIATION}
_POINTS = (
    _Point(
        frozenset({"S0.3", "S1", "S3"}),
        frozenset(_ASKING),
        N_("The reason of the customer"),
        N_("S0.3 and S1: never ask for it."),
        N_("S3: enquire whether there is one."),
        N_("“How” and “what” are fine; a reason is noted only when the customer gives it."),
    ),
    _Point(
        frozenset({"S0.4", "S3"}),
        frozenset(_ASKING | {Stage.OPENING}),
        N_("Whether all was in order on our side"),
        N_("S0.4: suggest no fault of ours."),
        N_("S3: ask whether all is in order."),
        N_("The kind of call: in a courtesy call yes, once the invoice is overdue no."),
    ),
    _Point(
        frozenset({"S2.3", "S4", "S4.1", "S4.2", "S4.3", "S4.4", "S4.5"}),
        frozenset({Stage.OBJECTION, Stage.NEGOTIATION}),
        N_("Stand firm, or believe the customer"),
        N_("S2.3: do not let yourself be put off."),
        N_("S4: take what he brings up as true."),
        N_("The words stay friendly, the question for the day stays."),
    ),
    _Point(
        frozenset({"S1.4", "S4.5"}),
        frozenset({Stage.OBJECTION, Stage.NEGOTIATION, Stage.CLOSING}),
        N_("Giving something"),
        N_("S1.4: give little, and only in return."),
        N_("S4.5: make up for it with something extra."),
        N_("A proven fault of ours is repaired first; anything else asks for something in return."),
    ),
    _Point(
        frozenset({"S0.4", "S1.3", "S4"}),
        frozenset(_ASKING | {Stage.CLOSING}),
        N_("Open or closed questions"),
        N_("S0.4: ask open questions."),
        N_("S1.3 and S4: ask whether that is agreed."),
        N_("The stage: open while you explore, closed when you read back."),
    ),
    _Point(
        frozenset({"S2.2", "S4.3"}),
        frozenset({Stage.OPENING, Stage.OBJECTION}),
        N_("The hour of the call"),
        N_("S2.2: call in the golden hours."),
        N_("S4: ring again at half past four."),
        N_("What was agreed with the customer wins."),
    ),
    _Point(
        frozenset({"S3"}),
        frozenset({Stage.OPENING}),
        N_("Who calls"),
        N_("S3: make the courtesy call yourself."),
        N_("S3: let somebody else call about the money."),
        N_("The kind of call."),
    ),
)


def tips(source: str) -> tuple[str, ...]:
    """Every article and tip in a source, in the language of the screen; an unknown one stays as it is."""
    return tuple(f"{name} · {_(TIPS[name])}" if name in TIPS else name for name in _names(source))


def differences(sources: Iterable[str], stage: Stage) -> tuple[Difference, ...]:
    """Where another article says something else than these sources in a stage of the talk, each once."""
    names = {name for source in sources for name in _names(source)}
    return tuple(
        Difference(_(p.point), _(p.one), _(p.other), _(p.settled))
        for p in _POINTS
        if names & p.sources and stage in p.stages
    )


def _names(source: str) -> tuple[str, ...]:
    found = (f"S{a}.{tip}" if tip else f"S{a}" for a, tip in _SOURCE.findall(source))
    return tuple(dict.fromkeys(found))
