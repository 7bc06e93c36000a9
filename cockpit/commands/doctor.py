"""`cockpit doctor`: whether everything is in order, and what is not."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from cockpit.commands import doctor_store, output, post_check
from cockpit.commands.doctor_privacy import open_to_others
from cockpit.commands.opening import theme_files
from cockpit.commands.session import utc_now, why
from cockpit.commands.workspace import Place
from cockpit.core.call import CallKind
from cockpit.core.ledger import Ledger
from cockpit.core.text import clean_line
from cockpit.desk.settings import problem_sentence
from cockpit.language import _, ngettext, playbook_sentences
from cockpit.paths import bundled
from cockpit.playbook import Library
from cockpit.store.foreign import refuse_foreign
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace
from cockpit.widgets.actions import keys_with

LEAST_FREE = 100_000_000
"""Bytes that a disk should have left: some years of calls."""

LEAST_COLUMNS, LEAST_LINES = 60, 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `text` says what is well, or what is not and what helps."""

    about: str
    good: bool
    text: str


def run(options: Namespace, place: Place) -> int:
    """Look at everything; 1 when something was found."""
    checks: tuple[Callable[[Place], Iterator[Finding]], ...] = (
        folder, privacy, settings, store, post, themes, playbooks, terminal,
    )  # fmt: skip
    findings = [finding for check in checks for finding in check(place)]
    good = all(finding.good for finding in findings)
    if options.json:
        listed = [{"about": f.about, "good": f.good, "text": f.text} for f in findings]
        output.data({"good": good, "findings": listed})
    else:
        for line in output.table([("ok" if f.good else "!!", f.text) for f in findings]):
            output.result(line)
        if not good:
            output.message(_("Something was found: see the lines with !!."))
    return 0 if good else 1


