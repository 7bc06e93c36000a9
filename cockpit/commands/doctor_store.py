"""What `cockpit doctor` says about the files of a workspace: which are damaged, and what helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.commands.session import why
from cockpit.commands.workspace import Place
from cockpit.language import N_, _, sentences
from cockpit.language.system_errors import in_words, reason
from cockpit.store.checking import Trouble, check
from cockpit.store.lock import Holder, is_taken
from cockpit.store.port import StoreError

_HERE = {
    "ledger": N_(
        "{path} is damaged: {saved} rows can be used, {lost} cannot. When the cockpit opens it keeps the file"
        " aside and goes on with those. Import a fresh export then, or see “cockpit restore”."
    ),
    "backup": N_(
        "{path} is a damaged backup: {saved} rows can be used, {lost} cannot. “cockpit restore” brings back"
        " those that can."
    ),
    "backup-lost": N_("{path} is a damaged backup of which nothing can be used. It can be removed."),
    "cut": N_(
        "{path} was cut off: {lost} bytes at its end are gone, with what stood there. If you have a copy of"
        " this file from before, close the cockpit and put it back."
    ),
    "gone": N_(
        "{path} is gone, and with it all that stood in it. If you have a copy of it, close the cockpit and"
        " put it back."
    ),
    "all-gone": N_(
        "All calls and agreements are gone from {path}. If you have a copy of that folder, put it back before"
        " you open the cockpit."
    ),
    "no-ledger": N_(
        "{path} is gone, though something was imported once. “cockpit restore” brings an earlier ledger back;"
        " or import a fresh export."
    ),
    "no-file": N_(
        "{path} is a folder, or something else that is no file. The cockpit goes on without it; move it"
        " elsewhere, and if you have a copy of the file, close the cockpit and put it back."
    ),
    "in-the-way": N_(
        "{path} is in the way: the cockpit needs that name for something of its own. Give it another name, or"
        " move it elsewhere."
    ),
    "unreadable": N_("{path} cannot be read: {reason}."),
    "history": N_(
        "{path} is damaged in {lost} lines; {saved} are sound. What can be read is used. If you have a copy"
        " of this file from before, close the cockpit and put it back."
    ),
    "draft": N_(
        "{path} is a damaged call begun. A text editor may still show the notes; after that it can be"
        " removed."
    ),
    "layouts": N_("{path} is damaged: the cockpit will ask again which column of your exports is what."),
    "version": N_("{path} is damaged: it is set aside and written anew when the cockpit opens."),
    "change": N_("A change was stopped half-way. It is brought to its end when the cockpit opens."),
}
_ASIDE = {
    "cut": N_(
        "{path} notes that a part of the history was missing when the cockpit opened. If you have an older"
        " copy of the workspace, “cockpit --workspace” opens that to look up what is missing. After that the"
        " note can be removed."
    ),
    "no-file": N_(
        "{path} is a folder that had the place of a file and was set aside. If it is of no use it can be"
        " removed."
    ),
    "ledger": N_(
        "{path} is a damaged ledger that was set aside. Import a fresh export, or bring one back with"
        " “cockpit restore”; after that it can be removed."
    ),
    "backup": N_("{path} is a damaged backup that was set aside. It can be removed."),
    "history": N_("{path} is what a crash left of something that was never saved. It can be removed."),
    "history-in-part": N_(
        "{path} was at the end of the history, cut off or damaged, and may never have been saved. Records in"
        " it that are sound: {saved}; a text editor shows them. After that it can be removed."
    ),
    "draft": N_(
        "{path} is a damaged call begun that was set aside. A text editor may still show the notes; after"
        " that it can be removed."
    ),
    "layouts": N_("{path} has columns that were chosen once, damaged and set aside. It can be removed."),
    "version": N_("{path} was damaged and set aside; it was written anew. It can be removed."),
    "change": N_(
        "{path} is a change that could not be ended. Erase or purge once more; after that it can be removed."
    ),
}


def troubles(place: Place, problems: Sequence[StoreError] = ()) -> Iterator[str]:
    """A sentence or three for every file that is not as it should be; `problems` is what was found when the
    workspace was read."""
    found = []
    try:
        found = check(place.folder)
    except OSError as error:
        text = _("The files of the workspace cannot be read: {reason}.")
        yield text.format(reason=reason(error))
    yield from map(_sentence, found)
    told = {str(trouble.path) for trouble in found}
    yield from (why(problem) for problem in problems if problem.values.get("path") not in told)


def others(place: Place) -> Iterator[tuple[bool, str]]:
    """Who has the workspace now, or had it when he was stopped; and whether that is well."""
    holder = Holder.of(place.folder)
    who = sentences.who(holder.values())
    if holder.is_elsewhere:
        yield False, why(holder.left_behind(place.folder))
    elif is_taken(place.folder):
        yield True, _("A cockpit has the workspace open: {who}.").format(who=who)
    elif holder.pid:
        yield True, _("The cockpit before, {who}, was stopped in its work: all is kept.").format(who=who)


def _sentence(trouble: Trouble) -> str:
    what = trouble.what
    if what == "history" and trouble.aside and trouble.saved:
        what = "history-in-part"
    if what == "backup" and not (trouble.aside or trouble.saved):
        what = "backup-lost"
    text = (_ASIDE if trouble.aside else _HERE)[what]
    lost = "?" if trouble.lost is None else trouble.lost
    return _(text).format(path=trouble.path, saved=trouble.saved, lost=lost, reason=in_words(trouble.reason))
