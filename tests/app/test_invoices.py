"""The invoices of the debtor in hand: all of them, with their age, and the choice of what is agreed about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from cockpit.core.ledger import Account, Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.standing import Dispute, Standing
from cockpit.language import use
from cockpit.screens.invoices import InvoicesScreen
from cockpit.screens.views.invoice_view import InvoiceTable, ageing_table, ticked_line
from cockpit.widgets.line_list import LineList

CATERER = "D-1006"  # fourteen invoices, one of them a credit note
CARE_HOME = "D-2005"  # one invoice is contested
TRAITEUR = "D-1020"  # a due day that was worked out
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english():
    use("en")


def seen(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def open_invoices(app, pilot, debtor):
    await pilot.pause()
    app.main.choose(debtor)
    app.main.action_request("invoices")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, InvoicesScreen)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (160, 45)])
async def test_fourteen_invoices_fit_every_window(cockpit, size):
    async with cockpit.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await open_invoices(cockpit, pilot, CATERER)
        lines = seen(cockpit).splitlines()
        assert any("Cateringbedrijf Tafelronde Zuidwest B.V. · 14 open" in line for line in lines)
        assert any("▸ [✓] 20116" in line for line in lines)
        assert any("F5" in line and "back" in line for line in lines[:-1])
        await pilot.press("end")
        assert "▸ [ ] 20420" in seen(cockpit)
        assert "20420  Huur koelmeubel" in seen(cockpit)
        await pilot.press("down")
        assert cockpit.screen.query_one(LineList).chosen == "13"


async def test_what_is_special_is_said_with_a_sign_and_a_word(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_invoices(cockpit, pilot, CATERER)
        assert "− credit · " in seen(cockpit)
        await pilot.press("escape")
        await open_invoices(cockpit, pilot, CARE_HOME)
        assert "⚑ contested · " in seen(cockpit)
        await pilot.press("down")
        assert "⚑ contested:" in seen(cockpit) and "onderhoud valt" in seen(cockpit)
        await pilot.press("escape")
        await open_invoices(cockpit, pilot, TRAITEUR)
        assert "~13/11/2026" in seen(cockpit)
        assert "~ due day worked out from the term" in seen(cockpit)


async def test_the_ticked_invoices_go_into_the_agreement(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_invoices(cockpit, pilot, CARE_HOME)
        assert "2 invoices in the agreement" in seen(cockpit)  # neither the contested one nor what is not due
        await pilot.press("space")
        assert "1 invoice in the agreement: €834.90" in seen(cockpit)
        await pilot.press("end", "enter", "f5")
        await pilot.pause()
        hand = cockpit.desk.hand
        assert cockpit.screen is cockpit.main
        assert hand.call.entry.covers == ("20239", "20377")
        assert hand.call.entry.amount == "2,117.50"
        assert [i.number for i in hand.understood.covers] == ["20239", "20377"]
        await open_invoices(cockpit, pilot, CARE_HOME)
        assert "2 invoices in the agreement: €2,117.50" in seen(cockpit)
        assert cockpit.desk.undo()
        assert hand.call.entry.covers == ()


async def test_escape_leaves_everything_as_it_was(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_invoices(cockpit, pilot, CARE_HOME)
        before = cockpit.desk.hand.call
        await pilot.press("space", "space", "escape")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and cockpit.desk.hand.call == before


async def test_without_a_change_the_typed_amount_stays(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        cockpit.main.choose(CARE_HOME)
        hand = cockpit.desk.hand
        hand.enter(replace(hand.call.entry, amount="1000"))
        await open_invoices(cockpit, pilot, CARE_HOME)
        await pilot.press("space", "up", "space", "f5")
        await pilot.pause()
        assert hand.call.entry.amount == "1000" and hand.call.entry.covers == ()


async def test_all_and_none(cockpit):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_invoices(cockpit, pilot, CARE_HOME)
        await pilot.press("a")
        assert "4 invoices in the agreement: €6,546.10" in seen(cockpit)
        await pilot.press("A")
        assert "nothing ticked: the agreement is about all that is overdue" in seen(cockpit)


async def test_in_a_call_the_focus_goes_back_to_the_notes(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("f5", "f5", "ctrl+g")
        await pilot.pause()
        assert isinstance(cockpit.screen, InvoicesScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert cockpit.main.focused.id == "notes"
        assert cockpit.desk.is_live


async def test_nobody_in_hand(cockpit, store):
    store.replace_ledger(Ledger())
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        cockpit.main.action_request("invoices")
        await pilot.pause()
        assert cockpit.screen is cockpit.main
        assert "Choose a debtor first." in seen(cockpit)


async def test_foreign_words_are_only_words(cockpit, store, clock):
    bad = "[/b] [@click=app.bell]x \u202e=1+1 " + "y" * 900
    ten = Money(Decimal(10))
    rows = [
        Invoice(f"[red]{n}", "D-x", TODAY, TODAY, ten, ten, description=bad, your_ref=bad) for n in range(3)
    ]
    store.replace_ledger(Ledger({"D-x": Debtor("D-x", bad)}, tuple(rows), clock(), "x.csv"))
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_invoices(cockpit, pilot, "D-x")
        assert "[red]0" in seen(cockpit) and "[/b]" in seen(cockpit)
        await pilot.press("space", "down", "f5")
        await pilot.pause()
        assert cockpit.screen is cockpit.main


# -- the words -----------------------------------------------------------------------------------------------


def an_invoice(number="1", days=0, amount="100", currency="EUR", **more):
    money = Money(Decimal(amount), currency)
    due = date.fromordinal(TODAY.toordinal() - days)
    return Invoice(number, "D-1", due, due, money, money, **more)


def test_an_amount_is_never_cut():
    invoices = [an_invoice(amount="12345678901.23"), an_invoice("2" * 40)]
    table = InvoiceTable(invoices, 70, TODAY, Standing("D-1"))
    assert "€12,345,678,901.23" in table.row(invoices[0], False).plain
    assert "2" * 14 + "…" in table.row(invoices[1], False).plain


@pytest.mark.parametrize("width", [70, 110])
def test_the_head_stands_above_its_columns(width):
    invoice = replace(an_invoice("2026-0412", 12, description="Oven"), open=Money(Decimal("99.50")))
    table = InvoiceTable([invoice], width, TODAY, Standing("D-1"))
    head, row = table.head().plain, table.row(invoice, True).plain
    assert head.index("invoice") == row.index("2026-0412")
    assert head.index("due day") == row.index("11/11/2026", head.index("due day") - 1)
    assert head.index("late") + 4 == row.index(" 12 ") + 3
    assert head.index("outstanding") + 11 == row.index("€99.50") + 6
    assert head.index("description") == row.index("Oven")
    assert ("€100.00" in row) is (width == 110)


def test_everything_about_an_invoice():
    dispute = Dispute((), "wrong goods", datetime.combine(TODAY, time(9), UTC))
    invoice = replace(
        an_invoice(days=40, reminders=2, your_ref="PO 7", due_derived=True), open=Money(Decimal("-5"))
    )
    table = InvoiceTable([invoice], 70, TODAY, Standing("D-1", disputes=(dispute,)))
    said = table.detail(invoice).plain
    for part in (
        "of €100.00",
        "2 letters sent",
        "their reference PO 7",
        "~ due day",
        "⚑ contested: wrong goods",
    ):
        assert part in said
    row = table.row(invoice, False).plain
    assert "⚑ contested · − credit · " in row and " – " in row  # a credit note is never late


def test_ageing_per_currency():
    invoices = (
        an_invoice("1", 0, "10"),
        an_invoice("2", 30, "20"),
        an_invoice("3", 31, "30"),
        an_invoice("4", 61, "40"),
        an_invoice("5", 91, "50"),
        an_invoice("6", 5, "60", "GBP"),
    )
    table = ageing_table(Account(Debtor("D-1", "X"), invoices), TODAY, 74).plain.splitlines()
    assert table[0].split() == ["current", "1–30", "31–60", "61–90", ">", "90", "together"]
    assert table[1].split() == ["EUR", "€10", "€20", "€30", "€40", "€50", "€150.00"]
    assert table[2].split() == ["GBP", "–", "£60", "–", "–", "–", "£60.00"]
    assert len({len(line) for line in table}) == 1


def test_two_currencies_do_not_make_one_agreement():
    invoices = [an_invoice("1"), an_invoice("2", currency="GBP")]
    assert "one agreement, one currency" in ticked_line(invoices, {0, 1}).plain
    assert "one agreement" not in ticked_line(invoices, {1}).plain


async def test_a_key_that_comes_before_the_first_row_counts_and_harms_nothing(cockpit, monkeypatch):
    """Typed fast enough, "all" came before the list was filled, and ended the program."""
    show = InvoicesScreen._show
    monkeypatch.setattr(InvoicesScreen, "_show", lambda self: None)
    async with cockpit.run_test(size=(120, 36)) as pilot:
        await pilot.press("f5")
        await pilot.press("ctrl+g")
        screen = cockpit.screen
        assert isinstance(screen, InvoicesScreen)
        before = set(screen._ticked)
        await pilot.press("a")
        assert cockpit._exception is None and screen._ticked != before
        show(screen)
        await pilot.pause()
        assert screen.query_one(LineList).option_count == len(screen.invoices)
