"""The session that a command gets: the workspace opened, with the real clock or that of another day."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cockpit.commands import output
from cockpit.commands.patience import saying_so
from cockpit.commands.workspace import PLAYBOOKS, RULES, SCENARIOS, CannotDo, Place
from cockpit.core.calendar import DAY_STARTS, at
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings, problem_sentence
from cockpit.language import _
from cockpit.late import late
from cockpit.playbook.library import Library
from cockpit.store.foreign import refuse_foreign
from cockpit.store.port import Store, StoreError
from cockpit.store.workspace import Workspace

if TYPE_CHECKING:
    from cockpit.desk.board import Board
    from cockpit.language import sentences
else:
    sentences = late("cockpit.language.sentences")


def utc_now() -> datetime:
    """The computer's clock; the only place that reads it."""
    return datetime.now(UTC)


def new_id(prefix: str) -> str:
    """A name that was never used before: the moment and four random characters."""
    return f"{prefix}-{utc_now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"


def session_for(
    store: Store, settings: Settings, folder: Path, now: Callable[[], datetime] = utc_now
) -> Session:
    """Everything a use case needs."""
    return Session(
        store,
        settings,
        now,
        new_id,
        folder / "outbox",
        Library(folder / PLAYBOOKS),
        folder / RULES,
        folder / SCENARIOS,
    )


@contextmanager
def opened(place: Place, *, read_only: bool, on: date | None = None) -> Iterator[Session]:
    """A session on the workspace. Read-only, it works beside a running cockpit.

    `on` looks from another day: from the hour at which its golden hours begin. What is wrong with the
    settings and the files is said on standard error. Raises `CannotDo` for every `StoreError`, also for one
    that comes out of the block.
    """
    for wrong in place.problems:
        output.message(problem_sentence(wrong))
    now = _clock(on, place.settings)
    try:
        with saying_so(place.folder):
            store = Workspace.open(place.folder, now=now, read_only=read_only)
        try:
            yield session_for(store, place.settings, place.folder, now)
        finally:
            store.close()
            for problem in store.problems:
                output.message(sentences.store_error(problem))
    except StoreError as error:
        raise CannotDo(why(error)) from error


def why(error: StoreError) -> str:
    """What the workspace could not do, as a command says it."""
    text = {
        "in-use": _("The workspace is open in another cockpit: {who}. Close that one first."),
        "left-behind": _(
            "The workspace was not given back by {who}. When that cockpit is certainly closed: cockpit unlock"
        ),
    }.get(error.code)
    return text.format(who=sentences.who(error.values)) if text else sentences.store_error(error)


def must_be_ours(place: Place) -> None:
    """Raise `CannotDo` for a folder that is not empty and no workspace: nothing is put there."""
    try:
        with suppress(OSError):  # which is said by what is written there
            refuse_foreign(place.folder)
    except StoreError as error:
        raise CannotDo(why(error)) from error


def board_of(session: Session) -> Board:
    """The ledger, the standings and the queue; raises `StoreError`.

    A ledger that cannot be read is set aside by the store and is empty from then on, so that another can be
    imported or an earlier one brought back.
    """
    from cockpit.desk.board import Board

    board = Board(session)
    try:
        board.load()
    except StoreError as error:
        if error.code != "damaged":
            raise
        board.load()
        output.message(sentences.store_error(error))
    return board


def _clock(on: date | None, settings: Settings) -> Callable[[], datetime]:
    if on is None:
        return utc_now
    moment = at(on, DAY_STARTS, ZoneInfo(settings.zone))
    return lambda: moment
