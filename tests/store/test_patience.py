"""A disk that gives no answer does not hold up the screen, and what could not be written is written later."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from store.storing import Make, Open, refusal

from cockpit.store import files
from cockpit.store.memory import MemoryStore
from cockpit.store.patience import PatientStore
from cockpit.store.port import Store, StoreError
from cockpit.store.workspace import Workspace


class Slow:
    """A system call that waits until it may go on."""

    def __init__(self, real: Callable[..., object]) -> None:
        self.real = real
        self.may = Event()
        self.may.set()

    def __call__(self, *given: object, **more: object) -> object:
        assert self.may.is_set() or current_thread() is not main_thread(), "the screen waits"
        assert self.may.wait(20)
        return self.real(*given, **more)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow(files.write_all)
    monkeypatch.setattr(files, "write_all", slow)
    return slow


@pytest.fixture
def patient(
    workspace: Workspace, folder: Path, disk: Slow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PatientStore]:
    monkeypatch.setattr(files, "write_all", disk)
    store = PatientStore(workspace, folder, patience=0.1)
    yield store
    disk.may.set()
    time.sleep(0.05)
    store.close()


def eventually(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            if holds():
                return
        except StoreError:
            pass
        time.sleep(0.01)
    raise AssertionError("never")


def test_stalled_and_back(
    patient: PatientStore, disk: Slow, folder: Path, open_workspace: Open, make: Make
) -> None:
    patient.save(make.changes("1"))
    disk.may.clear()
    began = time.monotonic()
    told = refusal(lambda: patient.save_draft(make.call("d", notes="eerst")))
    assert (told.code, told.values["path"]) == ("unwritable", str(folder))
    assert "timed out" in str(told.values["reason"])
    for _ in range(50):
        assert refusal(lambda: patient.save_draft(make.call("d", notes="later"))).code == "unwritable"
        assert refusal(lambda: patient.save(make.changes("2"))).code == "unwritable"
        assert refusal(lambda: patient.calls_of("D-1")).code == "unwritable"
    assert time.monotonic() - began < 1
    disk.may.set()
    eventually(lambda: patient.drafts())
    assert patient.drafts()["D-1"].notes == "eerst", "what was under way was carried out"
    patient.save_draft(make.call("d", notes="later"))
    patient.save(make.changes("2", "D-2"))
    patient.close()
    workspace = open_workspace()
    assert workspace.drafts()["D-1"].notes == "later"
    assert workspace.call("c2") == make.call("c2", "D-2")


def test_closing_does_not_wait_either(patient: PatientStore, disk: Slow, make: Make) -> None:
    disk.may.clear()
    refusal(lambda: patient.save_draft(make.call()))
    began = time.monotonic()
    patient.close()
    assert time.monotonic() - began < 1
    disk.may.set()


def test_everything_goes_through(make: Make, tmp_path: Path) -> None:
    store: Store = PatientStore(MemoryStore(lambda: make.start), tmp_path)
    assert list(store.problems) == []
    store.replace_ledger(make.ledger(3))
    store.replace_ledger(make.ledger(2), make.changes("1"))
    assert store.ledger() == make.ledger(2)
    [backup] = store.backups()
    assert store.restore(backup.name) == make.ledger(3)
    assert store.standings() == {"D-1": make.standing()}
    assert store.calls_of("D-1") == [make.call()] == [store.call("c1")] == [store.last_call()]
    assert store.agreements_of("D-1") == [make.agreement()] == [store.agreement("a1")]
    assert store.follow_ups_of("D-1") == [make.follow_up()]
    assert list(store.calls_between(make.start, make.start + timedelta(days=1))) == [make.call()]
    store.save_draft(make.call("d", "D-2"))
    assert store.drafts() == {"D-2": make.call("d", "D-2")}
    store.drop_draft("D-2")
    store.remember_layout("x", {"a": "b"})
    assert store.layout("x") == {"a": "b"}
    assert store.purge(make.start).is_nothing
    assert store.dossier("D-1").calls == (make.call(),)
    assert store.erase("D-1").calls == 1
    with pytest.raises(StoreError, match="no-backup"):
        store.restore("never")
    store.close()
    store.close()
    assert store.call("c1") is None, "closed, it answers as the store itself does"
