"""`cockpit import`: an export of open items takes the place of the ledger."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from cockpit.commands import output, shapes
from cockpit.commands.session import board_of, opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.ledger import Ledger
from cockpit.core.text import clean_line
from cockpit.desk import import_words as words
from cockpit.desk.importing import Preview, admit, preview
from cockpit.desk.ledger_files import NotRead, Told
from cockpit.desk.session import Session
from cockpit.intake import FIELDS
from cockpit.language import _, ngettext
from cockpit.paths import named

MOST_NOTICES = 20
"""So many notices are written out; a file without due dates has one on every row."""


def run(options: Namespace, place: Place) -> int:
    """Read the files, take them over, and say what changed; 1 when rows were refused.

    The result is written when everything is on the disk: whoever stops reading stops no import.
    """
    columns = _columns(options.columns)
    files = [named(name) for name in options.files]
    with opened(place, read_only=options.dry_run) as session:
        board = board_of(session)
        try:
            new = preview(session, board, files, columns)
        except NotRead as error:
            raise CannotDo("\n".join([error.sentence(), *_how_to_choose(error)])) from error
        stopped = new.is_doubtful and not options.force
        written = not (options.dry_run or stopped or new.changes_nothing)
        before = board.ledger
        if not (options.dry_run or stopped):
            admit(session, board, new)
        if options.json:
            output.data(shapes.imported(new, written, session.zone))
        else:
            _tell(before, new)
        _end(session, new, written)
    if stopped:
        output.message(f"{words.doubt(new)} {_('--force takes it over.')}")
        return 2
    return 1 if new.refused else 0


def _columns(chosen: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    for field, _heading in chosen:
        if field not in FIELDS:
            nearest = get_close_matches(field, FIELDS, n=1, cutoff=0)[0]
            text = _("There is no field “{field}”; the nearest is “{nearest}”. All fields: {fields}")
            raise CannotDo(
                text.format(field=clean_line(field, 60), nearest=nearest, fields=", ".join(FIELDS))
            )
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


def _tell(before: Ledger, new: Preview) -> None:
    """The result for a person, read against the ledger of before."""
    parts = [words.held(new), words.changes(new), words.details(new), words.promises(new)]
    found = [words.concluded(before, one) for one in new.concluded]
    found += [words.claim(before, one) for one in new.claims]
    for line in (*filter(None, parts), *found):
        output.result(line)
    _tell_lines(_("Refused:"), new.refused, len(new.refused))
    _tell_lines(_("To know:"), new.notices, MOST_NOTICES)


def _tell_lines(title: str, told: Sequence[Told], most: int) -> None:
    if not told:
        return
    output.result()
    output.result(title)
    where = _("{file}, line {line}")
    rows = [(f"  {where.format(file=one.file, line=one.line)}", one.text) for one in told[:most]]
    for row in rows:
        output.result(": ".join(row))
    more = len(told) - len(rows)
    if more:
        text = ngettext("  … and {n} more; --json has it.", "  … and {n} more; --json has them.", more)
        output.result(text.format(n=more))


def _end(session: Session, new: Preview, written: bool) -> None:
    """How it ended, on standard error."""
    if new.changes_nothing:
        output.message(words.same())
    elif not written:
        output.message(_("Nothing was changed."))
    elif new.is_same or not new.known:
        output.message(_("Taken over."))
    else:
        text = _("Taken over. “cockpit restore {name}” brings the ledger of before back.")
        output.message(text.format(name=session.store.backups()[0].name))
