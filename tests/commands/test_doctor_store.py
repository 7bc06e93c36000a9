"""What the doctor says about damaged files and about who has the workspace."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from commands.conftest import MONDAY

from cockpit.commands import doctor_store, opening
from cockpit.commands.workspace import settled
from cockpit.store import checking
from cockpit.store.port import StoreError
from cockpit.store.together import NAME
from cockpit.store.workspace import Workspace


def said(run) -> list[str]:
    ran = run("doctor", "--json")
    return [one["text"] for one in ran.json["findings"] if one["about"] in {"store", "lock"}][:-1]


@pytest.fixture
def busy(demo: Path) -> Path:
    store = Workspace.open(demo, now=lambda: MONDAY)
    store.replace_ledger(store.ledger())
    store.save_draft(store.last_call())
    store.remember_layout("x", {"number": "Nr"})
    store.close()
    return demo


def overwrite(path: Path, at: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:at] + b"\x00#\xff" + content[at + 3 :])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ledger.json", ("rows can be used", "Import a fresh export")),
        ("backups/*.json", ("damaged backup", "1 cannot", "cockpit restore")),
        ("history/000001.log", ("is damaged in 1 lines", "put it back")),
        ("drafts/*.json", ("call begun", "text editor")),
        ("layouts.json", ("ask again",)),
        ("version", ("written anew",)),
    ],
)
def test_each_damaged_file_is_named_with_what_helps(run, busy, name, words):
    [path] = busy.glob(name)
    overwrite(path, 0 if name == "version" else path.stat().st_size // 2)
    before = path.read_bytes()
    ran = run("doctor")
    assert ran.status == 1
    [line] = said(run)
    assert str(path) in line
    assert all(word in line for word in words), line
    assert path.read_bytes() == before


def test_what_was_set_aside_is_named_until_it_is_removed(run, busy):
    names = (
        "ledger.json",
        "layouts.json",
        "version",
        NAME,
        "backups/x.json",
        "history/000001.log",
        "drafts/y.json",
    )
    for name in names:
        (busy / f"{name}.damaged-1").write_bytes(b"?")
    lines = said(run)
    assert len(lines) == len(names)
    for name in names:
        [line] = [line for line in lines if f"{name}.damaged-1" in line]
        assert "can be removed" in line
        (busy / f"{name}.damaged-1").unlink()
    assert said(run) == []


def test_after_opening_the_rows_that_were_saved_are_there(run, busy):
    overwrite(busy / "ledger.json", (busy / "ledger.json").stat().st_size - 400)
    queue = len(run("queue", "--json").json)
    ran = run("import", "--dry-run", "nothing.csv")
    assert ran.status == 2
    assert len(run("queue", "--json").json) == queue > 3


def test_a_change_that_was_stopped(run, busy, monkeypatch):
    (busy / NAME).write_bytes(b"x")
    Workspace.open(busy, now=lambda: MONDAY).close()
    [line] = said(run)
    assert "could not be ended" in line


def test_files_that_cannot_be_read(run, busy, monkeypatch):
    def fails(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor_store, "check", fails)
    assert said(run) == ["The files of the workspace cannot be read: you may not do that here."]


def test_who_has_it_and_who_had_it(run, busy):
    store = Workspace.open(busy, now=lambda: MONDAY)
    [line] = said(run)
    assert str(os.getpid()) in line and socket.gethostname() in line
    assert run("doctor").status == 0
    store.close()
    process = subprocess.Popen(["true"])
    process.wait()
    (busy / "lock").write_text(f"{process.pid} {socket.gethostname()} 17\n")
    [line] = said(run)
    assert "was stopped in its work" in line
    assert run("doctor").status == 0


def test_another_computer_may_have_it(run, busy):
    (busy / "lock").write_text("77 elders 5 2026-11-20T08:00:00Z anna\n")
    ran = run("doctor")
    assert ran.status == 1
    [line] = said(run)
    assert "anna (process 77 on elders, since Friday 20 November 2026" in line and "cockpit unlock" in line


def test_what_was_set_aside_is_not_called_unsaved_when_it_holds_records(run, busy):
    line = (busy / "history" / "000001.log").read_bytes().splitlines()[-1]
    (busy / "history" / "000001.log.damaged-1").write_bytes(line[:-9])
    [text] = said(run)
    assert "that are sound: 94" in text and "may never" in text


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_history_file_that_was_cut_off(run, busy, share):
    path = busy / "history" / "000001.log"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert run("doctor").status == 1
    assert any(str(path) in line and "was cut off" in line for line in said(run))
    Workspace.open(busy, now=lambda: MONDAY).close()
    Workspace.open(busy, now=lambda: MONDAY).close()
    assert run("doctor").status == 1
    assert any("000001.idx.damaged-1 notes that a part" in line for line in said(run))
    assert not (busy / "history" / "000001.idx.damaged-2").exists()


def test_a_full_file_without_its_end_or_gone(run, busy):
    log = busy / "history" / "000001.log"
    log.rename(busy / "history" / "000002.log")
    (busy / "history" / "000001.idx").unlink()
    [line] = said(run)
    assert str(log) in line and "is gone" in line
    log.write_bytes((busy / "history" / "000002.log").read_bytes()[:-9])
    [line] = said(run)
    assert f"{log} is damaged in 1 lines" in line


def test_a_history_of_which_nothing_is_left(run, busy):
    for path in (busy / "history").iterdir():
        path.unlink()
    [line] = said(run)
    assert "All calls and agreements are gone" in line and str(busy / "history") in line
    store = Workspace.open(busy, now=lambda: MONDAY)
    assert [problem.code for problem in store.problems] == ["missing"]
    store.close()
    store = Workspace.open(busy, now=lambda: MONDAY)
    assert not store.problems
    store.close()
    [line] = said(run)
    assert "all.idx.damaged-1 notes" in line


@pytest.mark.parametrize("also", ["", "backups", "history"])
def test_a_ledger_that_is_gone(run, busy, also):
    (busy / "ledger.json").unlink()
    if also:
        shutil.rmtree(busy / also)
    lines = [line for line in said(run) if "ledger.json" in line]
    assert len(lines) == 1 and "cockpit restore" in lines[0]
    assert "ledger.json is gone" in run("queue").err


def test_a_ledger_that_is_gone_is_not_called_nothing_imported_yet(run, busy, caplog):
    (busy / "ledger.json").unlink()
    store = Workspace.open(busy, now=lambda: MONDAY)
    store.ledger()
    [said_on_screen] = opening._found(settled(busy), store, None)
    assert "cockpit restore" in said_on_screen
    assert caplog.messages == ["no-ledger: ledger.json"]
    [backup] = store.backups()
    store.close()
    ran = run("restore", backup.name)
    assert ran.status == 0 and "is gone" not in ran.err


@pytest.mark.parametrize("name", ["ledger.json", "layouts.json", "drafts/*.json", "backups/*.json"])
def test_a_folder_in_the_place_of_a_file_does_not_end_the_check(run, busy, name):
    [path] = busy.glob(name)
    path.unlink()
    path.mkdir()
    (busy / "drafts" / "more.json").write_bytes(b"?")
    lines = said(run)
    assert len(lines) == 2
    assert any(str(path) in line and "is no file" in line for line in lines)


@pytest.mark.parametrize("name", ["drafts", "backups", "history", "lock"])
def test_what_is_in_the_way_is_named(run, busy, name):
    shutil.rmtree(busy / name, ignore_errors=True)
    (busy / name).unlink(missing_ok=True)
    (busy / name).mkdir() if name == "lock" else (busy / name).write_text("mine")
    assert [line for line in said(run) if f"{busy / name} is in the way" in line]
    with pytest.raises(StoreError) as refused:
        Workspace.open(busy, now=lambda: MONDAY)
    assert (refused.value.code, refused.value.values["path"]) == ("in-the-way", str(busy / name))


def test_one_file_that_cannot_be_read_does_not_end_the_check(run, busy, monkeypatch):
    def fails(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(checking, "_layouts", fails)
    (busy / "history" / "000001.log.damaged-1").write_bytes(b"?")
    lines = said(run)
    assert f"{busy / 'layouts.json'} cannot be read: you may not do that here." in lines and len(lines) == 2
