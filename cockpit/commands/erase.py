"""`cockpit erase`: one debtor is taken out of every file, and all files are searched for what is left."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from cockpit.commands import output
from cockpit.commands.dossiers import exact_dossier_of, name_of
from cockpit.commands.mentions import mention_shape, place
from cockpit.commands.removed import removed_lines, removed_shape
from cockpit.commands.session import opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.desk.privacy import Erased, erase
from cockpit.language import _, ngettext
from cockpit.store.port import Dossier
from cockpit.store.searching import Find, Searched


def run(options: Namespace, where: Place) -> int:
    """Ask, erase, and say what was searched; 1 when nothing was erased or something was found."""
    with opened(where, read_only=False) as session:
        dossier = exact_dossier_of(session, options.debtor)
        if dossier is None or not (options.yes or _confirmed(dossier)):
            return 1
        done = erase(session, where.folder, dossier.debtor_id)
        if options.json:
            output.data(_shape(dossier, done))
        else:
            for line in _lines(dossier, done):
                output.result(line)
    searched = done.searched
    return 1 if searched.found or searched.unread or searched.perhaps else 0


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
    for find in searched.found:
        yield _found(find)
        yield f"  {_next_step(find)}"
    for path in searched.unread:
        yield _("{path} could not be read.").format(path=path)
    if not (searched.found or searched.unread):
        yield _("None of these texts was found.")
    yield from _perhaps(searched)
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


def _next_step(find: Find) -> str:
    """What the collector can do about a text that is still there."""
    if find.path.name == "ledger.json":
        return _("It stands there with another debtor: correct it in the accounting system and import again.")
    folder = find.path.parent.name
    if folder == "backups":
        return _("It stands there with another debtor: remove that backup, or wait for “cockpit purge”.")
    if folder in {"history", "drafts"}:
        return _("“cockpit export” with that debtor shows it; it goes with him, by erasing or purging.")
    return _("Look into the file; change it or remove it yourself.")


def _perhaps(searched: Searched) -> Iterator[str]:
    """The words that may be somebody else, and where they are."""
    if not searched.words:
        return
    yield _("In what was typed, and in the outbox, for words that may as well mean another: {words}").format(
        words=", ".join(searched.words)
    )
    for one in searched.perhaps:
        yield "  " + _("May be about him: {texts}, in {place}").format(
            texts=", ".join(one.texts), place=place(one)
        )
    if not searched.perhaps:
        yield "  " + _("None of these words was found there.")
    else:
        yield "  " + _("“cockpit export” with the debtor shows it; only a person can judge that.")


def _shape(dossier: Dossier, done: Erased) -> dict[str, object]:
    searched = done.searched
    return {
        "debtor": dossier.debtor_id,
        "name": name_of(dossier),
        "removed": removed_shape(done.removed, done.papers),
        "searched": {
            "files": searched.files,
            "bytes": searched.size,
            "texts": searched.texts,
            "words": searched.words,
        },
        "not_searched": done.shared,
        "found": [{"path": str(f.path), "texts": f.texts, "about": f.about} for f in searched.found],
        "perhaps": [mention_shape(one) for one in searched.perhaps],
        "unread": [str(path) for path in searched.unread],
    }
