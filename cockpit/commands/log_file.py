"""The log of the program: a file of the workspace, for its owner only; nothing of it reaches the screen."""

from __future__ import annotations

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from cockpit.commands.workspace import LOG_NAME


class _PrivateLog(RotatingFileHandler):
    """A log of which every file, also the next one, is for its owner only."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, self.mode, encoding="utf-8")  # type: ignore[return-value]


def log_to(folder: Path) -> bool:
    """Send the log to the workspace in this folder; False when it cannot be written there."""
    logging.raiseExceptions = False  # what the disk refuses later is not written over the screen
    logger = logging.getLogger("cockpit")
    logger.propagate = False
    try:
        handler: logging.Handler = _PrivateLog(folder / LOG_NAME, maxBytes=500_000, backupCount=2)
    except OSError:
        logger.addHandler(logging.NullHandler())
        return False
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    return True
