"""What is asked for during the talk: cards, agreement, notes, the telephone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.core.call import Phase
from cockpit.core.text import shorten
from cockpit.desk import outside
from cockpit.desk.settings import Settings
from cockpit.language import _, dates
from cockpit.screens import footer, gate, listening, panes
from cockpit.screens.small import Pick
from cockpit.screens.views.script_view import digit, letter
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.choices import Choice
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand
    from cockpit.screens.cockpit import CockpitScreen

_BRANCH = "branch:"
_WIDEST = 50


def objection(screen: CockpitScreen, chosen: str = "") -> None:
    """Open the card of an objection or take a branch of the script, or close the card that is open."""
    hand = screen.desk.hand
    if hand is None:
        return
    listening.end(screen)
    if hand.call.objection and not chosen:
        hand.change(hand.call.close_objection())
        panes.show_hand(screen)
    elif chosen:
        _open_card(screen, chosen)
    else:
        panes.show_script(screen)
        _ask_what(screen, hand)


def _ask_what(screen: CockpitScreen, hand: CallInHand) -> None:
    """What the customer brings up: a branch that this step has, by letter, or an objection, by its number."""
    branches = hand.step.branches if hand.call.phase is Phase.TALK else ()
    choices = [
        *(Choice(f"{_BRANCH}{b.to}", letter(n), shorten(b.when, _WIDEST)) for n, b in enumerate(branches)),
        *(Choice(o.id, digit(o.number), o.title) for o in hand.playbook.objections),
    ]

    def picked(choice: str | None) -> None:
        if choice is None:
            return
        if choice.startswith(_BRANCH):
            _take_branch(screen, choice.removeprefix(_BRANCH))
        else:
            _open_card(screen, choice)

    screen.app.push_screen(Pick(_("What does the customer bring up?"), choices), picked)


def _take_branch(screen: CockpitScreen, step: str) -> None:
    hand = screen.desk.hand
    if hand is not None:
        screen.detour = ""
        hand.branch_to(step)
        panes.show_hand(screen)


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
        screen.update_classes({"-agreeing": True, "-writing": True, "-looking": False})
        screen.set_focus(screen.query_one(AgreementForm).first_empty())


def script(screen: CockpitScreen, _argument: str = "") -> None:
    """In a small window, during a call: the whole script instead of the notes, and back."""
    if not screen.desk.is_live:
        return
    screen.toggle_class("-reading")
    if not screen.has_class("-reading"):
        screen.focus_notes()


def contact(screen: CockpitScreen, _argument: str = "") -> None:
    if screen.desk.hand is not None:
        screen.update_classes({"-agreeing": False, "-looking": False, "-reading": False, "-writing": True})
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
    listening.end(screen)
    screen.detour = "" if screen.detour == name else name
    panes.show_script(screen)
    footer.show_keys(screen)


def dial(screen: CockpitScreen, _argument: str = "") -> None:
    """Hand the number to the softphone, as far as the law lets us ring now."""
    hand = screen.desk.hand
    if hand is None:
        screen.say(_("Choose a debtor first."))
    else:
        gate.passing(screen, hand, lambda: _dial(screen))


def _dial(screen: CockpitScreen) -> None:
    """Start the softphone; without a number it stands at the foot of the script."""
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
