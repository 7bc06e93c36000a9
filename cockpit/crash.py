"""What is kept of a crash: where it was and of what kind, and no more.

Local variables, and also the words of an error, may hold names and telephone numbers: none of it gets into
the log file or on the screen.
"""

from __future__ import annotations

import logging
from pathlib import Path
from traceback import format_tb

log = logging.getLogger(__name__)


def note(error: BaseException | None) -> None:
    """Write down what failed, and what made that fail."""
    while error is not None:
        log.error("crash: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def note_damage(path: str, code: str) -> None:
    """Write down that a file was damaged or gone: its own name and what was the matter, no more."""
    log.warning("%s: %s", code, Path(path).name)


def log_path() -> str:
    """The log file as it is called in a sentence; `-` when there is none."""
    for handler in logging.getLogger("cockpit").handlers:
        if isinstance(handler, logging.FileHandler):
            return handler.baseFilename
    return "-"
