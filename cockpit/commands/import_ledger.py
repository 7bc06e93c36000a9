"""`cockpit import`: an export of open items takes the place of the ledger."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from cockpit.commands import output, shapes
from cockpit.commands.session import board_of, opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.text import clean_line
from cockpit.desk.importing import Preview, admit, preview
from cockpit.desk.ledger_files import NotRead, Told
from cockpit.desk.session import Session
from cockpit.intake import FIELDS
from cockpit.language import _, amounts, ngettext

MOST_NOTICES = 20
"""So many notices are written out; a file without due dates has one on every row."""


def run(options: Namespace, place: Place) -> int:
    """Read the files, take them over, and say what changed; 1 when rows were refused.

    The result is written when everything is on the disk: whoever stops reading stops no import.
    """
    columns = _columns(options.columns)
    files = [Path(name).expanduser() for name in options.files]
    with opened(place, read_only=options.dry_run) as session:
        board = board_of(session)
        try:
            new = preview(session, board, files, columns)
        except NotRead as error:
            raise CannotDo("\n".join([error.sentence(), *_how_to_choose(error)])) from error
        stopped = new.is_doubtful and not options.force
        written = not (options.dry_run or stopped or (new.is_same and not new.kept))
        if not (options.dry_run or stopped):
            admit(session, board, new)
        if options.json:
            output.data(shapes.imported(new, written, session.zone))
        else:
            _tell(session, new, written)
    if stopped:
        output.message(_doubt(new))
        return 2
    return 1 if new.refused else 0


def _columns(chosen: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    for field, _heading in chosen:
        if field not in FIELDS:
            nearest = get_close_matches(field, FIELDS, n=1, cutoff=0)[0]
            text = _("There is no field “{field}”; the nearest is “{nearest}”. All fields: {fields}")
            raise CannotDo(text.format(field=clean_line(field, 60), nearest=nearest, fields=", ".join(FIELDS)))
    return dict(chosen)


def _how_to_choose(error: NotRead) -> list[str]:
    """What the file has to choose from, when a column was not recognised."""
    layout = error.layout
    if layout is None or not layout.missing:
        return []
    headings = ", ".join(f"“{header}”" for header in layout.headers)
    example = " ".join(f'"{field}=…"' for field in layout.missing)
    return [
        _("Its headings: {headings}").format(headings=headings),
        _("Choose with: {example}").format(example=f"--columns {example}"),
    ]


def _doubt(new: Preview) -> str:
    text = _(
        "Is it the right file? It holds {found} invoices, the present ledger {known}."
        " Nothing was taken over; --force takes it over."
    )
    return text.format(found=len(new.ledger.invoices), known=new.known)


def _tell(session: Session, new: Preview, written: bool) -> None:
    for line in summary_lines(new):
        output.result(line)
    names = board_names(new)
    for made in new.kept:
        promised = made.promised_total()
        text = _("Promise kept: {name}, {amount}")
        amount = amounts.money(promised) if promised else ""
        output.result(text.format(name=names.get(made.debtor_id, made.debtor_id), amount=amount))
    _tell_lines(_("Refused:"), new.refused, len(new.refused), new)
    _tell_lines(_("To know:"), new.notices, MOST_NOTICES, new)
    if new.is_same and not new.kept:
        output.message(_("The ledger holds exactly this already; nothing was changed."))
    elif not written:
        output.message(_("Nothing was changed."))
    else:
        backups = session.store.backups() if not new.is_same else ()
        if new.known and backups:
            text = _("Taken over. “cockpit restore {name}” brings the ledger of before back.")
            output.message(text.format(name=backups[0].name))
        else:
            output.message(_("Taken over."))


def summary_lines(new: Preview) -> list[str]:
    """What the files hold and what that changes."""
    invoices, debtors = len(new.ledger.invoices), len(new.ledger.debtors)
    held = ngettext("{n} invoice", "{n} invoices", invoices).format(n=invoices)
    of = ngettext("{n} debtor", "{n} debtors", debtors).format(n=debtors)
    total = " + ".join(amounts.money(money) for money in new.open_totals.values())
    text = _("{new} new, {changed} changed, {settled} no longer open, {refused} refused")
    return [
        " · ".join(part for part in (held, of, total) if part),
        text.format(
            new=len(new.difference.new),
            changed=len(new.difference.changed),
            settled=len(new.difference.settled),
            refused=len(new.refused),
        ),
    ]
