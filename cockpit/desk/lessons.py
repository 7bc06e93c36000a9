"""The collector's own lessons: what went well, what could be better and what to do next time (S2.5)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from cockpit.core.call import Call
from cockpit.core.ledger import Account, Debtor
from cockpit.core.text import clean_line, fold
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.session import Session
from cockpit.desk.taking_up import fresh_call, take_up

MOST = 500
"""So many lessons are looked through; whoever wants older ones finds them with their debtor."""

_FIRST_LOOK = timedelta(days=7)
_LONGEST_AGO = timedelta(days=100 * 365)


class Look(StrEnum):
    """The three lines of an evaluation; their values are the names of its fields."""

    WENT_WELL = "went_well"
    BETTER = "better"
    NEXT_TIME = "next_time"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line of one evaluation. `at` is when (UTC) its call was opened, `name` the debtor's, or his number
    when the ledger does not know him any more."""

    look: Look
    text: str
    at: datetime
    call_id: str
    debtor_id: str
    name: str
    caller: str

    @property
    def id(self) -> str:
        """A name that no other lesson has."""
        return f"{self.call_id} {self.look}"


class Lessons:
    """Looks the calls through, the newest first, until there are enough lessons."""

    def __init__(self, session: Session, board: Board) -> None:
        self._session, self._board = session, board
        self.found: list[Lesson] = []
        self.has_more = False

    def steps(self) -> Iterator[None]:
        """Look at one call at each step; raises `StoreError`.

        The store gives calls oldest first, so it is asked for one stretch of time after the other, each
        longer than the one after it.
        """
        end = self._session.now() + timedelta(days=1)
        long_ago, length = end - _LONGEST_AGO, _FIRST_LOOK
        while end > long_ago and not self.has_more:
            start = max(end - length, long_ago)
            newest: deque[Lesson] = deque(maxlen=MOST + 1)
            for call in self._session.store.calls_between(start, end):
                newest.extend(self._of(call))
                yield
            self._take(newest)
            end, length = start, length * 2

    def _take(self, newest: Sequence[Lesson]) -> None:
        self.found += reversed(newest)
        self.has_more = len(self.found) > MOST
        del self.found[MOST:]

    def _of(self, call: Call) -> Iterator[Lesson]:
        if call.evaluation.is_empty:
            return
        account = self._board.account(call.debtor_id)
        name = account.debtor.name if account else call.debtor_id
        for look in reversed(Look):
            text = clean_line(getattr(call.evaluation, look.value))
            if text:
                yield Lesson(look, text, call.opened_at, call.id, call.debtor_id, name, call.caller)


def matching(lessons: Sequence[Lesson], typed: str, look: Look | None = None) -> list[Lesson]:
    """The lessons in which every typed word occurs, in the text or in the debtor's name; of one of the three
    lines only, when one is given."""
    words = fold(typed).split()
    return [
        lesson
        for lesson in lessons
        if look in {None, lesson.look} and all(w in fold(f"{lesson.text} {lesson.name}") for w in words)
    ]


def to_look_at(session: Session, board: Board, debtor_id: str) -> CallInHand:
    """A debtor to look at without taking him in hand; one that the ledger does not know any more has only a
    number. Raises `StoreError`."""
    known = take_up(session, board, debtor_id)
    if known is not None:
        return known
    account = Account(Debtor(debtor_id, debtor_id, session.settings.country), ())
    call = fresh_call(session, board, account, "")
    return CallInHand(session, board, account, call, replace(call))
