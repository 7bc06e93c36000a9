"""What is asked for during the talk: cards, agreement, notes, the telephone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.desk import outside
from cockpit.desk.settings import Settings
from cockpit.language import _, dates
from cockpit.screens import footer, panes
from cockpit.screens.small import Pick
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.choices import Choice
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def objection(screen: CockpitScreen, chosen: str = "") -> None:
    """Open the card of an objection, or close the one that is open."""
    hand = screen.desk.hand
    if hand is None:
        return
    if hand.call.objection and not chosen:
        hand.change(hand.call.close_objection())
        panes.show_hand(screen)
        return
    if chosen:
        _open_card(screen, chosen)
        return
    cards = [Choice(o.id, digit(o.number), o.title) for o in hand.playbook.objections]

    def picked(card: str | None) -> None:
        if card is not None:
            _open_card(screen, card)

    screen.app.push_screen(Pick(_("What does the customer bring up?"), cards), picked)


def digit(number: int) -> str:
    """The key of a card: its number, 0 for the tenth."""
    return str(number % 10)


def _open_card(screen: CockpitScreen, card: str) -> None:
    hand = screen.desk.hand
    if hand is not None:
        screen.detour = ""
        hand.change(hand.call.open_objection(card))
        panes.show_hand(screen)


def agreement(screen: CockpitScreen, _argument: str = "") -> None:
    """Between the notes and the agreement."""
    if screen.desk.hand is None:
        return
    if screen.focused is not None and screen.query_one(AgreementForm) in screen.focused.ancestors:
        screen.focus_notes()
    else:
        screen.add_class("-agreeing")
        screen.remove_class("-looking")
        screen.set_focus(screen.query_one(AgreementForm).first_empty())


def script(screen: CockpitScreen, _argument: str = "") -> None:
    """In a small window the whole script instead of the notes, and back."""
    screen.toggle_class("-reading")
    if not screen.has_class("-reading"):
        screen.focus_notes()


def contact(screen: CockpitScreen, _argument: str = "") -> None:
    screen.remove_class("-agreeing", "-looking")
    screen.set_focus(screen.query_one("#contact", LineInput))


def stamp(screen: CockpitScreen, _argument: str = "") -> None:
    if screen.desk.hand is not None:
        screen.focus_notes()
        screen.query_one("#notes", NotesArea).stamp(dates.clock(screen.desk.session.local_now()))


def method(screen: CockpitScreen, _argument: str = "") -> None:
    screen.desk.next_method()
    panes.show_agreement(screen)
    panes.show_script(screen)


def read_back(screen: CockpitScreen, _argument: str = "") -> None:
    """The agreement was read back; only a whole one can be."""
    hand = screen.desk.hand
    if hand is None:
        return
    if not hand.understood.is_promise:
        screen.say(_("There is nothing to read back yet: an amount and a day first."))
        return
    hand.change(replace(hand.call, read_back=not hand.call.read_back))
    panes.show_agreement(screen)


def voicemail(screen: CockpitScreen, _argument: str = "") -> None:
    _detour(screen, "voicemail")


def third_party(screen: CockpitScreen, _argument: str = "") -> None:
    _detour(screen, "third-party")


def _detour(screen: CockpitScreen, name: str) -> None:
    screen.detour = "" if screen.detour == name else name
    panes.show_script(screen)
    footer.show_keys(screen)


def dial(screen: CockpitScreen, _argument: str = "") -> None:
    """Hand the number to the softphone; without one it stands at the foot of the script."""
    number = screen.desk.dial_target()
    if not number:
        screen.say(_("No telephone number is known: write it at the preparation when you find it."))
        return
    setting = screen.desk.session.settings.dial
    if not setting:
        return
    try:
        outside.start(outside.dial_command(setting, number))
    except outside.NotStarted as error:
        if screen.desk.session.settings.dial != Settings().dial:
            screen.say(
                _("{program} could not be started. Dial {number}").format(
                    program=error.program, number=number
                )
            )


def kind(screen: CockpitScreen, _argument: str = "") -> None:
    screen.desk.next_kind()
    panes.show_hand(screen)


def speak(screen: CockpitScreen, _argument: str = "") -> None:
    hand = screen.desk.hand
    if hand is not None:
        hand.speak("en" if hand.call.language == "nl" else "nl")
        panes.show_hand(screen)


def sources(screen: CockpitScreen, _argument: str = "") -> None:
    screen.with_sources = not screen.with_sources
    panes.show_script(screen)
