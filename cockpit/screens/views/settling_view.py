"""What waits at our own desk, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from cockpit.core.text import shorten
from cockpit.desk.settling import Matter, MatterKind
from cockpit.language import N_, _, dates

_WHAT_SHOWN = 60
_NAMES: Mapping[MatterKind, str] = {
    MatterKind.ACTION: N_("our action"),
    MatterKind.CLAIM: N_("to look up"),
    MatterKind.QUESTION: N_("to ask internally"),
    MatterKind.RECEIPT: N_("receipt of the mail"),
}
_ENDED: Mapping[tuple[MatterKind, bool], str] = {
    (MatterKind.ACTION, True): N_("Our action is done."),
    (MatterKind.CLAIM, True): N_("It is true: the payment is there. The next import will show it."),
    (MatterKind.CLAIM, False): N_("Not found yet. The next call says what we saw."),
    (MatterKind.QUESTION, True): N_("It was asked."),
    (MatterKind.QUESTION, False): N_("Not asked yet: it comes back on the next working day."),
    (MatterKind.RECEIPT, True): N_("The receipt is confirmed."),
}
_KEYS: Mapping[MatterKind, str] = {
    MatterKind.ACTION: N_("* done"),
    MatterKind.CLAIM: N_("* true, found   - not found"),
    MatterKind.QUESTION: N_("* asked   - not yet"),
    MatterKind.RECEIPT: N_("* confirmed"),
}


def line(matter: Matter, zone: tzinfo) -> str:
    """One matter out of several."""
    when = dates.moment(matter.due.astimezone(zone), None, "short")
    parts = [_(_NAMES[matter.kind]), shorten(matter.what, _WHAT_SHOWN), when]
    return " · ".join(part for part in parts if part)


def ended(matter: Matter, good: bool) -> str:
    """What was written down, and what follows."""
    return _(_ENDED[(matter.kind, good)])


def keys(matter: Matter) -> str:
    """The keys that end it at its row in the queue."""
    return _(_KEYS[matter.kind])
