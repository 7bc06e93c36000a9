"""The in-memory twin of the workspace: for practice, for tests, and for looking without leaving a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import TypeVar

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.store.backup_names import KEPT, new_name
from cockpit.store.codec import decode, encode
from cockpit.store.port import Backup, Changes, Dossier, Removed, StoreError
from cockpit.store.retention import Over, done_with, over, without
from cockpit.store.traces import Mentions, Traces

T = TypeVar("T")


def _system_clock() -> datetime:
    return datetime.now(UTC)


class MemoryStore:
    """A store that is gone when the program ends. `now` gives UTC and dates the backups."""

    def __init__(self, now: Callable[[], datetime] = _system_clock) -> None:
        self._now = now
        self._ledger = Ledger()
        self._backups: list[tuple[Backup, Ledger]] = []
        self._standings: dict[str, Standing] = {}
        self._calls: dict[str, Call] = {}
        self._agreements: dict[str, Agreement] = {}
        self._follow_ups: dict[str, FollowUp] = {}
        self._saved: dict[str, None] = {}  # the calls in the order in which they were saved last
        self._drafts: dict[str, Call] = {}
        self._layouts: dict[str, dict[str, str]] = {}

    @property
    def problems(self) -> Sequence[StoreError]:
        """Nothing: no file can be damaged."""
        return ()

    def ledger(self) -> Ledger:
        """All open items as of the last import; empty in a new workspace."""
        return self._ledger

    def replace_ledger(self, ledger: Ledger, changes: Changes | None = None) -> None:
        """Take over a new ledger and what follows from it; the old one is kept as a backup first."""
        if self._ledger.debtors or self._ledger.invoices:
            now = self._now()
            name = new_name(now, {backup.name for backup in self.backups()})
            backup = Backup(name, now.astimezone(UTC).replace(microsecond=0), len(self._ledger.invoices))
            self._backups = [(backup, self._ledger), *self._backups][:KEPT]
        self.save(changes or Changes())
        self._ledger = ledger

    def backups(self) -> Sequence[Backup]:
        """The ledgers that can be brought back, newest first."""
        return [backup for backup, _ in self._backups]

    def restore(self, name: str) -> Ledger:
        """Bring a ledger back; the present one is backed up first. Calls and agreements stay."""
        for backup, ledger in self._backups:
            if backup.name == name:
                self.replace_ledger(ledger)
                return ledger
        raise StoreError("no-backup", name=name)

    def standings(self) -> Mapping[str, Standing]:
        """Where we stand with every debtor that we ever called or set aside."""
        return dict(self._standings)

    def calls_of(self, debtor_id: str) -> Sequence[Call]:
        """All calls with one debtor, oldest first."""
        found = (call for call in self._calls.values() if call.debtor_id == debtor_id)
        return sorted(found, key=attrgetter("opened_at"))

    def call(self, call_id: str) -> Call | None:
        """One saved call."""
        return self._calls.get(call_id)

    def last_call(self) -> Call | None:
        """The call that was saved last."""
        last = next(reversed(self._saved), None)
        return None if last is None else self._calls[last]

    def calls_between(self, first: datetime, last: datetime) -> Iterator[Call]:
        """The saved calls that were opened from `first` up to, not including, `last` (UTC), oldest first."""
        found = (call for call in self._calls.values() if first <= call.opened_at < last)
        return iter(sorted(found, key=attrgetter("opened_at")))

    def agreements_of(self, debtor_id: str) -> Sequence[Agreement]:
        """All agreements with one debtor, oldest first, ended ones included."""
        found = (made for made in self._agreements.values() if made.debtor_id == debtor_id)
        return sorted(found, key=attrgetter("made_at"))

    def agreement(self, agreement_id: str) -> Agreement | None:
        """One agreement."""
        return self._agreements.get(agreement_id)

    def follow_ups_of(self, debtor_id: str) -> Sequence[FollowUp]:
        """All follow-ups of one debtor, oldest first, done ones included."""
        return [one for one in self._follow_ups.values() if one.debtor_id == debtor_id]

    def save(self, changes: Changes) -> None:
        """Keep what one action changed."""
        self._calls.update((call.id, call) for call in changes.calls)
        self._agreements.update((agreement.id, agreement) for agreement in changes.agreements)
        self._follow_ups.update((follow_up.id, follow_up) for follow_up in changes.follow_ups)
        self._standings.update((standing.debtor_id, standing) for standing in changes.standings)
        for call in changes.calls:
            self._saved.pop(call.id, None)
            self._saved[call.id] = None

    def drafts(self) -> Mapping[str, Call]:
        """Preparations and unfinished calls by debtor."""
        return dict(self._drafts)

    def save_draft(self, call: Call) -> None:
        """Keep an unfinished call."""
        self._drafts[call.debtor_id] = call

    def drop_draft(self, debtor_id: str) -> None:
        """Forget the unfinished call with a debtor."""
        self._drafts.pop(debtor_id, None)

    def layout(self, fingerprint: str) -> Mapping[str, str] | None:
        """The columns that were chosen for a file of this layout earlier (field → header)."""
        found = self._layouts.get(fingerprint)
        return None if found is None else dict(found)

    def remember_layout(self, fingerprint: str, columns: Mapping[str, str]) -> None:
        """Keep the columns chosen for a layout."""
        self._layouts[fingerprint] = dict(columns)

    def dossier(self, debtor_id: str) -> Dossier:
        """Everything about one debtor: the ledger, its backups, and what we did."""
        earlier = ((backup, ledger.account(debtor_id)) for backup, ledger in self._backups)
        return Dossier(
            debtor_id,
            self._ledger.account(debtor_id),
            self._standings.get(debtor_id),
            tuple(self.calls_of(debtor_id)),
            tuple(self.agreements_of(debtor_id)),
            tuple(self.follow_ups_of(debtor_id)),
            self._drafts.get(debtor_id),
            tuple((backup, account) for backup, account in earlier if account is not None),
        )

    def erase(self, debtor_id: str) -> Removed:
        """Take one debtor out of everything, the backups and unfinished calls too.

        In what was noted about another debtor, a mention of him is blackened.
        """
        dossier = self.dossier(debtor_id)
        found = Over(
            calls={call.id for call in dossier.calls},
            agreements={made.id for made in dossier.agreements},
            follow_ups={one.id for one in dossier.follow_ups},
            standings={debtor_id} & self._standings.keys(),
            drafts={debtor_id} & self._drafts.keys(),
        )
        mentions = Mentions(Traces.only_of(dossier, self._ledger, self._standings))
        self._take_out(found)
        self._blacken(mentions)
        self._ledger = without(self._ledger, {debtor_id})
        left = [(backup, without(ledger, {debtor_id})) for backup, ledger in self._backups]
        self._backups = [(replace(backup, invoices=len(ledger.invoices)), ledger) for backup, ledger in left]
        invoices = len(dossier.account.invoices) if dossier.account else 0
        return replace(
            found.counted(),
            invoices=invoices,
            backups=len(dossier.earlier),
            mentions=len(mentions.debtors),
        )

    def purge(self, before: datetime, *, dry_run: bool = False) -> Removed:
        """Take away what is over and older than `before` (UTC). A dry run counts."""
        found = over(self, before)
        kept = [(backup, ledger) for backup, ledger in self._backups if backup.at >= before]
        removed = replace(found.counted(), backups=len(self._backups) - len(kept))
        if not dry_run:
            self._standings.update(found.trimmed)
            self._ledger = without(self._ledger, done_with(self._ledger, found))
            self._take_out(found)
            self._backups = kept
        return removed

    def _take_out(self, found: Over) -> None:
        for kept, gone in (
            (self._calls, found.calls),
            (self._saved, found.calls),
            (self._agreements, found.agreements),
            (self._follow_ups, found.follow_ups),
            (self._standings, found.standings),
            (self._drafts, found.drafts),
        ):
            for key in gone:
                kept.pop(key, None)

    def _blacken(self, mentions: Mentions) -> None:
        _blacken_all(self._calls, mentions)
        _blacken_all(self._agreements, mentions)
        _blacken_all(self._follow_ups, mentions)
        _blacken_all(self._standings, mentions)
        _blacken_all(self._drafts, mentions)

    @property
    def was_visited(self) -> bool:
        """Never: nobody else can write here."""
        return False

    def make_sure(self) -> None:
        """Nothing can have been removed."""

    def close(self) -> None:
        """Nothing to give back."""


def _blacken_all(kept: dict[str, T], mentions: Mentions) -> None:
    for key, one in kept.items():
        kept[key] = decode(type(one), mentions.blacken(encode(one)))
