"""The ledger, its backups and the remembered layouts on the disk."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fails, fails_with, fill, refusal, snapshot
from tinydb import TinyDB

from cockpit.core.ledger import Ledger
from cockpit.store import files
from cockpit.store.codec import encode_ledger
from cockpit.store.ledger_file import AtomicStorage
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace


def test_tinydb_reads_the_file(workspace: Workspace, folder: Path, make: Make) -> None:
    workspace.replace_ledger(make.ledger(3))
    database = TinyDB(folder / "ledger.json", storage=AtomicStorage)
    assert database.tables() == {"ledger", "debtors", "invoices"}
    (head,) = database.table("ledger").all()
    assert (head["source"], head["debtors"], head["invoices"]) == ("export.csv", 3, 3)
    assert len((folder / "ledger.json").read_text().splitlines()) == 4, "a checksum at the end"
    assert TinyDB(folder / "ledger.json").table("invoices").all()[0]["rows"][0][0] == "2026-0000"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"{}", b'{"ledger": {"1": {}}}', bytes(100)])
def test_damaged_one_is_set_aside_and_said_once(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, content: bytes
) -> None:
    fill(workspace, make)
    workspace.close()
    (folder / "ledger.json").write_bytes(content)
    workspace = open_workspace()
    aside = folder / "ledger.json.damaged-1"
    damage = refusal(workspace.ledger)
    assert (damage.code, damage.values["path"]) == ("damaged", str(aside))
    assert aside.read_bytes() == content
    assert workspace.ledger() == Ledger()
    assert workspace.restore(workspace.backups()[0].name) == make.ledger(3)
    assert workspace.ledger() == make.ledger(3)
    assert workspace.call("c1") is not None


def test_damaged_one_is_not_overwritten_by_an_import(workspace: Workspace, folder: Path, make: Make) -> None:
    (folder / "ledger.json").write_bytes(b"{ a week of work")
    (folder / "ledger.json.damaged-1").write_bytes(b"earlier")
    workspace.replace_ledger(make.ledger())
    assert (folder / "ledger.json.damaged-1").read_bytes() == b"earlier"
    assert (folder / "ledger.json.damaged-2").read_bytes() == b"{ a week of work"
    assert workspace.ledger() == make.ledger()
    assert list(workspace.backups()) == []


def test_damaged_one_that_cannot_be_set_aside_stops_the_import(
    workspace: Workspace, folder: Path, make: Make, monkeypatch: Patch
) -> None:
    (folder / "ledger.json").write_bytes(b"{ a week of work")
    monkeypatch.setattr(files, "set_aside", fails(errno.EACCES))
    assert refusal(lambda: workspace.replace_ledger(make.ledger())).code == "unwritable"
    assert (folder / "ledger.json").read_bytes() == b"{ a week of work"


@pytest.mark.parametrize("harm", ["cut", "filled", "folder", "emptied", "older, cut"])
@pytest.mark.parametrize("then", ["import", "close"])
def test_damaged_while_it_was_known_it_is_written_again(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, harm: str, then: str
) -> None:
    workspace.replace_ledger(make.ledger(3))
    path = folder / "ledger.json"
    before = path.read_bytes()
    if harm == "folder":
        path.unlink()
        path.mkdir()
    else:
        half = len(before) // 2
        path.write_bytes({"filled": b"\xf5" * len(before), "emptied": b""}.get(harm, before[:half]))
    if then == "import":
        workspace.replace_ledger(make.ledger(2))
        assert workspace.restore(workspace.backups()[0].name) == make.ledger(3)
    workspace.close()
    (problem,) = workspace.problems
    assert problem.values["path"] == str(folder / "ledger.json.damaged-1")
    assert (folder / "ledger.json.damaged-1").exists()
    assert open_workspace().ledger() == make.ledger(3)


def test_ledger_of_another_program_is_not_written_over(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make
) -> None:
    workspace.replace_ledger(make.ledger(3))
    database = TinyDB(folder / "other.json")
    database.storage.write(encode_ledger(make.ledger(2)))
    database.close()
    (folder / "other.json").replace(folder / "ledger.json")
    workspace.close()
    assert open_workspace().ledger() == make.ledger(2)


def test_damaged_one_on_a_full_disk_its_rows_are_there_and_are_written_later(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, monkeypatch: Patch
) -> None:
    workspace.replace_ledger(make.ledger(9))
    workspace.close()
    path = folder / "ledger.json"
    path.write_bytes(path.read_bytes()[:-200])
    workspace = open_workspace()
    damaged = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fails(errno.ENOSPC))
        refused = refusal(workspace.ledger)
        assert refused.code == "damaged" and "rows saved" in str(refused)
        saved = workspace.ledger()
        assert len(saved.debtors) == 9
        assert path.read_bytes() == damaged
        assert refusal(lambda: workspace.replace_ledger(make.ledger(1))).code == "disk-full"
    assert path.read_bytes() == damaged
    workspace.close()
    assert (folder / "ledger.json.damaged-1").read_bytes() == damaged
    assert open_workspace().ledger() == saved


@pytest.mark.parametrize("step", ["write_beside", "replace", "_append", "put_in_place"])
def test_import_that_stops_anywhere_can_be_repeated(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
    step: str,
) -> None:
    workspace.replace_ledger(make.ledger(3))
    changes = make.changes()
    with monkeypatch.context() as patch:
        if step == "_append":
            full = StoreError("disk-full", path="x")
            patch.setattr(workspace, "_append", lambda _: (_ for _ in ()).throw(full))
        else:
            patch.setattr(files, step, fails(errno.ENOSPC))
        assert refusal(lambda: workspace.replace_ledger(make.ledger(2), changes)).code == "disk-full"
    assert workspace.ledger() == make.ledger(3)
    workspace.close()
    workspace = open_workspace()
    assert workspace.ledger() == make.ledger(3), "the old one is whole"
    workspace.replace_ledger(make.ledger(2), changes)
    assert workspace.ledger() == make.ledger(2)
    assert list(workspace.calls_of("D-1")) == list(changes.calls)
    assert workspace.backups()[0].invoices == 3
    assert not list(folder.rglob("*.tmp"))


def test_file_that_cannot_take_its_place_leaves_nothing_behind(
    workspace: Workspace, folder: Path, make: Make, monkeypatch: Patch
) -> None:
    workspace.replace_ledger(make.ledger(3))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails(errno.EROFS))
        assert refusal(lambda: workspace.replace_ledger(Ledger())).code == "unwritable"
    assert workspace.ledger() == make.ledger(3)
    assert not list(folder.rglob("*.tmp"))


def test_names_that_are_no_backup_are_not_listed(workspace: Workspace, folder: Path, make: Make) -> None:
    fill(workspace, make)
    (kept,) = workspace.backups()
    good = folder / "backups" / f"ledger-{kept.name}.json"
    for name in (
        "ledger-20269999T000000Z.json",
        "ledger-x.json",
        "notes.txt",
        f"ledger-{kept.name}.json.tmp",
    ):
        shutil.copy(good, good.with_name(name))
    for name, content in (
        ("20261101T000000Z", b"{"),
        ("20261102T000000Z", b'{"ledger": {}'),
        ("20261103T000000Z", b'{"ledger": []'),
    ):
        (folder / "backups" / f"ledger-{name}.json").write_bytes(content)
    assert list(workspace.backups()) == [kept]


def test_of_a_damaged_backup_comes_back_what_is_sound(workspace: Workspace, folder: Path, make: Make) -> None:
    fill(workspace, make)
    (kept,) = workspace.backups()
    path = folder / "backups" / f"ledger-{kept.name}.json"
    path.write_bytes(path.read_bytes().replace(b"90.00", b"91\x0000"))
    restored = workspace.restore(kept.name)
    assert set(restored.debtors) == set(make.ledger(3).debtors)
    assert restored.invoices == make.ledger(3).invoices[1:]
    [problem] = workspace.problems
    assert problem.values["path"] == str(path) and "rows saved: 5, lost: 1" in str(problem)


def test_a_backup_of_which_nothing_is_sound_changes_nothing(
    workspace: Workspace, folder: Path, make: Make
) -> None:
    fill(workspace, make)
    (kept,) = workspace.backups()
    path = folder / "backups" / f"ledger-{kept.name}.json"
    path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
    assert refusal(lambda: workspace.restore(kept.name)).code == "damaged"
    assert workspace.ledger() == make.ledger(2)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"layouts": 5}'])
def test_damaged_file_is_set_aside(workspace: Workspace, folder: Path, content: bytes) -> None:
    (folder / "layouts.json").write_bytes(content)
    assert workspace.layout("abc") is None
    assert (folder / "layouts.json.damaged-1").read_bytes() == content
    workspace.remember_layout("abc", {"number": "Nr"})
    assert workspace.layout("abc") == {"number": "Nr"}
    assert [problem.code for problem in workspace.problems] == ["damaged"]


@pytest.mark.parametrize("columns", [5, None, {"number": 5}])
def test_choice_of_another_shape_is_no_choice(workspace: Workspace, folder: Path, columns: object) -> None:
    layouts = {"layouts": {"1": {"fingerprint": "abc", "columns": columns}}}
    (folder / "layouts.json").write_text(json.dumps(layouts))
    assert not workspace.layout("abc")


def test_full_disk_is_said(workspace: Workspace, monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "write", fails(errno.EDQUOT))
    assert refusal(lambda: workspace.remember_layout("abc", {})).code == "disk-full"


def test_what_cannot_be_read_for_a_moment_is_not_set_aside(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, monkeypatch: Patch
) -> None:
    fill(workspace, make)
    workspace.close()
    before = snapshot(folder)
    workspace = open_workspace(read_only=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fails_with(OSError(errno.EIO, "Input/output error")))
        patch.setattr(Path, "read_text", fails_with(OSError(errno.EIO, "Input/output error")))
        assert refusal(workspace.ledger).code == "unwritable"
        assert refusal(open_workspace).code == "unwritable"
    assert snapshot(folder) == before
    assert workspace.ledger() == make.ledger(2)


def test_folder_in_the_place_of_the_ledger(workspace: Workspace, folder: Path, make: Make) -> None:
    (folder / "ledger.json").mkdir()
    assert refusal(workspace.ledger).code == "damaged"
    assert (folder / "ledger.json.damaged-1").is_dir()
    workspace.replace_ledger(make.ledger())
    assert workspace.ledger() == make.ledger()
