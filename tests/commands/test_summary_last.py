"""`cockpit summary` without a number: the call that was made last, also after an older one was corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from cockpit.core.call import Call
from cockpit.core.text import clean_line
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace


def test_an_older_call_that_was_corrected_is_not_the_last_one(run, demo):
    before = run("summary").out
    assert before
    store = Workspace.open(demo, now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    last = max(store.standings().values(), key=lambda s: s.last_call_at or datetime.min.replace(tzinfo=UTC))
    older: Call = next(
        call for debtor in store.standings() if debtor != last.debtor_id for call in store.calls_of(debtor)
    )
    store.save(Changes(calls=(replace(older, notes=clean_line("corrected later")),)))
    assert store.last_call().id == older.id
    store.close()
    assert run("summary").out == before
