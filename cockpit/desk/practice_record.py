"""What a trainee recorded of a practised talk, beside what was said in it: yes/no checks for the debrief.

The talk itself is the transcript, and its points come from there alone. What stands in the agreement panel,
the outcome and the notes is compared with it here: the same, something else, or nothing. What neither came
up nor was written down is not seen (`passed` is None).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.core.agreement import Agreement, Method, Promise
from cockpit.core.call import Call, CallKind, Evaluation
from cockpit.core.money import Money
from cockpit.core.outcome import NEEDS_AGREEMENT, Reach, Result
from cockpit.core.text import fold, shorten
from cockpit.language import N_, _, amounts, dates, labels
from cockpit.language.practice_tasks import task
from cockpit.roleplay.attempts import Debrief
from cockpit.roleplay.moves import Move
from cockpit.roleplay.rehearsal import Rehearsal

_FILE = Path(__file__).with_name("practice_record.toml")
_OURS = frozenset({Move.IF_THEN, Move.CONCESSION_FOR_RETURN, Move.CONCESSION_FOR_NOTHING, Move.RING_BACK})
_STEM = 4  # letters by which two words are about the same thing: "mail", "mailen"
_SHOWN = 60
_WORK_ON = 2

Schedule = Mapping[date, Money]
"""What is paid on which day."""


class Kept(StrEnum):
    """What is compared, in the order of the wrap-up."""

    OUTCOME = "outcome"
    AMOUNT = "amount"
    DAY = "day"
    METHOD = "method"
    OUR_HALF = "our-half"
    NOTES = "notes"


_NAMES: Mapping[Kept, str] = {
    Kept.OUTCOME: N_("Outcome"),
    Kept.AMOUNT: N_("Amount"),
    Kept.DAY: N_("Day"),
    Kept.METHOD: N_("Way of paying"),
    Kept.OUR_HALF: N_("Our half"),
    Kept.NOTES: N_("What the customer told"),
}
SOURCES: Mapping[Kept, str] = {
    Kept.OUTCOME: "S2.4",
    Kept.AMOUNT: "S0.5",
    Kept.DAY: "S0.5",
    Kept.METHOD: "S2.4",
    Kept.OUR_HALF: "S1.3",
    Kept.NOTES: "S0.1",
}
"""The article and tip behind each."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One check: what was said and what was noted, in words; either is "" when there is nothing."""

    id: Kept
    passed: bool | None
    said: str = ""
    noted: str = ""

    @property
    def line(self) -> str:
        """What was said and noted of it, on one line: once, when it is the same."""
        name = _(_NAMES[self.id])
        if self.passed or self.passed is None:
            return f"{name}: {self.noted}" if self.noted else name
        if not self.noted:
            told = _("{name}: said {said}, not noted") if self.said else _("{name}: not noted")
        else:
            told = (
                _("{name}: said {said}, noted {noted}") if self.said else _("{name}: noted {noted}, not said")
            )
        return told.format(name=name, said=self.said, noted=self.noted)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to work on: what it is, the article and tip behind it, his own sentence and a better one."""

    id: str
    title: str
    source: str
    quote: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The debrief of a talk with what was recorded of it, and what he wrote himself when he looked back.

    `taken_back` is how many sentences he took back. Nothing is `recorded` of a talk that was given up.
    """

    told: Debrief
    recorded: tuple[Compared, ...] = ()
    own: Evaluation = field(default_factory=Evaluation)
    taken_back: int = 0

    @property
    def work_on(self) -> tuple[Task, ...]:
        """Two things to work on. What was noted wrong comes first: that is what we would have acted on."""
        wrong = [
            Task(f"recorded-{one.id}", one.line, SOURCES[one.id])
            for one in self.recorded
            if one.passed is False
        ]
        missed = [
            Task(one.id, task(one.id), one.source, one.quote or "", one.better or "")
            for one in self.told.card.work_on
        ]
        return tuple([*wrong[:1], *missed][:_WORK_ON])


def compared(
    call: Call, agreement: Agreement | None, talk: Rehearsal, zone: ZoneInfo
) -> tuple[Compared, ...]:
    """All checks of a call that was wrapped up with this `agreement`; days are those of the `zone`."""
    said = _schedule(talk.result.promise)
    promises = agreement.promises if agreement else ()
    noted = _schedule((promise.amount, promise.due) for promise in promises)
    return (
        _outcome(call, talk, bool(promises)),
        _amount(said, noted),
        _ring_back(call, talk, zone) if talk.state.with_stranger else _day(said, noted),
        _method(talk, promises),
        _our_half(talk, agreement),
        _notes(call, talk),
    )


