"""What an import concludes about promises, how that is undone with the import or alone, and what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from desk.test_importing import FIRST, HEAD, NOW, SECOND, THIRD, agree, promised

from cockpit.core.agreement import State, StateChange
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.reason import ReasonCode
from cockpit.core.standing import with_follow_up
from cockpit.desk.board import Board
from cockpit.desk.correcting import history, take_conclusion_back, undo
from cockpit.desk.import_words import claim, concluded, promises
from cockpit.desk.importing import Admitted, admit, preview, restore, take_back
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings, from_mapping
from cockpit.language import use
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes

PAID_IN_PART = FIRST.replace("100,00\n", "60,00\n")


class Table:
    """K1 owes two invoices, and promised the first for a day that has passed."""

    def __init__(self, folder, **settings):
        numbers = count(1)
        self.folder = folder
        self.session = Session(
            MemoryStore(lambda: NOW),
            Settings(**settings),
            lambda: NOW,
            lambda prefix: f"{prefix}-{next(numbers)}",
        )
        self.board = Board(self.session)
        self.board.load()
        self.take(FIRST, SECOND)
        agree(self.session, self.board, promised("F-1", made_at=NOW - timedelta(days=10)))
        standing = self.board.standing("K1")
        self.board.put(replace(standing, last_spoken_at=NOW - timedelta(days=10), last_call_id="C-1"))

    def see(self, *rows):
        path = self.folder / "open.csv"
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        return preview(self.session, self.board, [path])

    def take(self, *rows):
        return admit(self.session, self.board, self.see(*rows))


@pytest.fixture
def table(tmp_path):
    use("en")
    return Table(tmp_path)


def told(table, *rows):
    new = table.see(*rows)
    return new, [concluded(table.board.ledger, one) for one in new.concluded]


def state(session):
    return session.store.agreement("A-K1").state


def reason(board):
    return board.queue.entry("K1").reason.code


def test_not_kept_is_concluded_and_comes_back_even_when_the_ledger_is_the_same(table):
    new, said = told(table, FIRST, SECOND)
    assert new.is_same and not new.changes_nothing
    assert said == ["Promise not kept: Alfa BV, €100.00 for Fri 20 Nov"]
    assert promises(new) == "Promises: 1 broken"
    admitted = admit(table.session, table.board, new)
    assert admitted.backup == "" and not table.session.store.backups()
    assert state(table.session) is State.BROKEN and reason(table.board) is ReasonCode.PROMISE_BROKEN
    again = Board(table.session)
    again.load()
    assert reason(again) is ReasonCode.PROMISE_BROKEN
    assert table.see(FIRST, SECOND).changes_nothing
    take_back(table.session, table.board, admitted)
    assert state(table.session) is State.READ_BACK and reason(table.board) is ReasonCode.PROMISE_BROKEN


def test_a_part_that_came_in_is_told_with_its_amount(table):
    _new, said = told(table, PAID_IN_PART, SECOND)
    assert said == ["Promise kept in part: Alfa BV, €40.00 of €100.00 for Fri 20 Nov"]
    table.take(PAID_IN_PART, SECOND)
    assert state(table.session) is State.PART_KEPT and reason(table.board) is ReasonCode.PROMISE_BROKEN
    table.take(SECOND)
    assert [s.state for s in table.session.store.agreement("A-K1").states][1:] == [
        State.PART_KEPT,
        State.KEPT,
    ]
    assert reason(table.board) is ReasonCode.OVERDUE


def test_the_tolerance_of_the_settings_decides(tmp_path):
    use("en")
    little = FIRST.replace("100,00\n", "0,75\n")
    settings, problems = from_mapping({"tolerance_amount": 0.75})
    assert not problems
    table = Table(tmp_path, tolerance_amount=settings.tolerance_amount)
    table.take(little, SECOND)
    assert state(table.session) is State.KEPT
    strict = Table(tmp_path)
    strict.take(little, SECOND)
    assert state(strict.session) is State.PART_KEPT
    assert from_mapping({"tolerance_amount": -1})[1]


def test_too_much_is_told_too(table):
    new, said = told(table, FIRST.replace("100,00\n", "-20,00\n"), SECOND)
    assert said == ["Paid more than was promised: Alfa BV, €120.00 instead of €100.00 for Fri 20 Nov"]
    assert [one.state for one in new.concluded] == [State.PAID_TOO_MUCH]
    assert new.kept == (table.session.store.agreement("A-K1"),)


def test_a_payment_that_is_booked_back_reverses_the_kept_promise_and_he_comes_back(table):
    table.take(SECOND)
    assert state(table.session) is State.KEPT and table.board.standing("K1").agreements == ()
    new, said = told(table, FIRST, SECOND)
    assert said == ["Payment booked back: Alfa BV, €100.00 promised for Fri 20 Nov"]
    admitted = admit(table.session, table.board, new)
    assert state(table.session) is State.REVERSED and reason(table.board) is ReasonCode.PROMISE_REVERSED
    assert table.board.queue.entries[0].debtor_id == "K1"
    take_back(table.session, table.board, admitted)
    assert state(table.session) is State.KEPT and [i.number for i in table.board.ledger.invoices] == ["F-2"]
    table.take(FIRST, SECOND)
    table.take(SECOND)
    assert state(table.session) is State.KEPT and reason(table.board) is ReasonCode.OVERDUE


def test_a_new_invoice_reverses_nothing(table):
    table.take(SECOND)
    fresh = FIRST.replace("F-1;01-09-2026", "F-7;01-09-2026")
    assert table.see(SECOND, fresh).concluded == ()


def test_an_import_is_undone_as_one(table):
    before = table.session.store.ledger()
    admitted = admit(table.session, table.board, table.see(SECOND, THIRD))
    assert admitted.backup == table.session.store.backups()[0].name and state(table.session) is State.KEPT
    take_back(table.session, table.board, admitted)
    assert {i.number for i in table.session.store.ledger().invoices} == {i.number for i in before.invoices}
    assert state(table.session) is State.READ_BACK
    assert reason(table.board) is ReasonCode.PROMISE_BROKEN and "K2" not in table.board.ledger.debtors
    again = Board(table.session)
    again.load()
    assert again.queue.entry("K1").reason == table.board.queue.entry("K1").reason


def test_undoing_an_import_leaves_what_a_person_said_since(table):
    admitted = admit(table.session, table.board, table.see(FIRST, SECOND))
    made = table.session.store.agreement("A-K1").to(State.KEPT, NOW)
    agree(table.session, table.board, made)
    take_back(table.session, table.board, admitted)
    assert state(table.session) is State.KEPT


def test_nothing_to_undo():
    assert Admitted() == Admitted((), "")


def test_one_conclusion_is_taken_back_and_no_import_draws_it_again(table):
    table.take(SECOND)
    made = table.session.store.agreement("A-K1")
    correction = take_conclusion_back(table.session, table.board, made, "it was credited, not paid")
    assert state(table.session) is State.READ_BACK
    assert table.see(SECOND).concluded == ()
    undo(table.session, table.board, "K1", correction, "taken back")
    assert state(table.session) is State.KEPT and table.session.store.agreement("A-K1").is_concluded
    take_conclusion_back(table.session, table.board, table.session.store.agreement("A-K1"), "it was credited")
    table.take(FIRST, SECOND)
    assert state(table.session) is State.BROKEN


def test_undoing_the_word_of_a_person_brings_back_what_was_concluded(table):
    table.take(FIRST, SECOND)
    correction = take_conclusion_back(table.session, table.board, table.session.store.agreement("A-K1"), "no")
    undo(table.session, table.board, "K1", correction, "taken back")
    made = table.session.store.agreement("A-K1")
    assert made.state is State.BROKEN and made.is_concluded and made.is_open
    assert history(table.session, "K1").agreements == (made,)


def test_a_restored_ledger_says_what_became_of_its_promises(table):
    table.take(PAID_IN_PART, SECOND)
    table.take(SECOND)
    assert state(table.session) is State.KEPT
    restore(table.session, table.board, table.session.store.backups()[0].name)
    assert state(table.session) is State.READ_BACK  # and the queue sees that the day has passed
    table.take(PAID_IN_PART, SECOND)
    assert state(table.session) is State.PART_KEPT
    restore(table.session, table.board, table.session.store.backups()[-1].name)
    assert state(table.session) is State.BROKEN
    table.take(SECOND)
    table.take(FIRST, SECOND)
    assert state(table.session) is State.REVERSED
    restore(table.session, table.board, table.session.store.backups()[0].name)
    assert state(table.session) is State.KEPT


def test_a_row_that_cannot_be_read_concludes_nothing(table):
    new = table.see(FIRST.replace("100,00\n", "1e3\n"), SECOND)
    assert len(new.refused) == 1 and new.concluded == ()


def test_a_promise_that_gets_a_successor_has_been_spoken_about(table):
    table.take(PAID_IN_PART, SECOND)
    made = table.session.store.agreement("A-K1")
    spoken = made.to(State.PART_KEPT, NOW)
    assert made.states[-1] == StateChange(State.PART_KEPT, NOW, True)
    assert spoken.is_over and not spoken.is_open


# -- what a customer told us --------------------------------------------------------------------------------


def say(table, kind=FollowUpKind.VERIFY, what="says it was paid this morning", hours=24):
    """The customer told us something; we look it up tomorrow."""
    claim = FollowUp(f"F-{kind}", "K1", "C-1", kind, NOW + timedelta(hours=hours), what=what)
    standing = with_follow_up(table.board.standing("K1"), claim)
    table.session.store.save(Changes(follow_ups=(claim,), standings=(standing,)))
    table.board.update(standing)
    return claim


def filed(table, claim):
    return next(f for f in table.session.store.follow_ups_of("K1") if f.id == claim.id)


def test_a_claim_of_who_owes_nothing_any_more_is_true_and_shown_and_can_be_undone(table):
    waiting = say(table)
    new = table.see(THIRD)
    assert new.claims == (waiting,) and not new.changes_nothing
    said = claim(table.board.ledger, waiting)
    assert said == "What was said is true: Alfa BV, says it was paid this morning"
    assert promises(new) == "Promises: 1 kept. 1 claim found to be true"
    admitted = admit(table.session, table.board, new)
    done = filed(table, waiting)
    assert (done.ending, done.done_at, done.concluded) == (Ending.TRUE, NOW, True)
    assert table.board.standing("K1").follow_ups == ()
    assert table.see(THIRD).changes_nothing
    take_back(table.session, table.board, admitted)
    assert filed(table, waiting) == waiting and table.board.standing("K1").follow_ups == (waiting,)
    assert table.board.standing("K1").looked_up == ()


def test_a_claim_stays_open_as_long_as_anything_is_owed_or_a_row_cannot_be_read(table):
    say(table)
    assert table.see(SECOND, THIRD).claims == ()
    assert table.see(SECOND.replace("250,00\n", "1e3\n"), THIRD).claims == ()


def test_what_we_owe_him_ourselves_or_ask_at_home_stays_in_the_queue(table):
    ours = say(table, FollowUpKind.COMMITMENT, "mail a copy", hours=-1)
    asked = say(table, FollowUpKind.CONSULT, "a longer plan")
    table.take(THIRD)
    assert not filed(table, ours).done_at and not filed(table, asked).done_at
    assert reason(table.board) is ReasonCode.COMMITMENT_OVERDUE


def test_what_a_person_said_since_stays_when_the_import_is_undone(table):
    waiting = say(table)
    admitted = table.take(THIRD)
    judged = waiting.ended(Ending.NOT_TRUE, NOW)
    table.session.store.save(Changes(follow_ups=(judged,)))
    take_back(table.session, table.board, admitted)
    assert filed(table, waiting) == judged


def test_a_restored_ledger_opens_the_claim_again(table):
    waiting = say(table)
    table.take(THIRD)
    restore(table.session, table.board, table.session.store.backups()[0].name)
    assert filed(table, waiting) == waiting
    assert table.board.standing("K1").follow_ups == (waiting,)


def test_what_a_ledger_found_needs_no_days_to_reach_the_ledger(table):
    say(table)
    table.take(THIRD)
    table.take(SECOND.replace("F-2", "F-9"), THIRD)
    assert reason(table.board) is ReasonCode.OVERDUE
