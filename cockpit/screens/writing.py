"""What was typed is taken over, kept, and looked at: at once in the call, on the disk within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.language import _
from cockpit.late import late
from cockpit.store.port import StoreError
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea

if TYPE_CHECKING:
    from cockpit.screens import panes, wording
    from cockpit.screens.cockpit import CockpitScreen
else:
    panes, wording = late("cockpit.screens.panes"), late("cockpit.screens.wording")

_PAUSE = 0.3  # seconds without typing before the draft is written
_LOOK = 0.3  # seconds without typing before the words are looked at again


def take_typed(screen: CockpitScreen) -> None:
    """Take over what stands in the boxes now.

    Their messages come later than the keys that follow them; whoever shows the call before has to
    take the boxes as they are, or fast typing would be overwritten with what was known a moment ago.
    """
    hand = screen.desk.hand
    if hand is None or screen.shown is not hand:
        return
    before = hand.call
    hand.note(screen.query_one("#notes", NotesArea).text)
    hand.spoke_to(screen.query_one("#contact", LineInput).value)
    hand.enter(screen.query_one(AgreementForm).entry)
    if hand.call != before:
        _keep_soon(screen)
        look_soon(screen)


def look_soon(screen: CockpitScreen) -> None:
    """Underline what the words do to a reader, at the next pause of typing."""
    screen.later("look", _LOOK, lambda: wording.look(screen))


def flush(screen: CockpitScreen) -> None:
    """Write the draft now if something was typed."""
    screen.cancel_later("keep")
    hand = screen.desk.hand
    if hand is not None and not hand.is_kept and hand.worth_keeping:
        hand.keep()
    panes.show_kept(screen)


def retry(screen: CockpitScreen) -> None:
    """Try again to write what could not be written; show what another cockpit changed meanwhile."""
    if screen.desk.session.store.was_visited:
        take_typed(screen)
        screen.desk.keep()
        panes.show_all(screen)
    else:
        screen.desk.keep()
    panes.show_kept(screen)


def make_sure(screen: CockpitScreen) -> StoreError | None:
    """Before leaving: write everything, and again what something else removed; what is in the way of it."""
    flush(screen)
    retry(screen)
    try:
        screen.desk.session.store.make_sure()
    except StoreError as error:
        return error
    return None


def _keep_soon(screen: CockpitScreen) -> None:
    """Write the draft at the next pause of typing, and in any case within a second of the first key."""
    if not screen.is_waiting("keep"):
        screen.later("keep", _PAUSE, lambda: flush(screen))


def here_again(screen: CockpitScreen) -> str:
    """What is said of a call that was taken up. Nothing is promised of its words where something in the
    workspace was damaged, which is said beside it."""
    if screen.desk.session.store.problems:
        return _("The unfinished call is here again.")
    return _("The unfinished call is here again, every word in place.")
