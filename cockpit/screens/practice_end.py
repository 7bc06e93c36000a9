"""The end of a practised talk as at work: the outcome, the summary, the look back; and nothing goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from cockpit.core.outcome import Outcome
from cockpit.desk import wrapping
from cockpit.desk.wrapping import WrapUp
from cockpit.language import _
from cockpit.screens import panes, writing
from cockpit.screens.outcome import OutcomeScreen
from cockpit.screens.wrap_up import WrapUpScreen

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

Finished = Callable[[WrapUp], None]


class PracticeOutcome(OutcomeScreen):
    """Who was reached and what was said, unmistakably in practice."""

    CSS = """
    PracticeOutcome .dialog { border: heavy $practice; border-title-color: $practice;
        border-title-style: bold; }
    """

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("PRACTICE"))


class PracticeWrapUp(WrapUpScreen):
    """The summary and the mail as they would be; saving leads to the debrief."""

    CSS = """
    PracticeWrapUp #wrap-up { border: heavy $practice; border-title-color: $practice; }
    """

    def _show(self) -> None:
        super()._show()
        title = f"{_('PRACTICE')} · {_('Wrap up')} · {_('nothing goes out')}"
        self.query_one("#wrap-up").border_title = Content(title)

    def action_mail(self) -> None:
        """The mail as it would go out."""
        self.action_own_words()

    def action_mailto(self) -> None:
        self._stays_here()

    def action_copy(self) -> None:
        self._stays_here()

    def action_code(self) -> None:
        self._stays_here()

    def action_send(self) -> None:
        self._stays_here()

    def action_calendar(self) -> None:
        self._stays_here()

    def _stays_here(self) -> None:
        self.say(_("This is practice: nothing goes out."))

    def _keys(self) -> list[tuple[str, str]]:
        return [
            (self._next_key, _("see how it went")),
            ("f2", _("the mail")),
            ("enter", _("next field")),
            ("esc", _("back")),
        ]


def end_call(screen: CockpitScreen, finished: Finished) -> None:
    """Ask for the outcome, show what would be saved, and tell `finished`; Escape goes back to the talk."""
    writing.flush(screen)
    asked = PracticeOutcome(screen.desk, screen.key_of("next"))
    screen.app.push_screen(asked, partial(_given, screen, finished))


def _given(screen: CockpitScreen, finished: Finished, outcome: Outcome | None) -> None:
    hand = screen.desk.hand
    if outcome is None or hand is None:
        screen.focus_notes()
        return
    hand.change(replace(hand.call.hang_up(screen.desk.session.now()), outcome=outcome))
    panes.show_hand(screen)
    if outcome.spoke_to_right_person:
        shown = PracticeWrapUp(screen.desk, screen.key_of("next"))
        screen.app.push_screen(shown, partial(_wrapped_up, screen, finished, shown))
    else:
        wrap_up = wrapping.prepare(hand, outcome)
        finished(replace(wrap_up, call=wrapping.save(hand, wrap_up)))


def _wrapped_up(screen: CockpitScreen, finished: Finished, shown: WrapUpScreen, saved: str | None) -> None:
    hand = screen.desk.hand
    if hand is None:
        return
    if saved is not None:
        finished(replace(shown.wrap_up, call=hand.call))
        return
    hand.change(hand.call.back_to_talk())
    panes.show_hand(screen)
    screen.focus_notes()
