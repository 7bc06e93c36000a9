"""Something else changes the indexes on the disk while the history is open: every answer stays right."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.storing import Make, Open, document, fails, ids, kill_at, put, refusal, snapshot

from cockpit.store import files, packed
from cockpit.store import history as history_module
from cockpit.store.history import HistoryStorage
from cockpit.store.tables import History

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there nobody can do that to a file that is open"
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEALED = 300

HARMS: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: os.truncate(path, 0),
    "cut short": lambda path: os.truncate(path, max(path.stat().st_size - 9, 0)),
    "zeros": lambda path: write_into(path, bytes(path.stat().st_size)),
    "ones": lambda path: write_into(path, b"\xff" * path.stat().st_size),
    "turned round": lambda path: write_into(path, path.read_bytes()[::-1]),
    "that of another": lambda path: write_into(path, another(path).read_bytes()),
    "replaced": lambda path: files.replace(path, another(path).read_bytes()),
    "removed": lambda path: path.unlink(),
}


def write_into(path: Path, data: bytes) -> None:
    """Into the file that others have open, unlike `write_text` of a new one in its place."""
    with path.open("r+b") as file:
        file.write(data)


def another(path: Path) -> Path:
    return next(other for other in sorted(path.parent.glob("*.idx")) if other != path)


def harm(home: Path, how: str) -> None:
    for path in sorted(home.glob("*.idx")):
        HARMS[how](path)


def moment(n: int) -> str:
    return (NOON + timedelta(minutes=n)).isoformat()


def write(history: History) -> None:
    """Twenty calls with three debtors over several files; one of them a second time."""
    for n in range(20):
        put(history, document(f"c{n}", f"D-{n % 3}", opened_at=moment(n)))
    put(history, document("c3", "D-0", opened_at=moment(3), note="verbeterd"))


def asked(history: History) -> dict[str, object]:
    calls = history.table("calls")
    return {
        "all": sorted(ids(calls)),
        "one": [calls.document(key) for key in ("c0", "c3", "c19", "c20")],
        "debtor": ids(calls.of_debtor("D-0")),
        "between": ids(calls.between(NOON + timedelta(minutes=2), NOON + timedelta(minutes=17))),
        "newest": calls.newest(),
        "other table": list(history.table("agreements").of_debtor("D-0")),
    }


EXPECTED = {
    "all": sorted(f"c{n}" for n in range(20)),
    "debtor": [f"c{n}" for n in range(0, 20, 3)],
    "between": [f"c{n}" for n in range(2, 17)],
    "newest": document("c3", "D-0", opened_at=moment(3), note="verbeterd"),
    "other table": [],
    "one": [
        document("c0", "D-0", opened_at=moment(0)),
        document("c3", "D-0", opened_at=moment(3), note="verbeterd"),
        document("c19", "D-1", opened_at=moment(19)),
        None,
    ],
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", SEALED)
    monkeypatch.setattr(packed, "BLOCK", 2)


@pytest.fixture
def written(home: Path, opened: SimpleNamespace) -> History:
    """The history of `EXPECTED`, as the files give it; every file has its index."""
    write(opened.now())
    history = opened.now()
    assert len(list(home.glob("*.idx"))) >= 5
    return history


def open_indexes() -> list[str]:
    """The indexes that this process has open."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("nobody tells here what is open")
    targets = [str(path.readlink()) for path in folder.iterdir() if path.is_symlink()]
    return [target for target in targets if ".idx" in target]


@pytest.mark.parametrize("how", HARMS)
@pytest.mark.parametrize("first", EXPECTED)
def test_every_answer_stays_right(
    home: Path, written: History, opened: SimpleNamespace, how: str, first: str
) -> None:
    before = snapshot(home)
    harm(home, how)
    assert asked(written)[first] == EXPECTED[first]
    assert asked(written) == EXPECTED
    assert not written.storage.problems, "it is nobody's concern"
    put(written, document("c20", "D-2", opened_at=moment(20)))
    assert written.table("calls").document("c20") is not None
    assert asked(opened.now())["newest"] == document("c20", "D-2", opened_at=moment(20))
    opened.now()
    assert before.items() <= (snapshot(home) | {path: before[path] for path in last_of(before)}).items()


