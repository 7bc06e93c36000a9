"""The files of the history: what is in them, what happens to damaged ones, and TinyDB on top."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where

from cockpit.core.money import Money
from cockpit.store import history as history_module
from cockpit.store.codec import decode, encode
from cockpit.store.history import HistoryStorage, number_of
from cockpit.store.index import Growing, Pairs, Sidecar, place, stretch
from cockpit.store.port import StoreError
from cockpit.store.tables import History, HistoryTable


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "history"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(home: Path) -> Iterator[SimpleNamespace]:
    """opened.now(): the history as the files give it now; the one before it is closed."""
    state = SimpleNamespace(history=None)

    def now(**options: bool) -> History:
        if state.history is not None:
            state.history.close()
        state.history = History(home, storage=HistoryStorage, **options)
        return state.history

    state.now = now
    yield state
    if state.history is not None:
        state.history.close()


def document(key: str, debtor: str = "D-1", **more: object) -> dict[str, object]:
    return {"id": key, "debtor_id": debtor, "opened_at": "2026-11-23T09:30:00+00:00", **more}


def put(history: History, *documents: dict[str, object], table: str = "calls") -> None:
    history.storage.append({table: documents})


def ids(found: object) -> list[str]:
    return [one["id"] for one in found]


def codes(history: History) -> list[str]:
    return [problem.code for problem in history.storage.problems]


def test_one_save_is_one_line_that_a_person_can_read(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    history.storage.append(
        {"calls": [document("c1", note="één\tregel\n")], "standings": [{"debtor_id": "D-1", "calls": 1}]}
    )
    (line,) = (home / "000001.log").read_bytes().splitlines()
    check, table, body, *rest = line.split(b"\t")
    assert check == b"%08x" % crc32(table + b"\t" + body)
    assert table == b"calls"
    assert json.loads(body) == document("c1", note="één\tregel\n")
    assert "één".encode() in body
    assert rest[1:] == [b"standings", b'{"debtor_id":"D-1","calls":1}']


def test_full_file_is_left_alone_and_the_next_begun(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 500)
    history = opened.now()
    for n in range(20):
        put(history, document(f"c{n}", f"D-{n % 2}"), document(f"x{n}"))
    put(history, document("c3", "D-1", note="verbeterd"))
    logs = sorted(path.name for path in home.glob("*.log"))
    assert len(logs) > 3
    indexed = [(home / name).with_suffix(".idx").exists() for name in logs]
    assert indexed == [*[True] * (len(logs) - 1), False]
    before = {path.name: path.read_bytes() for path in home.glob("*.log")}
    history = opened.now()
    calls = history.table("calls")
    assert len(calls) == 40
    assert ids(calls.of_debtor("D-0")) == [f"c{n}" for n in range(0, 20, 2)]
    assert calls.document("c3")["note"] == "verbeterd"
    assert calls.newest()["id"] == "c3"
    assert {path.name: path.read_bytes() for path in home.glob("*.log")} == before
    assert not history.storage.problems


@pytest.mark.parametrize("harm", ["gone", "empty", "torn", "flipped", "other", "older"])
def test_index_that_cannot_be_trusted_is_made_again(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 500)
    history = opened.now()
    for n in range(20):
        put(history, document(f"c{n}"))
    history.close()
    opened.history = None
    indexes = sorted(home.glob("*.idx"))
    contents = [path.read_bytes() for path in indexes]
    for path, content in zip(indexes, contents, strict=True):
        if harm == "gone":
            path.unlink()
        elif harm == "empty":
            path.write_bytes(b"")
        elif harm == "torn":
            path.write_bytes(content[:-9])
        elif harm == "flipped":
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        elif harm == "other":
            path.write_bytes(contents[(contents.index(content) + 1) % len(contents)])
        else:
            path.write_bytes(content.replace(b'"format": 1', b'"format": 0'))
    history = opened.now()
    assert ids(history.table("calls")) == [f"c{n}" for n in range(20)]
    assert "unwritable" not in codes(history)
    opened.now().close()
    opened.history = None
    assert [path.read_bytes() for path in indexes] == contents, "and kept again"


def test_missing_end_of_a_file_is_reported(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    put(history, document("c1"))
    size = (home / "000001.log").stat().st_size
    put(history, document("c2"))
    history.close()
    opened.history = None
    with (home / "000001.log").open("r+b") as file:
        file.truncate(size)
    history = opened.now()
    assert ids(history.table("calls")) == ["c1"]
    assert codes(history) == ["damaged"]
    assert "missing" in str(history.storage.problems[0])


def test_line_cut_off_anywhere_costs_that_line_only(home: Path, make: SimpleNamespace) -> None:
    path = home / "000001.log"
    history = History(home, storage=HistoryStorage)
    put(history, document("c1"))
    put(history, document("c2"))
    start = path.stat().st_size
    history.storage.append({"calls": [document("c3")], "standings": [{"debtor_id": "D-1"}]})
    history.close()
    whole = path.read_bytes()
    for end in range(start, len(whole) + 1):
        shutil.rmtree(home)
        home.mkdir()
        path.write_bytes(whole[:end])
        history = History(home, storage=HistoryStorage)
        is_whole = end == len(whole)
        assert ids(history.table("calls")) == ["c1", "c2", "c3"][: 3 if is_whole else 2]
        assert len(history.table("standings")) == is_whole
        aside = home / "000001.log.damaged-1"
        assert (aside.read_bytes() if aside.exists() else b"") == (b"" if is_whole else whole[start:end])
        assert bool(history.storage.problems) == (start < end < len(whole))
        put(history, document("c4"))
        history.close()
        history = History(home, storage=HistoryStorage)
        assert ids(history.table("calls"))[-1] == "c4"
        assert not history.storage.problems
        history.close()


def test_end_of_zeros_is_set_aside(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    put(history, document("c1"))
    path = home / "000001.log"
    with path.open("ab") as file:
        file.write(bytes(4096))
    history = opened.now()
    assert ids(history.table("calls")) == ["c1"]
    assert (home / "000001.log.damaged-1").read_bytes() == bytes(4096)
    put(history, document("c2"))
    with path.open("ab") as file:
        file.write(b"weer")
    assert ids(opened.now().table("calls")) == ["c1", "c2"]
    assert (home / "000001.log.damaged-2").read_bytes() == b"weer"


def test_damaged_line_in_the_middle_is_passed_over_and_reported(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    for n in range(3):
        put(history, document(f"c{n}"))
    history.close()
    opened.history = None
    path = home / "000001.log"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"2026", b"2062")
    path.write_bytes(b"".join(lines))
    (home / "000001.idx").unlink()
    for _ in range(2):  # the second time from the index
        history = opened.now()
        assert ids(history.table("calls")) == ["c0", "c2"]
        assert codes(history) == ["damaged"]
        assert history.storage.problems[0].values["reason"] == "damaged lines: 1"
    assert path.read_bytes() == b"".join(lines), "never destroyed"
    assert list(home.glob("*.damaged*")) == []


@pytest.mark.parametrize(
    "line",
    [
        b"niets\n",
        b"00000000\tcalls\t{}\n",
        b"%08x\tcalls\t{}\n" % crc32(b"calls\t{}"),
        b"%08x\tgeheimen\t{}\n" % crc32(b"geheimen\t{}"),
        b"%08x\tcalls\t[]\n" % crc32(b"calls\t[]"),
        b"\t\t\n",
        b"\n",
    ],
)
def test_line_that_says_nothing_is_no_line(home: Path, opened: SimpleNamespace, line: bytes) -> None:
    put(opened.now(), document("c1"))
    opened.history.close()
    opened.history = None
    with (home / "000001.log").open("ab") as file:
        file.write(line)
    assert ids(opened.now().table("calls")) == ["c1"]
    assert codes(opened.history)[-1] == "damaged"


def test_document_damaged_after_it_was_indexed(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    for n in range(3):
        put(history, document(f"c{n}"))
    content = (home / "000001.log").read_bytes()
    with (home / "000001.log").open("r+b") as file:
        file.seek(content.index(b'"c1"'))
        file.write(b'"c7"')
    assert ids(history.table("calls")) == ["c0", "c2"]
    assert ids(history.table("calls").of_debtor("D-1")) == ["c0", "c2"]
    assert codes(history) == ["damaged"], "reported once"
    with pytest.raises(StoreError, match="damaged"):
        history.table("calls").document("c1")


def test_two_ids_with_one_number_are_not_mistaken_for_each_other(
    opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "number_of", lambda key: 7)
    monkeypatch.setattr("cockpit.store.tables.number_of", lambda key: 7)
    history = opened.now()
    put(history, document("c1", "D-1"))
    assert history.table("calls").document("c2") is None
    assert ids(history.table("calls").of_debtor("D-2")) == []


def test_looking_changes_nothing(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    put(history, document("c1"))
    with (home / "000001.log").open("ab") as file:
        file.write(b"half a li")
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    reader = History(home, storage=HistoryStorage, read_only=True)
    assert ids(reader.table("calls")) == ["c1"]
    assert not reader.storage.problems, "the writer may be at work"
    with pytest.raises(StoreError, match="read-only"):
        reader.table("calls").insert(document("c2"))
    reader.close()
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_tinydb_searches_and_changes_the_tables(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    calls = history.table("calls")
    assert isinstance(calls, HistoryTable)
    assert history.tables() == {"calls", "agreements", "follow_ups", "standings"}
    assert len(calls) == 0
    calls.insert(document("c1", "D-1", minutes=4))
    assert calls.insert_multiple([document("c2", "D-2", minutes=9)]) == [number_of("c2")]
    assert calls.search(where("minutes") > 5) == [document("c2", "D-2", minutes=9)]
    calls.update({"minutes": 7}, where("id") == "c1")
    calls.upsert(document("c3", "D-1", minutes=1), where("id") == "c3")
    calls.upsert({"minutes": 2}, where("id") == "c3")
    assert len((home / "000001.log").read_bytes().splitlines()) == 5, "only what changed is written"
    for reopened in (False, True):
        table = (opened.now() if reopened else history).table("calls")
        assert len(table) == 3
        assert sorted(ids(table)) == ["c1", "c2", "c3"]
        assert table.get(doc_id=number_of("c1"))["minutes"] == 7
        assert table.get(where("minutes") == 2)["id"] == "c3"
        assert table.get(doc_id=5) is None
        assert table.contains(where("debtor_id") == "D-2")
        assert ids(table.get(doc_ids=[number_of("c2")])) == ["c2"]
        assert table.count(where("debtor_id") == "D-1") == 2


def test_tinydb_cannot_take_anything_away(opened: SimpleNamespace) -> None:
    history = opened.now()
    calls = history.table("calls")
    calls.insert(document("c1"))
    for refused in (
        lambda: calls.remove(where("id") == "c1"),
        lambda: calls.remove(doc_ids=[number_of("c1")]),
        calls.truncate,
        history.drop_tables,
    ):
        with pytest.raises(TypeError, match="only grows"):
            refused()
    assert ids(opened.now().table("calls")) == ["c1"]
    with pytest.raises(ValueError, match="exists"):
        opened.history.table("calls").insert(document("c1"))
    with pytest.raises(KeyError):
        opened.history.table("elsewhere").insert(document("c1"))


def test_values_of_the_core_can_be_searched(opened: SimpleNamespace, make: SimpleNamespace) -> None:
    history = opened.now()
    put(history, encode(make.agreement()), table="agreements")
    (found,) = history.table("agreements").search(where("promises").any(where("due") == "2026-11-27"))
    promise = decode(type(make.agreement()), found).promises[0]
    assert promise.amount == Money(promise.amount.amount, "EUR")


def test_unreadable_time_is_refused_before_anything_is_written(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    with pytest.raises(ValueError, match="datetime"):
        put(history, document("c1", opened_at="gisteren"))
    with pytest.raises(KeyError):
        put(history, {"id": "c1"})
    assert (home / "000001.log").read_bytes() == b""


def test_memory_does_not_follow_the_history(opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 20_000)
    history = opened.now()
    for n in range(100):
        put(history, document(f"c{n}", notes="x" * 1000))
    sealed, last = history.storage._files[:-1], history.storage._files[-1]
    assert len(sealed) >= 4
    assert last.size < 20_000
    columns = [column for file in sealed for pairs in file.index("calls") for column in pairs]
    assert sum(len(column) * 8 for column in columns) <= 100 * 48


NUMBERS = st.integers(0, 5)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, st.none() | st.integers(-5, 5)), max_size=20)


@given(ROWS)
def test_packed_index_says_what_the_growing_one_says(rows: list[tuple[int, int, int | None]]) -> None:
    growing = Growing()
    for where_, (number, debtor, moment) in enumerate(rows):
        growing.put(number, where_, debtor, moment)
    sidecar = Sidecar.from_bytes(Sidecar(9, 8, 7, {"calls": growing.freeze()}).to_bytes())
    assert sidecar is not None
    assert (sidecar.covers, sidecar.tail, sidecar.damaged) == (9, 8, 7)
    kept = sidecar.tables["calls"]
    for index in (kept, kept.thaw(), kept.freeze(), growing.freeze()):
        assert list(index.places()) == list(growing.places())
        assert index.newest() == (len(rows) - 1 if rows else None)
        for key in range(-1, 7):
            assert index.place(key) == growing.place(key)
            assert list(index.of_debtor(key)) == list(growing.of_debtor(key))
            assert sorted(index.between(-key, key)) == sorted(growing.between(-key, key))


@given(st.integers(0, 1 << 36 - 1), st.integers(0, (1 << 27) - 1))
def test_place_holds_a_stretch(offset: int, length: int) -> None:
    assert stretch(place(offset, length)) == (offset, length)
    assert place(offset, length) < 1 << 63


def test_pairs_find_all_values_of_a_key_in_order() -> None:
    pairs = Pairs.of([(2, 5), (1, 9), (2, 3)])
    assert list(pairs.find(2)) == [5, 3]
    assert list(pairs.find(3)) == []
    assert list(pairs.range(1, 2)) == [(1, 9)]


def test_document_too_long_to_find_again_is_refused(
    opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cockpit.store.lines.LONGEST", 100)
    with pytest.raises(ValueError, match="too long"):
        put(opened.now(), document("c1", notes="x" * 100))


def test_numbers_are_the_same_on_every_machine() -> None:
    assert number_of("D-1007") == 7704166763866408987


def test_nothing_is_read_from_a_closed_history(opened: SimpleNamespace) -> None:
    history = opened.now()
    put(history, document("c1"))
    history.close()
    history.close()
    with pytest.raises(StoreError):
        history.table("calls").document("c1")
