"""What follows from a call: what comes back and when, and which earlier follow-ups it answers.

Shown before it is saved, so every moment is a real one: a working day in the debtor's country, at an hour
on the clock of the workspace. A promise needs no follow-up: the agreement itself says when it is due.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cockpit.core.calendar import DAY_STARTS, at, is_working_day, next_golden_start, next_working_day
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing

OTHER_HOURS_GAP = timedelta(hours=2)
"""After no answer, the next golden hours that begin at least so much later: another part of the day."""

BUSY_GAP = timedelta(minutes=30)
LAST_RETRY = time(17, 0)
"""Local time after which a busy line is tried again on the next working day."""

CLAIM_WORKING_DAYS = 2
"""So long a payment takes to be seen in the books: then a claim that it was paid can be looked up."""

_TO_CONSULT = frozenset({Result.DISPUTE, Result.REFUSES, Result.INSOLVENT, Result.DO_NOT_CALL})
"""Results that somebody in our own house has to decide about: the owner of the dispute, another channel."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What saving a call opens, and the earlier follow-ups that it closes (already marked done)."""

    follow_ups: tuple[FollowUp, ...] = ()
    closes: tuple[FollowUp, ...] = ()


def consequences(
    call: Call,
    standing: Standing,
    outcome: Outcome,
    account: Account,
    now: datetime,
    zone_name: str,
    rules: Rules,
    new_id: Callable[[], str],
) -> Consequences:
    """What follows from this outcome at `now` (UTC).

    `standing` is the one before the call, plus the agreement that was made in it: where the customer
    promised a day, nothing else has to come back for the money. `zone_name` is the workspace's (IANA).
    """
    after = _After(call, standing, outcome, account, now, zone_name, rules)
    plans = after.plans()
    follow_ups = tuple(
        FollowUp(new_id(), call.debtor_id, call.id, p.kind, p.due, p.timed, p.what) for p in plans
    )
    new = {p.kind for p in plans}
    closed = (f for f in standing.follow_ups if f.is_open and after.answers(f, new))
    return Consequences(follow_ups, tuple(replace(f, done_at=now) for f in closed))


def comes_back(standing: Standing, zone_name: str) -> datetime | None:
    """The first moment (UTC) after the last call at which this debtor comes back; None without one.

    Follow-ups, promises that fall due, our commitments, and the end of being set aside. A promise comes
    back on its day at the start of the golden hours, in the time zone `zone_name` (IANA).
    """
    zone = ZoneInfo(zone_name)
    moments = [f.due for f in standing.follow_ups if f.is_open]
    for agreement in standing.agreements:
        moments += [c.due for c in agreement.commitments if c.done_at is None]
        if not agreement.is_over:
            moments += [at(p.due, DAY_STARTS, zone) for p in agreement.promises]
    if standing.skipped_until is not None:
        moments.append(standing.skipped_until)
    since = standing.last_call_at
    return min((m for m in moments if since is None or m > since), default=None)


@dataclass(frozen=True, slots=True)
class _Plan:
    kind: FollowUpKind
    due: datetime
    what: str = ""
    timed: bool = False


