"""Practising with two or three: one works the cockpit, one plays the debtor, one fills in the sheet.

The talk itself is held by mouth. What is known of it afterwards is what the trainee left in the cockpit and
what the observer ticked; both are kept with the try, in the store of practice and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cockpit.core.agreement import Agreement
from cockpit.core.calendar import next_working_day
from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.desk.desk import Desk
from cockpit.desk.practice_session import Practice
from cockpit.desk.practice_store import NAME_LIMIT
from cockpit.desk.wrapping import WrapUp
from cockpit.roleplay.attempts import Attempt, Beside, Duet, beside
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.observing import Marks, Recorded, points, taken_together, work_on
from cockpit.roleplay.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does what. Without an observer the trainer fills in the sheet himself."""

    trainee: str
    trainer: str
    observer: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """All who take part."""
        return tuple(name for name in (self.trainee, self.trainer, self.observer) if name)

    def swapped(self) -> Roles:
        """Everybody in another role: who watched is called upon next, who practised plays the debtor."""
        if not self.observer:
            return Roles(self.trainer, self.trainee)
        return Roles(self.observer, self.trainee, self.trainer)

    def cleaned(self) -> Roles:
        """The names as they are kept."""
        return Roles(*(clean_line(name, NAME_LIMIT) for name in (self.trainee, self.trainer, self.observer)))


@dataclass(frozen=True, slots=True)
class Round:
    """One talk of a duo: what it came to, what was recorded, what the observer ticked."""

    roles: Roles
    beside: Beside
    recorded: Recorded
    marks: Marks

    @property
    def attempt(self) -> Attempt:
        """The try as it is kept."""
        return self.beside.attempt

    @property
    def scenario(self) -> Scenario:
        """What was practised."""
        return self.beside.scenario

    @property
    def differing(self) -> tuple[Check, ...]:
        """The checks of which the cockpit says something else than the observer."""
        readings = self.recorded.readings
        return tuple(
            c for c, mark in self.marks.items() if mark is not None and readings.get(c, mark) != mark
        )

    @property
    def work_on(self) -> tuple[Check, ...]:
        """Two things to work on."""
        return work_on(self.attempt.checks, self.scenario)


@dataclass
class Duo:
    """A sitting of two or three; `now` gives UTC, `rounds` are its talks, oldest first."""

    practice: Practice
    roles: Roles
    now: Callable[[], datetime]
    rounds: list[Round] = field(default_factory=list)

    def day(self, scenario: Scenario) -> date:
        """For which day a talk in this scenario would be held now: the first working day from today."""
        zone = self.practice.nobody().session.zone
        return next_working_day(self.now().astimezone(zone).date(), scenario.country, 0)

    def begin(self, scenario: Scenario) -> Desk:
        """A desk with the debtor of a scenario in hand; the talk is still to begin."""
        self.practice.trainee = self.roles.trainee
        return self.practice.begin(scenario, 0)

    def swap(self) -> None:
        """The next round: everybody has another role."""
        self.roles = self.roles.swapped()

    def conclude(
        self, scenario: Scenario, recorded: Recorded, marks: Marks, on: date, earlier: Sequence[Attempt]
    ) -> Round:
        """What a talk on the day `on` came to. It is not kept yet: see `keep`.

        What the agreement panel says counts, unless the observer heard that it was not agreed. `earlier` are
        the trainee's own tries before this one, oldest first.
        """
        attempt = _attempt(self.roles, scenario, recorded, marks, self.now(), on)
        made = Round(self.roles, beside(scenario, attempt, earlier), recorded, marks)
        self.rounds.append(made)
        return made

    def keep(self, made: Round) -> None:
        """Remember a round. Raises `StoreError`, `NotForPractice`."""
        self.practice.store.add(made.attempt)

    def rivals(self, scenario: Scenario) -> tuple[Round, ...]:
        """The last round of everybody in this scenario, to put side by side."""
        last: dict[str, Round] = {}
        for made in self.rounds:
            if (made.scenario.id, made.scenario.language) == (scenario.id, scenario.language):
                last.pop(made.attempt.trainee, None)
                last[made.attempt.trainee] = made
        return tuple(last.values())


def what_was_recorded(wrap_up: WrapUp, zone: ZoneInfo) -> Recorded:
    """What the trainee left in the cockpit; days are those of the `zone`."""
    call, agreement = wrap_up.call, wrap_up.agreement
    outcome = call.outcome
    steps = [one.due for one in agreement.commitments] if agreement else []
    steps += [outcome.moment] if outcome and outcome.moment else []
    return Recorded(
        call.seconds(call.ended_at) if call.ended_at else 0,
        clean_line(call.contact),
        call.notes.strip(),
        _total(agreement),
        min((promise.due for promise in agreement.promises), default=None) if agreement else None,
        call.read_back,
        call.named_first is not None,
        call.objections,
        bool(agreement and agreement.concessions),
        min(steps).astimezone(zone).date() if steps else None,
    )


def _total(agreement: Agreement | None) -> Money | None:
    if agreement is None or not agreement.promises:
        return None
    first, *others = (promise.amount for promise in agreement.promises)
    return sum(others, first)


def _attempt(
    roles: Roles, scenario: Scenario, recorded: Recorded, marks: Marks, at: datetime, on: date
) -> Attempt:
    day, amount = _agreed(scenario, recorded, marks)
    checks = taken_together(marks, recorded, scenario)
    return Attempt(
        roles.trainee,
        at,
        scenario.id,
        scenario.language,
        scenario.level,
        scenario.kind,
        0,
        on,
        points(checks, scenario, day is not None),
        amount,
        day,
        checks,
        Duet(roles.trainer, roles.observer, recorded.seconds, recorded.readings),
    )


def _agreed(scenario: Scenario, recorded: Recorded, marks: Marks) -> tuple[date | None, Money | None]:
    """The day and the amount that count; of somebody else on the line only the day to ring back."""
    if scenario.stays_with_stranger:
        return (None if marks.get(Check.NEXT_STEP) is False else recorded.step), None
    unheard = Check.DAY_AGREED, Check.AMOUNT_AGREED
    if recorded.amount is None or any(marks.get(check) is False for check in unheard):
        return None, None
    return recorded.day, recorded.amount if recorded.day else None
