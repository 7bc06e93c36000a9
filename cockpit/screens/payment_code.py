"""The payment code of what was promised, as large as the window, with the same in words beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.handover.paying import Transfer
from cockpit.handover.payment_qr import QUIET, terminal_qr
from cockpit.handover.qr_picture import modules
from cockpit.language import N_, _, mail_sentences
from cockpit.language.amounts import money
from cockpit.widgets.actions import key_name
from cockpit.widgets.plain import Plain, lines

_LEAST_QUIET = 2
_WORDS = 30
"""Columns that the words beside the code need."""


class PaymentCodeScreen(ModalScreen[None]):
    """Nothing can be changed here: any of its keys goes back to where it was asked for."""

    CSS = """
    PaymentCodeScreen { align: center middle; background: $surface; }
    PaymentCodeScreen #code-and-words { width: auto; height: auto; max-height: 100%; }
    PaymentCodeScreen #code { width: auto; height: auto; }
    PaymentCodeScreen #code-words { width: 31; height: auto; max-height: 100%; padding: 0 0 0 2; }
    PaymentCodeScreen #code-told { height: auto; }
    PaymentCodeScreen.-none #code { display: none; }
    PaymentCodeScreen.-none #code-words { width: 64; max-width: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5,f7,enter,space", "leave", N_("Back"), show=False, priority=True)
    ]

    def __init__(self, transfer: Transfer) -> None:
        super().__init__()
        self._transfer = transfer

    def compose(self) -> ComposeResult:
        with Horizontal(id="code-and-words"):
            yield Plain("", id="code")
            with VerticalScroll(id="code-words", can_focus=False):
                yield Plain("", id="code-told")

    def on_resize(self) -> None:
        drawn = drawn_in(self._transfer.payload, self.size.width - _WORDS, self.size.height)
        self.set_class(not drawn, "-none")
        # A code is dark on light whatever the theme: telephones read no other.
        self.query_one("#code", Plain).show(Content.styled(drawn, "black on white"))
        self.query_one("#code-told", Plain).show(self._words(drawn))

    def action_leave(self) -> None:
        self.dismiss(None)

    def _words(self, drawn: str) -> Content:
        paid = self._transfer
        told = [
            Content.styled(_("The first payment") if paid.more else _("The payment"), "bold $accent"),
            Content(""),
            *_told("IBAN", paid.to.iban),
            *_told("BIC", paid.to.bic),
            *_told(_("In the name of"), paid.to.name),
            *_told(_("Amount"), money(paid.amount)),
            *_told(_("Reference"), paid.reference),
            Content(""),
        ]
        if drawn:
            hint = _("A banking app that reads payment codes fills the payment in from this one.")
            told.append(Content.styled(hint, "$muted"))
        else:
            told.append(Content.styled(self._why_not(), "$gap"))
        told += [Content(""), Content.assemble((f" {key_name('escape')} ", "bold $accent"), _("back"))]
        return lines(*told)

    def _why_not(self) -> str:
        if self._transfer.problem:
            return mail_sentences.no_code(self._transfer.problem)
        return _("The code does not fit into this window: make it larger. In the mail it stands in any case.")


def drawn_in(payload: str, columns: int, rows: int) -> str:
    """The code in half blocks with as much light around it as fits; empty when it does not fit."""
    if not payload:
        return ""
    matrix = modules(payload)
    room = min(columns, 2 * rows) - len(matrix)
    quiet = min(room // 2, QUIET)
    return terminal_qr(matrix, quiet=quiet) if quiet >= _LEAST_QUIET else ""


def _told(label: str, value: str) -> list[Content]:
    return [Content.styled(label, "$muted"), Content(value)] if value else []
