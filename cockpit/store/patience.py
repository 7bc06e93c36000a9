"""A store that does not let the screen wait for a disk that gives no answer, such as a hanging network drive.

Everything is done by one thread of its own. Whoever asks waits for a moment; what takes longer is refused
with `unwritable`, and so is all that follows until the disk answers again. What was asked for may still be
carried out then: every action of the port can be done twice, so that the caller may simply try again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.store.port import Backup, Changes, Dossier, Removed, Store, StoreError

T = TypeVar("T")

PATIENCE = 1.5
"""Seconds for which the screen waits for the disk."""

FOR_ALL = 60.0
"""Seconds for what reads or writes all of the workspace."""

_AT_ONCE = 500


class _Task(Generic[T]):
    """Something to be done by the other thread."""

    def __init__(self, do: Callable[[], T]) -> None:
        self.done = Event()
        self._do = do
        self._result: T | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._result = self._do()
        except BaseException as error:
            self._error = error
        self.done.set()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


class PatientStore:
    """A store behind a thread, with the methods of the port. `folder` is named when it gives no answer."""

    def __init__(self, store: Store, folder: Path, patience: float = PATIENCE) -> None:
        self._store = store
        self._folder = folder
        self._patience = patience
        self._tasks: SimpleQueue[_Task[object] | None] = SimpleQueue()
        self._running: _Task[object] | None = None
        self._closed = False
        Thread(target=self._work, name="store", daemon=True).start()

    @property
    def problems(self) -> Sequence[StoreError]:
        return self._store.problems

    def ledger(self) -> Ledger:
        return self._ask(self._store.ledger, FOR_ALL)

    def replace_ledger(self, ledger: Ledger, changes: Changes | None = None) -> None:
        self._ask(lambda: self._store.replace_ledger(ledger, changes), FOR_ALL)

    def backups(self) -> Sequence[Backup]:
        return self._ask(self._store.backups)

    def restore(self, name: str) -> Ledger:
        return self._ask(lambda: self._store.restore(name), FOR_ALL)

    def standings(self) -> Mapping[str, Standing]:
        return self._ask(self._store.standings, FOR_ALL)

    def calls_of(self, debtor_id: str) -> Sequence[Call]:
        return self._ask(lambda: self._store.calls_of(debtor_id))

    def call(self, call_id: str) -> Call | None:
        return self._ask(lambda: self._store.call(call_id))

    def last_call(self) -> Call | None:
        return self._ask(self._store.last_call)

    def calls_between(self, first: datetime, last: datetime) -> Iterator[Call]:
        calls = self._ask(lambda: self._store.calls_between(first, last))
        while some := self._ask(lambda: list(islice(calls, _AT_ONCE))):
            yield from some

    def agreements_of(self, debtor_id: str) -> Sequence[Agreement]:
        return self._ask(lambda: self._store.agreements_of(debtor_id))

    def agreement(self, agreement_id: str) -> Agreement | None:
        return self._ask(lambda: self._store.agreement(agreement_id))

    def follow_ups_of(self, debtor_id: str) -> Sequence[FollowUp]:
        return self._ask(lambda: self._store.follow_ups_of(debtor_id))

    def save(self, changes: Changes) -> None:
        self._ask(lambda: self._store.save(changes))

    def drafts(self) -> Mapping[str, Call]:
        return self._ask(self._store.drafts)

    def save_draft(self, call: Call) -> None:
        self._ask(lambda: self._store.save_draft(call))

    def drop_draft(self, debtor_id: str) -> None:
        self._ask(lambda: self._store.drop_draft(debtor_id))

    def layout(self, fingerprint: str) -> Mapping[str, str] | None:
        return self._ask(lambda: self._store.layout(fingerprint))

    def remember_layout(self, fingerprint: str, columns: Mapping[str, str]) -> None:
        self._ask(lambda: self._store.remember_layout(fingerprint, columns))

    def dossier(self, debtor_id: str) -> Dossier:
        return self._ask(lambda: self._store.dossier(debtor_id))

    def erase(self, debtor_id: str) -> Removed:
        return self._ask(lambda: self._store.erase(debtor_id), FOR_ALL)

    def purge(self, before: datetime, *, dry_run: bool = False) -> Removed:
        return self._ask(lambda: self._store.purge(before, dry_run=dry_run), FOR_ALL)

    @property
    def was_visited(self) -> bool:
        return self._store.was_visited

    def make_sure(self) -> None:
        self._ask(self._store.make_sure)

    def close(self) -> None:
        """Give the workspace back; when the disk does not answer, that is left to the end of the process."""
        if not self._closed:
            with suppress(StoreError):
                self._ask(self._store.close)
            self._closed = True
            self._tasks.put(None)

    def _ask(self, do: Callable[[], T], patience: float = 0.0) -> T:
        """Have something done; raises what it raises, and `unwritable` when that takes too long."""
        if self._closed:
            return do()
        if self._running is not None and not self._running.done.is_set():
            raise self._no_answer()
        task: _Task[T] = _Task(do)
        self._tasks.put(task)  # type: ignore[arg-type]
        if not task.done.wait(patience or self._patience):
            self._running = task  # type: ignore[assignment]
            raise self._no_answer()
        return task.result()

    def _no_answer(self) -> StoreError:
        return StoreError("unwritable", path=str(self._folder), reason=os.strerror(errno.ETIMEDOUT))

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.run()
