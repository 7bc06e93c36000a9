"""Closing the cockpit. Between two calls at once; with somebody on the line, or words unwritten, it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.language import _, sentences
from cockpit.screens import writing
from cockpit.screens.small import Confirm

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen
    from cockpit.store.port import StoreError


def ask_to_leave(screen: CockpitScreen) -> None:
    """Leave, or ask first when something would be cut off."""
    question = _question(screen, writing.make_sure(screen))
    if not question:
        screen.app.exit()
        return

    def answered(answer: str | None) -> None:
        if answer == "yes":
            writing.make_sure(screen)
            screen.app.exit()
        elif screen.desk.is_live:
            screen.focus_notes()

    screen.app.push_screen(Confirm(question, _("Leave"), _("Stay")), answered)


def _question(screen: CockpitScreen, in_the_way: StoreError | None) -> str:
    """What has to be known before leaving; empty when there is nothing to lose or to break off."""
    hand = screen.desk.hand
    if hand is not None and hand.unsaved is not None:
        why = sentences.store_error(hand.unsaved)
        text = _("The last words are only in memory: {why} Leave, and lose them?")
        return text.format(why=why)
    if in_the_way is not None:
        why = sentences.store_error(in_the_way)
        text = _("What was kept is not in its place any more: {why} Leave, and lose what cannot be written?")
        return text.format(why=why)
    if hand is not None and screen.desk.is_live:
        text = _(
            "You are in a call with {name}: it is kept, and goes on when you open the cockpit again. Leave?"
        )
        return text.format(name=hand.account.debtor.name)
    return ""