def folder(place: Place) -> Iterator[Finding]:
    """The workspace can be written, and its disk has room."""
    path = place.folder
    if not os.access(path, os.F_OK):
        above = next(parent for parent in path.parents if os.access(parent, os.F_OK))
        good = os.access(above, os.W_OK | os.X_OK)
        text = _("{path} is not there yet; it is made when something is saved.")
        text = text if good else _("{path} is not there, and cannot be made.")
        yield Finding("folder", good, text.format(path=path))
        return
    if foreign := _foreign(path):
        yield Finding("folder", False, why(foreign))
        return
    writable = path.is_dir() and os.access(path, os.R_OK | os.W_OK | os.X_OK)
    text = _("{path} can be written.") if writable else _("{path} cannot be written.")
    yield Finding("folder", writable, text.format(path=path))
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE:
        text = _("Only {free} MB are left on the disk of {path}.")
        yield Finding("disk", False, text.format(free=free // 1_000_000, path=path))


def _foreign(folder: Path) -> StoreError | None:
    """Why the folder is no place for a workspace."""
    try:
        with suppress(OSError):
            refuse_foreign(folder)
    except StoreError as error:
        return error
    return None


def privacy(place: Place) -> Iterator[Finding]:
    """Nobody else on this computer can read what customers said."""
    if sys.platform == "win32" or not os.access(place.folder, os.R_OK | os.X_OK):
        return
    if _foreign(place.folder):  # whatever others may read there is not ours to close
        return
    seen = open_to_others(place.folder)
    if not seen:
        yield Finding("privacy", True, _("Only you can read the workspace."))
        return
    text = ngettext(
        "Others on this computer may read {path}. This helps: chmod -R go= {folder}",
        "Others on this computer may read {n} files, such as {path}. This helps: chmod -R go= {folder}",
        len(seen),
    )
    yield Finding("privacy", False, text.format(n=len(seen), path=seen[0], folder=place.folder))


def settings(place: Place) -> Iterator[Finding]:
    """The settings can be read, and every key means something."""
    wrong = [*map(problem_sentence, place.problems), *_beyond_the_file(place)]
    for text in wrong:
        yield Finding("settings", False, text)
    if not wrong:
        there = (
            _("The settings are in order.")
            if os.access(place.settings_path, os.F_OK)
            else _("No settings of your own.")
        )
        yield Finding("settings", True, there)


def _beyond_the_file(place: Place) -> Iterator[str]:
    """A theme that there is not, and keys of one's own that cannot be used."""
    known, theme = theme_files(place.folder), place.settings.theme
    if theme not in known:
        nearest = get_close_matches(theme, known, n=1, cutoff=0)[0]
        text = _("Settings: there is no theme “{theme}”; the nearest that exists is “{nearest}”.")
        yield text.format(theme=theme, nearest=nearest)
    yield from keys_with(place.settings.keys)[1]


def store(place: Place) -> Iterator[Finding]:
    """The ledger, the history and the drafts can be read."""
    try:
        opened = Workspace.open(place.folder, now=utc_now, read_only=True)
        try:
            ledger = _ledger(opened)
            standings, drafts = opened.standings(), opened.drafts()
            problems = opened.problems
        finally:
            opened.close()
    except StoreError as error:
        yield Finding("store", False, why(error))
        return
    for trouble in doctor_store.troubles(place, problems):
        yield Finding("store", False, trouble)
    for good, who in doctor_store.others(place):
        yield Finding("lock", good, who)
    text = _("{invoices} open invoices, {called} debtors called, {drafts} calls begun.")
    words = text.format(invoices=len(ledger.invoices), called=len(standings), drafts=len(drafts))
    yield Finding("store", True, words)


def _ledger(opened: Workspace) -> Ledger:
    """The ledger, or what can be read of it."""
    try:
        return opened.ledger()
    except StoreError as error:
        if error.code != "damaged":
            raise
    with suppress(StoreError):
        return opened.ledger()
    return Ledger()


def post(place: Place) -> Iterator[Finding]:
    """Every mail that the cockpit sends itself was sent."""
    for good, text in post_check.post(place):
        yield Finding("post", good, text)


def themes(place: Place) -> Iterator[Finding]:
    """The user's own themes can be used; those that come along were tested."""
    count = len(list(bundled("themes").glob("*.toml")))
    yield Finding(
        "themes",
        count > 0,
        ngettext("{n} theme came along.", "{n} themes came along.", count).format(n=count),
    )
    own = place.folder / "themes"
    if not any(own.glob("*.toml")):
        return
    from cockpit.widgets.themes import load_themes  # loads part of Textual, which has the colours

    loaded = load_themes(own)
    for problem in (*loaded.failed, *loaded.notices):
        yield Finding("themes", False, f"{problem.file}: {problem.key}: {problem.reason}")
    for theme in loaded.themes:
        yield Finding("themes", True, _("Your theme {name} can be used.").format(name=theme.name))


def playbooks(place: Place) -> Iterator[Finding]:
    """Every script can be loaded in every language, the team's own among them."""
    library = Library(place.playbooks)
    for error in library.problems:
        yield Finding("playbooks", False, clean_line(playbook_sentences.playbook_notice(error)))
    books = [library.load(kind, language) for language in library.languages() for kind in CallKind]
    yield Finding("playbooks", True, _("{n} playbooks can be used.").format(n=len(books)))


def terminal(place: Place) -> Iterator[Finding]:
    """The window is large enough and can show the signs that the cockpit is drawn with."""
    if not sys.stdout.isatty():
        return
    size = shutil.get_terminal_size()
    large = size.columns >= LEAST_COLUMNS and size.lines >= LEAST_LINES
    text = _(
        "The window has {columns} columns and {lines} lines; {least} are needed, 120 × 36 is comfortable."
    )
    least = f"{LEAST_COLUMNS} × {LEAST_LINES}"
    yield Finding("terminal", large, text.format(columns=size.columns, lines=size.lines, least=least))
    encoding = sys.stdout.encoding or "?"
    if "utf" not in encoding.lower():
        text = _("The terminal writes {encoding}, not UTF-8: signs will be missing.")
        yield Finding("terminal", False, text.format(encoding=encoding))
    if os.environ.get("TERM", "") in {"dumb", "unknown"}:
        yield Finding("terminal", False, _("This terminal (TERM) cannot place text on the screen."))
