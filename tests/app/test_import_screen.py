"""Reading an export inside the cockpit: shown first, taken over by one key, left as it was by another."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from cockpit.app import CockpitApp
from cockpit.core.agreement import State
from cockpit.core.reason import ReasonCode
from cockpit.core.text import clean_line
from cockpit.desk.board import Board
from cockpit.desk.importing import admit, preview
from cockpit.language import use
from cockpit.screens import import_file
from cockpit.screens.import_columns import ColumnsScreen
from cockpit.screens.import_file import ImportScreen
from cockpit.screens.small import Confirm, Pick
from cockpit.store.port import StoreError
from cockpit.widgets.line_list import LineList
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.path_input import PathInput
from cockpit.widgets.plain import Plain
from cockpit.widgets.queue_list import QueueList

HEAD = "Klantnummer;Naam;Telefoon;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand\n"
ZONNEVELD = "D-1007;Bakkerij Zonneveld BV;020 055 0107;{n};01-09-2026;01-10-2026;100,00;100,00\n"
STRANGE = "Wie;Welke;Dag;Saldo nu;Iets\nAlfa BV;F-1;01-09-2026;100,00;x\nBeta NV;F-2;01-09-2026;50,00;y\n"


@pytest.fixture(autouse=True)
def english():
    use("en")


@pytest.fixture
def export(tmp_path: Path):
    def write(*rows: str, name: str = "open.csv", head: str = HEAD) -> Path:
        path = tmp_path / name
        path.write_text(head + "".join(rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def whole(export) -> Path:
    """An export of a hundred invoices, so that nobody asks whether it is the right file."""
    return export(*(ZONNEVELD.format(n=f"N-{n}") for n in range(100)))


def seen(app: CockpitApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def said(app: CockpitApp) -> str:
    return str(app.screen.query_one("#import-said", Plain).content)


def text(app: CockpitApp) -> str:
    return str(app.screen.query_one("#import-text", Plain).content)


async def opened(app, pilot):
    """Wait for the ledger, and until the highlight of the queue has settled."""
    while not app.main.has_class("-open"):
        await pilot.pause()
    await pilot.pause(0.1)


async def open_import(app, pilot):
    await opened(app, pilot)
    app.main.action_request("import")
    await pilot.pause()
    assert isinstance(app.screen, ImportScreen)


async def read(app, pilot, path):
    app.screen.query_one(PathInput).value = str(path)
    await pilot.press("enter")
    await app.workers.wait_for_complete()
    await pilot.pause()


async def take_over(app, pilot):
    await pilot.press("f5")
    await settled(app, pilot)


async def settled(app, pilot):
    """Wait for what is done beside the screen, and for what the screen makes of it."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def running(app):
    return app.run_test(size=(120, 36), notifications=True, tooltips=True)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_a_file_is_shown_before_it_counts(cockpit, store, whole, size):
    before = store.ledger()
    async with cockpit.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        shown = seen(cockpit)
        assert "100 invoices · 1 debtor · €10,000.00" in shown
        assert "100 new, 0 changed, 120 no longer open" in shown
        assert "F5" in shown and "take over" in shown
        assert store.ledger() is before


async def test_f5_takes_it_over_and_shows_the_new_queue(cockpit, store, whole):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await take_over(cockpit, pilot)
        assert cockpit.screen is cockpit.main
        assert len(store.ledger().invoices) == 100
        assert cockpit.desk.hand is not None
        assert len(cockpit.desk.hand.account.invoices) in {100, 0}
        assert cockpit.main.query_one(QueueList).has_focus
        assert store.backups()


async def test_the_debtor_in_hand_gets_his_new_invoices(cockpit, whole):
    async with running(cockpit) as pilot:
        await opened(cockpit, pilot)
        cockpit.main.choose("D-1007")
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await take_over(cockpit, pilot)
        assert cockpit.desk.hand.call.debtor_id == "D-1007"
        assert len(cockpit.desk.hand.account.invoices) == 100


