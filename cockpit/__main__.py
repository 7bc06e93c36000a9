"""Composition: finds the workspace and the language, and has the command carried out that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cockpit.commands import output, parser, workspace
from cockpit.commands.patience import saying_so
from cockpit.commands.workspace import CannotDo
from cockpit.desk.settings import Settings
from cockpit.language import _

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells expect it."""


def main(argv: Sequence[str] | None = None) -> int:
    """The `cockpit` command; gives its exit status: 0 good, 1 found something, 2 could not."""
    words = sys.argv[1:] if argv is None else argv
    output.prepare()
    try:
        status = _run(words)
        output.finish()
    except CannotDo as error:
        output.message(str(error))
        return 2
    except BrokenPipeError:
        output.close_quietly()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _went_wrong(error, words)
    return status


def _run(words: Sequence[str]) -> int:
    early = parser.early(words)
    with saying_so(workspace.folder_of(early.workspace), lambda: _choose_language_early(early.lang)):
        place = workspace.find(early.workspace)
    workspace.choose_language(early.lang, place.settings)
    try:
        options = parser.build().parse_args(words)
    except SystemExit as stop:  # the help was shown, or something was not understood
        return stop.code if isinstance(stop.code, int) else 0
    command = import_module(f"cockpit.commands.{options.module}")
    status: int = command.run(options, place)
    return status


def _choose_language_early(wanted: str | None) -> None:
    workspace.choose_language(wanted, Settings())  # before those of the user could be read


def _went_wrong(error: Exception, words: Sequence[str]) -> int:
    """Say so in one sentence; where it was is in the log of the workspace, if there is one."""
    from cockpit import crash
    from cockpit.commands.log_file import log_to

    if crash.log_path() == "-":
        log_to(workspace.folder_of(parser.early(words).workspace))
    crash.note(error)
    said = _("Something went wrong. The log says what: {path}")
    if crash.log_path() == "-":
        said = _("Something went wrong ({kind}), and no log can be written.")
    output.message(said.format(path=crash.log_path(), kind=type(error).__name__))
    return 2


if __name__ == "__main__":
    sys.exit(main())
