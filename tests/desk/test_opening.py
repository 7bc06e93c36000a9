"""Sitting down at the desk: a workspace that cannot be read, and what is made ready in quiet moments."""

import sys

from desk.build import Table, account, invoice

from cockpit.desk.desk import Desk
from cockpit.desk.opening import sit_down, warm_up
from cockpit.store.port import StoreError

ZONNEVELD = account(invoice("1", 100))
KAPTEIN = account(invoice("2", 200, debtor="D-2"), name="D-2", called="Kaptein")


def damaged_once(table):
    """The ledger cannot be read; it is set aside, and empty from then on."""
    whole, answers = table.store.ledger, [StoreError("damaged", path="ledger.json", reason="not JSON")]

    def ledger():
        if answers:
            raise answers.pop()
        return whole()

    table.store.ledger = ledger


def test_a_live_call_is_taken_up():
    table = Table(ZONNEVELD)
    table.hand.start()
    desk = Desk(table.session)
    assert sit_down(desk) == (True, None)
    assert desk.is_live and desk.hand.call.debtor_id == "D-1"


def test_nothing_was_going_on():
    assert sit_down(Desk(Table(ZONNEVELD).session)) == (False, None)


def test_without_a_ledger_that_was_set_aside_everything_else_is_there():
    table = Table(ZONNEVELD)
    table.hand.start()
    damaged_once(table)
    desk = Desk(table.session)
    resumed, error = sit_down(desk)
    assert resumed and error.code == "damaged"


def test_a_ledger_that_cannot_be_set_aside_leaves_an_empty_desk():
    table = Table(ZONNEVELD)
    table.store.broken = {"standings"}
    desk = Desk(table.session)
    resumed, error = sit_down(desk)
    assert not resumed and error.code == "disk-full"
    assert desk.board.queue.entries == () and desk.hand is None


def all_steps(board, modules=()):
    return sum(1 for _step in warm_up(board, modules))


def test_the_first_search_waits_for_nothing(monkeypatch):
    board = Table(ZONNEVELD, KAPTEIN).board
    all_steps(board)
    monkeypatch.setattr("cockpit.desk.board.Index", None)  # none is made from now on
    assert board.find("kaptein") == ["D-2"]


def test_modules_are_loaded(monkeypatch):
    monkeypatch.delitem(sys.modules, "cockpit.desk.reporting", raising=False)
    all_steps(Table(ZONNEVELD).board, ("cockpit.desk.reporting",))
    assert "cockpit.desk.reporting" in sys.modules


def test_another_ledger_comes_while_the_index_is_made():
    table = Table(ZONNEVELD)
    steps = warm_up(table.board, ())
    next(steps)
    table.has(KAPTEIN)
    for _step in steps:
        pass
    assert table.board.find("zonneveld") == [] and table.board.find("kaptein") == ["D-2"]
    all_steps(table.board)
    assert table.board.find("kaptein") == ["D-2"]


def test_the_list_is_worked_out_once_for_each_queue():
    board = Table(ZONNEVELD, KAPTEIN).board
    first = board.listed
    assert first.ids == ("D-2", "D-1") and first.totals["EUR"].amount == 300
    assert board.listed is first and board.listed.ids is first.ids
    board.set_aside("D-2", "later", board.session.now().replace(hour=23))
    assert board.listed.ids == ("D-1", "D-2") and board.listed.totals["EUR"].amount == 100