async def test_a_preparation_is_kept(cockpit, store, whole):
    async with running(cockpit) as pilot:
        await opened(cockpit, pilot)
        cockpit.main.choose("D-1007")
        cockpit.main.query_one(NotesArea).text = "half a word"
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await take_over(cockpit, pilot)
        assert cockpit.desk.hand.call.notes == "half a word"


async def test_when_everything_was_paid_the_first_of_the_queue_is_next(cockpit, whole):
    async with running(cockpit) as pilot:
        await opened(cockpit, pilot)
        cockpit.main.choose("D-1006")
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await take_over(cockpit, pilot)
        assert cockpit.desk.hand.call.debtor_id != "D-1006"


@pytest.mark.parametrize("keys", [["escape"], ["tab", "escape"]])
async def test_escape_leaves_everything_as_it_was(cockpit, store, whole, keys):
    before = store.ledger()
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await pilot.press(*keys)
        await pilot.pause()
        assert cockpit.screen is cockpit.main
        assert store.ledger() is before and not store.backups()


async def test_the_same_ledger_is_said_to_be_the_same(cockpit, store, session, whole):
    board = Board(session)
    board.load()
    admit(session, board, preview(session, board, [whole]))
    kept = store.ledger()
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        assert "exactly this already" in text(cockpit)
        await take_over(cockpit, pilot)
        assert store.ledger() is kept


async def test_refused_rows_and_kept_promises_are_shown(cockpit, export):
    rows = [ZONNEVELD.format(n=f"N-{n}") for n in range(150)]
    bad = ZONNEVELD.format(n="N-x").replace("01-09-2026", "31-02-2026")
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(*rows, bad))
        shown = text(cockpit)
        assert "Refused rows (1)" in shown and "line 152: “31-02-2026”" in shown
        assert "✓ Promise kept: Bakkerij Zonneveld BV" in shown
        assert "New (150)" in shown and "… and 50 more" in shown


async def test_a_changed_amount_is_shown_before_and_after(cockpit, session, export):
    rows = [ZONNEVELD.format(n=f"N-{n}") for n in range(60)]
    board = Board(session)
    board.load()
    admit(session, board, preview(session, board, [export(*rows)]))
    later = [rows[0].replace(";100,00\n", ";40,00\n"), rows[1].replace("01-10-2026", "02-10-2026"), *rows[2:]]
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(*later))
        shown = text(cockpit)
        assert "N-0 · Bakkerij Zonneveld BV · €100.00 → €40.00" in shown
        assert "N-1 · Bakkerij Zonneveld BV · €100.00 · Fri 2 Oct" in shown


async def test_brackets_and_commands_are_only_text(cockpit, export):
    row = "X1;[/b][@click=app.quit]\x1b]0;;1;[red]N\x1b[2J;31-02-2026;01-10-2026;9,00;9,00\n"
    name = "a [b] [@click=x].csv"
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(row, ZONNEVELD.format(n="[/b]"), name=name))
        await pilot.pause()
        assert "a [b] [@click=x].csv" in seen(cockpit)
        assert "[/b] · Bakkerij Zonneveld BV" in seen(cockpit)
        assert "\x1b" not in seen(cockpit)


# -- wrong files ----------------------------------------------


async def test_a_missing_file_is_said(cockpit, tmp_path):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, tmp_path / "gone.csv")
        assert said(cockpit) == "gone.csv: There is no such file."
        assert cockpit.screen.query_one(PathInput).has_focus
        await pilot.press("f5")  # reads again, and finds it gone again
        await cockpit.workers.wait_for_complete()
        await pilot.pause()
        assert said(cockpit) == "gone.csv: There is no such file."


async def test_an_empty_line_reads_nothing(cockpit):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await pilot.press("enter", "f5")
        assert "drag the file" in said(cockpit)


