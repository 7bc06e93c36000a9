"""What the port promises, asked of every store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from types import SimpleNamespace

import pytest

from cockpit.core.call import Phase
from cockpit.core.ledger import Ledger
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, Store, StoreError

Again = Callable[[], Store]


def test_new_store_is_empty(store: Store, make: SimpleNamespace) -> None:
    assert store.ledger() == Ledger()
    assert store.standings() == {}
    assert store.drafts() == {}
    assert list(store.backups()) == []
    assert store.last_call() is None
    assert store.call("c1") is None
    assert store.agreement("a1") is None
    assert list(store.calls_of("D-1")) == []
    assert list(store.agreements_of("D-1")) == []
    assert list(store.follow_ups_of("D-1")) == []
    assert list(store.calls_between(make.start, make.start + timedelta(days=1))) == []
    assert store.layout("x") is None


def test_saved_values_come_back_equal(store: Store, again: Again, make: SimpleNamespace) -> None:
    saved = make.changes()
    store.save(saved)
    store = again()
    assert store.call("c1") == saved.calls[0] == store.last_call()
    assert store.agreement("a1") == saved.agreements[0]
    assert list(store.calls_of("D-1")) == list(saved.calls)
    assert list(store.agreements_of("D-1")) == list(saved.agreements)
    assert list(store.follow_ups_of("D-1")) == list(saved.follow_ups)
    assert store.standings() == {"D-1": saved.standings[0]}


def test_lists_are_of_one_debtor_and_oldest_first(store: Store, again: Again, make: SimpleNamespace) -> None:
    for key, debtor, minute in (("2", "D-1", 20), ("9", "D-2", 5), ("1", "D-1", 10), ("3", "D-1", 30)):
        store.save(make.changes(key, debtor, minute))
    store = again()
    assert [call.id for call in store.calls_of("D-1")] == ["c1", "c2", "c3"]
    assert [made.id for made in store.agreements_of("D-1")] == ["a1", "a2", "a3"]
    assert [one.id for one in store.follow_ups_of("D-1")] == ["f2", "f1", "f3"], "known longest first"
    assert store.last_call() == make.call("c3", "D-1", 30)


def test_saving_again_replaces_and_keeps_the_place(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.save(make.changes("1"))
    store.save(make.changes("2"))
    done = replace(make.follow_up("f1"), done_at=make.start)
    corrected = replace(make.call("c1"), notes="Toch niet.")
    store.save(Changes(calls=(corrected,), follow_ups=(done,), standings=(make.standing(calls=7),)))
    store = again()
    assert store.call("c1") == corrected == store.last_call()
    assert list(store.calls_of("D-1")) == [corrected, make.call("c2")]
    assert list(store.follow_ups_of("D-1")) == [done, make.follow_up("f2")]
    assert store.standings()["D-1"].calls == 7


def test_what_moves_to_another_debtor_leaves_the_first(
    store: Store, again: Again, make: SimpleNamespace
) -> None:
    store.save(Changes(follow_ups=(make.follow_up("f1", "D-1"),)))
    store.save(Changes(follow_ups=(make.follow_up("f1", "D-2"),)))
    store = again()
    assert list(store.follow_ups_of("D-1")) == []
    assert [one.id for one in store.follow_ups_of("D-2")] == ["f1"]


def test_calls_between_takes_the_first_and_leaves_the_last(
    store: Store, again: Again, make: SimpleNamespace
) -> None:
    for minute in (30, 0, 20, 10):
        store.save(Changes(calls=(make.call(f"c{minute}", "D-1", minute),)))
    store = again()
    found = store.calls_between(make.start, make.start + timedelta(minutes=30))
    assert [call.id for call in found] == ["c0", "c10", "c20"]


def test_calls_between_goes_by_the_corrected_time(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.save(Changes(calls=(make.call("c1", "D-1", 0), make.call("c2", "D-1", 5))))
    store.save(Changes(calls=(make.call("c1", "D-1", 60),)))
    store = again()
    assert [c.id for c in store.calls_between(make.start, make.start + timedelta(minutes=10))] == ["c2"]
    assert [c.id for c in store.calls_between(make.start, make.start + timedelta(hours=2))] == ["c2", "c1"]


def test_times_of_any_zone_come_back_as_the_same_moment(
    store: Store, again: Again, make: SimpleNamespace
) -> None:
    amsterdam = timezone(timedelta(hours=1))
    call = replace(make.call(), started_at=make.start.astimezone(amsterdam))
    store.save(Changes(calls=(call,)))
    assert again().call("c1") == call


def test_empty_changes_change_nothing(store: Store, again: Again) -> None:
    store.save(Changes())
    assert again().standings() == {}


def test_standings_are_a_picture_of_now(store: Store, make: SimpleNamespace) -> None:
    store.save(make.changes("1", "D-1"))
    before = store.standings()
    store.save(make.changes("2", "D-2"))
    assert list(before) == ["D-1"]
    assert sorted(store.standings()) == ["D-1", "D-2"]


def test_ledger_comes_back_equal(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.replace_ledger(make.ledger(5))
    assert again().ledger() == make.ledger(5)


def test_first_import_needs_no_backup(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.replace_ledger(make.ledger())
    assert list(again().backups()) == []


def test_import_keeps_the_old_ledger_and_writes_what_follows(
    store: Store, again: Again, make: SimpleNamespace
) -> None:
    store.replace_ledger(make.ledger(3))
    store.replace_ledger(make.ledger(2), make.changes())
    store = again()
    assert store.ledger() == make.ledger(2)
    assert store.call("c1") is not None
    assert store.standings()["D-1"] == make.standing()
    (backup,) = store.backups()
    assert (backup.at, backup.invoices) == (make.start, 3)
    assert backup.at.tzinfo is UTC


def test_restore_brings_back_and_keeps_the_calls(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.replace_ledger(make.ledger(3))
    store.replace_ledger(make.ledger(2), make.changes())
    (backup,) = store.backups()
    assert store.restore(backup.name) == make.ledger(3)
    store = again()
    assert store.ledger() == make.ledger(3)
    assert store.call("c1") is not None
    assert [b.invoices for b in store.backups()] == [2, 3], "the present one was backed up, newest first"


def test_restore_of_the_unknown_is_refused(store: Store, make: SimpleNamespace) -> None:
    store.replace_ledger(make.ledger())
    for name in ("20200101T000000Z", "", "../ledger", "../../etc/passwd"):
        with pytest.raises(StoreError) as refused:
            store.restore(name)
        assert (refused.value.code, refused.value.values) == ("no-backup", {"name": name})
    assert store.ledger() == make.ledger()


def test_only_the_newest_thirty_backups_are_kept(
    store: Store, again: Again, make: SimpleNamespace, clock: SimpleNamespace
) -> None:
    for size in range(1, 34):
        clock.now = make.start + timedelta(seconds=size // 2)  # two in the same second, too
        store.replace_ledger(make.ledger(size))
    assert [backup.invoices for backup in again().backups()] == list(range(32, 2, -1))


def test_memory_dates_its_backups_by_itself(make: SimpleNamespace) -> None:
    store = MemoryStore()
    store.replace_ledger(make.ledger(1))
    store.replace_ledger(make.ledger(2))
    assert store.backups()[0].at.tzinfo is UTC


def test_drafts_are_kept_by_debtor(store: Store, again: Again, make: SimpleNamespace) -> None:
    draft = replace(make.call("c1"), phase=Phase.TALK, outcome=None, notes="Zegt dat")
    store.save_draft(draft)
    store.save_draft(make.call("c2", "D-2"))
    store.save_draft(replace(draft, notes="Zegt dat hij betaalt"))
    drafts = again().drafts()
    assert drafts == {"D-1": replace(draft, notes="Zegt dat hij betaalt"), "D-2": make.call("c2", "D-2")}


def test_dropped_draft_stays_away(store: Store, again: Again, make: SimpleNamespace) -> None:
    store.save_draft(make.call("c1", "D-1"))
    store.save_draft(make.call("c2", "D-2"))
    store.drop_draft("D-1")
    store.drop_draft("nobody")
    assert list(store.drafts()) == ["D-2"]
    assert list(again().drafts()) == ["D-2"]


def test_drafts_can_be_dropped_while_they_are_gone_through(store: Store, make: SimpleNamespace) -> None:
    for key in ("D-1", "D-2"):
        store.save_draft(make.call("c", key))
    for key in store.drafts():
        store.drop_draft(key)
    assert store.drafts() == {}


@pytest.mark.parametrize(
    "debtor_id",
    [
        "../../elders",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/b\\c",
        "C:\\x",
        "nul",
        "\x00",
        "é" * 5000,
        "💶\u202e\ud800",
        "-rf",
    ],
)
def test_any_debtor_id_is_only_text(
    store: Store, again: Again, make: SimpleNamespace, debtor_id: str
) -> None:
    store.save(make.changes("1", debtor_id))
    store.save_draft(make.call("c2", debtor_id))
    store = again()
    assert [call.id for call in store.calls_of(debtor_id)] == ["c1"]
    assert store.standings() == {debtor_id: make.standing(debtor_id)}
    assert store.drafts() == {debtor_id: make.call("c2", debtor_id)}
    store.drop_draft(debtor_id)
    assert again().drafts() == {}


def test_awkward_notes_come_back_unchanged(store: Store, again: Again, make: SimpleNamespace) -> None:
    notes = "[/b]\x1b[2J\t=1+1\r\n\u2028\u202e💶\x00\ud800" + "x" * 10_000
    store.save(Changes(calls=(make.call(notes=notes),)))
    store.save_draft(make.call("c2", notes=notes))
    store = again()
    assert store.call("c1") == make.call(notes=notes)
    assert store.drafts()["D-1"].notes == notes


def test_layouts_are_remembered(store: Store, again: Again) -> None:
    store.remember_layout("abc", {"number": "Factuur", "open": "Saldo"})
    store.remember_layout("def", {"number": "Nr"})
    store.remember_layout("abc", {"number": "Factuurnr."})
    store = again()
    assert store.layout("abc") == {"number": "Factuurnr."}
    assert store.layout("def") == {"number": "Nr"}
    assert store.layout("ghi") is None


def test_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()
