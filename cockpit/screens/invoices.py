"""All open invoices of the debtor in hand, with their age; here is chosen what the agreement covers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.core.text import shorten
from cockpit.desk.calling import CallInHand
from cockpit.language import N_, _, ngettext, plan_sentences
from cockpit.screens import panes
from cockpit.screens.views.invoice_view import InvoiceTable, ageing_table, ticked_line
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


_LOW = 20
_AROUND, _AROUND_LOW = 14, 10
"""The lines of the dialog, its edges included, beside the list and the totals; and without the totals."""


def open_invoices(screen: CockpitScreen) -> None:
    """Show the invoices of the debtor in hand; what was chosen there is proposed in the agreement."""
    hand = screen.desk.hand
    if hand is None:
        screen.say(_("Choose a debtor first."))
        return

    def chosen(numbers: tuple[str, ...] | None) -> None:
        if numbers is not None and screen.desk.hand is hand:
            if hand.call.entry.terms:
                screen.say(plan_sentences.dropped(screen.key_label("undo")))
            hand.cover(numbers)
        panes.show_all(screen)
        if screen.desk.is_live:
            screen.focus_notes()

    screen.app.push_screen(InvoicesScreen(hand, screen.key_of("next")), chosen)


class InvoicesScreen(ModalScreen[tuple[str, ...] | None]):
    """Space ticks, F5 takes the ticked invoices into the agreement, Escape leaves it as it was."""

    CSS = """
    InvoicesScreen .dialog { width: 96%; max-width: 128; height: auto; padding: 0 1; }
    InvoicesScreen LineList { height: auto; }
    InvoicesScreen #invoice-detail { height: 3; margin-top: 1; }
    InvoicesScreen #invoice-head { height: 1; text-wrap: nowrap; }
    InvoicesScreen.-low #invoice-detail { height: 2; }
    InvoicesScreen.-low #ageing { display: none; }
    InvoicesScreen.-low #ticked { margin-top: 1; }
    InvoicesScreen #ageing { height: auto; max-height: 5; margin: 1 0; }
    InvoicesScreen #ticked { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("space", "tick", N_("Tick"), show=False),
        Binding("a,A", "all", N_("All or none"), show=False),
        Binding("f5", "accept", N_("Take"), id="next", show=False),
    ]

    def __init__(self, hand: CallInHand, next_key: str) -> None:
        super().__init__()
        self.hand = hand
        self.invoices = hand.account.invoices
        self._next_key = next_key
        covers = {invoice.number for invoice in hand.understood.covers}
        self._ticked = {n for n, invoice in enumerate(self.invoices) if invoice.number in covers}
        self._before = frozenset(self._ticked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Plain("", id="invoice-head")
            yield LineList(id="invoices", compact=True)
            yield Plain("", id="invoice-detail")
            yield Plain("", id="ageing")
            yield Plain("", id="ticked")
            yield KeyBar(id="invoice-keys")

    def on_mount(self) -> None:
        dialog = self.query_one(".dialog")
        count = len(self.invoices)
        items = ngettext("{n} open invoice", "{n} open invoices", count).format(n=count)
        dialog.border_title = Content(f"{shorten(self.hand.account.debtor.name, 40)} · {items}")
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    @property
    def _today(self) -> date:
        return self.hand.session.today()

    @property
    def _table(self) -> InvoiceTable:
        width = self.query_one(LineList).size.width - 2
        return InvoiceTable(self.invoices, width, self._today, self.hand.standing)

    def _show(self) -> None:
        table = self._table
        rows = [Line(str(n), table.row(i, n in self._ticked)) for n, i in enumerate(self.invoices)]
        self.query_one("#invoice-head", Plain).show(Content("  ") + table.head())
        self.query_one(LineList).show(rows)
        ageing = ageing_table(self.hand.account, self._today, self.query_one("#ageing").size.width)
        self.query_one("#ageing", Plain).show(ageing)
        is_low = self.size.height < _LOW
        self.set_class(is_low, "-low")
        around = _AROUND_LOW if is_low else _AROUND + len(self.hand.account.open_totals())
        self.query_one(LineList).styles.max_height = max(self.size.height - around, 3)
        self._show_ticked()

    def _show_ticked(self) -> None:
        self.query_one("#ticked", Plain).show(ticked_line(self.invoices, self._ticked))
        keys = [
            (self._next_key, _("into the agreement") if self._changed else _("back")),
            (_("space"), _("tick")),
            ("a", _("all/none")),
            ("esc", _("cancel")),
        ]
        self.query_one(KeyBar).keys(keys, self.query_one(KeyBar).size.width)

    @property
    def _changed(self) -> bool:
        return self._ticked != self._before

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        invoice = self.invoices[int(event.option.id or 0)]
        self.query_one("#invoice-detail", Plain).show(self._table.detail(invoice))

    def on_option_list_option_selected(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the highlighted invoice, or take its tick away, and go on to the next line."""
        chosen = self.query_one(LineList).chosen
        if chosen is not None:
            self._ticked ^= {int(chosen)}
            self._redraw([int(chosen)])
            self.query_one(LineList).action_cursor_down()

    def action_all(self) -> None:
        """Tick all invoices; when all are, none."""
        everything = set(range(len(self.invoices)))
        self._ticked = set() if self._ticked == everything else everything
        self._redraw(everything)

    def _redraw(self, places: Iterable[int]) -> None:
        table, listed = self._table, self.query_one(LineList)
        if listed.option_count < len(self.invoices):  # a key that came before the first row: it is shown then
            return
        for place in places:
            row = table.row(self.invoices[place], place in self._ticked)
            listed.replace_option_prompt_at_index(place, row)
        self._show_ticked()

    def action_accept(self) -> None:
        """Take the ticked invoices into the agreement; with nothing changed the typed amount stays."""
        numbers = tuple(self.invoices[n].number for n in sorted(self._ticked))
        self.dismiss(numbers if self._changed else None)

    def action_leave(self) -> None:
        self.dismiss(None)
