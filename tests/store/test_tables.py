"""The history as TinyDB tables."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from store.storing import document, ids, put
from tinydb import where

from cockpit.core.money import Money
from cockpit.store.codec import decode, encode
from cockpit.store.history import number_of
from cockpit.store.tables import HistoryTable


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


def test_tinydb_sees_the_tables_as_mappings(opened: SimpleNamespace) -> None:
    history = opened.now()
    history.table("calls").insert(document("c1"))
    tables = history.storage.read()
    assert {number: one["id"] for number, one in tables["calls"].items()} == {str(number_of("c1")): "c1"}
    assert list(tables["calls"]) == list(tables["calls"].keys()) == [str(number_of("c1"))]
    assert len(history) == 0, "the table without a name"


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
