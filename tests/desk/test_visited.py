"""Another cockpit came and went: what it saved stays, and what is said here is not lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from desk.build import FRIDAY, NOW, RIGHT, Clock, account, invoice, ledger

from cockpit.core.agreement import State
from cockpit.core.call import Phase
from cockpit.core.outcome import Outcome, Result
from cockpit.core.standing import with_agreement
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.desk.wrapping import prepare, save
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

pytestmark = pytest.mark.usefixtures("dutch")


@pytest.fixture
def sit(tmp_path):
    """sit(): another cockpit on the same workspace, as if the lock had been removed before."""
    opened, clock = [], Clock(NOW)

    def sit_down():
        (tmp_path / "werkmap" / "lock").unlink(missing_ok=True)
        store, me, numbers = Workspace.open(tmp_path / "werkmap", now=clock), len(opened), count(1)
        if not opened:
            store.replace_ledger(ledger(account(invoice("1", 100, -20), invoice("2", 50, -5))))
        names = lambda prefix: f"{prefix}-{me}-{next(numbers)}"  # noqa: E731
        desk = Desk(Session(store, Settings(firm="Deegkamp", caller="Sanne"), clock, names))
        opened.append(store)
        desk.open()
        return desk

    yield sit_down
    for store in opened:
        store.close()


def wrapped(desk, **entry):
    hand = desk.hand
    hand.enter(replace(hand.call.entry, **entry))
    return prepare(hand, Outcome(RIGHT, Result.PROMISE))


def talk(desk, notes):
    if not desk.is_live:
        desk.hand.start()
    desk.hand.note(notes)
    desk.hand.keep()


def test_a_call_that_was_saved_there_is_not_saved_over(sit):
    first = sit()
    talk(first, "van de eerste")
    second = sit()
    assert second.is_live and second.hand.call.id == first.hand.call.id
    talk(second, "van de tweede")
    saved = save(second.hand, wrapped(second, amount="100", when="27-11"))
    second.session.store.close()
    talk(first, "van de eerste, en verder")
    assert first.hand.unsaved.code == "visited"
    assert first.keep() and first.hand.is_kept
    assert first.hand.call.id != saved.id and first.hand.depth
    store = first.session.store
    assert store.drafts()["D-1"].notes == "van de eerste, en verder"
    assert first.board.standing("D-1").calls == 1
    save(first.hand, wrapped(first, amount="50", when="27-11"))
    assert [call.notes for call in store.calls_of("D-1")] == ["van de tweede", "van de eerste, en verder"]
    assert [made.promises[0].due for made in store.agreements_of("D-1")] == [FRIDAY, FRIDAY]
    assert store.standings()["D-1"].calls == 2


@pytest.mark.parametrize("mailed", [False, True])
def test_a_wrap_up_that_was_shown_before_is_worked_out_anew(sit, mailed):
    first = sit()
    talk(first, "van de eerste")
    shown = wrapped(first, amount="50", when="27-11")
    if mailed:
        agreement = shown.agreement.to(State.MAILED, NOW)
        shown = replace(shown, agreement=agreement, standing=with_agreement(shown.standing, agreement))
    second = sit()
    save(second.hand, wrapped(second, amount="100", when="27-11"))
    second.session.store.close()
    with pytest.raises(StoreError, match="visited"):
        save(first.hand, shown)
    assert first.hand.call.phase is not Phase.SAVED
    first.keep()
    save(first.hand, shown)
    store = first.session.store
    assert [call.id for call in store.calls_of("D-1")] == ["C-0-1", "C-0-2"]
    made = store.agreement("A-0-2")
    assert (made.state is State.MAILED) == mailed
    assert store.standings()["D-1"].calls == 2


@pytest.mark.parametrize(
    "theirs, ours, together",
    [
        ("a, en van de tweede", "a", "a, en van de tweede"),
        ("a, en van de tweede", "a, en van de eerste", "a, en van de eerste\na, en van de tweede"),
        ("a", "a, en van de eerste", "a, en van de eerste"),
    ],
)
def test_words_that_were_typed_there_are_not_lost(sit, theirs, ours, together):
    first = sit()
    talk(first, "a")
    second = sit()
    talk(second, theirs)
    second.session.store.close()
    talk(first, ours)
    first.keep()
    assert first.session.store.drafts()["D-1"].notes == first.hand.call.notes == together
    assert first.hand.call.id == "C-0-1"


def test_while_it_is_there_everything_waits(sit):
    first = sit()
    talk(first, "a")
    second = sit()
    talk(first, "a b")
    assert not first.keep() and first.hand.unsaved.code == "in-use"
    second.session.store.close()
    assert first.keep()
    assert first.session.store.drafts()["D-1"].notes == "a b"


def test_a_call_that_was_saved_here_stays_as_it_is(sit):
    first = sit()
    talk(first, "a")
    saved = save(first.hand, wrapped(first, amount="100", when="27-11"))
    second = sit()
    assert not second.is_live
    second.session.store.close()
    with pytest.raises(StoreError, match="visited"):
        first.board.set_aside("D-1", "x", NOW)
    assert first.keep()
    assert first.hand.call == saved
    first.board.set_aside("D-1", "x", NOW)


def test_a_saved_call_whose_draft_became_a_folder_is_not_offered_again(sit, tmp_path):
    first = sit()
    talk(first, "a")
    first.session.store._drafts.sync()
    (path,) = (tmp_path / "werkmap" / "drafts").iterdir()
    path.unlink()
    path.mkdir()
    save(first.hand, wrapped(first, amount="100", when="27-11"))
    first.session.store.close()
    second = sit()
    assert not second.is_live and not second.session.store.drafts()
