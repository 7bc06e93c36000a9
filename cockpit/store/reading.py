"""What can be looked up in the history of a workspace: calls, agreements and follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.standing import Standing
from cockpit.store import files
from cockpit.store.codec import Document, Unreadable, decode, without_collector
from cockpit.store.history import HistoryStorage
from cockpit.store.tables import History

T = TypeVar("T")


class HistoryReader:
    """Reads the values of a history. A subclass opens it. Raises `StoreError`."""

    folder: Path
    history: History
    _storage: HistoryStorage
    _standings: dict[str, Standing] | None = None
    _agreements: tuple[object, Sequence[Agreement]] = (None, ())

    def standings(self) -> Mapping[str, Standing]:
        """Where we stand with every debtor that we ever called or set aside."""
        return dict(self._known_standings())

    def calls_of(self, debtor_id: str) -> Sequence[Call]:
        """All calls with one debtor, oldest first."""
        return sorted(self._of_debtor(Call, "calls", debtor_id), key=attrgetter("opened_at"))

    def call(self, call_id: str) -> Call | None:
        """One saved call."""
        return self._one(Call, self.history.table("calls").document(call_id))

    def last_call(self) -> Call | None:
        """The call that was saved last."""
        return self._one(Call, self.history.table("calls").newest())

    def calls_between(self, first: datetime, last: datetime) -> Iterator[Call]:
        """The saved calls that were opened from `first` up to, not including, `last` (UTC), oldest first."""
        for call in self._sound(Call, self.history.table("calls").between(first, last)):
            if first <= call.opened_at < last:
                yield call

    def agreements_of(self, debtor_id: str) -> Sequence[Agreement]:
        """All agreements with one debtor, oldest first, ended ones included.

        Those of the debtor who was asked for last are kept until something is added: several parts of the
        screen want to know them when he is taken in hand.
        """
        wanted = (self._storage, self._storage.added, debtor_id)
        known, found = self._agreements
        if known != wanted:
            found = tuple(
                sorted(self._of_debtor(Agreement, "agreements", debtor_id), key=attrgetter("made_at"))
            )
            self._agreements = (wanted, found)
        return found

    def agreement(self, agreement_id: str) -> Agreement | None:
        """One agreement."""
        return self._one(Agreement, self.history.table("agreements").document(agreement_id))

    def follow_ups_of(self, debtor_id: str) -> Sequence[FollowUp]:
        """All follow-ups of one debtor, oldest first, done ones included."""
        return list(self._of_debtor(FollowUp, "follow_ups", debtor_id))

    def _known_standings(self) -> dict[str, Standing]:
        if self._standings is None:
            with without_collector():
                found = self._sound(Standing, self.history.table("standings"))
                self._standings = {standing.debtor_id: standing for standing in found}
        return self._standings

    def _of_debtor(self, cls: type[T], table: str, debtor_id: str) -> Iterator[T]:
        return self._sound(cls, self.history.table(table).of_debtor(debtor_id))

    def _one(self, cls: type[T], document: Document | None) -> T | None:
        try:
            return None if document is None else decode(cls, document)
        except Unreadable as error:
            raise files.damaged(self.folder / "history", error) from None

    def _sound(self, cls: type[T], documents: Iterable[Document]) -> Iterator[T]:
        """The values that can be read; the others are reported."""
        for document in documents:
            try:
                yield decode(cls, document)
            except Unreadable as error:
                self._storage.report(files.damaged(self.folder / "history", error))
