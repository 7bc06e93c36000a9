"""One key on what waits at our own desk: done, true, confirmed; another for not true and not done yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cockpit.desk.correcting import undo
from cockpit.desk.settling import Matter, end, matter_of_row, matters
from cockpit.language import _
from cockpit.screens import panes
from cockpit.screens.small import Pick, numbered
from cockpit.screens.views.settling_view import ended, line
from cockpit.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def done(screen: CockpitScreen) -> None:
    """Done, true, or confirmed: what the row is about, or else what is chosen."""
    _settle(screen, good=True)


def not_done(screen: CockpitScreen) -> None:
    """Not true, or not done yet."""
    _settle(screen, good=False)


def _settle(screen: CockpitScreen, good: bool) -> None:
    debtor_id = _debtor(screen)
    if debtor_id is None:
        screen.say(_("Choose a debtor first."))
        return
    board = screen.desk.board
    waiting = [matter for matter in matters(board, debtor_id) if good or matter.may_fail]
    of_row = matter_of_row(board, debtor_id) if _at_queue(screen) else None
    if of_row in waiting:
        waiting = [of_row]
    if len(waiting) > 1:
        _ask(screen, waiting, good)
    elif waiting:
        screen.trying(lambda: _end(screen, waiting[0], good))
    elif good:
        screen.say(_("Nothing of ours waits for this debtor."))
    else:
        screen.say(_("There is nothing to look up or to ask for this debtor."))


def _ask(screen: CockpitScreen, waiting: Sequence[Matter], good: bool) -> None:
    """Which of several it is."""
    choices = numbered([(str(n), line(m, screen.desk.session.zone)) for n, m in enumerate(waiting)])

    def chosen(number: str | None) -> None:
        if number is not None:
            screen.trying(lambda: _end(screen, waiting[int(number)], good))
        elif screen.desk.is_live:
            screen.focus_notes()

    title = _("What is done?") if good else _("What is not so, or not done yet?")
    screen.app.push_screen(Pick(title, choices), chosen)


def _end(screen: CockpitScreen, matter: Matter, good: bool) -> None:
    desk = screen.desk
    debtor_id = _debtor(screen) or ""
    place = desk.board.queue.position(debtor_id)
    correction = end(desk.session, desk.board, matter, good=good)

    def back() -> bool:
        undo(desk.session, desk.board, debtor_id, correction, _("taken back"))
        return True

    desk.did(back)
    if not desk.is_live and not screen.preparing:
        _go_on_from(screen, debtor_id, place)
    panes.show_all(screen)
    if desk.is_live:
        screen.focus_notes()
    key = screen.key_label("undo")
    screen.say(f"{ended(matter, good)} {_('{key} takes that back.').format(key=key)}")


def _go_on_from(screen: CockpitScreen, debtor_id: str, place: int | None) -> None:
    """When nothing is left to do for a debtor, the row that comes in his place is next."""
    entries = screen.desk.board.queue.entries
    if place is None or not entries or screen.desk.board.queue.position(debtor_id) is not None:
        return
    screen.choose(entries[min(place, len(entries) - 1)].debtor_id)


def _debtor(screen: CockpitScreen) -> str | None:
    """Whom it is about: the row under the highlight when the queue has the focus, or else who is in hand."""
    highlighted = screen.query_one(QueueList).highlighted
    hand = screen.desk.hand
    if _at_queue(screen) or hand is None:
        return highlighted
    return hand.call.debtor_id


def _at_queue(screen: CockpitScreen) -> bool:
    return screen.focused is screen.query_one(QueueList) and not screen.desk.is_live
