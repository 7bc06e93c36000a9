"""What the doctor says about damaged files and about who has the workspace."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from commands.conftest import MONDAY

from cockpit.commands import doctor_store
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
        ("backups/*.json", ("damaged backup", "can be removed")),
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
    assert said(run) == ["The files of the workspace cannot be read: Permission denied."]


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
