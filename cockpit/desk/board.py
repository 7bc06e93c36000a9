"""What lies on the table: the ledger, where we stand with everybody, and the queue made of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import overload

from cockpit.core.agreement import Agreement, State
from cockpit.core.calendar import at
from cockpit.core.call import Call
from cockpit.core.ledger import Account, Debtor, Ledger
from cockpit.core.money import Money, totals
from cockpit.core.queue import Queue, build
from cockpit.core.search import Index
from cockpit.core.standing import Standing, is_replaced
from cockpit.core.text import clean_line
from cockpit.desk.session import Session
from cockpit.store.port import Changes, StoreError

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done today: calls saved, people spoken to, and the amounts promised per currency."""

    calls: int = 0
    spoken: int = 0
    agreed: tuple[Money, ...] = ()

    def plus(self, call: Call) -> Tally:
        """The tally with one more call."""
        spoke = bool(call.outcome and call.outcome.spoke_to_right_person)
        return replace(self, calls=self.calls + 1, spoken=self.spoken + spoke)


@dataclass(frozen=True, slots=True)
class Laid:
    """A ledger made ready for the board: where we stand with everybody, and the queue on that day."""

    ledger: Ledger
    standings: dict[str, Standing]
    queue: Queue
    day: date


class Listed:
    """What the list on the screen shows of a queue: worked out once for each queue, when it is wanted."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Those to be called, then those who wait."""
        return tuple(entry.debtor_id for entry in (*self.queue.entries, *self.queue.paused))

    @cached_property
    def totals(self) -> Mapping[str, Money]:
        """What those to be called have open, per currency."""
        return self.queue.totals()


class Board:
    """The ledger, the standings and the queue. Loading reads the store; the rest keeps them in step."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ledger = Ledger()
        self.standings: dict[str, Standing] = {}
        self.queue: Queue = build(self.ledger, {}, session.now(), session.settings.zone, session.rules())
        self.tally = Tally()
        self._index: Index | None = None
        self._listed = Listed(self.queue)
        self._day = session.today()

    def load(self) -> None:
        """Read everything from the store and rank the queue; raises `StoreError`."""
        self.take(self.session.store.ledger())
        self.count_today()

    def take(self, ledger: Ledger) -> None:
        """Work with another ledger: an import or a restored backup; raises `StoreError`."""
        self.use(self.lay(ledger))

    def lay(self, ledger: Ledger) -> Laid:
        """Make another ledger ready, and change nothing yet: this may be done beside the screen.

        Raises `StoreError`.
        """
        s = self.session
        standings = dict(s.store.standings())
        queue = build(ledger, standings, s.now(), s.settings.zone, s.rules())
        return Laid(ledger, standings, queue, s.today())

    def use(self, laid: Laid) -> None:
        """Work with what was made ready."""
        self.ledger, self.standings, self.queue, self._day = laid.ledger, laid.standings, laid.queue, laid.day
        self._index = None

    def rank(self) -> None:
        """Build the whole queue again: the day or the ledger changed."""
        s = self.session
        self._day = s.today()
        self.queue = build(self.ledger, self.standings, s.now(), s.settings.zone, s.rules())

    @property
    def listed(self) -> Listed:
        """The queue as it is now, for the list on the screen."""
        if self._listed.queue is not self.queue:
            self._listed = Listed(self.queue)
        return self._listed

    def account(self, debtor_id: str) -> Account | None:
        """The debtor with his open items."""
        return self.ledger.account(debtor_id)

    def standing(self, debtor_id: str) -> Standing:
        """Where we stand with a debtor; a fresh standing when we never called him."""
        return self.standings.get(debtor_id) or Standing(debtor_id)

    def last_call(self) -> Call | None:
        """The call that was made last, whichever was corrected since; raises `StoreError`."""
        known = [s for s in self.standings.values() if s.last_call_id and s.last_call_at]
        last = max(known, key=lambda s: (s.last_call_at or _NEVER, s.last_call_id), default=None)
        return self.session.store.call(last.last_call_id) if last else None

    def count_today(self) -> None:
        """Count today's calls anew. When they cannot be read the tally stays as it was."""
        with suppress(StoreError):
            self.tally = self._todays_tally()

    def wake(self) -> bool:
        """Rank whoever's moment has come, or all on a new day; True when the queue changed."""
        s = self.session
        today = s.today()
        if today != self._day:
            self.rank()
            self.tally = Tally()
            self.count_today()
            return True
        awake = self.queue.awake(s.now())
        for debtor_id in awake:
            self.update(self.standing(debtor_id))
        return bool(awake)

    def update(self, standing: Standing) -> None:
        """Take over a changed standing and rank this one debtor again."""
        self.standings[standing.debtor_id] = standing
        account = self.account(standing.debtor_id)
        if account is not None:
            s = self.session
            self.queue = self.queue.after(account, standing, s.now(), s.settings.zone, s.rules())

    def find(self, text: str) -> list[str]:
        """Debtors by name, number, invoice, telephone or amount, best first."""
        if self._index is None:
            self._index = Index(_Accounts(self.ledger))
        return self._index.find(text)

    def preparing_search(self) -> Iterator[None]:
        """Make ready, in small steps for quiet moments, what the first search would have to wait for."""
        if self._index is None:
            self._index = Index(_Accounts(self.ledger))
            yield from self._index.preparing()

    def set_aside(self, debtor_id: str, reason: str, until: datetime) -> Standing:
        """Skip a debtor with a reason until a moment (UTC); returns the standing of before, for `take_back`.

        Raises `StoreError`.
        """
        before = self.standing(debtor_id)
        self.put(replace(before, skipped_until=until, skip_reason=clean_line(reason)))
        return before

    def take_back(self, before: Standing) -> bool:
        """Undo `set_aside`; what else changed since stays. False when he is not set aside any more.

        Raises `StoreError`.
        """
        now = self.standing(before.debtor_id)
        if now.skipped_until is None or now.skipped_until <= self.session.now():
            return False
        self.put(replace(now, skipped_until=before.skipped_until, skip_reason=before.skip_reason))
        return True

    def put(self, standing: Standing) -> None:
        """Save a standing as it is given and rank the debtor again; raises `StoreError`."""
        self.session.store.save(Changes(standings=(standing,)))
        self.update(standing)

    def _todays_tally(self) -> Tally:
        today, zone = self.session.today(), self.session.zone
        first, last = at(today, time(), zone), at(today + timedelta(days=1), time(), zone)
        tally, agreed = Tally(), list[Agreement]()
        for call in self.session.store.calls_between(first, last):
            tally = tally.plus(call)
            made = self.session.store.agreement(call.agreement_id) if call.agreement_id else None
            if made is not None and made.state is not State.REVERSED:
                agreed = [*(old for old in agreed if not is_replaced(old, made)), made]
        promised = (made.promised_total() for made in agreed)
        return replace(tally, agreed=tuple(totals(money for money in promised if money).values()))


class _Accounts(Sequence[Account]):
    """The debtors of a ledger with their open items, put together when they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._debtors = tuple(ledger.debtors.values())
        self._items = ledger.by_debtor

    def __len__(self) -> int:
        return len(self._debtors)

    @overload
    def __getitem__(self, place: int) -> Account: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Account]: ...

    def __getitem__(self, place: int | slice) -> Account | Sequence[Account]:
        if isinstance(place, slice):
            return [self._account(debtor) for debtor in self._debtors[place]]
        return self._account(self._debtors[place])

    def _account(self, debtor: Debtor) -> Account:
        return Account(debtor, self._items.get(debtor.id, ()))
