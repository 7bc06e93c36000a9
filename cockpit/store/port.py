"""What the rest of the house sees of the store. Two things keep it: the workspace on TinyDB, and memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account, Ledger
from cockpit.core.standing import Standing


class StoreError(Exception):
    """The workspace cannot do what was asked. `code` names the sentence, `values` fills it.

    Codes: `in-use` (pid, host, person, since), `left-behind` (those and last), `read-only` (path),
    `disk-full` (path), `unwritable` (path, reason), `in-the-way` (path), `damaged` (path, reason),
    `missing` (path), `put-back` (path), `no-ledger` (path), `newer-version` (path, found, known),
    `no-backup` (name), `foreign` (path, name, inside), `visited` (path).
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: " + ", ".join(f"{k}={v}" for k, v in values.items()))
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Changes:
    """What one action changes. It is written whole or not at all."""

    calls: tuple[Call, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Backup:
    """A ledger as it was before an import. `at` is UTC, `name` what `cockpit restore` takes."""

    name: str
    at: datetime
    invoices: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is known about one debtor; `earlier` is what the backups say of him, newest first."""

    debtor_id: str
    account: Account | None = None
    standing: Standing | None = None
    calls: tuple[Call, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    draft: Call | None = None
    earlier: tuple[tuple[Backup, Account], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known about him."""
        return self == Dossier(self.debtor_id)

    def accounts(self) -> tuple[Account, ...]:
        """What the ledger says of him, and what earlier ones said, newest first."""
        return (*([self.account] if self.account else []), *(account for _, account in self.earlier))


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was taken away, for good; `invoices` are those of the ledger, `backups` the ledgers of before
    that were changed or removed, `damaged` the files that nobody could read, `mentions` the other debtors in
    whose notes a mention was blackened."""

    calls: int = 0
    agreements: int = 0
    follow_ups: int = 0
    standings: int = 0
    drafts: int = 0
    invoices: int = 0
    backups: int = 0
    damaged: int = 0
    mentions: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to take away."""
        return self == Removed()


class Store(Protocol):
    """The collector's workspace. Every method raises `StoreError` and nothing else when it fails."""

    @property
    def problems(self) -> Sequence[StoreError]:
        """What was found damaged so far; it was passed over or set aside."""

    def ledger(self) -> Ledger:
        """All open items as of the last import; empty in a new workspace.

        A ledger that cannot be read raises `damaged` once, with the path under which it is kept; after that
        it holds the rows that are sound, or is empty, and an import or `restore` fills it again.
        """

    def replace_ledger(self, ledger: Ledger, changes: Changes | None = None) -> None:
        """Take over a new ledger and what follows from it; the old one is kept as a backup first, unless
        it is empty. Stopped half-way, the same call again ends it."""

    def backups(self) -> Sequence[Backup]:
        """The ledgers that can be brought back, newest first."""

    def restore(self, name: str) -> Ledger:
        """Bring a ledger back; the present one is backed up first. Calls and agreements stay."""

    def standings(self) -> Mapping[str, Standing]:
        """Where we stand with every debtor that we ever called or set aside."""

    def calls_of(self, debtor_id: str) -> Sequence[Call]:
        """All calls with one debtor, oldest first."""

    def call(self, call_id: str) -> Call | None:
        """One saved call."""

    def last_call(self) -> Call | None:
        """The call that was saved last."""

    def calls_between(self, first: datetime, last: datetime) -> Iterator[Call]:
        """The saved calls that were opened from `first` up to, not including, `last` (UTC), oldest first."""

    def agreements_of(self, debtor_id: str) -> Sequence[Agreement]:
        """All agreements with one debtor, oldest first, ended ones included."""

    def agreement(self, agreement_id: str) -> Agreement | None:
        """One agreement."""

    def follow_ups_of(self, debtor_id: str) -> Sequence[FollowUp]:
        """All follow-ups of one debtor, oldest first, done ones included."""

    def save(self, changes: Changes) -> None:
        """Write what one action changed, whole or not at all, and on the disk when this returns."""

    def drafts(self) -> Mapping[str, Call]:
        """Preparations and unfinished calls by debtor."""

    def save_draft(self, call: Call) -> None:
        """Keep an unfinished call. It survives a killed program when this returns, a power cut soon after."""

    def drop_draft(self, debtor_id: str) -> None:
        """Forget the unfinished call with a debtor."""

    def layout(self, fingerprint: str) -> Mapping[str, str] | None:
        """The columns that were chosen for a file of this layout earlier (field → header)."""

    def remember_layout(self, fingerprint: str, columns: Mapping[str, str]) -> None:
        """Keep the columns chosen for a layout."""

    def dossier(self, debtor_id: str) -> Dossier:
        """Everything about one debtor: the ledger, its backups, and what we did."""

    def erase(self, debtor_id: str) -> Removed:
        """Take one debtor out of everything, the backups and unfinished calls too: whole or not at all.

        In what was noted about another debtor, a mention of him is blackened. A later import may bring him
        back.
        """

    def purge(self, before: datetime, *, dry_run: bool = False) -> Removed:
        """Take away what is over and older than `before` (UTC): whole or not at all.

        A call goes with its agreement and its follow-ups once nothing of them is open any more; a debtor
        when we are done with him. What is open of who owes nothing counts until its day is as old, see
        `retention`. A dry run only counts.
        """

    @property
    def was_visited(self) -> bool:
        """Whether another cockpit wrote here meanwhile. Then nothing is written, but refused with `visited`,
        until the ledger was read again: with it, all that is known is to be read anew."""

    def make_sure(self) -> None:
        """See to it that all that was kept is in its place, and write again what something else removed."""

    def close(self) -> None:
        """Give the workspace back. Closing twice is harmless."""
