"""The workspace as a folder: who may read it, who may open it, who may write."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from store.storing import Make, Open, fill, refusal, snapshot

from cockpit.core.ledger import Ledger
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace


def test_nobody_else_can_look_into_anything(open_workspace: Open, folder: Path, make: Make) -> None:
    mask = os.umask(0)
    try:
        workspace = open_workspace()
        fill(workspace, make)
        workspace.close()
    finally:
        os.umask(mask)
    for path in (folder, *folder.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_folder_that_was_open_to_others_is_closed(open_workspace: Open, folder: Path) -> None:
    folder.mkdir(mode=0o755)
    open_workspace()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("debtor_id", ["../../../elders", "/elders", "a/b", "x" * 5000, "\x00"])
def test_a_debtor_id_never_becomes_a_path(
    workspace: Workspace, folder: Path, make: Make, debtor_id: str
) -> None:
    before = sorted(folder.parent.iterdir())
    workspace.save_draft(make.call("c1", debtor_id))
    (kept,) = (folder / "drafts").iterdir()
    assert len(kept.stem) == 32
    assert kept.stem.isalnum()
    assert sorted(folder.parent.iterdir()) == before


def test_second_one_is_told_who_is_there(workspace: Workspace, open_workspace: Open) -> None:
    told = refusal(open_workspace)
    assert told.code == "in-use"
    assert told.values["pid"] == os.getpid()
    assert told.values["host"]


def test_it_may_look(workspace: Workspace, open_workspace: Open, make: Make) -> None:
    fill(workspace, make)
    reader = open_workspace(read_only=True)
    assert reader.ledger() == make.ledger(2)
    assert reader.call("c1") == make.call("c1")
    assert reader.drafts() == {"D-2": make.call("c2", "D-2")}
    assert reader.layout("abc") == {"number": "Nr"}
    assert [backup.invoices for backup in reader.backups()] == [3]


def test_lock_is_free_after_closing(workspace: Workspace, open_workspace: Open) -> None:
    workspace.close()
    open_workspace().close()


def test_who_is_there_may_not_be_known_yet(workspace: Workspace, open_workspace: Open, folder: Path) -> None:
    os.truncate(folder / "lock", 0)
    told = refusal(open_workspace).values
    assert told == {"pid": "?", "host": "?", "person": "", "since": None}


def test_failed_opening_leaves_no_lock(workspace: Workspace, open_workspace: Open, folder: Path) -> None:
    workspace.close()
    shutil.rmtree(folder / "history")
    (folder / "history").mkdir()
    (folder / "history" / "000001.log").symlink_to(folder / "nowhere" / "x")
    for _ in range(2):
        assert refusal(open_workspace).code == "unwritable"


def test_nothing_is_written(workspace: Workspace, open_workspace: Open, folder: Path, make: Make) -> None:
    fill(workspace, make)
    workspace.close()
    before = snapshot(folder)
    reader = open_workspace(read_only=True)
    for write in (
        lambda: reader.save(make.changes()),
        lambda: reader.save(Changes()),
        lambda: reader.replace_ledger(make.ledger()),
        lambda: reader.restore(reader.backups()[0].name),
        lambda: reader.save_draft(make.call()),
        lambda: reader.drop_draft("D-2"),
        lambda: reader.remember_layout("x", {}),
    ):
        refused = refusal(write)
        assert (refused.code, refused.values) == ("read-only", {"path": str(folder)})
    reader.close()
    assert snapshot(folder) == before


def test_looking_at_nothing_makes_nothing(open_workspace: Open, folder: Path) -> None:
    reader = open_workspace(read_only=True)
    assert reader.ledger() == Ledger()
    assert reader.standings() == {}
    assert reader.drafts() == {}
    assert list(reader.backups()) == []
    reader.close()
    assert not folder.exists()


def test_damage_is_left_where_it_is(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make
) -> None:
    fill(workspace, make)
    workspace.close()
    for path in ("ledger.json", "layouts.json", f"drafts/{next((folder / 'drafts').iterdir()).name}"):
        (folder / path).write_bytes(b"{")
    before = snapshot(folder)
    reader = open_workspace(read_only=True)
    for _ in range(2):
        assert refusal(reader.ledger).code == "damaged"
        assert reader.drafts() == {}
        assert reader.layout("abc") is None
    assert [problem.code for problem in reader.problems] == ["damaged", "damaged"]
    assert snapshot(folder) == before


def test_writer_goes_on_while_somebody_looks(workspace: Workspace, open_workspace: Open, make: Make) -> None:
    workspace.save(make.changes("1"))
    reader = open_workspace(read_only=True)
    workspace.save(make.changes("2"))
    assert [call.id for call in reader.calls_of("D-1")] == ["c1"], "the picture of when it was opened"
    assert [call.id for call in open_workspace(read_only=True).calls_of("D-1")] == ["c1", "c2"]


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = refusal(lambda: Workspace.open(tmp_path / "file" / "werkmap", now=lambda: None))
    assert refused.code == "unwritable"
    assert refused.values["reason"]


def test_leftovers_of_a_killed_program_are_removed(
    workspace: Workspace, open_workspace: Open, folder: Path
) -> None:
    workspace.close()
    (folder / "mine.tmp").write_text("of the collector himself")
    leftovers = [folder / "ledger.json.tmp", folder / "drafts" / "x.json.tmp"]
    for path in leftovers:
        path.write_text("half")
    open_workspace()
    assert not any(path.exists() for path in leftovers)
    assert (folder / "mine.tmp").exists()


def test_writing_after_closing_is_refused(workspace: Workspace, make: Make) -> None:
    workspace.close()
    assert refusal(lambda: workspace.save(make.changes())).code == "unwritable"
    assert refusal(lambda: workspace.save_draft(make.call())).code == "unwritable"


def test_document_of_another_shape_is_passed_over_and_reported(workspace: Workspace, make: Make) -> None:
    workspace.save(make.changes("1"))
    odd = {"id": "c9", "debtor_id": "D-1", "opened_at": "2026-11-23T09:30:00+00:00", "kind": "chat"}
    workspace.history.table("calls").insert(odd)
    workspace.history.table("standings").insert({"debtor_id": "D-9", "calls": "veel"})
    assert list(workspace.calls_of("D-1")) == [make.call("c1")]
    assert list(workspace.standings()) == ["D-1"]
    assert [problem.code for problem in workspace.problems] == ["damaged", "damaged"]
    assert refusal(lambda: workspace.call("c9")).code == "damaged"
