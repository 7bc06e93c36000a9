"""The index of a history file: growing in memory, and packed on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.store import packed
from cockpit.store.index import Growing, Index, Unproven, place, stretch
from cockpit.store.packed import Sidecar

KEYS = range(-1, 7)
NUMBERS = st.integers(0, 5)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, st.none() | st.integers(-5, 5)), max_size=20)
FAR = st.integers(0, (1 << 63) - 1)
LARGE = st.lists(st.tuples(FAR, st.integers(0, 3), st.none() | FAR), min_size=1, max_size=60)
BLOCKS = st.sampled_from([1, 2, 3, 512])
Rows = list[tuple[int, int, int | None]]


@contextmanager
def blocks_of(size: int) -> Iterator[None]:
    with mock.patch.object(packed, "BLOCK", size):
        yield


def growing_with(rows: Rows) -> Growing:
    growing = Growing()
    for where_, (number, debtor, moment) in enumerate(rows):
        growing.put(number, where_, debtor, moment)
    return growing


def packed_with(*growing: Growing) -> BytesIO:
    return BytesIO(Sidecar(9, 8, 7, {f"t{n}": one for n, one in enumerate(growing)}).to_bytes())


def answers(index: Index, keys: list[int]) -> Iterator[Callable[[], object]]:
    """Everything that can be asked, in a form that can be compared."""
    yield lambda: list(index.places())
    yield index.newest
    yield lambda: dict(index.among(keys))
    for key in keys:
        yield lambda key=key: dict(index.among([key]))
        yield lambda key=key: list(index.of_debtor(key))
        for last in keys:
            yield lambda first=key, last=last: sorted(index.between(first, last))


@given(ROWS, ROWS, BLOCKS)
def test_packed_index_says_what_the_growing_one_says(rows: Rows, others: Rows, size: int) -> None:
    both = growing_with(rows), growing_with(others)
    with blocks_of(size):
        sidecar = Sidecar.from_file(packed_with(*both))
        assert sidecar is not None
        assert (sidecar.covers, sidecar.tail, sidecar.damaged) == (9, 8, 7)
        for kept, growing in zip(sidecar.tables.values(), both, strict=True):
            expected = [answer() for answer in answers(growing, list(KEYS))]
            assert [answer() for answer in answers(kept, list(KEYS))] == expected
            assert [answer() for answer in answers(Growing.of(kept), list(KEYS))] == expected


@given(LARGE, st.lists(FAR, max_size=20), BLOCKS)
def test_packed_index_of_numbers_far_apart(rows: Rows, others: list[int], size: int) -> None:
    growing = growing_with(rows)
    wanted = [*others, *(number for number, _, _ in rows[::2]), 0, (1 << 63) - 1]
    moments = [0, *(moment for _, _, moment in rows if moment is not None), 1 << 63]
    with blocks_of(size):
        sidecar = Sidecar.from_file(packed_with(growing))
        assert sidecar is not None
        kept = sidecar.tables["t0"]
        assert kept.among(wanted) == growing.among(wanted)
        assert [list(kept.of_debtor(n)) for n in range(4)] == [list(growing.of_debtor(n)) for n in range(4)]
        for first, last in zip(moments, reversed(moments), strict=True):
            assert sorted(kept.between(first, last)) == sorted(growing.between(first, last))


@given(LARGE, BLOCKS, st.data())
def test_what_is_changed_on_the_disk_answers_right_or_not_at_all(
    rows: Rows, size: int, data: st.DataObject
) -> None:
    growing = growing_with(rows)
    keys = [*range(4), *(number for number, _, _ in rows[:5])]
    file = packed_with(growing)
    whole = file.getvalue()
    with blocks_of(size):
        sidecar = Sidecar.from_file(file)
        assert sidecar is not None
        at = data.draw(st.integers(0, len(whole)))
        file.truncate(at)
        file.seek(at)
        file.write(data.draw(st.binary(max_size=len(whole) - at)))
        for kept, expected in zip(answers(sidecar.tables["t0"], keys), answers(growing, keys), strict=True):
            with suppress(Unproven):
                assert kept() == expected()
        file.seek(0)
        file.write(whole)
        assert list(sidecar.tables["t0"].places()) == list(growing.places()), "nothing is remembered of it"


def test_closed_file_answers_nothing() -> None:
    file = packed_with(growing_with([(1, 2, 3)]))
    sidecar = Sidecar.from_file(file)
    assert sidecar is not None
    file.close()
    with pytest.raises(Unproven):
        sidecar.tables["t0"].among([1])
    assert not sidecar.tables["t0"].among([0]), "for which nothing has to be read"


@given(ROWS, st.data())
def test_no_byte_can_be_other_than_it_was_written(rows: Rows, data: st.DataObject) -> None:
    whole = bytearray(packed_with(growing_with(rows)).getvalue())
    at = data.draw(st.integers(whole.index(b"\n") + 1, len(whole)))
    assert Sidecar.from_file(BytesIO(whole + b"\0")) is None
    if at < len(whole):
        assert Sidecar.from_file(BytesIO(whole[:at])) is None
        whole[at] ^= data.draw(st.integers(1, 255))
        assert Sidecar.from_file(BytesIO(whole)) is None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 5000,
        json.dumps({"format": 2}).encode(),
        json.dumps({"format": 1, "order": "little", "crc": 0, "tables": {}}).encode(),
        *(
            json.dumps({"format": 2, "order": "little", "crc": 0, "tables": tables}).encode()
            for tables in (
                7,
                {"calls": 7},
                {"calls": []},
                {"calls": [1, 2]},
                {"calls": [0.0, 0, 0]},
                {"calls": ["", "", ""]},
                {"calls": [10**30, -(10**30), 0]},
                {"calls": [10**300, 0, 0]},
                {"calls": [0, 0, 0]},
            )
        ),
    ],
)
def test_head_that_says_nothing_is_none(head: bytes) -> None:
    assert Sidecar.from_file(BytesIO(head)) is None
    assert Sidecar.from_file(BytesIO(head + b"\n")) is None


def test_in_memory_stays_next_to_nothing(tmp_path: Path) -> None:
    growing = growing_with([(n * 7919, n % 50, n) for n in range(20_000)])
    path = tmp_path / "000001.idx"
    path.write_bytes(packed_with(growing).getvalue())
    with path.open("rb", buffering=0) as file:
        sidecar = Sidecar.from_file(file)
        assert sidecar is not None
        kept = list(sidecar.tables["t0"])
        numbers = sum(len(p.firsts) + len(p.keys._checks) + len(p.values._checks) for p in kept)
        assert numbers <= 20_000 / 50


@given(st.integers(0, 1 << 36 - 1), st.integers(0, (1 << 27) - 1))
def test_place_holds_a_stretch(offset: int, length: int) -> None:
    assert stretch(place(offset, length)) == (offset, length)
    assert place(offset, length) < 1 << 63