def last_of(found: dict[str, bytes]) -> list[str]:
    return sorted(path for path in found if path.startswith(max(found)[:6]))


@pytest.mark.parametrize("how", ["emptied", "turned round", "removed"])
def test_one_who_only_looks_answers_right_and_writes_nothing(home: Path, written: History, how: str) -> None:
    written.close()
    reader = History(home, storage=HistoryStorage, read_only=True)
    harm(home, how)
    before = snapshot(home)
    assert asked(reader) == EXPECTED
    reader.close()
    reader = History(home, storage=HistoryStorage, read_only=True)
    assert asked(reader) == EXPECTED
    reader.close()
    assert snapshot(home) == before


def test_first_save_needs_the_index_of_the_last_file(home: Path, written: History) -> None:
    harm(home, "zeros")
    put(written, document("c20", "D-0", opened_at=moment(20)))
    put(written, document("c19", "D-1", opened_at=moment(19), note="ook"))
    calls = written.table("calls")
    assert ids(calls.of_debtor("D-0")) == [*EXPECTED["debtor"], "c20"]
    assert calls.document("c19")["note"] == "ook"
    assert not written.storage.problems


def test_document_that_is_damaged_as_well_is_reported_and_the_others_stay(
    home: Path, written: History
) -> None:
    first = home / "000001.log"
    write_into(first, first.read_bytes().replace(b'"c1"', b'"c8"'))
    harm(home, "zeros")
    assert sorted(ids(written.table("calls"))) == sorted({f"c{n}" for n in range(20)} - {"c1"})
    assert written.table("calls").document("c1") is None
    assert [problem.code for problem in written.storage.problems] == ["damaged"]


