"""The index of a history file, packed and growing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.store.index import Growing, Pairs, Sidecar, place, stretch

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
