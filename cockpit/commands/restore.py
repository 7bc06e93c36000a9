"""`cockpit restore`: the ledger as it was before an import."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output, shapes
from cockpit.commands.session import board_of, opened
from cockpit.commands.workspace import Place
from cockpit.desk.importing import restore
from cockpit.language import _, dates, ngettext


def run(options: Namespace, place: Place) -> int:
    """List the backups, or bring one back."""
    return _restore(options, place) if options.name else _list(options, place)


def _list(options: Namespace, place: Place) -> int:
    with opened(place, read_only=True) as session:
        backups = session.store.backups()
        if options.json:
            output.data([shapes.backup(backup, session.zone) for backup in backups])
            return 0
        if not backups:
            output.message(_("There are no backups yet: the first comes with the second import."))
            return 0
        rows = []
        for backup in backups:
            count = ngettext("{n} invoice", "{n} invoices", backup.invoices).format(n=backup.invoices)
            rows.append((backup.name, dates.moment(backup.at.astimezone(session.zone)), count))
        for line in output.table(rows, frozenset({2})):
            output.result(line)
    return 0


def _restore(options: Namespace, place: Place) -> int:
    with opened(place, read_only=False) as session:
        board = board_of(session)
        restore(session, board, options.name)
        invoices, debtors = len(board.ledger.invoices), len(board.ledger.debtors)
        if options.json:
            output.data({"restored": options.name, "invoices": invoices, "debtors": debtors})
        text = _("The ledger {name} is back: {invoices} invoices of {debtors} debtors.")
        output.message(text.format(name=options.name, invoices=invoices, debtors=debtors))
    return 0
