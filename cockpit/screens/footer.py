"""The footer and the fixed words of the main screen: what the first frame has before anything was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cockpit.core.call import Phase
from cockpit.language import _
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand
    from cockpit.screens.cockpit import CockpitScreen


def entitle(screen: CockpitScreen) -> None:
    """The names of the panes."""
    screen.query_one("#left").border_title = Content(screen.mark + _("queue"))
    screen.query_one("#right").border_title = Content(screen.mark + _("notes & agreement"))


def retitle(screen: CockpitScreen) -> None:
    """Everything whose words depend only on the language of the screen."""
    entitle(screen)
    screen.query_one("#search", LineInput).placeholder = _("name, number, invoice, telephone, amount")
    screen.query_one("#contact-label", Plain).show(_("on the line"))
    screen.query_one("#too-small", Plain).show(
        _("This window is too small for the cockpit: 60 × 16 at least.")
    )
    screen.query_one(AgreementForm).retitle()


def show_keys(screen: CockpitScreen) -> None:
    """The footer: the next key with what it will do now, then the keys that matter here."""
    hand = screen.desk.hand if screen.is_open else None
    pairs = [(screen.key_of("next"), next_words(screen, hand))]
    pairs += [(screen.key_of(name), words) for name, words in _others(hand is not None and hand.call.is_live)]
    screen.query_one(KeyBar).keys(pairs, screen.app.size.width)


def next_words(screen: CockpitScreen, hand: CallInHand | None) -> str:
    """What the one key that goes on will do."""
    if hand is None:
        return _("choose")
    if hand.call.phase is Phase.PREPARE:
        return _("call") if screen.preparing else _("prepare")
    if hand.call.phase is Phase.TALK:
        from cockpit.screens import listening
        from cockpit.screens.views.script_view import is_last_step

        floor = listening.now(screen)
        if hand.call.objection or screen.detour or (floor and not floor.goes_on):
            return _("back to the script")
        return _("to the outcome") if is_last_step(hand) else _("next line")
    return _("wrap up")


def _others(is_live: bool) -> list[tuple[str, str]]:
    if is_live:
        return [
            ("objection", _("objection")),
            ("agreement", _("agreement")),
            ("stamp", _("time")),
            ("outcome", _("end call")),
            ("leader", _("more")),
            ("help", _("help")),
        ]
    return [
        ("find", _("find")),
        ("queue", _("queue")),
        ("invoices", _("invoices")),
        ("leader", _("more")),
        ("help", _("help")),
        ("quit", _("quit")),
    ]