def test_nothing_is_answered_when_the_history_cannot_be_read_either(
    home: Path, written: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(home, "zeros")
    with monkeypatch.context() as patch:
        patch.setattr(os, "dup", fails(errno.ESTALE))
        assert refusal(lambda: written.table("calls").document("c0")).code == "unwritable"
        before = snapshot(home)
        assert refusal(lambda: put(written, document("c20"))).code == "unwritable"
        assert snapshot(home) == before
    assert asked(written) == EXPECTED, "it is there again"


def test_file_that_became_full_just_now_leaves_its_index_on_the_disk(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(opened.now())
    harm(home, "zeros")
    with monkeypatch.context() as patch:
        patch.setattr(os, "dup", fails(errno.ESTALE))
        assert refusal(lambda: opened.history.table("calls").document("c0")).code == "unwritable"
    assert asked(opened.history) == EXPECTED


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_index_that_cannot_be_kept_stays_in_memory(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("cockpit.store.files.write_beside", fails(number))
    write(opened.now())
    assert asked(opened.history) == EXPECTED
    assert asked(opened.now()) == EXPECTED
    assert not list(home.glob("*.idx*"))


def test_history_that_was_removed_can_be_read_to_its_end(home: Path, written: History) -> None:
    for path in home.iterdir():
        path.unlink()
    assert asked(written) == EXPECTED
    written.close()
    assert not list(home.iterdir()), "and leaves no index behind for what may come in its place"


def test_index_made_again_of_a_removed_file_is_not_left_for_another(home: Path, written: History) -> None:
    harm(home, "zeros")
    for path in home.iterdir():
        path.unlink()
    (home / "000001.log").write_bytes(b"")
    assert asked(written) == EXPECTED
    assert [path.name for path in home.iterdir()] == ["000001.log"]


def test_killed_while_it_makes_indexes_again(home: Path, written: History) -> None:
    written.close()
    step = 0
    while True:
        harm(home, "emptied")

        def look() -> None:
            history = History(home, storage=HistoryStorage)
            history.close()

        killed = kill_at(step, look)
        history = History(home, storage=HistoryStorage)
        assert asked(history) == EXPECTED
        history.close()
        if not killed:
            break
        step += 5
    assert step > 5


def test_no_index_stays_open(home: Path, written: History) -> None:
    before = open_indexes()
    assert len(before) == len(list(home.glob("*.idx")))
    write(written)
    assert len(open_indexes()) == len(list(home.glob("*.idx"))) > len(before), "they are left on the disk"
    harm(home, "zeros")
    assert asked(written)["debtor"] == EXPECTED["debtor"]
    written.close()
    assert open_indexes() == []


def test_reader_beside_a_cockpit_that_begins_another_file(home: Path, written: History) -> None:
    reader = History(home, storage=HistoryStorage, read_only=True)
    for n in range(20, 40):
        put(written, document(f"c{n}", "D-0", opened_at=moment(n)))
    assert asked(reader) == EXPECTED, "as it was when he came"
    later = History(home, storage=HistoryStorage, read_only=True)
    assert ids(later.table("calls")) == ids(written.table("calls"))
    for history in (reader, later):
        history.close()


def test_erasing_leaves_no_index_of_before(
    open_workspace: Open, folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    workspace = open_workspace()
    for n in range(12):
        workspace.save(make.changes(str(n), f"D-{n % 3}"))
    workspace.close()
    workspace = open_workspace()
    reader = open_workspace(read_only=True)
    stays = [call.id for call in workspace.calls_of("D-2")]
    before = {path.name: path.read_bytes() for path in (folder / "history").glob("*.idx")}
    workspace.erase("D-1")
    assert [call.id for call in reader.calls_of("D-2")] == stays
    assert not workspace.calls_of("D-1") and not workspace.agreements_of("D-1")
    assert [call.id for call in workspace.calls_of("D-2")] == stays
    assert all("(deleted)" not in target for target in open_indexes() if target not in of(reader))
    reader.close()
    assert not any("(deleted)" in target for target in open_indexes())
    workspace.close()
    again = open_workspace()
    assert not again.problems
    assert [call.id for call in again.calls_of("D-2")] == stays
    after = {path.name: path.read_bytes() for path in (folder / "history").glob("*.idx")}
    assert len(after) > 2
    assert all(content != before.get(name) for name, content in after.items())


def of(reader: object) -> set[str]:
    """The indexes that a reader still has open, although they were removed."""
    return {
        f"{file._open_index.name} (deleted)"
        for file in reader._storage._files
        if file._open_index is not None
    }


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 9), st.integers(0, 2), st.integers(0, 30)),
        st.tuples(st.just("harm"), st.sampled_from(sorted(HARMS))),
        st.just(("again",)),
        st.just(("ask",)),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_whatever_happens_it_answers_as_a_dictionary_does(acts: list[tuple]) -> None:
    with (
        tempfile.TemporaryDirectory() as place,
        mock.patch.object(history_module, "SEAL_BYTES", 300),
        mock.patch.object(packed, "BLOCK", 2),
    ):
        home = Path(place)
        history = History(home, storage=HistoryStorage)
        known: dict[str, dict[str, object]] = {}
        for what, *given_ in [*acts, ("ask",), ("again",), ("ask",)]:
            if what == "put":
                number, debtor, minute = given_
                key = f"c{number}"
                # Neither the debtor nor the moment of a document ever changes; what else it says may.
                before = known.get(key, {"debtor_id": f"D-{debtor}", "opened_at": moment(minute)})
                known[key] = document(key, before["debtor_id"], opened_at=before["opened_at"])
                put(history, known[key])
            elif what == "harm":
                if len(list(home.glob("*.idx"))) > 1:
                    harm(home, *given_)
            elif what == "again":
                history.close()
                history = History(home, storage=HistoryStorage)
            else:
                compare(history, known)
        assert not history.storage.problems
        history.close()


def compare(history: History, known: dict[str, dict[str, object]]) -> None:
    calls = history.table("calls")
    assert {one["id"]: one for one in calls} == known
    for n in range(3):
        expected = [key for key, one in known.items() if one["debtor_id"] == f"D-{n}"]
        assert ids(calls.of_debtor(f"D-{n}")) == expected
    assert {key: calls.document(key) for key in known} == known
    found = [
        one["opened_at"] for one in calls.between(NOON + timedelta(minutes=5), NOON + timedelta(hours=1))
    ]
    assert found == sorted(one["opened_at"] for one in known.values() if one["opened_at"] >= moment(5))
