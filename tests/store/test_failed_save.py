"""What cannot be written changes nothing."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fails, fails_with, refusal

from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "unwritable")])
@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_nothing_changed_and_the_next_one_counts(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
    number: int,
    code: str,
    call: str,
) -> None:
    workspace.save(make.changes("1"))
    log = folder / "history" / "000001.log"
    before = log.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fails(number))
        refused = refusal(lambda: workspace.save(make.changes("2")))
    assert (refused.code, refused.values["path"]) == (code, str(log))
    assert log.read_bytes() == before
    assert workspace.call("c2") is None
    assert workspace.standings() == {"D-1": make.standing()}
    workspace.save(make.changes("3"))
    workspace.close()
    assert [call.id for call in open_workspace().calls_of("D-1")] == ["c1", "c3"]


def test_half_a_line_that_cannot_be_taken_off_is_never_built_upon(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
) -> None:
    workspace.save(make.changes("1"))
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", fails(errno.EIO))
        patch.setattr(os, "ftruncate", fails(errno.EIO))
        patch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:50]))
        refusal(lambda: workspace.save(make.changes("2")))
        patch.setattr(os, "write", write)
        assert refusal(lambda: workspace.save(make.changes("3"))).code == "unwritable"
    workspace.save(make.changes("4"))
    workspace.close()
    workspace = open_workspace()
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c4"]
    assert not workspace.problems


def test_next_file_that_cannot_be_begun_does_not_fail_the_save(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
) -> None:
    monkeypatch.setattr("cockpit.store.history.SEAL_BYTES", 1)
    with monkeypatch.context() as patch:
        patch.setattr("cockpit.store.history.GrowingFile", fails_with(StoreError("disk-full", path="x")))
        workspace.save(make.changes("1"))
        workspace.save(make.changes("2"))
    workspace.save(make.changes("3"))
    assert len(list((folder / "history").glob("*.log"))) == 2
    workspace.save(make.changes("4"))
    assert [call.id for call in workspace.calls_of("D-1")] == ["c1", "c2", "c3", "c4"]
    workspace.close()
    assert [call.id for call in open_workspace().calls_of("D-1")] == ["c1", "c2", "c3", "c4"]


def test_index_that_cannot_be_kept_is_nobodys_concern(
    workspace: Workspace,
    open_workspace: Open,
    folder: Path,
    make: Make,
    monkeypatch: Patch,
) -> None:
    workspace.save(make.changes("1"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", fails(errno.ENOSPC, only=".idx.tmp"))
        workspace.close()
    assert not list((folder / "history").glob("*.idx"))
    assert open_workspace().call("c1") == replace(make.call("c1"))
