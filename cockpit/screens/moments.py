"""The customer chooses one of the days that we offer: one key says and records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.desk import moments
from cockpit.language import _, dates, plan_sentences
from cockpit.screens import listening, panes

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def take_next(screen: CockpitScreen) -> None:
    """The first day; again, the one after it."""
    _take(screen, 0)


def take_second(screen: CockpitScreen) -> None:
    """The second day."""
    _take(screen, 2)


def take_third(screen: CockpitScreen) -> None:
    """The third day, where there is one."""
    _take(screen, 3)


def _take(screen: CockpitScreen, number: int) -> None:
    """The day with this number; 0 for the one whose turn it is."""
    hand = screen.desk.hand
    if hand is None or not hand.call.is_live:
        screen.say(_("Days are offered during a call."))
        return
    had_plan = bool(hand.call.entry.terms)
    listening.end(screen)
    screen.detour = ""
    day = moments.take(hand, number) if number else moments.take_next(hand)
    if day is None:
        screen.say(_("Two days are offered, not three."))
        return
    panes.show_hand(screen)
    said = [_("Agreed: {day}.").format(day=dates.day(day))]
    if had_plan:
        said.append(plan_sentences.dropped(screen.key_label("undo")))
    screen.say(" ".join(said))
