"""`cockpit erase`: one debtor is taken out of every file, and all files are searched for what is left."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from cockpit.commands import output
from cockpit.commands.dossiers import exact_dossier_of, name_of
from cockpit.commands.removed import removed_lines, removed_shape
from cockpit.commands.session import opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.desk.privacy import Erased, erase
from cockpit.language import _, ngettext
from cockpit.store.port import Dossier
from cockpit.store.searching import Find


def run(options: Namespace, place: Place) -> int:
    """Ask, erase, and say what was searched; 1 when nothing was erased or something was found."""
    with opened(place, read_only=False) as session:
        dossier = exact_dossier_of(session, options.debtor)
        if dossier is None or not (options.yes or _confirmed(dossier)):
            return 1
        done = erase(session, place.folder, dossier.debtor_id)
        if options.json:
            output.data(_shape(dossier, done))
        else:
            for line in _lines(dossier, done):
                output.result(line)
    return 1 if done.searched.found or done.searched.unread else 0


def _confirmed(dossier: Dossier) -> bool:
    """Whether the number was typed: a name is too easily a wrong one, and nothing comes back."""
    text = _("Everything about {name} ({number}) is erased for good, also from the backups.")
    output.message(text.format(name=name_of(dossier), number=dossier.debtor_id))
    output.message(_("Type {number} to go on:").format(number=dossier.debtor_id))
    if not sys.stdin.isatty():
        raise CannotDo(_("Nobody can be asked here: nothing was erased. Use --yes in a script."))
    if sys.stdin.readline().strip() == dossier.debtor_id:
        return True
    output.message(_("Nothing was erased."))
    return False


def _lines(dossier: Dossier, done: Erased) -> Iterator[str]:
    text = _("{name} ({number}) is erased:")
    yield text.format(name=name_of(dossier), number=dossier.debtor_id)
    yield from (f"  {line}" for line in removed_lines(done.removed, done.papers))
    searched = done.searched
    text = ngettext(
        "Searched: every byte of {n} file ({size} bytes), backups included, for:",
        "Searched: every byte of {n} files ({size} bytes), backups included, for:",
        searched.files,
    )
    yield text.format(n=searched.files, size=searched.size)
    yield from (f"  {text}" for text in searched.texts)
    if done.shared:
        text = _("Not searched for, as another debtor has it as well: {texts}")
        yield text.format(texts=", ".join(done.shared))
    yield from (_found(find) for find in searched.found)
    for path in searched.unread:
        yield _("{path} could not be read.").format(path=path)
    if not (searched.found or searched.unread):
        yield _("Nothing of it is left.")
    yield _("Your accounting system still has this customer: the next import brings him back.")
    yield _(
        "What left this computer stays where it is: mails that were sent, copies of this folder elsewhere."
    )


def _found(find: Find) -> str:
    texts = ", ".join(find.texts)
    if find.about:
        text = _("Still there: {texts}, in what was noted about {debtors}: {path}")
        return text.format(texts=texts, debtors=", ".join(find.about), path=find.path)
    return _("Still there: {texts}, in {path}").format(texts=texts, path=find.path)


def _shape(dossier: Dossier, done: Erased) -> dict[str, object]:
    searched = done.searched
    return {
        "debtor": dossier.debtor_id,
        "name": name_of(dossier),
        "removed": removed_shape(done.removed, done.papers),
        "searched": {"files": searched.files, "bytes": searched.size, "texts": searched.texts},
        "not_searched": done.shared,
        "found": [{"path": str(f.path), "texts": f.texts, "about": f.about} for f in searched.found],
        "unread": [str(path) for path in searched.unread],
    }
