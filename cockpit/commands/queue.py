"""`cockpit queue`: whom to call now, and why."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output, shapes
from cockpit.commands.session import board_of, opened
from cockpit.commands.workspace import Place
from cockpit.core.queue import Entry
from cockpit.desk.session import Session
from cockpit.language import _, amounts, ngettext, sentences


def run(options: Namespace, place: Place) -> int:
    """Write the first rows of the queue, or all."""
    with opened(place, read_only=True, on=options.on) as session:
        board = board_of(session)
        entries = board.queue.entries[: options.limit]
        if not board.ledger.debtors and board.ledger.read_at is not None:
            output.message(_("Nobody owes anything."))
        elif not board.ledger.debtors:
            output.message(_("There is no ledger yet in {folder}.").format(folder=place.folder))
        if options.json:
            output.data([shapes.entry(entry, session.zone) for entry in entries])
            return 0
        rows = [_row(number, entry, session) for number, entry in enumerate(entries, 1)]
        for line in output.table(rows, frozenset({0, 3})) if rows else []:
            output.result(line)
        count = len(board.queue.entries)
        text = ngettext("{n} debtor to call, {m} waiting", "{n} debtors to call, {m} waiting", count)
        output.message(text.format(n=count, m=len(board.queue.paused)))
    return 0


def _row(number: int, entry: Entry, session: Session) -> tuple[str, ...]:
    reason = sentences.reason(entry.reason, session.zone)
    return str(number), entry.debtor_id, entry.name, amounts.money(entry.open), entry.phone, reason
