"""A result in a file of the user's choice."""

from __future__ import annotations

import os

from cockpit.commands import output
from cockpit.commands.workspace import CannotDo
from cockpit.language import _
from cockpit.language.system_errors import reason
from cockpit.paths import named


def to_file(raw: bytes, name: str) -> None:
    """Write the file for the user's own eyes only, and say so. Raises `CannotDo`."""
    path = named(name)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(raw)
    except OSError as error:
        text = _("{path} cannot be written: {reason}.").format(path=path, reason=reason(error))
        raise CannotDo(text) from error
    output.message(_("Written: {path}").format(path=path))
