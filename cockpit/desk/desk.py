"""One sitting at the desk: the board, and the call in hand. What the main screen and the tests talk to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from cockpit.core.agreement import Method
from cockpit.core.calendar import at
from cockpit.core.call import CallKind, Phase
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.outside import international
from cockpit.desk.session import Session
from cockpit.desk.taking_up import take_up, unfinished
from cockpit.store.port import StoreError

if TYPE_CHECKING:
    from cockpit.desk.sending import Post
    from cockpit.desk.wording import Wording

_FOUND_NUMBER = ("wrong-number", "no-phone")
"""The items of the preparation at which a telephone number is written that the ledger does not have."""


class Desk:
    """The board with everybody on it, and at most one debtor in hand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.board = Board(session)
        self.hand: CallInHand | None = None
        self._unwritten: dict[str, CallInHand] = {}
        self._beside: list[tuple[CallInHand | None, int, Callable[[], bool]]] = []

    def open(self) -> bool:
        """Load the workspace and take up the call that was live when the program stopped; True if any.

        Raises `StoreError`.
        """
        self.board.load()
        self.hand = unfinished(self.session, self.board)
        if self.hand is None and self.board.queue.entries:
            self.choose(self.board.queue.entries[0].debtor_id)
        return self.is_live

    @cached_property
    def post(self) -> Post:
        """What sends the confirmation mails, where the settings name a mail server."""
        from cockpit.desk.sending import Post

        return Post(self.session)

    @cached_property
    def wording(self) -> Wording:
        """What looks at the words that the collector writes; its rules are read when it is first asked."""
        from cockpit.desk.wording import Wording

        return Wording(self.session)

    @property
    def is_live(self) -> bool:
        """Whether there is somebody on the line, or a talk that still has to be wrapped up."""
        return self.hand is not None and self.hand.call.is_live

    @property
    def phase(self) -> Phase | None:
        """Where the work is; None when nobody is in hand."""
        return self.hand.call.phase if self.hand else None

    def choose(self, debtor_id: str) -> bool:
        """Take a debtor in hand; whoever was is kept first. Raises `StoreError` when a draft cannot be read.

        False during a live call, and for a debtor that the ledger does not know.
        """
        if self.is_live:
            return False
        if self.hand is not None and self.hand.call.debtor_id == debtor_id and self.phase is not Phase.SAVED:
            return True
        hand = self._unwritten.get(debtor_id) or take_up(self.session, self.board, debtor_id)
        if hand is not None:
            self.keep()
            self.hand = hand
        return hand is not None

    def keep(self) -> bool:
        """Write every draft that is not written yet, also those of debtors who were in hand earlier.

        False when one could not be: it stays in memory, and is there when its debtor is chosen again.
        """
        self._keep_all()
        with suppress(StoreError):
            if self._catch_up():
                self._keep_all()
        return not self._unwritten

    def _catch_up(self) -> bool:
        """Read anew what another cockpit changed meanwhile; False when none was here. Raises `StoreError`."""
        if not self.session.store.was_visited:
            return False
        for hand in {id(hand): hand for hand in self._all_in_hand()}.values():
            hand.catch_up()
        self.board.load()
        return True

    def _all_in_hand(self) -> Sequence[CallInHand]:
        return (*self._unwritten.values(), *([self.hand] if self.hand else ()))

    def _keep_all(self) -> None:
        for hand in self._all_in_hand():
            if not hand.is_kept and hand.worth_keeping:
                hand.keep()
            if hand.is_kept:
                self._unwritten.pop(hand.call.debtor_id, None)
            else:
                self._unwritten[hand.call.debtor_id] = hand

    @property
    def unwritten(self) -> Sequence[CallInHand]:
        """Those of whom there are words in memory that the store does not have."""
        now = [self.hand] if self.hand and self.hand.worth_keeping and not self.hand.is_kept else []
        return [*(hand for hand in self._unwritten.values() if hand is not self.hand), *now]

    def next_debtor(self) -> str | None:
        """The first of the queue who is not in hand."""
        now = self.hand.call.debtor_id if self.hand else None
        return next((e.debtor_id for e in self.board.queue.entries if e.debtor_id != now), None)

    def let_go(self) -> None:
        """Nobody is in hand any more, for example because the call was saved."""
        self.keep()
        self.hand = None

    def skip(self, reason: str) -> None:
        """Set the debtor in hand aside until tomorrow, with a reason, and let him go; raises `StoreError`."""
        if self.hand is None or self.is_live:
            return
        tomorrow = at(self.session.today() + timedelta(days=1), time(), self.session.zone)
        before = self.board.set_aside(self.hand.call.debtor_id, reason, tomorrow)
        self.did(lambda: self.board.take_back(before))
        self.let_go()

    def did(self, take_back: Callable[[], bool]) -> None:
        """Remember how to undo something that was done beside the call in hand.

        `take_back` is False when there is nothing to undo any more, and raises `StoreError`.
        """
        self._beside.append((self.hand, self.hand.depth if self.hand else 0, take_back))

    def undo(self) -> bool:
        """Take back the last action: of the call in hand, or else beside it (a skip, something that was
        marked as done, an import). False when there is nothing; raises `StoreError`.

        Nothing beside a call is taken back during another one.
        """
        while self._beside:
            hand, depth, back = self._beside[-1]
            if self.hand is not None and (hand is not self.hand or self.hand.depth > depth):
                if self.hand.undo():
                    return True
                if self.is_live and hand is not self.hand:
                    return False
            taken_back = back()
            self._beside.pop()
            if taken_back:
                return True
        return self.hand is not None and self.hand.undo()

    def dial_target(self) -> str:
        """The number as a softphone takes it: digits with the country's prefix; empty when there is none.

        A number that was found and written at the preparation goes before that of the ledger.
        """
        if self.hand is None:
            return ""
        debtor = self.hand.account.debtor
        found = (international(self.hand.call.answer_to(item), debtor.country) for item in _FOUND_NUMBER)
        return next(filter(None, found), "") or international(debtor.number_to_dial, debtor.country)

    def next_method(self) -> None:
        """The next way of paying of the list."""
        if self.hand is None:
            return
        methods = list(Method)
        entry = self.hand.call.entry
        following = methods[(methods.index(Method(entry.method)) + 1) % len(methods)]
        self.hand.change(
            replace(self.hand.call, entry=replace(entry, method=following.value), read_back=False)
        )

    def next_kind(self) -> None:
        """The next kind of call: another script for the same debtor."""
        if self.hand is not None:
            kinds = list(CallKind)
            self.hand.use(kinds[(kinds.index(self.hand.call.kind) + 1) % len(kinds)])