@dataclass(frozen=True, slots=True)
class _After:
    """One outcome and all that decides what follows from it."""

    call: Call
    standing: Standing
    outcome: Outcome
    account: Account
    now: datetime
    zone_name: str
    rules: Rules

    @property
    def local(self) -> datetime:
        return self.now.astimezone(ZoneInfo(self.zone_name))

    @property
    def country(self) -> str:
        return self.account.debtor.country

    @property
    def promised(self) -> bool:
        """Whether the customer promised a day in this call."""
        return any(a.call_id == self.call.id and a.promises for a in self.standing.agreements)

    def plans(self) -> list[_Plan]:
        """What comes back."""
        reach, result = self.outcome.reach, self.outcome.result
        if reach is Reach.THIRD_PARTY:
            return [self.ring_back()]
        if reach is Reach.RIGHT_PERSON:
            return [*self.after_talk(result), *self.beyond_room()] if result is not None else []
        retry_at = self.retry_at()
        return self.try_again(retry_at) if retry_at else []

    def after_talk(self, result: Result) -> list[_Plan]:
        """What comes back after the right person spoke."""
        tomorrow = self.working_day(1)
        plan: _Plan | None = None
        if result in {Result.RING_BACK, Result.AWAITS_APPROVAL}:
            plan = self.ring_back()
        elif result is Result.COPY_REQUESTED and not self.promised:
            plan = _Plan(FollowUpKind.RING_BACK, tomorrow, self.outcome.detail)
        elif result is Result.CLAIMS_PAID:
            plan = _Plan(FollowUpKind.VERIFY, self.working_day(CLAIM_WORKING_DAYS), self.outcome.detail)
        elif result is Result.PAYMENT_RUN and not self.promised:
            plan = _Plan(FollowUpKind.VERIFY, self.after_run(), self.outcome.detail)
        elif result in _TO_CONSULT or (result is Result.CANNOT_PAY and not self.promised):
            plan = _Plan(FollowUpKind.CONSULT, tomorrow, self.outcome.detail)
        elif result is Result.NO_AGREEMENT and not self.promised:
            plan = _Plan(FollowUpKind.RETRY, self.rested())
        return [plan] if plan else []

    def beyond_room(self) -> list[_Plan]:
        """A promise that goes further than was set beforehand is a question for our own house (S1.5)."""
        reason = self.call.entry.beyond
        if not reason or not self.promised:
            return []
        return [_Plan(FollowUpKind.CONSULT, self.working_day(1), reason)]

    def answers(self, earlier: FollowUp, kinds: set[FollowUpKind]) -> bool:
        """Whether this call answers an earlier follow-up.

        A talk with the right person answers every ring-back and retry: what still holds was said anew. An
        attempt answers the retries and the ring-backs whose moment had come, if something comes back for
        them. A claim to verify and a matter to consult about are answered by a newer one only.
        """
        if earlier.kind is FollowUpKind.RETRY:
            return True
        if earlier.kind is FollowUpKind.RING_BACK:
            if self.outcome.spoke_to_right_person:
                return True
            return FollowUpKind.RING_BACK in kinds and self.is_due(earlier)
        return earlier.kind in kinds

    def is_due(self, follow_up: FollowUp) -> bool:
        return follow_up.due <= self.now + timedelta(minutes=self.rules.ring_back_minutes)

    def retry_at(self) -> datetime | None:
        """When an attempt in vain is made again; None for a wrong number, which is to be found first."""
        reach = self.outcome.reach
        if reach is Reach.NO_ANSWER:
            return next_golden_start(self.local, self.country, OTHER_HOURS_GAP)
        if reach is Reach.BUSY:
            return self.when_free()
        return self.working_day(1) if reach is Reach.VOICEMAIL else None

    def try_again(self, moment: datetime) -> list[_Plan]:
        """An agreed ring-back stays one until we have spoken; anything else is a retry."""
        agreed = [
            f
            for f in self.standing.follow_ups
            if f.is_open and f.kind is FollowUpKind.RING_BACK and self.is_due(f)
        ]
        if agreed:
            return [_Plan(FollowUpKind.RING_BACK, moment, f.what) for f in agreed]
        return [_Plan(FollowUpKind.RETRY, moment)]

    def ring_back(self) -> _Plan:
        """At the moment that was named, or on the next working day. A day without an hour begins at 9:30."""
        moment = self.outcome.moment
        if moment is None:
            return _Plan(FollowUpKind.RING_BACK, self.working_day(1), self.outcome.detail)
        local = moment.astimezone(ZoneInfo(self.zone_name))
        if local.time() in {time(0, 0), DAY_STARTS}:
            return _Plan(FollowUpKind.RING_BACK, self.start_of(local.date()), self.outcome.detail)
        return _Plan(FollowUpKind.RING_BACK, moment, self.outcome.detail, timed=True)

    def when_free(self) -> datetime:
        """A busy line: in half an hour, on a round five minutes; after office hours the next working day."""
        later = (self.now + BUSY_GAP).astimezone(ZoneInfo(self.zone_name))
        later += timedelta(minutes=-later.minute % 5)
        later = later.replace(second=0, microsecond=0)
        today = self.local.date()
        fits = later.date() == today and later.time() <= LAST_RETRY and is_working_day(today, self.country)
        return later.astimezone(UTC) if fits else self.working_day(1)

    def after_run(self) -> datetime:
        """The working day after the payment run that the customer named."""
        if self.outcome.moment is None:
            return self.working_day(CLAIM_WORKING_DAYS)
        run = self.outcome.moment.astimezone(ZoneInfo(self.zone_name)).date()
        return self.start_of(next_working_day(run, self.country))

    def rested(self) -> datetime:
        """The first working day after the days of rest."""
        day = self.local.date() + timedelta(self.rules.rest_days)
        return self.start_of(next_working_day(day, self.country, steps=0))

    def working_day(self, steps: int) -> datetime:
        return self.start_of(next_working_day(self.local.date(), self.country, steps))

    def start_of(self, day: date) -> datetime:
        return at(day, DAY_STARTS, ZoneInfo(self.zone_name))