@pytest.mark.parametrize(("key", "taken"), [("y", True), ("n", False), ("escape", False), ("enter", False)])
async def test_what_may_be_the_wrong_file_is_asked_about(cockpit, store, export, key, taken):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(ZONNEVELD.format(n="N-1")))
        assert "⚠ Is it the right file? Invoices in it: 1, in the present ledger: 120." in text(cockpit)
        await take_over(cockpit, pilot)
        assert isinstance(cockpit.screen, Confirm)
        await pilot.press(key)
        await settled(cockpit, pilot)
        assert (len(store.ledger().invoices) == 1) is taken
        assert (cockpit.screen is cockpit.main) is taken


async def test_what_cannot_be_written_is_said_and_nothing_is_lost(cockpit, store, whole, monkeypatch):
    def full(*_: object) -> None:
        raise StoreError("disk-full", path="x")

    monkeypatch.setattr(store, "replace_ledger", full)
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await take_over(cockpit, pilot)
        assert "Not taken over: The disk is full" in said(cockpit)
        assert len(cockpit.desk.board.ledger.invoices) == 120


async def test_in_a_call_nothing_is_imported(cockpit):
    async with running(cockpit) as pilot:
        await opened(cockpit, pilot)
        cockpit.main.choose("D-1007")
        cockpit.desk.hand.start()
        cockpit.main.action_request("import")
        await pilot.pause()
        assert cockpit.screen is cockpit.main
        assert "end the call first" in [str(n.message) for n in cockpit._notifications][-1]


# -- reading takes a while ----------------------------------------------


