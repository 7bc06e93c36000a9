"""Composition: finds the workspace and the language, and has the command carried out that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cockpit.commands import output, parser, workspace
from cockpit.commands.workspace import CannotDo

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
    return status


def _run(words: Sequence[str]) -> int:
    early = parser.early(words)
    place = workspace.find(early.workspace)
    workspace.choose_language(early.lang, place.settings)
    try:
        options = parser.build().parse_args(words)
    except SystemExit as stop:  # the help was shown, or something was not understood
        return stop.code if isinstance(stop.code, int) else 0
    command = import_module(f"cockpit.commands.{options.module}")
    status: int = command.run(options, place)
    return status


if __name__ == "__main__":
    sys.exit(main())
