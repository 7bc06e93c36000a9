"""The index of the search is made in small steps; a search never waits for the last one."""

from datetime import date
from decimal import Decimal

import pytest

from cockpit.core.ledger import Account, Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.search import Index

DAY = date(2026, 11, 23)
QUERIES = ("kaptein 41", "d-0500", "2026-0041", "020 555 0041", "41,00")


def accounts():
    for number in range(501):
        debtor_id = f"D-{number:04}"
        amount = Money(Decimal(number))
        item = Invoice(f"2026-{number:04}", debtor_id, DAY, DAY, amount, amount)
        yield Account(Debtor(debtor_id, f"Kaptein {number}", phone=f"020 555 {number:04}"), (item,))


@pytest.fixture
def found():
    index = Index(list(accounts()))
    return [index.find(query) for query in QUERIES]


def test_all_steps_make_what_a_search_would_have_made(found):
    index = Index(list(accounts()))
    steps = sum(1 for _step in index.preparing())
    assert steps >= 15, "501 debtors are no small step"
    assert all(found) and [index.find(query) for query in QUERIES] == found


@pytest.mark.parametrize("steps", [0, 1, 2, 4, 9])
def test_a_search_between_two_steps_finds_everything(found, steps):
    index = Index(list(accounts()))
    preparing = index.preparing()
    for _ in range(steps):
        next(preparing)
    assert [index.find(query) for query in QUERIES] == found
    for _step in preparing:
        pass
    assert [index.find(query) for query in QUERIES] == found
