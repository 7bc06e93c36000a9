"""Taking over an export: previewed, admitted whole, settled where it proves something, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import Call, CallKind
from cockpit.core.money import Money
from cockpit.core.standing import Standing
from cockpit.desk.board import Board
from cockpit.desk.importing import admit, preview, restore
from cockpit.desk.ledger_files import IN_TWO_FILES, NotRead
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.intake import IntakeError
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, StoreError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAD = "Klantnummer;Naam;Telefoon;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n"
FIRST = "K1;Alfa BV;020 055 0001;F-1;01-09-2026;01-10-2026;100,00;100,00\n"
SECOND = "K1;Alfa BV;020 055 0001;F-2;05-09-2026;05-10-2026;250,00;250,00\n"
THIRD = "K2;Beta NV;020 055 0002;F-3;07-09-2026;07-10-2026;75,50;75,50\n"


@pytest.fixture
def session() -> Session:
    numbers = count(1)
    return Session(
        MemoryStore(lambda: NOW), Settings(), lambda: NOW, lambda prefix: f"{prefix}-{next(numbers)}"
    )


@pytest.fixture
def board(session: Session) -> Board:
    board = Board(session)
    board.load()
    return board


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, name: str = "open.csv", head: str = HEAD) -> Path:
        path = tmp_path / name
        path.write_text(head + "".join(rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def take(session: Session, board: Board) -> Callable[..., None]:
    def take(*files: Path) -> None:
        admit(session, board, preview(session, board, files))

    return take


def promised(*covers: str, amount: str = "100", debtor: str = "K1", **changes: object) -> Agreement:
    open_then = changes.pop("open_then", Money(Decimal(amount)))
    promise = Promise(Money(Decimal(amount)), date(2026, 11, 20), covers=covers, open_then=open_then)
    made = Agreement(
        f"A-{debtor}", debtor, "C-1", NOW, promises=(promise,), states=(StateChange(State.READ_BACK, NOW),)
    )
    return replace(made, **changes)


def agree(session: Session, board: Board, made: Agreement) -> None:
    standing = Standing(made.debtor_id, calls=1, agreements=(made,))
    session.store.save(Changes(agreements=(made,), standings=(standing,)))
    board.update(standing)


def test_a_preview_changes_nothing(session, board, export):
    new = preview(session, board, [export(FIRST, SECOND, THIRD)])
    assert [i.number for i in new.difference.new] == ["F-1", "F-2", "F-3"]
    assert {code: money.text() for code, money in new.open_totals.items()} == {"EUR": "425.50"}
    assert new.layouts[0].columns["open_amount"] == "Openstaand"
    assert not session.store.ledger().invoices and not board.ledger.invoices


def test_admitting_ranks_the_queue_anew_and_backs_up_the_ledger_of_before(session, board, export, take):
    take(export(FIRST, SECOND))
    assert [e.debtor_id for e in board.queue.entries] == ["K1"]
    assert not session.store.backups()
    take(export(SECOND.replace("250,00\n", "50,00\n"), THIRD))
    assert [b.invoices for b in session.store.backups()] == [2]
    assert {i.number: i.open.text() for i in session.store.ledger().invoices} == {
        "F-2": "50.00",
        "F-3": "75.50",
    }


def test_new_changed_and_settled_are_told_apart(session, board, export, take):
    take(export(FIRST, SECOND))
    new = preview(session, board, [export(SECOND.replace("250,00\n", "50,00\n"), THIRD)])
    assert [i.number for i in new.difference.new] == ["F-3"]
    assert [(a.open.text(), b.open.text()) for a, b in new.difference.changed] == [("250.00", "50.00")]
    assert [i.number for i in new.difference.settled] == ["F-1"]


def test_the_same_file_twice_changes_nothing(session, board, export, take):
    file = export(FIRST, THIRD)
    take(file)
    before = session.store.ledger()
    new = preview(session, board, [file])
    admit(session, board, new)
    assert new.is_same
    assert session.store.ledger() is before
    assert not session.store.backups()


def test_another_telephone_number_is_a_change_too(session, board, export, take):
    take(export(FIRST))
    file = export(FIRST.replace("0001", "0009"))
    new = preview(session, board, [file])
    assert (new.difference.is_empty, new.details, new.is_same) == (True, 1, False)
    take(file)
    assert session.store.ledger().debtors["K1"].phone == "020 055 0009"


def test_refused_rows_and_notices_carry_file_and_line(session, board, export):
    file = export(
        FIRST, "K2;Beta NV;;F-9;31-02-2026;;10,00;10,00\n", "K2;Beta NV;;F-8;01-09-2026;;10,00;10,00\n"
    )
    new = preview(session, board, [file])
    assert [(r.file, r.line, r.code) for r in new.refused] == [("open.csv", 3, "unreadable-date")]
    assert "31-02-2026" in new.refused[0].text
    assert [(n.line, n.code) for n in new.notices] == [(4, "due-derived")]


# -- several files ----------------------------------------------


def test_several_files_are_one_ledger(session, board, export):
    one, other = export(FIRST), export(THIRD, name="more.csv")
    new = preview(session, board, [one, other])
    assert [i.number for i in new.ledger.invoices] == ["F-1", "F-3"]
    assert new.ledger.source == "open.csv, more.csv"
    assert len(new.layouts) == 2


def test_an_invoice_in_two_files_counts_once(session, board, export):
    one = export(FIRST, SECOND)
    other = export(FIRST.replace("100,00\n", "60,00\n"), THIRD, name="more.csv")
    new = preview(session, board, [one, other])
    assert {i.number: i.open.text() for i in new.ledger.invoices}["F-1"] == "100.00"
    told = [n for n in new.notices if n.code == IN_TWO_FILES]
    assert [(n.file, n.line) for n in told] == [("more.csv", 1)]
    assert "F-1" in told[0].text


def test_a_debtor_gets_from_the_other_file_what_the_first_leaves_out(session, board, export):
    one = export(FIRST.replace("020 055 0001", ""))
    other = export(SECOND.replace("Alfa BV", "Alfa Holding"), name="more.csv")
    debtor = preview(session, board, [one, other]).ledger.debtors["K1"]
    assert (debtor.name, debtor.phone) == ("Alfa BV", "020 055 0001")


# -- what cannot be read ----------------------------------------------


def test_a_missing_file_is_said_by_its_name(session, board, tmp_path):
    with pytest.raises(NotRead) as caught:
        preview(session, board, [tmp_path / "gone.csv"])
    assert caught.value.sentence() == "gone.csv: There is no such file."
    assert caught.value.layout is None


def test_a_folder_is_not_a_file(session, board, tmp_path):
    with pytest.raises(NotRead) as caught:
        preview(session, board, [tmp_path])
    assert "not a file" in caught.value.sentence()


def test_a_name_with_an_escape_sequence_is_said_harmlessly(session, board, tmp_path):
    with pytest.raises(NotRead) as caught:
        preview(session, board, [tmp_path / "a\x1b]0;x\x07b.csv"])
    assert caught.value.sentence() == "ab.csv: There is no such file."


def test_a_file_that_is_too_large_is_not_even_opened(session, board, tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(NotRead) as caught:
        preview(session, board, [path])
    assert isinstance(caught.value.cause, IntakeError)
    assert caught.value.cause.values["megabytes"] == "100"


@pytest.mark.parametrize(
    ("error", "said"),
    [(PermissionError(), "may not read"), (OSError(5, "Input/output error"), "the disk is not in order")],
)
def test_other_failures_are_said_in_a_sentence(error, said):
    assert said in NotRead(Path("x.csv"), error).sentence()


# -- columns ----------------------------------------------


STRANGE = "Wie;Welke;Dag;Saldo nu\n"
ROW = "Alfa BV;F-1;01-09-2026;100,00\n"
CHOSEN = {"debtor_name": "Wie", "invoice_no": "Welke", "invoice_date": "Dag", "open_amount": "Saldo nu"}


def test_chosen_columns_are_remembered_for_the_layout(session, board, export):
    file = export(ROW, head=STRANGE)
    with pytest.raises(NotRead) as caught:
        preview(session, board, [file])
    assert caught.value.layout is not None and "Wie" in caught.value.layout.headers
    admit(session, board, preview(session, board, [file], CHOSEN))
    assert len(preview(session, board, [file]).ledger.invoices) == 1
    admit(session, board, preview(session, board, [file], {"open_amount": "Saldo nu"}))
    mark = preview(session, board, [file]).layouts[0].fingerprint
    assert session.store.layout(mark) == CHOSEN


def test_progress_and_memory_can_be_asked_elsewhere(session, board, export):
    heard = []
    file = export(ROW, head=STRANGE)
    new = preview(
        session, board, [file], remembered=lambda _mark: CHOSEN, reading=lambda *told: heard.append(told)
    )
    assert heard == [("open.csv", 2)]
    assert len(new.ledger.invoices) == 1


# -- is it the right file? ----------------------------------------------


def rows(number: int) -> list[str]:
    return [FIRST.replace("F-1", f"F-{n}") for n in range(number)]


@pytest.mark.parametrize(
    ("before", "after", "doubtful"),
    [(0, 3, False), (20, 9, True), (20, 10, False), (19, 1, False), (40, 40, False)],
)
def test_a_ledger_that_halves_is_doubtful(session, board, export, take, before, after, doubtful):
    if before:
        take(export(*rows(before)))
    assert preview(session, board, [export(*rows(after))]).is_doubtful is doubtful


def test_a_file_without_any_invoice_is_doubtful(session, board, export, take):
    take(export(FIRST))
    assert preview(session, board, [export(FIRST.replace("100,00\n", "0,00\n"))]).is_doubtful


# -- what an import proves ----------------------------------------------


def test_a_promise_is_kept_when_its_invoices_are_gone(session, board, export, take):
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1"))
    new = preview(session, board, [export(SECOND)])
    assert [made.id for made in new.kept] == ["A-K1"]
    assert session.store.agreement("A-K1").state is State.READ_BACK
    admit(session, board, new)
    made = session.store.agreement("A-K1")
    assert [change.state for change in made.states] == [State.READ_BACK, State.KEPT]
    assert made.states[-1].at == NOW
    assert board.standing("K1").agreements == () == session.store.standings()["K1"].agreements


def test_a_part_payment_of_the_promised_amount_keeps_it(session, board, export, take):
    take(export(SECOND))
    agree(session, board, promised("F-2", open_then=Money(Decimal(250))))
    take(export(SECOND.replace("250,00\n", "150,00\n")))
    assert session.store.agreement("A-K1").state is State.KEPT


def test_less_than_promised_keeps_it_in_part(session, board, export, take):
    take(export(SECOND))
    agree(session, board, promised("F-2", open_then=Money(Decimal(250))))
    take(export(SECOND.replace("250,00\n", "150,01\n")))
    assert session.store.agreement("A-K1").state is State.PART_KEPT


def test_our_own_half_stays_open_when_the_promise_was_kept(session, board, export, take):
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1", commitments=(Commitment("send a copy", NOW),)))
    take(export(SECOND))
    assert [made.state for made in board.standing("K1").agreements] == [State.KEPT]
    assert board.queue.entry("K1").reason.values["what"] == "send a copy"


def test_a_row_that_cannot_be_read_proves_nothing(session, board, export, take):
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1"))
    new = preview(session, board, [export(FIRST.replace("01-09-2026", "31-09-2026"), SECOND)])
    assert len(new.refused) == 1
    assert new.kept == ()


def test_a_row_that_cannot_be_read_speaks_against_a_promise_over_everything(session, board, export, take):
    take(export(FIRST))
    agree(session, board, promised(open_then=Money(Decimal(100))))
    assert preview(session, board, [export(FIRST.replace("100,00\n", "1e3\n"), THIRD)]).kept == ()
    assert preview(session, board, [export(THIRD)]).kept != ()


def test_ended_and_empty_agreements_are_left_alone(session, board, export, take):
    take(export(FIRST, SECOND))
    ended = promised("F-1").to(State.BROKEN, NOW)
    ours = replace(ended, id="A-2", promises=(), commitments=(Commitment("x", NOW),), states=())
    board.update(Standing("K1", agreements=(ended, ours)))
    assert preview(session, board, [export(SECOND)]).kept == ()


def test_a_promise_can_be_proven_without_a_new_ledger(session, board, export, take):
    file = export(SECOND)
    take(file)
    agree(session, board, promised("F-1"))
    take(file)
    assert session.store.agreement("A-K1").state is State.KEPT
    assert not session.store.backups()


# -- who stays known ----------------------------------------------


def test_a_debtor_whom_we_called_stays_known_when_everything_was_paid(session, board, export, take):
    take(export(FIRST, THIRD))
    agree(session, board, promised("F-1", commitments=(Commitment("send a copy", NOW),)))
    file = export(THIRD)
    take(file)
    assert board.ledger.debtors["K1"].phone == "020 055 0001"
    assert board.queue.entries[0].debtor_id == "K1"
    assert preview(session, board, [file]).is_same


def test_a_debtor_with_notes_that_were_begun_stays_known(session, board, export, take):
    take(export(FIRST, THIRD))
    session.store.save_draft(Call("C-9", "K1", CallKind.REMINDER, NOW, notes="half a word"))
    take(export(THIRD))
    assert "K1" in board.ledger.debtors


def test_a_debtor_without_history_leaves_with_his_invoices(session, board, export, take):
    take(export(FIRST, THIRD))
    take(export(THIRD))
    assert set(board.ledger.debtors) == {"K2"}


# -- bringing back ----------------------------------------------


def test_restoring_brings_the_ledger_and_its_promises_back(session, board, export, take):
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1"))
    take(export(SECOND))
    restore(session, board, session.store.backups()[0].name)
    assert [i.number for i in board.ledger.invoices] == ["F-1", "F-2"]
    made = session.store.agreement("A-K1")
    assert [change.state for change in made.states] == [State.READ_BACK, State.KEPT, State.READ_BACK]
    assert board.standing("K1").agreements == (made,)


def test_restoring_leaves_kept_what_is_kept_there_too(session, board, export, take):
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1"))
    take(export(SECOND))
    take(export(THIRD))
    restore(session, board, session.store.backups()[0].name)
    assert session.store.agreement("A-K1").state is State.KEPT


def test_an_agreement_that_was_only_marked_kept_becomes_heard(session, board, export, take):
    take(export(FIRST))
    take(export(FIRST, SECOND))
    agree(session, board, promised("F-1", states=(StateChange(State.KEPT, NOW),)))
    restore(session, board, session.store.backups()[0].name)
    assert session.store.agreement("A-K1").state is State.HEARD


def test_an_unknown_backup_changes_nothing(session, board, export, take):
    take(export(FIRST))
    with pytest.raises(StoreError) as caught:
        restore(session, board, "yesterday")
    assert caught.value.code == "no-backup"
    assert [i.number for i in board.ledger.invoices] == ["F-1"]


def test_what_cannot_be_written_leaves_the_board_as_it_was(session, board, export, monkeypatch):
    def full(*_: object) -> None:
        raise StoreError("disk-full", path="x")

    monkeypatch.setattr(session.store, "replace_ledger", full)
    new = preview(session, board, [export(FIRST)])
    with pytest.raises(StoreError):
        admit(session, board, new)
    assert not board.ledger.invoices
