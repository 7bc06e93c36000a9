"""What the system, or our own reading, has against a file, in words of ours: the system speaks English."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from cockpit.core.text import clean_line
from cockpit.language.catalogue import N_, _, translator
from cockpit.plain_files import NotPlain

_SYSTEM: Mapping[int, str] = {
    errno.EACCES: N_("you may not do that here"),
    errno.EPERM: N_("you may not do that here"),
    errno.ENOENT: N_("it is not there any more"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("there is a folder of that name"),
    errno.EEXIST: N_("there is something of that name already"),
    errno.EROFS: N_("the disk is for reading only"),
    errno.EIO: N_("the disk is not in order"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ETIMEDOUT: N_("the disk gives no answer"),
    errno.ESTALE: N_("the network drive was gone"),
    errno.ENOTCONN: N_("the network drive was gone"),
    errno.EMFILE: N_("too many files are open"),
}
_REASONS = {os.strerror(number): words for number, words in _SYSTEM.items()}
_REASONS["closed"] = N_("the workspace was given back")


def reason(error: OSError) -> str:
    """Why a file could not be read or written, to stand in a sentence."""
    if isinstance(error, NotPlain):
        return _("it is a folder, a pipe or a device, and no ordinary file")
    return in_words(error.strerror or type(error).__name__)


def in_words(text: str, tag: str | None = None) -> str:
    """What the system says (`OSError.strerror`) in our words; what we have none for stays as it is."""
    said = clean_line(text)
    return translator(tag).gettext(_REASONS[said]) if said in _REASONS else said
