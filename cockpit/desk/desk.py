"""One sitting at the desk: the board, and the call in hand. What the main screen and the tests talk to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from cockpit.core.agreement import Method
from cockpit.core.call import CallKind, Phase
from cockpit.core.standing import Standing
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand, take_up, unfinished
from cockpit.desk.session import Session


class Desk:
    """The board with everybody on it, and at most one debtor in hand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.board = Board(session)
        self.hand: CallInHand | None = None
        self._skipped: list[Standing] = []

    def open(self) -> bool:
        """Load the workspace and take up the call that was live when the program stopped; True if any."""
        self.board.load()
        self.hand = unfinished(self.session, self.board)
        if self.hand is None and self.board.queue.entries:
            self.choose(self.board.queue.entries[0].debtor_id)
        return self.is_live

    @property
    def is_live(self) -> bool:
        """Whether there is somebody on the line, or a talk that still has to be wrapped up."""
        return self.hand is not None and self.hand.call.is_live

    @property
    def phase(self) -> Phase | None:
        """Where the work is; None when nobody is in hand."""
        return self.hand.call.phase if self.hand else None

    def choose(self, debtor_id: str) -> bool:
        """Take a debtor in hand. False during a live call, and for a debtor that the ledger does not know."""
        if self.is_live:
            return False
        if self.hand is not None and self.hand.call.debtor_id == debtor_id:
            return True
        hand = take_up(self.session, self.board, debtor_id)
        if hand is not None:
            self.hand = hand
        return hand is not None

    def next_debtor(self) -> str | None:
        """The first of the queue who is not in hand."""
        now = self.hand.call.debtor_id if self.hand else None
        return next((e.debtor_id for e in self.board.queue.entries if e.debtor_id != now), None)

    def let_go(self) -> None:
        """Nobody is in hand any more, for example because the call was saved."""
        self.hand = None

    def skip(self, reason: str) -> None:
        """Set the debtor in hand aside until tomorrow morning, with a reason."""
        if self.hand is None or self.is_live:
            return
        tomorrow = self.session.today() + timedelta(days=1)
        morning = datetime.combine(tomorrow, time(), self.session.zone).astimezone(UTC)
        self._skipped.append(self.board.set_aside(self.hand.call.debtor_id, reason, morning))

    def undo(self) -> bool:
        """Take back the last action of the call in hand, or else the last skip."""
        if self.hand is not None and self.hand.undo():
            return True
        if self._skipped and not self.is_live:
            self.board.put(self._skipped.pop())
            return True
        return False

    def dial_target(self) -> str:
        """The number as a softphone takes it: digits with the country's prefix; empty when there is none."""
        if self.hand is None:
            return ""
        debtor = self.hand.account.debtor
        return international(debtor.number_to_dial, debtor.country)

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


_PREFIX = {"NL": "+31", "BE": "+32"}


def international(number: str, country: str) -> str:
    """A telephone number with + and country; a number of an unknown country stays as it is, digits only."""
    digits = "".join(c for c in number if c in "0123456789")
    if number.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("0") and country in _PREFIX:
        return _PREFIX[country] + digits[1:]
    return digits
