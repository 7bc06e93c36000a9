"""The files of the history: what is in them, what happens to damaged ones, and TinyDB on top."""

from __future__ import annotations

import errno
import json
import shutil
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest
from store.storing import codes, document, fails, ids, put

from cockpit.store import history as history_module
from cockpit.store.history import HistoryStorage, number_of
from cockpit.store.port import StoreError
from cockpit.store.tables import History


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
    assert history.table("calls").document("c1") is None


def test_index_of_another_file_of_the_same_length_leads_to_no_document(
    home: Path, opened: SimpleNamespace
) -> None:
    history = opened.now()
    put(history, document("c1", note="x" * 5000), document("c2"))
    history.close()
    opened.history = None
    path = home / "000001.log"
    content = path.read_bytes()
    path.write_bytes(b"x" * 100 + content[100:])  # before what the index checks
    history = opened.now()
    assert ids(history.table("calls")) == ["c2"]
    assert codes(history) == ["damaged"]


def test_end_that_cannot_be_set_aside_is_left_and_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "000001.log").write_bytes(b"half a li")
    monkeypatch.setattr("cockpit.store.files.set_aside", fails(errno.EROFS))
    with pytest.raises(StoreError, match="unwritable"):
        HistoryStorage(home)
    assert (home / "000001.log").read_bytes() == b"half a li"


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


def test_unreadable_time_is_refused_before_anything_is_written(home: Path, opened: SimpleNamespace) -> None:
    history = opened.now()
    with pytest.raises(ValueError, match="datetime"):
        put(history, document("c1", opened_at="gisteren"))
    with pytest.raises(KeyError):
        put(history, {"id": "c1"})
    assert (home / "000001.log").read_bytes() == b""


def test_memory_does_not_follow_the_history(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 200_000)
    kept = []
    for n in range(2):
        history = History(home, storage=HistoryStorage)
        for start in range(20):
            put(history, *(document(f"c{n}-{start}-{more}", f"D-{more}") for more in range(200)))
        history.close()
        tracemalloc.start()
        history = History(home, storage=HistoryStorage)
        kept.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert len(history.table("calls")) == (n + 1) * 4000
        history.close()
    assert kept[1] - kept[0] < 4000 * 5, "five bytes a call, where the index has 48"


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
