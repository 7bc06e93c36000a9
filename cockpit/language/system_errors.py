"""What the system, or our own reading, has against a file."""

from __future__ import annotations

from cockpit.core.text import clean_line
from cockpit.language.catalogue import _
from cockpit.plain_files import NotPlain


def reason(error: OSError) -> str:
    """Why a file could not be read, to stand in a sentence."""
    if isinstance(error, NotPlain):
        return _("it is a folder, a pipe or a device, and no ordinary file")
    return clean_line(error.strerror or type(error).__name__)
