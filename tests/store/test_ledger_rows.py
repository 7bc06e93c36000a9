"""A ledger file is read a thousand rows at a time, and holds what it holds read as one document."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.store import ledger_rows
from cockpit.store.codec import Unreadable, decode_ledger, encode_ledger, from_bytes
from cockpit.store.ledger_file import AtomicStorage
from cockpit.store.ledger_rows import read_ledger

DAY = date(2026, 11, 23)
READ_AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
WORDS = st.text(max_size=12) | st.sampled_from(['"rows":[', "],[", "]}},\n", '\\"', "\ud800", "BV"])


@st.composite
def ledgers(draw):
    """Names and descriptions that look like the file itself, many of them the same."""
    count = draw(st.integers(0, 5))
    debtors = {f"D-{n}": Debtor(f"D-{n}", draw(WORDS), phone=draw(WORDS)) for n in range(count)}
    invoices = tuple(
        Invoice(f"F{n}", draw(st.sampled_from(sorted(debtors))), DAY, DAY, money, money, draw(WORDS))
        for n in range(draw(st.integers(0, 7)) if debtors else 0)
        for money in [Money(Decimal(draw(st.integers(-5, 5))))]
    )
    return Ledger(debtors, invoices, draw(st.none() | st.just(READ_AT)), draw(WORDS))


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.integers(1, 4))
def test_in_parts_it_is_the_same_ledger(ledger, at_once):
    data = AtomicStorage.content(encode_ledger(ledger))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_rows, "_AT_ONCE", at_once)
        found = read_ledger(data)
    assert found == decode_ledger(from_bytes(data)) == ledger


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.data())
def test_a_file_that_was_written_into_is_refused_or_is_what_it_says(ledger, data):
    """Never anything but a ledger, `Unreadable`, or None for what is to be read as any JSON."""
    content = bytearray(AtomicStorage.content(encode_ledger(ledger)))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(1, len(content))) :]
    try:
        found = read_ledger(bytes(content))
    except Unreadable:
        return
    assert found is None or isinstance(found, Ledger)


def test_a_file_that_is_laid_out_otherwise_is_read_as_any_json():
    """Somebody put it into good order by hand."""
    debtor = Debtor("D-1", "Kaptein")
    ledger = Ledger({"D-1": debtor}, (), READ_AT, "x.csv")
    plain = json.dumps(encode_ledger(ledger), indent=1).encode()
    assert read_ledger(plain) is None
    assert decode_ledger(from_bytes(plain)) == ledger


def test_what_occurs_often_is_in_memory_once():
    one = Invoice("F1", "D-1", DAY, DAY, Money(Decimal(5)), Money(Decimal(5)), "Levering week 3")
    invoices = tuple(replace(one, number=f"F{n}") for n in range(2500))
    data = AtomicStorage.content(encode_ledger(Ledger({"D-1": Debtor("D-1", "Kaptein")}, invoices)))
    found = read_ledger(data)
    assert found is not None and len(found.invoices) == 2500
    first, last = found.invoices[0], found.invoices[-1]
    for name in ("debtor_id", "description", "amount", "open", "due_date"):
        assert getattr(first, name) is getattr(last, name), name
