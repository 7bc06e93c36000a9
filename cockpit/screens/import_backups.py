"""Bringing back the ledger as it was before an import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cockpit.desk.desk import Desk
from cockpit.desk.importing import restore
from cockpit.language import _, dates, ngettext, sentences
from cockpit.screens.small import Pick, numbered
from cockpit.store.port import Backup, StoreError

if TYPE_CHECKING:
    from textual.screen import Screen


def offer_backups(
    screen: Screen[str | None], desk: Desk, done: Callable[[str], object], failed: Callable[[str], object]
) -> None:
    """Ask which ledger comes back, and bring it; both callbacks get the sentence that says how it ended."""
    try:
        backups = desk.session.store.backups()
    except StoreError as error:
        failed(sentences.store_error(error))
        return
    if not backups:
        failed(_("There are no earlier ledgers yet: the first comes with the second import."))
        return

    def picked(name: str | None) -> None:
        if name is None:
            return
        try:
            restore(desk.session, desk.board, name)
        except StoreError as error:
            failed(sentences.store_error(error))
        else:
            done(_said(len(desk.board.ledger.invoices)))

    choices = numbered([(backup.name, _label(desk, backup)) for backup in backups])
    screen.app.push_screen(Pick(_("Which ledger comes back? Calls and agreements stay."), choices), picked)


def _label(desk: Desk, backup: Backup) -> str:
    count = ngettext("{n} invoice", "{n} invoices", backup.invoices).format(n=backup.invoices)
    return f"{dates.moment(backup.at.astimezone(desk.session.zone))} · {count}"


def _said(count: int) -> str:
    text = ngettext(
        "The earlier ledger is back: {n} invoice.", "The earlier ledger is back: {n} invoices.", count
    )
    return text.format(n=count)
