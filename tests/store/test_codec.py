from __future__ import annotations

import types
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.agreement import Agreement
from cockpit.core.call import AgreementEntry, Call, CallKind
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.standing import Standing
from cockpit.store import codec

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Money: st.builds(
        Money,
        st.decimals(min_value=-(10**9), max_value=10**9, places=3),
        st.sampled_from(["EUR", "JPY", "KWD"]) | st.text("AQXZ", min_size=3, max_size=3),
    ),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Every value that this annotation allows."""
    if hint in LEAVES:
        return LEAVES[hint]
    arguments = get_args(hint)
    if get_origin(hint) is types.UnionType:
        return st.one_of(*(st.none() if a is type(None) else values(a) for a in arguments))
    if get_origin(hint) is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if get_origin(hint) is tuple:
        return st.tuples(*map(values, arguments))
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    assert is_dataclass(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})


KINDS = (Call, Agreement, FollowUp, Standing, Debtor, Invoice)
ANYTHING = st.one_of(*map(values, KINDS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def through_bytes(document: codec.Document) -> codec.Document:
    return codec.from_bytes(codec.to_bytes(document))


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_every_value_comes_back_equal(value: Any) -> None:
    data = codec.to_bytes(codec.encode(value))
    assert not {b"\t", b"\n", b"\r"} & {data[n : n + 1] for n in range(len(data))}
    assert codec.decode(type(value), codec.from_bytes(data)) == value


@given(ANYTHING, st.dictionaries(TEXT.map("later ".__add__), JSON, max_size=2))
@settings(deadline=None)
def test_unknown_fields_are_passed_over(value: Any, more: dict[str, Any]) -> None:
    assert codec.decode(type(value), {**codec.encode(value), **more}) == value


@given(ANYTHING, st.data())
@settings(max_examples=300, deadline=None)
def test_a_field_of_the_wrong_kind_is_unreadable_or_harmless(value: Any, data: st.DataObject) -> None:
    document = codec.encode(value)
    name = data.draw(st.sampled_from([f.name for f in fields(value)]))
    document[name] = data.draw(JSON)
    try:
        found = codec.decode(type(value), document)
    except codec.Unreadable:
        return
    assert codec.decode(type(value), through_bytes(codec.encode(found))) == found


@given(
    st.lists(values(Debtor), max_size=4),
    st.lists(values(Invoice), max_size=5),
    st.none() | LEAVES[datetime],
    TEXT,
)
@settings(deadline=None)
def test_a_ledger_comes_back_equal(
    debtors: list[Debtor], invoices: list[Invoice], read_at: datetime | None, source: str
) -> None:
    ledger = Ledger({debtor.id: debtor for debtor in debtors}, tuple(invoices), read_at, source)
    tables = through_bytes(codec.encode_ledger(ledger))
    assert codec.decode_ledger(tables) == ledger
    assert tables["ledger"]["1"]["invoices"] == len(invoices)


@given(values(Invoice), st.data())
@settings(deadline=None)
def test_damaged_rows_are_unreadable_or_harmless(invoice: Invoice, data: st.DataObject) -> None:
    document = through_bytes(codec.encode_rows(Invoice, [invoice, invoice]))
    row = document["rows"][1]
    row[data.draw(st.integers(0, len(row) - 1))] = data.draw(JSON)
    with suppress(codec.Unreadable):
        assert codec.decode_rows(Invoice, document)[0] == invoice


def test_what_is_empty_by_default_is_left_out() -> None:
    call = Call("c1", "D-1", CallKind.REMINDER, NOW, language="")
    assert codec.encode(call) == {
        "id": "c1",
        "debtor_id": "D-1",
        "kind": "reminder",
        "opened_at": "2026-11-23T09:30:00+00:00",
        "phase": "prepare",
        "language": "",
        "entry": {"method": "transfer"},
    }


def test_zero_days_are_not_unknown_days() -> None:
    debtor = Debtor("D-1", "Bakkerij", terms_days=0)
    assert codec.encode(debtor)["terms_days"] == 0
    assert codec.decode(Debtor, codec.encode(debtor)).terms_days == 0
    assert codec.decode_rows(Debtor, codec.encode_rows(Debtor, [debtor]))[0].terms_days == 0


def test_missing_fields_take_their_default() -> None:
    found = codec.decode(
        Call, {"id": "c", "debtor_id": "d", "kind": "dunning", "opened_at": "2026-11-23T09:30:00Z"}
    )
    assert found == Call("c", "d", CallKind.DUNNING, NOW)
    assert found.entry == AgreementEntry()


def test_missing_and_unknown_columns() -> None:
    rows = {"columns": ["id", "shoe_size", "name"], "rows": [["D-1", 43, "A"], ["D-2", 41, "B"]]}
    assert codec.decode_rows(Debtor, rows) == [Debtor("D-1", "A"), Debtor("D-2", "B")]
    assert codec.decode_rows(Debtor, {"columns": [], "rows": []}) == []
    with pytest.raises(codec.Unreadable):
        codec.decode_rows(Debtor, {"columns": ["id"], "rows": [["D-1"]]})


def test_times_are_stored_in_utc_and_need_a_zone() -> None:
    local = NOW.astimezone(timezone(timedelta(hours=1)))
    call = Call("c1", "D-1", CallKind.REMINDER, local)
    assert codec.encode(call)["opened_at"] == "2026-11-23T09:30:00+00:00"
    with pytest.raises(ValueError, match="zone"):
        codec.encode(replace(call, opened_at=NOW.replace(tzinfo=None)))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"id": "c1", "debtor_id": "D-1", "kind": "chat", "opened_at": "2026-11-23T09:30:00Z"},
        {"id": "c1", "debtor_id": "D-1", "kind": "dunning", "opened_at": "2026-11-23T09:30:00"},
        {"id": "c1", "debtor_id": "D-1", "kind": "dunning", "opened_at": "gisteren"},
        {"id": 1, "debtor_id": "D-1", "kind": "dunning", "opened_at": "2026-11-23T09:30:00Z"},
        {
            "id": "c1",
            "debtor_id": "D-1",
            "kind": "dunning",
            "opened_at": "2026-11-23T09:30:00Z",
            "read_back": 1,
        },
        {
            "id": "c1",
            "debtor_id": "D-1",
            "kind": "dunning",
            "opened_at": "2026-11-23T09:30:00Z",
            "ticks": "ab",
        },
        {
            "id": "c1",
            "debtor_id": "D-1",
            "kind": "dunning",
            "opened_at": "2026-11-23T09:30:00Z",
            "answers": [["a"]],
        },
        {
            "id": "c1",
            "debtor_id": "D-1",
            "kind": "dunning",
            "opened_at": "2026-11-23T09:30:00Z",
            "entry": None,
        },
    ],
)
def test_wrong_documents_are_unreadable(document: codec.Document) -> None:
    with pytest.raises(codec.Unreadable, match=r"^Call: "):
        codec.decode(Call, document)


def test_what_is_said_about_a_wrong_document_does_not_quote_it() -> None:
    secret = {"id": "c1", "debtor_id": "D-1", "kind": "geheim", "opened_at": "geheim"}
    with pytest.raises(codec.Unreadable) as told:
        codec.decode(Call, secret)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("data", [b"", b"[1]", b"{", b"\xff{}", b'{"a": 1}x', b"[" * 100_000])
def test_wrong_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(codec.Unreadable):
        codec.from_bytes(data)


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"ledger": {"1": {"read_at": None, "source": 5}}, "debtors": {"1": {}}, "invoices": {"1": {}}},
        {"ledger": {"1": {"read_at": 5, "source": ""}}, "debtors": {"1": {}}, "invoices": {"1": {}}},
        {"ledger": {"1": {"read_at": None, "source": ""}}, "debtors": {"1": {}}, "invoices": {"1": {}}},
        {"ledger": [], "debtors": {}, "invoices": {}},
    ],
)
def test_wrong_ledgers_are_unreadable(tables: codec.Document) -> None:
    with pytest.raises(codec.Unreadable):
        codec.decode_ledger(tables)


@pytest.mark.parametrize(
    "amount",
    ["NaN EUR", "Infinity EUR", "1842.50", "veel EUR", " EUR", "1e400 EUR", "1 eur", "1 EURO", "1 E\x1bR"],
)
def test_an_amount_without_a_number_or_currency(amount: str) -> None:
    promise = {"amount": amount, "due": "2026-11-27"}
    document = {
        "id": "a",
        "debtor_id": "d",
        "call_id": "c",
        "made_at": "2026-11-23T09:30:00Z",
        "promises": [promise],
    }
    with pytest.raises(codec.Unreadable):
        codec.decode(Agreement, document)


def test_an_annotation_without_a_form_is_the_programmers_error() -> None:
    @dataclass
    class Odd:
        weight: float

    Odd.__annotations__["weight"] = float
    with pytest.raises(TypeError, match="no place"):
        codec.encode(Odd(1.0))
