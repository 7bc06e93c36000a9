"""`cockpit show`: everything about one debtor."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cockpit.commands import output, shapes
from cockpit.commands.session import board_of, opened
from cockpit.commands.show_words import agreement_lines, call_lines, follow_up_line, invoice_rows
from cockpit.commands.workspace import Place
from cockpit.core.agreement import Agreement, Concession
from cockpit.core.call import Call
from cockpit.core.concession import Condition, became
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account
from cockpit.core.text import clean_line, fold
from cockpit.desk.board import Board
from cockpit.desk.session import Session
from cockpit.language import _, amounts, labels, ngettext, sentences

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class _File:
    """All that is known of one debtor."""

    account: Account
    calls: tuple[Call, ...]
    agreements: tuple[Agreement, ...]
    follow_ups: tuple[FollowUp, ...]


def run(options: Namespace, place: Place) -> int:
    """Write the debtor's file; 1 when nobody or more than one was found."""
    with opened(place, read_only=True, on=options.on) as session:
        board = board_of(session)
        account = found(board, clean_line(" ".join(options.debtor)))
        if account is None:
            return 1
        store, debtor_id = session.store, account.debtor.id
        file = _File(
            account,
            tuple(store.calls_of(debtor_id)),
            tuple(store.agreements_of(debtor_id)),
            tuple(store.follow_ups_of(debtor_id)),
        )
        if options.json:
            output.data(_shape(session, board, file))
        else:
            for line in _lines(session, board, file):
                output.result(line)
    return 0


def found(board: Board, text: str) -> Account | None:
    """The debtor with this number or whole name, else the only one that a search finds.

    None when there is nobody, or more than one: then it is said who fits.
    """
    ids = board.find(text)
    exact = [i for i in ids if fold(i) == fold(text)] or [
        i for i in ids if fold(board.ledger.debtors[i].name) == fold(text)
    ]
    fitting = exact or ids
    if len(fitting) == 1:
        return board.account(fitting[0])
    if not fitting:
        output.message(_("Nobody was found for “{text}”.").format(text=text))
        return None
    say_who_fits(board, text, fitting)
    return None


def say_who_fits(board: Board, text: str, fitting: list[str]) -> None:
    """Name the debtors whom a text may mean."""
    count = len(fitting)
    title = ngettext("{n} debtor fits “{text}”:", "{n} debtors fit “{text}”:", count)
    output.message(title.format(n=count, text=text))
    rows = [(i, board.ledger.debtors[i].name) for i in fitting[:MOST_CANDIDATES]]
    for line in output.table(rows):
        output.message(f"  {line}")


def _shape(session: Session, board: Board, file: _File) -> shapes.Shape:
    debtor, zone = file.account.debtor, session.zone
    standing = board.standing(debtor.id)
    entry = board.queue.entry(debtor.id)
    invoices = file.account.invoices
    return {
        "debtor": shapes.debtor(debtor) | {"open_total": shapes.amounts(file.account.open_totals())},
        "queue": shapes.entry(entry, zone) if entry else None,
        "invoices": [shapes.invoice(i, session.today(), standing.contests(i)) for i in invoices],
        "calls": [shapes.call(call, zone) for call in file.calls],
        "agreements": [shapes.agreement(made, zone) for made in file.agreements],
        "given": [
            {"agreement": made.id, "what": given.what, "condition": _became(session, file, made, given).value}
            for made in file.agreements
            for given in made.concessions
        ],
        "follow_ups": [shapes.follow_up(one, zone) for one in file.follow_ups],
        "next_time": standing.next_time,
    }


def _lines(session: Session, board: Board, file: _File) -> Iterator[str]:
    debtor, zone = file.account.debtor, session.zone
    standing = board.standing(debtor.id)
    entry = board.queue.entry(debtor.id)
    yield f"{debtor.name} ({debtor.id})"
    known = (debtor.contact_person, debtor.phone, debtor.mobile, debtor.email)
    yield " · ".join([*filter(None, known), debtor.country, labels.language(debtor.language)])
    if entry:
        yield f"{labels.kind(entry.kind)}: {sentences.reason(entry.reason, zone)}"
    if standing.next_time:
        yield _("Next time: {hint}").format(hint=standing.next_time)
    yield from _section(_("Invoices"), output.table(invoice_rows(file.account, standing, session.today())))
    totals = file.account.open_totals().values()
    if totals:
        yield "  " + _("Open: {amount}").format(amount=" + ".join(map(amounts.money, totals)))
    calls = [line for call in reversed(file.calls) for line in call_lines(call, zone)]
    yield from _section(_("Calls, the last one first"), calls)
    made = [
        line
        for one in reversed(file.agreements)
        for line in agreement_lines(one, zone, partial(_became, session, file, one))
    ]
    yield from _section(_("Agreements, the last one first"), made)
    yield from _section(_("Follow-up"), [follow_up_line(one, zone) for one in file.follow_ups])


def _became(session: Session, file: _File, made: Agreement, given: Concession) -> Condition:
    """What became of something that we gave, as of the day from which is looked."""
    return became(given, made, file.account.invoices, session.today(), session.settings.grace_days)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)
