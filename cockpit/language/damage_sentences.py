"""Why a file cannot be written or read, in words of ours: the system and the libraries speak English."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from cockpit.language.catalogue import N_

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

DAMAGED = N_("{path} is damaged. What could be read of it is used; “cockpit doctor” says what can be done.")
DAMAGED_ROWS = N_(
    "{path} is damaged: {saved} of its rows are used, {lost} are lost. Import a fresh export, or bring an"
    " earlier ledger back with “cockpit restore”."
)
DAMAGED_LEDGER = N_(
    "{path} is damaged: {saved} of its rows are used, the others are lost. Import a fresh export, or bring an"
    " earlier ledger back with “cockpit restore”."
)


def reason(text: str) -> str:
    """Our words for what the system says, still to be translated; what we have none for stays as it is."""
    return _REASONS.get(text, text)


def damaged(values: Mapping[str, object]) -> str:
    """The sentence for a damaged file, still to be translated: of a ledger it is known how much is left."""
    if "saved" not in values:
        return DAMAGED
    return DAMAGED_LEDGER if values.get("lost") is None else DAMAGED_ROWS
