"""The items of the preparation that are not free text: who owes it, the formal letter, what was before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cockpit.core.contact_rules import DebtorKind
from cockpit.core.party import kind_of
from cockpit.core.standing import LETTER, PARTY
from cockpit.desk.calling import CallInHand
from cockpit.language import _, contact_sentences, current, dates
from cockpit.language.past_days import parse_past_day
from cockpit.screens import panes
from cockpit.screens.history import open_history
from cockpit.screens.small import Pick, ReadLine, numbered

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def asks(screen: CockpitScreen, hand: CallInHand, item: str) -> bool:
    """Ask about an item that has its own question, or show what it is about; False when it is free text."""
    if item in {PARTY, "gate"}:
        _ask_party(screen, hand)
    elif item == LETTER or item.startswith("advice-"):
        _ask_letter(screen, hand)
    elif item in {"handed", "lapsed"}:
        open_history(screen)
    else:
        return item == "caller"
    return True


def _ask_party(screen: CockpitScreen, hand: CallInHand) -> None:
    choices = numbered([(kind.value, contact_sentences.debtor_kind(kind)) for kind in DebtorKind])
    title = _("Who owes it? That decides the interest, the costs and the hours of the law.")
    taken = kind_of(hand.call, hand.standing).value
    screen.app.push_screen(Pick(title, choices, taken), lambda found: _write(screen, hand, PARTY, found))


def _ask_letter(screen: CockpitScreen, hand: CallInHand) -> None:
    def written(text: str | None) -> None:
        found = None if text is None else _past_day(hand, text).isoformat()
        _write(screen, hand, LETTER, found)

    def read(text: str) -> str:
        return dates.day(_past_day(hand, text))

    title = _("On which day was the letter sent? The fourteen-day letter, or the formal notice.")
    screen.app.push_screen(ReadLine(title, read, "", _("For example: 3-11")), written)


def _past_day(hand: CallInHand, text: str) -> date:
    return parse_past_day(text, hand.session.today(), current(), hand.session.settings.country)


def _write(screen: CockpitScreen, hand: CallInHand, item: str, text: str | None) -> None:
    if text is not None and screen.desk.hand is hand:
        hand.change(hand.call.answer(item, text))
        panes.show_preparation(screen)
