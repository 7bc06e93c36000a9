"""Sitting down at the desk: reading the workspace, and making ready what will be wanted soon."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

from cockpit.core.call import CallKind
from cockpit.desk.board import Board
from cockpit.desk.desk import Desk
from cockpit.language import current
from cockpit.language.words import words_of
from cockpit.store.port import StoreError


def sit_down(desk: Desk) -> tuple[bool, StoreError | None]:
    """Whether a live call was taken up, and what of the workspace could not be read.

    A ledger that cannot be read was set aside by the store: without it everything else is still there.
    """
    try:
        return desk.open(), None
    except StoreError as error:
        with suppress(StoreError):
            return desk.open(), error
        return False, error


def warm_up(board: Board, modules: tuple[str, ...]) -> Iterator[None]:
    """The index of the search, the words of the agreement panel, the scripts, and these modules: all in
    small steps, for quiet moments.

    Nothing depends on it: what is wanted before its turn has come is made then and there.
    """
    yield from board.preparing_search()
    words_of(current())
    yield
    for kind in CallKind:
        board.session.playbooks.load(kind, current())
        yield
    for module in modules:
        import_module(module)
        yield
