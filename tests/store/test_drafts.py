"""Calls that are not finished: written at once, on the disk a little later."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store import making
from store.storing import Make, Open, Patch, fails, refusal

from cockpit.store import drafts as drafts_module
from cockpit.store import files
from cockpit.store.port import Changes
from cockpit.store.salvage_draft import salvage_draft
from cockpit.store.workspace import Workspace


@pytest.fixture(autouse=True)
def patient(monkeypatch: Patch) -> None:
    monkeypatch.setattr(drafts_module, "SYNC_AFTER", 60)


@pytest.fixture
def names(folder: Path) -> Callable[[], list[str]]:
    return lambda: sorted(path.suffix for path in (folder / "drafts").iterdir())


def test_written_at_once_and_on_the_disk_a_little_later(
    workspace: Workspace,
    names: Callable[[], list[str]],
    make: Make,
    monkeypatch: Patch,
) -> None:
    monkeypatch.setattr(drafts_module, "SYNC_AFTER", 0.01)
    workspace.save_draft(make.call())
    deadline = time.monotonic() + 5
    while names() != [".json"] and time.monotonic() < deadline:
        time.sleep(0.005)
    assert names() == [".json"]


def test_typing_does_not_wait_for_the_disk(
    workspace: Workspace,
    names: Callable[[], list[str]],
    make: Make,
    monkeypatch: Patch,
) -> None:
    monkeypatch.setattr(files, "sync", fails(errno.EIO))
    workspace.save_draft(make.call())
    assert names() == [".new"]


def test_closing_puts_it_on_the_disk(
    workspace: Workspace,
    open_workspace: Open,
    names: Callable[[], list[str]],
    make: Make,
) -> None:
    workspace.save_draft(make.call())
    workspace.close()
    assert names() == [".json"]
    assert open_workspace().drafts() == {"D-1": make.call()}


def test_saving_a_call_puts_the_others_on_the_disk(
    workspace: Workspace, names: Callable[[], list[str]], make: Make
) -> None:
    workspace.save_draft(make.call("c1", "D-1"))
    workspace.save_draft(make.call("c2", "D-2"))
    workspace.save(make.changes("1", "D-1"))
    assert names() == [".json", ".new"], "the draft of the saved call is about to go"


def test_newest_state_counts_and_the_one_before_is_the_net(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make
) -> None:
    workspace.save_draft(make.call(notes="oud"))
    workspace.close()
    (old,) = (folder / "drafts").iterdir()
    kept = old.read_bytes()
    workspace = open_workspace()
    workspace.save_draft(make.call(notes="nieuw"))
    assert open_workspace(read_only=True).drafts()["D-1"].notes == "nieuw"
    new = old.with_suffix(".new")
    content = new.read_bytes()
    workspace.close()
    old.write_bytes(kept)
    new.write_bytes(content[:-5])  # as a power cut may leave it
    workspace = open_workspace()
    assert workspace.drafts()["D-1"].notes == "oud"
    assert new.with_name(new.name + ".damaged-1").read_bytes() == content[:-5]
    assert [problem.code for problem in workspace.problems] == ["damaged"]


def test_state_found_after_a_kill_goes_to_the_disk_at_last(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    names: Callable[[], list[str]],
    make: Make,
) -> None:
    workspace.save_draft(make.call())
    workspace.close()
    (path,) = (folder / "drafts").iterdir()
    path.rename(path.with_suffix(".new"))
    workspace = open_workspace()
    assert workspace.drafts() == {"D-1": make.call()}
    workspace.close()
    assert names() == [".json"]


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"null", b"\xff\xfe"])
def test_damaged_one_is_set_aside_and_the_others_are_there(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, content: bytes
) -> None:
    workspace.save_draft(make.call("c1", "D-1"))
    workspace.close()
    (path,) = (folder / "drafts").iterdir()
    path.write_bytes(content)
    workspace = open_workspace()
    workspace.save_draft(make.call("c2", "D-2"))
    assert workspace.drafts() == {"D-2": make.call("c2", "D-2")}
    assert path.with_name(path.name + ".damaged-1").read_bytes() == content
    workspace.save_draft(make.call("c3", "D-1"))
    assert set(workspace.drafts()) == {"D-1", "D-2"}


def test_draft_under_the_name_of_another_is_set_aside(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make
) -> None:
    workspace.save_draft(make.call())
    workspace.close()
    (path,) = (folder / "drafts").iterdir()
    path.rename(path.with_name("0" * 32 + ".json"))
    assert open_workspace().drafts() == {}
    assert [p.name for p in (folder / "drafts").iterdir()] == ["0" * 32 + ".json.damaged-1"]


def test_dropped_one_is_not_brought_back_by_the_disk(
    workspace: Workspace, names: Callable[[], list[str]], make: Make
) -> None:
    workspace.save_draft(make.call())
    workspace.drop_draft("D-1")
    workspace.save(make.changes("2", "D-2"))
    workspace.close()
    assert names() == []


def test_what_changes_while_the_disk_works_is_not_taken_for_safe(
    workspace: Workspace,
    open_workspace: Open,
    make: Make,
    monkeypatch: Patch,
    names: Callable[[], list[str]],
) -> None:
    sync = files.sync

    def typed_meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(files, "sync", sync)
        sync(descriptor)
        workspace.save_draft(make.call(notes="nieuw"))

    workspace.save_draft(make.call(notes="oud"))
    monkeypatch.setattr(files, "sync", typed_meanwhile)
    workspace.save(Changes())
    assert names() == [".new"]
    workspace.close()
    assert open_workspace().drafts()["D-1"].notes == "nieuw"


def test_what_is_dropped_while_the_disk_works_stays_away(
    workspace: Workspace, names: Callable[[], list[str]], make: Make, monkeypatch: Patch
) -> None:
    sync = files.sync

    def dropped_meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(files, "sync", sync)
        workspace.drop_draft("D-1")
        workspace.drop_draft("D-2")

    workspace.save_draft(make.call("c1", "D-1"))
    workspace.save_draft(make.call("c2", "D-2"))
    monkeypatch.setattr(files, "sync", dropped_meanwhile)
    workspace.save(Changes())
    assert names() == []


def test_disk_that_fails_behind_the_scenes_is_said_at_the_next_word(
    workspace: Workspace,
    open_workspace: Open,
    make: Make,
    monkeypatch: Patch,
) -> None:
    with monkeypatch.context() as patch:
        workspace.save_draft(make.call(notes="oud"))
        patch.setattr(os, "open", fails(errno.ENOSPC, only=".new"))
        workspace.save(Changes(standings=(make.standing("D-2"),)))
    newer = make.call(notes="nieuw")
    assert refusal(lambda: workspace.save_draft(newer)).code == "disk-full"
    assert workspace.drafts() == {"D-1": newer}, "said, and written all the same"
    workspace.save_draft(newer)
    workspace.close()
    assert open_workspace().drafts() == {"D-1": newer}


def test_draft_that_cannot_be_written_leaves_the_one_before(
    workspace: Workspace,
    open_workspace: Open,
    make: Make,
    monkeypatch: Patch,
) -> None:
    workspace.save_draft(make.call(notes="oud"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fails(errno.ENOSPC))
        assert refusal(lambda: workspace.save_draft(make.call(notes="nieuw"))).code == "disk-full"
    assert workspace.drafts()["D-1"].notes == "oud"
    workspace.close()
    assert open_workspace().drafts()["D-1"].notes == "oud"


def test_draft_that_cannot_be_dropped(workspace: Workspace, make: Make, monkeypatch: Patch) -> None:
    workspace.save_draft(make.call())
    monkeypatch.setattr(Path, "unlink", fails(errno.EROFS))
    assert refusal(lambda: workspace.drop_draft("D-1")).code == "unwritable"
    assert list(workspace.drafts()) == ["D-1"]


def test_what_cannot_be_read_for_a_moment_stays_where_it_is(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, monkeypatch: Patch
) -> None:
    workspace.save_draft(make.call())
    workspace.close()
    workspace = open_workspace()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fails(errno.EIO))
        assert workspace.drafts() == {}
    assert [problem.code for problem in workspace.problems] == ["unwritable"]
    workspace.close()
    assert open_workspace().drafts() == {"D-1": make.call()}


@pytest.mark.parametrize("meanwhile", ["forced to the disk", "dropped"])
def test_reader_is_not_confused_by_what_happens_meanwhile(
    workspace: Workspace, open_workspace: Open, make: Make, monkeypatch: Patch, meanwhile: str
) -> None:
    workspace.save_draft(make.call())
    reader = open_workspace(read_only=True)
    reading = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.suffix == ".new":
            workspace._drafts.sync() if meanwhile == "forced to the disk" else workspace.drop_draft("D-1")
        return reading(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert reader.drafts() == ({} if meanwhile == "dropped" else {"D-1": make.call()})
    assert not reader.problems


@pytest.mark.parametrize("suffix", [".json", ".new"])
@pytest.mark.parametrize("then", ["save", "drop", "sync"])
def test_folder_in_the_place_of_a_draft_is_set_aside(
    workspace: Workspace,
    open_workspace: Open,
    names: Callable[[], list[str]],
    folder: Path,
    make: Make,
    suffix: str,
    then: str,
) -> None:
    workspace.save_draft(make.call(notes="oud"))
    if suffix == ".json":
        workspace._drafts.sync()
    (path,) = (folder / "drafts").iterdir()
    path.unlink()
    path.mkdir()
    (path / "iets").write_text("van een ander")
    if then == "drop":
        workspace.drop_draft("D-1")
        assert names() == [".damaged-1"]
    else:
        workspace.save_draft(make.call(notes="nieuw"))
        if then == "sync":
            workspace.save(Changes())
    assert (path.with_name(path.name + ".damaged-1") / "iets").exists() or then == "save"
    workspace.close()
    assert "damaged" in [problem.code for problem in workspace.problems]
    found = open_workspace().drafts()
    assert found == ({} if then == "drop" else {"D-1": make.call(notes="nieuw")})


@pytest.mark.parametrize("harm", ["cut", "cut in the notes", "filled"])
def test_what_is_sound_of_a_damaged_draft_is_saved(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make, harm: str
) -> None:
    notes = 'Zegt "volgende week"\nen vraagt een kopie. ' * 20
    workspace.save_draft(make.call(notes=notes))
    workspace.close()
    (path,) = (folder / "drafts").iterdir()
    data = path.read_bytes()
    place = {"cut": -40, "cut in the notes": 400, "filled": -300}[harm]
    content = data[:place] + (b"\xf5" * 300 if harm == "filled" else b"")
    path.write_bytes(content)
    workspace = open_workspace()
    saved = workspace.drafts()["D-1"]
    if harm == "cut in the notes":
        assert len(saved.notes) > 150 and notes.startswith(saved.notes)
    else:
        assert notes.startswith(saved.notes.rstrip("\ufffd")) and len(saved.notes) > 500
    assert (saved.id, saved.phase, saved.contact) == ("c1", make.call().phase, "Mevr. Bos")
    assert path.with_name(path.name + ".damaged-1").read_bytes() == content
    (problem,) = workspace.problems
    assert problem.code == "damaged" and "fields saved" in str(problem)
    workspace.close()
    workspace = open_workspace()
    assert workspace.drafts() == {"D-1": saved} and not workspace.problems


def test_newest_one_that_is_damaged_alone_is_saved_too(
    workspace: Workspace, open_workspace: Open, folder: Path, make: Make
) -> None:
    workspace.save_draft(make.call(notes="nieuw"))
    workspace.close()
    (path,) = (folder / "drafts").iterdir()
    content = path.read_bytes()[:-5]
    path.write_bytes(path.read_bytes()[:60])
    path.with_suffix(".new").write_bytes(content)
    reader = open_workspace(read_only=True)
    assert reader.drafts()["D-1"].notes == "nieuw"
    assert path.with_suffix(".new").read_bytes() == content
    assert open_workspace().drafts()["D-1"].notes == "nieuw"


@given(
    notes=st.text(max_size=80),
    place=st.floats(0, 1),
    rubbish=st.binary(max_size=30),
    cut=st.booleans(),
)
def test_salvaging_never_fails_and_invents_nothing(
    notes: str, place: float, rubbish: bytes, cut: bool
) -> None:
    call = replace(making.call(), notes=notes)
    data = drafts_module._document(call)
    at = int(place * len(data))
    saved = salvage_draft(data[:at] + (b"" if cut else rubbish + data[at + len(rubbish) :]))
    if saved is not None and cut:
        assert notes.encode("utf-8", "replace").startswith(saved.call.notes.encode("utf-8", "replace"))
        assert saved.call.contact in ("", call.contact[: len(saved.call.contact)])
    assert salvage_draft(data).call == call
