"""`cockpit` and `cockpit demo`: the full-screen cockpit, on the workspace or on sample data."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit import crash
from cockpit.commands import output
from cockpit.commands.log_file import log_to
from cockpit.commands.patience import saying_so
from cockpit.commands.session import session_for, utc_now, why
from cockpit.commands.workspace import CannotDo, Place, choose_language, settled
from cockpit.desk import settings as settings_file
from cockpit.language import _
from cockpit.late import late
from cockpit.paths import bundled
from cockpit.playbook.library import Library
from cockpit.store.patience import PatientStore
from cockpit.store.port import Store, StoreError
from cockpit.store.workspace import Workspace
from cockpit.widgets.actions import BY_ID, key_name, keys_with

if TYPE_CHECKING:
    from cockpit.desk.desk import Desk
    from cockpit.language import playbook_sentences, sentences
else:
    sentences = late("cockpit.language.sentences")
    playbook_sentences = late("cockpit.language.playbook_sentences")

_RARELY = (40_000, 10, 20)
"""When garbage is collected, see `gc.set_threshold`. By Python's own measure that takes a sixth of the time
in which keys are worked off, and stops everything for some hundredths of a second now and then; what a key
leaves behind is seldom garbage in a ring, the only kind that has to be searched for. Mostly the main screen
does it in a quiet moment, before so much has come together."""


def run(options: Namespace, place: Place) -> int:
    """Open the cockpit until the collector leaves it; the exit status of the program."""
    needs_terminal()
    gc.disable()  # nothing that is made while the cockpit opens is garbage; see `_go_easy`
    return open_demo(options.lang) if options.demo else open_workspace(place)


def needs_terminal() -> None:
    """Raise `CannotDo` where there is no terminal to draw on; a web server brings its own driver."""
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CannotDo(_("The cockpit needs a terminal. “cockpit --help” shows the commands that do not."))


def open_workspace(place: Place) -> int:
    """The cockpit on a collector's own workspace; while another has it, only to look around."""
    notices: list[str] = []
    try:
        with saying_so(place.folder):
            store, only_looking = _own_or_look(place.folder, notices)
    except StoreError as error:
        raise CannotDo(why(error)) from error
    return open_cockpit(place, PatientStore(store, place.folder), notices, only_looking)


def _desk(place: Place, store: Store, only_looking: StoreError | None) -> Desk:
    from cockpit.desk.desk import Desk

    session = session_for(store, place.settings, place.folder)
    return Desk(replace(session, only_looking=only_looking))


def _found(place: Place, store: Store, error: StoreError | None) -> list[str]:
    """What can be said once the workspace was read: what in it could not be, or that it is empty."""
    _go_easy()
    if error is not None:
        return [sentences.store_error(problem) for problem in (*store.problems, error)]
    for problem in store.problems:
        crash.note_damage(str(problem.values.get("path", "")), problem.code)
    said = [sentences.store_error(problem) for problem in store.problems]
    said += [playbook_sentences.playbook_notice(problem) for problem in Library(place.playbooks).problems]
    is_new = not any(problem.code == "no-ledger" for problem in store.problems)
    ledger = store.ledger()
    return [*said, _nothing_yet(place)] if is_new and not (ledger.debtors or ledger.read_at) else said


def _go_easy() -> None:
    """From now on garbage is collected, but what was made so far stays: it need not be searched again."""
    gc.freeze()
    gc.set_threshold(*_RARELY)
    gc.enable()


def _nothing_yet(place: Place) -> str:
    leader = key_name(keys_with(place.settings.keys)[0]["leader"])
    text = _(
        "Nothing was imported yet: {key} reads an export of open invoices. “cockpit demo” is an example."
    )
    return text.format(key=f"{leader} {BY_ID['import'].leader}")


def _own_or_look(folder: Path, notices: list[str]) -> tuple[Workspace, StoreError | None]:
    """The workspace, and who has it if we may only look. One that cannot be written now is our own: what is
    typed waits until it can be."""
    try:
        return Workspace.open(folder, now=utc_now), None
    except StoreError as error:
        is_ours = error.code in ("unwritable", "disk-full", "in-the-way") and folder.is_dir()
        if error.code not in ("in-use", "left-behind") and not is_ours:
            raise
        notices.append(sentences.store_error(error))
        opened = Workspace.open(folder, now=utc_now, read_only=True, waits=is_ours)
        return opened, None if is_ours else error


def open_demo(language: str | None) -> int:
    """The cockpit on the sample data, in a folder that is thrown away afterwards."""
    from cockpit.desk.demo import fill

    folder = Path(tempfile.mkdtemp(prefix="cockpit-demo-"))
    try:
        shutil.copy(bundled("sample_data") / settings_file.FILE_NAME, folder / settings_file.FILE_NAME)
        place = settled(folder)
        choose_language(language, place.settings)
        store = Workspace.open(folder, now=utc_now)
        fill(store, utc_now(), place.settings.zone)
        return open_cockpit(place, store, [])
    except StoreError as error:
        raise CannotDo(why(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def open_cockpit(
    place: Place, store: Store, notices: Sequence[str], only_looking: StoreError | None = None
) -> int:
    """Run the screen on an open workspace, and give that back afterwards."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app" and "TMUX" not in os.environ:
        # The kitty keys of Textual 8.2.7 lose text from input methods there; read once, at import.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from cockpit.app import CockpitApp

    if not log_to(place.folder):
        output.message(_("No log can be written in {folder}.").format(folder=place.folder))
    said = [*notices, *map(settings_file.problem_sentence, place.problems)]
    desk, found = partial(_desk, place, store, only_looking), partial(_found, place, store)
    app = CockpitApp(place.settings, desk, theme_files(place.folder), said, found)
    app.settings_path = place.settings_path
    try:
        with app.in_good_order():
            app.run()
    finally:
        _give_back(store, has_crashed=bool(app.return_code))
    return app.return_code or 0


def _give_back(store: Store, *, has_crashed: bool) -> None:
    try:
        store.close()
    except Exception as error:
        if not has_crashed:
            raise
        crash.note(error)  # one thing went wrong already, and was said


def theme_files(folder: Path) -> dict[str, Path]:
    """The shipped themes by name, and the user's own from the workspace, which win."""
    files = [*sorted(bundled("themes").glob("*.toml")), *sorted((folder / "themes").glob("*.toml"))]
    return {path.stem: path for path in files}