class Slow:
    """Stands in for reading until it is let go; then it reads."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, *args, reading, **options):
        reading("open.csv", 100_000)
        self.begun.set()
        self.go.wait(10)
        return preview(*args, reading=lambda *_: None, **options)


async def test_reading_does_not_stop_the_screen_and_can_be_stopped(cockpit, store, whole, monkeypatch):
    slow = Slow()
    monkeypatch.setattr(import_file, "preview", slow)
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        cockpit.screen.query_one(PathInput).value = str(whole)
        await pilot.press("enter")
        assert slow.begun.wait(10)
        await pilot.pause()
        assert said(cockpit) == "Reading open.csv, 100 000 rows …"
        assert "stop" in seen(cockpit)
        await pilot.press("f5")  # nothing to take over yet
        await pilot.press("escape")
        assert said(cockpit) == "Stopped; nothing was changed."
        slow.go.set()
        await cockpit.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(cockpit.screen, ImportScreen) and cockpit.screen.new is None
        await pilot.press("escape")
        await pilot.pause()
        assert cockpit.screen is cockpit.main


async def test_a_ledger_is_taken_over_beside_the_screen(cockpit, store, whole, monkeypatch):
    begun, go = threading.Event(), threading.Event()
    replace_ledger = store.replace_ledger

    def slowly(*given: object) -> None:
        begun.set()
        go.wait(10)
        replace_ledger(*given)

    monkeypatch.setattr(store, "replace_ledger", slowly)
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        await pilot.press("f5")
        assert begun.wait(10)
        await pilot.press("f5", "c", "f2", "escape")  # nothing else can be begun, and it is not left
        await pilot.pause()
        assert said(cockpit) == "Taking over …"
        assert isinstance(cockpit.screen, ImportScreen)
        assert len(cockpit.desk.board.ledger.invoices) == 120
        go.set()
        await settled(cockpit, pilot)
        assert cockpit.screen is cockpit.main
        assert len(cockpit.desk.board.ledger.invoices) == 100


# -- the path ----------------------------------------------


async def test_tab_and_right_complete_the_path(cockpit, export, tmp_path):
    export(name="openstaand-mei.csv"), export(name="openstaand-juni.csv"), export(name="zz.csv")
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        path = cockpit.screen.query_one(PathInput)
        path.value = f"{tmp_path}{os.sep}op"
        path.cursor_position = len(path.value)
        await pilot.press("tab")
        assert path.value == f"{tmp_path}{os.sep}openstaand-"
        await pilot.pause()
        assert said(cockpit) == "openstaand-juni.csv  openstaand-mei.csv"
        await pilot.press("m", "right")
        assert path.value.endswith("openstaand-mei.csv")
        await pilot.press("home", "right", "shift+right")
        assert path.cursor_position == 2
        assert path.has_focus


async def test_many_names_are_not_all_written_out(cockpit, export, tmp_path):
    for n in range(20):
        export(name=f"export-{n}.csv")
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        cockpit.screen.query_one(PathInput).value = f"{tmp_path}{os.sep}export"
        await pilot.press("tab")
        await pilot.pause()
        assert said(cockpit).endswith("…")


# -- columns ----------------------------------------------


async def test_columns_that_were_not_recognised_are_chosen_by_key(cockpit, store, tmp_path):
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE)
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, path)
        await pilot.pause()
        assert isinstance(cockpit.screen, ColumnsScreen)
        assert "Still to be chosen" in seen(cockpit)
        await pilot.press("f5")  # not yet
        assert isinstance(cockpit.screen, ColumnsScreen)
        for field, heading in (
            ("debtor_name", "2"),
            ("invoice_no", "3"),
            ("invoice_date", "4"),
            ("open_amount", "5"),
        ):
            listed = cockpit.screen.query_one(LineList)
            if cockpit.screen._columns.get(field) != ("Wie", "Welke", "Dag", "Saldo nu")[int(heading) - 2]:
                listed.highlighted = listed.get_option_index(field)
                await pilot.press("enter")
                await pilot.pause()
                assert isinstance(cockpit.screen, Pick)
                await pilot.press(heading)
                await pilot.pause()
        assert "remembered" in seen(cockpit)
        await take_over(cockpit, pilot)
        await cockpit.workers.wait_for_complete()
        await pilot.pause()
        assert "2 invoices · 2 debtors" in text(cockpit)
        await take_over(cockpit, pilot)
        await pilot.press("y")
        await pilot.pause()
        mark = cockpit_layout(store)
        assert mark["open_amount"] == "Saldo nu"


def cockpit_layout(store):
    return next(iter(store._layouts.values()))


async def test_columns_can_be_changed_from_the_preview(cockpit, store, export):
    row = ZONNEVELD.format(n="N-1").replace("100,00;100,00", "100,00;60,00")
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(row))
        assert "€60.00" in text(cockpit)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(cockpit.screen, ColumnsScreen)
        listed = cockpit.screen.query_one(LineList)
        listed.highlighted = listed.get_option_index("open_amount")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("8")  # the heading "Bedrag", which until now was the invoice amount
        await pilot.pause()
        assert "amount" not in cockpit.screen._columns
        await take_over(cockpit, pilot)
        await cockpit.workers.wait_for_complete()
        await pilot.pause()
        assert "€100.00" in text(cockpit)


async def test_a_field_can_be_without_a_column(cockpit, export):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(ZONNEVELD.format(n="N-1")))
        await pilot.press("c")
        await pilot.pause()
        listed = cockpit.screen.query_one(LineList)
        listed.highlighted = listed.get_option_index("phone")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "phone" not in cockpit.screen._columns
        await take_over(cockpit, pilot)
        await cockpit.workers.wait_for_complete()
        await pilot.pause()
        assert cockpit.screen.new.ledger.debtors["D-1007"].phone == ""


async def test_escape_in_the_columns_and_in_a_choice_changes_nothing(cockpit, export):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await pilot.press("tab")
        cockpit.screen.action_columns()  # no file, no columns
        assert isinstance(cockpit.screen, ImportScreen)
        await read(cockpit, pilot, export(ZONNEVELD.format(n="N-1")))
        shown = text(cockpit)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(cockpit.screen, ImportScreen)
        assert text(cockpit) == shown


# -- earlier ledgers ----------------------------------------------


async def test_an_earlier_ledger_comes_back(cockpit, store, session, whole):
    board = Board(session)
    board.load()
    admit(session, board, preview(session, board, [whole]))
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(cockpit.screen, Pick)
        assert "120 invoices" in seen(cockpit)
        await pilot.press("1")
        await pilot.pause()
        await pilot.pause()
        assert cockpit.screen is cockpit.main
        assert len(store.ledger().invoices) == 120


async def test_without_an_earlier_ledger(cockpit, store, monkeypatch):
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await pilot.press("f2")
        assert "no earlier ledgers" in said(cockpit)

        def failed() -> None:
            raise StoreError("unwritable", path="x", reason="gone")

        monkeypatch.setattr(store, "backups", failed)
        await pilot.press("f2")
        assert "cannot be written" in said(cockpit)


async def test_an_earlier_ledger_that_cannot_be_read(cockpit, store, session, whole, monkeypatch):
    board = Board(session)
    board.load()
    admit(session, board, preview(session, board, [whole]))

    def failed(_name: str) -> None:
        raise StoreError("damaged", path="x", reason="no JSON")

    monkeypatch.setattr(store, "restore", failed)
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert "damaged" in said(cockpit)
        assert len(store.ledger().invoices) == 100


async def test_dutch_words_fit(cockpit, whole):
    use("nl")
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, whole)
        assert "100 facturen" in seen(cockpit)
        assert clean_line(seen(cockpit))


def test_a_preview_knows_what_it_is(session, whole):
    board = Board(session)
    board.load()
    new = preview(session, board, [whole])
    assert not replace(new, known=0).is_doubtful


# -- what it concludes about promises ----------------------------------------------


async def test_an_import_with_its_conclusions_is_taken_back_with_one_key(cockpit, store, export):
    rows = [ZONNEVELD.format(n=f"N-{n}") for n in range(100)]
    before = {i.number for i in store.ledger().invoices}
    (made,) = store.agreements_of("D-1007")
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(*rows))
        assert "✓ Promise kept: Bakkerij Zonneveld BV" in text(cockpit)
        assert "✓ What was said is true: Visrestaurant" in text(cockpit)
        claimed = cockpit.desk.board.standing("D-1015").follow_ups
        await take_over(cockpit, pilot)
        assert claimed and cockpit.desk.board.standing("D-1015").follow_ups == ()
        messages = " / ".join(note.message for note in cockpit._notifications)
        assert "Promises: " in messages and "kept" in messages and "^R takes that back." in messages
        assert store.agreement(made.id).state is State.KEPT
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert {i.number for i in store.ledger().invoices} == before
        assert store.agreement(made.id).state is made.state
        assert cockpit.desk.board.standing("D-1015").follow_ups == claimed
        assert cockpit.desk.board.queue.entry("D-1007").reason.code is ReasonCode.PROMISE_BROKEN


async def test_one_conclusion_is_taken_back_in_the_history(cockpit, store, session, export):
    (made,) = store.agreements_of("D-1007")
    head = "D-1007;Bakkerij Zonneveld BV;020 055 0107;"
    paid_in_part = [
        f"{head}20176;01-09-2026;01-10-2026;1595,00;1495,00\n",
        f"{head}20217;01-09-2026;01-10-2026;247,50;247,50\n",
    ]
    rows = [*paid_in_part, *(ZONNEVELD.format(n=f"N-{n}") for n in range(98))]
    async with running(cockpit) as pilot:
        await open_import(cockpit, pilot)
        await read(cockpit, pilot, export(*rows))
        assert "✗ Promise kept in part: Bakkerij Zonneveld BV, €100.00 of €1,842.50" in text(cockpit)
        await take_over(cockpit, pilot)
        assert store.agreement(made.id).state is State.PART_KEPT
        cockpit.main.choose("D-1007")
        cockpit.main.action_request("history")
        await pilot.pause()
        await pilot.pause()
        detail = cockpit.screen.query_one("#history-text", Plain)
        assert "Partly kept  from the ledger" in str(detail.content)
        await pilot.press("t")
        await pilot.pause()
        cockpit.screen.query_one("#line").value = "it was credited"
        await pilot.press("enter")
        await pilot.pause()
        assert store.agreement(made.id).state is made.state
        assert "taken back: Partly kept → Receipt confirmed" in str(detail.content)
    board = Board(session)
    board.load()
    assert preview(session, board, [export(*rows)]).concluded == ()
