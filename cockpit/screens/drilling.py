"""From an evaluation to a drill: a scenario out of a real call, with nobody real in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from cockpit.core.call import Call
from cockpit.desk.board import Board
from cockpit.desk.session import Session
from cockpit.language import _, sentences
from cockpit.store.port import StoreError

if TYPE_CHECKING:
    from cockpit.desk.correcting import Correction
    from cockpit.screens.history import HistoryScreen
    from cockpit.screens.views.history_rows import Entry


async def drill(screen: HistoryScreen, entry: Entry) -> Correction | None:
    """A drill out of a call of the history; it corrects nothing."""
    if entry.call is not None:
        make(screen, screen.session, screen.board, entry.call)
    return None


def make(screen: Screen[None], session: Session, board: Board, call: Call) -> None:
    """Write a drill out of a call and say where it is, and how it is practised."""
    from cockpit.desk.drilling import make_drill, new_seed  # all of role-play: not before somebody wants it

    if session.own_scenarios is None:
        screen.notify(_("Here is no folder for scenarios of your own."), markup=False, timeout=6)
        return
    try:
        made = make_drill(session, board, call, session.own_scenarios, new_seed(session.now()))
    except StoreError as error:
        screen.notify(sentences.store_error(error), markup=False, timeout=6)
        return
    told = _("Nobody real is in it: {path}. “cockpit practice start {name}” practises it.")
    name = f"{made.scenario.id}.{made.scenario.language}"
    screen.notify(told.format(path=made.path, name=name), title=_("A drill"), markup=False, timeout=12)
