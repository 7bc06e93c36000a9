"""A folder of somebody else's is not taken over: nothing in it, nor its mode, changes."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.making import START

from cockpit.store import foreign
from cockpit.store.foreign import foreign_in
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

OURS = (
    *("settings.toml", "settings.toml~", ".settings.toml.swp", "themes", "playbooks", "rules", "scenarios"),
    *("practice", "outbox", "cockpit.log", "cockpit.log.1", "lock", "version.tmp", "open.csv", "Open.CSV"),
    *(".DS_Store", "Thumbs.db"),
)


def opened(folder: Path) -> None:
    Workspace.open(folder, now=lambda: START).close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder has no such mode")
@pytest.mark.parametrize("bits", [0o755, 0o1777, 0o2775])
def test_a_folder_of_a_team_is_left_as_it_is(tmp_path: Path, bits: int) -> None:
    (tmp_path / "plan.odt").write_text("van ons allen")
    (tmp_path / "version").write_text("1.0")  # of their own program
    tmp_path.chmod(bits)
    with pytest.raises(StoreError, match="foreign") as refused:
        opened(tmp_path)
    assert refused.value.values["name"] == "plan.odt"
    assert mode(tmp_path) == bits
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.odt", "version"]


@pytest.mark.parametrize("name", OURS)
def test_what_may_be_there_before(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir() if "." not in name and name != "lock" else (tmp_path / name).write_bytes(b"")
    opened(tmp_path)
    assert (tmp_path / "version").exists()


def test_an_empty_folder_and_none_and_a_workspace_with_other_files(tmp_path: Path) -> None:
    opened(tmp_path)
    opened(tmp_path / "new" / "deep")
    (tmp_path / "lijst.odt").write_text("van mij")
    opened(tmp_path)
    for gone in ("version", "lock"):
        (tmp_path / gone).unlink(missing_ok=True)
        opened(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder has no such mode")
def test_exports_that_others_put_there_are_theirs(tmp_path: Path) -> None:
    (tmp_path / "open.csv").write_text("")
    tmp_path.chmod(0o1777)
    assert foreign_in(tmp_path) == "open.csv"
    tmp_path.chmod(0o755)
    assert foreign_in(tmp_path) == ""


@given(st.sets(st.sampled_from(["version", "ledger.json", "history", "drafts", "backups"]), max_size=5))
def test_two_of_the_files_of_a_workspace_make_one(names: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "iterdir", lambda _: map(Path, [*names, "plan.odt"]))
        patch.setattr(foreign, "_is_shared", lambda _: False)
        assert foreign_in(Path()) == ("" if len(names) > 1 else "plan.odt")
