"""`cockpit playbook`: which scripts there are, how one reads, and whether they are sound."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.lint import tell, write
from cockpit.commands.playbook_words import script_lines, script_shape
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.call import CallKind
from cockpit.core.text import clean_line
from cockpit.desk.linting import Linter
from cockpit.language import _, current, labels, ngettext
from cockpit.language.playbook_sentences import playbook_error, playbook_notice
from cockpit.playbook import Library, Playbook, PlaybookError
from cockpit.tone import Severity


def run(options: Namespace, place: Place) -> int:
    """Do what was asked; 1 when something was found, or a debtor was not."""
    acts = {"list": _list, "show": _show, "check": _check}
    return acts[options.act](options, place)


def _library(place: Place) -> Library:
    """The scripts, ours and the team's own; what is wrong with those is said."""
    library = Library(place.playbooks)
    _tell_problems(library)
    return library


def _tell_problems(library: Library) -> None:
    for error in library.problems:
        output.message(playbook_notice(error))


def _list(options: Namespace, place: Place) -> int:
    library = _library(place)
    books = [_loaded(library, kind, tag) for tag in library.languages() for kind in CallKind]
    if options.json:
        output.data([_entry(book, library) for book in books])
        return 0
    rows = [
        (book.kind.value, book.language, labels.kind(book.kind), _size(book), _from(book, library))
        for book in books
    ]
    for line in output.table(rows):
        output.result(line)
    return 0


def _entry(book: Playbook, library: Library) -> dict[str, object]:
    return {
        "kind": book.kind.value,
        "language": book.language,
        "title": book.title,
        "steps": len(book.steps),
        "objections": len(book.objections),
        "own": book.path in map(str, library.own_files()),
        "path": book.path,
    }


def _size(book: Playbook) -> str:
    steps, cards = len(book.steps), len(book.objections)
    told = ngettext("{n} step", "{n} steps", steps).format(n=steps)
    return f"{told}, {ngettext('{n} objection', '{n} objections', cards).format(n=cards)}"


def _from(book: Playbook, library: Library) -> str:
    return book.path if book.path in map(str, library.own_files()) else _("comes along")


def _show(options: Namespace, place: Place) -> int:
    kind = CallKind(options.kind)
    if options.debtor is None:
        book, fields = _loaded(_library(place), kind, current()), None
    else:
        filled = _filled(options, place, kind)
        if filled is None:
            return 1
        book, fields = filled
    if options.json:
        output.data(script_shape(book, fields))
    else:
        for line in script_lines(book, fields):
            output.result(line)
    return 0


def _filled(options: Namespace, place: Place, kind: CallKind) -> tuple[Playbook, dict[str, str]] | None:
    """The script with what is known of the debtor; None when it is not clear who is meant."""
    from cockpit.commands.session import board_of, opened
    from cockpit.commands.show import found
    from cockpit.desk.script_preview import preview_script

    with opened(place, read_only=True, on=options.on) as session:
        board = board_of(session)
        account = found(board, clean_line(options.debtor))
        if account is None:
            return None
        _tell_problems(session.playbooks)
        language = current() if options.lang else None
        try:
            shown = preview_script(session, board, account, kind, language)
        except PlaybookError as error:
            raise CannotDo(playbook_error(error)) from error
        return shown.playbook, shown.fields


def _loaded(library: Library, kind: CallKind, language: str) -> Playbook:
    try:
        return library.load(kind, language)
    except PlaybookError as error:
        raise CannotDo(playbook_error(error)) from error


def _check(options: Namespace, place: Place) -> int:
    linter = Linter(place.playbooks, place.rules)
    ours, own = linter.playbooks()
    paths = ours + own
    found = linter.out_of_place() + [one for path in paths for one in linter.structure(path)]
    counted = write(found, options.json)
    tell(len(paths), linter.lines, counted)
    return 1 if counted[Severity.ERROR] else 0