def _schedule(parts: Iterable[tuple[Money, date]]) -> Schedule:
    found: dict[date, Money] = {}
    for amount, day in parts:
        found[day] = found[day] + amount if day in found else amount
    return found


def _outcome(call: Call, talk: Rehearsal, promised: bool) -> Compared:
    outcome = call.outcome
    reach = outcome.reach if outcome else Reach.NO_ANSWER
    result = outcome.result if outcome else None
    noted = labels.result(result) if result else labels.reach(reach)
    if talk.state.with_stranger:
        return Compared(Kept.OUTCOME, reach is Reach.THIRD_PARTY, labels.reach(Reach.THIRD_PARTY), noted)
    if talk.result.promise:
        courtesy = call.kind is CallKind.COURTESY and result is Result.IN_ORDER
        same = promised or result in NEEDS_AGREEMENT or courtesy
        return Compared(Kept.OUTCOME, same, labels.result(Result.PROMISE), noted)
    right = reach is Reach.RIGHT_PERSON and result not in NEEDS_AGREEMENT and not promised
    return Compared(Kept.OUTCOME, right, _("nothing was promised"), noted)


def _amount(said: Schedule, noted: Schedule) -> Compared:
    told, written = _total(said), _total(noted)
    passed = None if not said and not noted else told == written
    return Compared(Kept.AMOUNT, passed, _money(told), _money(written))


def _total(parts: Schedule) -> Money | None:
    first, *others = parts.values() if parts else (None,)
    return sum(others, first) if first is not None else None


def _money(amount: Money | None) -> str:
    return amounts.money(amount) if amount is not None else ""


def _day(said: Schedule, noted: Schedule) -> Compared:
    passed = None if not said and not noted else set(said) == set(noted)
    return Compared(Kept.DAY, passed, _days(said), _days(noted))


def _days(days: Iterable[date]) -> str:
    return ", ".join(dates.day(day) for day in sorted(days))


def _ring_back(call: Call, talk: Rehearsal, zone: ZoneInfo) -> Compared:
    """With somebody else on the line the day is the one on which to ring back."""
    said = talk.state.rings_back
    moment = call.outcome.moment if call.outcome else None
    noted = moment.astimezone(zone).date() if moment else None
    passed = None if said is None and noted is None else said == noted
    return Compared(Kept.DAY, passed, _days([said] if said else []), _days([noted] if noted else []))


def _method(talk: Rehearsal, promises: Sequence[Promise]) -> Compared:
    """The way of paying that the trainee named himself; a transfer goes without saying."""
    if not promises:
        return Compared(Kept.METHOD, None)
    noted = promises[0].method
    own = _methods(talk, (said.text for said in talk.said)) - {Method.PAYMENT_RUN}
    heard = own or _methods(talk, (line.text for line in talk.lines))
    said = ", ".join(labels.method(method) for method in Method if method in heard)
    if noted is Method.TRANSFER and not own:
        return Compared(Kept.METHOD, None, "", labels.method(noted))
    return Compared(Kept.METHOD, noted in heard, said, labels.method(noted))


def _methods(talk: Rehearsal, texts: Iterable[str]) -> frozenset[Method]:
    words, spoken = _words().get(talk.scenario.language, {}), fold(" ".join(texts))
    return frozenset(
        method for method in Method if any(fold(word) in spoken for word in words.get(method.value, ()))
    )


def _our_half(talk: Rehearsal, agreement: Agreement | None) -> Compared:
    """What we do or give: said in the talk, and written down in words that were said."""
    done = [one.what for one in agreement.commitments] if agreement else []
    given = [one.what for one in agreement.concessions] if agreement else []
    noted = ", ".join([*done, *given])
    said = next((one.text for one in talk.said if one.moves & _OURS), "")
    if not noted:
        return Compared(Kept.OUR_HALF, False if said else None, said)
    spoken = _stems(" ".join(one.text for one in talk.said))
    return Compared(Kept.OUR_HALF, bool(_stems(noted) & spoken), said, noted)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in fold(text).split() if len(word) >= _STEM)


def _notes(call: Call, talk: Rehearsal) -> Compared:
    told = {fact.id for fact in talk.scenario.facts} & talk.state.told or talk.state.raised
    notes = shorten(" ".join(call.notes.split()), _SHOWN)
    return Compared(Kept.NOTES, bool(notes) if told else None, "", notes)


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
