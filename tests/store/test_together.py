"""Several files that change as one: killed at every single step, the workspace is as before or as after."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from store.storing import Make, Open, Patch, fails, kill_at, refusal, snapshot

from cockpit.store import history as history_module
from cockpit.store import together as together_module
from cockpit.store.lines import write_line
from cockpit.store.together import NAME, Together
from cockpit.store.traces import Traces
from cockpit.store.workspace import Workspace


@pytest.fixture
def busy(folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch) -> Path:
    """A closed workspace with several files of history, in all of which D-1 is, and things set aside."""
    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    workspace = open_workspace()
    for source in "abc":
        workspace.replace_ledger(make.ledger(3, source))
    for n in range(8):
        workspace.save(make.changes(str(n), f"D-{n % 2}", n))
    workspace.save_draft(make.call("d", "D-1"))
    workspace.remember_layout("x", {"name": "Bakkerij Zonneveld 1 BV"})
    workspace.remember_layout("y", {"name": "Naam"})
    workspace.close()
    (folder / "history" / "000001.log.damaged-1").write_bytes(b'half "debtor_id":"D-1"')
    (folder / "history" / "000002.log.damaged-1").write_bytes(b'half "debtor_id":"D-0"')
    (folder / "backups" / "ledger-20200101T000000Z.json").write_bytes(b'{"D-1"')
    return folder


def fails_at(real: Callable[..., object], end: str) -> Callable[..., object]:
    """A system call that fails for paths that end so, once a change counts."""

    def call(path: Path, *more: object) -> object:
        if str(path).endswith(end):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, *more)

    return call


def everything(workspace: Workspace) -> dict[str, object]:
    ids = ("D-0", "D-1", "D-2")
    return {debtor_id: workspace.dossier(debtor_id) for debtor_id in ids}


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal of POSIX")
@pytest.mark.parametrize("by", ["erase", "purge"])
def test_killed_at_every_step(busy: Path, open_workspace: Open, make: Make, tmp_path: Path, by: str) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(busy, kept)
    workspace = open_workspace()
    before = everything(workspace)
    traces = Traces.of(before["D-1"]).without(["Mevr. Bos"])  # to whom we spoke at all of them
    act_on(workspace, by)
    after = everything(workspace)
    workspace.close()
    assert before != after
    seen = set()
    for step in range(1000):
        shutil.rmtree(busy)
        shutil.copytree(kept, busy)
        workspace = open_workspace()
        was_killed = kill_at(step, lambda workspace=workspace: act_on(workspace, by))
        workspace._lock.release()
        looked = open_workspace(read_only=True)
        state = everything(looked)
        looked.close()
        assert state in (before, after), step
        workspace = open_workspace()
        assert everything(workspace) == state
        assert not (busy / NAME).exists()
        assert not list(busy.rglob("*.tmp"))
        if by == "erase" and state == after:
            assert not named_in(busy, traces), step
        workspace.save(make.changes("later", "D-0", 99))
        workspace.close()
        seen.add(state == after)
        if not was_killed:
            break
    assert step > 20
    assert seen == {True, False}


def act_on(workspace: Workspace, by: str) -> None:
    if by == "erase":
        workspace.erase("D-1")
    else:
        workspace.purge(workspace._now().replace(year=2030))


def named_in(folder: Path, traces: Traces) -> dict[str, tuple[str, ...]]:
    found = {p.name: traces.in_file(p) for p in folder.rglob("*") if p.is_file()}
    return {name: texts for name, texts in found.items() if texts}


def test_erasing_keeps_what_others_need(busy: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    workspace.erase("D-1")
    assert workspace.layout("x") is None
    assert workspace.layout("y") == {"name": "Naam"}
    history = busy / "history"
    assert not (history / "000001.log.damaged-1").exists()
    assert (history / "000002.log.damaged-1").exists(), "of another debtor"
    assert len(list((busy / "backups").iterdir())) == 2


def test_an_unsound_line_goes_only_when_it_names_him(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    workspace.save(make.changes("1", "D-2"))
    workspace.close()
    log = folder / "history" / "000001.log"
    line = log.read_bytes()
    of_him, of_her = line.replace(b"D-2", b"D-1"), line.replace(b"D-2", b"D-3")
    log.write_bytes(of_him + of_her + line)
    workspace = open_workspace()
    workspace.erase("D-1")
    assert log.read_bytes() == of_her + line
    assert workspace.calls_of("D-2") == [make.call("c1", "D-2")]


def test_an_older_workspace_that_an_upgrade_left_goes_too(busy: Path, open_workspace: Open) -> None:
    for debtor in ("D-1", "D-7"):
        (busy.with_name(f"werkmap.version-0-{debtor[2]}") / "history").mkdir(parents=True)
        (busy.with_name(f"werkmap.version-0-{debtor[2]}") / "history" / "1.log").write_text(f'"{debtor}"')
    open_workspace().erase("D-1")
    assert [path.name for path in busy.parent.glob("*version*")] == ["werkmap.version-0-7"]


@pytest.mark.parametrize("by", ["erase", "purge"])
def test_full_disk_leaves_everything_as_it_was(
    busy: Path, open_workspace: Open, make: Make, monkeypatch: Patch, by: str
) -> None:
    workspace = open_workspace()
    files = snapshot(busy)
    before = everything(workspace)
    for only in ("000001.log.tmp", f"{NAME}.tmp"):
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", fails(28, only=only))
            assert refusal(lambda: act_on(workspace, by)).code == "disk-full"
        assert everything(workspace) == before
        if by == "erase":
            assert snapshot(busy).keys() == files.keys()
    workspace.save(make.changes("later", "D-0", 99))
    act_on(workspace, by)
    assert everything(workspace) != before


def test_stopped_by_the_disk_once_it_counts_nothing_more_is_written(
    busy: Path, open_workspace: Open, make: Make, monkeypatch: Patch
) -> None:
    workspace = open_workspace()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails_at(os.replace, "000002.log.tmp"))
        assert refusal(lambda: workspace.erase("D-1")).code == "unwritable"
    assert refusal(lambda: workspace.save(make.changes())).code == "unwritable"
    workspace = open_workspace()
    assert workspace.dossier("D-1").is_empty


def test_an_interruption_leaves_a_workspace_that_can_be_used(
    busy: Path, open_workspace: Open, make: Make, monkeypatch: Patch
) -> None:
    workspace = open_workspace()
    before = everything(workspace)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Together, "carry_out", interrupted)
        with pytest.raises(KeyboardInterrupt):
            workspace.erase("D-1")
    assert everything(workspace) == before
    assert not list(busy.rglob("*.tmp"))


def test_damaged_note_of_a_change_is_set_aside_and_said(busy: Path, open_workspace: Open) -> None:
    outside = busy.parent / "mine"
    outside.write_text("of the collector himself")
    wrong = (
        {"replaced": [], "removed": ["../mine"]},
        {"replaced": ["/etc/passwd"], "removed": []},
        {"removed": []},
        {"replaced": 7, "removed": 7},
    )
    lines = [write_line([(NAME, names)], 0)[0] for names in wrong]
    for content in (b"", b"\x00" * 40, b"rubbish\n", *lines, b"".join(lines[:2])):
        (busy / NAME).write_bytes(content)
        workspace = open_workspace()
        assert "damaged" in [problem.code for problem in workspace.problems]
        workspace.close()
        assert not (busy / NAME).exists()
    assert outside.exists()


def test_a_reader_ends_what_a_crash_left_unless_somebody_is_at_it(
    busy: Path, open_workspace: Open, monkeypatch: Patch
) -> None:
    workspace = open_workspace()
    with monkeypatch.context() as patch:
        patch.setattr(together_module, "finish", fails(5))
        refusal(lambda: workspace.erase("D-1"))
    assert (busy / NAME).exists()
    lock = workspace._lock.__class__(busy, workspace._now)
    open_workspace(read_only=True)
    assert (busy / NAME).exists()
    lock.release()
    assert open_workspace(read_only=True).dossier("D-1").is_empty
    assert not (busy / NAME).exists()


def test_a_full_file_of_which_nothing_is_left_stays_empty_and_is_not_missed(
    folder: Path, open_workspace: Open, make: Make, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 1000)
    workspace = open_workspace()
    for n in range(4):
        workspace.save(make.changes(str(n), f"D-{n % 2}", n))
    logs = sorted((folder / "history").glob("*.log"))
    assert len(logs) == 5
    workspace.erase("D-1")
    assert sorted((folder / "history").glob("*.log")) == logs
    assert [bool(path.stat().st_size) for path in logs] == [True, False, True, False, False]
    workspace.save(make.changes("9", "D-1", 9))
    workspace.close()
    workspace = open_workspace()
    assert [call.id for call in workspace.calls_of("D-0")] == ["c0", "c2"]
    assert [call.id for call in workspace.calls_of("D-1")] == ["c9"]
    assert not workspace.problems


def test_documents_of_no_table_stay_when_somebody_is_erased(
    folder: Path, open_workspace: Open, make: Make
) -> None:
    workspace = open_workspace()
    workspace.save(make.changes("1", "D-2"))
    workspace.close()
    log = folder / "history" / "000001.log"
    later, _ = write_line([("inventions", {"of": "a later version"}), ("calls", {"id": "c7"})], 0)
    log.write_bytes(later + log.read_bytes())
    (folder / "history" / "000001.idx").unlink()
    workspace = open_workspace()
    workspace.save(make.changes("2", "D-1"))
    workspace.erase("D-1")
    assert log.read_bytes().startswith(later)
    assert workspace.calls_of("D-2") == [make.call("c1", "D-2")]


def test_layouts_that_nobody_can_read_are_in_nobodys_way(busy: Path, open_workspace: Open) -> None:
    (busy / "layouts.json").write_bytes(b"{")
    workspace = open_workspace()
    workspace.erase("D-1")
    assert workspace.dossier("D-1").is_empty
    assert (busy / "layouts.json").read_bytes() == b"{"
