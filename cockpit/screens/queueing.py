"""What is asked for between two calls: the queue, finding, setting aside, preparing, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.language import _
from cockpit.screens import footer, panes
from cockpit.screens.small import WriteLine
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_PAINTED = 0.05  # seconds after which what a key asked for has been painted


def queue(screen: CockpitScreen, _argument: str = "") -> None:
    """To the queue and back."""
    if screen.focused is screen.query_one(QueueList) and screen.desk.is_live:
        screen.focus_notes()
    else:
        screen.preparing = False
        screen.focus_queue()
        footer.show_keys(screen)


def find(screen: CockpitScreen, _argument: str = "") -> None:
    """Somebody rings back: type a few letters of anything."""
    screen.update_classes({"-looking": True})
    box = screen.query_one("#search", LineInput)
    box.display = True
    screen.set_focus(box)


def leave_search(screen: CockpitScreen) -> None:
    """The whole queue again, the focus where it was."""
    box = screen.query_one("#search", LineInput)
    if not box.display:
        return
    box.fill("")
    box.display = False
    panes.show_queue(screen)


def leave_search_later(screen: CockpitScreen) -> None:
    """The whole queue again when he who was found has been painted, or another request is made before."""
    if screen.query_one("#search", LineInput).display:
        screen.later("leave search", _PAINTED, lambda: leave_search(screen))


def close_search(screen: CockpitScreen) -> None:
    """Back to the whole queue."""
    leave_search(screen)
    if screen.desk.is_live:
        screen.focus_notes()
    else:
        screen.focus_queue()


def skip(screen: CockpitScreen, _argument: str = "") -> None:
    """Set a debtor aside until tomorrow, with a reason."""
    hand = screen.desk.hand
    if hand is None or screen.desk.is_live:
        screen.say(_("In a call nobody can be skipped.") if hand else _("Choose a debtor first."))
        return
    name = hand.account.debtor.name

    def skipped(reason: str | None) -> None:
        if reason is not None:
            screen.trying(lambda: _set_aside(screen, reason))

    title = _("Skip {name} today. What is the reason?").format(name=name)
    screen.app.push_screen(WriteLine(title, needed=True), skipped)


def _set_aside(screen: CockpitScreen, reason: str) -> None:
    name = screen.desk.hand.account.debtor.name if screen.desk.hand else ""
    following = screen.desk.next_debtor()
    screen.desk.skip(reason)
    if following is not None:
        screen.choose(following)
    panes.show_all(screen)
    screen.focus_queue()
    key = screen.key_label("undo")
    screen.say(_("{name} comes back tomorrow. {key} takes that back.").format(name=name, key=key))


def undo(screen: CockpitScreen, _argument: str = "") -> None:
    """Take the last action back. A call that has not begun any more is a preparation again."""
    was_live = screen.desk.is_live
    if screen.desk.undo():
        has_ended = was_live and not screen.desk.is_live and screen.desk.hand is not None
        screen.detour = "" if has_ended else screen.detour
        panes.show_all(screen)
        if has_ended:
            _prepare_again(screen)
        screen.say(_("Taken back: the call has not begun yet.") if has_ended else _("Taken back."))
    else:
        screen.say(_("There is nothing to take back."))


def _prepare_again(screen: CockpitScreen) -> None:
    """What is typed now is not meant for the notes of a call."""
    screen.preparing = True
    screen.update_classes({"-writing": False, "-agreeing": False})
    screen.set_focus(screen.query_one(Checklist))
    footer.show_keys(screen)


def write_item(screen: CockpitScreen, item: str) -> None:
    """Write at an item of the preparation."""
    from cockpit.language.preparation import item_label
    from cockpit.screens import whom

    hand = screen.desk.hand
    if hand is None or whom.asks(screen, hand, item):
        return

    def written(text: str | None) -> None:
        if text is not None and screen.desk.hand is hand:
            hand.change(hand.call.answer(item, text))
            panes.show_preparation(screen)

    screen.app.push_screen(WriteLine(item_label(item), hand.call.answer_to(item)), written)
