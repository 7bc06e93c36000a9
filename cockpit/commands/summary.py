"""`cockpit summary`: the closing summary of a call once more, in any of its forms."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.session import board_of, opened
from cockpit.commands.to_file import to_file
from cockpit.commands.workspace import Place
from cockpit.core.text import clean_line
from cockpit.desk.board import Board
from cockpit.desk.handing_over import calendar_file, for_collector, mail_file, saved_handover
from cockpit.desk.session import Session
from cockpit.handover.facts import Handover
from cockpit.handover.paying import wrong_references
from cockpit.handover.summary import closing_summary
from cockpit.handover.texts import as_json, as_markdown, as_text
from cockpit.language import _, current, mail_sentences


def run(options: Namespace, place: Place) -> int:
    """Write the summary; 1 when there is no such call, or nothing of it comes back on a day."""
    with opened(place, read_only=True, on=options.on) as session:
        facts = _facts(session, board_of(session), options.call)
        if facts is None:
            return 1
        made = _made(session, facts, options.format)
        if not made:
            output.message(_("Nothing of this call has to come back on a day: there is no calendar entry."))
            return 1
        _write(made, options)
    return 0


def _facts(session: Session, board: Board, name: str | None) -> Handover | None:
    call = session.store.call(name) if name else board.last_call()
    if call is None:
        text = (
            _("There is no call {name}.").format(name=clean_line(name))
            if name
            else _("No call was saved yet.")
        )
        output.message(text)
        return None
    facts = saved_handover(session, board, call)
    if facts is None:
        text = _("The ledger does not know the debtor of this call any more: {debtor}")
        output.message(text.format(debtor=call.debtor_id))
    return facts


def _made(session: Session, facts: Handover, form: str) -> str | bytes | dict[str, object]:
    """The summary in one form: the mail in the debtor's language, all else in the collector's."""
    mine = for_collector(facts, current())
    if form == "eml":
        for number in wrong_references(facts):
            output.message(mail_sentences.wrong_reference(number))
        return mail_file(session, facts)
    if form == "ics":
        return calendar_file(session, facts)
    if form == "json":
        return as_json(mine, closing_summary(mine))
    return (as_markdown if form == "md" else as_text)(closing_summary(mine), current())


def _write(made: str | bytes | dict[str, object], options: Namespace) -> None:
    if options.output:
        to_file(output.encoded(made), options.output)
    elif isinstance(made, bytes):
        output.content(made)
    elif isinstance(made, str):
        output.result(made.rstrip("\n"))
    else:
        output.data(made)
