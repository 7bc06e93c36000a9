"""The law says: not now. Which rule, its source, when it opens; going on takes a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from cockpit.core.text import clean_line
from cockpit.desk.calling import CallInHand
from cockpit.desk.contact_gate import closed_gates, go_through, opens_at
from cockpit.language import N_, _, contact_sentences, dates, source_sentences
from cockpit.widgets.actions import key_name
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain, lines

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_SHORTEST = 3  # letters that can be a reason


def passing(screen: CockpitScreen, hand: CallInHand, then: Callable[[], None]) -> None:
    """Do something that rings the debtor: at once, or after the collector gave a reason to pass the law."""
    if not closed_gates(hand):
        then()
        return

    def answered(reason: str | None) -> None:
        if reason is not None and screen.desk.hand is hand:
            go_through(hand, reason)
            then()

    screen.app.push_screen(GateScreen(hand, screen.key_of("next")), answered)


class GateScreen(ModalScreen[str | None]):
    """Escape leaves the telephone where it is; F5 rings, once a reason stands there."""

    CSS = """
    GateScreen #gate-rules { height: auto; margin-bottom: 1; }
    GateScreen #gate-said { height: auto; color: $gap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "accept", N_("On"), id="next", show=False, priority=True),
    ]

    def __init__(self, hand: CallInHand, next_key: str) -> None:
        super().__init__()
        self._hand, self._next_key = hand, next_key

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Plain(_("This customer may not be rung now"), classes="dialog-title")
            yield Plain(self._rules(), id="gate-rules")
            yield Plain(_("Ring all the same? What is the reason? It is kept with the call."))
            yield LineInput(id="gate-reason", compact=True)
            yield Plain("", id="gate-said")
            keys = _("Escape leaves it · {key} rings all the same").format(key=key_name(self._next_key))
            yield Plain(keys, classes="dialog-hint")

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()

    def _rules(self) -> Content:
        parts: list[str | Content] = []
        for gate in closed_gates(self._hand):
            parts.append(Content.styled(f"✗ {contact_sentences.closed(gate)}", "bold $overdue"))
            parts.append(Content.styled(f"  {source_sentences.source(gate.source)}", "$muted"))
        again = dates.moment(opens_at(self._hand))
        parts.append(Content.styled(_("Open again from {moment}").format(moment=again), "$promised"))
        return lines(*parts)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Ring, when there is a reason."""
        reason = clean_line(self.query_one(LineInput).value)
        if len(reason) >= _SHORTEST:
            self.dismiss(reason)
        else:
            self.query_one("#gate-said", Plain).show(_("A reason is needed here."))

    def action_leave(self) -> None:
        self.dismiss(None)
