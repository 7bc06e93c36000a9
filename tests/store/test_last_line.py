"""The last line of the history: what was written whole is recovered, what was cut off is set aside."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.making import START, call, changes
from store.storing import codes, document, ids, put

from cockpit.store.history import HistoryStorage
from cockpit.store.tables import History
from cockpit.store.workspace import Workspace


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as a killed cockpit leaves it: the index does not cover the last save."""
    folder = tmp_path_factory.mktemp("killed") / "werkmap"
    workspace = Workspace.open(folder, now=lambda: START)
    workspace.save(changes("1", "D-1"))
    workspace.close()
    index = (folder / "history" / "000001.idx").read_bytes()
    workspace = Workspace.open(folder, now=lambda: START)
    workspace.save(changes("2", "D-2"))
    workspace.close()
    (folder / "history" / "000001.idx").write_bytes(index)
    return folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), by=st.integers(1, 255))
def test_a_byte_of_the_last_save_costs_one_document_at_most(
    killed: Path, tmp_path: Path, at: float, by: int
) -> None:
    folder = tmp_path / "werkmap"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(killed, folder)
    path = folder / "history" / "000001.log"
    before = path.read_bytes()
    start = before.index(b"\n") + 1
    place = start + int(at * (len(before) - 1 - start))
    path.write_bytes(before[:place] + bytes([before[place] ^ by]) + before[place + 1 :])
    for _ in range(2):
        workspace = Workspace.open(folder, now=lambda: START)
        found = [workspace.calls_of("D-2"), workspace.agreements_of("D-2"), workspace.follow_ups_of("D-2")]
        assert sum(map(len, found)) + ("D-2" in workspace.standings()) >= 3
        assert workspace.call("c1") == call("c1", "D-1")
        workspace.close()


def test_a_line_break_written_over_costs_nothing(killed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "werkmap"
    shutil.copytree(killed, folder)
    path = folder / "history" / "000001.log"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    for n in (3, 4):
        workspace = Workspace.open(folder, now=lambda: START)
        assert workspace.call("c2") == call("c2", "D-2")
        assert "D-2" in workspace.standings()
        assert [problem.code for problem in workspace.problems] == ["damaged"]
        workspace.save(changes(str(n), f"D-{n}"))
        workspace.close()
    workspace = Workspace.open(folder, now=lambda: START)
    assert {"D-1", "D-2", "D-3", "D-4"} == set(workspace.standings())
    workspace.close()


def test_what_is_saved_behind_zeros_is_there_after_a_crash(home: Path) -> None:
    path = home / "000001.log"
    history = History(home, storage=HistoryStorage)
    put(history, document("c1"))
    with path.open("r+b") as file:  # something else, while the cockpit runs
        file.write(bytes(path.stat().st_size))
    put(history, document("c2"))
    assert not (home / "000001.idx").exists(), "as after a crash"
    again = History(home, storage=HistoryStorage)
    assert ids(again.table("calls")) == ["c2"]
    assert codes(again) == ["damaged"]
    assert not list(home.glob("*.damaged-*"))
    again.close()
    history.close()


def test_a_reader_sees_what_is_sound_of_the_last_line(home: Path, opened: SimpleNamespace) -> None:
    opened.now().storage.append({"calls": [document("c1")], "standings": [{"debtor_id": "D-1", "calls": 1}]})
    path = home / "000001.log"
    path.write_bytes(path.read_bytes().replace(b'"calls":1}', b'"calls":7}'))
    reader = History(home, storage=HistoryStorage, read_only=True)
    assert ids(reader.table("calls")) == ["c1"]
    assert codes(reader) == ["damaged"]
    reader.close()
