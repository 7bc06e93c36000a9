"""What was agreed today: a second promise over the same invoices takes the place of the first."""

from __future__ import annotations

import pytest
from desk.build import Table, account, eur, invoice

from cockpit.core.outcome import Result
from cockpit.desk.desk import Desk


@pytest.fixture
def table():
    return Table(account(invoice("1", 100), invoice("2", 50)))


def promise(table, amount, when, covers):
    table.desk.choose("D-1")
    table.hand.cover(covers)
    table.call(Result.PROMISE, amount=amount, when=when)
    table.clock.on(hours=1)


def test_two_promises_over_the_same_invoices_on_one_day_count_once(table):
    promise(table, "100", "fri", ("1",))
    promise(table, "80", "thu", ("1",))
    assert table.board.tally.agreed == (eur(80),)
    assert (table.board.tally.calls, table.board.tally.spoken) == (2, 2)
    again = Desk(table.session)
    again.open()
    assert again.board.tally == table.board.tally


def test_promises_over_different_invoices_are_added_up(table):
    promise(table, "100", "fri", ("1",))
    promise(table, "50", "thu", ("2",))
    assert table.board.tally.agreed == (eur(150),)
