"""`cockpit unlock`: a workspace that another computer never gave back is free again, if a person says so."""

from __future__ import annotations

import sys
from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.session import why
from cockpit.commands.workspace import CannotDo, Place
from cockpit.language import _, sentences
from cockpit.store.lock import Holder, unlock
from cockpit.store.port import StoreError


def run(options: Namespace, place: Place) -> int:
    """Say who stands in the lock, ask, and take it away; 1 when it stays."""
    holder = Holder.of(place.folder)
    if not holder.pid:
        output.message(_("Nobody has the workspace: nothing to unlock."))
        return 0
    if holder.is_elsewhere and not (options.yes or _confirmed(holder, place)):
        return 1
    try:
        unlock(place.folder, holder)
    except StoreError as error:
        raise CannotDo(why(error)) from error
    free = _("The workspace is free. A cockpit that is only looking there can work once it is reopened.")
    output.message(free)
    return 0


def _confirmed(holder: Holder, place: Place) -> bool:
    """Whether the name of the other computer was typed: that makes one think of it."""
    output.message(sentences.store_error(holder.left_behind(place.folder)))
    host = str(holder.values()["host"])
    text = _("Two cockpits at once could lose words. Type {host} if the one there is closed:")
    output.message(text.format(host=host))
    if not sys.stdin.isatty():
        raise CannotDo(_("Nobody can be asked here: nothing was done. Use --yes in a script."))
    if sys.stdin.readline().strip() == host:
        return True
    output.message(_("Nothing was done."))
    return False
